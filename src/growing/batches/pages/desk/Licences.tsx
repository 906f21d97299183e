import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import type { ReactNode } from "react";
import { SheetButtons } from "../../../../kernel/sheets/pages/SheetButtons.tsx";
import { Badge } from "../../../../ui/Badge.tsx";
import { Button } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { Table } from "../../../../ui/Table.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useApi } from "../../../../ui/api.ts";
import { formatCount } from "../../../../ui/money.ts";
import { usePreferences } from "../../../../ui/Preferences.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { batches } from "../../contract.ts";
import type { LicenceView, RightView } from "../../views.ts";
import { useAct, useBatchTold, usePageWords, useTerms } from "../words.ts";
import { LicenceDialog, RightDialog } from "./RightDialogs.tsx";

type Doing = { readonly kind: "protect" } | { readonly kind: "license"; readonly right: RightView } | { readonly kind: "endRight"; readonly id: string; readonly name: string } | { readonly kind: "endLicence"; readonly id: string; readonly name: string };

/** Protected varieties, and who may grow them. */
export function Licences(): ReactNode {
  const { desk: words } = usePageWords();
  const { language } = usePreferences();
  const told = useBatchTold();
  const api = useApi(batches);
  const mends = useViewer().roles.includes("operator");
  const [query, setQuery] = useState("");
  const asked = useDeferredValue(query);
  const [doing, setDoing] = useState<Doing | null>(null);
  const rights = useQuery({ queryKey: ["batches", "rights", asked], queryFn: () => api.rights({ query: asked }), placeholderData: (before) => before });
  const named = (row: { zh: string; en: string }): string => (language === "zh" ? row.zh : row.en);
  const close = (): void => setDoing(null);
  return (
    <>
      <div className="bat-filters" role="search"><TextInput type="search" value={query} onChange={setQuery} placeholder={words.search} aria-label={words.search} autoComplete="off" maxLength={60} /></div>
      <p className="bat-soft">{words.rightsIntro}</p>
      <Table
        caption={words.rights} rows={rights.data?.rights} rowKey={(row) => row.id} empty={words.rightsNone} error={rights.isError ? { message: told(rights.error).text, number: told(rights.error).number, onRetry: () => void rights.refetch() } : undefined}
        tools={mends ? <Button size="small" icon="plus" onClick={() => setDoing({ kind: "protect" })}>{words.protect}</Button> : undefined}
        columns={[
          { key: "variety", title: words.variety, cell: (row) => <span className="bat-cell"><b>{named(row)}</b><small>{row.certificate}</small></span>, sortBy: named, phone: "title" },
          { key: "holder", title: words.holder, cell: (row) => row.holder, sortBy: (row) => row.holder },
          { key: "time", title: words.fromTo, cell: (row) => <>{row.from}–{row.to}{row.endedOn === null ? null : <> <Badge>{words.ended(row.endedOn)}</Badge></>}</>, sortBy: (row) => row.to },
          { key: "licences", title: words.licences, align: "end", cell: (row) => words.count(row.licences), sortBy: (row) => row.licences },
          ...(mends ? [{ key: "deeds", title: "", cell: (row: RightView) => (row.endedOn === null ? <span className="bat-row-deeds"><Button size="small" onClick={() => setDoing({ kind: "license", right: row })}>{words.licence}</Button><Button size="small" tone="quiet" onClick={() => setDoing({ kind: "endRight", id: row.id, name: `${named(row)} ${row.certificate}` })}>{words.end}</Button></span> : null) }] : []),
        ]}
      />
      <LicenceTable query={asked} mends={mends} onEnd={(row) => setDoing({ kind: "endLicence", id: row.id, name: `${row.grower} · ${named(row)}` })} />
      {doing?.kind === "protect" ? <RightDialog onClose={close} /> : null}
      {doing?.kind === "license" ? <LicenceDialog right={doing.right} onClose={close} /> : null}
      {doing?.kind === "endRight" || doing?.kind === "endLicence" ? <EndDialog what={doing} onClose={close} /> : null}
    </>
  );
}

function LicenceTable({ query, mends, onEnd }: { readonly query: string; readonly mends: boolean; readonly onEnd: (row: LicenceView) => void }): ReactNode {
  const { desk: words } = usePageWords();
  const terms = useTerms();
  const { language } = usePreferences();
  const told = useBatchTold();
  const api = useApi(batches);
  const { data, error, refetch } = useQuery({ queryKey: ["batches", "licences", query], queryFn: () => api.licences({ query, limit: 500 }), placeholderData: (before) => before });
  const tone = { coming: "river", running: "leaf", over: "plain" } as const;
  return (
    <Table
      caption={words.licences} rows={data?.licences} rowKey={(row) => row.id} empty={words.licencesNone} error={error === null ? undefined : { message: told(error).text, number: told(error).number, onRetry: () => void refetch() }} tone={(row) => (row.limit !== null && row.used > row.limit && row.state === "running" ? "pollen" : undefined)}
      tools={<SheetButtons size="small" told={told} give={(asked) => api.giveLicences(asked)} />}
      columns={[
        { key: "grower", title: words.grower, cell: (row) => row.grower, sortBy: (row) => row.grower, phone: "title" },
        { key: "variety", title: words.variety, cell: (row) => <span className="bat-cell">{language === "zh" ? row.zh : row.en}<small>{row.certificate}</small></span>, sortBy: (row) => row.zh },
        { key: "time", title: words.fromTo, cell: (row) => `${row.from}–${row.to}`, sortBy: (row) => row.to },
        { key: "used", title: words.used, align: "end", cell: (row) => formatCount(row.used), sortBy: (row) => row.used },
        { key: "limit", title: words.limit, align: "end", cell: (row) => (row.limit === null ? words.limitNone : formatCount(row.limit)), sortBy: (row) => row.limit },
        { key: "state", title: words.status, cell: (row) => <Badge tone={tone[row.state]}>{row.endedOn === null ? terms.licenceStates[row.state] : words.ended(row.endedOn)}</Badge>, sortBy: (row) => row.state },
        ...(mends ? [{ key: "deeds", title: "", cell: (row: LicenceView) => (row.state !== "over" && row.endedOn === null ? <Button size="small" tone="quiet" onClick={() => onEnd(row)}>{words.end}</Button> : null) }] : []),
      ]}
    />
  );
}

function EndDialog({ what, onClose }: { readonly what: { readonly kind: "endRight" | "endLicence"; readonly id: string; readonly name: string }; readonly onClose: () => void }): ReactNode {
  const { desk: words, common } = usePageWords();
  const api = useApi(batches);
  const { busy, act } = useAct();
  const [reason, setReason] = useState("");
  const [why, setWhy] = useState<string | null>(null);
  const save = (): void => {
    if (reason.trim().length < 2) return setWhy(words.bad);
    void act<unknown>(() => (what.kind === "endRight" ? api.endRight({ rightId: what.id, reason }) : api.endLicence({ licenceId: what.id, reason })), onClose, setWhy);
  };
  return (
    <Dialog open sticky size="small" title={`${words.end} · ${what.name}`} onClose={onClose} actions={<><Button onClick={onClose}>{common.cancel}</Button><Button tone="danger" busy={busy} onClick={save}>{words.end}</Button></>}>
      <div className="bat-form"><Field label={words.endWhy} error={why}><TextInput value={reason} onChange={setReason} maxLength={300} data-autofocus="" /></Field></div>
    </Dialog>
  );
}

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { parties } from "../../../../kernel/parties/contract.ts";
import { SheetButtons } from "../../../../kernel/sheets/pages/SheetButtons.tsx";
import { useApi } from "../../../../ui/api.ts";
import { Badge } from "../../../../ui/Badge.tsx";
import { Button } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { Page } from "../../../../ui/Page.tsx";
import { Table } from "../../../../ui/Table.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { stall } from "../../contract.ts";
import type { StallView } from "../../views.ts";
import { useAct } from "../useAct.ts";
import { usePageWords, useStallTold, useTerms } from "../words.ts";
import "../stall.css";

const STALLS_SHOWN = 500;
const FOUND_SHOWN = 8;

/** /stalls: the stalls of the hall, opened and shut by the market. */
export default function StallsPage(): ReactNode {
  const all = usePageWords();
  const words = all.hall;
  const api = useApi(stall);
  const told = useStallTold();
  const terms = useTerms();
  const operator = useViewer().roles.includes("operator");
  const { busy, act } = useAct();
  const [query, setQuery] = useState("");
  const [opening, setOpening] = useState(false);
  const { data, error, refetch } = useQuery({ queryKey: ["stall", "stalls", query], queryFn: () => api.stalls({ query, limit: STALLS_SHOWN }), placeholderData: keepPreviousData });
  return (
    <Page title={words.title} actions={operator ? <Button tone="primary" icon="plus" onClick={() => setOpening(true)}>{words.open}</Button> : undefined}>
      <Table<StallView>
        caption={words.title} captionHidden rows={data?.stalls} rowKey={(row) => row.id} tools={<>
          <TextInput value={query} onChange={setQuery} placeholder={words.find} aria-label={words.find} maxLength={60} />
          <SheetButtons told={told} give={(asked) => api.giveStalls({ query, ...asked })} taken={operator ? { ...all.sheets.stalls, reasons: terms.importProblems, take: (file) => api.takeStalls(file), reads: ["stall"] } : undefined} />
        </>}
        error={error === null ? undefined : { message: told(error).text, number: told(error).number, onRetry: () => void refetch() }} empty={<EmptyState title={words.none} />}
        columns={[
          { key: "number", title: words.number, phone: "title", cell: (row) => <b>{row.number}</b>, text: (row) => row.number, sortBy: (row) => row.number }, { key: "name", title: words.stallName, cell: (row) => row.name, text: (row) => row.name, sortBy: (row) => row.name },
          { key: "hall", title: words.hall, cell: (row) => row.hall, text: (row) => row.hall, sortBy: (row) => row.hall }, { key: "keeper", title: words.keeper, cell: (row) => row.keeper, text: (row) => row.keeper, sortBy: (row) => row.keeper },
          { key: "open", title: words.state, cell: (row) => (row.open ? <Badge tone="leaf">{words.on}</Badge> : <Badge tone="cinnabar">{words.off}</Badge>), text: (row) => (row.open ? words.on : words.off) },
          ...(operator ? [{ key: "do", title: words.shut, cell: (row: StallView) => <Button size="small" busy={busy} onClick={() => void act(() => api.changeStall({ stallId: row.id, open: !row.open }))}>{row.open ? words.shut : words.reopen}</Button> }] : []),
        ]}
      />
      {opening ? <OpenDialog onClose={() => setOpening(false)} /> : null}
    </Page>
  );
}

function OpenDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const all = usePageWords();
  const words = all.hall;
  const api = useApi(stall);
  const people = useApi(parties);
  const { busy, act } = useAct();
  const [query, setQuery] = useState("");
  const [party, setParty] = useState<{ readonly id: string; readonly name: string } | null>(null);
  const [form, setForm] = useState({ hall: "", number: "", name: "" });
  const found = useQuery({ queryKey: ["parties", "find", query], queryFn: () => people.find({ query, limit: FOUND_SHOWN }), placeholderData: keepPreviousData, enabled: query.trim() !== "" && party === null });
  const ready = party !== null && form.hall.trim() !== "" && /^[A-Za-z0-9]{1,8}$/.test(form.number.trim());
  return (
    <Dialog open onClose={onClose} title={words.open} sticky actions={<><Button onClick={onClose}>{all.cancel}</Button><Button tone="primary" busy={busy} disabled={!ready} onClick={() => void act(() => api.openStall({ partyId: party!.id, hall: form.hall, number: form.number, name: form.name.trim() === "" ? party!.name : form.name }), onClose)}>{words.open}</Button></>}>
      <div className="stall-form">
        <Field label={words.party} required><TextInput value={party?.name ?? query} onChange={(text) => { setParty(null); setQuery(text); }} maxLength={60} autoComplete="off" /></Field>
        {party === null ? <ul className="stall-found">{(found.data?.parties ?? []).filter((one) => one.roles.includes("merchant") || one.roles.includes("grower")).map((one) => <li key={one.id}><button type="button" onClick={() => setParty(one)}><span>{one.name}</span><small>{one.phoneMasked ?? ""}</small></button></li>)}</ul> : null}
        <Field label={words.hall} required><TextInput value={form.hall} onChange={(hall) => setForm({ ...form, hall })} maxLength={40} /></Field>
        <Field label={words.number} required><TextInput value={form.number} onChange={(number) => setForm({ ...form, number })} maxLength={8} autoCapitalize="characters" /></Field>
        <Field label={words.stallName} optional><TextInput value={form.name} onChange={(name) => setForm({ ...form, name })} maxLength={60} /></Field>
      </div>
    </Dialog>
  );
}

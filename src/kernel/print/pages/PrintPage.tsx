import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { FormEvent, ReactNode } from "react";
import { useNavigate } from "react-router";
import { Badge } from "../../../ui/Badge.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Field } from "../../../ui/Field.tsx";
import { Page, Panel, Split } from "../../../ui/Page.tsx";
import { usePreferences, useWords } from "../../../ui/Preferences.tsx";
import { Table } from "../../../ui/Table.tsx";
import type { Column } from "../../../ui/Table.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useToast } from "../../../ui/Toast.tsx";
import { useApi } from "../../../ui/api.ts";
import type { Output } from "../../machinery/contract.ts";
import { useMarketTime } from "../../access/pages/admin/useMarketTime.ts";
import { print } from "../contract.ts";
import { ORIGIN } from "../rules.ts";
import { JobsTable } from "./JobsTable.tsx";
import { PrintersTable } from "./PrintersTable.tsx";
import { usePrintTold } from "./told.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "./print.css";

type Kind = Output<typeof print.actions.kinds.output>["kinds"][number];
interface Row {
  readonly kind: Kind;
  readonly saved: Kind["sizes"][number];
}

/** /print: every paper with its templates, the printers, and what was sent to them. */
export default function PrintPage(): ReactNode {
  const words = useWords(zh, en).home;
  return (
    <Page title={words.title} intro={words.intro}>
      <TemplatesTable />
      <Split>
        <PrintersTable />
        <AddressPanel />
      </Split>
      <JobsTable />
    </Page>
  );
}

function TemplatesTable(): ReactNode {
  const words = useWords(zh, en).home;
  const { language } = usePreferences();
  const api = useApi(print);
  const told = usePrintTold();
  const navigate = useNavigate();
  const time = useMarketTime();
  const { data, error, refetch } = useQuery({ queryKey: ["print", "kinds"], queryFn: () => api.kinds({}) });
  const rows = data?.kinds.flatMap((kind) => kind.sizes.map((saved): Row => ({ kind, saved })));
  const version = ({ saved }: Row): string => (saved.own ? words.own(saved.version) : words.builtIn);
  const columns: readonly Column<Row>[] = [
    { key: "paper", title: words.paper, phone: "title", cell: ({ kind }) => <b>{kind[language]}</b>, text: ({ kind }) => kind[language] },
    { key: "size", title: words.size, cell: ({ saved }) => words.sizes[saved.size], text: ({ saved }) => saved.size },
    { key: "template", title: words.template, cell: (row) => <Badge tone={row.saved.own ? "orchid" : "plain"}>{version(row)}</Badge>, text: version },
    { key: "changed", title: words.changed, phone: "wide-only", cell: ({ saved }) => (saved.savedAt === null ? "—" : words.by(saved.savedBy ?? "", time(saved.savedAt))) },
  ];
  return (
    <Table
      caption={words.papers} columns={columns} rows={rows} rowKey={({ kind, saved }) => `${kind.kind} ${saved.size}`} onOpen={({ kind, saved }) => void navigate(`/print/${kind.kind}/${saved.size}`)}
      tone={({ saved }) => (saved.own ? "orchid" : undefined)} error={error === null ? undefined : { message: told(error).text, number: told(error).number, onRetry: () => void refetch() }}
    />
  );
}

/** Where the codes on all papers lead. */
function AddressPanel(): ReactNode {
  const words = useWords(zh, en).address;
  const api = useApi(print);
  const queries = useQueryClient();
  const toast = useToast();
  const told = usePrintTold();
  const { data } = useQuery({ queryKey: ["print", "settings"], queryFn: () => api.settings({}) });
  const [typed, setTyped] = useState<string | null>(null);
  const value = typed ?? data?.address ?? "";
  const address = value.trim().replace(/\/+$/, "");
  const wrong = address !== "" && !ORIGIN.test(address);
  const save = useMutation({
    mutationFn: () => api.saveSettings({ address: address === "" ? null : address }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["print", "settings"] });
      setTyped(null);
      toast(words.saved, "leaf");
    },
    onError: (error) => toast(told(error).text, "cinnabar"),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!wrong) save.mutate();
  };
  return (
    <Panel title={words.title}>
      <form className="print-address" onSubmit={submit} noValidate>
        <p>{words.intro}</p>
        <Field label={words.label} hint={words.hint} optional error={wrong ? words.bad : null}><TextInput type="url" value={value} onChange={setTyped} maxLength={200} spellCheck={false} autoCapitalize="none" placeholder={location.origin} /></Field>
        <Button type="submit" busy={save.isPending} disabled={typed === null || wrong}>{words.save}</Button>
      </form>
    </Panel>
  );
}

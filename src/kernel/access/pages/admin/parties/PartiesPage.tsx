import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import type { ReactNode } from "react";
import { Badge } from "../../../../../ui/Badge.tsx";
import { Button } from "../../../../../ui/Button.tsx";
import { EmptyState } from "../../../../../ui/EmptyState.tsx";
import { Page } from "../../../../../ui/Page.tsx";
import { useWords } from "../../../../../ui/Preferences.tsx";
import { Segmented } from "../../../../../ui/Segmented.tsx";
import { Table } from "../../../../../ui/Table.tsx";
import type { Column } from "../../../../../ui/Table.tsx";
import { TextInput } from "../../../../../ui/TextInput.tsx";
import { useViewer } from "../../../../../ui/Viewer.tsx";
import { useApi } from "../../../../../ui/api.ts";
import { useTold } from "../../../../../ui/told.ts";
import { BUSINESS_ROLES } from "../../../../machinery/contract.ts";
import type { Output } from "../../../../machinery/contract.ts";
import { parties } from "../../../../parties/contract.ts";
import { en as refusalsEn } from "../../../../parties/words.en.ts";
import { zh as refusalsZh } from "../../../../parties/words.zh.ts";
import { PartyDialog } from "./PartyDialog.tsx";
import { RegisterDialog } from "./RegisterDialog.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "../admin.css";

export type Party = Output<typeof parties.actions.find.output>["parties"][number];
const MOST_SHOWN = 200;
type Filter = "all" | (typeof BUSINESS_ROLES)[number];

/** Everybody who may trade; found by name, pinyin or the tail of a phone number. */
export default function PartiesPage(): ReactNode {
  const words = useWords(zh, en);
  const api = useApi(parties);
  const told = useTold({ zh: refusalsZh.refusals, en: refusalsEn.refusals });
  const { roles } = useViewer();
  const [text, setText] = useState("");
  const [open, setOpen] = useState<Party | "new" | null>(null);
  const query = useDeferredValue(text.trim());
  const [role, setRole] = useState<Filter>("all");
  const input = { query, limit: MOST_SHOWN, ...(role === "all" ? {} : { role }) };
  const { data, error, refetch } = useQuery({ queryKey: ["parties", "find", input], queryFn: () => api.find(input), placeholderData: keepPreviousData });
  const columns = useColumns();
  const shown = open === null || open === "new" ? null : (data?.parties.find((one) => one.id === open.id) ?? open);
  return (
    <Page title={words.title} intro={words.intro} actions={roles.includes("operator") ? <Button tone="primary" icon="plus" onClick={() => setOpen("new")}>{words.register}</Button> : undefined}>
      <div className="admin-tools">
        <span className="admin-strip"><Segmented<Filter> label={words.filter} value={role} onChange={setRole} choices={[{ value: "all", label: words.everyone }, ...BUSINESS_ROLES.map((value) => ({ value, label: words.roleNames[value] }))]} /></span>
        <span className="admin-search"><TextInput value={text} onChange={setText} type="search" maxLength={60} placeholder={words.search} aria-label={words.search} /></span>
      </div>
      <Table
        caption={words.caption} columns={columns} rows={data?.parties} rowKey={(one) => one.id} onOpen={setOpen} csvName="parties" printable
        tone={(one) => (one.status === "suspended" ? "cinnabar" : undefined)}
        origin={data === undefined ? undefined : { source: words.source, coverage: words.coverage(data.parties.length, data.total) }}
        empty={<EmptyState title={words.none}>{words.noneWhy}</EmptyState>}
        error={error === null ? undefined : { message: told(error).text, number: told(error).number, onRetry: () => void refetch() }}
      />
      {open === "new" ? <RegisterDialog onClose={() => setOpen(null)} /> : null}
      {shown === null ? null : <PartyDialog party={shown} onClose={() => setOpen(null)} />}
    </Page>
  );
}

function useColumns(): readonly Column<Party>[] {
  const words = useWords(zh, en);
  const roles = (one: Party): string => one.roles.map((role) => words.roleNames[role]).join(" ");
  return [
    { key: "name", title: words.name, phone: "title", cell: (one) => <span>{one.name} {one.demo ? <Badge>{words.demo}</Badge> : null}</span>, text: (one) => one.name, sortBy: (one) => one.name },
    { key: "kind", title: words.kind, cell: (one) => words.kinds[one.kind], text: (one) => words.kinds[one.kind], sortBy: (one) => one.kind },
    { key: "roles", title: words.roles, cell: (one) => <span className="admin-badges">{one.roles.map((role) => <Badge key={role} tone={role === "grower" ? "leaf" : "river"}>{words.roleNames[role]}</Badge>)}</span>, text: roles, sortBy: roles },
    { key: "town", title: words.town, cell: (one) => one.town ?? words.nothing, text: (one) => one.town ?? "", sortBy: (one) => one.town },
    { key: "code", title: words.code, phone: "wide-only", cell: (one) => <code className="admin-whole">{one.uscc ?? one.citizenIdMasked ?? words.nothing}</code>, text: (one) => one.uscc ?? one.citizenIdMasked ?? "" },
    { key: "phone", title: words.phone, cell: (one) => <span className="admin-whole">{one.phoneMasked ?? words.nothing}</span>, text: (one) => one.phoneMasked ?? "" },
    { key: "bank", title: words.bank, phone: "wide-only", cell: (one) => (one.bankAccountMasked === null ? words.nothing : <span>{one.bankName ?? ""} <span className="admin-whole">{words.tail(one.bankAccountMasked)}</span></span>), text: (one) => `${one.bankName ?? ""} ${one.bankAccountMasked ?? ""}`.trim() },
    { key: "status", title: words.status, cell: (one) => <Badge tone={one.status === "active" ? "leaf" : "cinnabar"}>{one.status === "active" ? words.active : words.suspended}</Badge>, text: (one) => words[one.status], sortBy: (one) => one.status },
  ];
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useNavigate } from "react-router";
import { Button } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { Field } from "../../../ui/Field.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Page } from "../../../ui/Page.tsx";
import { usePreferences } from "../../../ui/Preferences.tsx";
import { Table } from "../../../ui/Table.tsx";
import type { Column } from "../../../ui/Table.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useApi } from "../../../ui/api.ts";
import { formatMoney } from "../../../ui/money.ts";
import { saveBase64 } from "../../../ui/saveFile.ts";
import { agents } from "../contract.ts";
import type { ClientView } from "../views.ts";
import { ClientDialog } from "./ClientDialog.tsx";
import { TermsDialog } from "./TermsDialog.tsx";
import { LOOK_AGAIN_MS, clockTime, useAct, useAgentsTold, usePageWords, useTermsText } from "./words.ts";
import "./agents.css";

/** /agent/clients: whom the agent buys for, and what each owes him. */
export default function ClientsPage(): ReactNode {
  const words = usePageWords();
  const api = useApi(agents);
  const told = useAgentsTold();
  const navigate = useNavigate();
  const { language } = usePreferences();
  const { busy, act } = useAct();
  const text = useTermsText();
  const [query, setQuery] = useState("");
  const [open, setOpen] = useState<"client" | "terms" | null>(null);
  const { data, error, refetch } = useQuery({ queryKey: ["agents", "clients", query], queryFn: () => api.clients({ query, limit: 500 }), refetchInterval: LOOK_AGAIN_MS, placeholderData: (before) => before });
  const general = useQuery({ queryKey: ["agents", "terms", "general"], queryFn: () => api.terms({}) });
  const columns = useColumns(data?.owed ?? 0, data?.currency ?? "CNY");
  const said = error === null ? undefined : told(error);
  return (
    <Page
      title={words.titles.clients} intro={words.clients.intro}
      actions={<><Button icon="download" busy={busy} onClick={() => void act(() => api.exportClients({ language }), (file) => saveBase64(file.name, file.base64))}>{words.clients.excel}</Button><Button icon="gear" onClick={() => setOpen("terms")}>{words.clients.terms}</Button><Button tone="primary" icon="plus" onClick={() => setOpen("client")}>{words.clients.add}</Button></>}
    >
      {general.data === undefined ? null : <p className="agent-soft">{words.clients.terms}：{text(general.data.now, data?.currency ?? "CNY")}</p>}
      <Table
        caption={words.titles.clients} columns={columns} rows={data?.clients} rowKey={(row) => row.id} onOpen={(row) => void navigate(`/agent/clients/${row.id}`)} tone={(row) => (row.openLines > 0 ? "pollen" : undefined)}
        tools={<Field label={words.common.search}><TextInput value={query} onChange={setQuery} type="search" maxLength={60} /></Field>}
        error={said === undefined ? undefined : { message: said.text, number: said.number, onRetry: () => void refetch() }} empty={<EmptyState title={words.clients.none}>{words.clients.noneWhy}</EmptyState>}
      />
      {open === "client" ? <ClientDialog onClose={() => setOpen(null)} /> : null}
      {open === "terms" ? <TermsDialog clientId={null} onClose={() => setOpen(null)} /> : null}
    </Page>
  );
}

function useColumns(owed: number, currency: string): readonly Column<ClientView>[] {
  const { columns: words, clients } = usePageWords();
  return [
    { key: "name", title: words.name, phone: "title", cell: (row) => <><b>{row.name}</b>{row.note === "" ? null : <small className="agent-soft"> {row.note}</small>}</>, text: (row) => row.name, sortBy: (row) => row.pinyin },
    { key: "town", title: words.town, cell: (row) => row.town, text: (row) => row.town, sortBy: (row) => row.town },
    { key: "phone", title: words.phone, cell: (row) => row.phoneTail, text: (row) => row.phoneTail },
    { key: "open", title: words.open, align: "end", cell: (row) => row.openLists, text: (row) => String(row.openLists), sortBy: (row) => row.openLists },
    { key: "owes", title: words.owes, align: "end", cell: (row) => <MoneyText minor={row.balance} currency={row.currency} bare />, text: (row) => formatMoney(row.balance, row.currency, { symbol: false }), sortBy: (row) => row.balance, total: <MoneyText minor={owed} currency={currency} bare /> },
    { key: "last", title: words.last, phone: "wide-only", cell: (row) => (row.lastAt === null ? "" : clockTime(row.lastAt)), text: (row) => row.lastAt ?? "", sortBy: (row) => row.lastAt },
    { key: "came", title: "", phone: "wide-only", cell: (row) => <small>{clients.came[row.came]}</small> },
  ];
}

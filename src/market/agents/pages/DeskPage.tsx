import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useNavigate } from "react-router";
import { Badge } from "../../../ui/Badge.tsx";
import { Button, ButtonLink } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { Field } from "../../../ui/Field.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Page } from "../../../ui/Page.tsx";
import { Segmented } from "../../../ui/Segmented.tsx";
import { StatRow, StatTile } from "../../../ui/StatTile.tsx";
import { Table } from "../../../ui/Table.tsx";
import type { Column } from "../../../ui/Table.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useToast } from "../../../ui/Toast.tsx";
import { useApi } from "../../../ui/api.ts";
import { formatCount, formatMoney } from "../../../ui/money.ts";
import { agents } from "../contract.ts";
import type { ListRowView } from "../views.ts";
import { FreePurchases } from "./FreePurchases.tsx";
import { SettingsDialog } from "./SettingsDialog.tsx";
import { Progress } from "./parts.tsx";
import { LIVE_MS, LOOK_AGAIN_MS, clockTime, useAct, useAgentsTold, usePageWords } from "./words.ts";
import "./agents.css";

const PAGE = 60;

/** /agent: the lists to work, what is bought and nobody's, and what clients owe. */
export default function DeskPage(): ReactNode {
  const words = usePageWords();
  const api = useApi(agents);
  const told = useAgentsTold();
  const toast = useToast();
  const navigate = useNavigate();
  const { busy, act } = useAct();
  const [open, setOpen] = useState<"open" | "closed">("open");
  const [query, setQuery] = useState("");
  const [limit, setLimit] = useState(PAGE);
  const [setting, setSetting] = useState(false);
  const input = { as: "agent" as const, open: open === "open", query, limit };
  const lists = useQuery({ queryKey: ["agents", "lists", input], queryFn: () => api.lists(input), refetchInterval: LIVE_MS, placeholderData: (before) => before });
  const standing = useQuery({ queryKey: ["agents", "lists", "standing"], queryFn: () => api.lists({ as: "agent", open: true, limit: 500 }), refetchInterval: LIVE_MS });
  const free = useQuery({ queryKey: ["agents", "purchases"], queryFn: () => api.purchases({ limit: 200 }), refetchInterval: LIVE_MS });
  const clients = useQuery({ queryKey: ["agents", "clients", ""], queryFn: () => api.clients({ limit: 500 }), refetchInterval: LOOK_AGAIN_MS });
  const columns = useColumns();
  const said = lists.error === null ? undefined : told(lists.error);
  const units = free.data?.purchases.reduce((sum, one) => sum + one.free, 0) ?? 0;
  return (
    <Page
      title={words.titles.desk} intro={words.desk.intro}
      actions={<><Button icon="gear" onClick={() => setSetting(true)}>{words.desk.settings}</Button><Button icon="check" busy={busy} onClick={() => void act(() => api.allocateByRule({}), (done) => toast(words.desk.shared(done.fills, done.units), done.fills > 0 ? "leaf" : "plain"))}>{words.desk.byRule}</Button><ButtonLink tone="primary" icon="plus" to="/agent/new">{words.desk.fresh}</ButtonLink></>}
    >
      <StatRow>
        <StatTile label={words.desk.openLists} value={formatCount(standing.data?.total ?? 0)} />
        <StatTile label={words.desk.urgent} value={formatCount(standing.data?.lists.reduce((sum, list) => sum + list.urgentOpen, 0) ?? 0)} tone={standing.data?.lists.some((list) => list.urgentOpen > 0) === true ? "cinnabar" : "plain"} />
        <StatTile label={words.desk.free} value={formatCount(units)} tone={units > 0 ? "pollen" : "plain"} />
        <StatTile label={words.desk.owed} value={<MoneyText minor={clients.data?.owed ?? 0} currency={clients.data?.currency} />} to="/agent/clients" />
      </StatRow>
      <Table
        caption={words.desk.lists} columns={columns} rows={lists.data?.lists} rowKey={(row) => row.id} onOpen={(row) => void navigate(`/agent/lists/${row.no}`)} csvName="lists" tone={(row) => (row.closedAt !== null ? undefined : row.urgentOpen > 0 ? "cinnabar" : row.filled === row.units ? "leaf" : undefined)}
        tools={<><Segmented value={open} onChange={setOpen} label={words.common.state} choices={[{ value: "open", label: words.desk.open }, { value: "closed", label: words.desk.closed }]} /><Field label={words.common.search}><TextInput value={query} onChange={setQuery} type="search" maxLength={60} /></Field></>}
        error={said === undefined ? undefined : { message: said.text, number: said.number, onRetry: () => void lists.refetch() }} empty={<EmptyState title={words.desk.none} actions={<ButtonLink tone="primary" to="/agent/new">{words.desk.fresh}</ButtonLink>}>{words.desk.noneWhy}</EmptyState>}
      />
      {lists.data !== undefined && lists.data.total > lists.data.lists.length ? <Button onClick={() => setLimit(limit + PAGE)}>{words.common.more(lists.data.total - lists.data.lists.length)}</Button> : null}
      <FreePurchases found={free.data?.purchases} />
      {setting ? <SettingsDialog onClose={() => setSetting(false)} /> : null}
    </Page>
  );
}

function useColumns(): readonly Column<ListRowView>[] {
  const { columns: words } = usePageWords();
  return [
    { key: "client", title: words.client, phone: "title", cell: (row) => <b>{row.client}</b>, text: (row) => row.client, sortBy: (row) => row.client },
    { key: "no", title: words.no, cell: (row) => row.no, text: (row) => row.no, sortBy: (row) => row.no },
    { key: "wanted", title: words.wanted, cell: (row) => row.wantedOn, text: (row) => row.wantedOn, sortBy: (row) => row.wantedOn },
    { key: "progress", title: words.progress, cell: (row) => <Progress filled={row.filled} of={row.units} label={`${row.no} ${words.progress}`} />, text: (row) => `${row.filled}/${row.units}`, sortBy: (row) => row.filled / row.units },
    { key: "urgent", title: words.urgent, align: "end", cell: (row) => (row.urgentOpen > 0 ? <Badge tone="cinnabar">{row.urgentOpen}</Badge> : null), text: (row) => String(row.urgentOpen), sortBy: (row) => row.urgentOpen },
    { key: "goods", title: words.goods, align: "end", cell: (row) => <MoneyText minor={row.goods} currency={row.currency} bare />, text: (row) => formatMoney(row.goods, row.currency, { symbol: false }), sortBy: (row) => row.goods },
    { key: "commission", title: words.commission, align: "end", phone: "wide-only", cell: (row) => <MoneyText minor={row.commission} currency={row.currency} bare />, text: (row) => formatMoney(row.commission, row.currency, { symbol: false }), sortBy: (row) => row.commission },
    { key: "given", title: words.given, phone: "wide-only", cell: (row) => clockTime(row.givenAt), text: (row) => row.givenAt, sortBy: (row) => row.givenAt },
  ];
}

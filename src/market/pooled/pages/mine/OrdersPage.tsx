import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useNavigate } from "react-router";
import { Badge } from "../../../../ui/Badge.tsx";
import { Button, ButtonLink } from "../../../../ui/Button.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { Page } from "../../../../ui/Page.tsx";
import { usePreferences, useWords } from "../../../../ui/Preferences.tsx";
import { Select } from "../../../../ui/Select.tsx";
import { Table } from "../../../../ui/Table.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { useApi } from "../../../../ui/api.ts";
import { formatCount } from "../../../../ui/money.ts";
import { pooled } from "../../contract.ts";
import { STATES, type State } from "../../rules.ts";
import { en } from "../desk/words.en.ts";
import { zh } from "../desk/words.zh.ts";
import { BarLegend, OfflineNote, OrderState, ProgressBar } from "../parts.tsx";
import { shareOf, usePooledTold, usePooledWords } from "../words.ts";
import "../pooled.css";

const PAGE = 100;
const LOOK_AGAIN_MS = 20_000;

/** /pooled-orders: the orders one may see; for an enterprise its own, how far each is. */
export default function OrdersPage(): ReactNode {
  const { list: words, columns, board } = useWords(zh, en);
  const common = usePooledWords();
  const told = usePooledTold();
  const api = useApi(pooled);
  const navigate = useNavigate();
  const { roles } = useViewer();
  const { language } = usePreferences();
  const [query, setQuery] = useState("");
  const [state, setState] = useState<State | "any">("any");
  const [limit, setLimit] = useState(PAGE);
  const wish = { query, ...(state === "any" ? {} : { state }), limit };
  const { data, error, refetch } = useQuery({ queryKey: ["pooled", "orders", wish], queryFn: () => api.orders(wish), placeholderData: (before) => before, refetchInterval: LOOK_AGAIN_MS });
  const said = error === null || data !== undefined ? undefined : told(error);
  const writes = roles.some((role) => role === "buyer" || role === "operator");
  return (
    <Page title={words.title} intro={roles.includes("buyer") ? words.intro.buyer : words.intro.hub} actions={writes ? <ButtonLink tone="primary" icon="plus" to="/pooled-orders/new">{board.fresh}</ButtonLink> : undefined}>
      <OfflineNote />
      {(data?.waiting ?? 0) > 0 ? <p role="status"><Badge tone="orchid">{words.waiting(data?.waiting ?? 0)}</Badge></p> : null}
      <BarLegend />
      <Table
        caption={words.title} rows={data?.orders} rowKey={(row) => row.id} onOpen={(row) => void navigate(`/pooled-orders/${row.no}`)} tone={(row) => (row.waiting > 0 ? "orchid" : row.risks.length > 0 ? "pollen" : undefined)} csvName="pooled-orders"
        tools={<>
          <Field label={words.state}><Select value={state} onChange={setState} choices={[{ value: "any" as const, label: words.any }, ...STATES.map((value) => ({ value, label: common.states[value] }))]} /></Field>
          <Field label={common.search}><TextInput type="search" value={query} onChange={setQuery} maxLength={60} /></Field>
        </>}
        error={said === undefined ? undefined : { message: said.text, number: said.number, onRetry: () => void refetch() }}
        empty={<EmptyState title={words.none} actions={writes ? <ButtonLink to="/pooled-orders/new">{board.fresh}</ButtonLink> : undefined}>{words.noneWhy}</EmptyState>}
        columns={[
          { key: "order", title: columns.order, phone: "title", cell: (row) => <span className="pooled-two"><b>{row.title}</b><small>{row.no} · {row.enterprise}</small></span>, text: (row) => `${row.no} ${row.title}`, sortBy: (row) => row.no },
          { key: "items", title: columns.items, cell: (row) => (language === "zh" || row.itemsEn === "" ? row.itemsZh : row.itemsEn), text: (row) => row.itemsZh },
          { key: "state", title: columns.state, cell: (row) => <OrderState state={row.state} />, text: (row) => common.states[row.state], sortBy: (row) => STATES.indexOf(row.state) },
          { key: "ordered", title: columns.ordered, align: "end", cell: (row) => formatCount(row.ordered), text: (row) => String(row.ordered), sortBy: (row) => row.ordered },
          { key: "progress", title: columns.progress, width: "14rem", cell: (row) => <span className="pooled-cell"><ProgressBar of={row.ordered} promised={Math.max(row.promised, row.state === "open" ? row.accepted : 0)} graded={row.graded} shipped={row.shipped} /><small>{common.bar.accepted} {shareOf(row.accepted, row.ordered)} · {common.bar.graded} {shareOf(row.graded, row.ordered)} · {common.bar.shipped} {shareOf(row.shipped, row.ordered)}</small></span> },
          { key: "growers", title: columns.growers, align: "end", cell: (row) => formatCount(row.growers), text: (row) => String(row.growers), sortBy: (row) => row.growers },
          { key: "dates", title: columns.dates, cell: (row) => (row.firstOn === row.lastOn ? row.firstOn : `${row.firstOn} – ${row.lastOn.slice(5)}`), text: (row) => row.firstOn, sortBy: (row) => row.firstOn },
          { key: "value", title: columns.value, align: "end", cell: (row) => <MoneyText minor={row.value} currency={row.currency} />, text: (row) => String(row.value / 100), sortBy: (row) => row.value },
        ]}
      />
      {data !== undefined && data.total > data.orders.length ? <Button onClick={() => setLimit(limit + PAGE)}>{common.more(data.total - data.orders.length)}</Button> : null}
    </Page>
  );
}

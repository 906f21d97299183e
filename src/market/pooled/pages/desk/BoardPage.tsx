import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link, useNavigate } from "react-router";
import { ButtonLink } from "../../../../ui/Button.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { Page } from "../../../../ui/Page.tsx";
import { usePreferences, useWords } from "../../../../ui/Preferences.tsx";
import { StatRow, StatTile } from "../../../../ui/StatTile.tsx";
import { Table } from "../../../../ui/Table.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import type { Column } from "../../../../ui/Table.tsx";
import { useApi } from "../../../../ui/api.ts";
import { formatCount } from "../../../../ui/money.ts";
import { pooled } from "../../contract.ts";
import { BarLegend, DueDay, OfflineNote, OrderState, ProgressBar, RiskBadge } from "../parts.tsx";
import { clockTime, shareOf, usePooledTold, usePooledWords } from "../words.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "../pooled.css";

const LOOK_AGAIN_MS = 15_000;
const RISKS_SHOWN = 3;
type BoardApi = ReturnType<typeof useApi<typeof pooled>>;
type Row = Awaited<ReturnType<BoardApi["board"]>>["orders"][number];

/** /pooled-desk: every running order, the ones at risk first. */
export default function BoardPage(): ReactNode {
  const { board: words } = useWords(zh, en);
  const told = usePooledTold();
  const api = useApi(pooled);
  const navigate = useNavigate();
  const { roles } = useViewer();
  const columns = useColumns();
  const { data, error, refetch } = useQuery({ queryKey: ["pooled", "board"], queryFn: () => api.board({}), refetchInterval: LOOK_AGAIN_MS });
  const said = error === null ? undefined : told(error);
  const rows = data?.orders.toSorted((a, b) => b.riskLines.length - a.riskLines.length || a.firstOn.localeCompare(b.firstOn));
  const today = (key: "expected" | "accepted" | "returned" | "shipped", tone: "plain" | "leaf" | "pollen" = "plain"): ReactNode => <StatTile label={words.today[key]} value={data === undefined ? null : formatCount(data.today[key])} to="/pooled/dock" tone={tone} />;
  const may = roles.includes("operator");
  return (
    <Page title={words.title} intro={data === undefined ? words.intro : `${words.intro} ${words.at(clockTime(data.at))}`} actions={<><ButtonLink to="/pooled-orders">{words.list}</ButtonLink>{may ? <ButtonLink tone="primary" icon="plus" to="/pooled-orders/new">{words.fresh}</ButtonLink> : null}</>}>
      <OfflineNote />
      <StatRow>
        <StatTile label={words.orders} value={data === undefined ? null : formatCount(data.orders.length)} unit={words.unit} to="/pooled-orders" />
        <StatTile label={words.atRisk} value={data === undefined ? null : formatCount(data.orders.filter((one) => one.riskLines.length > 0).length)} unit={words.unit} tone={data?.orders.some((one) => one.riskLines.length > 0) === true ? "pollen" : "plain"} to="/pooled-orders" />
        {today("expected")}{today("accepted")}{today("returned", (data?.today.returned ?? 0) > 0 ? "pollen" : "plain")}{today("shipped", "leaf")}
      </StatRow>
      <BarLegend />
      <Table
        caption={words.orders} columns={columns} rows={rows} rowKey={(row) => row.id} onOpen={(row) => void navigate(`/pooled-orders/${row.no}`)} tone={(row) => (row.riskLines.some((one) => one.risk === "stuck" || one.risk === "late" || one.risk === "no_credit") ? "cinnabar" : row.riskLines.length > 0 ? "pollen" : undefined)}
        error={said === undefined || data !== undefined ? undefined : { message: said.text, number: said.number, onRetry: () => void refetch() }} empty={<EmptyState title={words.none}>{words.noneWhy}</EmptyState>} printable csvName="pooled-board"
      />
    </Page>
  );
}

function useColumns(): readonly Column<Row>[] {
  const { columns: words } = useWords(zh, en);
  const common = usePooledWords();
  const { language } = usePreferences();
  const { bar } = common;
  const items = (row: Row): string => (language === "zh" || row.itemsEn === "" ? row.itemsZh : row.itemsEn);
  const to = (row: Row, part: string): string => `/pooled-orders/${row.no}?part=${part}`;
  return [
    { key: "order", title: words.order, phone: "title", cell: (row) => <span className="pooled-two"><Link to={`/pooled-orders/${row.no}`}><b>{row.title}</b></Link><small>{row.no} · {row.enterprise} · {items(row)}</small></span>, text: (row) => `${row.no} ${row.title}`, sortBy: (row) => row.title },
    { key: "state", title: words.state, cell: (row) => <OrderState state={row.state} />, text: (row) => common.states[row.state], sortBy: (row) => row.state },
    { key: "ordered", title: words.ordered, align: "end", cell: (row) => formatCount(row.ordered), text: (row) => String(row.ordered), sortBy: (row) => row.ordered },
    { key: "progress", title: words.progress, width: "16rem", cell: (row) => <span className="pooled-cell"><ProgressBar of={row.ordered} promised={Math.max(row.promised, row.state === "open" ? row.accepted : 0)} graded={row.graded} shipped={row.shipped} /><small>{row.state === "open" ? `${bar.accepted} ${shareOf(row.accepted, row.ordered)}` : `${bar.promised} ${shareOf(row.promised, row.ordered)} · ${bar.graded} ${shareOf(row.graded, row.ordered)} · ${bar.shipped} ${shareOf(row.shipped, row.ordered)}`}</small></span>, text: (row) => shareOf(row.shipped, row.ordered), sortBy: (row) => (row.ordered === 0 ? 0 : row.shipped / row.ordered) },
    { key: "next", title: words.next, cell: (row) => (row.nextOn === null ? common.none : <DueDay on={row.nextOn} />), text: (row) => row.nextOn ?? "", sortBy: (row) => row.nextOn },
    { key: "short", title: words.short, align: "end", cell: (row) => (row.shortUnits === 0 ? common.none : <Link to={to(row, "gaps")}>{formatCount(row.shortUnits)}</Link>), text: (row) => String(row.shortUnits), sortBy: (row) => row.shortUnits },
    { key: "risk", title: words.risk, cell: (row) => <span className="pooled-risks">{row.riskLines.slice(0, RISKS_SHOWN).map((one, n) => <RiskBadge key={n} risk={one.risk}>{` ${formatCount(one.units)}${one.grower === null ? "" : ` · ${one.grower}`}`}</RiskBadge>)}{row.riskLines.length > RISKS_SHOWN ? <Link to={to(row, "goods")}>+{row.riskLines.length - RISKS_SHOWN}</Link> : null}</span>, text: (row) => row.riskLines.map((one) => `${common.risks[one.risk]} ${one.units}`).join("; ") },
    { key: "margin", title: words.margin, align: "end", cell: (row) => <Link to={to(row, "money")}><MoneyText minor={row.expectedMargin} currency={row.currency} /></Link>, text: (row) => String(row.expectedMargin / 100), sortBy: (row) => row.expectedMargin },
  ];
}

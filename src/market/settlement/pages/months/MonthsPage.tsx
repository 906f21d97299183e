import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useNavigate } from "react-router";
import { Badge, type BadgeTone } from "../../../../ui/Badge.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { Page } from "../../../../ui/Page.tsx";
import { useWords } from "../../../../ui/Preferences.tsx";
import { Table } from "../../../../ui/Table.tsx";
import type { Column } from "../../../../ui/Table.tsx";
import { useApi } from "../../../../ui/api.ts";
import { formatCount, formatMoney } from "../../../../ui/money.ts";
import { settlement } from "../../contract.ts";
import type { MonthRow } from "../../month-views.ts";
import { clockTime, useProblem } from "../words.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "../settlement.css";

export const MONTH_TONE: Readonly<Record<MonthRow["state"], BadgeTone>> = { open: "plain", proposed: "pollen", closed: "leaf", reopened: "cinnabar" };

/** /months: every month with books, and how it stands. */
export default function MonthsPage(): ReactNode {
  const words = useWords(zh, en);
  const api = useApi(settlement);
  const problem = useProblem();
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery({ queryKey: ["settlement", "months"], queryFn: () => api.months({}), placeholderData: (before) => before });
  const told = error === null ? undefined : problem(error);
  const columns: readonly Column<MonthRow>[] = [
    { key: "month", title: words.columns.month, phone: "title", cell: (row) => <b>{row.month}</b>, text: (row) => row.month, sortBy: (row) => row.month },
    { key: "state", title: words.columns.state, cell: (row) => <Badge tone={MONTH_TONE[row.state]}>{words.states[row.state]}</Badge>, text: (row) => words.states[row.state], sortBy: (row) => row.state },
    { key: "days", title: words.columns.days, align: "end", cell: (row) => <>{formatCount(row.days)}{row.openDays === 0 ? null : <small className="settle-note">{words.list.openDays(row.openDays)}</small>}</>, text: (row) => String(row.days), sortBy: (row) => row.days },
    { key: "gross", title: words.columns.gross, align: "end", cell: (row) => <MoneyText minor={row.gross} currency={row.currency} bare />, text: (row) => formatMoney(row.gross, row.currency, { symbol: false }), sortBy: (row) => row.gross },
    { key: "closed", title: words.columns.closed, cell: (row) => (row.closedBy === null || row.closedAt === null ? null : words.say.closedBy(row.closedBy, clockTime(row.closedAt))), text: (row) => `${row.closedBy ?? ""} ${row.closedAt ?? ""}` },
    { key: "hash", title: words.columns.hash, phone: "wide-only", cell: (row) => (row.sha256 === null ? null : <code>{row.sha256.slice(0, 12)}</code>), text: (row) => row.sha256 ?? "" },
  ];
  return (
    <Page title={words.titles.months} intro={words.intro}>
      <Table
        caption={words.titles.months} columns={columns} rows={data?.months} rowKey={(row) => row.month} csvName="months" onOpen={(row) => void navigate(`/months/${row.month}`)} tone={(row) => (row.state === "closed" ? "leaf" : row.state === "proposed" ? "pollen" : undefined)}
        empty={<EmptyState title={words.list.none}>{words.list.noneWhy}</EmptyState>} error={told === undefined ? undefined : { message: told.text, number: told.number, onRetry: () => void refetch() }}
      />
    </Page>
  );
}

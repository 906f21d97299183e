import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { addDays, addMonths } from "../../../engines/calendar/day.ts";
import { Button } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Table } from "../../../ui/Table.tsx";
import type { Column } from "../../../ui/Table.tsx";
import { useApi } from "../../../ui/api.ts";
import { useViewer } from "../../../ui/Viewer.tsx";
import { formatCount, formatMoney } from "../../../ui/money.ts";
import { bank } from "../contract.ts";
import type { DayView } from "../views.ts";
import { useBankTold, usePageWords } from "./words.ts";

/** The bank against the clearing accounts, day by day. */
export function Days(): ReactNode {
  const words = usePageWords();
  const told = useBankTold();
  const api = useApi(bank);
  const { businessDate } = useViewer();
  const [month, setMonth] = useState((businessDate ?? "2026-01-01").slice(0, 7));
  const from = `${month}-01`;
  const { data, error, refetch } = useQuery({ queryKey: ["bank", "days", month], queryFn: () => api.days({ from, to: addDays(addMonths(from, 1), -1) }), placeholderData: (before) => before });
  const said = error === null ? undefined : told(error);
  const currency = data?.currency ?? "CNY";
  const money = (key: string, title: string, pick: (row: DayView) => number): Column<DayView> => ({
    key, title, align: "end", cell: (row) => <MoneyText minor={pick(row)} currency={currency} bare />, text: (row) => formatMoney(pick(row), currency, { symbol: false }), sortBy: pick, total: <MoneyText minor={(data?.days ?? []).reduce((sum, row) => sum + pick(row), 0)} currency={currency} bare />,
  });
  const step = (months: number): void => setMonth(addMonths(from, months).slice(0, 7));
  const columns: readonly Column<DayView>[] = [
    { key: "day", title: words.columns.day, phone: "title", cell: (row) => <span className="bank-nowrap">{row.day}</span>, text: (row) => row.day, sortBy: (row) => row.day },
    { key: "lines", title: words.columns.lines, align: "end", cell: (row) => formatCount(row.lines), text: (row) => String(row.lines), sortBy: (row) => row.lines },
    money("in", words.columns.in, (row) => row.in), money("booksIn", words.columns.booksIn, (row) => row.booksIn), money("out", words.columns.out, (row) => row.out), money("booksOut", words.columns.booksOut, (row) => row.booksOut),
    money("difference", words.columns.difference, (row) => row.difference), money("explained", words.columns.explained, (row) => row.explained), money("open", words.columns.open, (row) => row.open), money("rest", words.columns.rest, (row) => row.rest),
  ];
  return (
    <Table
      caption={`${words.views.days} · ${month}`} columns={columns} rows={data?.days} rowKey={(row) => row.day} csvName={`bank-days-${month}`} printable origin={{ source: words.days.source }} tone={(row) => (row.open !== 0 || row.rest !== 0 ? "pollen" : "leaf")}
      tools={<><Button size="small" icon="left" iconOnly onClick={() => step(-1)}>{words.month.previous}</Button><Button size="small" icon="right" iconOnly onClick={() => step(1)}>{words.month.next}</Button></>}
      error={said === undefined ? undefined : { message: said.text, number: said.number, onRetry: () => void refetch() }} empty={<EmptyState title={words.days.none}>{words.days.noneWhy}</EmptyState>}
    />
  );
}

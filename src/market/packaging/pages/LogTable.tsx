import type { ReactNode } from "react";
import { Link } from "react-router";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { Table } from "../../../ui/Table.tsx";
import type { Column, TableProps } from "../../../ui/Table.tsx";
import { formatCount } from "../../../ui/money.ts";
import type { MovementRow } from "../views.ts";
import { useKindName, useMoneyOf, usePageWords, useTerms } from "./words.ts";

/** More numbers than this stand in the workbook. */
const NUMBERS_SHOWN = 6;

/** Movements as the desk reads them. */
export function LogTable({ rows, ...props }: Pick<TableProps<MovementRow>, "rows" | "tools" | "error"> & { readonly caption: string; readonly captionHidden?: boolean }): ReactNode {
  const words = usePageWords();
  const terms = useTerms();
  const kindName = useKindName();
  const moneyOf = useMoneyOf();
  const from = (row: MovementRow): string => row.from ?? terms.places[row.fromPlace];
  const to = (row: MovementRow): string => row.to ?? terms.places[row.toPlace];
  const columns: readonly Column<MovementRow>[] = [
    { key: "no", title: words.columns.no, width: "9.5rem", cell: (row) => row.no, text: (row) => row.no, sortBy: (row) => row.no },
    { key: "act", title: words.columns.act, width: "12rem", phone: "title", cell: (row) => <><b>{terms.acts[row.act]}</b> {kindName(row)} × {formatCount(row.quantity)}</>, text: (row) => terms.acts[row.act], sortBy: (row) => row.act },
    { key: "quantity", title: words.columns.quantity, align: "end", phone: "wide-only", cell: (row) => formatCount(row.quantity), text: (row) => String(row.quantity), sortBy: (row) => row.quantity },
    { key: "from", title: words.columns.from, width: "7rem", cell: from, text: from, sortBy: from },
    { key: "to", title: words.columns.to, width: "7rem", cell: to, text: to, sortBy: to },
    { key: "money", title: words.columns.money, align: "end", cell: (row) => moneyOf(row), text: moneyOf },
    {
      key: "reason", title: words.columns.reason, text: (row) => row.reason,
      cell: (row) => <>{row.reason}{row.lotNo === null ? null : <> <Link to={`/l/${row.lotNo}`}>{row.lotNo}</Link></>}{row.photoIds.map((photo, n) => <span key={photo}> <a href={`/photos/${photo}`} target="_blank" rel="noreferrer">▣{n + 1}</a></span>)}{row.numbers.slice(0, NUMBERS_SHOWN).map((number) => <span key={number}> <Link to={`/packaging/t/${number}`}>{number.slice(-6)}</Link></span>)}{row.numbers.length > NUMBERS_SHOWN ? ` +${row.numbers.length - NUMBERS_SHOWN}` : null}</>,
    },
    { key: "by", title: words.columns.by, width: "9rem", cell: (row) => row.by, text: (row) => row.by },
    { key: "date", title: words.columns.date, width: "7rem", cell: (row) => row.businessDate, text: (row) => row.businessDate, sortBy: (row) => row.businessDate },
  ];
  return <Table {...props} columns={columns} rows={rows} rowKey={(row) => row.id} empty={<EmptyState title={words.desk.noLog}>{words.desk.noLogWhy}</EmptyState>} />;
}

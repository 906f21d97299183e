import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useApi } from "../../../ui/api.ts";
import { Dialog } from "../../../ui/Dialog.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { Table } from "../../../ui/Table.tsx";
import type { Column } from "../../../ui/Table.tsx";
import { formatCount, formatMoney } from "../../../ui/money.ts";
import type { Output } from "../../../kernel/machinery/contract.ts";
import { index } from "../contract.ts";
import type { CellView, Frequency } from "../contract.ts";
import { useIndexTold, useIndexWords, useItemName } from "./words.ts";

type Record_ = Output<typeof index.actions.records.output>["records"][number];

/** The records of one cell: day, letter, quantity, value. They add up to the cell. */
export function Records({ cell, frequency, period, currency, onClose }: { readonly cell: CellView; readonly frequency: Frequency; readonly period: string; readonly currency: string; readonly onClose: () => void }): ReactNode {
  const words = useIndexWords();
  const itemName = useItemName();
  const told = useIndexTold();
  const api = useApi(index);
  const about = { frequency, period, itemId: cell.itemId, grade: cell.grade, venue: cell.venue };
  const { data, error, refetch } = useQuery({ queryKey: ["index", "records", about], queryFn: () => api.records(about) });
  const problem = error === null ? null : told(error);
  const columns: readonly Column<Record_>[] = [
    { key: "date", title: words.date, phone: "title", cell: (row) => row.businessDate, text: (row) => row.businessDate, sortBy: (row) => row.businessDate },
    { key: "seller", title: words.seller, align: "center", cell: (row) => row.seller, text: (row) => row.seller, sortBy: (row) => row.seller },
    { key: "deals", title: words.deals, align: "end", cell: (row) => row.deals, text: (row) => String(row.deals) },
    { key: "quantity", title: words.quantity, align: "end", cell: (row) => formatCount(row.quantity), text: (row) => String(row.quantity), sortBy: (row) => row.quantity, total: data === undefined ? undefined : formatCount(data.quantity) },
    { key: "price", title: words.price, align: "end", cell: (row) => formatMoney(Math.round(row.value / row.quantity), currency), text: (row) => String(row.value / row.quantity), sortBy: (row) => row.value / row.quantity },
    { key: "value", title: words.value, align: "end", cell: (row) => formatMoney(row.value, currency), text: (row) => String(row.value), sortBy: (row) => row.value, total: data === undefined ? undefined : formatMoney(data.value, currency) },
  ];
  return (
    <Dialog open size="large" onClose={onClose} title={words.records(`${itemName(cell)} ${cell.grade ?? words.ungraded}`)}>
      {problem !== null ? <ErrorState number={problem.number} onRetry={() => void refetch()}>{problem.text}</ErrorState> : data === undefined ? <Skeleton lines={6} /> : (
        <>
          <p className="index-faint">{words.recordsWhy}</p>
          <Table caption={words.records(itemName(cell))} captionHidden columns={columns} rows={data.records} rowKey={(row) => `${row.businessDate} ${row.seller}`} csvName={`hualian-records-${period}`} maxHeight="50dvh" />
        </>
      )}
    </Dialog>
  );
}

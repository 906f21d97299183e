import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { Table } from "../../../ui/Table.tsx";
import type { Column } from "../../../ui/Table.tsx";
import { useApi } from "../../../ui/api.ts";
import { formatCount, formatMoney } from "../../../ui/money.ts";
import { loss } from "../contract.ts";
import type { Dimension, Measure } from "../rules.ts";
import type { FlowRow } from "../views.ts";
import { clockTime, useAmount, useItemName, useLossTold, usePageWords, useTerms } from "./words.ts";

export interface Asked {
  readonly by: Dimension;
  readonly key: string;
  readonly name: string;
  readonly measure: Measure;
  readonly from?: string;
  readonly to?: string;
  readonly currency: string;
}
const PAGE = 50;

/** The movements behind a figure; their sum is the figure. */
export function RateLines({ asked, onClose }: { readonly asked: Asked; readonly onClose: () => void }): ReactNode {
  const words = usePageWords();
  const terms = useTerms();
  const told = useLossTold();
  const itemName = useItemName();
  const amount = useAmount();
  const api = useApi(loss);
  const [limit, setLimit] = useState(PAGE);
  const { name, currency, ...wish } = asked;
  const { data, error, refetch } = useQuery({ queryKey: ["loss", "lines", wish, limit], queryFn: () => api.rateLines({ ...wish, limit }), placeholderData: (before) => before });
  const kindOf = (row: FlowRow): string => terms.kinds[row.kind as keyof typeof terms.kinds] ?? row.kind;
  const channelOf = (row: FlowRow): string => (row.channel === null ? "" : (terms.channels[row.channel as keyof typeof terms.channels] ?? row.channel));
  const columns: readonly Column<FlowRow>[] = [
    { key: "kind", title: words.columns.kind, phone: "title", cell: (row) => <b>{kindOf(row)}</b>, text: kindOf },
    { key: "quantity", title: words.columns.quantity, align: "end", cell: (row) => amount(row.quantity, row.unit), text: (row) => String(row.quantity) },
    { key: "item", title: words.columns.item, cell: (row) => <>{itemName(row)} <small>{row.lotNo}</small></>, text: (row) => `${row.lotNo} ${itemName(row)}` },
    { key: "grower", title: words.columns.grower, cell: (row) => row.grower, text: (row) => row.grower },
    { key: "channel", title: words.columns.channel, cell: channelOf, text: channelOf },
    { key: "price", title: words.columns.price, align: "end", cell: (row) => (row.price === null ? words.common.none : formatMoney(row.price, currency, { symbol: false })), text: (row) => (row.price === null ? "" : formatMoney(row.price, currency, { symbol: false })) },
    { key: "no", title: words.columns.no, cell: (row) => (row.actNo === null ? words.common.none : <Link to={`/loss/${row.actNo}`}>{row.actNo}</Link>), text: (row) => row.actNo ?? "" },
    { key: "date", title: words.columns.date, cell: (row) => clockTime(row.at), text: (row) => row.at },
  ];
  const said = error === null ? undefined : told(error);
  return (
    <Dialog open size="large" title={words.rates.lines(terms.measures[asked.measure], name)} onClose={onClose} actions={<Button onClick={onClose}>{words.rates.close}</Button>}>
      <div className="loss-form">
        {data === undefined ? null : <p role="status"><b>{words.rates.linesSum(formatCount(data.quantity))}</b> · {data.from} – {data.to}</p>}
        <Table caption={terms.measures[asked.measure]} captionHidden columns={columns} rows={data?.lines} rowKey={(row) => String(row.eventId)} csvName="movements" error={said === undefined ? undefined : { message: said.text, number: said.number, onRetry: () => void refetch() }} empty={<EmptyState title={words.rates.none}>{words.rates.noneWhy}</EmptyState>} />
        {data !== undefined && data.total > data.lines.length ? <Button onClick={() => setLimit(limit + PAGE)}>{words.common.more(data.total - data.lines.length)}</Button> : null}
      </div>
    </Dialog>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Badge } from "../../../../ui/Badge.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { Select } from "../../../../ui/Select.tsx";
import { Table } from "../../../../ui/Table.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useApi } from "../../../../ui/api.ts";
import { formatCount } from "../../../../ui/money.ts";
import { collection, type ObservationView } from "../../contract.ts";
import { priceText, usePageWords, useTerms } from "../words.ts";
import { ObservationDialog } from "./ObservationDialog.tsx";
import { FILTERS, Standing, standingOf, type Filter } from "./Standing.tsx";

const SHOWN = 200;
export function Observations({ source }: { readonly source: string }): ReactNode {
  const { desk: words, common } = usePageWords();
  const terms = useTerms();
  const api = useApi(collection);
  const [query, setQuery] = useState("");
  const [status, setStatus] = useState<Filter | "any">("any");
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [open, setOpen] = useState<ObservationView | null>(null);
  // What waits for somebody is looked for over all days, not on the newest alone.
  const since = from === "" && status !== "any" && status !== "kept" ? { from: "1990-01-01" } : {};
  const wish = { source, query, limit: SHOWN, ...since, ...(from === "" ? {} : { from }), ...(to === "" ? {} : { to }), ...(status === "any" ? {} : { status }) };
  const { data, isError, refetch } = useQuery({ queryKey: ["collection", "rows", wish], queryFn: () => api.rows(wish), placeholderData: (before) => before });
  const price = (row: ObservationView, mills: number | null): string => (mills === null || mills === 0 ? common.none : priceText(mills, row.currency));
  return (
    <>
      <div className="col-bar">
        <TextInput type="search" aria-label={common.search} placeholder={common.search} value={query} onChange={setQuery} maxLength={60} />
        <Select<Filter | "any"> aria-label={common.status} value={status} onChange={setStatus} choices={[{ value: "any", label: common.all }, ...FILTERS.map((one) => ({ value: one, label: terms.statuses[one] }))]} />
        <label className="col-soft">{words.from} <TextInput type="date" value={from} onChange={setFrom} /></label>
        <label className="col-soft">{words.to} <TextInput type="date" value={to} onChange={setTo} /></label>
      </div>
      <Table
        caption={words.rows} rows={data?.rows} rowKey={(row) => `${row.seriesId} ${row.businessDate}`} onOpen={setOpen} csvName={`${source}-prices`}
        tone={(row) => ({ kept: undefined, missing: undefined, named: "cinnabar" as const, excluded: undefined, outlier: "pollen" as const })[standingOf(row)]}
        origin={data === undefined ? undefined : { source, coverage: `${formatCount(data.rows.length)} / ${formatCount(data.total)}`, age: data.rows[0]?.businessDate }}
        error={isError ? { onRetry: () => void refetch() } : undefined} empty={<EmptyState title={words.empty}>{words.emptyWhy}</EmptyState>}
        columns={[
          { key: "item", title: common.item, phone: "title", cell: (row) => <>{row.species}{row.variety === "" ? "" : ` ${row.variety}`} {row.grade === "" ? null : <Badge>{row.grade}</Badge>}</>, text: (row) => `${row.species} ${row.variety} ${row.grade}`.trim(), sortBy: (row) => row.species },
          { key: "date", title: common.date, cell: (row) => row.businessDate, text: (row) => row.businessDate, sortBy: (row) => row.businessDate },
          { key: "market", title: common.market, cell: (row) => row.market, text: (row) => row.market, sortBy: (row) => row.market },
          { key: "mean", title: common.price, align: "end", cell: (row) => <span className="col-num">{price(row, row.mean)}{common.perUnit(terms.units[row.unit])}</span>, text: (row) => (row.mean === null ? "" : String(row.mean / 1000)), sortBy: (row) => row.mean },
          { key: "range", title: words.range, align: "end", phone: "wide-only", cell: (row) => <span className="col-num">{row.min === null && row.max === null ? common.none : `${price(row, row.min)} – ${price(row, row.max)}`}</span> },
          { key: "quantity", title: common.quantity, align: "end", cell: (row) => (row.quantity === null ? common.none : formatCount(row.quantity)), text: (row) => String(row.quantity ?? ""), sortBy: (row) => row.quantity },
          { key: "status", title: common.status, cell: (row) => <Standing row={row} />, text: (row) => terms.statuses[standingOf(row)], sortBy: (row) => standingOf(row) },
          { key: "version", title: words.version, align: "end", phone: "wide-only", cell: (row) => row.version, text: (row) => String(row.version) },
        ]}
      />
      {open === null ? null : <ObservationDialog row={open} onClose={() => setOpen(null)} />}
    </>
  );
}

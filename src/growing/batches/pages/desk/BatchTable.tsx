import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import type { ReactNode } from "react";
import { useNavigate } from "react-router";
import { SheetButtons } from "../../../../kernel/sheets/pages/SheetButtons.tsx";
import { Button } from "../../../../ui/Button.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { Select } from "../../../../ui/Select.tsx";
import { Table, type Column } from "../../../../ui/Table.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useApi } from "../../../../ui/api.ts";
import { formatCount } from "../../../../ui/money.ts";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { batches } from "../../contract.ts";
import { STATES, type State } from "../../rules.ts";
import type { BatchView } from "../../views.ts";
import { StateBadge, Warnings } from "../parts.tsx";
import { useAmount, useBatchTold, useDay, useItemName, usePageWords, useTerms } from "../words.ts";

const PAGE = 60;
const LOOK_AGAIN_MS = 30_000;

export function BatchTable(): ReactNode {
  const { desk: words, common, sheets } = usePageWords();
  const terms = useTerms();
  const told = useBatchTold();
  const api = useApi(batches);
  const navigate = useNavigate();
  const enters = useViewer().roles.includes("operator");
  const [query, setQuery] = useState("");
  const [state, setState] = useState<State | "short" | "all">("all");
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [limit, setLimit] = useState(PAGE);
  const wish = { query: useDeferredValue(query), short: state === "short", ...(state === "all" || state === "short" ? {} : { state }), ...(from === "" ? {} : { from }), ...(to === "" ? {} : { to }) };
  const { data, error, refetch } = useQuery({ queryKey: ["batches", "desk", wish, limit], queryFn: () => api.desk({ ...wish, limit }), placeholderData: keepPreviousData, refetchInterval: LOOK_AGAIN_MS });
  const columns = useColumns(data?.today ?? "");
  return (
    <>
      <div className="bat-filters" role="search">
        <TextInput type="search" value={query} onChange={setQuery} placeholder={words.search} aria-label={words.search} autoComplete="off" maxLength={60} />
        <Select aria-label={words.state} value={state} onChange={setState} choices={[{ value: "all" as const, label: words.all }, { value: "short" as const, label: words.shortOnly }, ...STATES.map((one) => ({ value: one, label: terms.states[one] }))]} />
        <Field label={words.from}><TextInput type="date" value={from} onChange={setFrom} /></Field>
        <Field label={words.to}><TextInput type="date" value={to} min={from} onChange={setTo} /></Field>
      </div>
      <Table
        caption={words.batchesTitle} columns={columns} rows={data?.batches} rowKey={(row) => row.id} onOpen={(row) => void navigate(`/growing/${row.id}`)} tone={(row) => (row.short > 0 ? "cinnabar" : row.overdue ? "pollen" : undefined)} empty={words.none}
        error={error === null ? undefined : { message: told(error).text, number: told(error).number, onRetry: () => void refetch() }}
        tools={<SheetButtons size="small" told={told} give={(asked) => api.giveBatches({ ...wish, ...asked })} taken={enters ? { ...sheets, reasons: terms.importProblems, take: (file) => api.takeBatches(file), reads: ["batches"] } : undefined} />}
      />
      {data !== undefined && data.total > data.batches.length ? <Button wide onClick={() => setLimit(Math.min(500, limit + PAGE))}>{common.more(data.total - data.batches.length)}</Button> : null}
    </>
  );
}

function useColumns(today: string): Column<BatchView>[] {
  const { desk: { columns: words }, common } = usePageWords();
  const name = useItemName();
  const amount = useAmount();
  const day = useDay();
  return [
    { key: "item", title: words.item, cell: (row) => <span className="bat-cell"><b>{name(row)}</b><small>{row.no}{row.grade === null ? "" : ` · ${row.grade}`}</small></span>, sortBy: (row) => name(row), phone: "title" },
    { key: "grower", title: words.grower, cell: (row) => <span className="bat-cell">{row.grower}<small>{row.town}</small></span>, sortBy: (row) => row.grower },
    { key: "window", title: words.window, cell: (row) => `${day(row.readyFrom, today)} ${common.to} ${day(row.readyTo, today)}`, sortBy: (row) => row.readyFrom },
    { key: "expected", title: words.expected, align: "end", cell: (row) => amount(row.expected, row.unit), sortBy: (row) => row.expected },
    { key: "promised", title: words.promised, align: "end", cell: (row) => (row.promised === 0 ? "—" : formatCount(row.promised)), sortBy: (row) => row.promised },
    { key: "gone", title: words.gone, align: "end", cell: (row) => (row.fulfilled + row.brought === 0 ? "—" : formatCount(row.fulfilled + row.brought)), sortBy: (row) => row.fulfilled + row.brought },
    { key: "left", title: words.left, align: "end", cell: (row) => formatCount(row.left), sortBy: (row) => row.left },
    { key: "state", title: words.state, cell: (row) => <span className="bat-badges"><StateBadge state={row.state} /><Warnings batch={row} /></span>, sortBy: (row) => row.state },
  ];
}

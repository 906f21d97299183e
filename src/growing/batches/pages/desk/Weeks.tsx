import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import type { ReactNode } from "react";
import { Table, type Column } from "../../../../ui/Table.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useApi } from "../../../../ui/api.ts";
import { formatCount } from "../../../../ui/money.ts";
import type { Output } from "../../../../kernel/machinery/contract.ts";
import { batches } from "../../contract.ts";
import { useBatchTold, useDay, useItemName, usePageWords, useUnitWord } from "../words.ts";

type Totals = Output<(typeof batches)["actions"]["totals"]["output"]>;
type Row = Totals["items"][number];
type Cell = Row["cells"][number];

/** What will be ready, an item a line, a week a column. */
export function Weeks(): ReactNode {
  const { desk: words } = usePageWords();
  const told = useBatchTold();
  const api = useApi(batches);
  const [query, setQuery] = useState("");
  const asked = useDeferredValue(query);
  const { data, error, refetch } = useQuery({ queryKey: ["batches", "totals", asked], queryFn: () => api.totals({ query: asked }), placeholderData: (before) => before });
  const columns = useColumns(data?.weeks ?? []);
  return (
    <>
      <div className="bat-filters" role="search"><TextInput type="search" value={query} onChange={setQuery} placeholder={words.search} aria-label={words.search} autoComplete="off" maxLength={60} /></div>
      <p className="bat-soft">{words.weekHint}</p>
      <Table caption={words.weekTitle} columns={columns} rows={data?.items} rowKey={(row) => `${row.itemId} ${row.unit}`} empty={words.none} error={error === null ? undefined : { message: told(error).text, number: told(error).number, onRetry: () => void refetch() }} />
    </>
  );
}

const SUM: Omit<Cell, "week"> = { batches: 0, expected: 0, promised: 0, gone: 0, left: 0, short: 0 };
const sumOf = (row: Row): Omit<Cell, "week"> => row.cells.reduce((sum, cell) => ({ batches: sum.batches + cell.batches, expected: sum.expected + cell.expected, promised: sum.promised + cell.promised, gone: sum.gone + cell.gone, left: sum.left + cell.left, short: sum.short + cell.short }), SUM);

function useColumns(weeks: readonly string[]): Column<Row>[] {
  const { desk: { columns: words }, common } = usePageWords();
  const name = useItemName();
  const day = useDay();
  const unitWord = useUnitWord();
  const figures = (cell: Omit<Cell, "week"> | undefined): ReactNode => (cell === undefined || cell.batches === 0 ? "" : <span className="bat-cell" data-short={cell.short > 0 || undefined}>{formatCount(cell.expected)}<small>{formatCount(cell.left)}</small></span>);
  const title = (week: string, at: number): string => (at === 0 ? common.thisWeek : day(week));
  return [
    { key: "item", title: words.item, cell: (row) => <span className="bat-cell"><b>{name({ itemZh: row.zh, itemEn: row.en })}</b><small>{unitWord(row.unit)} · {row.growers} {words.growers}</small></span>, sortBy: (row) => name({ itemZh: row.zh, itemEn: row.en }), phone: "title", width: "15rem" },
    ...weeks.map((week, at): Column<Row> => ({ key: week, title: title(week, at), align: "end", cell: (row) => figures(row.cells.find((one) => one.week === week)), sortBy: (row) => row.cells.find((one) => one.week === week)?.expected ?? null })),
    { key: "sum", title: words.sum, align: "end", cell: (row) => figures(sumOf(row)), sortBy: (row) => sumOf(row).expected },
  ];
}

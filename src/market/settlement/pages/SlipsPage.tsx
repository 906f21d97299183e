import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { SheetButtons } from "../../../kernel/sheets/pages/SheetButtons.tsx";
import { useApi } from "../../../ui/api.ts";
import { Button } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { Page } from "../../../ui/Page.tsx";
import { Table } from "../../../ui/Table.tsx";
import type { Column } from "../../../ui/Table.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useViewer } from "../../../ui/Viewer.tsx";
import { formatCount } from "../../../ui/money.ts";
import type { Output } from "../../../kernel/machinery/contract.ts";
import { settlement } from "../contract.ts";
import { usePageWords, useProblem } from "./words.ts";
import "./settlement.css";

type Row = Output<typeof settlement.actions.slips.output>["slips"][number];
const PAGE = 200;

/** /slips: the buyers of a day; each has a slip to be printed and collected by. */
export default function SlipsPage(): ReactNode {
  const words = usePageWords();
  const api = useApi(settlement);
  const problem = useProblem();
  const navigate = useNavigate();
  const { businessDate } = useViewer();
  const [search, setSearch] = useSearchParams();
  const [limit, setLimit] = useState(PAGE);
  const on = search.get("on") ?? businessDate ?? "";
  const { data, error, refetch } = useQuery({ queryKey: ["settlement", "slips", on, limit], queryFn: () => api.slips({ businessDate: on, limit }), enabled: on !== "", placeholderData: (before) => before, refetchInterval: 15_000 });
  const told = error === null ? undefined : problem(error);
  const columns: readonly Column<Row>[] = [
    { key: "buyer", title: words.columns.buyer, phone: "title", cell: (row) => row.buyer, text: (row) => row.buyer, sortBy: (row) => row.buyer },
    { key: "lots", title: words.columns.lot, align: "end", cell: (row) => formatCount(row.lots), text: (row) => String(row.lots), sortBy: (row) => row.lots },
    { key: "deals", title: words.columns.deals, align: "end", cell: (row) => formatCount(row.deals), text: (row) => String(row.deals), sortBy: (row) => row.deals },
  ];
  return (
    <Page title={words.titles.slips} intro={words.slip.intro}>
      <Table
        caption={words.slip.list} columns={columns} rows={data?.slips} rowKey={(row) => row.buyerId} onOpen={(row) => void navigate(`/slips/${on}/${row.buyerId}`)}
        tools={<><TextInput type="date" aria-label={words.columns.date} value={on} onChange={(value) => setSearch({ on: value }, { replace: true })} /><SheetButtons told={problem} give={(asked) => api.giveSlips({ businessDate: on, ...asked })} /></>}
        error={told === undefined ? undefined : { message: told.text, number: told.number, onRetry: () => void refetch() }} empty={<EmptyState title={words.slip.none}>{words.slip.noneWhy}</EmptyState>}
      />
      {(data?.total ?? 0) > (data?.slips.length ?? 0) ? <Button onClick={() => setLimit(Math.min(2_000, limit * 4))}>{words.common.more((data?.total ?? 0) - (data?.slips.length ?? 0))}</Button> : null}
    </Page>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useNavigate } from "react-router";
import { SheetButtons } from "../../../../kernel/sheets/pages/SheetButtons.tsx";
import { useApi } from "../../../../ui/api.ts";
import { Badge } from "../../../../ui/Badge.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { Page } from "../../../../ui/Page.tsx";
import { Table } from "../../../../ui/Table.tsx";
import type { Column } from "../../../../ui/Table.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { formatMoney } from "../../../../ui/money.ts";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { stall } from "../../contract.ts";
import type { BillRowView } from "../../views.ts";
import { useCounter } from "../offline/useCounter.ts";
import { StallState } from "../StallState.tsx";
import { WithStall } from "../useStall.tsx";
import { clockTime, usePageWords, useStallTold, useTerms } from "../words.ts";
import { Waiting } from "./Waiting.tsx";
import "../stall.css";

const BILLS_SHOWN = 200;

/** /stall/bills: the day's bills, and above them what the market has not booked. */
export default function BillsPage(): ReactNode {
  return <WithStall>{({ stall: mine }, chooser) => <Bills key={mine.id} stallId={mine.id} chooser={chooser} />}</WithStall>;
}

function Bills({ stallId, chooser }: { readonly stallId: string; readonly chooser: ReactNode }): ReactNode {
  const words = usePageWords().bills;
  const api = useApi(stall);
  const told = useStallTold();
  const navigate = useNavigate();
  const today = useViewer().businessDate;
  const state = useCounter(stallId);
  const [day, setDay] = useState<string | null>(null);
  const [query, setQuery] = useState("");
  const date = day ?? today ?? "";
  const { data, error, refetch } = useQuery({ queryKey: ["stall", "bills", stallId, date, query], queryFn: () => api.bills({ stallId, query, limit: BILLS_SHOWN, ...(query === "" && date !== "" ? { businessDate: date } : {}) }) });
  const columns = useColumns(data?.sum);
  return (
    <Page title={words.title} intro={chooser}>
      <StallState state={state} />
      <Waiting state={state} />
      <div className="stall-filters">
        <TextInput type="date" value={date} onChange={setDay} aria-label={words.day} />
        <TextInput value={query} onChange={setQuery} placeholder={words.find} aria-label={words.find} maxLength={40} />
      </div>
      <Table
        caption={words.title} captionHidden columns={columns} rows={data?.bills} rowKey={(row) => row.id} onOpen={(row) => void navigate(`/stall/bills/${row.id}`)} tools={<SheetButtons told={told} give={(asked) => api.giveBills({ stallId, query, ...(query === "" && date !== "" ? { businessDate: date } : {}), ...asked })} />}
        error={error === null ? undefined : { message: told(error).text, number: told(error).number, onRetry: () => void refetch() }} empty={<EmptyState title={words.none} />}
      />
    </Page>
  );
}

function useColumns(sum: number | undefined): readonly Column<BillRowView>[] {
  const words = usePageWords().bills;
  const walkIn = useTerms().walkIn;
  return [
    { key: "no", title: words.no, phone: "title", cell: (row) => <b>{row.no}</b>, text: (row) => row.no, sortBy: (row) => row.no },
    { key: "customer", title: words.customer, cell: (row) => row.customer || walkIn, text: (row) => row.customer || walkIn, sortBy: (row) => row.customer },
    { key: "made", title: words.made, cell: (row) => <span className="stall-nowrap">{clockTime(row.madeAt).slice(5)}</span>, text: (row) => row.madeAt },
    { key: "state", title: words.state, cell: (row) => (row.state === "void" ? <Badge tone="cinnabar">{words.void}</Badge> : row.changed ? <Badge tone="pollen">{words.changed}</Badge> : <Badge tone="leaf">{words.open}</Badge>), text: (row) => row.state },
    { key: "due", title: words.due, align: "end", cell: (row) => (row.due === 0 ? "—" : <MoneyText minor={row.due} currency={row.currency} />), text: (row) => formatMoney(row.due, row.currency, { symbol: false }), sortBy: (row) => row.due },
    { key: "total", title: words.total, align: "end", cell: (row) => <MoneyText minor={row.totalNow} currency={row.currency} />, text: (row) => formatMoney(row.totalNow, row.currency, { symbol: false }), sortBy: (row) => row.totalNow, total: sum === undefined ? undefined : <MoneyText minor={sum} /> },
  ];
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Badge } from "../../../../ui/Badge.tsx";
import { Button } from "../../../../ui/Button.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { Segmented } from "../../../../ui/Segmented.tsx";
import { Table } from "../../../../ui/Table.tsx";
import type { Column } from "../../../../ui/Table.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { useApi } from "../../../../ui/api.ts";
import { formatCount, formatMoney } from "../../../../ui/money.ts";
import { packaging } from "../../contract.ts";
import type { BalanceRow } from "../../views.ts";
import { useAct } from "../useAct.ts";
import { useKindName, usePackagingTold, usePageWords } from "../words.ts";

const PAGE = 100;

/** Who holds what, the longest out first; what is too long out can be reminded of. */
export function Balances({ kindId, overdue, onLog }: { readonly kindId: string | null; readonly overdue: boolean; readonly onLog: (row: BalanceRow) => void }): ReactNode {
  const words = usePageWords();
  const told = usePackagingTold();
  const api = useApi(packaging);
  const kindName = useKindName();
  const toast = useToast();
  const { roles } = useViewer();
  const { busy, act } = useAct();
  const [query, setQuery] = useState("");
  const [only, setOnly] = useState<"all" | "late">(overdue ? "late" : "all");
  const [limit, setLimit] = useState(PAGE);
  const input = { query, overdue: only === "late", limit, ...(kindId === null ? {} : { kindId }) };
  const { data, error, refetch } = useQuery({ queryKey: ["packaging", "balances", input], queryFn: () => api.balances(input), placeholderData: (before) => before });
  const dock = roles.includes("operator") || roles.includes("grader");
  const said = error === null ? undefined : told(error);
  const columns: readonly Column<BalanceRow>[] = [
    { key: "party", title: words.columns.party, phone: "title", cell: (row) => <b>{row.party}</b>, text: (row) => row.party, sortBy: (row) => row.party },
    { key: "kind", title: words.columns.kind, cell: kindName, text: kindName, sortBy: kindName },
    { key: "held", title: words.columns.held, align: "end", cell: (row) => formatCount(row.quantity), text: (row) => String(row.quantity), sortBy: (row) => row.quantity, total: data === undefined ? undefined : formatCount(data.quantity) },
    { key: "deposit", title: words.columns.deposit, align: "end", cell: (row) => <MoneyText minor={row.deposit} currency={row.currency} bare />, text: (row) => formatMoney(row.deposit, row.currency, { symbol: false }), sortBy: (row) => row.deposit, total: data === undefined ? undefined : formatMoney(data.deposit, data.balances[0]?.currency ?? "CNY", { symbol: false }) },
    { key: "days", title: words.columns.days, align: "end", cell: (row) => words.common.days(row.oldestDays ?? 0), text: (row) => String(row.oldestDays ?? ""), sortBy: (row) => row.oldestDays },
    { key: "overdue", title: words.columns.overdue, align: "end", cell: (row) => (row.overdue > 0 ? <Badge tone="pollen">{formatCount(row.overdue)}</Badge> : words.common.none), text: (row) => String(row.overdue), sortBy: (row) => row.overdue },
    { key: "reminded", title: words.columns.reminded, cell: (row) => <>{row.remindedOn}{dock && row.overdue > 0 ? <> <Button size="small" icon="bell" busy={busy} onClick={() => void act(() => api.remind({ partyId: row.partyId, kindId: row.kindId }), () => toast(words.desk.reminded, "leaf"))}>{words.desk.remind}</Button></> : null}</>, text: (row) => row.remindedOn ?? "" },
  ];
  return (
    <>
      <Table
        caption={words.desk.balances} columns={columns} rows={data?.balances} rowKey={(row) => `${row.partyId} ${row.kindId}`} onOpen={onLog} tone={(row) => (row.overdue > 0 ? "pollen" : undefined)}
        tools={<><Segmented label={words.columns.overdue} value={only} onChange={setOnly} choices={[{ value: "all", label: words.common.all }, { value: "late", label: words.desk.onlyOverdue }]} /><Field label={words.common.search}><TextInput value={query} onChange={setQuery} maxLength={60} type="search" /></Field></>}
        error={said === undefined ? undefined : { message: said.text, number: said.number, onRetry: () => void refetch() }} empty={<EmptyState title={words.desk.noBalances}>{words.desk.noBalancesWhy}</EmptyState>}
      />
      {data !== undefined && data.total > data.balances.length ? <Button onClick={() => setLimit(limit + PAGE)}>{words.common.more(data.total - data.balances.length)}</Button> : null}
    </>
  );
}

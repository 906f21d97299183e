import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { SheetButtons } from "../../../kernel/sheets/pages/SheetButtons.tsx";
import { useApi } from "../../../ui/api.ts";
import { Badge } from "../../../ui/Badge.tsx";
import { Button, ButtonRow } from "../../../ui/Button.tsx";
import { ConfirmDialog } from "../../../ui/Dialog.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Table } from "../../../ui/Table.tsx";
import type { Column } from "../../../ui/Table.tsx";
import { formatMoney } from "../../../ui/money.ts";
import { settlement } from "../contract.ts";
import type { ReversalView } from "../views.ts";
import { useAmount } from "./parts.tsx";
import { useAct } from "./useAct.ts";
import { clockTime, useItemName, usePageWords, useProblem } from "./words.ts";

const TONE = { proposed: "pollen", confirmed: "leaf", rejected: "plain" } as const;
const PAGE = 100;

/** Reversals, those that wait for a second person first. On the desk of a day only the waiting ones show, and nothing when there are none. */
export function Reversals({ saleDate, onlyOpen = false }: { readonly saleDate?: string; readonly onlyOpen?: boolean }): ReactNode {
  const words = usePageWords();
  const api = useApi(settlement);
  const problem = useProblem();
  const { busy, act } = useAct();
  const itemName = useItemName();
  const amount = useAmount();
  const [limit, setLimit] = useState(PAGE);
  const [confirming, setConfirming] = useState<ReversalView | null>(null);
  const input = { limit, ...(saleDate === undefined ? {} : { saleDate }), ...(onlyOpen ? { state: "proposed" as const } : {}) };
  const { data, error, refetch } = useQuery({ queryKey: ["settlement", "reversals", input], queryFn: () => api.reversals(input), placeholderData: (before) => before, refetchInterval: 15_000 });
  const decide = (row: ReversalView, confirm: boolean): void => void act(() => api.decideReversal({ reversalId: row.id, confirm }), () => setConfirming(null));
  const columns: readonly Column<ReversalView>[] = [
    { key: "lot", title: words.columns.lot, phone: "title", cell: (row) => <><b>{row.lotNo}</b> {itemName(row)}</>, text: (row) => `${row.lotNo} ${itemName(row)}` },
    { key: "sold", title: words.columns.date, cell: (row) => row.saleDate, text: (row) => row.saleDate, sortBy: (row) => row.saleDate },
    { key: "parties", title: `${words.columns.grower} → ${words.columns.buyer}`, cell: (row) => `${row.grower} → ${row.buyer}`, text: (row) => `${row.grower} → ${row.buyer}` },
    { key: "quantity", title: words.columns.quantity, align: "end", cell: (row) => amount(row.quantity, row.unit), text: (row) => String(row.quantity) },
    { key: "gross", title: words.columns.amount, align: "end", cell: (row) => <MoneyText minor={row.gross} currency={row.currency} bare />, text: (row) => formatMoney(row.gross, row.currency, { symbol: false }), sortBy: (row) => row.gross },
    { key: "reason", title: words.columns.reason, cell: (row) => <>{row.reason}<small className="settle-note">{words.reversal.by(row.proposedBy, clockTime(row.proposedAt))}{row.decidedBy === null || row.decidedAt === null ? null : ` → ${words.reversal.by(row.decidedBy, clockTime(row.decidedAt))}`}</small></>, text: (row) => `${row.reason} ${row.proposedBy} ${row.decidedBy ?? ""}` },
    { key: "state", title: words.columns.state, cell: (row) => <><Badge tone={TONE[row.state]}>{words.reversal.states[row.state]}</Badge>{row.businessDate === null ? null : <small className="settle-note">{words.reversal.on(row.businessDate)}</small>}</>, text: (row) => words.reversal.states[row.state], sortBy: (row) => row.state },
    {
      key: "act", title: words.columns.act, cell: (row) => row.can.length === 0 ? null : (
        <ButtonRow>
          {row.can.includes("confirm") ? <Button size="small" tone="danger" busy={busy} onClick={() => setConfirming(row)}>{words.reversal.confirm}</Button> : <small className="settle-faint">{words.reversal.own}</small>}
          <Button size="small" busy={busy} onClick={() => decide(row, false)}>{words.reversal.reject}</Button>
        </ButtonRow>
      ),
    },
  ];
  const told = error === null ? undefined : problem(error);
  if (onlyOpen && told === undefined && (data === undefined || data.total === 0)) return null;
  return (
    <>
      <Table
        caption={words.titles.reversals} columns={columns} rows={data?.reversals} rowKey={(row) => row.id} tools={onlyOpen ? undefined : <SheetButtons told={problem} give={(asked) => api.giveReversals({ ...(saleDate === undefined ? {} : { saleDate }), ...asked })} />}
        error={told === undefined ? undefined : { message: told.text, number: told.number, onRetry: () => void refetch() }} empty={<EmptyState title={words.reversal.none}>{words.reversal.noneWhy}</EmptyState>}
      />
      {(data?.total ?? 0) > (data?.reversals.length ?? 0) ? <Button onClick={() => setLimit(limit + PAGE)}>{words.common.more((data?.total ?? 0) - (data?.reversals.length ?? 0))}</Button> : null}
      <ConfirmDialog open={confirming !== null} title={words.reversal.confirm} action={words.reversal.confirm} tone="danger" busy={busy} onClose={() => setConfirming(null)} onConfirm={() => { if (confirming !== null) decide(confirming, true); }}>
        {confirming === null ? null : <p>{confirming.lotNo} · {words.reversal.what(amount(confirming.quantity, confirming.unit), formatMoney(confirming.gross, confirming.currency))}</p>}
        <p>{words.reversal.confirmWhy}</p>
      </ConfirmDialog>
    </>
  );
}

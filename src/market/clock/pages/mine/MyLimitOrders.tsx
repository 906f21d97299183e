import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useApi } from "../../../../ui/api.ts";
import { Badge } from "../../../../ui/Badge.tsx";
import { Button } from "../../../../ui/Button.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { usePreferences, useWords } from "../../../../ui/Preferences.tsx";
import { Table } from "../../../../ui/Table.tsx";
import type { Column } from "../../../../ui/Table.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { formatCount, formatMoney } from "../../../../ui/money.ts";
import { LIMIT_TONE } from "../buyer/MinePanel.tsx";
import type { LimitOrder } from "../buyer/limits.ts";
import { clock } from "../../contract.ts";
import { en as moduleEn } from "../../words.en.ts";
import { zh as moduleZh } from "../../words.zh.ts";
import { itemName } from "../lot/facts.tsx";
import { useProblem, useProblemLine } from "../refusal.ts";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";

const MOST = 1_000;
const LOOK_EVERY_MS = 6_000;

/** All my limit orders of a session with what became of them. */
export function MyLimitOrders({ sessionId, currency }: { readonly sessionId: string; readonly currency: string }): ReactNode {
  const words = useWords(zh, en);
  const api = useApi(clock);
  const problem = useProblem();
  const limits = useQuery({ queryKey: ["clock", "limits", sessionId, "all"], queryFn: () => api.limits({ sessionId, limit: MOST }), refetchInterval: LOOK_EVERY_MS });
  const { cancel, busy } = useCancel(sessionId);
  const columns = useLimitColumns(currency, cancel, busy);
  const waiting = limits.data?.limits.filter((one) => one.can.includes("cancelLimit")) ?? [];
  const told = limits.error === null ? undefined : problem(limits.error);
  return (
    <Table
      caption={words.limits.mine} columns={columns} rows={limits.data?.limits} rowKey={(row) => `${row.lotId}/${row.pressId}`} csvName={words.limits.csv}
      tools={waiting.length < 2 ? undefined : <Button size="small" tone="danger" busy={busy !== null} onClick={() => cancel(waiting)}>{words.limits.cancelAll}</Button>}
      error={told === undefined ? undefined : { message: told.text, number: told.number, onRetry: () => void limits.refetch() }}
      empty={<EmptyState title={words.limits.none}>{words.limits.noneWhy}</EmptyState>}
    />
  );
}

function useLimitColumns(currency: string, cancel: (rows: readonly LimitOrder[]) => void, busy: string | null): readonly Column<LimitOrder>[] {
  const words = useWords(zh, en);
  const names = useWords(moduleZh, moduleEn).limitStatus;
  const { language } = usePreferences();
  return [
    { key: "lot", title: words.limits.lot, cell: (row) => <b>{row.lotNo}</b>, text: (row) => row.lotNo, sortBy: (row) => row.lotNo, phone: "title" },
    { key: "item", title: words.limits.item, cell: (row) => itemName(row, language), text: (row) => itemName(row, language), sortBy: (row) => itemName(row, language) },
    { key: "workplace", title: words.limits.workplace, cell: (row) => row.workplace ?? words.hall.firm, text: (row) => row.workplace ?? words.hall.firm, phone: "wide-only" },
    { key: "limit", title: words.limits.limit, align: "end", cell: (row) => <MoneyText minor={row.price} currency={currency} />, text: (row) => formatMoney(row.price, currency, { symbol: false }), sortBy: (row) => row.price },
    { key: "quantity", title: words.limits.quantity, align: "end", cell: (row) => formatCount(row.quantity), text: (row) => String(row.quantity), sortBy: (row) => row.quantity },
    { key: "status", title: words.limits.status, cell: (row) => <Badge tone={LIMIT_TONE[row.status]}>{names[row.status]}</Badge>, text: (row) => names[row.status], sortBy: (row) => row.status },
    { key: "filled", title: words.limits.filled, align: "end", cell: (row) => (row.filled === 0 ? words.lot.none : formatCount(row.filled)), text: (row) => String(row.filled) },
    { key: "price", title: words.limits.price, align: "end", cell: (row) => (row.filledPrice === null ? words.lot.none : <MoneyText minor={row.filledPrice} currency={currency} />), text: (row) => (row.filledPrice === null ? "" : formatMoney(row.filledPrice, currency, { symbol: false })) },
    { key: "cancel", title: words.limits.cancel, cell: (row) => (row.can.includes("cancelLimit") ? <Button size="small" tone="quiet" busy={busy === row.lotId} aria-label={`${words.limits.cancel} ${row.lotNo}`} onClick={() => cancel([row])}>{words.limits.cancel}</Button> : null) },
  ];
}

/** Takes orders back one after another; those that have fired meanwhile are told. */
function useCancel(sessionId: string) {
  const words = useWords(zh, en).hall;
  const api = useApi(clock);
  const queries = useQueryClient();
  const toast = useToast();
  const problemLine = useProblemLine();
  const [busy, setBusy] = useState<string | null>(null);
  const run = async (rows: readonly LimitOrder[]): Promise<void> => {
    try {
      for (const row of rows) {
        setBusy(row.lotId);
        await api.cancelLimit({ sessionId, lotId: row.lotId, workplaceId: row.workplaceId });
      }
      toast(words.takenBack);
    } catch (error) {
      toast(problemLine(error), "cinnabar");
    }
    setBusy(null);
    await queries.invalidateQueries({ queryKey: ["clock", "limits", sessionId] });
  };
  return { cancel: (rows: readonly LimitOrder[]) => void run(rows), busy };
}

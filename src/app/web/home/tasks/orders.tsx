import type { ReactNode } from "react";
import { pooled } from "../../../../market/pooled/contract.ts";
import { useWords } from "../../../../ui/Preferences.tsx";
import { formatCount } from "../../../../ui/money.ts";
import { Task } from "../Task.tsx";
import { PLACES } from "../places.ts";
import { useRead } from "../useRead.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const LOOK_EVERY_MS = 15_000;

/** A grower's pooled orders: what waits for his answer, and what he has still to bring. Who was never asked has no such card. */
export function PooledGrowerTask(): ReactNode {
  const words = useWords(zh, en).pooled;
  const asked = useRead(pooled, "invitations", { limit: 1 }, { every: LOOK_EVERY_MS });
  const promised = useRead(pooled, "calendar", { open: true, limit: 1 }, { every: LOOK_EVERY_MS });
  if (asked.data === undefined || (asked.data.total === 0 && (promised.data?.total ?? 0) === 0)) return null;
  const open = promised.data?.open ?? 0;
  return (
    <Task title={words.asks} to={PLACES.pooledAsks} action={{ label: words.answer, to: PLACES.pooledAsks }} query={asked} say={({ waiting }) => ({
      value: formatCount(waiting), unit: words.asksUnit, tone: waiting > 0 ? "now" : undefined, note: open > 0 ? words.toBring(formatCount(open)) : words.nothingToBring, ...(waiting > 0 ? {} : { action: { label: words.see, to: PLACES.pooledAsks } }),
    })} />
  );
}

/** An enterprise's pooled orders; whoever buys only by the clock has no such card. */
export function PooledEnterpriseTask(): ReactNode {
  const words = useWords(zh, en).pooled;
  const orders = useRead(pooled, "orders", { limit: 1 }, { every: LOOK_EVERY_MS });
  if (orders.data === undefined || orders.data.total === 0) return null;
  return (
    <Task title={words.mine} to={PLACES.pooledOrders} action={{ label: words.write, to: PLACES.pooledNew }} query={orders} say={({ total, waiting }) => ({
      value: formatCount(total), unit: words.unit, tone: waiting > 0 ? "now" : undefined, note: waiting > 0 ? words.waits(formatCount(waiting)) : words.nothingWaits,
    })} />
  );
}

/** The hub: orders under way, how many wait for its hand, and how many are at risk. Without an order there is no card. */
export function PooledHubTask(): ReactNode {
  const words = useWords(zh, en).pooled;
  const board = useRead(pooled, "board", {}, { every: LOOK_EVERY_MS });
  if (board.data === undefined || board.data.orders.length === 0) return null;
  return (
    <Task title={words.hub} to={PLACES.pooledBoard} action={{ label: words.board, to: PLACES.pooledBoard }} query={board} say={({ orders }) => {
      const waiting = orders.reduce((sum, order) => sum + order.waiting, 0);
      const risky = orders.filter((order) => order.riskLines.length > 0).length;
      return { value: formatCount(orders.length), unit: words.unit, tone: waiting > 0 ? "now" : orders.length > 0 && risky === 0 ? "well" : undefined, note: words.hubNote(formatCount(waiting), formatCount(risky)) };
    }} />
  );
}

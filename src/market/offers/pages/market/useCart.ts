import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { useApi } from "../../../../ui/api.ts";
import { offers, type PurchaseView } from "../../contract.ts";

export interface CartState {
  readonly cart: PurchaseView | null;
  readonly lapsed: PurchaseView | null;
  readonly credit: { readonly free: number; readonly currency: string } | null;
  readonly pending: boolean;
  readonly error: unknown;
  /** Stays the same function from one picture to the next. */
  readonly refetch: () => unknown;
  readonly quantityOf: (lineId: string) => number;
}

const LOOK_AGAIN_MS = 30_000;

export function useCart(): CartState {
  const api = useApi(offers);
  const { data, isPending, error, refetch } = useQuery({ queryKey: ["offers", "cart"], queryFn: () => api.cart({}), refetchInterval: LOOK_AGAIN_MS });
  const cart = data?.cart ?? null;
  const byLine = useMemo(() => new Map((cart?.items ?? []).map((item) => [item.lineId, item.quantity])), [cart]);
  return { cart, lapsed: data?.lapsed ?? null, credit: data?.credit ?? null, pending: isPending, error, refetch, quantityOf: (lineId) => byLine.get(lineId) ?? 0 };
}

/** Seconds until an instant, counted down; null when there is none. */
export function useSecondsUntil(iso: string | null): number | null {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (iso === null) return;
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [iso]);
  return iso === null ? null : Math.max(0, Math.round((Date.parse(iso) - now) / 1_000));
}

export const minutes = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

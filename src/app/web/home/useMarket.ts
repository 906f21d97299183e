import { calendar } from "../../../kernel/calendar/contract.ts";
import { useRead } from "./useRead.ts";

const MS_PER_MINUTE = 60_000;

interface MarketFacts {
  /** undefined until it is known. */
  readonly currency: string | undefined;
  /** "17:05" as the market's own wall clock shows it, wherever the reader is. */
  readonly timeOf: (iso: string) => string;
  /** "2026-11-22", the day on that clock (not the business date). */
  readonly dayOf: (iso: string) => string;
}

export function useMarket(): MarketFacts {
  const market = useRead(calendar, "today", {}).data?.market;
  const local = (iso: string): string => new Date(Date.parse(iso) + (market?.utcOffsetMinutes ?? 0) * MS_PER_MINUTE).toISOString();
  return {
    currency: market?.currency,
    timeOf: (iso) => local(iso).slice(11, 16),
    dayOf: (iso) => local(iso).slice(0, 10),
  };
}

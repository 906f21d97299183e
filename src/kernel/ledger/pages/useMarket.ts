import { useQuery } from "@tanstack/react-query";
import { useApi } from "../../../ui/api.ts";
import { calendar } from "../../calendar/contract.ts";

const MS_PER_MINUTE = 60_000;
const TO_THE_MINUTE = 16;

interface MarketFacts {
  readonly currency: string | undefined;
  readonly businessDate: string | undefined;
  /** "2026-11-22 18:05" on the market's own wall clock. */
  readonly timeOf: (iso: string) => string;
}

export function useMarket(): MarketFacts {
  const api = useApi(calendar);
  const { data } = useQuery({ queryKey: ["calendar", "today", {}], queryFn: () => api.today({}) });
  const offset = (data?.market.utcOffsetMinutes ?? 0) * MS_PER_MINUTE;
  return {
    currency: data?.market.currency, businessDate: data?.businessDate,
    timeOf: (iso) => new Date(Date.parse(iso) + offset).toISOString().slice(0, TO_THE_MINUTE).replace("T", " "),
  };
}

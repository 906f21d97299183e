import { useQuery } from "@tanstack/react-query";
import { useApi } from "../../../../ui/api.ts";
import { calendar } from "../../../calendar/contract.ts";

const MS_PER_MINUTE = 60_000;
const TO_THE_MINUTE = 16;

/** Moments as the market's own wall clock shows them, "2026-11-22 18:05", wherever the reader sits. */
export function useMarketTime(): (iso: string) => string {
  const api = useApi(calendar);
  const { data } = useQuery({ queryKey: ["calendar", "today", {}], queryFn: () => api.today({}) });
  const offset = (data?.market.utcOffsetMinutes ?? 0) * MS_PER_MINUTE;
  return (iso) => new Date(Date.parse(iso) + offset).toISOString().slice(0, TO_THE_MINUTE).replace("T", " ");
}

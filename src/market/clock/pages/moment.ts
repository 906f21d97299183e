import { useQuery } from "@tanstack/react-query";
import { calendar } from "../../../kernel/calendar/contract.ts";
import { useApi } from "../../../ui/api.ts";

const DEFAULT_OFFSET_MINUTES = 480;

/** Writes a moment in the market's time of day, wherever the reader sits: "2026-11-22 09:04:31". */
export function useMoment(): { readonly full: (iso: string) => string; readonly time: (iso: string) => string } {
  const days = useApi(calendar);
  const { data } = useQuery({ queryKey: ["calendar", "today"], queryFn: () => days.today({}), staleTime: Number.POSITIVE_INFINITY });
  const shift = (data?.market.utcOffsetMinutes ?? DEFAULT_OFFSET_MINUTES) * 60_000;
  const local = (iso: string): string => new Date(Date.parse(iso) + shift).toISOString();
  return { full: (iso) => local(iso).slice(0, 19).replace("T", " "), time: (iso) => local(iso).slice(11, 19) };
}

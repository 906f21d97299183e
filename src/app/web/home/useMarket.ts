import { calendar } from "../../../kernel/calendar/contract.ts";
import { useRead } from "./useRead.ts";

/** The market's own facts; undefined until they are there. */
export function useMarket(): { readonly currency: string | undefined } {
  return { currency: useRead(calendar, "today", {}).data?.market.currency };
}

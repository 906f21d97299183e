import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Output } from "../../../kernel/machinery/contract.ts";
import { useApi } from "../../../ui/api.ts";
import { prices } from "../contract.ts";

export type Sheet = Output<typeof prices.actions.sheet.output>;

const LINES = 1_000;
const DAYS_BACK = 14;

export interface ReadSheet {
  readonly data: Sheet | undefined;
  readonly isError: boolean;
  readonly refetch: () => void;
}

/** May anybody read a price from it yet? Early in a day too few growers have sold for any line to be published. */
export function speaks(sheet: Pick<Sheet, "lines">): boolean {
  return sheet.lines.some((line) => line.mean !== null);
}

/** The newest sheet that says a price: today's as soon as it does, until then that of the last day that was closed. The sheet names its day. */
export function useSpeakingSheet(every: number): ReadSheet {
  const api = useApi(prices);
  const newest = useQuery({ queryKey: ["prices", "newest"], queryFn: () => api.sheet({ limit: LINES }), refetchInterval: every, refetchIntervalInBackground: true });
  const silent = newest.data !== undefined && !speaks(newest.data);
  const days = useQuery({ queryKey: ["prices", "days", DAYS_BACK], queryFn: () => api.days({ limit: DAYS_BACK }), enabled: silent });
  const closed = days.data?.days.find((day) => day.complete && day.businessDate !== newest.data?.businessDate)?.businessDate;
  const before = useQuery({ queryKey: ["prices", "of", closed], queryFn: () => api.sheet({ businessDate: closed, limit: LINES }), enabled: silent && closed !== undefined, placeholderData: keepPreviousData });
  const looking = silent && (days.isPending || (closed !== undefined && before.isPending));
  return {
    data: looking ? undefined : silent && before.data !== undefined && speaks(before.data) ? before.data : newest.data,
    isError: newest.isError && newest.data === undefined,
    refetch: () => void newest.refetch(),
  };
}

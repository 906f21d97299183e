import { useQueries } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { prices } from "../../../../knowledge/prices/contract.ts";
import { formatMoney } from "../../../../ui/money.ts";
import { useApi } from "../../../../ui/api.ts";
import { usePageWords, useTimes } from "../words.ts";

const DAYS = 14;
const SHOWN = ["A", "B", "C"] as const;
const FRESH_MS = 300_000;

/** What the item fetched lately, by grade, from the published sheet: a grower sets his floor by it. Nothing published shows nothing. */
export function Lately({ itemId, currency }: { readonly itemId: string; readonly currency: string }): ReactNode {
  const words = usePageWords().form;
  const times = useTimes();
  const api = useApi(prices);
  const series = useQueries({
    queries: SHOWN.map((grade) => ({ queryKey: ["prices", "series", itemId, grade], queryFn: () => api.series({ itemId, grade, days: DAYS }), staleTime: FRESH_MS, retry: false })),
  });
  const told = series.flatMap((one, n) => {
    const last = one.data?.points.findLast((point) => point.mean !== null);
    return last?.mean == null ? [] : [`${SHOWN[n]} ${formatMoney(last.mean, currency)}（${times.day(last.businessDate)}）`];
  });
  if (told.length === 0) return null;
  return <p className="lot-lately">{words.lately(told.join(" · "))} <Link to="/prices">{words.latelySource}</Link></p>;
}

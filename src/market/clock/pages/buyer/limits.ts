import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useApi } from "../../../../ui/api.ts";
import { clock } from "../../contract.ts";
import type { limitView } from "../../views.ts";
import type { z } from "zod";

export type LimitOrder = z.infer<typeof limitView>;
/** More than any buyer may have at once. */
const ALL_LIMITS = 1_000;

export interface MyLimits {
  readonly list: readonly LimitOrder[];
  readonly total: number;
  readonly loading: boolean;
  readonly workplaceId: string | null;
  readonly mayPlace: boolean;
  /** The waiting order on a lot, if there is one. */
  readonly of: (lotId: string) => LimitOrder | undefined;
}

/** My limit orders of a session; `turn` counts up whenever the live channel said that one has changed. */
export function useMyLimits(sessionId: string, workplaceId: string | null, seated: boolean, turn: number): MyLimits {
  const api = useApi(clock);
  const { data, isLoading } = useQuery({ queryKey: ["clock", "limits", sessionId, turn], queryFn: () => api.limits({ sessionId, limit: ALL_LIMITS }), enabled: seated, placeholderData: (before) => before });
  return useMemo(() => {
    const list = data?.limits ?? [];
    const waiting = new Map(list.filter((one) => one.status === "waiting" && one.workplaceId === workplaceId).map((one) => [one.lotId, one]));
    return { list, total: data?.total ?? 0, loading: isLoading, workplaceId, mayPlace: seated, of: (lotId) => waiting.get(lotId) };
  }, [data, isLoading, seated, workplaceId]);
}

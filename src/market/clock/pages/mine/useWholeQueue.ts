import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { useApi } from "../../../../ui/api.ts";
import { clock } from "../../contract.ts";
import type { QueueEntry } from "../../views.ts";

const PAGE = 2_000;

export interface WholeQueue {
  /** undefined until every page has been read. */
  readonly entries: readonly QueueEntry[] | undefined;
  readonly error: Error | null;
  readonly refetch: () => void;
}

/** Every lot of a session: a list may name any of them. */
export function useWholeQueue(sessionId: string | undefined): WholeQueue {
  const api = useApi(clock);
  const query = useInfiniteQuery({
    queryKey: ["clock", "queue", sessionId, "whole"], initialPageParam: 0, enabled: sessionId !== undefined, staleTime: 15_000,
    queryFn: ({ pageParam }) => api.queue({ sessionId: sessionId ?? "", limit: PAGE, offset: pageParam }),
    getNextPageParam: (last, pages) => { const read = pages.reduce((sum, page) => sum + page.entries.length, 0); return read < last.total && last.entries.length > 0 ? read : undefined; },
  });
  const { hasNextPage, isFetchingNextPage, fetchNextPage, data } = query;
  useEffect(() => { if (hasNextPage && !isFetchingNextPage) void fetchNextPage(); }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const entries = useMemo(() => (data === undefined || hasNextPage ? undefined : data.pages.flatMap((page) => page.entries)), [data, hasNextPage]);
  return { entries, error: query.error, refetch: () => void query.refetch() };
}

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useSyncExternalStore } from "react";
import { stockLine } from "./stockLine.ts";

/** A burst of changes is one reading of the page. */
const GATHER_MS = 400;

/** Keeps a page true while it is open: orders, requests and lines are read again when the market says that they have changed. */
export function useStock(): { readonly live: boolean } {
  const queries = useQueryClient();
  const live = useSyncExternalStore(stockLine.subscribe, stockLine.live, () => false);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => {
    const forget = stockLine.listen(() => {
      timer.current ??= setTimeout(() => { timer.current = null; void queries.invalidateQueries({ queryKey: ["offers"] }); }, GATHER_MS);
    });
    return () => {
      forget();
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = null;
    };
  }, [queries]);
  return { live };
}

/** What is left of a line: what was told last, or what was read if that is younger. */
export function useLeft(line: { readonly id: string; readonly left: number }, readAt: number): number {
  const told = useSyncExternalStore(stockLine.subscribe, () => stockLine.left(line.id), () => undefined);
  return told !== undefined && told.at > readAt ? told.left : line.left;
}

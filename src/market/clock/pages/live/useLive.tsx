import { createContext, useContext, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { ReactNode } from "react";
import { useApi } from "../../../../ui/api.ts";
import { clock } from "../../contract.ts";
import type { QueueEntry } from "../../views.ts";
import { connect as connectScreen } from "./connect.ts";
import type { LineStatus } from "../../screen.ts";
import { openBook } from "./lotBook.ts";
import type { BookState, LotBook } from "./lotBook.ts";
import type { LiveState } from "./state.ts";
import type { Slot } from "./slot.ts";
import { openLive } from "./store.ts";
import type { LiveStore } from "./store.ts";

export interface Live {
  readonly store: LiveStore;
  readonly book: LotBook;
}

const LiveContext = createContext<Live | null>(null);

/** Opens the live channel of one session for everything below it; a change of session or workplace opens it anew. */
export function LiveProvider({ sessionId, workplaceId = null, children, fallback }: { readonly sessionId: string; readonly workplaceId?: string | null | undefined; readonly children: ReactNode; readonly fallback: ReactNode }): ReactNode {
  const live = useLive(sessionId, workplaceId);
  return live === null ? fallback : <LiveContext value={live}>{children}</LiveContext>;
}

/** The live session as stores outside React; null for the moment before they are open. */
export function useLive(sessionId: string, workplaceId: string | null = null): Live | null {
  const api = useApi(clock);
  const [live, setLive] = useState<Live | null>(null);
  useEffect(() => {
    const book = openBook((index, limit) => api.queue({ sessionId, clock: index, limit }));
    const store = openLive(sessionId, workplaceId, connectScreen);
    store.onMessage(book.hear);
    setLive({ store, book });
    return () => { store.close(); book.close(); setLive(null); };
  }, [api, sessionId, workplaceId]);
  return live;
}

function useLiveContext(): Live {
  const live = useContext(LiveContext);
  if (live === null) throw new Error("A live component stands outside <LiveProvider>.");
  return live;
}

export const useStore = (): LiveStore => useLiveContext().store;

/** A slice of the live state; renders only when the slice changes. `select` must return parts of the state, never make new ones. */
export function useLiveState<Slice>(select: (state: LiveState) => Slice): Slice {
  const { store } = useLiveContext();
  return useSyncExternalStore(store.subscribe, () => select(store.get()));
}

export function useSlot(index: number): Slot | undefined {
  return useLiveState((state) => state.slots[index]);
}

export function useLine(): LineStatus {
  const { store } = useLiveContext();
  return useSyncExternalStore(store.subscribeLine, store.line);
}

export function useBook(): BookState {
  const { book } = useLiveContext();
  return useSyncExternalStore(book.subscribe, book.get);
}

export function useBookSlice<Slice>(select: (state: BookState) => Slice): Slice {
  const { book } = useLiveContext();
  return useSyncExternalStore(book.subscribe, () => select(book.get()));
}

/** Asks for the lists of lots again, after they could not be read. */
export function useRereadBook(): () => void {
  return useLiveContext().book.refresh;
}

/** The lot on a clock, or the one that has just left it and is still shown. */
export function useLotOn(slot: Slot | undefined): QueueEntry | undefined {
  const lot = slot?.outcome?.lot ?? slot?.programme?.lot;
  return useBookSlice((book) => (lot === undefined ? undefined : book.byLot.get(lot)));
}

/** An unchanging function object around the store's time, for faces that redraw when it changes. */
export function useNow(): () => number {
  const { store } = useLiveContext();
  return useMemo(() => store.now, [store]);
}

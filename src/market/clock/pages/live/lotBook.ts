/** The lots a screen must be able to name: those on the clocks, those coming next, those lately gone. */
import type { QueueEntry } from "../../views.ts";
import type { ServerMessage } from "../../wire.ts";

/** Lots asked for at a time, per clock; enough for several minutes of the quickest clock. */
export const AHEAD = 40;
/** With fewer than this still to come in the book, the next ones are asked for. */
const REFILL_BELOW = 10;
/** Lots that are over stay named this long, so that awards and wins can be read. */
const MAX_KNOWN = 1_200;
/** Thousands of screens hear the same message at once; they ask for lists spread over this time. */
const SPREAD_MS = 600;

export interface BookState {
  readonly byEntry: ReadonlyMap<string, QueueEntry>;
  readonly byLot: ReadonlyMap<number, QueueEntry>;
  /** Still to come, by clock, in order; undefined while a clock's list has not been read. */
  readonly upcoming: readonly (readonly QueueEntry[] | undefined)[];
  readonly failed: boolean;
}

export interface LotBook {
  readonly get: () => BookState;
  readonly subscribe: (onChange: () => void) => () => void;
  readonly hear: (message: ServerMessage) => void;
  readonly refresh: () => void;
  readonly close: () => void;
}
export type FetchQueue = (clock: number, limit: number) => Promise<{ readonly entries: readonly QueueEntry[]; readonly total: number }>;

const EMPTY: BookState = { byEntry: new Map(), byLot: new Map(), upcoming: [], failed: false };

export function openBook(fetchQueue: FetchQueue, spread = SPREAD_MS): LotBook {
  let state = EMPTY;
  let closed = false;
  const listeners = new Set<() => void>();
  const asked = new Map<number, ReturnType<typeof setTimeout>>();
  /** The clock's whole queue is in the book; there is nothing more to ask for. */
  const complete = new Set<number>();

  const set = (next: BookState): void => {
    state = next;
    for (const listener of listeners) listener();
  };
  const load = async (clock: number): Promise<void> => {
    asked.delete(clock);
    try {
      const { entries, total } = await fetchQueue(clock, AHEAD);
      if (closed) return;
      if (entries.length >= total || entries.some((entry) => isOver(entry))) complete.add(clock);
      else complete.delete(clock);
      set(withClock(state, clock, entries));
    } catch {
      if (!closed) set({ ...state, failed: true });
    }
  };
  const ask = (clock: number, wait: number): void => {
    if (closed || asked.has(clock)) return;
    asked.set(clock, setTimeout(() => void load(clock), wait));
  };
  const clocks = new Set<number>();
  const hear = (message: ServerMessage): void => {
    switch (message.k) {
      case "snapshot":
        for (const { clock } of message.clocks) { clocks.add(clock); ask(clock, 0); }
        break;
      case "order":
      case "lotAdded":
      case "resumed":
      case "skipped":
        complete.delete(message.clock);
        ask(message.clock, Math.random() * spread);
        break;
      case "programme": {
        const entry = state.byEntry.get(message.entryId);
        if (entry === undefined) ask(message.clock, 0);
        else set(changed(state, { ...entry, status: "running", lot: message.lot, remaining: message.quantity }));
        if ((state.upcoming[message.clock]?.length ?? 0) < REFILL_BELOW && !complete.has(message.clock)) ask(message.clock, Math.random() * spread);
        break;
      }
      default:
    }
    const entry = "lot" in message && message.lot != null ? state.byLot.get(message.lot) : undefined;
    const change = entry === undefined ? null : changeOf(message, entry);
    if (entry !== undefined && change !== null) set(changed(state, { ...entry, ...change }));
  };
  return {
    get: () => state,
    subscribe: (onChange) => { listeners.add(onChange); return () => listeners.delete(onChange); },
    hear,
    refresh: () => { for (const clock of clocks) ask(clock, 0); },
    close: () => { closed = true; for (const timer of asked.values()) clearTimeout(timer); },
  };
}

/** What a message says of the lot it is about; null when it changes nothing there. */
function changeOf(message: ServerMessage, entry: QueueEntry): Partial<QueueEntry> | null {
  switch (message.k) {
    case "award": return { remaining: message.remaining, sold: entry.sold + message.quantity, value: entry.value + message.price * message.quantity, lastPrice: message.price };
    case "sold": return { status: "sold" };
    case "passed": return { status: "passed", passReason: message.reason };
    case "withdrawn": return { status: "withdrawn", passReason: "withdrawn", outcomeReason: message.reason };
    case "corrected": return { quantity: message.quantity, remaining: message.quantity, minPress: message.minPress, startPrice: message.startPrice, floorPrice: message.floorPrice };
    case "skipped": return { status: "queued" };
    default: return null;
  }
}

const isOver = (entry: QueueEntry): boolean => entry.status !== "queued" && entry.status !== "running";

/** The list comes from the books, which follow the clock a moment behind: what was heard live is never taken back. */
function newer(known: QueueEntry, read: QueueEntry): QueueEntry {
  if (isOver(known)) return isOver(read) ? read : known;
  return { ...read, remaining: Math.min(known.remaining, read.remaining) };
}

/** The book with a clock's list read anew. */
function withClock(state: BookState, clock: number, entries: readonly QueueEntry[]): BookState {
  const byEntry = new Map(state.byEntry);
  for (const entry of entries) {
    const known = byEntry.get(entry.entryId);
    byEntry.delete(entry.entryId);
    byEntry.set(entry.entryId, known === undefined ? entry : newer(known, entry));
  }
  trim(byEntry);
  const upcoming = state.upcoming.slice();
  while (upcoming.length <= clock) upcoming.push(undefined);
  upcoming[clock] = entries.map((entry) => byEntry.get(entry.entryId) ?? entry).filter((entry) => entry.status === "queued");
  return { byEntry, byLot: byLotOf(byEntry), upcoming, failed: false };
}

function changed(state: BookState, entry: QueueEntry): BookState {
  const byEntry = new Map(state.byEntry).set(entry.entryId, entry);
  const upcoming = state.upcoming.map((list, clock) => {
    if (list === undefined || clock !== entry.clock || !list.some((one) => one.entryId === entry.entryId)) return list;
    return entry.status === "queued" ? list.map((one) => (one.entryId === entry.entryId ? entry : one)) : list.filter((one) => one.entryId !== entry.entryId);
  });
  return { ...state, byEntry, byLot: byLotOf(byEntry), upcoming };
}

function byLotOf(byEntry: ReadonlyMap<string, QueueEntry>): ReadonlyMap<number, QueueEntry> {
  return new Map([...byEntry.values()].flatMap((entry) => (entry.lot === null ? [] : [[entry.lot, entry] as const])));
}

/** A wall runs for weeks: the lots longest over are forgotten. */
function trim(byEntry: Map<string, QueueEntry>): void {
  for (const [key, entry] of byEntry) {
    if (byEntry.size <= MAX_KNOWN) return;
    if (isOver(entry)) byEntry.delete(key);
  }
}

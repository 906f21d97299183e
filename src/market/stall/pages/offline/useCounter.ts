import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useApi } from "../../../../ui/api.ts";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { stall } from "../../contract.ts";
import type { BillInput, CounterView } from "../../contract.ts";
import { applied } from "./apply.ts";
import { get, put, take } from "./db.ts";
import { keepShell } from "./shell.ts";
import { forgetOld, keptAt, sync, type Kept } from "./queue.ts";

const TRY_EVERY_MS = 10_000;
/** With nothing to tell, the device asks how the stall stands this often. */
const ASK_EVERY_MS = 60_000;
const CHANNEL = "hualian-stall";

export interface Counter {
  /** Undefined while reading; null when this device has never seen the stall and cannot reach the market. */
  readonly counter: CounterView | null | undefined;
  readonly kept: readonly Kept[];
  readonly waiting: number;
  readonly conflicts: readonly Kept[];
  readonly reached: boolean;
  readonly error: unknown;
  readonly add: (bill: BillInput, offlineNo: string, customer: string) => Promise<void>;
  /** Sends a mended bill again. */
  readonly mend: (kept: Kept, bill: BillInput) => Promise<void>;
  readonly drop: (kept: Kept) => Promise<void>;
  readonly again: () => Promise<void>;
}

/** The stall on this device: what the market told last, and what it has not been told yet. */
export function useCounter(stallId: string | null): Counter {
  const api = useApi(stall);
  const queries = useQueryClient();
  const who = useViewer().name ?? "";
  const [told, setTold] = useState<CounterView | null | undefined>(undefined);
  const [kept, setKept] = useState<readonly Kept[]>([]);
  const [reached, setReached] = useState(true);
  const [error, setError] = useState<unknown>(null);
  const look = useCallback(async (): Promise<void> => { if (stallId !== null) setKept(await keptAt(stallId, who)); }, [stallId, who]);
  const asked = useRef(-ASK_EVERY_MS);
  const refresh = useCallback(async (): Promise<void> => {
    if (stallId === null) return;
    try {
      const fresh = await api.counter({ stallId });
      asked.current = performance.now();
      await put("counters", { id: stallId, view: fresh });
      setTold(fresh);
      setReached(true);
      void keepShell(fresh.items.flatMap((item) => (item.photoId === null ? [] : [`/photos/${item.photoId}`])));
    } catch {
      setReached(false);
      setTold((now) => now ?? null);
    }
  }, [api, stallId]);
  const again = useCallback(async (): Promise<void> => {
    if (stallId === null) return;
    try {
      const had = (await keptAt(stallId, who)).some((one) => one.state === "waiting");
      if (!had && performance.now() - asked.current < ASK_EVERY_MS) return;
      const outcome = await sync(api, stallId, who);
      setReached(outcome === "done");
      setError(null);
      if (outcome === "done") {
        await refresh();
        if (had) await queries.invalidateQueries({ queryKey: ["stall"] });
      }
    } catch (problem) {
      setError(problem);
    } finally {
      await look();
      await forgetOld(await keptAt(stallId, who), Date.now());
    }
  }, [api, look, queries, refresh, stallId, who]);
  useFirstLook(stallId, setTold, look);
  useTries(again, look);
  const change = useCallback(async (one: Kept): Promise<void> => {
    await put("bills", one);
    await look();
    new BroadcastChannel(CHANNEL).postMessage("changed");
    void again();
  }, [again, look]);
  const counter = useMemo(() => (told == null ? told : applied(told, kept)), [told, kept]);
  return {
    counter, kept, reached, error, waiting: kept.filter((one) => one.state === "waiting").length, conflicts: kept.filter((one) => one.state === "conflict"), again,
    add: (bill, offlineNo, customer) => change({ id: bill.id, stallId: stallId ?? "", offlineNo, bill, customer, state: "waiting", refusal: null, row: null, who }),
    mend: (one, bill) => change({ ...one, bill, state: "waiting", refusal: null }),
    drop: async (one) => { await take("bills", one.id); await look(); },
  };
}

/** What the device remembers stands at once; the market's answer replaces it. */
function useFirstLook(stallId: string | null, setTold: (how: (now: CounterView | null | undefined) => CounterView | null | undefined) => void, look: () => Promise<void>): void {
  useEffect(() => {
    if (stallId === null) return;
    void get<{ readonly view: CounterView }>("counters", stallId).then((stored) => setTold((now) => now ?? stored?.view ?? now));
    void look();
  }, [stallId, setTold, look]);
}

function useTries(again: () => Promise<void>, look: () => Promise<void>): void {
  const latest = useRef({ again, look });
  useEffect(() => { latest.current = { again, look }; });
  useEffect(() => {
    const now = (): void => void latest.current.again();
    now();
    const timer = setInterval(now, TRY_EVERY_MS);
    addEventListener("online", now);
    const other = new BroadcastChannel(CHANNEL);
    other.addEventListener("message", () => void latest.current.look());
    return () => { clearInterval(timer); removeEventListener("online", now); other.close(); };
  }, []);
}

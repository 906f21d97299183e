import type { Client } from "../../../../kernel/machinery/client.ts";
import { RefusedError } from "../../../../kernel/machinery/client.ts";
import { MAX_SYNC } from "../../rules.ts";
import type { BillInput, stall } from "../../contract.ts";
import type { BillRowView, SyncAnswer } from "../../views.ts";
import { all, put, take } from "./db.ts";

export type Api = Client<typeof stall>;
/** waiting: not answered yet. conflict: the market said no. booked: kept for a while, so that the day's list is whole. */
export interface Kept {
  readonly id: string;
  readonly stallId: string;
  readonly offlineNo: string;
  readonly bill: BillInput;
  readonly customer: string;
  readonly state: "waiting" | "conflict" | "booked";
  readonly refusal: Pick<SyncAnswer, "refused" | "module" | "detail"> | null;
  readonly row: BillRowView | null;
  /** Which account wrote it; another who signs in on this device does not send it in his own name. */
  readonly who: string;
}

const LOCK = "hualian-stall-sync";
/** Booked bills stay on the device this long. */
const KEEP_MS = 2 * 86_400_000;

export const keptAt = async (stallId: string, who: string): Promise<readonly Kept[]> =>
  (await all<Kept>("bills")).filter((one) => one.stallId === stallId && one.who === who).toSorted((a, b) => (a.bill.madeAt < b.bill.madeAt ? -1 : 1));

/**
 * Sends what waits, oldest first, a few at a time. A bill leaves the queue only when the market has answered for its id; a tab killed before that
 * sends it again, and the market knows it. Only one tab of a device sends at a time.
 */
export async function sync(api: Api, stallId: string, who: string): Promise<"done" | "offline"> {
  const work = async (): Promise<"done" | "offline"> => {
    for (;;) {
      const batch = (await keptAt(stallId, who)).filter((one) => one.state === "waiting").slice(0, MAX_SYNC);
      if (batch.length === 0) return "done";
      let answers: readonly SyncAnswer[];
      try {
        ({ answers } = await api.syncBills({ stallId, bills: batch.map((one) => one.bill) }));
      } catch (error) {
        if (!(error instanceof RefusedError)) return "offline";
        // The whole call was refused, such as after a log-out: nothing is lost, and it is tried again later.
        throw error;
      }
      for (const one of batch) {
        const answer = answers.find((said) => said.id === one.id);
        if (answer !== undefined) await put("bills", noted(one, answer));
      }
    }
  };
  return "locks" in navigator ? navigator.locks.request(LOCK, work) : work();
}

function noted(kept: Kept, answer: SyncAnswer): Kept {
  if (answer.outcome === "conflict") return { ...kept, state: "conflict", refusal: { refused: answer.refused, module: answer.module, detail: answer.detail } };
  return { ...kept, state: "booked", refusal: null, row: answer.bill };
}

/** What was booked long ago is in the market's book; the device forgets it. */
export async function forgetOld(kept: readonly Kept[], now: number): Promise<void> {
  for (const one of kept) if (one.state === "booked" && Date.parse(one.bill.madeAt) < now - KEEP_MS) await take("bills", one.id);
}

import { lots } from "../../kernel/lots/contract.ts";
import { clock } from "../../market/clock/contract.ts";
import type { Cast } from "./cast.ts";
import type { Goods } from "./goods.ts";
import type { ReplayMarket } from "./market.ts";
import type { LotToSell, SessionPlan } from "./plan.ts";

export interface TakenIn extends LotToSell {
  readonly lotId: string;
}

/** Takes the lots of one session in: declared, received, nothing refused. */
export async function takeIn(market: ReplayMarket, { lots: planned }: SessionPlan, cast: Cast, goods: Goods): Promise<TakenIn[]> {
  const taken: TakenIn[] = [];
  await market.forEach([...planned.entries()], async (ask, [index, one]) => {
    const { row, lot } = one;
    const itemId = goods.get(row)!;
    const { id: lotId } = await ask(lots.actions.create, {
      itemId, growerId: cast.growers[lot.seller]!, declared: lot.quantity, floorPrice: lot.floorPrice, note: `记录 ${row.date} ${row.market} ${row.row}`,
    });
    await ask(lots.actions.move, { lotId, kind: "intake", quantity: lot.quantity, cause: "replay", causeId: lotId });
    await ask(lots.actions.change, { lotId, status: "received" });
    taken[index] = { ...one, lotId };
  });
  return taken;
}

/** Puts the lots on the queues of the session's clocks. Returns them by the entry's id, the name they have on the clock. */
export async function queueUp(market: ReplayMarket, sessionId: string, taken: readonly TakenIn[], queued: (lot: LotToSell) => void): Promise<Map<string, TakenIn>> {
  const entries = new Map<string, TakenIn>();
  const idOf = new Map<string, string>();
  await market.forEach(taken, async (ask, one) => {
    const { startPrice, stepValue, floorPrice, minPress } = one.lot;
    const { entry } = await ask(clock.actions.queueLot, { sessionId, clock: one.clock, lotId: one.lotId, minPress, startPrice, stepValue, floorPrice });
    idOf.set(one.lotId, entry.entryId);
    queued(one);
  });
  for (const one of taken) entries.set(idOf.get(one.lotId)!, one);
  return entries;
}

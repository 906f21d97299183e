import { SYSTEM_ACTOR } from "../../kernel/machinery/module.ts";
import { AS_SYSTEM, type Call, type Runtime } from "../../kernel/machinery/runtime.ts";
import { intake } from "../../market/intake/contract.ts";
import { demoPrice } from "../../market/intake/demo/prices.ts";
import type { SeededBuyer } from "../../market/intake/seed.ts";
import { seedOffers } from "../../market/offers/seed.ts";

const DESK: Call = { ...AS_SYSTEM, actor: { ...SYSTEM_ACTOR, accountName: "质检员 韩雪（演示）" } };
/** One lot in so many comes a box short, so that a short presale can be seen. */
const SHORT_EVERY = 6;

/** The day's supply besides the clock: what was sold ahead comes in and is counted, and the next day's is offered. */
export async function keepOffers(runtime: Runtime, on: string, buyers: readonly SeededBuyer[]): Promise<{ received: number; lines: number; orders: number; requests: number }> {
  const { lots } = await runtime.call(intake.actions.arrivals, { on, state: "expected", limit: 1_000 }, AS_SYSTEM);
  // Lots declared on the day itself wait for somebody at the desk; those that were announced before come by themselves.
  const due = lots.filter((lot) => lot.businessDate < on);
  for (const [n, lot] of due.entries()) {
    const box = lot.packing["box"] ?? 1;
    const counted = n % SHORT_EVERY === SHORT_EVERY - 1 ? Math.max(1, lot.declared - box) : lot.declared;
    await runtime.call(intake.actions.receive, { lotId: lot.id, counted: String(counted), reason: counted === lot.declared ? "" : "路上碰坏一箱" }, DESK);
    await runtime.call(intake.actions.grade, { lotId: lot.id, grade: n % 3 === 2 ? "B" : "A" }, DESK);
  }
  return { received: due.length, ...(await seedOffers(runtime, { on, now: runtime.world.now(), buyers, price: demoPrice })) };
}

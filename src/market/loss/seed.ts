import { createChance, whole } from "../../engines/clock/chance.ts";
import { SYSTEM_ACTOR } from "../../kernel/machinery/module.ts";
import { AS_SYSTEM, INSIDE, Runtime, type Call } from "../../kernel/machinery/runtime.ts";
import { loss } from "./contract.ts";
import { pricedDown, type Reason } from "./rules.ts";
import type { AgeingRow } from "./views.ts";

export interface DemoLoss {
  /** Photographs that may stand for evidence. */
  readonly photoIds: readonly string[];
  readonly seed: number;
}
const { actions } = loss;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const LOTS_TOUCHED = 24;
const MOST_WRITTEN_OFF = 14;
const RECEIVERS = ["弥河镇敬老院", "青州市儿童福利院", "云门山街道社区花坛", "职业学院园林系"] as const;
const WHY: readonly Reason[] = ["fading", "broken", "cold", "dry", "unsold", "disease"];
/** Most of what fades gets cheaper; less is given a lower grade, given away or thrown away. */
const KINDS = ["markdown", "write_off", "markdown", "donation", "downgrade", "write_off"] as const;

const as = (partyId: string): Call => ({ origin: INSIDE, actor: { ...SYSTEM_ACTOR, accountName: "花农（演示）", partyId } });

/** Lets some of what was left over from the days before fade, each deed at an hour of its own and through the actions. Done once. */
export async function seedLoss(runtime: Runtime, { photoIds, seed }: DemoLoss): Promise<number> {
  if (photoIds.length === 0 || (await runtime.call(actions.acts, { limit: 1 }, AS_SYSTEM)).total > 0) return 0;
  await runtime.settle();
  const { lots } = await runtime.call(actions.ageing, { minDays: 1, limit: 500 }, AS_SYSTEM);
  if (lots.length === 0) return 0;
  const chance = createChance(seed);
  const step = Math.max(1, Math.floor(lots.length / LOTS_TOUCHED));
  let done = 0;
  for (const [n, row] of lots.filter((_, at) => at % step === 0).slice(0, LOTS_TOUCHED).entries()) {
    const clock = new Date(runtime.world.now().getTime() - whole(chance, 0, row.days - 1) * DAY_MS - whole(chance, 1, 5) * HOUR_MS);
    const then = new Runtime(runtime.db, runtime.modules, { now: () => clock, random: (bytes) => runtime.world.random(bytes) });
    await seedAct(then, row, KINDS[n % KINDS.length]!, photoIds[whole(chance, 0, photoIds.length - 1)]!, chance);
    done += 1;
  }
  // One is large enough to wait for a second person.
  const last = (await runtime.call(actions.ageing, { minDays: 1, limit: 500 }, AS_SYSTEM)).lots.filter((row) => row.waiting === null).toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0))[0];
  if (last?.value != null) {
    await runtime.call(actions.record, { lotId: last.lotId, act: { kind: "write_off", quantity: last.free }, reason: "cold", text: "夜里棚膜被风掀开", photoIds: [photoIds[0]!] }, as(last.growerId));
    done += 1;
  }
  await runtime.settle();
  return done;
}

async function seedAct(then: Runtime, row: AgeingRow, kind: (typeof KINDS)[number], photoId: string, chance: ReturnType<typeof createChance>): Promise<void> {
  const few = Math.min(row.free, whole(chance, 2, MOST_WRITTEN_OFF));
  const said = { lotId: row.lotId, photoIds: [photoId], reason: WHY[whole(chance, 0, WHY.length - 1)]! };
  if (kind === "markdown" && row.price !== null && row.price > 1) await then.call(actions.record, { ...said, reason: "unsold", act: { kind, price: pricedDown(row.price, 10) } }, as(row.growerId));
  else if (kind === "downgrade" && row.grade !== null && row.grade < "D") await then.call(actions.record, { ...said, reason: "fading", act: { kind, quantity: few, grade: row.grade === "A" ? "B" : "C" } }, as(row.growerId));
  else if (kind === "donation") await then.call(actions.record, { ...said, reason: "fading", act: { kind, quantity: few, receiver: RECEIVERS[whole(chance, 0, RECEIVERS.length - 1)]! } }, as(row.growerId));
  else await then.call(actions.record, { ...said, act: { kind: "write_off", quantity: few } }, as(row.growerId));
}

import { createChance, whole } from "../../engines/clock/chance.ts";
import { addDays } from "../../engines/calendar/day.ts";
import type { ItemView } from "../../kernel/catalogue/contract.ts";
import { AS_SYSTEM, type Call, type Runtime } from "../../kernel/machinery/runtime.ts";
import { batches } from "./contract.ts";
import { LOSSES } from "./rules.ts";

export interface DemoBench {
  readonly growers: readonly { readonly partyId: string; readonly call: Call; readonly grows: readonly string[] }[];
  readonly items: readonly ItemView[];
  readonly on: string;
  readonly seed: number;
}
const { actions } = batches;

/** Kilometres to the flower exchange in Huanglou, rough and by the look of a map; the operator sets them right. */
const TOWNS: readonly (readonly [string, number])[] = [
  ["黄楼街道", 3], ["东夏镇", 9], ["谭坊镇", 12], ["弥河镇", 12], ["益都街道", 14], ["何官镇", 16], ["云门山街道", 17], ["经济开发区", 17], ["王府街道", 18], ["高柳镇", 22], ["王母宫经济发展区", 24], ["邵庄镇", 32], ["王坟镇", 35], ["庙子镇", 42],
];
const PLACES = ["1 号棚", "2 号棚 东", "3 号棚", "老棚", "玻璃温室 A 区", "南棚 苗床 4"];
const MOST_A_GROWER = 3;
/** The last of them is ready so many days ahead. */
const DAYS_AHEAD = 60;
const WINDOW_DAYS = 14;
/** Every so many batches something was lost. */
const LOSS_EVERY = 7;
/** Growers of the protected variety who hold a licence: one that runs, one with too small a limit, one that has run out; the next has none. */
const LIMITS: readonly (number | null)[] = [null, 300, 20_000];

/** Plants what the growers have on their benches over the next weeks, what they can bring, and one protected variety. Done once. */
export async function seedBatches(runtime: Runtime, { growers, items, on, seed }: DemoBench): Promise<number> {
  if ((await runtime.call(actions.desk, { limit: 1 }, AS_SYSTEM)).total > 0) return 0;
  for (const [town, km] of TOWNS) await runtime.call(actions.setTown, { town, km }, AS_SYSTEM);
  const chance = createChance(seed);
  let planted = 0;
  for (const { partyId, call, grows } of growers) {
    const own = items.filter(({ speciesId }) => speciesId !== null && grows.includes(speciesId));
    if (own.length === 0) continue;
    for (const unit of new Set(own.map((item) => item.unit))) {
      const perDay = 200 * whole(chance, 2, 8);
      await runtime.call(actions.setCapacity, { growerId: partyId, unit, perDay, perTrip: perDay * whole(chance, 1, 3) }, call.actor.system ? AS_SYSTEM : call);
    }
    for (let n = 0; n < MOST_A_GROWER; n++) {
      const item = own[whole(chance, 0, own.length - 1)]!;
      const expected = 50 * whole(chance, 8, 60);
      const from = addDays(on, whole(chance, n * 18 - 6, n * 18 + 20));
      const batch = await runtime.call(actions.plant, {
        growerId: partyId, itemId: item.id, expected: String(expected), planted: String(expected + 10 * whole(chance, 2, 20)), readyFrom: from < on ? on : from, readyTo: addDays(from < on ? on : from, Math.min(WINDOW_DAYS, DAYS_AHEAD)),
        attributes: looksOf(item, (least, most) => whole(chance, least, most)), grade: whole(chance, 0, 9) < 6 ? "A" : "B", place: PLACES[whole(chance, 0, PLACES.length - 1)]!, note: "",
      }, call);
      planted += 1;
      if (from <= on) await runtime.call(actions.advance, { batchId: batch.id, to: "ready" }, call);
      if (planted % LOSS_EVERY === 0) await runtime.call(actions.lose, { batchId: batch.id, quantity: String(whole(chance, 20, 90)), reason: LOSSES[whole(chance, 0, 3)] ?? "frost", text: "演示：巡棚时发现" }, call);
    }
  }
  await seedRight(runtime, { growers, items, on });
  return planted;
}

/** What is expected of a pot of that size; a phalaenopsis is told by its spikes. */
function looksOf(item: ItemView, between: (least: number, most: number) => number): Record<string, number> {
  const pot = item.potCm ?? 12;
  const heightCm = pot * 3 + between(-4, 12);
  return item.unit === "spike" || item.category === "orchid" ? { heightCm: heightCm + 20, spikes: between(1, 3), buds: between(8, 16) } : { heightCm, crownCm: pot * 2 + between(-2, 8), buds: between(4, 20) };
}

/** An invented right in a real variety, so that licences can be seen at work. */
async function seedRight(runtime: Runtime, { growers, items, on }: Pick<DemoBench, "growers" | "items" | "on">): Promise<void> {
  const { batches: entered } = await runtime.call(actions.desk, { limit: 500 }, AS_SYSTEM);
  const variety = items.find((item) => item.varietyId !== null && growers.filter(({ grows }) => item.speciesId !== null && grows.includes(item.speciesId)).length >= LIMITS.length && entered.some(({ itemId }) => itemId === item.id));
  if (variety === undefined) return;
  const right = await runtime.call(actions.protect, {
    varietyId: variety.varietyId, holder: "示例花卉育种中心（演示）", certificate: "示例品种权 0001 号", from: addDays(on, -900), to: addDays(on, 3_600), note: "演示数据，不是真实的品种权。",
  }, AS_SYSTEM);
  const own = growers.filter(({ grows }) => grows.includes(variety.speciesId!));
  for (const [n, limit] of LIMITS.entries()) {
    const over = n === LIMITS.length - 1;
    await runtime.call(actions.license, { rightId: right.id, growerId: own[n]!.partyId, from: addDays(on, -400), to: addDays(on, over ? -35 : 330), limit, note: "演示" }, AS_SYSTEM);
  }
}

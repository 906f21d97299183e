import { describe, expect, test } from "vitest";
import { createChance, whole } from "./chance.ts";
import { creditOf } from "./credit.ts";
import { CODE, ROW } from "./events.ts";
import { only, Scene, sceneLot, WHOM } from "./scene.ts";
import { playHall, reactingCrowd } from "./simulated-buyers.ts";
import type { SessionState } from "./state.ts";

const SEED = Number(process.env["HUALIAN_SEED"] ?? 20_261_122);
const PRESSES = 1_000_000;
const CLOCKS = 12;
const BUYERS = 6_300;
const LOTS_PER_CLOCK = 1_500;

/** What an outsider counts from the events alone. */
interface Count {
  readonly sold: Map<number, number>;
  readonly spent: Float64Array;
  refusals: number;
}

function count(state: SessionState, seen: Count): void {
  const { rows, count: n } = state.events;
  for (let at = 0; at < n * ROW; at += ROW) {
    if (rows[at] === CODE.pressRefused) seen.refusals += 1;
    if (rows[at] !== CODE.awarded) continue;
    const [lot, buyer, price, quantity] = [rows[at + 3]!, rows[at + 5]!, rows[at + 8]!, rows[at + 9]!];
    seen.sold.set(lot, (seen.sold.get(lot) ?? 0) + quantity);
    seen.spent[buyer]! += price * quantity;
    // Credit is checked at its tightest, the moment something has just been bought.
    const { limit, used, held } = creditOf(state.buyers, buyer);
    if (used + held > limit) throw new Error(`buyer ${buyer} has committed ${used + held} of ${limit} (seed ${SEED})`);
  }
}

describe(`a million presses over twelve clocks (seed ${SEED})`, () => {
  test("oversell nothing, overdraw nobody, and every unit is accounted for", () => {
    console.log(`seed ${SEED} (set HUALIAN_SEED for another)`);
    const chance = createChance(SEED);
    const scene = new Scene({ clocks: Array.from({ length: CLOCKS }, () => ({ graceMs: 500, restartSteps: 12 })) });
    // Between a few lots' worth of credit and plenty, so that many presses are cut or refused by it.
    scene.buyers(...Array.from({ length: BUYERS }, () => whole(chance, 5_000, 4_000_000)));
    for (let clock = 0; clock < CLOCKS; clock += 1) {
      for (let i = 0; i < LOTS_PER_CLOCK; i += 1) {
        scene.lots(clock, sceneLot(`${clock}/${i}`, { quantity: whole(chance, 10, 120), minPress: whole(chance, 1, 10) }));
      }
    }
    for (let clock = 0; clock < CLOCKS; clock += 1) scene.start(0, clock);
    const lines = Array.from({ length: BUYERS }, () => ({ oneWayMs: whole(chance, 1, 120), jitterMs: whole(chance, 0, 80) }));
    const crowd = reactingCrowd({ chance, lines, wanted: 40, reactionMs: 200, deviationMs: 40, quantity: () => whole(chance, 1, 90) });
    const seen: Count = { sold: new Map(), spent: new Float64Array(BUYERS), refusals: 0 };
    const { state } = scene;
    const { programmes } = scene;
    const played = playHall(state, { crowd, maxPresses: PRESSES, watch: (now) => count(now, seen), programmes });
    expect(played.presses).toBe(PRESSES);

    // No more presses: what is open is decided, what is left passes or is passed by the close.
    scene.hear();
    scene.advance(state.now + 600_000);
    for (let clock = 0; clock < CLOCKS; clock += 1) scene.tell({ kind: "pause", t: state.now, clock, ...WHOM });
    scene.tell({ kind: "close", t: state.now, ...WHOM });
    const events = scene.hear();
    for (const { lot, buyer, price, quantity } of only(events, "awarded")) {
      seen.sold.set(lot, (seen.sold.get(lot) ?? 0) + quantity);
      seen.spent[buyer]! += price * quantity;
    }
    const passed = new Map(only(events, "lotPassed").map(({ lot, remainder }) => [lot, remainder]));

    for (let lot = 0; lot < state.lots.count; lot += 1) {
      const offered = state.lots.offered[lot]!;
      const sold = seen.sold.get(lot) ?? 0;
      if (sold > offered) throw new Error(`lot ${lot}: ${sold} sold of ${offered}`);
      if (sold + (passed.get(lot) ?? 0) > offered) throw new Error(`lot ${lot} is sold and passed beyond ${offered}`);
    }
    for (let buyer = 0; buyer < BUYERS; buyer += 1) {
      const { limit, used, held } = creditOf(state.buyers, buyer);
      if (held !== 0 || used > limit || used !== seen.spent[buyer]) throw new Error(`buyer ${buyer}: used ${used}, held ${held}, limit ${limit}`);
    }
    const { offered, sold, passed: left, withdrawn, value } = state.totals;
    expect(sold + left + withdrawn).toBe(offered);
    expect(seen.spent.reduce((sum, n) => sum + n, 0)).toBe(value);
    expect(seen.refusals).toBeGreaterThan(10_000);
    console.log(`${played.accepted} accepted, ${seen.refusals} refused, ${played.awards} awards, ${sold} of ${offered} units sold`);
  });
});

import type { Assumptions } from "./assumptions.ts";
import { USUAL } from "./assumptions.ts";
import { drawScenario, type Scenario } from "./scenario.ts";

/** A small region for tests: quick, but with every part of the large one. */
export const SMALL: Assumptions = { ...USUAL, growers: 24, items: 8, towns: 3, leastItems: 2, mostItems: 4, warmUpWeeks: 10, weeks: 60 };

/** No weather, no shocks, no errors, no broken promises; growers plant what a normal year needs. */
export const CALM: Partial<Assumptions> = { coldWaves: 0, storms: 0, shockDeviation: 0, needRevision: 0, plantingError: 0, cobweb: 0, defaultRate: 0 };

export function smallScenario(seed: number, change: Partial<Assumptions> = {}): Scenario {
  return drawScenario(seed, { ...SMALL, ...change }, "2023-03-06");
}

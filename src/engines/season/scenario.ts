import type { DayText } from "../calendar/day.ts";
import { assertAssumptions, type Assumptions } from "./assumptions.ts";
import { drawDemand, type Demand } from "./demand.ts";
import { drawRegion, type Region } from "./growers.ts";
import { drawItems, MOST_GROW_WEEKS, type Item } from "./items.ts";
import { drawWeather, type Weather } from "./weather.ts";
import { seasonOf, weeksFrom, type Week } from "./year.ts";

/** Everything that happens to a region and that no mechanism can change: drawn once by a seed, lived through by both worlds. */
export interface Scenario {
  readonly seed: number;
  readonly assumptions: Assumptions;
  /** Weeks simulated, then those that plantings of the last weeks look ahead to. */
  readonly weeks: readonly Week[];
  readonly simulated: number;
  readonly items: readonly Item[];
  /** [item × weeks.length + week]. */
  readonly season: Float64Array;
  readonly region: Region;
  readonly weather: Weather;
  readonly demand: Demand;
}

const LOOK_AHEAD = MOST_GROW_WEEKS + 2;

/** seed: integer. start: a Monday; the measured weeks begin `warmUpWeeks` later. Throws RangeError on assumptions no world can have. */
export function drawScenario(seed: number, assumptions: Assumptions, start: DayText): Scenario {
  assertAssumptions(assumptions);
  if (!Number.isSafeInteger(seed)) throw new RangeError(`a seed is an integer, got ${seed}`);
  const simulated = assumptions.warmUpWeeks + assumptions.weeks;
  const weeks = weeksFrom(start, simulated + LOOK_AHEAD);
  const items = drawItems(seed, assumptions);
  const season = seasonOf(items, weeks);
  return {
    seed, assumptions, weeks, simulated, items, season, region: drawRegion(seed, items, season, assumptions),
    weather: drawWeather(seed, weeks, assumptions), demand: drawDemand(seed, items, season, assumptions),
  };
}

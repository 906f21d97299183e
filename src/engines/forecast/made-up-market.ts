/** Seeded series for tests: a market that trades six days a week, with weekdays, seasons, the Spring Festival and noise that comes back. */
import { toDayNumber, fromDayNumber } from "../calendar/day.ts";
import { festivalDay } from "../calendar/festivals.ts";
import { createChance, normal } from "../clock/chance.ts";
import type { Series } from "./series.ts";

const WEEKDAY_EFFECT = [0.12, -0.05, 0, -0.08, 0.05, 0.1];
const SUNDAY = 6;

export function madeUpMarket(seed: number, years: number, from = "2012-01-02"): Series {
  const chance = createChance(seed);
  const days: number[] = [];
  const values: number[] = [];
  const first = toDayNumber(from);
  let deviation = 0;
  for (let day = first; day < first + 365 * years; day += 1) {
    const weekday = (day + 3) % 7;
    const spring = day - toDayNumber(festivalDay("spring-festival", Number(fromDayNumber(day).slice(0, 4))));
    if (weekday === SUNDAY || (spring >= 0 && spring < 3)) continue;
    deviation = 0.85 * deviation + normal(chance, 0, 0.08);
    const rush = spring < 0 && spring > -20 ? 0.4 * (1 + spring / 20) : 0;
    days.push(day);
    values.push(100 * Math.exp((WEEKDAY_EFFECT[weekday] as number) + rush + deviation + normal(chance, 0, 0.05)));
  }
  return { days: Int32Array.from(days), values: Float64Array.from(values) };
}

/** The steps of chance alone: nobody can forecast it. */
export function randomWalk(seed: number, count: number): Series {
  const chance = createChance(seed);
  let level = 500;
  const values = Float64Array.from({ length: count }, () => (level += normal(chance, 0, 1)));
  return { days: Int32Array.from(values, (_, i) => 18_000 + i), values };
}

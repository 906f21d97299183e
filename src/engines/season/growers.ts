import type { Assumptions } from "./assumptions.ts";
import { between, drawAt, LUCK, normalAt } from "./chance.ts";
import type { Item } from "./items.ts";

/** A family with a greenhouse. Shares 0–1, area dm², money fen. */
export interface Grower {
  readonly town: number;
  /** Greenhouse, dm² of bench. */
  readonly area: number;
  /** Part of his ready pots that is grade A, and that is grade C; the rest is B. */
  readonly gradeA: number;
  readonly gradeC: number;
  /** Heat he needs for what others need 1 for. */
  readonly heating: number;
  /** What of the weather reaches his plants. */
  readonly exposure: number;
  /** Part of the gap between expected and seen price he closes in a week (Nerlove's coefficient, by the week). */
  readonly adaption: number;
  readonly riskPremium: number;
  /** Part of his normal output he would promise. */
  readonly accepts: number;
  /** Inputs and rent of half a normal year, fen: what he starts with and keeps when the household draws the rest. */
  readonly workingCapital: number;
}

/** A grower and an item he knows, `share` of that item's normal supply. By index of the pair. */
export interface Pairs {
  readonly count: number;
  readonly grower: Int32Array;
  readonly item: Int32Array;
  readonly share: Float64Array;
  /** Indices of pairs. */
  readonly ofGrower: readonly Int32Array[];
  readonly ofItem: readonly Int32Array[];
}

export interface Region {
  readonly growers: readonly Grower[];
  readonly pairs: Pairs;
}

/** Weeks in which `adaption` of the assumptions is reached. */
const ADAPTION_WEEKS = 7;
const HALF_A_YEAR = 26;

/** The growers of a seed, and what each of them grows in a normal year. `season`: [item × weeks + week]. */
export function drawRegion(seed: number, items: readonly Item[], season: Float64Array, assumptions: Assumptions): Region {
  const sizes = Array.from({ length: assumptions.growers }, (_, g) => Math.exp(assumptions.sizeSpread * normalAt(seed, LUCK.grower, g, 0)));
  const pairs = drawPairs(seed, items, sizes, assumptions);
  const growers = sizes.map((_, g): Grower => {
    const at = (least: number, most: number, b: number): number => between(seed, LUCK.grower, least, most, g, b);
    const need = normalNeed(pairs.ofGrower[g]!, pairs, items, season, assumptions);
    const closes = at(assumptions.leastAdaption, assumptions.mostAdaption, 2);
    const area = Math.ceil(need.area * assumptions.headroom);
    return {
      town: Math.floor(drawAt(seed, LUCK.grower, g, 1) * assumptions.towns), area,
      gradeA: at(0.3, 0.7, 3), gradeC: at(0.05, 0.2, 4), heating: at(0.8, 1.2, 5), exposure: at(0.3, 1, 6),
      adaption: 1 - (1 - closes) ** (1 / ADAPTION_WEEKS), riskPremium: at(0, assumptions.riskPremium, 7), accepts: at(assumptions.leastAccepted, assumptions.mostAccepted, 8),
      workingCapital: Math.round(need.inputs * HALF_A_YEAR + area * assumptions.placeFen * HALF_A_YEAR),
    };
  });
  return { growers, pairs };
}

/** Each grower knows the items with the best of his draws; an item's normal supply is shared by size and a draw. */
function drawPairs(seed: number, items: readonly Item[], sizes: readonly number[], { leastItems, mostItems }: Assumptions): Pairs {
  const known = sizes.map((_, g) => {
    const count = Math.floor(between(seed, LUCK.knows, leastItems, mostItems + 1, g));
    const draws = items.map((_item, i) => drawAt(seed, LUCK.knows, g, 1, i));
    return draws.map((_draw, i) => i).toSorted((a, b) => draws[a]! - draws[b]!).slice(0, count);
  });
  // An item that nobody knows would have demand and no supply in either world: somebody learns it.
  items.forEach((_, i) => { if (!known.some((list) => list.includes(i))) known[i % known.length]!.push(i); });
  const list = known.flatMap((mine, g) => mine.toSorted((a, b) => a - b).map((i) => ({ g, i, weight: sizes[g]! * between(seed, LUCK.share, 0.5, 1.5, g, i) })));
  const totals = items.map((_, i) => list.reduce((sum, pair) => sum + (pair.i === i ? pair.weight : 0), 0));
  const indices = (test: (pair: { g: number; i: number }) => boolean): Int32Array => Int32Array.from(list.flatMap((pair, p) => (test(pair) ? [p] : [])));
  return {
    count: list.length,
    grower: Int32Array.from(list, ({ g }) => g), item: Int32Array.from(list, ({ i }) => i), share: Float64Array.from(list, ({ i, weight }) => weight / totals[i]!),
    ofGrower: sizes.map((_, g) => indices((pair) => pair.g === g)), ofItem: items.map((_, i) => indices((pair) => pair.i === i)),
  };
}

/** Bench in the fullest week of a normal run, dm², and inputs of an average week, fen. */
function normalNeed(mine: Int32Array, { item, share }: Pairs, items: readonly Item[], season: Float64Array, { ordinaryLoss }: Assumptions): { area: number; inputs: number } {
  const weeks = season.length / items.length;
  const used = new Float64Array(weeks);
  let inputs = 0;
  for (const pair of mine) {
    const one = items[item[pair]!]!;
    const usual = (share[pair]! * one.demand) / (1 - ordinaryLoss);
    inputs += usual * one.inputCost;
    // In week w stand the plants that become ready in w … w + growWeeks.
    let standing = 0;
    const from = item[pair]! * weeks;
    for (let week = 0; week <= Math.min(one.growWeeks, weeks - 1); week += 1) standing += season[from + week]!;
    for (let week = 0; week < weeks; week += 1) {
      used[week]! += usual * standing * one.area;
      standing += (week + one.growWeeks + 1 < weeks ? season[from + week + one.growWeeks + 1]! : 0) - season[from + week]!;
    }
  }
  return { area: used.reduce((most, one) => Math.max(most, one), 0), inputs };
}

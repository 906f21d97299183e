import { cheapestFill, cheapestFirst, type CostScene, type Plan, planOf, roomOf } from "./cost-plan.ts";
import type { Column, MixedModel, Row, Term } from "./model.ts";

/** What has been reached before and must be kept while the next question is asked. */
export interface Kept {
  readonly placed?: number | undefined;
  readonly short?: number | undefined;
  readonly cost?: number | undefined;
}
/** The questions in their order: as many trays as possible, floors as well kept as possible, least cost, the published order. */
export type Question = "placed" | "short" | "cost" | "order";

/** Where the variables of a scene stand in its model; null where there is none. */
export interface Places {
  readonly trays: readonly number[];
  readonly delivers: readonly (number | null)[];
  readonly short: readonly (number | null)[];
  readonly trucks: readonly number[];
}

/**
 * The mixed-integer model of an order: whole trays x, y = 1 if a carrier with a minimum batch delivers, trucks n, and what a
 * floor lacks.
 *
 *   least × y ≤ x ≤ most × y      Σ x of a zone ≤ free + holds × n      x + short ≥ floor      Σ x ≤ trays
 *
 * `weights` are those of the published order, one a carrier, for the last question.
 */
export function costModel(scene: CostScene, question: Question, kept: Kept, weights: readonly number[]): { model: MixedModel; places: Places } {
  const columns: Column[] = [];
  const add = (name: string, upper: number, cost: number): number => columns.push({ name, lower: 0, upper, cost, whole: true }) - 1;
  const { carriers, zones } = scene;
  const trays = carriers.map(({ most, cost }, i) => add(`trays ${i}`, most, { placed: -1, short: 0, cost, order: weights[i]! }[question]));
  const delivers = carriers.map(({ most, least }, i) => (most > 0 && least > 1 ? add(`delivers ${i}`, 1, 0) : null));
  const short = carriers.map(({ floor }, i) => (floor > 0 ? add(`short ${i}`, floor, question === "short" ? 1 : 0) : null));
  const reach = zones.map((_, z) => carriers.reduce((sum, { zone, most }) => sum + (zone === z ? most : 0), 0));
  const trucks = zones.map(({ name, holds, fixed, free }, z) => add(`trucks ${name}`, Math.ceil(Math.max(0, reach[z]! - free) / holds), question === "cost" ? fixed : 0));
  const places = { trays, delivers, short, trucks };
  return { model: { columns, rows: rowsOf(scene, kept, places) }, places };
}

function rowsOf({ carriers, zones, trays }: CostScene, kept: Kept, places: Places): Row[] {
  const rows: Row[] = [{ name: "order", terms: places.trays.map((column) => ({ column, factor: 1 })), lower: kept.placed ?? 0, upper: kept.placed ?? trays }];
  for (const [i, { most, least, floor }] of carriers.entries()) {
    const [x, y, s] = [places.trays[i]!, places.delivers[i]!, places.short[i]!];
    if (y !== null) {
      rows.push({ name: `least ${i}`, terms: [{ column: x, factor: 1 }, { column: y, factor: -least }], lower: 0, upper: Infinity });
      rows.push({ name: `most ${i}`, terms: [{ column: x, factor: 1 }, { column: y, factor: -most }], lower: -Infinity, upper: 0 });
    }
    if (s !== null) rows.push({ name: `floor ${i}`, terms: [{ column: x, factor: 1 }, { column: s, factor: 1 }], lower: floor, upper: Infinity });
  }
  for (const [z, { name, holds, free }] of zones.entries()) {
    const terms: Term[] = carriers.flatMap(({ zone }, i) => (zone === z ? [{ column: places.trays[i]!, factor: 1 }] : []));
    rows.push({ name: `zone ${name}`, terms: [...terms, { column: places.trucks[z]!, factor: -holds }], lower: -Infinity, upper: free });
  }
  const shorts = places.short.flatMap((column) => (column === null ? [] : [{ column, factor: 1 }]));
  if (kept.short !== undefined && shorts.length > 0) rows.push({ name: "shorts", terms: shorts, lower: 0, upper: kept.short });
  if (kept.cost !== undefined) rows.push(costRow(carriers.map(({ cost }) => cost), zones.map(({ fixed }) => fixed), kept.cost, places));
  return rows;
}

/** Divided by the common divisor of the costs, so that the numbers a solver compares stay small. */
function costRow(costs: readonly number[], fixed: readonly number[], most: number, places: Places): Row {
  const divisor = [...costs, ...fixed].reduce(commonDivisor, 0) || 1;
  const terms = [...costs.map((cost, i) => ({ column: places.trays[i]!, factor: cost / divisor })), ...fixed.map((cost, z) => ({ column: places.trucks[z]!, factor: cost / divisor }))];
  return { name: "cost", terms, lower: -Infinity, upper: Math.floor(most / divisor) };
}

const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b));

/**
 * A solver's answer in exact integers: who delivers, how many trucks and what floors lack is taken from it, the trays are filled
 * anew within that (`cheapestFill`), so no rounding of the solver gets into anybody's share. Null if the answer cannot be kept.
 */
export function planFrom(scene: CostScene, values: readonly number[], places: Places, placed: number): Plan | null {
  const at = (column: number): number => Math.round(values[column] ?? 0);
  const { carriers, zones } = scene;
  const lower = carriers.map(({ floor, least }, i) => {
    const [y, s] = [places.delivers[i]!, places.short[i]!];
    return Math.max(y !== null && at(y) === 1 ? least : 0, s === null ? 0 : floor - at(s));
  });
  const upper = carriers.map(({ most }, i) => (places.delivers[i]! === null || at(places.delivers[i]!) === 1 ? most : 0));
  if (lower.some((trays, i) => trays > upper[i]!)) return null;
  const room = zones.map((zone, z) => roomOf(zone, at(places.trucks[z]!)));
  const filled = cheapestFill(scene, { lower, upper, room }, placed, cheapestFirst(carriers.map(({ cost }) => cost)));
  const plan = filled === null ? null : planOf(scene, filled);
  return plan !== null && plan.placed === placed ? plan : null;
}

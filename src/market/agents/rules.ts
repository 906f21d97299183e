import { allocateProportionally, mulDivHalfUp } from "../../engines/fees/rounding.ts";
import { GRADES, type Grade, type Priority } from "../../engines/buy-list/buy-list.ts";
import { conversionTable, isUnit, unitRatio, type Conversion, type Unit } from "../../engines/units/units.ts";
import { parseQuantity } from "../../engines/units/parse.ts";
import { readWritten, type WrittenQuantity } from "../../engines/units/written.ts";

export { GRADES, PRIORITIES, type Grade, type Priority } from "../../engines/buy-list/buy-list.ts";

export const MAX_LINES_A_LIST = 500;
export const MAX_QUANTITY = 1_000_000;
export const MAX_PRICE = 100_000_000_00;
export const MAX_TIERS = 10;
export const MAX_CLIENTS_SHOWN = 500;
/** Open lines one purchase is measured against; the oldest come first. */
export const MAX_LINES_MATCHED = 2_000;
export const PPM = 1_000_000;
export const SHARES = ["arrival", "prorata"] as const;
export type Share = (typeof SHARES)[number];
/** open: nothing bought yet. part, filled: so far. closed: somebody ended it with a reason. */
export const LINE_STATES = ["open", "part", "filled", "closed"] as const;
export type LineState = (typeof LINE_STATES)[number];

/** Millionths of the goods from so many fen of goods on. */
export interface Tier {
  readonly from: number;
  readonly ppm: number;
}
export interface CommissionRule {
  /** The highest tier a line's goods reach is for all of them; the first begins at 0. */
  readonly tiers: readonly Tier[];
  /** Fen per sales unit, beside the percentage. */
  readonly perUnit: number;
  /** Of a line with goods; 0 for none. */
  readonly minimum: number;
  readonly cap: number | null;
}
export interface RebateRule {
  /** By the goods of a calendar month; no tier, no rebate. */
  readonly tiers: readonly Tier[];
}
export const NO_COMMISSION: CommissionRule = { tiers: [{ from: 0, ppm: 0 }], perUnit: 0, minimum: 0, cap: null };
export const NO_REBATE: RebateRule = { tiers: [] };

export interface Commission {
  readonly ppm: number;
  readonly byRate: number;
  readonly byUnit: number;
  readonly limited: "none" | "minimum" | "cap";
  readonly amount: number;
}

/**
 * The commission of one line of a list: `round(goods × ppm ÷ 1,000,000) + units × perUnit`, at least the minimum, at most the cap.
 * Rounded half up to the fen, once per line; goods and units are those of all standing fills of the line, goods less what was given back.
 */
export function commissionOf(rule: CommissionRule, goods: number, units: number): Commission {
  const ppm = tierOf(rule.tiers, goods);
  const byRate = mulDivHalfUp(goods, ppm, PPM);
  const byUnit = units * rule.perUnit;
  const plain = byRate + byUnit;
  if (units === 0) return { ppm, byRate: 0, byUnit: 0, limited: "none", amount: 0 };
  if (plain < rule.minimum) return { ppm, byRate, byUnit, limited: "minimum", amount: rule.cap === null ? rule.minimum : Math.min(rule.minimum, rule.cap) };
  return rule.cap !== null && plain > rule.cap ? { ppm, byRate, byUnit, limited: "cap", amount: rule.cap } : { ppm, byRate, byUnit, limited: "none", amount: plain };
}

/** The rebate of a month: goods × the rate of the highest tier they reach, half up to the fen, once per month. */
export const rebateOf = (rule: RebateRule, goods: number): number => mulDivHalfUp(goods, tierOf(rule.tiers, goods), PPM);

function tierOf(tiers: readonly Tier[], amount: number): number {
  let ppm = 0;
  for (const tier of tiers) if (tier.from <= amount) ppm = tier.ppm;
  return ppm;
}

/** Tiers rise from one to the next, so that the table reads one way only. */
export const tiersRise = (tiers: readonly Tier[]): boolean => tiers.every((tier, n) => n === 0 || tier.from > tiers[n - 1]!.from);

export interface Goods {
  readonly itemId: string;
  readonly speciesId: string | null;
  readonly grade: Grade | null;
  readonly unit: string;
  readonly price: number;
}
export interface OpenLine {
  readonly id: string;
  readonly itemId: string | null;
  readonly speciesId: string | null;
  readonly substitute: boolean;
  readonly grade: Grade | null;
  readonly unit: string;
  readonly limit: number | null;
  readonly priority: Priority;
  readonly open: number;
}
export const MISFITS = ["other_item", "other_unit", "lower_grade", "above_limit", "nothing_open"] as const;
export type Misfit = (typeof MISFITS)[number];

/** Why goods do not fit a line, or null when they do. A line that takes a substitute takes any item of the species; goods without a grade fit only lines without one. */
export function misfitOf(line: OpenLine, goods: Goods): Misfit | null {
  const sameSpecies = line.substitute && line.speciesId !== null && line.speciesId === goods.speciesId;
  if (line.itemId !== goods.itemId && !sameSpecies) return "other_item";
  if (line.unit !== goods.unit) return "other_unit";
  if (line.grade !== null && (goods.grade === null || GRADES.indexOf(goods.grade) > GRADES.indexOf(line.grade))) return "lower_grade";
  if (line.limit !== null && goods.price > line.limit) return "above_limit";
  return line.open < 1 ? "nothing_open" : null;
}

const RANK: Readonly<Record<Priority, number>> = { urgent: 0, first: 1, normal: 2 };

/**
 * Who gets what of a purchase. Lines that fit, urgent before first before normal; the same item before a substitute. Within one rank either in the
 * order in which the lists came (`lines` are given in that order), or in proportion to what is open, by largest remainder, equal ones to the
 * earlier. Σ given ≤ units; nobody gets more than is open to him; what is left stays the agent's own.
 */
export function shareOut(units: number, goods: Goods, lines: readonly OpenLine[], share: Share): readonly { readonly lineId: string; readonly units: number }[] {
  const given: { lineId: string; units: number }[] = [];
  let left = units;
  const fitting = lines.filter((line) => misfitOf(line, goods) === null);
  const rankOf = (line: OpenLine): number => RANK[line.priority] * 2 + (line.itemId === goods.itemId ? 0 : 1);
  for (const rank of [0, 1, 2, 3, 4, 5]) {
    const claims = fitting.filter((line) => rankOf(line) === rank);
    const open = claims.reduce((sum, line) => sum + line.open, 0);
    if (left === 0 || open === 0) continue;
    const parts = share === "prorata" && left < open ? allocateProportionally(left, claims.map((line) => line.open)) : claims.map((line, n) => Math.max(0, Math.min(line.open, left - claims.slice(0, n).reduce((sum, one) => sum + one.open, 0))));
    for (const [n, line] of claims.entries()) if (parts[n]! > 0) given.push({ lineId: line.id, units: parts[n]! });
    left -= parts.reduce((sum, part) => sum + part, 0);
  }
  return given;
}

/** What goes with units given to a client later, of a refund on units that were nobody's: refund × units ÷ free units, half up to the fen; what is left stays with the rest. */
export const laterRefund = (refundLeft: number, units: number, free: number): number => (refundLeft === 0 ? 0 : mulDivHalfUp(refundLeft, units, free));

export const readQuantity = (text: string, unit: string, packing: Readonly<Record<string, number>>): WrittenQuantity => readWritten(text, unit, packing, { least: 1, most: MAX_QUANTITY });

const PIECES: readonly Unit[] = ["pot", "plant", "spike", "stem", "bunch", "piece"];

/**
 * A limit as it was said, per sales unit of the item. Said with a unit it is for that one; said without, for the piece the quantity is counted
 * in (people price what they count: 500盆 18.5 is 18.50 a pot), and by box or trolley for the sales unit. Rounded down: a limit is never passed.
 */
export function limitPerUnit(fen: number, per: string | null, written: string, item: { readonly unit: string; readonly packing: Readonly<Record<string, number>> }): number | null {
  if (!isUnit(item.unit)) return null;
  const counted = per === null ? unitOf(written, item.unit) : unitOf(`1${per}`, item.unit);
  const from = counted === null ? null : per === null && !PIECES.includes(counted) ? item.unit : counted;
  if (from === null) return null;
  if (from === item.unit) return fen;
  const unit: Unit = item.unit;
  const conversions: Conversion[] = Object.entries(item.packing).flatMap(([larger, count]) => (isUnit(larger) && larger !== unit ? [{ larger, smaller: unit, count }] : []));
  const table = conversionTable(conversions);
  const ratio = table.ok ? unitRatio(table.value, from, unit) : table;
  if (!ratio.ok) return null;
  const exact = (BigInt(fen) * BigInt(ratio.value.denominator)) / BigInt(ratio.value.numerator);
  return exact > 0n ? Number(exact) : null;
}

function unitOf(written: string, otherwise: Unit): Unit | null {
  const read = parseQuantity(written, otherwise);
  return read.ok ? (read.parts.length === 1 ? read.parts[0]!.unit : otherwise) : null;
}

export const stateOf = (line: { readonly state: "open" | "closed"; readonly filled: number; readonly quantity: number }): LineState =>
  line.filled === line.quantity ? "filled" : line.state === "closed" ? "closed" : line.filled > 0 ? "part" : "open";

export interface Load {
  readonly trolleys: number;
  readonly boxes: number;
}
/** How goods travel: full trolleys, and boxes for the rest, the last one begun. Without a packing both are 0. */
export function loadOf(units: number, packing: Readonly<Record<string, number>>): Load {
  const box = packing["box"] ?? 0;
  const trolley = packing["trolley"] ?? 0;
  const trolleys = trolley > 0 ? Math.floor(units / trolley) : 0;
  return { trolleys, boxes: box > 0 ? Math.ceil((units - trolleys * trolley) / box) : 0 };
}

/** The first day of the month of a day, and of the month after it. */
export const monthOf = (day: string): string => `${day.slice(0, 7)}-01`;
export function monthAfter(month: string): string {
  const [year, number] = month.split("-").map(Number) as [number, number];
  return number === 12 ? `${year + 1}-01-01` : `${year}-${String(number + 1).padStart(2, "0")}-01`;
}

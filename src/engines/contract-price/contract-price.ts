import { divideHalfUp, toSafeNumber } from "../fees/rounding.ts";

/**
 * The price of a contract whose price follows the published price sheet:
 *
 *   reference = a published mean price, or the plain mean of the last n of them
 *   linked    = reference × factor, rounded once, half up to the minor unit, + premium
 *   price     = linked, but never below the floor nor above the cap
 *
 * Where the sheet says nothing (no trade, or withheld from the public), the contract's own rule says what counts instead;
 * a figure is never made up. Whoever has the published figures and the terms gets the same price to the fen.
 *
 * Prices are integers of the minor unit per normalised unit, positive; the premium may be negative. The factor is in
 * millionths: 1,000,000 is the published price itself.
 */
export interface PriceFormula {
  readonly floor: number;
  /** null: no upper bound. Not below the floor. */
  readonly cap: number | null;
  readonly factorPpm: number;
  readonly premium: number;
  /** day: the sheet of the reference date alone. mean: the last `publications` sheets up to it that show the price. */
  readonly basis: "day" | "mean";
  /** 1 for a day. */
  readonly publications: number;
  readonly missing: MissingRule;
}

/** last: the newest published figure before the date, else the base price. base: the base price. Both are taken as they are, within floor and cap; a last figure goes through the formula. */
export interface MissingRule {
  readonly rule: "last" | "base";
  readonly base: number;
}

/** One day of the price sheet as the public sees it. */
export interface PublishedPoint {
  readonly date: string;
  /** null where nothing was sold or the line is withheld. */
  readonly mean: number | null;
  readonly withheld: boolean;
  /** The day is closed; an open day's sheet is not published yet. */
  readonly complete: boolean;
}

/** Puts a line of the public sheet beside the days that have one: a day that is not among them, or still open, is not published yet. */
export function publishedPoints(line: readonly { readonly businessDate: string; readonly mean: number | null; readonly withheld: boolean }[], days: readonly { readonly businessDate: string; readonly complete: boolean }[]): PublishedPoint[] {
  const complete = new Set(days.filter((day) => day.complete).map((day) => day.businessDate));
  return line.map(({ businessDate, mean, withheld }) => ({ date: businessDate, mean, withheld, complete: complete.has(businessDate) }));
}

export interface Figure {
  readonly date: string;
  readonly minor: number;
}
export type PriceWay = "formula" | "last" | "base";
export type BoundHit = "none" | "floor" | "cap";
/** How a price came about, with everything needed to compute it again. */
export interface ContractPrice {
  readonly price: number;
  /** Which rule found the reference. */
  readonly way: PriceWay;
  readonly referenceDate: string;
  /** The published figures used, oldest first; none where the base price was taken. */
  readonly figures: readonly Figure[];
  /** The mean of the figures, half up, for the reader; the computation does not round it. Null for the base price. */
  readonly reference: number | null;
  readonly linked: number;
  readonly bound: BoundHit;
}

export const PPM = 1_000_000;
/** A figure older than this says nothing about today: the base price counts then. */
export const MAX_AGE_DAYS = 60;

/** Throws RangeError for a formula that cannot be meant; the caller refuses such terms before. */
export function checkFormula(formula: PriceFormula): void {
  const { floor, cap, factorPpm, premium, publications, missing, basis } = formula;
  for (const [name, value] of [["floor", floor], ["base", missing.base], ["factor", factorPpm]] as const) {
    if (!Number.isSafeInteger(value) || value < 1) throw new RangeError(`${name} must be a positive integer, got ${value}`);
  }
  if (!Number.isSafeInteger(premium)) throw new RangeError(`premium must be an integer, got ${premium}`);
  if (cap !== null && (!Number.isSafeInteger(cap) || cap < floor)) throw new RangeError(`cap ${cap} must be an integer not below the floor ${floor}`);
  if (!Number.isInteger(publications) || publications < 1 || (basis === "day" && publications !== 1)) throw new RangeError(`publications ${publications} do not fit the basis ${basis}`);
}

/**
 * The price on a reference date. `points` may come in any order and hold days after the date, which do not count, and days
 * older than `oldest`, which do not either. With basis mean, fewer than `publications` figures are a missing reference.
 */
export function contractPrice(formula: PriceFormula, points: readonly PublishedPoint[], referenceDate: string, oldest: string): ContractPrice {
  checkFormula(formula);
  const published = points.filter((point) => point.complete && !point.withheld && point.mean !== null && point.date <= referenceDate && point.date >= oldest)
    .map((point): Figure => ({ date: point.date, minor: point.mean! })).toSorted((a, b) => (a.date < b.date ? -1 : 1));
  const wanted = formula.basis === "day" ? published.filter((figure) => figure.date === referenceDate) : published.slice(-formula.publications);
  if (wanted.length >= formula.publications) return linkedTo(formula, wanted, referenceDate, "formula");
  const last = published.at(-1);
  if (formula.missing.rule === "last" && last !== undefined) return linkedTo(formula, [last], referenceDate, "last");
  const { price, bound } = within(formula, formula.missing.base);
  return { price, way: "base", referenceDate, figures: [], reference: null, linked: formula.missing.base, bound };
}

function linkedTo(formula: PriceFormula, figures: readonly Figure[], referenceDate: string, way: PriceWay): ContractPrice {
  const sum = figures.reduce((total, figure) => total + BigInt(figure.minor), 0n);
  const n = BigInt(figures.length);
  const linked = toSafeNumber(divideHalfUp(sum * BigInt(formula.factorPpm), n * BigInt(PPM)) + BigInt(formula.premium), "linked price");
  return { ...within(formula, linked), way, referenceDate, figures, reference: toSafeNumber(divideHalfUp(sum, n), "reference"), linked };
}

function within({ floor, cap }: PriceFormula, linked: number): { price: number; bound: BoundHit } {
  if (linked < floor) return { price: floor, bound: "floor" };
  if (cap !== null && linked > cap) return { price: cap, bound: "cap" };
  return { price: linked, bound: "none" };
}

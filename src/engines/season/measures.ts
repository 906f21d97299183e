import type { Outcome } from "./world.ts";

/** The figures of one world that are compared. Shares are of 1, money in fen. */
export interface Figures {
  /** A year, mean of growers. */
  readonly income: number;
  /** A year, mean of the fifth with the least. */
  readonly poorest: number;
  readonly gini: number;
  /** Thrown away of what became ready, pots. */
  readonly unsold: number;
  /** Killed by weather or never saleable, of what was planted, pots. */
  readonly lost: number;
  /** Both together, of what was planted. */
  readonly wasted: number;
  /** Mean over items of the deviation of the logarithm of the spot price. */
  readonly volatility: number;
  /** Hub's margin less its costs, a year. */
  readonly hubResult: number;
  /** Of enterprises' needs at reference prices, what they got in its week. */
  readonly fill: number;
  /** What enterprises paid for what met a need, of its reference value. */
  readonly unitCost: number;
}
export type Figure = keyof Figures;

const WEEKS_OF_YEAR = 365.2425 / 7;
const FIFTH = 5;

export function figuresOf(outcome: Outcome, weeks: number): Figures {
  const years = weeks / WEEKS_OF_YEAR;
  const incomes = Array.from(outcome.income, (fen) => fen / years).toSorted((a, b) => a - b);
  const { enterprises, orders } = outcome;
  return {
    income: mean(incomes), poorest: mean(incomes.slice(0, Math.max(1, Math.floor(incomes.length / FIFTH)))), gini: gini(incomes),
    unsold: part(outcome.thrown, outcome.ready), lost: part(outcome.killed + outcome.culled, outcome.planted), wasted: part(outcome.killed + outcome.culled + outcome.thrown, outcome.planted),
    volatility: mean(Array.from(outcome.priceDeviation)), hubResult: (orders.hubMargin - orders.hubCosts) / years,
    fill: part(enterprises.metValue, enterprises.neededValue), unitCost: part(enterprises.paid, enterprises.metValue),
  };
}

function part(of: number, all: number): number {
  return all === 0 ? 0 : of / all;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * Gini's coefficient: mean difference of two incomes over twice their mean. 0 all equal; with losses among them it can pass 1;
 * NaN where the mean is not above 0.
 */
export function gini(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const sum = sorted.reduce((total, value) => total + value, 0);
  if (sum <= 0) return Number.NaN;
  const weighted = sorted.reduce((total, value, i) => total + (2 * (i + 1) - sorted.length - 1) * value, 0);
  return weighted / (sorted.length * sum);
}

/** The value below which this part of the values lies, linear between neighbours (Hyndman and Fan 1996, type 7). part: 0–1. */
export function quantile(values: readonly number[], at: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = at * (sorted.length - 1);
  const below = Math.floor(place);
  return sorted[below]! + (place - below) * (sorted[Math.min(below + 1, sorted.length - 1)]! - sorted[below]!);
}

export interface Spread {
  readonly least: number;
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
  readonly most: number;
}

export function spreadOf(values: readonly number[]): Spread {
  return { least: quantile(values, 0), lower: quantile(values, 0.25), median: quantile(values, 0.5), upper: quantile(values, 0.75), most: quantile(values, 1) };
}

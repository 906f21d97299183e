/** A distribution as a short list: a value and its probability, values ascending, probabilities > 0 that sum to 1. */
export interface Level {
  readonly value: number;
  readonly probability: number;
}
export type Levels = readonly Level[];

const ROUNDING = 1e-9;

/** Sorted, merged and checked. Throws RangeError for an empty list, a probability not above 0, a value that is no number, or a sum that is not 1 within 1e-9. */
export function levelsOf(given: readonly Level[]): Levels {
  const sum = given.reduce((total, { probability }) => total + probability, 0);
  if (given.length === 0 || Math.abs(sum - 1) > ROUNDING) throw new RangeError(`probabilities must sum to 1, got ${sum}`);
  if (given.some(({ value, probability }) => !Number.isFinite(value) || !(probability > 0))) throw new RangeError("a level is a number with a probability above 0");
  return given.toSorted((a, b) => a.value - b.value);
}

/** Values that are equally likely, such as the errors of past forecasts. At least one. */
export function equally(values: readonly number[]): Levels {
  return levelsOf(values.map((value) => ({ value, probability: 1 / values.length })));
}

export const certain = (value: number): Levels => [{ value, probability: 1 }];
export const meanOf = (levels: Levels): number => levels.reduce((sum, { value, probability }) => sum + value * probability, 0);

/** The smallest value with at least this part of the probability at or below it. part: 0–1. */
export function quantileOf(levels: Levels, part: number): number {
  let below = 0;
  for (const { value, probability } of levels) {
    below += probability;
    if (below >= part - ROUNDING) return value;
  }
  return levels.at(-1)!.value;
}

/** P(value < bound). */
export const chanceBelow = (levels: Levels, bound: number): number => levels.reduce((sum, { value, probability }) => (value < bound ? sum + probability : sum), 0);

/** Every pair of two independent distributions through a function. */
export function combined(a: Levels, b: Levels, through: (a: number, b: number) => number): Levels {
  return levelsOf(a.flatMap((one) => b.map((other) => ({ value: through(one.value, other.value), probability: one.probability * other.probability }))));
}
export const mapped = (levels: Levels, through: (value: number) => number): Levels => levelsOf(levels.map(({ value, probability }) => ({ value: through(value), probability })));

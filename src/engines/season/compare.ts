import { drawAt, LUCK } from "./chance.ts";
import { mean } from "./measures.ts";

/** The difference of two worlds over the same seeds. */
export interface Paired {
  readonly mean: number;
  /** Interval that holds the mean with 95 % confidence, over seeds and given the assumptions. */
  readonly low: number;
  readonly high: number;
  /** Seeds with a difference above, below and at zero. */
  readonly up: number;
  readonly down: number;
  readonly same: number;
}

const RESAMPLES = 4_000;
const CONFIDENCE = 0.95;

/**
 * Mean of paired differences with a percentile bootstrap interval (Efron 1979): seeds are drawn again with replacement. It says
 * how far luck of the seeds carries; it knows nothing of assumptions that are wrong. differences: one a seed, at least one.
 */
export function paired(differences: readonly number[], seed: number): Paired {
  if (differences.length === 0) throw new RangeError("nothing to compare");
  const means = Array.from({ length: RESAMPLES }, (_, sample) => mean(differences.map((_one, n) => differences[Math.floor(drawAt(seed, LUCK.resample, sample, n) * differences.length)]!))).toSorted((a, b) => a - b);
  const cut = Math.floor(((1 - CONFIDENCE) / 2) * RESAMPLES);
  return {
    mean: mean(differences), low: means[cut]!, high: means[RESAMPLES - 1 - cut]!,
    up: differences.filter((one) => one > 0).length, down: differences.filter((one) => one < 0).length, same: differences.filter((one) => one === 0).length,
  };
}

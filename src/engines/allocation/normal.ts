/**
 * The standard normal distribution. Probabilities are exact to about 1e-15 of their size, quantiles to about 1e-14, for
 * probabilities from 1e-300 to 1 − 1e-16: the tests compare with published tables and with the distribution itself.
 */

export const normalDensity = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);

/** Beyond this the series would lose digits and the continued fraction no longer needs many terms. */
const TAIL = 3;
const TAIL_TERMS = 120;

/** P(X ≤ x). Near the middle ½ + φ(x) × (x + x³/3 + x⁵/15 + …); in the tails φ(x) / (x + 1/(x + 2/(x + 3/…))) (Laplace). */
export function normalBelow(x: number): number {
  if (x > TAIL) return 1 - normalBelow(-x);
  if (x < -TAIL) {
    let rest = 0;
    for (let k = TAIL_TERMS; k >= 1; k -= 1) rest = k / (-x + rest);
    return normalDensity(x) / (-x + rest);
  }
  let sum = 0;
  for (let term = x, k = 3; sum + term !== sum; term *= (x * x) / k, k += 2) sum += term;
  return 0.5 + normalDensity(x) * sum;
}

/**
 * The x with P(X ≤ x) = p, for 0 < p < 1, else RangeError. Newton on ln P, which is concave: from a start that is surely too
 * far left (P(X ≤ x) ≤ exp(−x²/2) / 2 for x ≤ 0) every step goes right and none too far.
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`a quantile needs a probability between 0 and 1, got ${p}`);
  if (p > 0.5) return -normalQuantile(1 - p);
  let x = -Math.sqrt(-2 * Math.log(2 * p));
  for (let step = 1; Math.abs(step) > 1e-15 * Math.max(1, -x); x += step) {
    const below = normalBelow(x);
    step = (Math.log(p / below) * below) / normalDensity(x);
    if (step <= 0) break;
  }
  return x === 0 ? 0 : x;
}

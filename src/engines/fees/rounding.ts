/**
 * Exact integer arithmetic for money.
 *
 * The one rounding rule of the house is commercial rounding (四舍五入): half away from zero, so that a charge and its
 * reversal cancel. Products are formed in BigInt, because a day's gross may reach 9e13 fen and a rate has six decimals.
 */

/** Numerator / denominator rounded half away from zero. The denominator must be positive. */
export function divideHalfUp(numerator: bigint, denominator: bigint): bigint {
  if (denominator <= 0n) throw new RangeError(`denominator must be positive, got ${denominator}`);
  const size = numerator < 0n ? -numerator : numerator;
  const rounded = (2n * size + denominator) / (2n * denominator);
  return numerator < 0n ? -rounded : rounded;
}

/** A BigInt as number, refused rather than silently rounded when it leaves ±(2^53 − 1). */
export function toSafeNumber(value: bigint, what: string): number {
  const asNumber = Number(value);
  if (!Number.isSafeInteger(asNumber)) throw new RangeError(`${what} ${value} is beyond the safe integer range`);
  return asNumber;
}

/** `a × b / c` on safe integers, half away from zero, through an exact product. */
export function mulDivHalfUp(a: number, b: number, c: number): number {
  return toSafeNumber(divideHalfUp(BigInt(a) * BigInt(b), BigInt(c)), "result");
}

/**
 * Splits an integer total over weights so that the parts sum to the total exactly.
 *
 * Method of the largest remainder (Hare quota, as used for seats in parliaments): everybody gets the whole part of
 * total × weight / Σ weights, and the units left over go one by one to the largest remainders; equal remainders go to
 * the lower index, so the split is reproducible.
 *
 * total: any safe integer (a negative total is split as its mirror image). weights: integers ≥ 0.
 * Every part differs from its exact share by less than one unit; a weight of 0 gets 0.
 * Throws RangeError when the weights are all 0 and the total is not.
 */
export function allocateProportionally(total: number, weights: readonly number[]): number[] {
  if (!Number.isSafeInteger(total)) throw new RangeError(`total must be a safe integer, got ${total}`);
  const sum = weights.reduce((acc, weight, i) => {
    if (!Number.isSafeInteger(weight) || weight < 0) {
      throw new RangeError(`weight ${i} must be a safe integer of at least 0, got ${weight}`);
    }
    return acc + BigInt(weight);
  }, 0n);
  if (total === 0) return weights.map(() => 0);
  if (sum === 0n) throw new RangeError(`cannot split ${total} over weights that are all 0`);

  const size = BigInt(Math.abs(total));
  const shares = weights.map((weight, index) => {
    const product = size * BigInt(weight);
    return { index, whole: product / sum, remainder: product % sum };
  });
  const parts = shares.map((share) => share.whole);
  let left = size - parts.reduce((acc, part) => acc + part, 0n);
  const byRemainder = shares.toSorted((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder < b.remainder ? 1 : -1,
  );
  for (const share of byRemainder) {
    if (left === 0n) break;
    parts[share.index] = share.whole + 1n;
    left -= 1n;
  }
  return parts.map((part) => (total < 0 && part > 0n ? -Number(part) : Number(part)));
}

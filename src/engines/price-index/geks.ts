/**
 * GEKS: the geometric mean of all ways from one period to another by way of a third (Gini 1931; Éltető and Köves 1964; Szulc 1964; for
 * prices over time Ivancic, Diewert and Fox 2011). Over Törnqvist it is CCDI (Caves, Christensen and Diewert 1982; Inklaar and Diewert 2016).
 * Each pair compares its matched items only, with shares among those.
 */
import { noMatch } from "./fault.ts";
import { pairLog, slotOf, type PairSums } from "./pair-sums.ts";

/**
 * Log levels of the periods start … start + length − 1, up to a constant: g(t) = mean over τ of ln I(τ, t), so that
 * ln P(a, b) = g(b) − g(a). length ≤ the width of the pairs. Throws `no-match` naming the first pair without a common item.
 */
export function geksLevels(pairs: PairSums, labels: readonly string[], start: number, length: number): Float64Array {
  const levels = new Float64Array(length);
  for (let a = 0; a < length; a += 1) {
    for (let b = a + 1; b < length; b += 1) {
      const log = pairLog(pairs, slotOf(pairs, start + a, start + b));
      if (Number.isNaN(log)) throw noMatch(labels[start + a]!, labels[start + b]!);
      levels[b]! += log / length;
      levels[a]! -= log / length;
    }
  }
  return levels;
}

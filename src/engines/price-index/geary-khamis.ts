/**
 * Geary–Khamis (Geary 1958, Khamis 1972): an item's reference price is its mean price over the window in constant money,
 * v = Σ (p·q / P) / Σ q, and a period's level compares what was paid with the same quantities at reference prices, P = Σ p·q / Σ v·q.
 *
 * Put into one another they say of x = 1/P: x(t) · Σ r(t, τ) = Σ x(τ) · r(τ, t) with r(τ, t) = Σ over items of paid(τ) · q(t) / Σ q. That is the
 * balance of a Markov chain with rates r, so x is its stationary distribution, which the elimination of Grassmann, Taksar and Heyman
 * (1985) finds exactly and without any subtraction; nothing is iterated.
 */
import { cellAt, needConnected } from "./connection.ts";
import type { ItemColumns } from "./item-columns.ts";

/** Log levels of the periods start … start + length − 1, up to a constant. Throws `not-connected`. */
export function gearyKhamisLevels(columns: ItemColumns, labels: readonly string[], start: number, length: number): Float64Array {
  needConnected(columns, labels, start, length);
  return stationary(rates(columns, start, length), length).map((share) => -Math.log(share));
}

/** [from × length + to]; the diagonal is not used. */
function rates(columns: ItemColumns, start: number, length: number): Float64Array {
  const { period, quantity, value } = columns;
  const matrix = new Float64Array(length * length);
  for (let item = 0; item < columns.items; item += 1) {
    const first = cellAt(columns, item, start);
    let end = first;
    let total = 0;
    for (; end < columns.from[item + 1]! && period[end]! < start + length; end += 1) total += quantity[end]!;
    for (let i = first; i < end; i += 1) {
      const row = (period[i]! - start) * length - start;
      const rate = value[i]! / total;
      for (let j = first; j < end; j += 1) matrix[row + period[j]!]! += rate * quantity[j]!;
    }
  }
  return matrix;
}

/** Of an irreducible chain with these rates; up to a factor. The matrix is used up. */
function stationary(matrix: Float64Array, size: number): Float64Array {
  for (let k = size - 1; k > 0; k -= 1) {
    let out = 0;
    for (let j = 0; j < k; j += 1) out += matrix[k * size + j]!;
    for (let i = 0; i < k; i += 1) {
      const share = (matrix[i * size + k]! /= out);
      for (let j = 0; j < k; j += 1) matrix[i * size + j]! += share * matrix[k * size + j]!;
    }
  }
  const shares = new Float64Array(size);
  shares[0] = 1;
  for (let k = 1; k < size; k += 1) for (let i = 0; i < k; i += 1) shares[k]! += shares[i]! * matrix[i * size + k]!;
  return shares;
}

/**
 * The time-product dummy (Summers 1973; Aizcorbe, Corrado and Doms 2003; weights by expenditure shares: Diewert 2005, Rao 2005): weighted least
 * squares of ln p(i, t) = δ(t) + γ(i). The items' γ are eliminated first, which leaves as many equations as periods, solved exactly
 * (Cholesky); an item seen once fits itself and moves nothing.
 */
import { cellAt, needConnected } from "./connection.ts";
import type { ItemColumns } from "./item-columns.ts";
import { solveSymmetric } from "./least-squares.ts";

/** Log levels of the periods start … start + length − 1. `weighted` by shares in each period, else all observations alike. Throws `not-connected`. */
export function timeProductLevels(columns: ItemColumns, labels: readonly string[], weighted: boolean, start: number, length: number): Float64Array {
  needConnected(columns, labels, start, length);
  const perPaid = weighted ? inverseTotals(columns) : null;
  const size = length - 1;
  const [matrix, right] = [new Float64Array(size * size), new Float64Array(size)];
  for (let item = 0; item < columns.items; item += 1) {
    const first = cellAt(columns, item, start);
    let end = first;
    while (end < columns.from[item + 1]! && columns.period[end]! < start + length) end += 1;
    if (end - first > 1) addEquations(columns, perPaid, first, end, start + 1, matrix, right);
  }
  const levels = new Float64Array(length);
  levels.set(solveSymmetric(matrix, right), 1);
  return levels;
}

/** One item's part of the normal equations of δ; `origin` is the period of the first row, that before it has level 0. */
function addEquations({ period, value, logPrice }: ItemColumns, perPaid: Float64Array | null, from: number, to: number, origin: number, matrix: Float64Array, right: Float64Array): void {
  const size = right.length;
  const weight = (cell: number): number => (perPaid === null ? 1 : value[cell]! * perPaid[period[cell]!]!);
  let [weights, mean] = [0, 0];
  for (let cell = from; cell < to; cell += 1) weights += weight(cell);
  // Deviations from the item's first price keep the digits of small changes of large logarithms.
  const anchor = logPrice[from]!;
  for (let cell = from; cell < to; cell += 1) mean += (weight(cell) / weights) * (logPrice[cell]! - anchor);
  for (let i = from; i < to; i += 1) {
    const row = period[i]! - origin;
    if (row < 0) continue;
    const own = weight(i);
    right[row]! += own * (logPrice[i]! - anchor - mean);
    matrix[row * size + row]! += own;
    for (let j = from; j < to; j += 1) if (period[j]! >= origin) matrix[row * size + period[j]! - origin]! -= (own * weight(j)) / weights;
  }
}

function inverseTotals({ periods, period, value }: ItemColumns): Float64Array {
  const totals = new Float64Array(periods);
  for (let cell = 0; cell < period.length; cell += 1) totals[period[cell]!]! += value[cell]!;
  return totals.map((total) => 1 / total);
}

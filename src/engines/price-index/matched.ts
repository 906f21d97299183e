/** The items that two periods have in common. */
import type { PriceTable } from "./table.ts";

/**
 * Prices and quantities of the items traded in both periods, 0 the earlier in the comparison, 1 the later. `item` numbers the
 * table's items. With a third period, the basket, only items traded there too are matched, and pb, qb are theirs.
 */
export interface Matched {
  readonly count: number;
  readonly item: Int32Array;
  readonly p0: Float64Array;
  readonly q0: Float64Array;
  readonly p1: Float64Array;
  readonly q1: Float64Array;
  readonly pb: Float64Array;
  readonly qb: Float64Array;
}

/** Cells of a period stand in order of items, so the common ones are found by going through both at once. */
export function matchedItems(table: PriceTable, from: number, to: number, basket: number = from): Matched {
  const { item } = table;
  const [first, second, third]: number[][] = [[], [], []];
  let [a, b, c] = [table.from[from]!, table.from[to]!, table.from[basket]!];
  const [endA, endB, endC] = [table.from[from + 1]!, table.from[to + 1]!, table.from[basket + 1]!];
  while (a < endA && b < endB) {
    const [left, right] = [item[a]!, item[b]!];
    if (left < right) a += 1;
    else if (right < left) b += 1;
    else {
      while (c < endC && item[c]! < left) c += 1;
      if (c < endC && item[c] === left) {
        first!.push(a);
        second!.push(b);
        third!.push(c);
      }
      a += 1;
      b += 1;
    }
  }
  const pick = (values: Float64Array, cells: readonly number[]): Float64Array => Float64Array.from(cells, (cell) => values[cell]!);
  return {
    count: first!.length, item: Int32Array.from(first!, (cell) => item[cell]!),
    p0: pick(table.price, first!), q0: pick(table.quantity, first!), p1: pick(table.price, second!), q1: pick(table.quantity, second!), pb: pick(table.price, third!), qb: pick(table.quantity, third!),
  };
}

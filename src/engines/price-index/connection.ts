/** Whether all periods of a window hang together by common items: only then one level joins them. */
import { notConnected } from "./fault.ts";
import type { ItemColumns } from "./item-columns.ts";

/** The first cell of an item at or after a period. */
export function cellAt({ from, period }: ItemColumns, item: number, start: number): number {
  let [low, high] = [from[item]!, from[item + 1]!];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (period[middle]! < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Throws `not-connected` naming the first period of the window and one that no chain of items reaches from it. */
export function needConnected(columns: ItemColumns, labels: readonly string[], start: number, length: number): void {
  const parent = Int32Array.from({ length }, (_, at) => at);
  const root = (at: number): number => {
    let top = at;
    while (parent[top] !== top) top = parent[top] = parent[parent[top]!]!;
    return top;
  };
  for (let item = 0; item < columns.items; item += 1) {
    const first = cellAt(columns, item, start);
    for (let cell = first + 1; cell < columns.from[item + 1]! && columns.period[cell]! < start + length; cell += 1) {
      parent[root(columns.period[cell]! - start)] = root(columns.period[first]! - start);
    }
  }
  for (let at = 1; at < length; at += 1) if (root(at) !== root(0)) throw notConnected(labels[start]!, labels[start + at]!);
}

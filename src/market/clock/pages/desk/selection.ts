/** Which lots go on which clock: plain functions, so that a bulk of five hundred can be planned and checked without a page. */

interface Placed {
  readonly id: string;
  readonly itemId: string;
  readonly onHand: number;
}

/**
 * Spreads lots over clocks so that all lots of an item meet on one clock (their buyers stand there) and the clocks
 * get about equally many lots. The largest items are placed first, each on the clock with the fewest lots.
 */
export function spread(lots: readonly Placed[], clocks: number): ReadonlyMap<string, number> {
  const byItem = Map.groupBy(lots, (lot) => lot.itemId);
  const load = Array.from({ length: Math.max(1, clocks) }, () => 0);
  const placed = new Map<string, number>();
  for (const group of [...byItem.values()].toSorted((a, b) => b.length - a.length)) {
    const least = load.indexOf(Math.min(...load));
    load[least] = (load[least] ?? 0) + group.length;
    for (const lot of group) placed.set(lot.id, least);
  }
  return placed;
}

/** Items among the lots with how many there are of each, the most frequent first. */
export function itemsOf<Lot extends { readonly itemId: string }>(lots: readonly Lot[]): readonly { readonly itemId: string; readonly lots: readonly Lot[] }[] {
  return [...Map.groupBy(lots, (lot) => lot.itemId)].map(([itemId, group]) => ({ itemId, lots: group })).toSorted((a, b) => b.lots.length - a.lots.length);
}

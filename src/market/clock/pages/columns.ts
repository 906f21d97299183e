/** Columns of the grid that leave each dial the most room. */
export function columnsFor(clocks: number): number {
  if (clocks === 4) return 2;
  return clocks <= 9 ? Math.min(3, clocks) : 4;
}

/** Sold share of what has run, by quantity, 0…1; null while nothing has run. What is still to come does not count as unsold. */
export function clearance(totals: { readonly sold: number; readonly passed: number }): number | null {
  const run = totals.sold + totals.passed;
  return run === 0 ? null : totals.sold / run;
}

export function percent(share: number | null): string {
  return share === null ? "—" : `${(share * 100).toFixed(1)} %`;
}

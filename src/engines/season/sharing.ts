/**
 * Dividing whole pots among claims, no more to anybody than he claims. claims and estate: integers ≥ 0; what claims leave of the
 * estate stays unplaced. Equal remainders go to the earlier, so the same input gives the same answer.
 */

/** In proportion to the claims (largest remainder). */
export function proportional(claims: readonly number[], estate: number): number[] {
  const total = claims.reduce((sum, claim) => sum + claim, 0);
  if (estate >= total) return [...claims];
  return rounded(claims.map((claim) => (claim * estate) / total), estate);
}

/** Max-min fair (constrained equal awards): everybody the same, as far as he claims it. */
export function equalAwards(claims: readonly number[], estate: number): number[] {
  let left = Math.min(estate, claims.reduce((sum, claim) => sum + claim, 0));
  const given = left;
  let open = claims.length;
  for (const claim of claims.toSorted((a, b) => a - b)) {
    if (claim * open > left) break;
    left -= claim;
    open -= 1;
  }
  if (open === 0) return [...claims];
  const level = left / open;
  return rounded(claims.map((claim) => Math.min(claim, level)), given);
}

function rounded(exact: readonly number[], estate: number): number[] {
  const shares = exact.map(Math.floor);
  let left = estate - shares.reduce((sum, share) => sum + share, 0);
  const order = exact.map((share, i) => ({ i, rest: share - shares[i]! })).filter(({ rest }) => rest > 0).toSorted((a, b) => b.rest - a.rest || a.i - b.i);
  for (const { i } of order) {
    if (left === 0) break;
    shares[i]! += 1;
    left -= 1;
  }
  return shares;
}

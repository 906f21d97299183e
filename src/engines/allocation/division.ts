import type { Allocation, Claimant, Division, Share, Unplaced, UnplacedReason, Why } from "./types.ts";

/** What every rule of this engine has in common: what may be asked, the tray that is not full, and the account of what is left. */

/** RangeError where a division cannot be meant. */
export function checkDivision({ estate, step }: Division, claimants: readonly Claimant[]): void {
  const whole = (value: number | undefined, what: string): void => {
    if (value !== undefined && (!Number.isSafeInteger(value) || value < 0)) throw new RangeError(`${what} must be an integer of at least 0, got ${value}`);
  };
  whole(estate, "the order");
  whole(step, "the step");
  if (step < 1) throw new RangeError("the step must be at least 1");
  for (const { id, claim, cap, minBatch } of claimants) {
    whole(claim, `the claim of ${id}`);
    whole(cap, `the cap of ${id}`);
    whole(minBatch, `the minimum batch of ${id}`);
  }
}

/**
 * With `loose: "one"`, the one tray that is not full, if anybody can take a part of it: who can take most, then who lacks most of
 * his exact share, then the order; `inTurn`, the first who can take any. Claimants and shares stand in one order.
 */
export function withLoosePart<W extends Why>({ estate, step, loose }: Division, claimants: readonly Claimant[], shares: readonly Share<W>[], inTurn: boolean): readonly Share<W>[] {
  if (loose !== "one") return shares;
  const open = looseUnits(estate, step, claimants, shares);
  const takers = claimants.map(({ claim, cap, minBatch }, i) => {
    const { units, exact } = shares[i]!;
    const most = Math.min(open, step - 1, Math.min(claim, cap ?? claim) - units);
    return { i, most: units + most >= (minBatch ?? 0) ? most : 0, lacking: exact - units };
  }).filter(({ most }) => most > 0);
  const taker = inTurn ? takers[0] : takers.toSorted((a, b) => b.most - a.most || b.lacking - a.lacking || a.i - b.i)[0];
  if (taker === undefined) return shares;
  return shares.map((share, i) => (i === taker.i ? { ...share, units: share.units + taker.most, why: { ...share.why, rounding: "loose" } } : share));
}

/** What order and claims leave between them because trays are whole, not because of batches. */
function looseUnits(estate: number, step: number, claimants: readonly Claimant[], shares: readonly Share[]): number {
  const given = shares.reduce((sum, { units }) => sum + units, 0);
  return partsLeft(estate, step, claimants, given).find(({ reason }) => reason === "loose-part")?.units ?? 0;
}

/** Adds up what was given and says what was not, and why. */
export function finish<W extends Why>({ estate, step }: Division, claimants: readonly Claimant[], shares: readonly Share<W>[]): Allocation<W> {
  const given = shares.reduce((sum, { units }) => sum + units, 0);
  return { shares, given, unplaced: estate - given, left: partsLeft(estate, step, claimants, given) };
}

/** From the widest reason to the narrowest: each explains what those before it do not. */
function partsLeft(estate: number, step: number, claimants: readonly Claimant[], given: number): Unplaced[] {
  const sumOf = (units: (claimant: Claimant) => number): number => claimants.reduce((sum, claimant) => sum + units(claimant), 0);
  const capped = ({ claim, cap }: Claimant): number => Math.min(claim, cap ?? claim);
  const reachable: [UnplacedReason, number][] = [
    ["too-few-claims", Math.min(estate, sumOf(({ claim }) => claim))],
    ["cap", Math.min(estate, sumOf(capped))],
    ["loose-part", step * Math.min(Math.floor(estate / step), sumOf((claimant) => Math.floor(capped(claimant) / step)))],
    ["minimum-batch", given],
  ];
  const left: Unplaced[] = [];
  let before = estate;
  for (const [reason, reached] of reachable) {
    // Loose parts that found a taker are no longer left.
    const now = Math.min(before, Math.max(reached, given));
    if (now < before) left.push({ reason, units: before - now });
    before = now;
  }
  return left;
}

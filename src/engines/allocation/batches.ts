import { exactShares } from "./claims.ts";
import type { ClaimsRule, Level } from "./types.ts";

/** Exactly numerator / denominator trays. */
export interface ExactTrays {
  readonly numerator: number;
  readonly denominator: number;
}
/** Who takes part, once minimum batches are settled. Indices are those of the claims. */
export interface Batches {
  /** They divide `open` trays by the rule. */
  readonly kept: readonly number[];
  readonly open: number;
  /** They get exactly their minimum batch. */
  readonly raised: ReadonlySet<number>;
  /** They get nothing: the share was too small for a batch, or the claim is. */
  readonly dropped: ReadonlySet<number>;
  /** The share that was judged; of those kept, the final one. */
  readonly exact: readonly ExactTrays[];
  readonly level: Level;
}

/**
 * Decides who delivers at all when a grower must get nothing or at least `least` trays.
 *
 * A share below its batch is rounded like any other number: from half a batch up it is raised to the batch, below half it is
 * dropped. The smallest part of a batch is dropped first and everything is divided again without it, because what it leaves
 * often makes the next one whole; only when nobody is below half, the largest part is raised first. A share below half is raised
 * too if without it the others' claims could not take the order, and a share above half is dropped if the batches raised so
 * far leave no room. Between equals the earlier in the published order stays.
 *
 * All four rules are consistent and resource monotone, so whoever was raised would not get more than his batch from the
 * division he left: the others' shares only fall while batches are raised.
 */
export function settleBatches(rule: ClaimsRule, claims: readonly number[], least: readonly number[], trays: number): Batches {
  const exact: ExactTrays[] = claims.map(() => ({ numerator: 0, denominator: 1 }));
  const dropped = new Set(claims.flatMap((claim, i) => (claim < least[i]! ? [i] : [])));
  for (;;) {
    const raised = new Set<number>();
    const members = claims.flatMap((_, i) => (dropped.has(i) ? [] : [i]));
    for (let drop = -1; drop === -1; ) {
      const kept = members.filter((i) => !raised.has(i));
      const open = trays - sumOf(raised, least);
      const { numerators, denominator, level } = exactShares(rule, kept.map((i) => claims[i]!), open);
      for (const [at, i] of kept.entries()) exact[i] = { numerator: numerators[at]!, denominator };
      const short = kept.filter((_, at) => numerators[at]! > 0 && numerators[at]! < least[kept[at]!]! * denominator);
      if (short.length === 0) return { kept, open, raised, dropped, exact, level };
      const part = (i: number): number => exact[i]!.numerator / (least[i]! * denominator);
      const smallest = short.reduce((a, b) => (part(b) <= part(a) ? b : a));
      const needed = sumOf(members, claims) - claims[smallest]! < trays;
      const raise = part(smallest) < 0.5 ? (needed ? smallest : -1) : short.reduce((a, b) => (part(b) > part(a) ? b : a));
      if (raise !== -1 && least[raise]! <= open) raised.add(raise);
      else drop = smallest;
      if (drop !== -1) dropped.add(drop);
    }
  }
}

const sumOf = (indices: Iterable<number>, amounts: readonly number[]): number => [...indices].reduce((sum, i) => sum + amounts[i]!, 0);

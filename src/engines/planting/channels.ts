/**
 * Where to sell a lot: what each way brings of late, and a split.
 *
 *   net = clearance × price × (1 − fee) + (1 − clearance) × salvage − carrying
 *   variance of net = c² σ² + c (1 − c) (p − salvage)²      c clearance, p price after fee, σ its deviation
 *   split: maximise Σ w m − (risk / 2 m̄) Σ w² s², 0 ≤ w ≤ depth, Σ w ≤ 1
 *
 * with m, s mean and deviation of a way's net and m̄ the largest mean: mean and variance (Markowitz 1952, JF 7:77), ways taken as
 * independent. The first-order condition w = (m − ν) m̄ / (risk s²), cut to [0, depth], falls in ν in straight pieces, so ν is found
 * exactly between two of its corners.
 */
export interface ChannelFacts {
  readonly channel: string;
  /** Sales in the time looked at, the days they fell on, and units of them. */
  readonly sales: number;
  readonly days: number;
  readonly units: number;
  /** Fen a unit, mean by units, and the deviation of the daily means. */
  readonly price: number;
  readonly deviation: number;
  /** Part of what was offered that was sold, 0–1; null where nobody counts what is left (taken as 1 and said so). */
  readonly clearance: number | null;
  /** Of the price, 0 ≤ fee < 1. */
  readonly feeShare: number;
}
export interface Outlay {
  /** Fen a unit that is not sold still brings, and what bringing a unit costs. */
  readonly salvage: number;
  readonly carrying: number;
}
export interface ChannelNet {
  readonly channel: string;
  readonly mean: number;
  readonly deviation: number;
  /** Units this way takes on a usual day. */
  readonly aDay: number;
}

/** Fewer sales or days than this are told as a count and not as a price. */
export const LEAST_SALES = 5;
export const LEAST_DAYS = 3;
export const isThin = ({ sales, days }: Pick<ChannelFacts, "sales" | "days">): boolean => sales < LEAST_SALES || days < LEAST_DAYS;

export function netOf({ channel, units, days, price, deviation, clearance, feeShare }: ChannelFacts, { salvage, carrying }: Outlay): ChannelNet {
  const cleared = clearance ?? 1;
  const [paid, spread] = [price * (1 - feeShare), deviation * (1 - feeShare)];
  return {
    channel, mean: cleared * paid + (1 - cleared) * salvage - carrying,
    deviation: Math.sqrt(cleared ** 2 * spread ** 2 + cleared * (1 - cleared) * (paid - salvage) ** 2), aDay: days === 0 ? 0 : units / days,
  };
}

export interface Part {
  readonly channel: string;
  /** Of the lot, 0–1. */
  readonly share: number;
}
export interface Split {
  readonly parts: readonly Part[];
  /** Of the lot, 0–1: what no way is seen to take. */
  readonly left: number;
  /** Fen a unit of what is sold, and its deviation. */
  readonly mean: number;
  readonly deviation: number;
}

/** How much spread is disliked: none, a middle and a strong dislike. Dimensionless. */
export const RISKS = { most: 0, even: 2, safe: 8 } as const;
export type Risk = keyof typeof RISKS;
/** No way is without any spread; it keeps the condition solvable. */
const LEAST_SPREAD = 0.01;

/** lot: units > 0. dayCount: days it may be sold over, ≥ 1; a way takes at most its usual day times that. */
export function splitOf(nets: readonly ChannelNet[], lot: number, dayCount: number, risk: Risk): Split {
  if (!(lot > 0 && dayCount >= 1)) throw new RangeError(`a lot has units and a day at least, got ${lot} and ${dayCount}`);
  const open = nets.filter(({ mean }) => mean > 0).map((net) => ({ ...net, depth: Math.min(1, (net.aDay * dayCount) / lot) })).filter(({ depth }) => depth > 0);
  const best = Math.max(0, ...open.map(({ mean }) => mean));
  const dislike = RISKS[risk];
  const shares = dislike === 0 ? greedy(open) : balanced(open.map(({ mean, deviation, depth }) => ({ mean, depth, slope: best / (dislike * Math.max(deviation, LEAST_SPREAD * best) ** 2) })));
  const sold = shares.reduce((sum, share) => sum + share, 0);
  const weighed = (of: (net: ChannelNet, share: number) => number): number => open.reduce((sum, net, n) => sum + of(net, shares[n]!), 0);
  return {
    parts: open.map(({ channel }, n) => ({ channel, share: shares[n]! })), left: Math.max(0, 1 - sold),
    mean: sold === 0 ? 0 : weighed(({ mean }, share) => share * mean) / sold,
    deviation: sold === 0 ? 0 : Math.sqrt(weighed(({ deviation }, share) => (share * deviation) ** 2)) / sold,
  };
}

/** The dearest way first, each up to its depth. */
function greedy(open: readonly { readonly mean: number; readonly depth: number }[]): number[] {
  let left = 1;
  const shares = open.map(() => 0);
  for (const n of open.map((_, at) => at).toSorted((a, b) => open[b]!.mean - open[a]!.mean || a - b)) {
    shares[n] = Math.min(left, open[n]!.depth);
    left -= shares[n];
  }
  return shares;
}

/** w = (m − ν) × slope within [0, depth], ν ≥ 0 so that Σ w ≤ 1; between two corners Σ w is a straight line. */
function balanced(open: readonly { readonly mean: number; readonly depth: number; readonly slope: number }[]): number[] {
  const at = (nu: number): number[] => open.map(({ mean, depth, slope }) => Math.min(depth, Math.max(0, (mean - nu) * slope)));
  const sumAt = (nu: number): number => at(nu).reduce((sum, share) => sum + share, 0);
  if (sumAt(0) <= 1) return at(0);
  const corners = [0, ...open.flatMap(({ mean, depth, slope }) => [mean, Math.max(0, mean - depth / slope)])].toSorted((a, b) => a - b);
  const upper = corners.findIndex((corner) => sumAt(corner) <= 1);
  const [low, high] = [corners[upper - 1]!, corners[upper]!];
  const [most, least] = [sumAt(low), sumAt(high)];
  return at(most === least ? high : low + ((most - 1) / (most - least)) * (high - low));
}

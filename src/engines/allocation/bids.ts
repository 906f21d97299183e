import { checkDivision, finish, withLoosePart } from "./division.ts";
import { publishedOrder } from "./order.ts";
import { allocate } from "./whole.ts";
import type { Allocation, BidBound, BidWhy, Claimant, Division, Share, Unplaced } from "./types.ts";

/** What a grower offers under seal; one ask an id. */
export interface Ask extends Claimant {
  /** Fen per unit, ≥ 0. */
  readonly ask: number;
}
export interface BidRequest extends Division {
  readonly asks: readonly Ask[];
  /** Fen per unit the buyer pays at most; an ask at the ceiling is good. */
  readonly ceiling: number;
}
export interface BidResult extends Allocation<BidWhy> {
  /** Fen per unit that everybody is paid: the highest ask that got something; null when nobody did. */
  readonly clearing: number | null;
}

/**
 * Lowest asks first, one price for all (a uniform-price procurement auction): whoever is taken is paid the highest ask taken,
 * never less than he asked. At the last price, where more is offered than is open, the asks share in proportion, in whole trays
 * (`whole.ts`). An ask whose minimum batch does not fit any more is passed over and the next price is asked, which may
 * raise the price of all. Shares stand by ask, equal asks in the published order.
 */
export function sealedBid(request: BidRequest): BidResult {
  const { estate, step, tie, ceiling } = request;
  checkDivision(request, request.asks);
  for (const amount of [ceiling, ...request.asks.map(({ ask }) => ask)]) if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError(`a price must be an integer of at least 0 fen, got ${amount}`);
  const asks = publishedOrder(request.asks, tie).toSorted((a, b) => a.ask - b.ask);
  const good = asks.filter(({ ask }) => ask <= ceiling);
  const judged: Share<BidWhy>[] = [];
  let open = estate;
  for (const group of Map.groupBy(good, ({ ask }) => ask).values()) {
    const { shares, given } = allocate({ estate: open, step, tie, rule: "proportional", claimants: group });
    for (const { why, ...share } of shares) judged.push({ ...share, why: { rule: "sealed-bid", ask: group[0]!.ask, clearing: null, bound: boundOf(why.bound, open < step, share.units), rounding: why.rounding } });
    open -= given;
  }
  const served = withLoosePart(request, good, judged, true);
  const clearing = served.reduce<number | null>((highest, { units, why }) => (units > 0 ? Math.max(highest ?? 0, why.ask) : highest), null);
  const above = asks.slice(good.length);
  const refused = above.map(({ id, ask }): Share<BidWhy> => ({ id, units: 0, exact: 0, why: { rule: "sealed-bid", ask, clearing, bound: "above-ceiling", rounding: "none" } }));
  const { given, unplaced, left } = finish(request, good, served);
  const shares = [...served.map((share) => ({ ...share, why: { ...share.why, clearing } })), ...refused];
  return { shares, given, unplaced, left: left.flatMap((one) => splitCeiling(one, above)), clearing };
}

function boundOf(bound: string, full: boolean, units: number): BidBound {
  if (bound === "no-claim") return "no-claim";
  if (full) return "filled";
  if (bound === "minimum-down") return "minimum-down";
  return bound === "claim" || bound === "cap" ? "accepted" : units > 0 ? "shared" : "filled";
}

/** Of what too few offered, so much as was offered above the ceiling is due to the ceiling. */
function splitCeiling(one: Unplaced, above: readonly Ask[]): Unplaced[] {
  if (one.reason !== "too-few-claims") return [one];
  const ceiling = Math.min(one.units, above.reduce((sum, { claim }) => sum + claim, 0));
  const parts: Unplaced[] = [{ reason: "too-few-claims", units: one.units - ceiling }, { reason: "above-ceiling", units: ceiling }];
  return parts.filter(({ units }) => units > 0);
}

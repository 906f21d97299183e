/**
 * Words of the division of one order among growers. Quantities are integers of the item's unit; money is integer fen;
 * a per mille is an integer from 0 to 1,000. Ids are unique texts.
 */

/** 按比例 · 等额分配 (max-min fair) · 等额损失 · 塔木德: the four classical rules on claims. */
export type ClaimsRule = "proportional" | "equal-awards" | "equal-losses" | "talmud";
export const CLAIMS_RULES: readonly ClaimsRule[] = ["proportional", "equal-awards", "equal-losses", "talmud"];

/** Who comes first where the rule leaves it open: more score, less distance, or the published draw. */
export type TieCriterion = "score" | "distance" | "draw";
/**
 * The published order among claimants. Criteria are asked in turn; the draw is SHA-256 of `salt`, a line feed and the id, so
 * whoever has the sheet can repeat it, and another order (another salt) has another draw. What is still equal goes by id.
 */
export interface TieOrder {
  readonly by: readonly TieCriterion[];
  readonly salt: string;
}
export const USUAL_TIES: readonly TieCriterion[] = ["score", "distance", "draw"];

/** One grower's claim on an order: what he can and will deliver. */
export interface Claimant {
  readonly id: string;
  /** Units he offers, ≥ 0. */
  readonly claim: number;
  /** Units he may get at most, ≥ 0; a claim counts up to it. */
  readonly cap?: number | undefined;
  /** He gets nothing or at least this many units. */
  readonly minBatch?: number | undefined;
  /** Higher comes first; 0 where left out. */
  readonly score?: number | undefined;
  /** Metres; nearer comes first; unknown comes last. */
  readonly distance?: number | undefined;
}

/** What every division is asked with. */
export interface Division {
  /** Units ordered, ≥ 0. */
  readonly estate: number;
  /** Units of a tray: every share is a multiple of it, ≥ 1. */
  readonly step: number;
  readonly tie: TieOrder;
  /** leave: what fills no tray stays unplaced. one: a single grower may end with one tray that is not full. */
  readonly loose?: "leave" | "one" | undefined;
}
export interface AllocationRequest extends Division {
  readonly rule: ClaimsRule;
  readonly claimants: readonly Claimant[];
}

/** What one grower gets. */
export interface Share<W extends Why = Why> {
  readonly id: string;
  readonly units: number;
  /** His share before it was rounded to trays; with a rule that has no fractions, the units themselves. */
  readonly exact: number;
  readonly why: W;
}

/** Why some of the order is placed with nobody. */
export type UnplacedReason = "too-few-claims" | "loose-part" | "minimum-batch" | "cap" | "above-ceiling";
export interface Unplaced {
  readonly reason: UnplacedReason;
  readonly units: number;
}

/** Shares stand in the published order. Σ units + unplaced = estate. */
export interface Allocation<W extends Why = Why> {
  readonly shares: readonly Share<W>[];
  readonly given: number;
  readonly unplaced: number;
  /** The parts of `unplaced`; none when all is placed. */
  readonly left: readonly Unplaced[];
}

export type Why = ClaimsWhy | PriorityWhy | BidWhy | CostWhy;
/** none: the exact share was whole. loose: he took the tray that is not full. */
export type Rounding = "none" | "up" | "down" | "loose";

/** What everybody of this order was measured by: rate 0–1 of the claim, or units awarded or lost by each alike. */
export interface Level {
  readonly kind: "rate" | "award" | "loss";
  readonly value: number;
}
/**
 * What decided a share under a rule on claims. claim: he has all he offered. cap: all he may have. level: the common rate,
 * award or loss. half: Talmud only, half of his claim. minimum-up: raised to his minimum batch. minimum-down: his share was too
 * small for a batch, he gets nothing. no-claim: nothing was offered, or less than a tray.
 */
export type ClaimsBound = "claim" | "cap" | "level" | "half" | "minimum-up" | "minimum-down" | "no-claim";
export interface ClaimsWhy {
  readonly rule: ClaimsRule;
  /** Units of the claim that counted: within the cap, in whole trays. */
  readonly claim: number;
  readonly level: Level;
  readonly bound: ClaimsBound;
  readonly rounding: Rounding;
}

/** claim: all he offered. cap: his largest part. filled: the order was full. minimum-down: what was left made no batch. */
export type PriorityBound = "claim" | "cap" | "filled" | "minimum-down" | "no-claim";
export interface PriorityWhy {
  readonly rule: "priority";
  /** From 1. */
  readonly place: number;
  readonly score: number;
  /** Units that were still open when his turn came. */
  readonly open: number;
  readonly bound: PriorityBound;
  readonly rounding: Rounding;
}

/** accepted: all he offered. shared: he asked the last price taken, at which more was offered than was open. filled: the order was full before his price. */
export type BidBound = "accepted" | "shared" | "filled" | "above-ceiling" | "minimum-down" | "no-claim";
export interface BidWhy {
  readonly rule: "sealed-bid";
  /** Fen per unit. */
  readonly ask: number;
  readonly clearing: number | null;
  readonly bound: BidBound;
  readonly rounding: Rounding;
}

/** floor: his fair part and no more. cost: more than it, as he costs little. claim: all he may have. dearer: others cost less. minimum-up and minimum-down: his fair part was less than a batch. */
export type CostBound = "floor" | "cost" | "claim" | "dearer" | "minimum-up" | "minimum-down" | "no-claim";
export interface CostWhy {
  readonly rule: "least-cost";
  /** Units he was to have at least, in whole trays. */
  readonly floor: number;
  /** Thousandths of a fen per unit: carrying plus expected loss of grade, without trucks. */
  readonly unitCost: number;
  /** The trucks of his zone: what one holds and costs (fen), how many were started, how many units all of the zone put on them. */
  readonly truck: { readonly zone: string; readonly holds: number; readonly fixed: number; readonly free?: number | undefined; readonly started: number; readonly load: number } | null;
  readonly bound: CostBound;
  readonly rounding: Rounding;
}

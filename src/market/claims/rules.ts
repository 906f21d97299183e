import { GRADES } from "../../kernel/lots/contract.ts";
import { CHANNELS } from "../settlement/contract.ts";

export type Channel = (typeof CHANNELS)[number];
export type Grade = (typeof GRADES)[number];

/** What is wrong with the goods. */
export const FAULTS = ["wilted", "broken", "cold", "pests", "mould", "wrong_item", "wrong_grade", "short", "other"] as const;
/** What the buyer asks: money back, the price of a lower grade, or to give the whole sale back. */
export const ASKS = ["refund", "regrade", "return"] as const;
/** filed: the grower answers · offered: the buyer answers the grower's offer · arbitration: the market judges · confirming: a second person confirms. */
export const STATES = ["filed", "offered", "arbitration", "confirming", "closed"] as const;
export const OUTCOMES = ["refund", "regrade", "return", "reject", "withdrawn", "void"] as const;
export const CLASSES = ["A", "B", "C"] as const;
export type Fault = (typeof FAULTS)[number];
export type Ask = (typeof ASKS)[number];
export type State = (typeof STATES)[number];
export type Outcome = (typeof OUTCOMES)[number];
export type QualityClass = (typeof CLASSES)[number];

/** Outcomes by which the grower answers for the goods; their units count in his quality index. */
export const ACCEPTED = ["refund", "regrade", "return"] as const satisfies readonly Outcome[];
export const isAccepted = (outcome: Outcome): boolean => (ACCEPTED as readonly Outcome[]).includes(outcome);

export const MAX_PHOTOS = 6;
export const MAX_TEMPERATURES = 500;
export const MAX_CLAIM_UNITS = 1_000_000;
export const MAX_AMOUNT = 100_000_000_00;
const HOUR_MS = 3_600_000;
const PERCENT = 100;
export const PPM = 1_000_000;

/** Everything the operator keeps; a claim is judged by the settings of the moment it was made. */
export interface ClaimSettings {
  /** Hours after the sale in which a buyer may claim, by channel. */
  readonly windowHours: Readonly<Record<Channel, number>>;
  readonly answerHours: number;
  readonly replyHours: number;
  readonly arbitrationHours: number;
  /** A grower who says nothing has accepted what is asked, up to this share of the value of the claimed units; above it the market judges. */
  readonly silentPercent: number;
  /** What a grade is worth in percent of grade A; the price of a regraded unit follows from it. */
  readonly gradePercent: Readonly<Record<Grade, number>>;
  readonly qualityDays: number;
  /** Shares from which a grower is in class B and in class C, in millionths. */
  readonly classBFrom: number;
  readonly classCFrom: number;
  /** What an accepted claim costs the grower besides, by his class before it, in minor units. */
  readonly levy: Readonly<Record<QualityClass, number>>;
}

export const DEFAULT_SETTINGS: ClaimSettings = {
  windowHours: { clock: 24, presale: 24, catalogue: 48, offer: 48, contract: 48, stall: 24, pooled: 48, live: 48 },
  answerHours: 12, replyHours: 12, arbitrationHours: 24, silentPercent: 30,
  gradePercent: { A: 100, B: 80, C: 60, D: 40, E: 20 },
  qualityDays: 56, classBFrom: 10_000, classCFrom: 50_000,
  levy: { A: 0, B: 0, C: 0 },
};

export const hoursAfter = (from: Date, hours: number): Date => new Date(from.getTime() + hours * HOUR_MS);

/**
 * What is given back when units are worth a lower grade: units × (price − price × worth of the new grade ÷ worth of the
 * sold one), the lower price rounded half up to the minor unit. Zero when the grade is not lower.
 */
export function regradeRefund({ units, price, sold, grade }: { units: number; price: number; sold: Grade; grade: Grade }, worth: ClaimSettings["gradePercent"]): number {
  const [above, below] = [BigInt(worth[sold]), BigInt(worth[grade])];
  if (below >= above) return 0;
  const lower = (BigInt(price) * below * 2n + above) / (above * 2n);
  return Number(BigInt(units) * (BigInt(price) - lower));
}

export interface Bounds {
  readonly units: number;
  readonly price: number;
  readonly gross: number;
  /** What was given back on the sale before. */
  readonly refunded: number;
}

/** The most a claim may give back: the value of its units, and never more than is left of the sale. */
export const mostRefund = ({ units, price, gross, refunded }: Bounds): number => Math.max(0, Math.min(units * price, gross - refunded));

/** Whether a grower's silence accepts what is asked; a return is never accepted by silence, because somebody has to see the goods. */
export function silenceAccepts({ ask, amount, units, price }: { ask: Ask; amount: number; units: number; price: number }, silentPercent: number): boolean {
  return ask !== "return" && BigInt(amount) * BigInt(PERCENT) <= BigInt(units) * BigInt(price) * BigInt(silentPercent);
}

/** Accepted units in millionths of the units sold; null where nothing was sold. Rounded up, so that a fault never disappears. */
export function shareOf(claimed: number, sold: number): number | null {
  return sold === 0 ? null : Math.ceil((claimed * PPM) / sold);
}

/** A below the first bound, C from the second on; nobody is judged who sold nothing. */
export function classOf(share: number | null, { classBFrom, classCFrom }: Pick<ClaimSettings, "classBFrom" | "classCFrom">): QualityClass | null {
  if (share === null) return null;
  return share >= classCFrom ? "C" : share >= classBFrom ? "B" : "A";
}

export type Deed = "answer" | "reply" | "withdraw" | "rule" | "confirm";

/** What somebody may do with a claim now. Whoever comes after the deadline may do nothing: the deadline acts for him. */
export function deedsOf(claim: { state: State; overdue: boolean }, who: { buyer: boolean; grower: boolean; grader: boolean; operator: boolean; ruledByHim: boolean }): Deed[] {
  if (claim.state === "closed" || (claim.overdue && (claim.state === "filed" || claim.state === "offered"))) return [];
  return [
    ...(who.grower && claim.state === "filed" ? ["answer" as const] : []),
    ...(who.buyer && claim.state === "offered" ? ["reply" as const] : []),
    ...(who.buyer ? ["withdraw" as const] : []),
    ...(who.grader && claim.state === "arbitration" ? ["rule" as const] : []),
    ...(who.operator && claim.state === "confirming" && !who.ruledByHim ? ["confirm" as const] : []),
  ];
}

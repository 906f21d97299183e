import { addDays, daysBetween, isDay } from "../../engines/calendar/day.ts";
import { mulDivHalfUp } from "../../engines/fees/rounding.ts";
import type { PriceFormula } from "../../engines/contract-price/contract-price.ts";

export const SIDES = ["seller", "buyer"] as const;
export type Side = (typeof SIDES)[number];
export const otherSide = (side: Side): Side => (side === "seller" ? "buyer" : "seller");

export const STATES = ["draft", "proposed", "signed", "running", "ended", "defaulted", "cancelled"] as const;
/** signed: by one of the two. From running on the terms bind both. */
export type State = (typeof STATES)[number];
export const OVER: readonly State[] = ["ended", "defaulted", "cancelled"];

export const CALL_STATES = ["called", "confirmed", "closed", "cancelled"] as const;
export type CallState = (typeof CALL_STATES)[number];
export const PART_STATES = ["earmarked", "held", "sold", "returned", "released", "cut"] as const;
/** earmarked: of a lot that is still to come. held: on the kernel's lot. returned: the sale was taken back. */
export type PartState = (typeof PART_STATES)[number];
export const DEVIATIONS = ["short", "late", "off_grade", "not_taken", "under_called", "under_delivered"] as const;
export type DeviationKind = (typeof DEVIATIONS)[number];
export const sideOf = (kind: DeviationKind): Side => (kind === "not_taken" || kind === "under_called" ? "buyer" : "seller");

export const MAX_PERIODS = 60;
export const MAX_SUBSTITUTES = 5;
export const MAX_BAND = 50;
export const MAX_QUANTITY = 1_000_000;
export const MAX_PRICE = 1_000_000_00;
export const MAX_DEPOSIT = 100_000_000_00;
export const MAX_FACTOR_PPM = 10_000_000;
/** A mean over more sheets than this follows nothing. */
export const MAX_PUBLICATIONS = 30;
export const MAX_LAG_DAYS = 30;
export const MAX_LEAD_DAYS = 60;
export const MAX_ANSWER_HOURS = 168;
export const MAX_GRACE_DAYS = 14;
export const MAX_DEVIATIONS = 20;
export const MAX_PARTS = 40;
export const MAX_PLAN_BYTES = 1_000_000;
export const MAX_EXPORT_ROWS = 5_000;
/** A plan that reaches further is a letter of intent. */
export const MAX_DAYS_AHEAD = 400;
const PERCENT = 100;

export type Grade = "A" | "B" | "C" | "D" | "E";
const ORDER: readonly Grade[] = ["A", "B", "C", "D", "E"];

export interface PlannedPeriod {
  readonly from: string;
  readonly to: string;
  readonly planned: number;
}
export type PriceTerms =
  | { readonly kind: "fixed"; readonly price: number }
  | (PriceFormula & { readonly kind: "formula"; readonly reference: { readonly itemId: string; readonly grade: Grade | null; readonly venue: "stall" | null; readonly lagDays: number } });

/** What two parties agree on. Percentages are whole; amounts are minor units; days are business dates. */
export interface Terms {
  readonly itemId: string;
  readonly grade: Grade | null;
  /** The lowest grade the buyer takes all the same, with the penalty for off-grade goods; null takes none below `grade`. */
  readonly lowestGrade: Grade | null;
  readonly substitutes: readonly string[];
  readonly quantity: number;
  /** Per cent above and below, over the whole and in each period. */
  readonly band: number;
  readonly periodBand: number;
  readonly periods: readonly PlannedPeriod[];
  readonly price: PriceTerms;
  readonly deposit: { readonly seller: number; readonly buyer: number };
  /** Days between a call-off and its delivery, at least. */
  readonly leadDays: number;
  /** Hours the grower has to answer; silence confirms in full. */
  readonly answerHours: number;
  /** Days after the date on which late goods are still taken. */
  readonly graceDays: number;
  readonly penalties: { readonly short: number; readonly shortTolerance: number; readonly late: number; readonly offGrade: number; readonly notTaken: number };
  readonly default: { readonly deviations: number; readonly underPeriod: "default" | "deviation" };
  readonly note: string;
}

const whole = (value: number, least: number, most: number): boolean => Number.isSafeInteger(value) && value >= least && value <= most;

/** Whether a price is one at all; a cap below the floor is a fault of the terms and told as such. */
export function priceFits(price: PriceTerms): boolean {
  if (price.kind === "fixed") return whole(price.price, 1, MAX_PRICE);
  return [price.floor, price.missing.base, ...(price.cap === null ? [] : [price.cap])].every((one) => whole(one, 1, MAX_PRICE)) && whole(price.factorPpm, 1, MAX_FACTOR_PPM) && whole(price.premium, -MAX_PRICE, MAX_PRICE)
    && whole(price.publications, 1, price.basis === "day" ? 1 : MAX_PUBLICATIONS) && whole(price.reference.lagDays, 0, MAX_LAG_DAYS);
}

/** Whether every figure is one and within its range: what a form can know before it asks, the same as the contract's schema. */
export function figuresFit(terms: Terms): boolean {
  const { penalties, deposit } = terms;
  return whole(terms.quantity, 1, MAX_QUANTITY) && whole(terms.band, 0, MAX_BAND) && whole(terms.periodBand, 0, PERCENT) && terms.periods.length <= MAX_PERIODS && terms.periods.every((one) => whole(one.planned, 1, MAX_QUANTITY) && isDay(one.from) && isDay(one.to))
    && whole(deposit.seller, 0, MAX_DEPOSIT) && whole(deposit.buyer, 0, MAX_DEPOSIT) && whole(terms.leadDays, 0, MAX_LEAD_DAYS) && whole(terms.answerHours, 1, MAX_ANSWER_HOURS) && whole(terms.graceDays, 0, MAX_GRACE_DAYS)
    && Object.values(penalties).every((one) => whole(one, 0, PERCENT)) && whole(terms.default.deviations, 1, MAX_DEVIATIONS) && priceFits(terms.price);
}

export interface Band {
  readonly lower: number;
  readonly upper: number;
}
/** Inner bounds: nobody may be held to a pot that is only reached by rounding. */
export const bandOf = (quantity: number, percent: number): Band => ({
  lower: Math.ceil((quantity * (PERCENT - percent)) / PERCENT), upper: Math.floor((quantity * (PERCENT + percent)) / PERCENT),
});

export type TermFault = "no_periods" | "periods_overlap" | "period_backwards" | "too_far" | "begins_before_today" | "plan_differs" | "grades_turned" | "cap_below_floor" | "substitute_is_itself";

/** What is wrong with the terms before they may be shown to the other side; the first fault of each kind. */
export function faultsOf(terms: Terms, today: string): TermFault[] {
  const { periods, price, grade, lowestGrade } = terms;
  const faults: TermFault[] = [];
  const sorted = periods.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  if (periods.length === 0) faults.push("no_periods");
  if (periods.some((one) => one.to < one.from)) faults.push("period_backwards");
  if (sorted.some((one, n) => n > 0 && one.from <= sorted[n - 1]!.to)) faults.push("periods_overlap");
  if (sorted.length > 0 && sorted[0]!.from < today) faults.push("begins_before_today");
  if (sorted.length > 0 && daysBetween(today, sorted.at(-1)!.to) > MAX_DAYS_AHEAD) faults.push("too_far");
  if (periods.reduce((sum, one) => sum + one.planned, 0) !== terms.quantity) faults.push("plan_differs");
  if (lowestGrade !== null && (grade === null || ORDER.indexOf(lowestGrade) <= ORDER.indexOf(grade))) faults.push("grades_turned");
  if (price.kind === "formula" && price.cap !== null && price.cap < price.floor) faults.push("cap_below_floor");
  if (terms.substitutes.includes(terms.itemId)) faults.push("substitute_is_itself");
  return faults;
}

/** Splits a quantity over whole weeks from a day on; what does not divide goes to the first ones. */
export function weeklyPlan(from: string, weeks: number, quantity: number): PlannedPeriod[] {
  return Array.from({ length: weeks }, (_, n) => ({
    from: addDays(from, 7 * n), to: addDays(from, 7 * n + 6), planned: Math.floor(quantity / weeks) + (n < quantity % weeks ? 1 : 0),
  }));
}

/** The same plan so many days later, for a renewal. */
export const shifted = (periods: readonly PlannedPeriod[], days: number): PlannedPeriod[] =>
  periods.map((one) => ({ ...one, from: addDays(one.from, days), to: addDays(one.to, days) }));

/** agreed, lower but accepted with a penalty, or not to be delivered at all. A lot without a grade fits only where none was agreed. */
export function gradeFits(terms: Pick<Terms, "grade" | "lowestGrade">, grade: Grade | null): "agreed" | "lower" | "not_agreed" {
  if (terms.grade === null) return "agreed";
  if (grade === null) return "not_agreed";
  if (ORDER.indexOf(grade) <= ORDER.indexOf(terms.grade)) return "agreed";
  return terms.lowestGrade !== null && ORDER.indexOf(grade) <= ORDER.indexOf(terms.lowestGrade) ? "lower" : "not_agreed";
}

/** units × price × per cent, half up to the minor unit, once. */
export const penaltyOf = (units: number, price: number, percent: number): number => mulDivHalfUp(units * price, percent, PERCENT);

export interface DeliveredPart {
  readonly quantity: number;
  readonly heldOn: string;
  readonly fits: "agreed" | "lower" | "not_agreed";
}
export interface Deviation {
  readonly kind: DeviationKind;
  readonly units: number;
  readonly percent: number;
}

/** What a call-off that is over leaves to be paid for. Goods count as on time when they stood in the market on the day. */
export function callDeviations(terms: Pick<Terms, "penalties">, call: { asked: number; dueOn: string; delivered: readonly DeliveredPart[]; notTaken: number }): Deviation[] {
  const { penalties } = terms;
  const sum = (parts: readonly DeliveredPart[]): number => parts.reduce((total, part) => total + part.quantity, 0);
  const missing = call.asked - sum(call.delivered) - call.notTaken;
  const short = missing - Math.floor((call.asked * penalties.shortTolerance) / PERCENT);
  const found: Deviation[] = [
    { kind: "short", units: Math.max(0, short), percent: penalties.short },
    { kind: "late", units: sum(call.delivered.filter((part) => part.heldOn > call.dueOn)), percent: penalties.late },
    { kind: "off_grade", units: sum(call.delivered.filter((part) => part.fits === "lower")), percent: penalties.offGrade },
    { kind: "not_taken", units: call.notTaken, percent: penalties.notTaken },
  ];
  return found.filter((one) => one.units > 0);
}

/** A period that is over: what is missing below its band is laid to whoever caused more of it; who called too little cannot say that nothing came. */
export function periodDeviation({ lower, asked, delivered, notTaken }: { lower: number; asked: number; delivered: number; notTaken: number }): { kind: "under_called" | "under_delivered"; units: number } | null {
  if (delivered >= lower) return null;
  const uncalled = Math.max(0, lower - asked) + notTaken;
  const undelivered = Math.max(0, lower - delivered - uncalled);
  return undelivered > uncalled ? { kind: "under_delivered", units: undelivered } : { kind: "under_called", units: Math.min(uncalled, lower - delivered) };
}

export interface PeriodStand extends Band {
  readonly n: number;
  readonly open: boolean;
  readonly stands: number;
}
/** The most that can still be called in a period: its own band, the whole's, and what the other open periods need to keep theirs. */
export function callMost(whole: Band, periods: readonly PeriodStand[], n: number): number {
  const own = periods.find((one) => one.n === n);
  if (own === undefined || !own.open) return 0;
  const stands = periods.reduce((sum, one) => sum + one.stands, 0);
  const needed = periods.filter((one) => one.open && one.n !== n).reduce((sum, one) => sum + Math.max(0, one.lower - one.stands), 0);
  return Math.max(0, Math.min(own.upper - own.stands, whole.upper - stands - needed));
}

export type Deed = "edit" | "propose" | "take_back" | "decline" | "sign" | "cancel" | "call" | "end_early" | "agree_end" | "withdraw_end" | "renew";

/** What one of the two may do with a contract now. */
export function deedsOf(contract: { state: State; madeBy: Side; signed: readonly Side[]; endAskedBy: Side | null }, side: Side | null): Deed[] {
  if (side === null) return [];
  const own = contract.madeBy === side;
  switch (contract.state) {
    case "draft": return own ? ["edit", "propose", "cancel"] : [];
    case "proposed": return [...(own ? ["take_back" as const] : ["decline" as const]), "sign"];
    case "signed": return contract.signed.includes(side) ? ["cancel"] : ["sign", "decline"];
    case "running": return [...(side === "buyer" ? ["call" as const] : []), ...(contract.endAskedBy === null ? ["end_early" as const] : contract.endAskedBy === side ? ["withdraw_end" as const] : ["agree_end" as const])];
    default: return contract.state === "cancelled" && contract.signed.length < SIDES.length ? [] : ["renew"];
  }
}

export type CallDeed = "answer" | "assign" | "cancel_call" | "deliver";
export function callDeedsOf(call: { state: CallState; running: boolean; held: number; assigned: number; confirmed: number | null; due: boolean }, who: { side: Side | null; desk: boolean }): CallDeed[] {
  if (!call.running) return [];
  if (call.state === "called") return who.side === "seller" ? ["answer"] : who.side === "buyer" ? ["cancel_call"] : [];
  if (call.state !== "confirmed") return [];
  return [...(who.side === "seller" && call.assigned < (call.confirmed ?? 0) ? ["assign" as const] : []), ...(call.held > 0 && (who.desk || who.side === "buyer") ? ["deliver" as const] : [])];
}

/** State organs in the register of unified social credit codes (GB 32100: registrar 1, class 1) buy nothing here. */
export const isStateOrgan = (uscc: string | null): boolean => uscc?.startsWith("11") ?? false;

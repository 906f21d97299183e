import { addDays } from "../../engines/calendar/day.ts";
import type { PriceFormula } from "../../engines/contract-price/contract-price.ts";

/**
 * draft: the enterprise still writes. asked: it lies with the hub. open: quotas are out and growers answer.
 * allocated: the sheet is published and goods are brought. closed: every drop is settled.
 */
export const STATES = ["draft", "asked", "open", "allocated", "closed", "cancelled"] as const;
export type State = (typeof STATES)[number];
export const OVER: readonly State[] = ["closed", "cancelled"];

/** proportional … talmud: claims rules of `engines/allocation`. */
export const RULES = ["proportional", "equal_awards", "equal_losses", "talmud", "priority", "least_cost", "sealed_bid"] as const;
export type Rule = (typeof RULES)[number];

export const ANSWER_STATES = ["waiting", "answered", "silent"] as const;
export type AnswerState = (typeof ANSWER_STATES)[number];
/** allocation: by a run. cover: the hub's own or the market's stock. */
export const PROMISE_SOURCES = ["allocation", "reallocation", "cover"] as const;
export type PromiseSource = (typeof PROMISE_SOURCES)[number];
/** kept: all of it came. short: less came, or none; what is missing lies on the grower or on nobody, as its fault lines say. */
export const PROMISE_STATES = ["standing", "kept", "short", "defaulted", "withdrawn"] as const;
export type PromiseState = (typeof PROMISE_STATES)[number];

/** expected: declared and on its way. received: counted in, waits for the grader. accepted: held for the order. shipped: sold. returned: not conforming, the grower's free stock again. */
export const PARCEL_STATES = ["expected", "accepted", "shipped", "returned", "cancelled"] as const;
export type ParcelState = (typeof PARCEL_STATES)[number];

export const FAULTS = ["short", "late", "off_grade", "withdrawn", "side_sold", "refused"] as const;
/** refused: the enterprise did not take goods that conformed. All others are the grower's. */
export type FaultKind = (typeof FAULTS)[number];

export const DROP_STATES = ["open", "settled"] as const;
export const RISKS = ["short_promised", "batch_short", "not_announced", "late", "off_grade", "low_score", "no_credit", "stuck"] as const;
export type Risk = (typeof RISKS)[number];

export const MAX_LINES = 60;
export const MAX_DROPS = 30;
export const MAX_QUANTITY = 1_000_000;
export const MAX_PRICE = 1_000_000_00;
export const MAX_SUBSTITUTES = 5;
export const MAX_LIMITS = 12;
export const MAX_CANDIDATES = 2_000;
export const MAX_ANSWER_HOURS = 24 * 14;
export const MAX_GRACE_DAYS = 14;
export const MAX_DAYS_AHEAD = 400;
export const MAX_STEP = 10_000;
export const MAX_ROUNDS = 9;
export const MAX_SAMPLES = 200;
export const MAX_TRUCK_COST = 1_000_000;
export const PER_MILLE = 1_000;

export type Grade = "A" | "B" | "C" | "D" | "E";
export const GRADE_ORDER: readonly Grade[] = ["A", "B", "C", "D", "E"];

/** What a measured attribute must be for a grade; units as the item's attributes name them (heightCm, crownCm, buds …). Either bound may be missing, not both. */
export interface Limit {
  readonly attribute: string;
  readonly min: number | null;
  readonly max: number | null;
}
/** The goods as measured: the best grade first; a sample that meets no grade is off-grade. */
export interface GradeSpec {
  readonly grade: Grade;
  readonly limits: readonly Limit[];
  /** Of the line's price, per mille; 1000 for the grade that was ordered, null where this grade is not taken. */
  readonly pricePm: number | null;
}
/** How many pots the grader takes and how many of them may fall short: sample = clamp(⌈quantity × samplePm ÷ 1000⌉, least, most); accepted while defects ≤ ⌊sample × acceptPm ÷ 1000⌋. */
export interface SamplingPlan {
  readonly samplePm: number;
  readonly least: number;
  readonly most: number;
  readonly acceptPm: number;
}
export interface Substitute {
  readonly itemId: string;
  /** Of the line's price, per mille. */
  readonly pricePm: number;
}
export type PriceTerms =
  | { readonly kind: "fixed"; readonly price: number }
  | (PriceFormula & { readonly kind: "index"; readonly reference: { readonly itemId: string; readonly grade: Grade | null; readonly venue: "stall" | null; readonly lagDays: number } })
  /** Growers say what they ask, sealed until the deadline; all taken get the highest ask taken, never above the ceiling. */
  | { readonly kind: "sealed"; readonly ceiling: number };

export interface Drop {
  readonly dueOn: string;
  readonly place: string;
  readonly quantity: number;
}
export interface Line {
  readonly itemId: string;
  readonly grade: Grade;
  readonly spec: readonly GradeSpec[];
  readonly sampling: SamplingPlan;
  readonly substitutes: readonly Substitute[];
  readonly quantity: number;
  /** Per cent below and above which a drop still counts as filled. */
  readonly tolerance: number;
  /** Whole trays: every share is a multiple of this many units. */
  readonly step: number;
  /** Less than this is not worth a grower's trip; 0 for none. */
  readonly minBatch: number;
  readonly price: PriceTerms;
  readonly drops: readonly Drop[];
}
export interface Weights {
  readonly quality: number;
  readonly punctuality: number;
  readonly distance: number;
  readonly price: number;
}
/** What fetching goods from a town costs: each started truck its trip, and its way to the town and back per kilometre. */
export interface Truck {
  /** Units a truck holds. */
  readonly holds: number;
  /** Fen. */
  readonly perTrip: number;
  readonly perKm: number;
}
/** What the enterprise and the hub agree on before growers are asked. Percentages are whole, amounts fen, days business dates. */
export interface Terms {
  readonly lines: readonly Line[];
  readonly rule: Rule;
  /** For priority and as the tie order of the others; per mille, their sum is 1000. */
  readonly weights: Weights;
  /** least_cost: each gets at least this share, per mille, of what equal awards would give him. */
  readonly fairnessPm: number;
  /** least_cost: goods of a town share trucks; without it carrying is counted per unit and kilometre. */
  readonly truck?: Truck | null | undefined;
  /** The most one grower may have of a drop, per cent; 100 for no bound. */
  readonly capPercent: number;
  /** Of every sale's gross, per mille: what the hub keeps, shown to both sides. */
  readonly marginPm: number;
  /** Per cent of the value: the enterprise's at publication, the growers' with their share. */
  readonly deposit: { readonly enterprise: number; readonly grower: number };
  readonly answerHours: number;
  /** Days after the date on which goods are still taken. */
  readonly graceDays: number;
  /** Per cent of the price of the units concerned. */
  readonly penalties: { readonly short: number; readonly late: number; readonly withdrawn: number; readonly sideSold: number; readonly refused: number };
  /** What may be done about a gap, in this order. */
  readonly remedies: readonly ("reallocate" | "cover" | "consent")[];
  readonly note: string;
}

export type TermFault = "drops_differ" | "past_day" | "too_far" | "not_whole_trays" | "minimum_too_large" | "grade_missing" | "grade_twice" | "weights_differ" | "sealed_both" | "cap_below_floor" | "substitute_is_itself" | "same_drop" | "truck_too_small" | "too_much_money";

/** What is wrong with terms before growers are asked; the first fault of each kind. */
export function faultsOf(terms: Terms, today: string): TermFault[] {
  const faults = new Set<TermFault>();
  const { quality, punctuality, distance, price } = terms.weights;
  if (quality + punctuality + distance + price !== PER_MILLE) faults.add("weights_differ");
  if (terms.truck && terms.lines.some((line) => line.step > terms.truck!.holds)) faults.add("truck_too_small");
  for (const line of terms.lines) for (const fault of lineFaults(terms, line, today)) faults.add(fault);
  if (!Number.isSafeInteger(terms.lines.reduce((sum, line) => sum + line.quantity * estimateOf(line), 0)) || valueOf(terms) > MAX_ORDER_VALUE) faults.add("too_much_money");
  return [...faults];
}

function* lineFaults({ rule }: Terms, line: Line, today: string): Generator<TermFault> {
  const { drops, spec, price } = line;
  if (drops.reduce((sum, drop) => sum + drop.quantity, 0) !== line.quantity) yield "drops_differ";
  if (drops.some((drop) => drop.dueOn < today)) yield "past_day";
  if (drops.some((drop) => drop.dueOn > addDays(today, MAX_DAYS_AHEAD))) yield "too_far";
  if (drops.some((drop) => drop.quantity % line.step !== 0)) yield "not_whole_trays";
  if (drops.some((drop) => drop.quantity < line.minBatch)) yield "minimum_too_large";
  if (new Set(drops.map((drop) => `${drop.dueOn} ${drop.place}`)).size !== drops.length) yield "same_drop";
  if (!spec.some((one) => one.grade === line.grade && one.pricePm === PER_MILLE)) yield "grade_missing";
  if (new Set(spec.map((one) => one.grade)).size !== spec.length) yield "grade_twice";
  if ((rule === "sealed_bid") !== (price.kind === "sealed")) yield "sealed_both";
  if (price.kind === "index" && price.cap !== null && price.cap < price.floor) yield "cap_below_floor";
  if (line.substitutes.some((one) => one.itemId === line.itemId)) yield "substitute_is_itself";
}

/** A sum larger than this is a typing error: ten billion yuan in fen. */
export const MAX_ORDER_VALUE = 1_000_000_000_000;
/** Items that growers are asked for where they have not the ordered one, the preferred first. Sealed asks clear at one price of one item. */
export const substitutesOf = ({ rule }: Pick<Terms, "rule">, { substitutes }: Pick<Line, "substitutes">): string[] => (rule === "sealed_bid" ? [] : substitutes.map((one) => one.itemId));
/** Whether goods of a town share trucks whose cost decides. */
export const trucked = ({ rule, truck }: Pick<Terms, "rule" | "truck">): boolean => rule === "least_cost" && truck !== null && truck !== undefined;
/** Fen for one truck to a place so far away and back. */
export const tripCost = ({ perTrip, perKm }: Truck, km: number): number => perTrip + Math.round(2 * km * perKm);
/** What a unit is counted at before its price is made: fixed as it is, by index the floor, by sealed asks the ceiling. */
export const estimateOf = ({ price }: Pick<Line, "price">): number => (price.kind === "fixed" ? price.price : price.kind === "index" ? price.floor : price.ceiling);
export const valueOf = (terms: Pick<Terms, "lines">): number => terms.lines.reduce((sum, line) => sum + line.quantity * estimateOf(line), 0);
/** The most one grower may have of a drop, in units. */
export const capOf = (quantity: number, capPercent: number): number => Math.floor((quantity * capPercent) / 100);
/** Drops by day, then line and number: the order in which they are divided. */
export const byDay = <D extends { readonly dueOn: string; readonly line: number; readonly n: number }>(a: D, b: D): number => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : a.line - b.line || a.n - b.n);

/** Whether goods with these expected measures can meet a grade that is taken; what is not said is not held against them. */
export function canMeet(spec: readonly GradeSpec[], goods: { readonly grade: string | null; readonly attributes: Readonly<Record<string, number | string | boolean>> }): boolean {
  return spec.some(({ grade, limits, pricePm }) => pricePm !== null && (goods.grade === null || GRADE_ORDER.indexOf(goods.grade as Grade) <= GRADE_ORDER.indexOf(grade)) && limits.every(({ attribute, min, max }) => {
    const value = goods.attributes[attribute];
    return typeof value !== "number" || ((min === null || value >= min) && (max === null || value <= max));
  }));
}

export const ORDER_DEEDS = ["edit", "ask", "decline", "publish", "cancel", "allocate", "reinvite", "answer", "ship", "close", "consent"] as const;
export type OrderDeed = (typeof ORDER_DEEDS)[number];
export interface OrderStand {
  readonly state: State;
  readonly madeBy: "enterprise" | "hub";
  /** Growers may still answer the last round. */
  readonly answering: boolean;
  readonly roundOpen: boolean;
  readonly round: number;
  readonly unplaced: number;
  readonly standing: number;
  readonly accepted: number;
  readonly consentAsked: boolean;
}
/** What a side may do with an order as it stands. */
export function deedsOf(order: OrderStand, side: "enterprise" | "hub" | "grower" | "looker"): OrderDeed[] {
  const { state, madeBy, answering, roundOpen, unplaced, standing } = order;
  const deeds: (OrderDeed | false)[] = [];
  if (side === "enterprise") deeds.push(state === "draft" && madeBy === "enterprise" && "edit", state === "draft" && madeBy === "enterprise" && "ask", (state === "draft" || state === "asked") && "cancel", state === "allocated" && order.consentAsked && "consent");
  if (side === "hub") {
    deeds.push((state === "asked" || (state === "draft" && madeBy === "hub")) && "edit", state === "asked" && madeBy === "enterprise" && "decline", (state === "asked" || (state === "draft" && madeBy === "hub")) && "publish", (state === "draft" || state === "asked" || state === "open" || (state === "allocated" && standing === 0)) && "cancel");
    deeds.push(roundOpen && "allocate", state === "allocated" && !roundOpen && unplaced > 0 && order.round < MAX_ROUNDS && "reinvite", state === "allocated" && order.accepted > 0 && "ship");
  }
  if (side === "grower") deeds.push(answering && "answer");
  return deeds.filter((deed) => deed !== false);
}

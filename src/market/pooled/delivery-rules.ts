import { daysBetween } from "../../engines/calendar/day.ts";
import { allocateProportionally, divideHalfUp, mulDivHalfUp, toSafeNumber } from "../../engines/fees/rounding.ts";
import { GRADE_ORDER, PER_MILLE, type FaultKind, type Grade, type GradeSpec, type Line, type Terms } from "./rules.ts";

/** What is true between a promise and its money. Units, fen, per mille; every amount is rounded half up, once. */
export const PERCENT = 100;
export const SPLITS = ["units", "km"] as const;
export type Split = (typeof SPLITS)[number];

/** The dock takes so many parcels in half an hour, within these hours of the market's own clock. */
export const DOCK_PLACES = 6;
export const DOCK_STEP_MINUTES = 30;
export const DOCK_FROM_MINUTES = 5 * 60;
export const DOCK_TO_MINUTES = 20 * 60;
/** So many days before the day, or earlier, a withdrawal costs its own percentage; later it costs like not bringing the goods. */
export const EARLY_DAYS = 3;
/** Sales of the same goods elsewhere count from so many days before the day. */
export const SIDE_SALE_DAYS = 7;

export const saidEarly = (today: string, dueOn: string): boolean => daysBetween(today, dueOn) >= EARLY_DAYS;
/** Whether a moment is one of the dock's times. */
export const isSlot = (minutes: number): boolean => minutes >= DOCK_FROM_MINUTES && minutes < DOCK_TO_MINUTES && minutes % DOCK_STEP_MINUTES === 0;

/** What is still to be brought of a promise: promised, less given up, less accepted, less on its way. */
export const openOf = (promise: { readonly quantity: number; readonly withdrawn: number; readonly defaulted: number }, accepted: number, announced = 0): number =>
  Math.max(0, promise.quantity - promise.withdrawn - promise.defaulted - accepted - announced);

/** How a spec takes a grade: its own line, or for a grade better than the best it names, the best. Null where it is not taken. */
export function takenAs(spec: readonly GradeSpec[], grade: Grade | null): number | null {
  if (grade === null) return null;
  const named = spec.find((one) => one.grade === grade);
  if (named !== undefined) return named.pricePm;
  const best = spec[0]!;
  return GRADE_ORDER.indexOf(grade) < GRADE_ORDER.indexOf(best.grade) ? best.pricePm : null;
}

/** The grade on the lot's card of goods that meet none of an order's grades: below the lowest of them. It says no more than that. */
export function belowSpec(spec: readonly GradeSpec[]): Grade {
  const lowest = Math.max(...spec.map((one) => GRADE_ORDER.indexOf(one.grade)));
  return GRADE_ORDER[Math.min(lowest + 1, GRADE_ORDER.length - 1)]!;
}

/** Per unit: base × the grade's per mille × a substitute's per mille, half up, once; at least one fen. */
export function pricedAt(base: number, gradePm: number, substitutePm: number = PER_MILLE): number {
  return Math.max(1, toSafeNumber(divideHalfUp(BigInt(base) * BigInt(gradePm) * BigInt(substitutePm), BigInt(PER_MILLE) * BigInt(PER_MILLE)), "price"));
}
/** Of the line's price, per mille; null where an item is neither the line's own nor one of its substitutes. */
export const itemPm = (line: Pick<Line, "itemId" | "substitutes">, itemId: string): number | null => (itemId === line.itemId ? PER_MILLE : (line.substitutes.find((one) => one.itemId === itemId)?.pricePm ?? null));

export const penaltyOf = (units: number, price: number, percent: number): number => mulDivHalfUp(units * price, percent, PERCENT);
export const marginOf = (gross: number, marginPm: number): number => mulDivHalfUp(gross, marginPm, PER_MILLE);

/** One trip's cost over what it fetched, to the last fen: by units, or by units × kilometres (a town that is not known counts as one). */
export function splitFreight(freight: number, split: Split, loads: readonly { readonly units: number; readonly km: number | null }[]): number[] {
  if (loads.length === 0) return [];
  // Tenths of a kilometre, so that weights are whole.
  return allocateProportionally(freight, loads.map(({ units, km }) => (split === "units" ? units : units * Math.max(1, Math.round((km ?? 1) * 10)))));
}

/** Refused units over the parcels of a truck by what each brought; nobody bears more than he brought. */
export const splitRefused = (refused: number, parcels: readonly number[]): number[] => (refused === 0 ? parcels.map(() => 0) : allocateProportionally(refused, parcels));

export interface PromiseEnd {
  readonly quantity: number;
  readonly withdrawn: number;
  readonly withdrawnLate: number;
  readonly accepted: number;
  readonly late: number;
  /** Accepted below the grade ordered, and brought without meeting any that is taken. */
  readonly belowGrade: number;
  /** Sold elsewhere of the same goods in the days before. */
  readonly soldElsewhere: number;
  /** Missing units, or such as were withdrawn late, that the enterprise let go. */
  readonly forgiven: number;
}
export interface FaultLine {
  readonly kind: FaultKind;
  readonly units: number;
  readonly percent: number;
}

/** What never came of a promise and was not said early enough to cost less. */
export const missingOf = ({ quantity, withdrawn, accepted }: Pick<PromiseEnd, "quantity" | "withdrawn" | "accepted">): number => Math.max(0, quantity - withdrawn - accepted);

/**
 * What a promise that is over leaves to be paid for. Off-grade goods cost nothing beyond their lower price; the line keeps them on
 * record. Side-sales are counted only as far as goods were missing, and on top of what missing goods cost.
 */
export function endFaults({ penalties }: Pick<Terms, "penalties">, end: PromiseEnd): FaultLine[] {
  const missing = Math.max(0, missingOf(end) + end.withdrawnLate - end.forgiven);
  const early = end.withdrawn - end.withdrawnLate;
  const lines: FaultLine[] = [
    { kind: "withdrawn", units: early, percent: Math.min(penalties.withdrawn, penalties.short) },
    { kind: "short", units: missing, percent: penalties.short },
    { kind: "late", units: end.late, percent: penalties.late },
    { kind: "off_grade", units: end.belowGrade, percent: 0 },
    { kind: "side_sold", units: Math.min(missing, end.soldElsewhere), percent: penalties.sideSold },
  ];
  return lines.filter((line) => line.units > 0);
}

/** What the enterprise let go covers first what nobody had promised; the rest is shared by those who are short, by what each lacks. */
export function forgive(consented: number, neverPromised: number, missing: readonly number[]): number[] {
  const sum = missing.reduce((total, units) => total + units, 0);
  const left = Math.min(sum, Math.max(0, consented - Math.max(0, neverPromised)));
  return left === 0 ? missing.map(() => 0) : allocateProportionally(left, missing);
}

/** Collection stops: the farthest first, so that the truck is fullest where the road is shortest; unknown distances last. */
export const farthestFirst = <S extends { readonly km: number | null; readonly grower: string }>(stops: readonly S[]): S[] =>
  stops.toSorted((a, b) => (b.km ?? -1) - (a.km ?? -1) || (a.grower < b.grower ? -1 : a.grower > b.grower ? 1 : 0));

/** What a lorry makes on country roads with turns into yards, and what loading at a grower's gate takes; for a plan, not for a promise. */
export const TRUCK_KM_PER_HOUR = 40;
export const LOADING_MINUTES = 15;
/** Between two growers of one town. */
export const NEXT_DOOR_KM = 3;
/** Who lives in no town we know is taken to be so far from the market. */
export const UNKNOWN_KM = 20;

/** Minutes after leaving at which a truck comes to each stop and is back, stop after stop as they stand, with the towns' distances to the market. */
export function minutesOf(stops: readonly { readonly km: number | null; readonly town: string | null }[]): { arrivals: number[]; back: number } {
  const minutes = (km: number): number => Math.ceil((km * 60) / TRUCK_KM_PER_HOUR);
  const arrivals: number[] = [];
  let [clock, at, town]: [number, number, string | null] = [0, 0, null];
  for (const [n, stop] of stops.entries()) {
    const km = stop.km ?? UNKNOWN_KM;
    clock += minutes(n > 0 && stop.town !== null && stop.town === town ? NEXT_DOOR_KM : Math.max(n === 0 ? 0 : NEXT_DOOR_KM, Math.abs(km - at)));
    arrivals.push(clock);
    clock += LOADING_MINUTES;
    [at, town] = [km, stop.town];
  }
  return { arrivals, back: clock + (stops.length === 0 ? 0 : minutes(at)) };
}

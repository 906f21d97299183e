import { mulDivHalfUp } from "../../engines/fees/rounding.ts";
import { daysBetween } from "../../engines/calendar/day.ts";
import { GRADES } from "../../kernel/lots/contract.ts";

export type Grade = (typeof GRADES)[number];

/** 降级, 降价, 报损, 捐赠. */
export const ACTS = ["downgrade", "markdown", "write_off", "donation"] as const;
export type LossAct = (typeof ACTS)[number];
export const REASONS = ["fading", "unsold", "broken", "disease", "cold", "heat", "dry", "old_stock", "other"] as const;
export type Reason = (typeof REASONS)[number];
export const STATES = ["proposed", "done", "declined", "withdrawn"] as const;
export type LossState = (typeof STATES)[number];
/** Where the price came from by which an act is valued. */
export const PRICE_SOURCES = ["floor", "lot_sale", "item_sale", "none"] as const;
export type PriceSource = (typeof PRICE_SOURCES)[number];

export const MAX_PHOTOS = 6;
export const MAX_UNITS = 1_000_000;
export const MAX_PRICE = 100_000_000_00;
export const MAX_STEPS = 8;
export const MAX_DAYS = 365;
export const MAX_EXPORT_ROWS = 20_000;
/** Figures over fewer units than this are said to be few. */
export const SMALL_SAMPLE = 50;
export const USUAL_WINDOW_DAYS = 28;
export const MAX_WINDOW_DAYS = 400;
const PERCENT = 100;
const PPM = 1_000_000;

export interface LossSettings {
  /** Acts worth at least this much, in minor units, wait for a second person. */
  readonly secondFrom: number;
  /** Free stock is looked at from this many days after it came in. */
  readonly ageDays: number;
  /** After so many days, so many percent off the price before the first mark-down. */
  readonly steps: readonly { readonly days: number; readonly percent: number }[];
  /** From here on a donation is suggested, and from there on a write-off. */
  readonly donateDays: number;
  readonly writeOffDays: number;
}
export const DEFAULT_SETTINGS: LossSettings = {
  secondFrom: 2_000_00, ageDays: 2, steps: [{ days: 2, percent: 10 }, { days: 4, percent: 20 }, { days: 6, percent: 35 }, { days: 8, percent: 50 }], donateDays: 10, writeOffDays: 14,
};
export const isOrdered = ({ steps, ageDays, donateDays, writeOffDays }: LossSettings): boolean =>
  steps.every((step, n) => n === 0 || (step.days > steps[n - 1]!.days && step.percent > steps[n - 1]!.percent)) && (steps.at(-1)?.days ?? ageDays) < donateDays && donateDays < writeOffDays;

export const daysOld = (since: string, today: string): number => Math.max(0, daysBetween(since, today));

/** A price less so many percent, half up to the minor unit and never below one. */
export function pricedDown(price: number, percent: number): number {
  return Math.max(1, mulDivHalfUp(price, PERCENT - percent, PERCENT));
}

export type Suggestion =
  | { readonly kind: "markdown"; readonly percent: number; readonly price: number }
  | { readonly kind: "donation" } | { readonly kind: "write_off" } | { readonly kind: "none" };

/**
 * What the published rule advises for stock that is still free. `first` is the price before its first mark-down, so that
 * one step does not come on top of another; a step that was taken already is not advised again.
 */
export function suggestionFor({ days, first, price }: { readonly days: number; readonly first: number | null; readonly price: number | null }, settings: LossSettings): Suggestion {
  if (days >= settings.writeOffDays) return { kind: "write_off" };
  if (days >= settings.donateDays) return { kind: "donation" };
  const step = settings.steps.findLast((one) => days >= one.days);
  if (days < settings.ageDays || step === undefined || first === null || price === null) return { kind: "none" };
  const down = pricedDown(first, step.percent);
  return down < price ? { kind: "markdown", percent: step.percent, price: down } : { kind: "none" };
}

export const isLower = (now: Grade | null, wanted: Grade): boolean => now === null || GRADES.indexOf(wanted) > GRADES.indexOf(now);

/** Whether another person has to confirm: by the value of what is lost, or of what the new price gives away. */
export const needsSecond = (value: number, settings: LossSettings): boolean => value >= settings.secondFrom;

export function deedsOf(state: LossState, who: { readonly proposer: boolean; readonly market: boolean }): ("confirm" | "decline" | "withdraw")[] {
  if (state !== "proposed") return [];
  return [...(who.market && !who.proposer ? ["confirm" as const, "decline" as const] : []), ...(who.proposer ? ["withdraw" as const] : [])];
}

export interface Sums {
  readonly opening: number;
  readonly received: number;
  readonly sold: number;
  readonly lost: number;
  readonly downgraded: number;
}
export interface Rates {
  readonly offered: number;
  /** Millionths; null where there is nothing to divide by. */
  readonly clearance: number | null;
  readonly loss: number | null;
  readonly downgradeShare: number | null;
  readonly small: boolean;
}
/** Rounded so that no figure flatters: clearance down, loss and downgrades up. */
const share = (part: number, whole: number, round: (n: number) => number): number | null => (whole <= 0 ? null : round((part * PPM) / whole));

/** offered = on hand at the beginning + received; clearance = sold ÷ offered; loss = (written off + donated) ÷ received; downgrades ÷ received. */
export function ratesOf({ opening, received, sold, lost, downgraded }: Sums): Rates {
  const offered = opening + received;
  return { offered, clearance: share(sold, offered, Math.floor), loss: share(lost, received, Math.ceil), downgradeShare: share(downgraded, received, Math.ceil), small: offered < SMALL_SAMPLE };
}

export const DIMENSIONS = ["grower", "item", "channel", "day"] as const;
export type Dimension = (typeof DIMENSIONS)[number];
/** Which movements of stock are behind a figure. */
export const MEASURES = ["received", "sold", "lost", "downgraded", "marked"] as const;
export type Measure = (typeof MEASURES)[number];
export const KINDS_OF: Readonly<Record<Measure, readonly string[]>> = {
  received: ["intake", "split_in", "count_up", "count_down", "split_out", "take_back"], sold: ["sale", "direct_sale", "return_in"], lost: ["write_off", "donation"], downgraded: ["downgrade"], marked: ["markdown"],
};
export const FLOW_KINDS = ["intake", "split_in", "split_out", "count_up", "count_down", "take_back", "sale", "direct_sale", "return_in", "write_off", "donation"] as const;

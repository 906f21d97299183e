/**
 * What a market bulletin (行情简报) is drafted from: public figures only. A line that is withheld has null in place of
 * every number, so nothing that is computed from here can give one away.
 *
 * Money is in minor units of `currency`, quantities in sales units, index levels in hundredths of a point, skill in
 * tenths of a per cent. Days are 'YYYY-MM-DD'; a week is 'YYYY-Www' of ISO 8601.
 */
import type { DayText } from "../calendar/day.ts";
import type { Currency } from "../fees/money.ts";
import type { Unit } from "../units/units.ts";

export const BULLETIN_KINDS = ["day", "week"] as const;
export type BulletinKind = (typeof BULLETIN_KINDS)[number];
export type Language = "zh" | "en";
export interface Name {
  readonly zh: string;
  readonly en: string;
}
/** Nothing sold shows its zeros; the two others show no number at all. */
export type WithheldCode = "nothing_sold" | "too_few_sellers" | "one_seller_dominates";

/** One line of a public price sheet, or of several days of it together. */
export interface DataLine {
  /** The same on every day: item, grade and venue. */
  readonly key: string;
  readonly item: Name;
  /** What tells lines of one item apart: "A", "未分级" / "ungraded", "档口" / "stall". */
  readonly mark: Name;
  readonly unit: Unit;
  readonly mean: number | null;
  readonly sold: number | null;
  readonly unsold: number | null;
  readonly value: number | null;
  readonly deals: number | null;
  readonly withheld: WithheldCode | null;
}

export interface DataPeriod {
  /** '2026-11-27' or '2026-W48'. */
  readonly period: string;
  readonly from: DayText;
  readonly to: DayText;
  /** Days with a price sheet. */
  readonly days: number;
  /** Every one of these days has been closed. */
  readonly complete: boolean;
  /** When the newest fact in it was heard (ISO 8601, UTC); null without any. */
  readonly vintage: string | null;
  readonly lines: readonly DataLine[];
  /** Lines on days that were withheld; on a single day, the lines. */
  readonly hidden: number;
}

export interface DataIndex {
  /** Letters, digits and underscores. */
  readonly code: string;
  readonly name: Name;
  readonly period: string;
  /** Hundredths of a point. */
  readonly level: number;
  readonly before: { readonly period: string; readonly level: number } | null;
  readonly lastYear: { readonly period: string; readonly level: number } | null;
  readonly vintage: string;
}

/** A reason that somebody or the clock logged, with how much it concerned. Never a guess. */
export interface DataReason {
  readonly code: string;
  readonly name: Name;
  readonly unit: Unit;
  readonly quantity: number;
}

export interface DataOutlook {
  readonly key: string;
  readonly name: Name;
  readonly unit: Unit;
  readonly period: string;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly model: string;
  /** By how much its error in the backtest is below the best naive method's, in tenths of a per cent. */
  readonly skill: number;
  readonly vintage: string;
}

export interface TrendPoint {
  readonly period: string;
  /** Value of the shown lines; null where there was no trade. */
  readonly value: number | null;
}

export interface BulletinData {
  readonly kind: BulletinKind;
  readonly market: Name;
  readonly demo: boolean;
  readonly currency: Currency;
  readonly utcOffsetMinutes: number;
  readonly now: DataPeriod;
  /** The period before it that had trade; null without one. */
  readonly before: DataPeriod | null;
  /** The same weekday or ISO week 52 weeks earlier; null without trade then. */
  readonly lastYear: DataPeriod | null;
  readonly index: readonly DataIndex[];
  readonly reasons: readonly DataReason[];
  readonly outlook: readonly DataOutlook[];
  readonly trend: readonly TrendPoint[];
}

export const isShown = (line: DataLine): boolean => line.sold !== null;
export const sumOf = (lines: readonly DataLine[], pick: (line: DataLine) => number | null): number => lines.reduce((sum, line) => sum + (pick(line) ?? 0), 0);

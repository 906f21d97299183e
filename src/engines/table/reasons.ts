import { MONEY_FAULTS } from "../fees/money.ts";
import { QUANTITY_FAULTS } from "../units/parse.ts";

/** Why a cell, a line or a whole table is not taken. A list may add its own. */
export const REASONS = [
  "missing_column", "doubled_column", "unknown_column", "no_heading", "too_many_rows",
  "missing", "formula", "cell_error", "merged", "became_date", "digits_lost", "too_long", "bad_text", "too_small", "too_large",
  "bad_code", "bad_id", "bad_flag", "bad_choice", "bad_unit", "bad_number", "not_whole", "too_many_decimals",
  "bad_day", "bad_day.two_digit_year", "bad_day.order", "bad_day.no_such_day",
  ...QUANTITY_FAULTS.map((fault) => `bad_quantity.${fault}` as const),
  ...MONEY_FAULTS.map((fault) => `bad_money.${fault}` as const), ...MONEY_FAULTS.map((fault) => `bad_price.${fault}` as const), "bad_price.not_positive",
  "repeated_key", "unknown_key", "unknown_item", "ambiguous_item", "unknown_party", "ambiguous_party", "fixed", "not_this_way",
] as const;
export type Reason = (typeof REASONS)[number];

/** What was left out of the table knowingly; it is told and stops nothing. */
export const REMARKS = ["totals_line", "header_again", "example_line"] as const;
export type Remark = (typeof REMARKS)[number];

/** What the market itself said about a line when it was tried; `refused` is its code, and the sentence is the refusing module's. */
export interface Refused {
  readonly refused: string;
  readonly module: string;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

/** The reason of a problem that carries such an answer; its words are the refusing module's. */
export const REFUSED = "refused";

/** Where a table is wrong, what stands there, why it is not taken. `reason` is a Reason or one of the list's own codes. */
export interface Problem {
  /** As a spreadsheet numbers it, from 1. */
  readonly row: number;
  /** The letters above the column; "" when the column is not in the file, or the whole line is meant. */
  readonly letter: string;
  /** The heading as it stands in the file; the list's own where the column is missing. */
  readonly column: string;
  /** As typed, cut at MAX_VALUE_SHOWN. */
  readonly value: string;
  readonly reason: string;
  /** What the sentence about it names: the choices there are, the most there may be. */
  readonly detail: string;
  readonly refusal?: Refused | undefined;
}

export const MAX_VALUE_SHOWN = 80;
export const shorten = (text: string): string => (text.length > MAX_VALUE_SHOWN ? `${text.slice(0, MAX_VALUE_SHOWN - 1)}…` : text);

/** Fifty thousand lines may each be wrong in twenty places; so many are kept, and the rest is counted. */
const MAX_PROBLEMS_KEPT = 20_000;

export class ProblemLog {
  readonly list: Problem[] = [];
  /** Counted and not kept. */
  more = 0;

  add(problem: Problem): void {
    if (this.list.length < MAX_PROBLEMS_KEPT) this.list.push(problem);
    else this.more += 1;
  }
}

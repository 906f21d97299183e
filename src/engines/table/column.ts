import type { Currency } from "../fees/money.ts";
import type { OddCell, OutCell } from "./cell.ts";
import type { Reason } from "./reasons.ts";

/** What reading and writing need to know besides the cell. */
export interface TableContext {
  readonly currency: Currency;
  /** Of the words written into cells; both languages are read. */
  readonly language: "zh" | "en";
  /** Days are counted from 1904 in this file. */
  readonly date1904: boolean;
}

export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: Reason; readonly detail: string };
/** A cell that is neither blank, formula, error nor covered: those are judged before a column sees them. */
export type Given = string | number | boolean | (OddCell & { readonly odd: "date"; readonly value: number });

export const KINDS = ["text", "code", "id", "day", "flag", "choice", "quantity", "unit", "count", "decimal", "money", "price"] as const;
export type Kind = (typeof KINDS)[number];

/** How one kind of column is read, written and compared. `read(write(value))` is the value. */
export interface ColumnType<T> {
  readonly kind: Kind;
  readonly read: (cell: Given, context: TableContext) => Read<T>;
  readonly write: (value: T, context: TableContext) => OutCell;
  readonly same: (a: T, b: T) => boolean;
  /** For the template. */
  readonly example: T;
  /** What the words about this kind name: the choices, the most there may be. */
  readonly detail: string;
}

export interface ColumnWords {
  readonly zh: string;
  readonly en: string;
  /** Other headings people use for it, in any language. */
  readonly names?: readonly string[];
  /** In characters. */
  readonly width?: number;
  /** A sentence for the notes of the template, besides what its kind says. */
  readonly note?: { readonly zh: string; readonly en: string };
  /** There for the machine only; not seen in the workbook. */
  readonly hidden?: true;
}

export interface ColumnHabits {
  /** A merged cell counts for every line it covers. Only where that is what people mean: a grower over his lots. */
  readonly merged?: "down";
  /** What a formula last computed is taken. Only where the figure is looked at again anyway. */
  readonly formula?: "value";
  /** Written, never read: a figure that comes from elsewhere. */
  readonly shown?: true;
}

export interface ListColumn<T, Needed extends boolean = boolean> extends ColumnWords, ColumnHabits {
  readonly type: ColumnType<T>;
  /** The column must be there and filled in every line. */
  readonly needed: Needed;
  /** For the template; the type's own where left out. */
  readonly example?: T | null;
}

type Options<T> = ColumnWords & ColumnHabits & { readonly example?: T | null };

/** A column that every line fills. */
export function needed<T>(type: ColumnType<T>, options: Options<NoInfer<T>>): ListColumn<T, true> {
  return { ...options, type, needed: true };
}

/** A column that may be missing or blank. Missing means "as it was", blank means "none". */
export function column<T>(type: ColumnType<T>, options: Options<NoInfer<T>>): ListColumn<T, false> {
  return { ...options, type, needed: false };
}

export const fails = (reason: Reason, detail = ""): { readonly ok: false; readonly reason: Reason; readonly detail: string } => ({ ok: false, reason, detail });
export const gives = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

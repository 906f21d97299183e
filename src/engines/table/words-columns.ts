/** Columns that hold words: text, codes, ids, days, yes or no, choices. */
import { isDay, type DayText } from "../calendar/day.ts";
import { numberText } from "./cell.ts";
import { fails, gives, type ColumnType, type Given, type Read, type TableContext } from "./column.ts";
import { dayOfNumber, dayOfSerial, dayOfText } from "./days.ts";
import { foldAll, foldLetters, foldTitle, isClean, tidy } from "./fold.ts";

const DEFAULT_TEXT = 200;
const DEFAULT_CODE = 60;
/** A spreadsheet keeps 15 digits of a number; of a longer one it has already lost the rest. */
const EXACT_BELOW = 1e15;
/** Control characters live in no workbook and no database; a line break does. */
const STORABLE = /^(?:\n|[^\p{Cc}\p{Cs}\ufffe\uffff])*$/u;
const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;

export interface TextOptions {
  /** Characters (UTF-16 units). */
  readonly most?: number;
  /** Full-width letters and digits stay as typed, and so do line breaks: for what people write to each other. */
  readonly asTyped?: true;
  readonly example?: string;
}

export function text({ most = DEFAULT_TEXT, asTyped, example = "" }: TextOptions = {}): ColumnType<string> {
  const form = (value: string): string => (isClean(value) ? value : asTyped ? tidy(value) : foldLetters(tidy(value)).replaceAll(/\s+/g, " "));
  return {
    kind: "text", example, detail: String(most),
    read: (cell, context) => {
      const value = form(wordsOf(cell, context));
      if (value.length > most) return fails("too_long", String(most));
      return STORABLE.test(value) ? gives(value) : fails("bad_text");
    },
    write: (value) => value,
    // What is in the books was not always typed into a table; it is the same when only such marks differ.
    same: (a, b) => form(a) === form(b),
  };
}

/** A date that a spreadsheet made of a text is written out again; it is the day that was meant. */
function wordsOf(cell: Given, { date1904 }: TableContext): string {
  if (typeof cell === "string") return cell;
  if (typeof cell === "number") return numberText(cell);
  if (typeof cell === "boolean") return cell ? "TRUE" : "FALSE";
  const read = dayOfSerial(cell.value, date1904);
  return read.ok ? read.day : numberText(cell.value);
}

export interface CodeOptions {
  readonly most?: number;
  readonly upper?: true;
  readonly pattern?: RegExp;
  readonly example?: string;
}

/** A number or name by which something is found: folded, and never made of a damaged number or of a date. */
export function code({ most = DEFAULT_CODE, upper, pattern, example = "" }: CodeOptions = {}): ColumnType<string> {
  const form = (value: string): string => (upper ? foldAll(value).toUpperCase() : foldAll(value));
  return {
    kind: "code", example, detail: String(most),
    read: (cell) => {
      if (typeof cell === "object") return fails("became_date");
      if (typeof cell === "number" && Math.abs(cell) >= EXACT_BELOW) return fails("digits_lost");
      const value = form(typeof cell === "number" ? numberText(cell) : String(cell));
      if (value.length > most) return fails("too_long", String(most));
      if (!STORABLE.test(value)) return fails("bad_text");
      return pattern === undefined || pattern.test(value) ? gives(value) : fails("bad_code", example);
    },
    write: (value) => value,
    same: (a, b) => form(a) === form(b),
  };
}

/** The market's own id of something; for hidden columns. */
export function uuid(): ColumnType<string> {
  return {
    kind: "id", example: "", detail: "",
    read: (cell) => {
      const value = typeof cell === "string" ? foldAll(cell).toLowerCase() : "";
      return UUID.test(value) ? gives(value) : fails("bad_id");
    },
    write: (value) => value,
    same: (a, b) => a === b,
  };
}

export function day({ example = "2026-01-05" }: { readonly example?: DayText } = {}): ColumnType<DayText> {
  return {
    kind: "day", example, detail: example,
    read: (cell, { date1904 }) => {
      if (typeof cell === "boolean") return fails("bad_day", example);
      const read = typeof cell === "object" ? dayOfSerial(cell.value, date1904) : typeof cell === "number" ? dayOfNumber(cell, date1904) : dayOfText(cell);
      return read.ok ? gives(read.day) : fails(read.fault, example);
    },
    write: (value) => (isDay(value) ? { day: value } : value),
    same: (a, b) => a === b,
  };
}

const YES = ["是", "有", "对", "y", "yes", "true", "1", "√", "✓", "✔"];
const NO = ["否", "无", "不", "n", "no", "false", "0", "×", "✗"];

/** Yes or no. `yes` and `no` are further words of the list, such as 另算. */
export function flag({ yes = [], no = [] }: { readonly yes?: readonly string[]; readonly no?: readonly string[] } = {}): ColumnType<boolean> {
  const meanings = new Map([...[...NO, ...no].map((word) => [foldTitle(word), false] as const), ...[...YES, ...yes].map((word) => [foldTitle(word), true] as const)]);
  return {
    kind: "flag", example: true, detail: "是 / 否",
    read: (cell) => {
      const meaning = typeof cell === "boolean" ? cell : meanings.get(foldTitle(typeof cell === "object" ? "" : String(cell)));
      return meaning === undefined ? fails("bad_flag", "是 / 否") : gives(meaning);
    },
    write: (value, { language }) => (language === "zh" ? (value ? "是" : "否") : value ? "yes" : "no"),
    same: (a, b) => a === b,
  };
}

export interface ChoiceWords {
  readonly zh: string;
  readonly en: string;
  readonly also?: readonly string[];
}

/** One of a short list, by its code or by its word in either language. Throws where two choices share a word. */
export function choice<C extends string>(choices: Readonly<Record<C, ChoiceWords>>): ColumnType<C> {
  const codes = Object.keys(choices) as C[];
  const meanings = new Map<string, C>();
  for (const one of codes) {
    for (const word of [one, choices[one].zh, choices[one].en, ...(choices[one].also ?? [])]) {
      const folded = foldTitle(word);
      if ((meanings.get(folded) ?? one) !== one) throw new Error(`"${word}" means both ${meanings.get(folded)} and ${one}`);
      meanings.set(folded, one);
    }
  }
  const first = codes[0];
  if (first === undefined) throw new Error("a choice needs something to choose from");
  const detail = codes.map((one) => choices[one].zh).join(" / ");
  return {
    kind: "choice", example: first, detail,
    read: (cell): Read<C> => {
      const found = meanings.get(foldTitle(typeof cell === "object" ? "" : typeof cell === "number" ? numberText(cell) : String(cell)));
      return found === undefined ? fails("bad_choice", detail) : gives(found);
    },
    write: (value, { language }) => choices[value]?.[language] ?? value,
    same: (a, b) => a === b,
  };
}

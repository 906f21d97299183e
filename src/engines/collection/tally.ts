/** What a file comes to: rows counted by what they are worth, repeats known, contradictions named. Chance and order play no part. */
import { toDayNumber } from "../calendar/day.ts";
import type { BadCell, SeriesKey, SourceRow } from "./fields.ts";
import type { SourceFormat } from "./formats.ts";
import { millsText } from "./figures.ts";
import { judge, type Figures, type Judgement } from "./judge.ts";
import { keyText, type Header } from "./reading.ts";

/** More are counted and not kept. */
export const MAX_LISTED = 1_000;

export interface NamedRow {
  readonly row: number;
  readonly column: string;
  readonly value: string;
  readonly reason: string;
}

/** A row as it is to be stored: its series by number of first appearance. */
export interface TakenRow {
  readonly source: SourceRow;
  readonly series: number;
  readonly judgement: Judgement;
}

/** Days since 1970 stay below this on both sides, so that series and day make one number. */
const DAYS = 262_144;
const STATUS_BITS = 4;
const [KEPT, OTHER, CONFLICTING] = [0, 1, 2];
const CONFLICT = "conflicting_rows";

export class Tally {
  rows = 0;
  accepted = 0;
  missing = 0;
  named = 0;
  malformed = 0;
  duplicates = 0;
  from: string | null = null;
  to: string | null = null;
  readonly namedRows: NamedRow[] = [];
  readonly missingRows: number[] = [];
  readonly badCells: BadCell[] = [];
  badCellsTotal = 0;
  readonly series: SeriesKey[] = [];
  /** Series and day of rows that contradict each other. */
  readonly conflicts: { series: number; businessDate: string }[] = [];
  readonly #format: Pick<SourceFormat, "unitInKey">;
  readonly #numbers = new Map<string, number>();
  readonly #byKey = new Map<SeriesKey, number>();
  /** By series and day: a digest of the figures, and what they were worth. */
  readonly #seen = new Map<number, number>();
  readonly #days = new Map<string, number>();

  constructor(format: Pick<SourceFormat, "unitInKey">) {
    this.#format = format;
  }

  bad(cells: readonly BadCell[]): void {
    this.rows += 1;
    this.malformed += 1;
    this.problem(cells);
  }

  /** About the file as a whole. */
  problem(cells: readonly BadCell[]): void {
    this.badCellsTotal += cells.length;
    for (const cell of cells) if (this.badCells.length < MAX_LISTED) this.badCells.push(cell);
  }

  /** The row to store; null when it repeats an earlier one or contradicts it. */
  take(source: SourceRow, header: Pick<Header, "at" | "titles">): TakenRow | null {
    this.rows += 1;
    const series = this.#seriesOf(source.series);
    const judgement = judge(source);
    const place = series * DAYS + this.#dayOf(source.businessDate);
    const digest = digestOf(source);
    const before = this.#seen.get(place);
    if (before !== undefined) {
      this.#again(source, series, place, before, digest, header);
      return null;
    }
    this.#seen.set(place, digest * STATUS_BITS + (judgement.status === "kept" ? KEPT : OTHER));
    this.#count(source, judgement, header);
    return { source, series, judgement };
  }

  #again(source: SourceRow, series: number, place: number, before: number, digest: number, header: Pick<Header, "at" | "titles">): void {
    const state = before % STATUS_BITS;
    if (state !== CONFLICTING && Math.floor(before / STATUS_BITS) === digest) {
      this.duplicates += 1;
      return;
    }
    this.named += 1;
    this.#name(source, CONFLICT, "mean", header);
    if (state === CONFLICTING) return;
    // The first row was taken for a price before the second one was seen.
    if (state === KEPT) {
      this.accepted -= 1;
      this.named += 1;
    }
    this.#seen.set(place, digest * STATUS_BITS + CONFLICTING);
    this.conflicts.push({ series, businessDate: source.businessDate });
  }

  #count(source: SourceRow, { status, problem, at }: Judgement, header: Pick<Header, "at" | "titles">): void {
    if (this.from === null || source.businessDate < this.from) this.from = source.businessDate;
    if (this.to === null || source.businessDate > this.to) this.to = source.businessDate;
    if (status === "kept") this.accepted += 1;
    else if (status === "missing") {
      this.missing += 1;
      if (this.missingRows.length < MAX_LISTED) this.missingRows.push(source.row);
    } else {
      this.named += 1;
      this.#name(source, problem!, at!, header);
    }
  }

  #name(source: SourceRow, reason: string, at: keyof Figures, { at: columns, titles }: Pick<Header, "at" | "titles">): void {
    if (this.namedRows.length >= MAX_LISTED) return;
    const value = source[at];
    this.namedRows.push({ row: source.row, column: titles[columns.get(at) ?? -1] ?? at, value: value === null ? "" : at === "quantity" ? String(value) : millsText(value), reason });
  }

  #seriesOf(key: SeriesKey): number {
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const text = keyText(this.#format, key);
    let number = this.#numbers.get(text);
    if (number === undefined) {
      number = this.series.push(key) - 1;
      this.#numbers.set(text, number);
    } else if (this.series[number]!.unit === null && key.unit !== null) this.series[number] = key;
    this.#byKey.set(key, number);
    return number;
  }

  #dayOf(day: string): number {
    let number = this.#days.get(day);
    if (number === undefined) {
      number = toDayNumber(day) + DAYS / 2;
      this.#days.set(day, number);
    }
    return number;
  }

  /** Series and days there are rows of: what is stored. */
  get stored(): number {
    return this.#seen.size;
  }

  get markets(): string[] {
    return [...new Set(this.series.map(({ market }) => market))].toSorted();
  }

  /** Species × variety × pot size × pack: grades and markets are not items of their own. */
  get items(): number {
    return new Set(this.series.map(({ species, variety, potCm, pack }) => `${species}|${variety}|${potCm ?? ""}|${pack}`)).size;
  }
}

const DIGEST_HIGH = 0x40_000;
const PRIME = 0x01000193;

/** Fifty bits of a row's figures (two FNV-1a lanes): enough to tell the figures of one series and day apart. */
function digestOf({ quantity, min, max, mean, reason }: SourceRow): number {
  let [a, b] = [0x811c9dc5, 0x9e3779b9];
  for (const value of [quantity, min, max, mean]) {
    const whole = value === null ? 0x5bd1 : value;
    const high = Math.floor(whole / 0x1_0000_0000);
    a = Math.imul(Math.imul(a ^ (whole | 0), PRIME) ^ high ^ (value === null ? 7 : 0), PRIME);
    b = Math.imul(Math.imul(b ^ (whole | 0) ^ 0x2545, 0x85ebca6b) ^ (b >>> 13) ^ high, PRIME);
  }
  for (let at = 0; at < (reason?.length ?? 0); at += 1) a = Math.imul(a ^ reason!.charCodeAt(at), PRIME);
  a ^= a >>> 15;
  b ^= b >>> 16;
  return (a >>> 0) * DIGEST_HIGH + ((b >>> 0) % DIGEST_HIGH);
}

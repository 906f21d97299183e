/** A source's table, row by row: which column means what, and every cell to the standard's fields or to a bad cell that says why. */
import { dayOfText } from "../table/days.ts";
import { foldTitle, tidy } from "../table/fold.ts";
import { FIELDS, type BadCell, type Field, type SeriesKey, type SourceRow } from "./fields.ts";
import { parseMills, parseQuantity } from "./figures.ts";
import type { Defaults, FileFacts, SourceFormat } from "./formats.ts";
import { MAX_STEMS, MAX_TEXT } from "./standard.ts";
import { channelOf, reasonOf, unitOf } from "./units.ts";

/** A heading may stand under titles and remarks; further down it is not looked for. */
export const HEADER_WITHIN = 10;
const MAX_SHOWN = 80;
const MAX_POT_CM = 200;
const CURRENCY = /^[A-Z]{3}$/;
/** No flower is called so, and a spreadsheet that opened the name again would compute it. */
const FORMULA = /^=/;
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]/u;
/** What tells series apart; the columns of a row that say it are read once for all rows alike. */
const SERIES_FIELDS = ["marketCode", "market", "category", "species", "variety", "grade", "potCm", "pack", "unit", "stems", "channel", "currency"] as const satisfies readonly Field[];

const shown = (text: string): string => (text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN - 1)}…` : text);

export interface Header {
  readonly at: ReadonlyMap<Field, number>;
  readonly titles: readonly string[];
  /** Headings that mean nothing to this source; their columns are left out, and said to be. */
  readonly unknown: readonly string[];
}

/** The columns of a line when it is a heading of this source: at least two fields, or all that are needed. */
export function headerIn(format: SourceFormat, cells: readonly string[]): Header | null {
  const fields = new Map<string, Field>();
  for (const field of FIELDS) for (const name of format.headings[field] ?? []) fields.set(foldTitle(name), field);
  const ignored = new Set(format.ignored.map(foldTitle));
  const at = new Map<Field, number>();
  const unknown: string[] = [];
  for (const [index, cell] of cells.entries()) {
    const title = foldTitle(cell);
    if (title === "") continue;
    const field = fields.get(title);
    if (field === undefined) {
      if (!ignored.has(title)) unknown.push(shown(tidy(cell)));
    } else if (!at.has(field)) at.set(field, index);
  }
  return at.size >= 2 || (at.size > 0 && format.needed.every((field) => at.has(field))) ? { at, titles: cells.map((cell) => tidy(cell)), unknown } : null;
}

interface Series {
  readonly key: SeriesKey | null;
  readonly bad: readonly Omit<BadCell, "row">[];
}

export class RowReader {
  readonly header: Header;
  readonly #format: SourceFormat;
  readonly #defaults: Defaults;
  readonly #series = new Map<string, Series>();
  readonly #days = new Map<string, string | null>();
  readonly #seriesAt: readonly number[];
  readonly #at: { readonly [F in "businessDate" | "quantity" | "mean" | "min" | "max" | "reason"]: number };

  constructor(format: SourceFormat, facts: FileFacts, header: Header) {
    this.header = header;
    this.#format = format;
    this.#defaults = format.defaults(facts);
    this.#seriesAt = SERIES_FIELDS.map((field) => header.at.get(field)).filter((at) => at !== undefined);
    const at = (field: Field): number => header.at.get(field) ?? -1;
    this.#at = { businessDate: at("businessDate"), quantity: at("quantity"), mean: at("mean"), min: at("min"), max: at("max"), reason: at("reason") };
  }

  /** What the file lacks as a whole: a column that is needed and that nothing else says. */
  missing(): BadCell[] {
    const { at } = this.header;
    const said: Partial<Record<Field, unknown>> = { ...this.#defaults };
    const wanted = new Set<Field>([...this.#format.needed, "businessDate", "market", "species"]);
    return [...wanted].filter((field) => !at.has(field) && said[field] === undefined && !(field === "market" && at.has("marketCode")))
      .map((field) => ({ row: 1, column: this.#format.headings[field]?.[0] ?? field, value: "", reason: "missing_column", detail: (this.#format.headings[field] ?? []).slice(0, 3).join(" / ") }));
  }

  /** The row, or every cell of it that is bad. */
  read(row: number, cells: readonly string[]): SourceRow | BadCell[] {
    const series = this.#seriesOf(cells);
    const at = this.#at;
    const businessDate = at.businessDate < 0 ? this.#defaults.businessDate! : this.#dayOf(cells[at.businessDate] ?? "");
    const quantity = at.quantity < 0 ? null : parseQuantity(trimmed(cells[at.quantity]));
    const mean = at.mean < 0 ? null : parseMills(trimmed(cells[at.mean]));
    const min = at.min < 0 ? null : parseMills(trimmed(cells[at.min]));
    const max = at.max < 0 ? null : parseMills(trimmed(cells[at.max]));
    const said = at.reason < 0 ? "" : trimmed(cells[at.reason]);
    const reason = said === "" ? null : reasonOf(said);
    if (series.key !== null && businessDate !== null && typeof quantity !== "string" && typeof mean !== "string" && typeof min !== "string" && typeof max !== "string" && (said === "" || reason !== null)) {
      return { row, series: series.key, businessDate, quantity, mean, min, max, reason };
    }
    const bad: BadCell[] = series.bad.map((one) => ({ row, ...one }));
    const wrong = (index: number, why: string, detail = ""): void => void bad.push({ row, column: this.header.titles[index] ?? "", value: shown(trimmed(cells[index])), reason: why, detail });
    if (businessDate === null) wrong(at.businessDate, trimmed(cells[at.businessDate]) === "" ? "missing" : "bad_day");
    for (const [index, value] of [[at.quantity, quantity], [at.mean, mean], [at.min, min], [at.max, max]] as const) if (typeof value === "string") wrong(index, value);
    if (said !== "" && reason === null) wrong(at.reason, "bad_reason");
    return bad;
  }

  #dayOf(text: string): string | null {
    const known = this.#days.get(text);
    if (known !== undefined) return known;
    const read = dayOfText(text);
    const day = read.ok ? read.day : null;
    this.#days.set(text, day);
    return day;
  }

  #seriesOf(cells: readonly string[]): Series {
    let raw = "";
    for (const index of this.#seriesAt) raw += `${cells[index] ?? ""}\u0001`;
    let series = this.#series.get(raw);
    if (series === undefined) {
      series = this.#readSeries(cells);
      this.#series.set(raw, series);
    }
    return series;
  }

  #readSeries(cells: readonly string[]): Series {
    const bad: Omit<BadCell, "row">[] = [];
    const format = this.#format;
    const defaults = this.#defaults;
    const typed = (field: Field): string => tidy(cells[this.header.at.get(field) ?? -1] ?? "");
    const wrong = (field: Field, reason: string, detail = ""): null => {
      const index = this.header.at.get(field);
      bad.push({ column: index === undefined ? (format.headings[field]?.[0] ?? field) : this.header.titles[index]!, value: shown(typed(field)), reason, detail });
      return null;
    };
    const text = (field: Field, fallback = ""): string => {
      const said = typed(field) === "" ? fallback : typed(field);
      if (said === "" && (format.needed.includes(field) || field === "market" || field === "species") && field !== "variety" && field !== "grade") wrong(field, "missing");
      else if (said.length > MAX_TEXT) wrong(field, "too_long", String(MAX_TEXT));
      else if (FORMULA.test(said)) wrong(field, "formula");
      else if (CONTROL.test(said)) wrong(field, "bad_text");
      return said;
    };
    const whole = (field: Field, most: number, fallback: number | null): number | null => {
      if (typed(field) === "") return fallback;
      const read = parseQuantity(typed(field));
      if (typeof read === "string") return wrong(field, read);
      return read === null || read < 1 || read > most ? wrong(field, read !== null && read < 1 ? "too_small" : "too_large", String(most)) : read;
    };
    const listed = <T>(field: Field, read: (word: string) => T | null, fallback: T, reason: string): T => {
      if (typed(field) === "") return fallback;
      return read(typed(field)) ?? (wrong(field, reason) as T);
    };
    const code = typed("marketCode");
    const market = text("market", defaults.market ?? (code === "" ? "" : (format.marketNames[code] ?? code)));
    const unit = listed("unit", unitOf, defaults.unit ?? null, "bad_unit");
    if (unit === null && format.unitInKey && typed("unit") === "") wrong("unit", "missing");
    const currency = typed("currency") === "" ? format.currency : typed("currency").toUpperCase();
    if (!CURRENCY.test(currency)) wrong("currency", "bad_currency");
    const key: SeriesKey = {
      market, species: text("species", defaults.species), variety: text("variety"), grade: text("grade"), category: text("category", defaults.category), potCm: whole("potCm", MAX_POT_CM, null), pack: text("pack"),
      unit, stems: whole("stems", MAX_STEMS, defaults.stems ?? null), channel: listed("channel", channelOf, format.channel, "bad_channel"), currency,
    };
    return { key: bad.length === 0 ? key : null, bad };
  }
}

const trimmed = (cell: string | undefined): string => (cell === undefined ? "" : cell.trim());

/** The text by which a series is known within its source: two files that mean the same series give the same. */
export function keyText(format: Pick<SourceFormat, "unitInKey">, key: SeriesKey): string {
  const { market, species, variety, grade, potCm, pack, unit, stems, channel, currency } = key;
  return [market, species, variety, grade, potCm ?? "", pack, format.unitInKey ? (unit ?? "") : "", format.unitInKey ? (stems ?? "") : "", channel, currency].join("|");
}

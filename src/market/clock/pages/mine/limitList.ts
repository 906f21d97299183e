/** Reads a list of limit orders as people paste or upload it, and says of every row what is wrong with it. Pure. */
import type { QueueEntry } from "../../views.ts";

export const MAX_ROWS = 1_000;
const CELLS = 3;

export type RowProblem =
  | { readonly code: "columns" | "lot" | "ambiguous" | "price" | "quantity" | "gone" | "twice" | "tooMany" }
  | { readonly code: "low"; readonly floor: number }
  /** These two do not stop the order; they say what will really be bought. */
  | { readonly code: "min"; readonly minPress: number }
  | { readonly code: "over"; readonly remaining: number };

const STOPS: ReadonlySet<RowProblem["code"]> = new Set(["columns", "lot", "ambiguous", "price", "quantity", "gone", "twice", "tooMany", "low"]);

export interface ListRow {
  /** Line in the pasted text, from 1. */
  readonly line: number;
  readonly lotNo: string;
  readonly priceText: string;
  readonly quantityText: string;
  readonly entry: QueueEntry | null;
  readonly price: number | null;
  readonly quantity: number | null;
  readonly problems: readonly RowProblem[];
  /** Whether this row can be placed. */
  readonly fits: boolean;
}

/** What parts the cells of a line: tabs of a spreadsheet, else semicolons, else commas, else blanks. */
function separatorOf(line: string): RegExp {
  if (line.includes("\t")) return /^\t/;
  if (line.includes(";")) return /^;/;
  return line.includes(",") ? /^,/ : /^\s+/;
}

/** Cells of a line, full-width signs folded. A cell in quotes keeps its separators: "1,200". */
function cells(raw: string): string[] {
  let rest = raw.normalize("NFKC").replace(/^\uFEFF/, "").trim();
  const separator = separatorOf(rest.replace(/"[^"]*"/g, ""));
  const found: string[] = [];
  while (rest !== "") {
    const quoted = /^"((?:[^"]|"")*)"/.exec(rest);
    const taken = quoted?.[0] ?? rest.slice(0, [...rest].findIndex((_, at) => separator.test(rest.slice(at))) >>> 0);
    found.push((quoted?.[1]?.replaceAll('""', '"') ?? taken).trim());
    rest = rest.slice(taken.length);
    const between = separator.exec(rest)?.[0] ?? rest;
    // A separator at the very end opens one more, empty cell.
    if (between !== "" && between.length === rest.length && separator.source !== "^\\s+") found.push("");
    rest = rest.slice(between.length);
  }
  return found;
}

/** The first row is a heading when its price cell holds no digit. */
function isHeading(row: readonly string[]): boolean {
  return row.length >= 2 && !/\d/.test(row[1] ?? "");
}

/** Lots by their whole number and by its tail: "0412" is enough where no other lot ends like that. */
export function lotFinder(entries: readonly QueueEntry[]): (typed: string) => QueueEntry | "none" | "several" {
  const upper = entries.map((entry) => ({ entry, no: entry.lotNo.toUpperCase() }));
  return (typed) => {
    const wanted = typed.toUpperCase();
    if (wanted === "") return "none";
    const exact = upper.filter(({ no }) => no === wanted);
    const alike = exact.length > 0 ? exact : upper.filter(({ no }) => no.endsWith(wanted) && !/[A-Z0-9]/.test(no.at(-wanted.length - 1) ?? "-"));
    if (alike.length > 1) return "several";
    return alike[0]?.entry ?? "none";
  };
}

const QUANTITY = /^\d{1,3}(?:,\d{3})*$|^\d{1,7}$/;

/** `parsePrice` reads an amount in the session's currency, or null. A lot that is listed twice keeps its last row. */
export function readList(text: string, entries: readonly QueueEntry[], parsePrice: (text: string) => number | null): readonly ListRow[] {
  const find = lotFinder(entries);
  const lines = text.split(/\r?\n/).map((line, index) => ({ line: index + 1, row: cells(line) })).filter(({ row }) => row.some((cell) => cell !== ""));
  const body = lines[0] !== undefined && isHeading(lines[0].row) ? lines.slice(1) : lines;
  const rows = body.map(({ line, row }, index) => readRow(line, row, index, find, parsePrice));
  const last = new Map(rows.flatMap((row) => (row.entry === null ? [] : [[row.entry.entryId, row.line] as const])));
  return rows.map((row) => (row.entry !== null && last.get(row.entry.entryId) !== row.line ? judged({ ...row, problems: [...row.problems, { code: "twice" }] }) : row));
}

function readRow(line: number, row: readonly string[], index: number, find: ReturnType<typeof lotFinder>, parsePrice: (text: string) => number | null): ListRow {
  const [lotNo = "", priceText = "", quantityText = ""] = row;
  const problems: RowProblem[] = [];
  if (row.length !== CELLS) problems.push({ code: "columns" });
  if (index >= MAX_ROWS) problems.push({ code: "tooMany" });
  const found = find(lotNo);
  const entry = typeof found === "string" ? null : found;
  if (found === "none") problems.push({ code: "lot" });
  if (found === "several") problems.push({ code: "ambiguous" });
  if (entry !== null && entry.status !== "queued" && entry.status !== "running") problems.push({ code: "gone" });
  const price = priceText === "" ? null : parsePrice(priceText);
  const digits = quantityText.replace(/\s/g, "");
  const quantity = QUANTITY.test(digits) ? Number(digits.replaceAll(",", "")) : null;
  if (row.length === CELLS && (price === null || price < 1)) problems.push({ code: "price" });
  if (row.length === CELLS && (quantity === null || quantity < 1)) problems.push({ code: "quantity" });
  if (entry !== null && price !== null && price < entry.floorPrice) problems.push({ code: "low", floor: entry.floorPrice });
  if (entry !== null && quantity !== null && quantity < entry.minPress) problems.push({ code: "min", minPress: entry.minPress });
  if (entry !== null && quantity !== null && quantity > entry.remaining) problems.push({ code: "over", remaining: entry.remaining });
  return judged({ line, lotNo, priceText, quantityText, entry, price, quantity, problems, fits: false });
}

/** A row that cannot be placed says only why; what would be bought is then no matter. */
function judged(row: ListRow): ListRow {
  const stops = row.problems.filter(({ code }) => STOPS.has(code));
  return { ...row, problems: stops.length > 0 ? stops : row.problems, fits: row.entry !== null && row.price !== null && row.quantity !== null && stops.length === 0 };
}

/** What a row costs if it is filled at its limit. */
export function mostOf(row: ListRow): number {
  if (!row.fits || row.entry === null || row.price === null || row.quantity === null) return 0;
  return Math.min(row.price, row.entry.startPrice) * Math.min(row.entry.remaining, Math.max(row.quantity, row.entry.minPress));
}

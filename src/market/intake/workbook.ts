/**
 * The list of lots as a table: which columns it has, how a cell is read, and what a whole table would do.
 * Nothing here touches the database; `exchange.ts` fetches what is known and carries the plan out.
 */
import { fromDayNumber, isDay } from "../../engines/calendar/day.ts";
import { CURRENCIES, parseMoney, type Currency } from "../../engines/fees/money.ts";
import { UNIT_WORDS, type Unit } from "../../engines/units/units.ts";
import type { ImportProblem, LotCard } from "./contract.ts";
import { dayFits, readQuantity } from "./rules.ts";
import type { SheetAnswer, SheetCell, SheetLine } from "./sheet.ts";

export const COLUMNS = [
  { key: "no", zh: "批次号", en: "Lot", width: 18 },
  { key: "grower", zh: "花农", en: "Grower", width: 16 },
  { key: "itemCode", zh: "商品编码", en: "Item code", width: 26 },
  { key: "item", zh: "商品", en: "Item", width: 30 },
  { key: "quantity", zh: "数量", en: "Quantity", width: 10 },
  { key: "unit", zh: "单位", en: "Unit", width: 8 },
  { key: "floorPrice", zh: "保护价", en: "Floor price", width: 12 },
  { key: "potExtra", zh: "盆器另算", en: "Pot extra", width: 10 },
  { key: "plannedOn", zh: "计划日期", en: "Planned day", width: 14 },
  { key: "note", zh: "备注", en: "Note", width: 30 },
  // The last three are only shown: they come from the dock and the grading table, not from a spreadsheet.
  { key: "state", zh: "状态", en: "State", width: 10 },
  { key: "counted", zh: "到货数", en: "Counted", width: 10 },
  { key: "grade", zh: "等级", en: "Grade", width: 8 },
] as const;
export type ColumnKey = (typeof COLUMNS)[number]["key"];

const STATE_ZH = { expected: "待到货", received: "待分级", graded: "已分级", offered: "已上钟", closed: "已结束", cancelled: "已撤回", refused: "已退回" } as const;
const YES = ["是", "y", "yes", "true", "1", "另算"];
const NO = ["否", "n", "no", "false", "0", "", "不另算"];

export function tableOf(cards: readonly LotCard[], currency: string): (string | number | null)[][] {
  return [
    COLUMNS.map((column) => `${column.zh} ${column.en}`),
    ...cards.map((card) => [
      card.no, card.grower, card.itemCode, card.itemZh, card.declared, unitWord(card.unit), card.floorPrice === null ? null : priceNumber(card.floorPrice, currency),
      card.potExtra ? "是" : "否", card.plannedOn, card.note, STATE_ZH[card.state], card.counted, card.grade,
    ]),
  ];
}

const unitWord = (unit: string): string => UNIT_WORDS[unit as Unit]?.zh ?? unit;
const DECIMALS: Readonly<Record<string, number>> = { KRW: 0, JPY: 0 };
const priceNumber = (minor: number, currency: string): number => minor / 10 ** (DECIMALS[currency] ?? 2);

export interface KnownItem {
  readonly id: string;
  readonly code: string;
  readonly zh: string;
  readonly unit: string;
  readonly packing: Readonly<Record<string, number>>;
  readonly potExtra: boolean;
}
export interface KnownGrower {
  readonly id: string;
  readonly name: string;
  readonly phoneTail: string;
}
export interface Known {
  readonly lots: ReadonlyMap<string, LotCard>;
  readonly items: readonly KnownItem[];
  readonly growers: readonly KnownGrower[];
  /** Set when a grower imports: every row is his. */
  readonly only: KnownGrower | null;
  readonly businessDate: string;
  readonly defaultDay: string;
  readonly currency: string;
}

export interface PlannedLot {
  readonly growerId: string;
  readonly itemId: string;
  readonly quantity: string;
  readonly floorPrice: number | null;
  readonly potExtra: boolean;
  readonly plannedOn: string;
  readonly note: string;
}
export interface PlannedChange {
  readonly lotId: string;
  readonly quantity?: string;
  readonly floorPrice?: number | null;
  readonly plannedOn?: string;
  readonly note?: string;
}
export interface Plan {
  readonly rows: number;
  readonly creates: readonly PlannedLot[];
  readonly changes: readonly PlannedChange[];
  readonly unchanged: number;
  readonly problems: readonly ImportProblem[];
}

type Sheet = Extract<SheetAnswer, { ok: true }>;
const HEADER_WITHIN = 10;
const MAX_VALUE_SHOWN = 80;

/** Which column stands where, from the first line that names a quantity; null when no line does. */
export function findHeader(lines: readonly SheetLine[]): { readonly row: number; readonly at: ReadonlyMap<ColumnKey, number> } | null {
  for (const line of lines.slice(0, HEADER_WITHIN)) {
    const at = new Map<ColumnKey, number>();
    for (const [index, cell] of Object.entries(line.cells)) {
      const folded = fold(cell.text).replaceAll(" ", "").toLowerCase();
      const column = COLUMNS.find(({ zh, en }) => folded === zh || folded === en.replaceAll(" ", "").toLowerCase() || folded.startsWith(zh + en.replaceAll(" ", "").toLowerCase()));
      if (column !== undefined && !at.has(column.key)) at.set(column.key, Number(index));
    }
    if (at.has("quantity") && (at.has("itemCode") || at.has("item"))) return { row: line.row, at };
  }
  return null;
}

/** What an import would do, row by row; a row with a problem does nothing, and one problem stops the whole table. */
export function planImport(sheet: Sheet, known: Known): Plan {
  const header = findHeader(sheet.lines);
  if (header === null) {
    return { rows: 0, creates: [], changes: [], unchanged: 0, problems: [{ row: 1, column: "数量", value: "", reason: "missing_column", detail: "数量, 商品编码 / 商品" }] };
  }
  const creates: PlannedLot[] = [];
  const changes: PlannedChange[] = [];
  const problems: ImportProblem[] = [];
  const seen = new Set<string>();
  let unchanged = 0;
  const body = sheet.lines.filter((line) => line.row > header.row);
  for (const line of body) {
    const row = new Row(line, header.at, sheet.date1904, known.currency);
    const no = row.text("no").toUpperCase();
    if (no === "") {
      const lot = newLot(row, known);
      if (lot !== null) creates.push(lot);
    } else if (seen.has(no)) row.wrong("no", "repeated_lot", no);
    else {
      seen.add(no);
      const change = changedLot(row, no, known);
      if (change === "same") unchanged += 1;
      else if (change !== null) changes.push(change);
    }
    problems.push(...row.problems);
  }
  return { rows: body.length, creates, changes, unchanged, problems };
}

function newLot(row: Row, known: Known): PlannedLot | null {
  const grower = growerOf(row, known);
  const item = itemOf(row, known.items);
  const quantity = item === null ? null : row.quantity(item);
  const floorPrice = row.price();
  const potExtra = row.flag(item?.potExtra ?? false);
  const plannedOn = row.day(known.defaultDay);
  if (plannedOn !== null && !dayFits(plannedOn, known.businessDate)) row.wrong("plannedOn", "day_out_of_range", known.businessDate);
  const note = row.note();
  if (row.problems.length > 0 || grower === null || item === null || quantity === null || plannedOn === null || floorPrice === undefined) return null;
  return { growerId: grower.id, itemId: item.id, quantity: quantity.written, floorPrice, potExtra, plannedOn, note };
}

function changedLot(row: Row, no: string, known: Known): PlannedChange | "same" | null {
  const lot = known.lots.get(no);
  if (lot === undefined) return row.wrong("no", "unknown_lot", no);
  const item = known.items.find((one) => one.id === lot.itemId);
  if (item === undefined) return row.wrong("itemCode", "unknown_item", lot.itemCode);
  // Who brings what is the lot itself; another grower or item is another lot.
  if (row.text("grower") !== "" && fold(lot.grower) !== row.text("grower").replace(/[@ ]\d{4}$/, "") && fold(lot.grower) !== row.text("grower")) row.wrong("grower", "fixed", lot.grower);
  if (row.text("itemCode") !== "" && row.text("itemCode") !== fold(lot.itemCode)) row.wrong("itemCode", "fixed", lot.itemCode);
  if (row.flag(lot.potExtra) !== lot.potExtra) row.wrong("potExtra", "fixed", lot.potExtra ? "是" : "否");
  const quantity = row.quantity(item);
  const floorPrice = row.has("floorPrice") ? row.price() : lot.floorPrice;
  const plannedOn = row.day(lot.plannedOn);
  const note = row.has("note") ? row.note() : lot.note;
  if (row.problems.length > 0 || quantity === null || plannedOn === null || floorPrice === undefined) return null;
  const change = {
    ...(quantity.quantity === lot.declared ? {} : { quantity: quantity.written }),
    ...(floorPrice === lot.floorPrice ? {} : { floorPrice }),
    ...(plannedOn === lot.plannedOn ? {} : { plannedOn }),
    ...(note === oneNewline(lot.note) ? {} : { note }),
  };
  const first = Object.keys(change)[0] as ColumnKey | undefined;
  if (first === undefined) return "same";
  if (!lot.can.includes("change")) return row.wrong(first, lot.state === "cancelled" || lot.state === "refused" || lot.state === "closed" ? "lot_is_over" : "already_received", lot.no);
  if (change.plannedOn !== undefined && !dayFits(change.plannedOn, known.businessDate)) return row.wrong("plannedOn", "day_out_of_range", known.businessDate);
  return { lotId: lot.id, ...change };
}

function growerOf(row: Row, known: Known): KnownGrower | null {
  const said = row.text("grower");
  const { only } = known;
  if (only !== null) return said === "" || said === fold(only.name) ? only : row.wrong("grower", "not_yours", only.name);
  if (said === "") return row.wrong("grower", "missing", "");
  const tail = /^(.*?)[@ ](\d{4})$/.exec(said);
  const found = known.growers.filter((one) => fold(one.name) === said || (tail !== null && fold(one.name) === tail[1] && one.phoneTail === tail[2]));
  if (found.length > 1) return row.wrong("grower", "ambiguous_grower", `${said}@${found[0]!.phoneTail}`);
  return found[0] ?? row.wrong("grower", "unknown_grower", said);
}

function itemOf(row: Row, items: readonly KnownItem[]): KnownItem | null {
  const code = row.text("itemCode");
  if (code !== "") return items.find((one) => fold(one.code) === code) ?? row.wrong("itemCode", "unknown_item", code);
  const zh = row.text("item");
  if (zh === "") return row.wrong("itemCode", "missing", "");
  const found = items.filter((one) => fold(one.zh) === zh);
  if (found.length > 1) return row.wrong("item", "ambiguous_item", found.map((one) => one.code).slice(0, 3).join(", "));
  return found[0] ?? row.wrong("item", "unknown_item", zh);
}

/** One row while it is read; what is wrong with it gathers in `problems`. */
class Row {
  readonly problems: ImportProblem[] = [];
  readonly #line: SheetLine;
  readonly #at: ReadonlyMap<ColumnKey, number>;
  readonly #date1904: boolean;
  readonly #currency: string;

  constructor(line: SheetLine, at: ReadonlyMap<ColumnKey, number>, date1904: boolean, currency: string) {
    this.#line = line;
    this.#at = at;
    this.#date1904 = date1904;
    this.#currency = currency;
  }

  has(key: ColumnKey): boolean {
    return this.#at.has(key);
  }

  #cell(key: ColumnKey): SheetCell | undefined {
    const cell = this.#line.cells[this.#at.get(key) ?? -1];
    if (cell?.kind !== "formula") return cell;
    if (!this.problems.some((one) => one.column === titleOf(key))) this.wrong(key, "formula", cell.text);
    return undefined;
  }

  /** Folded: full width to ASCII, blanks trimmed. */
  text(key: ColumnKey): string {
    return fold(this.#cell(key)?.text ?? "");
  }

  wrong(key: ColumnKey, reason: string, detail: string): null {
    const value = this.#line.cells[this.#at.get(key) ?? -1]?.text ?? "";
    this.problems.push({ row: this.#line.row, column: titleOf(key), value: value.slice(0, MAX_VALUE_SHOWN), reason, detail: detail.slice(0, MAX_VALUE_SHOWN) });
    return null;
  }

  /** "1万盆" as it stands; a bare number takes the unit of the unit column. */
  quantity(item: KnownItem): { quantity: number; written: string } | null {
    const text = this.text("quantity");
    if (text === "") return this.problems.some((one) => one.column === titleOf("quantity")) ? null : this.wrong("quantity", "missing", "");
    const unit = this.text("unit");
    const written = unit !== "" && /[\d.,零〇一二两三四五六七八九十百千万亿]$/.test(text) ? `${text}${unit}` : text;
    const read = readQuantity(written, item.unit, item.packing);
    if (!read.ok) return this.wrong(read.fault === "unknown_unit" && unit !== "" && written.endsWith(unit) ? "unit" : "quantity", `bad_quantity.${read.fault}`, read.message);
    // A bare count in the sales unit is kept as a bare count, so that the lot reads as if typed into the form.
    return { quantity: read.quantity, written: unit === unitWord(item.unit) && /^\d+$/.test(text) ? text : written };
  }

  /** Minor units, null for none, undefined when unreadable. */
  price(): number | null | undefined {
    const text = this.text("floorPrice");
    if (text === "") return this.problems.some((one) => one.column === titleOf("floorPrice")) ? undefined : null;
    const currency = CURRENCIES.find((one) => one === this.#currency) satisfies Currency | undefined;
    const read = parseMoney(text, currency ?? "CNY");
    if (!read.ok || read.minor <= 0) {
      this.wrong("floorPrice", `bad_price.${read.ok ? "not_positive" : read.fault}`, this.#currency);
      return undefined;
    }
    return read.minor;
  }

  flag(otherwise: boolean): boolean {
    const text = this.text("potExtra").toLowerCase();
    if (!this.has("potExtra") || text === "") return otherwise;
    if (YES.includes(text)) return true;
    if (!NO.includes(text)) this.wrong("potExtra", "bad_flag", "是 / 否");
    return false;
  }

  day(otherwise: string): string | null {
    const cell = this.#cell("plannedOn");
    if (cell === undefined) return otherwise;
    const day = cell.kind === "number" && cell.number !== undefined && cell.number < 1_000_000 ? dayOfSerial(cell.number, this.#date1904) : dayOfText(fold(cell.text));
    return day ?? this.wrong("plannedOn", "bad_day", "2026-11-23");
  }

  note(): string {
    const text = oneNewline(this.#cell("note")?.text ?? "").trim();
    if (text.length > 500) this.wrong("note", "too_long", "500");
    return text;
  }
}

const titleOf = (key: ColumnKey): string => COLUMNS.find((column) => column.key === key)?.zh ?? key;
const fold = (text: string): string => text.normalize("NFKC").replaceAll(/\s+/g, " ").trim();
const oneNewline = (text: string): string => text.replaceAll(/\r\n?/g, "\n");

/** Excel counts days from 1899-12-30 (it believes in 29 February 1900), old Macintosh books from 1904-01-01. */
const SERIAL_EPOCH = -25_569;
const SERIAL_EPOCH_1904 = -24_107;

function dayOfSerial(serial: number, date1904: boolean): string | null {
  const number = Math.floor(serial) + (date1904 ? SERIAL_EPOCH_1904 : SERIAL_EPOCH);
  return serial >= 1 && serial < 200_000 ? fromDayNumber(number) : null;
}

/** 2026-11-23, 2026/11/3, 2026.11.3, 2026年11月3日, 20261123. A day without its year is not guessed. */
function dayOfText(text: string): string | null {
  const match = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+0?0:00(?::00)?)?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (match === null) return null;
  const day = `${match[1]}-${match[2]!.padStart(2, "0")}-${match[3]!.padStart(2, "0")}`;
  return isDay(day) ? day : null;
}

/** The list of lots as a table: its columns, and what a line of it means. Nothing here touches the database; `exchange.ts` does. */
import { column, needed } from "../../engines/table/column.ts";
import { bareQuantity, count, price, quantity, unit } from "../../engines/table/figure-columns.ts";
import { foldAll } from "../../engines/table/fold.ts";
import { defineList, type Written } from "../../engines/table/list.ts";
import { keyOf, type TableRow } from "../../engines/table/read.ts";
import type { PlannedChange, Planning } from "../../engines/table/plan.ts";
import { choice, code, day, flag, text } from "../../engines/table/words-columns.ts";
import { UNIT_WORDS, isUnit, type Unit } from "../../engines/units/units.ts";
import type { LotCard } from "./contract.ts";
import { dayFits, readQuantity, type LotState } from "./rules.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const stateWords = (state: LotState) => ({ zh: zh.states[state], en: en.states[state] });
const NOTE = text({ most: 500, asTyped: true, example: "腊月二十前" });

export const LOTS = defineList({
  name: { zh: "批次", en: "lots" },
  columns: {
    no: column(code({ upper: true }), { zh: "批次号", en: "Lot", width: 18, example: null, note: { zh: "空着的行是新批次，号由市场给。", en: "A line without it is a new lot; the market gives the number." } }),
    grower: column(text({ example: "王桂兰" }), { zh: "花农", en: "Grower", width: 16, names: ["农户", "种植户", "供货人"], merged: "down", note: { zh: "同名的写成 张伟@1234（手机尾号）。", en: "Of one name with another, write 张伟@1234 (the tail of the telephone)." } }),
    itemCode: column(code({ example: "PHAL-2" }), { zh: "商品编码", en: "Item code", width: 26, names: ["编码", "货号"], merged: "down" }),
    item: column(text({ example: "蝴蝶兰 双梗" }), { zh: "商品", en: "Item", width: 30, names: ["品名", "商品名称"], merged: "down" }),
    quantity: needed(quantity({ example: bareQuantity(120) }), { zh: "数量", en: "Quantity", width: 10 }),
    unit: column(unit(), { zh: "单位", en: "Unit", width: 8 }),
    floorPrice: column(price({ example: 18_50 }), { zh: "保护价", en: "Floor price", width: 12, names: ["底价"] }),
    potExtra: column(flag({ yes: ["另算"], no: ["不另算"] }), { zh: "盆器另算", en: "Pot extra", width: 10, example: false }),
    plannedOn: column(day(), { zh: "计划日期", en: "Planned day", width: 14, names: ["送货日期", "日期"], merged: "down" }),
    note: column(NOTE, { zh: "备注", en: "Note", width: 30 }),
    // The last three are only shown: they come from the dock and the grading table, not from a spreadsheet.
    state: column(choice({ expected: stateWords("expected"), received: stateWords("received"), graded: stateWords("graded"), offered: stateWords("offered"), closed: stateWords("closed"), cancelled: stateWords("cancelled"), refused: stateWords("refused") }), { zh: "状态", en: "State", width: 10, shown: true }),
    counted: column(count(), { zh: "到货数", en: "Counted", width: 10, shown: true }),
    grade: column(code(), { zh: "等级", en: "Grade", width: 8, shown: true }),
  },
  key: { columns: ["no"], blank: "new", unknown: "fault", codes: { repeated: "repeated_lot", unknown: "unknown_lot" } },
  oneOf: [["itemCode", "item"]],
});
export type LotColumns = typeof LOTS.columns;

export const lineOf = (card: LotCard): Written<LotColumns> => ({
  no: card.no, grower: card.grower, itemCode: card.itemCode, item: card.itemZh, quantity: bareQuantity(card.declared), unit: isUnit(card.unit) ? card.unit : null,
  floorPrice: card.floorPrice, potExtra: card.potExtra, plannedOn: card.plannedOn, note: card.note, state: card.state, counted: card.counted, grade: card.grade,
});

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
  readonly cards: readonly LotCard[];
  readonly items: readonly KnownItem[];
  readonly growers: readonly KnownGrower[];
  /** Set when a grower imports: every line is his. */
  readonly only: KnownGrower | null;
  readonly businessDate: string;
  readonly defaultDay: string;
}

/** A lot as a line says it: to be declared, or as it shall be. */
export interface LotLine {
  /** null for a new one. */
  readonly card: LotCard | null;
  readonly growerId: string;
  readonly itemId: string;
  readonly quantity: number;
  readonly written: string;
  readonly floorPrice: number | null;
  readonly potExtra: boolean;
  readonly plannedOn: string;
  readonly note: string;
}
type Row = TableRow<LotColumns>;

export function planningOf(known: Known): Planning<LotColumns, LotLine> {
  return {
    known: new Map(known.cards.map((card) => [keyOf([card.no]), asItStands(card)])),
    resolve: (row, before) => (before === undefined ? newLot(row, known) : changedLot(row, before, known)),
    compare: { quantity: true, floorPrice: true, plannedOn: true, note: NOTE.same },
    judge: (row, change) => judge(row, change, known.businessDate),
  };
}

const asItStands = (card: LotCard): LotLine => ({
  card, growerId: card.growerId, itemId: card.itemId, quantity: card.declared, written: card.written, floorPrice: card.floorPrice, potExtra: card.potExtra, plannedOn: card.plannedOn, note: card.note,
});

function newLot(row: Row, known: Known): LotLine | null {
  const { values } = row;
  const grower = growerOf(row, known);
  const item = itemOf(row, known.items);
  const amount = item === null ? null : amountOf(row, item);
  const plannedOn = values.plannedOn ?? known.defaultDay;
  if (!dayFits(plannedOn, known.businessDate)) row.wrong("plannedOn", "day_out_of_range", known.businessDate);
  if (grower === null || item === null || amount === null) return null;
  return { card: null, growerId: grower.id, itemId: item.id, ...amount, floorPrice: values.floorPrice ?? null, potExtra: values.potExtra ?? item.potExtra, plannedOn, note: values.note ?? "" };
}

function changedLot(row: Row, before: LotLine, known: Known): LotLine | null {
  const { values } = row;
  const card = before.card!;
  const item = known.items.find((one) => one.id === before.itemId);
  if (item === undefined) return row.wrong("itemCode", "unknown_item", card.itemCode);
  // Who brings what is the lot itself; another grower or item is another lot.
  const grower = values.grower == null ? null : foldAll(values.grower);
  if (grower !== null && foldAll(card.grower) !== grower && foldAll(card.grower) !== grower.replace(PHONE_TAIL, "")) row.wrong("grower", "fixed", card.grower);
  if (values.itemCode != null && values.itemCode !== foldAll(card.itemCode)) row.wrong("itemCode", "fixed", card.itemCode);
  if (values.potExtra != null && values.potExtra !== before.potExtra) row.wrong("potExtra", "fixed", before.potExtra ? "是" : "否");
  const amount = amountOf(row, item);
  if (amount === null) return null;
  return {
    ...before, ...amount, plannedOn: values.plannedOn ?? before.plannedOn,
    floorPrice: values.floorPrice === undefined ? before.floorPrice : values.floorPrice, note: values.note === undefined ? before.note : (values.note ?? ""),
  };
}

/** What has come to the dock, or is over, a table no longer changes. */
function judge(row: Row, { before, after, changed }: PlannedChange<LotLine>, businessDate: string): void {
  const card = before.card!;
  const over = card.state === "cancelled" || card.state === "refused" || card.state === "closed";
  if (!card.can.includes("change")) row.wrong(changed[0] as keyof LotColumns, over ? "lot_is_over" : "already_received", card.no);
  else if (changed.includes("plannedOn") && !dayFits(after.plannedOn, businessDate)) row.wrong("plannedOn", "day_out_of_range", businessDate);
}

export const PHONE_TAIL = /[@ ]\d{4}$/;

function growerOf(row: Row, { only, growers }: Known): KnownGrower | null {
  const said = row.values.grower == null ? "" : foldAll(row.values.grower);
  if (only !== null) return said === "" || said === foldAll(only.name) ? only : row.wrong("grower", "not_yours", only.name);
  if (said === "") return row.blank("grower") ? row.wrong("grower", "missing") : null;
  const tail = /^(.*?)[@ ](\d{4})$/.exec(said);
  const found = growers.filter((one) => foldAll(one.name) === said || (tail !== null && foldAll(one.name) === tail[1] && one.phoneTail === tail[2]));
  if (found.length > 1) return row.wrong("grower", "ambiguous_grower", `${said}@${found[0]!.phoneTail}`);
  return found[0] ?? row.wrong("grower", "unknown_grower", said);
}

function itemOf(row: Row, items: readonly KnownItem[]): KnownItem | null {
  const { itemCode, item } = row.values;
  if (itemCode != null) return items.find((one) => foldAll(one.code) === itemCode) ?? row.wrong("itemCode", "unknown_item", itemCode);
  if (item == null) return row.blank("itemCode") && row.blank("item") ? row.wrong("itemCode", "missing") : null;
  const found = items.filter((one) => foldAll(one.zh) === foldAll(item));
  if (found.length > 1) return row.wrong("item", "ambiguous_item", found.map((one) => one.code).slice(0, 3).join(", "));
  return found[0] ?? row.wrong("item", "unknown_item", item);
}

/** "1万盆" as it stands; a bare number takes the unit of the unit column, and one in the item's own unit is kept bare, as if typed into the form. */
function amountOf(row: Row, item: KnownItem): { quantity: number; written: string } | null {
  const { quantity: said, unit: beside } = row.values;
  if (said == null) return null;
  const bare = said.parts.length === 1 && said.parts[0]!.unit === null;
  const written = bare && beside != null && beside !== item.unit ? `${said.written}${UNIT_WORDS[beside satisfies Unit].zh}` : said.written;
  const read = readQuantity(written, item.unit, item.packing);
  return read.ok ? { quantity: read.quantity, written } : row.wrong("quantity", `bad_quantity.${read.fault}`, read.message);
}

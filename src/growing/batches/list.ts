/** Batches as a table that goes out and comes in, and licences as one that goes out. Nothing here touches the database; `exchange.ts` does. */
import { column, needed } from "../../engines/table/column.ts";
import { bareQuantity, count, decimal, quantity, unit } from "../../engines/table/figure-columns.ts";
import { foldAll } from "../../engines/table/fold.ts";
import { defineList, reportOf, type Written } from "../../engines/table/list.ts";
import { amountOf, itemOf, partyOf, writtenOf, type ListedItem, type ListedParty } from "../../engines/table/nouns.ts";
import type { PlannedChange, Planning } from "../../engines/table/plan.ts";
import { keyOf, type TableRow } from "../../engines/table/read.ts";
import { choice, code, day, text } from "../../engines/table/words-columns.ts";
import { isUnit } from "../../engines/units/units.ts";
import { LOSSES, MAX_UNITS, STATES, VERDICTS, isOver, windowFault, type Loss } from "./rules.ts";
import type { BatchView, LicenceView } from "./views.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** The measures a table has a column for; others of a batch stay as they are. */
export const MEASURES = ["heightCm", "crownCm", "spikes", "buds"] as const;
type Measure = (typeof MEASURES)[number];
const GRADES = ["A", "B", "C", "D", "E"] as const;
type Grade = (typeof GRADES)[number];
const both = <K extends string>(keys: readonly K[], of: (words: typeof zh) => Readonly<Record<K, string>>) => Object.fromEntries(keys.map((key) => [key, { zh: of(zh)[key], en: of(en)[key] }])) as Record<K, { zh: string; en: string }>;
const NOTE = text({ most: 500, asTyped: true, example: "三号棚东" });
const measure = (example: number) => decimal({ places: 1, least: 0, most: 10_000, example });

export const BATCHES = defineList({
  name: { zh: "在圃", en: "growing" },
  columns: {
    no: column(code({ upper: true }), { zh: "在圃号", en: "Batch", width: 18, example: null, note: { zh: "空着的行是新的一批，号由系统给。", en: "A line without it is a new batch; the system gives the number." } }),
    grower: column(text({ example: "王桂兰" }), { zh: "花农", en: "Grower", width: 16, names: ["农户", "种植户"], merged: "down", note: { zh: "同名的写成 张伟@1234（手机尾号）。", en: "Of one name with another, write 张伟@1234 (the tail of the telephone)." } }),
    itemCode: column(code({ example: "PHAL-2" }), { zh: "商品编码", en: "Item code", width: 26, names: ["编码", "货号"], merged: "down" }),
    item: column(text({ example: "蝴蝶兰 双梗" }), { zh: "商品", en: "Item", width: 30, names: ["品名", "商品名称"], merged: "down" }),
    expected: needed(quantity({ example: bareQuantity(1_200) }), { zh: "预计可售", en: "Expected", width: 12, names: ["数量", "预计数量"] }),
    unit: column(unit(), { zh: "单位", en: "Unit", width: 8 }),
    planted: column(count({ least: 1, most: MAX_UNITS, example: 1_400 }), { zh: "种植数量", en: "Planted", width: 12, names: ["种植数"] }),
    readyFrom: needed(day({ example: "2027-01-04" }), { zh: "上市起", en: "Ready from", width: 14, names: ["开始日", "预计上市"] }),
    readyTo: column(day({ example: "2027-01-18" }), { zh: "上市止", en: "Ready to", width: 14, names: ["结束日"] }),
    grade: column(choice(both(GRADES, (words) => words.grades)), { zh: "预计等级", en: "Grade", width: 10 }),
    heightCm: column(measure(65), { zh: "株高cm", en: "Height cm", width: 10 }), crownCm: column(measure(30), { zh: "冠幅cm", en: "Crown cm", width: 10 }), spikes: column(measure(2), { zh: "梗数", en: "Spikes", width: 8 }), buds: column(measure(12), { zh: "花苞数", en: "Buds", width: 8 }),
    place: column(text({ most: 60, example: "3 号棚" }), { zh: "棚位", en: "Place", width: 14, names: ["地点"] }),
    note: column(NOTE, { zh: "备注", en: "Note", width: 28 }),
    reason: column(choice(both(LOSSES, (words) => words.losses)), { zh: "减少原因", en: "Reason if fewer", width: 12, example: null, note: { zh: "预计可售比原来少时要填。", en: "Needed where fewer are expected than before." } }),
    // The rest is only shown: it follows from deeds.
    state: column(choice(both(STATES, (words) => words.states)), { zh: "状态", en: "State", width: 10, shown: true }), promised: column(count(), { zh: "已许出", en: "Promised", width: 10, shown: true }), gone: column(count(), { zh: "已出圃", en: "Gone", width: 10, shown: true }),
    left: column(count(), { zh: "还可许", en: "Left", width: 10, shown: true }), short: column(count(), { zh: "缺口", en: "Short", width: 8, shown: true }), licence: column(choice(both(VERDICTS, (words) => words.verdicts)), { zh: "品种许可", en: "Licence", width: 12, shown: true }),
  },
  key: { columns: ["no"], blank: "new", unknown: "fault", codes: { repeated: "repeated_batch", unknown: "unknown_batch" } },
  oneOf: [["itemCode", "item"]],
});
export type BatchColumns = typeof BATCHES.columns;

const measureOf = (attributes: BatchView["attributes"], name: Measure): number | null => (typeof attributes[name] === "number" ? attributes[name] : null);
const measuresOf = (attributes: BatchView["attributes"]) => Object.fromEntries(MEASURES.map((name) => [name, measureOf(attributes, name)])) as Record<Measure, number | null>;

export const batchLine = (batch: BatchView, grower: string): Written<BatchColumns> => ({
  no: batch.no, grower, itemCode: batch.itemCode, item: batch.itemZh, expected: bareQuantity(batch.expected), unit: isUnit(batch.unit) ? batch.unit : null, planted: batch.planted, readyFrom: batch.readyFrom, readyTo: batch.readyTo, grade: batch.grade,
  ...measuresOf(batch.attributes), place: batch.place, note: batch.note, state: batch.state, promised: batch.promised, gone: batch.fulfilled + batch.brought, left: batch.left, short: batch.short, licence: batch.licence.verdict,
});

export const LICENCES = reportOf({ zh: "品种许可", en: "variety licences" }, {
  certificate: column(code({ most: 80 }), { zh: "品种权号", en: "Certificate", width: 20 }), variety: column(text(), { zh: "品种", en: "Variety", width: 26 }), grower: column(text(), { zh: "花农", en: "Grower", width: 18 }), from: column(day(), { zh: "从", en: "From", width: 12 }), to: column(day(), { zh: "到", en: "To", width: 12 }),
  limit: column(count(), { zh: "限量", en: "Limit", width: 12 }), used: column(count(), { zh: "已种", en: "Used", width: 12 }), state: column(choice(both(["coming", "running", "over"] as const, (words) => words.licenceStates)), { zh: "状态", en: "State", width: 10 }), ended: column(day(), { zh: "提前结束", en: "Ended", width: 12 }), note: column(text({ most: 500 }), { zh: "备注", en: "Note", width: 28 }),
});
export const licenceLine = (licence: LicenceView, language: "zh" | "en"): Written<typeof LICENCES.columns> => ({ ...licence, variety: language === "zh" ? licence.zh : licence.en, ended: licence.endedOn });

export interface Known {
  readonly batches: readonly BatchView[];
  readonly items: readonly ListedItem[];
  readonly growers: readonly ListedParty[];
  /** Set when a grower imports: every line is his. */
  readonly only: ListedParty | null;
  readonly today: string;
}
/** A batch as a line says it: to be entered, or as it shall be. */
export interface BatchLine {
  /** null for a new one. */
  readonly batch: BatchView | null;
  readonly growerId: string;
  readonly itemId: string;
  readonly expected: number;
  readonly written: string;
  readonly planted: number | null;
  readonly readyFrom: string;
  readonly readyTo: string | null;
  readonly grade: Grade | null;
  readonly attributes: BatchView["attributes"];
  readonly place: string;
  readonly note: string;
  readonly reason: Loss | null;
}
type Row = TableRow<BatchColumns>;

export function planningOf(known: Known): Planning<BatchColumns, BatchLine> {
  return {
    known: new Map(known.batches.map((batch) => [keyOf([batch.no]), asItStands(batch)])),
    resolve: (row, before) => (before === undefined ? newBatch(row, known) : changedBatch(row, before, known)),
    compare: { expected: true, planted: true, readyFrom: true, readyTo: true, grade: true, attributes: sameMeasures, place: BATCHES.columns.place.type.same, note: NOTE.same },
    judge: (row, { before, after, changed }) => judge(row, { before, after, changed }, known.today),
  };
}
const sameMeasures = (a: BatchView["attributes"], b: BatchView["attributes"]): boolean => MEASURES.every((name) => measureOf(a, name) === measureOf(b, name));

const asItStands = (batch: BatchView): BatchLine => ({
  batch, growerId: batch.growerId, itemId: batch.itemId, expected: batch.expected, written: String(batch.expected), planted: batch.planted, readyFrom: batch.readyFrom, readyTo: batch.readyTo, grade: batch.grade, attributes: batch.attributes, place: batch.place, note: batch.note, reason: null,
});

/** A column that is not in the file leaves the measure as it was; a blank one takes it away. */
function measured(row: Row, before: BatchView["attributes"]): BatchView["attributes"] {
  const after: Record<string, string | number> = { ...before };
  for (const name of MEASURES) {
    const value = row.values[name];
    if (value === undefined) continue;
    if (value === null) delete after[name];
    else after[name] = value;
  }
  return after;
}

function newBatch(row: Row, known: Known): BatchLine | null {
  const { values } = row;
  const grower = growerOf(row, known);
  const item = itemOf(row, known.items);
  const amount = item === null ? null : expectedOf(row, item);
  if (values.readyFrom != null) fit(row, values.readyFrom, values.readyTo ?? null, known.today);
  if (grower === null || item === null || amount === null || values.readyFrom == null) return null;
  return {
    batch: null, growerId: grower.id, itemId: item.id, ...amount, planted: values.planted ?? null, readyFrom: values.readyFrom, readyTo: values.readyTo ?? null, grade: values.grade ?? null,
    attributes: measured(row, {}), place: values.place ?? "", note: values.note ?? "", reason: null,
  };
}

function changedBatch(row: Row, before: BatchLine, known: Known): BatchLine | null {
  const { values } = row;
  const batch = before.batch!;
  const item = known.items.find((one) => one.id === before.itemId);
  if (item === undefined) return row.wrong("itemCode", "unknown_item", batch.itemCode);
  // Whose batch it is, and of what, is the batch itself; another grower or item is another batch.
  const grower = values.grower == null ? null : foldAll(values.grower).replace(/[@ ]\d{4}$/, "");
  if (grower !== null && foldAll(batch.grower) !== grower) row.wrong("grower", "fixed", batch.grower);
  if (values.itemCode != null && foldAll(values.itemCode) !== foldAll(batch.itemCode)) row.wrong("itemCode", "fixed", batch.itemCode);
  const amount = expectedOf(row, item);
  if (amount === null || values.readyFrom == null) return null;
  return {
    ...before, ...amount, planted: values.planted === undefined ? before.planted : values.planted, readyFrom: values.readyFrom, readyTo: values.readyTo ?? before.readyTo, grade: values.grade === undefined ? before.grade : values.grade,
    attributes: measured(row, before.attributes), place: values.place === undefined ? before.place : (values.place ?? ""), note: values.note === undefined ? before.note : (values.note ?? ""), reason: values.reason ?? null,
  };
}

function judge(row: Row, { before, after, changed }: Pick<PlannedChange<BatchLine>, "before" | "after" | "changed">, today: string): void {
  const batch = before.batch!;
  if (isOver(batch.state)) row.wrong(COLUMN_OF[changed[0]!] ?? "no", "batch_is_over", batch.no);
  else if (after.expected < before.expected && after.reason === null) row.wrong("reason", "missing");
  else if (changed.includes("readyFrom") || changed.includes("readyTo")) fit(row, after.readyFrom, after.readyTo, today);
}
const COLUMN_OF: Readonly<Partial<Record<keyof BatchLine, keyof BatchColumns & string>>> = { expected: "expected", planted: "planted", readyFrom: "readyFrom", readyTo: "readyTo", grade: "grade", attributes: "heightCm", place: "place", note: "note" };

function fit(row: Row, from: string, to: string | null, today: string): void {
  const fault = windowFault(from, to ?? (from < today ? today : from), today);
  if (fault !== null) row.wrong(to === null ? "readyFrom" : "readyTo", `bad_window.${fault}`, today);
}

function growerOf(row: Row, { only, growers }: Known): ListedParty | null {
  const said = row.values.grower == null ? "" : foldAll(row.values.grower);
  if (only !== null) return said === "" || said.replace(/[@ ]\d{4}$/, "") === foldAll(only.name) ? only : row.wrong("grower", "not_yours", only.name);
  if (said === "") return row.blank("grower") ? row.wrong("grower", "missing") : null;
  return partyOf(row, "grower", growers);
}

function expectedOf(row: Row, item: ListedItem): { expected: number; written: string } | null {
  if (row.values.expected == null) return null;
  const written = writtenOf(row.values.expected, row.values.unit, item.unit);
  // A batch that failed with nothing gone stands at nought, and its line comes back as it went out.
  const expected = written === "0" && row.key !== null ? 0 : amountOf(row, "expected", written, item, { least: 1, most: MAX_UNITS });
  return expected === null ? null : { expected, written };
}

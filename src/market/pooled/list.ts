/** The three tables of this module: an order's drops go out and come in, the sheet and a grower's calendar go out. */
import { column, needed } from "../../engines/table/column.ts";
import { count, money, price, unit } from "../../engines/table/figure-columns.ts";
import { defineList, type Written } from "../../engines/table/list.ts";
import type { Planning } from "../../engines/table/plan.ts";
import { keyOf, type TableRow } from "../../engines/table/read.ts";
import { choice, code, day, text } from "../../engines/table/words-columns.ts";
import { isUnit } from "../../engines/units/units.ts";
import { GRADE_ORDER, MAX_LINES, MAX_QUANTITY, MAX_STEP, PER_MILLE, PROMISE_STATES, estimateOf, type Grade, type Line, type PromiseState, type Terms } from "./rules.ts";
import type { PromiseView, SheetView } from "./views.ts";
import { en } from "./words.en.ts";
import { zh, type Words } from "./words.zh.ts";

const WORDS: Readonly<Record<"zh" | "en", Words>> = { zh, en };
export const bindingIn = (language: "zh" | "en", binding: string): string => WORDS[language].bindings[binding] ?? binding;

export const MAX_LIST_ROWS = 1_800;
const grades = Object.fromEntries(GRADE_ORDER.map((grade) => [grade, { zh: grade, en: grade }])) as Record<Grade, { zh: string; en: string }>;
const promiseStates = Object.fromEntries(PROMISE_STATES.map((state) => [state, { zh: zh.promiseStates[state], en: en.promiseStates[state] }])) as Record<PromiseState, { zh: string; en: string }>;

export const DROPS = defineList({
  name: { zh: "统购明细", en: "order lines" },
  columns: {
    line: needed(count({ least: 1, most: MAX_LINES, example: 1 }), { zh: "行", en: "Line", width: 6, names: ["行号"], note: { zh: "同一行的商品、等级、单价、整盘数要一样；没有的行号就是新行。", en: "Lines with the same number share item, grade, price and tray; a number that is not there yet is a new line." } }),
    item: needed(code({ example: "phal-2" }), { zh: "商品编码", en: "Item code", width: 18, names: ["商品"] }),
    name: column(text(), { zh: "名称", en: "Name", width: 28, shown: true }),
    grade: needed(choice(grades), { zh: "等级", en: "Grade", width: 8 }),
    dueOn: needed(day({ example: "2027-01-18" }), { zh: "交货日", en: "Due", width: 14, names: ["日期"] }),
    place: needed(text({ most: 120, example: "济南仓" }), { zh: "地点", en: "Place", width: 20, names: ["交货地点"] }),
    quantity: needed(count({ least: 1, most: MAX_QUANTITY, example: 2_000 }), { zh: "数量", en: "Quantity", width: 12, formula: "value" }),
    unit: column(unit(), { zh: "单位", en: "Unit", width: 8, shown: true }),
    price: column(price(), { zh: "单价", en: "Price", width: 12, note: { zh: "固定价；随行情的行写保底价，密封报价的行写最高限价。", en: "The fixed price; by index the floor, by sealed asks the ceiling." } }),
    step: column(count({ least: 1, most: MAX_STEP, example: 8 }), { zh: "整盘数", en: "Tray", width: 10 }),
    minBatch: column(count({ least: 0, most: MAX_QUANTITY, example: 160 }), { zh: "起送量", en: "Least batch", width: 10 }),
  },
  key: { columns: ["line", "dueOn", "place"], blank: "fault", unknown: "new" },
});
export interface DropLine {
  readonly line: number;
  readonly itemId: string;
  readonly grade: Grade;
  readonly dueOn: string;
  readonly place: string;
  readonly quantity: number;
  readonly price: number | null;
  readonly step: number | null;
  readonly minBatch: number | null;
}
interface Item {
  readonly id: string;
  readonly code: string;
  readonly zh: string;
  readonly unit: string;
}
export const dropLines = (terms: Terms): DropLine[] => terms.lines.flatMap((line, at) => line.drops.map((drop) => ({ line: at + 1, itemId: line.itemId, grade: line.grade, ...drop, price: estimateOf(line), step: line.step, minBatch: line.minBatch })));
export const dropRow = (line: DropLine, item: Item | undefined): Written<typeof DROPS.columns> => ({ ...line, item: item?.code ?? "", name: item?.zh ?? "", unit: item !== undefined && isUnit(item.unit) ? item.unit : null });

/** A file's lines against the terms. Of what a line of the order has once, the file may not say two things. */
export function planningOf(terms: Terms, items: readonly Item[], today: string): Planning<typeof DROPS.columns, DropLine> {
  const byCode = new Map(items.map((item) => [item.code, item]));
  const said = new Map<number, DropLine>();
  return {
    known: new Map(dropLines(terms).map((line) => [keyOf([line.line, line.dueOn, line.place]), line])),
    resolve: (row, before) => {
      const values = row.whole();
      if (values === null) return null;
      const item = byCode.get(values.item);
      if (item === undefined) return row.wrong("item", "unknown_item", values.item);
      if (values.dueOn < today) return row.wrong("dueOn", "in_the_past", today);
      if (values.line > MAX_LINES) return row.wrong("line", "too_many_lines", String(MAX_LINES));
      const has = terms.lines[values.line - 1];
      const line: DropLine = {
        line: values.line, itemId: item.id, grade: values.grade, dueOn: values.dueOn, place: values.place, quantity: values.quantity, price: values.price ?? before?.price ?? (has === undefined ? null : estimateOf(has)), step: values.step ?? before?.step ?? has?.step ?? 1, minBatch: values.minBatch ?? before?.minBatch ?? has?.minBatch ?? 0,
      };
      if (line.price === null) return row.wrong("price", "price_needed");
      return agrees(row, said, line) ? line : null;
    },
    compare: { itemId: true, grade: true, quantity: true, price: true, step: true, minBatch: true },
  };
}

function agrees(row: TableRow<typeof DROPS.columns>, said: Map<number, DropLine>, line: DropLine): boolean {
  const first = said.get(line.line);
  if (first === undefined) {
    said.set(line.line, line);
    return true;
  }
  const differs = ([["itemId", "item"], ["grade", "grade"], ["price", "price"], ["step", "step"], ["minBatch", "minBatch"]] as const).find(([field]) => first[field] !== line[field]);
  if (differs !== undefined) row.wrong(differs[1], "line_says_two", String(line.line));
  return differs === undefined;
}

/** The terms with a file's lines in them: drops are added and changed, what a line has once is said anew, quantities are the sums. */
export function withDrops(terms: Terms, changed: readonly DropLine[]): Terms {
  const all = new Map(dropLines(terms).map((line) => [keyOf([line.line, line.dueOn, line.place])!, line]));
  for (const line of changed) all.set(keyOf([line.line, line.dueOn, line.place])!, line);
  const numbers = [...new Set([...all.values()].map((line) => line.line))].toSorted((a, b) => a - b);
  return {
    ...terms,
    lines: numbers.map((n) => {
      const own = [...all.values()].filter((line) => line.line === n).toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : a.place < b.place ? -1 : 1));
      const head = changed.find((line) => line.line === n) ?? own[0]!;
      const drops = own.map(({ dueOn, place, quantity }) => ({ dueOn, place, quantity }));
      return { ...lineOf(terms, n, head), drops, quantity: drops.reduce((sum, drop) => sum + drop.quantity, 0) };
    }),
  };
}

const USUAL_SAMPLING = { samplePm: 20, least: 5, most: 50, acceptPm: 50 } as const;
function lineOf(terms: Terms, n: number, head: DropLine): Line {
  const has = terms.lines[n - 1];
  const price = head.price!;
  const common = { itemId: head.itemId, grade: head.grade, step: head.step ?? 1, minBatch: head.minBatch ?? 0 };
  // Measures are of the goods and the grade they were written for.
  const spec = has !== undefined && has.itemId === head.itemId && has.grade === head.grade ? has.spec : [{ grade: head.grade, limits: [], pricePm: PER_MILLE }];
  if (has === undefined) return { ...common, spec, sampling: USUAL_SAMPLING, substitutes: [], quantity: 0, tolerance: 0, price: terms.rule === "sealed_bid" ? { kind: "sealed", ceiling: price } : { kind: "fixed", price }, drops: [] };
  return { ...has, ...common, spec, price: has.price.kind === "fixed" ? { kind: "fixed", price } : has.price.kind === "sealed" ? { kind: "sealed", ceiling: price } : { ...has.price, floor: price } };
}

export const SHARES = defineList({
  name: { zh: "统购分配单", en: "allocation sheet" },
  columns: {
    drop: needed(code({ most: 20 }), { zh: "批", en: "Drop", width: 8 }), dueOn: column(day(), { zh: "交货日", en: "Due", width: 12 }), place: column(text(), { zh: "地点", en: "Place", width: 18 }), item: column(text(), { zh: "商品", en: "Item", width: 28 }), grower: needed(text(), { zh: "花农", en: "Grower", width: 16 }),
    quota: column(count(), { zh: "配额", en: "Quota", width: 10 }), accepted: column(count(), { zh: "接单", en: "Accepted", width: 10 }), extra: column(count(), { zh: "可加", en: "Could bring more", width: 10 }), ask: column(money(), { zh: "报价", en: "Ask", width: 10 }),
    guaranteed: column(count(), { zh: "配额内分得", en: "Within the quota", width: 12 }), flowed: column(count(), { zh: "流入", en: "Flowed on", width: 10 }), units: column(count(), { zh: "分得", en: "Share", width: 10 }), unit: column(unit(), { zh: "单位", en: "Unit", width: 8 }), price: column(money(), { zh: "成交价", en: "Clearing price", width: 12 }), why: column(text(), { zh: "依据", en: "Why", width: 30 }),
  },
  key: { columns: ["drop", "grower"], blank: "fault", unknown: "fault" },
});
export const shareLines = (sheet: SheetView, language: "zh" | "en"): Written<typeof SHARES.columns>[] => sheet.drops.flatMap((drop) => drop.shares.map((share) => ({
  drop: `${drop.line}-${drop.n}`, dueOn: drop.dueOn, place: drop.place, item: language === "zh" ? (share.substitute?.itemZh ?? drop.itemZh) : (share.substitute?.itemEn ?? drop.itemEn), grower: share.grower, quota: share.quota, accepted: share.accepted, extra: share.extra, ask: share.ask, guaranteed: share.guaranteed, flowed: share.flowed, units: share.units,
  unit: isUnit(drop.unit) ? drop.unit : null, price: drop.clearing, why: bindingIn(language, share.why.binding),
})));

export const PROMISES = defineList({
  name: { zh: "交货日历", en: "promises" },
  columns: {
    orderNo: needed(code(), { zh: "统购单", en: "Order", width: 18 }), title: column(text(), { zh: "名称", en: "Title", width: 24 }), enterprise: column(text(), { zh: "采购企业", en: "Enterprise", width: 18 }), grower: column(text(), { zh: "花农", en: "Grower", width: 14 }), dueOn: needed(day(), { zh: "交货日", en: "Due", width: 12 }), place: column(text(), { zh: "地点", en: "Place", width: 18 }),
    item: column(text(), { zh: "商品", en: "Item", width: 28 }), grade: column(code(), { zh: "等级", en: "Grade", width: 8 }), quantity: column(count(), { zh: "承诺", en: "Promised", width: 10 }), announced: column(count(), { zh: "在路上", en: "On its way", width: 10 }), accepted: column(count(), { zh: "已收", en: "Accepted", width: 10 }), open: column(count(), { zh: "还差", en: "Open", width: 10 }),
    unit: column(unit(), { zh: "单位", en: "Unit", width: 8 }), price: column(money(), { zh: "单价", en: "Price", width: 12 }), deposit: column(money(), { zh: "定金", en: "Deposit", width: 12 }), state: column(choice(promiseStates), { zh: "状态", en: "State", width: 10 }),
  },
  key: { columns: ["orderNo", "dueOn"], blank: "fault", unknown: "fault" },
});
export const promiseLine = (promise: PromiseView, language: "zh" | "en"): Written<typeof PROMISES.columns> => ({ ...promise, item: language === "zh" ? promise.itemZh : promise.itemEn, unit: isUnit(promise.unit) ? promise.unit : null });

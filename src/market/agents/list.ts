/** The lines of a list as a table, and an agent's clients and fills as tables out. Nothing here touches the database but the currency. */
import { CURRENCIES } from "../../engines/fees/money.ts";
import { column, needed } from "../../engines/table/column.ts";
import { bareQuantity, count, money, price, quantity } from "../../engines/table/figure-columns.ts";
import { foldAll } from "../../engines/table/fold.ts";
import { defineList, type Written } from "../../engines/table/list.ts";
import { keyOf, type TableRow } from "../../engines/table/read.ts";
import type { Planning } from "../../engines/table/plan.ts";
import { choice, code, day, flag, text } from "../../engines/table/words-columns.ts";
import { UNIT_WORDS, isUnit } from "../../engines/units/units.ts";
import { CHANNELS } from "../settlement/contract.ts";
import { readQuantity, type Grade, type Priority } from "./rules.ts";
import { marketOf, type AgentScene } from "./scene.ts";
import type { LineView } from "./views.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export type Language = "zh" | "en";
export async function contextOf({ tx }: Pick<AgentScene, "tx">, language: Language) {
  const { currency } = await marketOf(tx);
  return { currency: CURRENCIES.find((one) => one === currency) ?? ("CNY" as const), language };
}
export const unitText = (unit: string, language: Language): string => (isUnit(unit) ? UNIT_WORDS[unit][language] : unit);

const words = <K extends string>(keys: readonly K[], of: (words: typeof zh | typeof en) => Readonly<Record<K, string>>) => Object.fromEntries(keys.map((key) => [key, { zh: of(zh)[key], en: of(en)[key] }])) as Record<K, { zh: string; en: string }>;
const NOTE = text({ most: 200, asTyped: true, example: "大红，花要整齐" });
const GRADE_WORDS = { A: { zh: "A", en: "A" }, B: { zh: "B", en: "B" }, C: { zh: "C", en: "C" }, D: { zh: "D", en: "D" }, E: { zh: "E", en: "E" } };

export const LINES = defineList({
  name: { zh: "采购单", en: "buying list" },
  columns: {
    place: column(count({ least: 1, most: 500 }), { zh: "行号", en: "Line", width: 8, example: null, note: { zh: "空着的行是新增的。", en: "A line without it is a new one." } }),
    itemCode: column(code({ example: "PHAL-2" }), { zh: "商品编码", en: "Item code", width: 26, names: ["编码", "货号"] }),
    item: column(text({ example: "蝴蝶兰 双梗" }), { zh: "商品", en: "Item", width: 30, names: ["品名", "商品名称", "品种"] }),
    spec: column(NOTE, { zh: "要求", en: "Wish", width: 24, names: ["规格", "备注"] }),
    grade: column(choice(GRADE_WORDS), { zh: "最低等级", en: "Grade at least", width: 10, names: ["等级"] }),
    quantity: needed(quantity({ example: bareQuantity(200) }), { zh: "数量", en: "Quantity", width: 10, names: ["采购数量", "盆数"] }),
    limitPrice: column(price({ example: 12_50 }), { zh: "限价", en: "Limit", width: 10, names: ["最高价", "单价", "限价(元)"], note: { zh: "每销售单位最高价，空着不限。", en: "At most, per sales unit; blank for none." } }),
    priority: column(choice(words(["urgent", "first", "normal"] as const, (one) => one.priorities)), { zh: "优先级", en: "Priority", width: 10 }),
    substitute: column(flag({ yes: ["可替", "可替代"], no: ["不可替"] }), { zh: "可替代", en: "Substitute", width: 10, example: false }),
    state: column(choice(words(["open", "part", "filled", "closed"] as const, (one) => one.lineStates)), { zh: "状态", en: "State", width: 10, shown: true }),
    filled: column(count(), { zh: "已买", en: "Bought", width: 8, shown: true }),
    goods: column(money(), { zh: "货款", en: "Goods", width: 12, shown: true }),
    commission: column(money(), { zh: "佣金", en: "Commission", width: 12, shown: true }),
  },
  key: { columns: ["place"], blank: "new", unknown: "fault", codes: { repeated: "repeated_line", unknown: "unknown_line" } },
  oneOf: [["itemCode", "item", "spec"]],
});
export type LineColumns = typeof LINES.columns;

const channels = words(CHANNELS, (one) => one.channels);
export const FILLS = defineList({
  name: { zh: "成交明细", en: "fills" },
  columns: {
    onDay: column(day(), { zh: "日期", en: "Day", width: 12 }), line: column(count(), { zh: "行号", en: "Line", width: 8 }), item: column(text(), { zh: "商品", en: "Item", width: 30 }), grade: column(code(), { zh: "等级", en: "Grade", width: 6 }), lotNo: column(code(), { zh: "批次", en: "Lot", width: 18 }),
    channel: column(choice(channels), { zh: "渠道", en: "Channel", width: 10 }), seller: column(text(), { zh: "供货人", en: "Supplier", width: 18 }), units: column(count(), { zh: "数量", en: "Quantity", width: 10 }), unit: column(text(), { zh: "单位", en: "Unit", width: 6 }),
    price: column(price(), { zh: "单价", en: "Price", width: 10 }), goods: column(money(), { zh: "货款", en: "Goods", width: 12 }), refunded: column(money(), { zh: "已退", en: "Given back", width: 12 }), back: column(text(), { zh: "撤回", en: "Taken back", width: 18 }),
  },
  key: { columns: ["lotNo"], blank: "new", unknown: "new" },
});
export const CLIENTS = defineList({
  name: { zh: "客户", en: "clients" },
  columns: {
    name: column(text(), { zh: "客户", en: "Client", width: 20 }), phoneTail: column(code(), { zh: "手机尾号", en: "Telephone tail", width: 10 }), town: column(text(), { zh: "地区", en: "Town", width: 14 }), openLists: column(count(), { zh: "在办采购单", en: "Open lists", width: 12 }),
    openLines: column(count(), { zh: "未买齐", en: "Open lines", width: 10 }), balance: column(money({ negative: true }), { zh: "欠款", en: "Owes", width: 12 }), note: column(text(), { zh: "备注", en: "Note", width: 30 }),
  },
  key: { columns: ["name"], blank: "new", unknown: "new" },
});

export interface KnownItem {
  readonly id: string;
  readonly code: string;
  readonly zh: string;
  readonly unit: string;
  readonly packing: Readonly<Record<string, number>>;
}
/** A line as the table says it: to be added, or as it shall be. */
export interface Wish {
  readonly lineId: string | null;
  readonly itemId: string | null;
  readonly spec: string;
  readonly grade: Grade | null;
  readonly written: string;
  readonly quantity: number;
  readonly limitPrice: number | null;
  readonly priority: Priority;
  readonly substitute: boolean;
}
export interface Known {
  readonly lines: readonly LineView[];
  readonly items: readonly KnownItem[];
}
type Row = TableRow<LineColumns>;

export const writtenLine = (line: LineView, items: readonly KnownItem[]): Written<LineColumns> => {
  const item = items.find((one) => one.id === line.itemId);
  return {
    place: line.place, itemCode: item?.code ?? null, item: item?.zh ?? null, spec: line.spec, grade: line.grade, quantity: bareQuantity(line.quantity, item === undefined && isUnit(line.unit) ? line.unit : null), limitPrice: line.limitPrice, priority: line.priority,
    substitute: line.substitute, state: line.state, filled: line.filled, goods: line.goods, commission: line.commission.amount,
  };
};

export function planningOf({ lines, items }: Known): Planning<LineColumns, Wish> {
  return {
    known: new Map(lines.map((line) => [keyOf([line.place]), asItStands(line)])),
    resolve: (row, before) => wishOf(row, before, items),
    compare: { grade: true, quantity: true, limitPrice: true, priority: true, substitute: true },
    judge: (row, { before, after, changed }) => {
      const line = lines.find((one) => one.id === before.lineId)!;
      if (!line.can.includes("change")) row.wrong(changed[0] as keyof LineColumns, "line_is_over", String(line.place));
      else if (after.quantity < line.filled) row.wrong("quantity", "below_filled", String(line.filled));
    },
  };
}

const asItStands = (line: LineView): Wish => ({ lineId: line.id, itemId: line.itemId, spec: line.spec, grade: line.grade, written: line.written, quantity: line.quantity, limitPrice: line.limitPrice, priority: line.priority, substitute: line.substitute });

function wishOf(row: Row, before: Wish | undefined, items: readonly KnownItem[]): Wish | null {
  const { values } = row;
  const item = itemOf(row, before, items);
  if (item === "wrong") return null;
  const said = values.quantity;
  if (said == null) return null;
  const read = readQuantity(said.written, item?.unit ?? "pot", item?.packing ?? {});
  const amount = read.ok ? read.quantity : said.parts.length === 1 && item === null ? said.parts[0]!.quantity : null;
  if (amount === null) return row.wrong("quantity", "bad_quantity", read.ok ? "" : read.message);
  return {
    lineId: before?.lineId ?? null, itemId: item?.id ?? null, spec: before?.spec ?? values.spec ?? "", grade: values.grade === undefined ? (before?.grade ?? null) : values.grade, written: said.written, quantity: amount,
    limitPrice: values.limitPrice === undefined ? (before?.limitPrice ?? null) : values.limitPrice, priority: values.priority ?? before?.priority ?? "normal", substitute: values.substitute ?? before?.substitute ?? false,
  };
}

/** Named by its code or its name; a line of words alone has none. What a line is for does not change by a table. */
function itemOf(row: Row, before: Wish | undefined, items: readonly KnownItem[]): KnownItem | null | "wrong" {
  const { itemCode, item: name, spec } = row.values;
  const wrong = (column: keyof LineColumns, reason: string, detail: string): "wrong" => (row.wrong(column, reason, detail), "wrong");
  const own = before === undefined ? undefined : (items.find((one) => one.id === before.itemId) ?? null);
  const byCode = itemCode == null ? undefined : items.find((one) => foldAll(one.code) === itemCode);
  if (itemCode != null && byCode === undefined) return wrong("itemCode", "unknown_item", itemCode);
  const named = name == null ? [] : items.filter((one) => foldAll(one.zh) === foldAll(name));
  if (byCode === undefined && name != null && named.length === 0) return wrong("item", "unknown_item", name);
  if (byCode === undefined && named.length > 1) return wrong("item", "ambiguous_item", named.map((one) => one.code).slice(0, 3).join(", "));
  const found = byCode ?? named[0] ?? null;
  if (own !== undefined) return found === null || found.id === own?.id ? own : wrong(byCode === undefined ? "item" : "itemCode", "fixed", own?.zh ?? "");
  return found === null && (spec == null || spec === "") ? wrong("item", "missing", "") : found;
}

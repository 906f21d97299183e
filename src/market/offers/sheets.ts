/** The lists of offers as tables: the market place with a column to order in, a grower's own lines, his groups, requests and orders. */
import { column, needed } from "../../engines/table/column.ts";
import { bareQuantity, count, money, price, quantity, unit } from "../../engines/table/figure-columns.ts";
import { defineList, reportOf, type Written } from "../../engines/table/list.ts";
import { choice, code, day, flag, text, uuid } from "../../engines/table/words-columns.ts";
import { isUnit } from "../../engines/units/units.ts";
import { writeSteps } from "./group-prices.ts";
import { en } from "./pages/words.en.ts";
import { zh } from "./pages/words.zh.ts";
import { KINDS, PURCHASE_LINE_STATES, PURCHASE_STATES, type Level } from "./rules.ts";
import type { LineView, PurchaseHead, PurchaseLineView, RequestView } from "./views.ts";
import { LINE_STATES } from "./views.ts";

const wordsOf = <K extends string>(codes: readonly K[], chinese: Readonly<Record<K, string>>, english: Readonly<Record<K, string>>) => choice(Object.fromEntries(codes.map((one) => [one, { zh: chinese[one], en: english[one] }])) as Record<K, { zh: string; en: string }>);
const unitOf = (word: string) => (isUnit(word) ? word : null);
const SHOWN = { shown: true } as const;
const item = { zh: "商品", en: "Item", width: 28, names: ["品名", "商品名称"] } as const;
const itemCode = { zh: "商品编码", en: "Item code", width: 22, names: ["编码", "货号"] } as const;
const kinds = wordsOf(KINDS, zh.kinds, en.kinds);
const ID = column(uuid(), { zh: "内部编号", en: "Id", hidden: true, example: null });

export const MARKET = defineList({
  name: { zh: "订货单", en: "order sheet" },
  columns: {
    id: ID,
    item: column(text({ example: "蝴蝶兰 双梗" }), { ...item, note: { zh: "自己的单子没有编号时，按商品和花农找；只有一家卖可不写花农。", en: "In a table of your own without ids, lines are found by item and grower; one grower alone need not be named." } }),
    grower: column(text({ example: "王桂兰" }), { zh: "花农", en: "Grower", width: 14 }),
    want: column(quantity({ example: bareQuantity(24) }), { zh: "订货数量", en: "Order", width: 12, names: ["数量", "要货数量"], note: { zh: "填了就放进购物车，可写 2箱；空着是不要。", en: "What is filled in goes into the cart, as 24 or 2箱; blank is none." } }),
    unit: column(unit(), { zh: "单位", en: "Unit", width: 8 }),
    grade: column(text(), { zh: "等级", en: "Grade", width: 8, ...SHOWN }), kind: column(kinds, { zh: "渠道", en: "Channel", width: 10, ...SHOWN }),
    price: column(price(), { zh: "单价", en: "Price", width: 10, ...SHOWN }), box: column(price(), { zh: "满箱价", en: "Per full box", width: 12, ...SHOWN }), layer: column(price(), { zh: "满层价", en: "Per full layer", width: 12, ...SHOWN }), trolley: column(price(), { zh: "满车价", en: "Per full trolley", width: 12, ...SHOWN }),
    left: column(count(), { zh: "余量", en: "Left", width: 10, ...SHOWN }), minimum: column(count(), { zh: "起订", en: "Minimum", width: 8, ...SHOWN }), packing: column(text(), { zh: "装箱", en: "Packing", width: 18, ...SHOWN }),
    town: column(text(), { zh: "镇街", en: "Town", width: 12, ...SHOWN }), until: column(text(), { zh: "截止", en: "Until", width: 18, ...SHOWN }), note: column(text(), { zh: "花农的话", en: "Note", width: 24, ...SHOWN }),
  },
  key: { columns: ["id"], blank: "new", unknown: "fault", codes: { unknown: "line_gone" } },
  oneOf: [["id", "item"]],
});
export type MarketColumns = typeof MARKET.columns;

export const LINES = defineList({
  name: { zh: "我的供货", en: "supply lines" },
  columns: {
    id: ID,
    kind: column(kinds, { zh: "渠道", en: "Channel", width: 10, example: "catalogue", note: { zh: "空着算目录价。", en: "Blank is the catalogue." } }),
    lots: needed(text({ most: 400, example: "L20261127-0001" }), { zh: "批次号", en: "Lots", width: 20, names: ["批次"], note: { zh: "几批用逗号隔开；要是同一个商品。", en: "Several with commas between them; all of one item." } }),
    item: column(text(), { ...item, ...SHOWN }),
    quantity: column(quantity({ example: bareQuantity(240) }), { zh: "数量", en: "Quantity", width: 10, note: { zh: "预售不用填，按比例算。", en: "Not for a presale, which is a share." } }),
    unit: column(unit(), { zh: "单位", en: "Unit", width: 8 }),
    price: needed(price({ example: 18_50 }), { zh: "单价", en: "Price", width: 10 }),
    box: column(price({ example: 18_00 }), { zh: "满箱价", en: "Per full box", width: 12 }), layer: column(price({ example: 17_50 }), { zh: "满层价", en: "Per full layer", width: 12 }), trolley: column(price({ example: 17_00 }), { zh: "满车价", en: "Per full trolley", width: 12 }),
    groups: column(text({ most: 400, example: "老客户: 箱 17.80, 车 16.80" }), { zh: "组价", en: "Group prices", width: 26, note: { zh: "组名: 级别 价钱；级别是 箱、层、车，不写就是单件；几个组用分号隔开。", en: "Group: level price. Levels are box, layer, trolley, or none for any quantity; several groups with semicolons between them." } }),
    share: column(count({ least: 1, most: 100, example: 30 }), { zh: "预售比例%", en: "Presale share %", width: 12, example: null }), saleDay: column(day(), { zh: "上钟日", en: "Day of sale", width: 12, example: null }),
    from: column(day(), { zh: "从", en: "From", width: 12 }), until: column(day({ example: "2026-01-11" }), { zh: "到", en: "To", width: 12, names: ["有效到"] }),
    forWhom: column(text({ most: 60 }), { zh: "给谁", en: "For whom", width: 16, example: null, note: { zh: "定向报价写客户名或组名。", en: "Of an offer: the customer or the group." } }),
    minimum: column(count({ least: 1, example: 6 }), { zh: "起订量", en: "Minimum", width: 10 }), byHand: column(flag(), { zh: "我确认后成交", en: "I confirm", width: 12, example: false }),
    note: column(text({ most: 500, asTyped: true, example: "含苞三成" }), { zh: "给买家的话", en: "Note", width: 24 }),
    taken: column(count(), { zh: "已订", en: "Taken", width: 10, ...SHOWN }), left: column(count(), { zh: "余量", en: "Left", width: 10, ...SHOWN }), state: column(wordsOf(LINE_STATES, zh.lineStates, en.lineStates), { zh: "状态", en: "State", width: 10, ...SHOWN }),
  },
  key: { columns: ["id"], blank: "new", unknown: "fault", codes: { unknown: "line_gone" } },
});
export type LineColumns = typeof LINES.columns;

export const GROUPS = defineList({
  name: { zh: "客户组", en: "customer groups" },
  columns: {
    group: needed(text({ most: 40, example: "老客户（例）" }), { zh: "组名", en: "Group", width: 16, merged: "down" }),
    buyer: needed(text({ example: "鲁花批发" }), { zh: "客户", en: "Customer", width: 20, names: ["采购商"], note: { zh: "同名的写成 张伟@1234（手机尾号）。", en: "Of one name with another write 张伟@1234 (the tail of the telephone)." } }),
    member: column(flag(), { zh: "在组里", en: "Member", width: 10, note: { zh: "写“否”就移出；不在表里的人不动。", en: "“no” takes somebody out; who is not in the table stays." } }),
    town: column(text(), { zh: "地区", en: "Town", width: 14, ...SHOWN }),
  },
  key: { columns: ["group", "buyer"], blank: "fault", unknown: "new", codes: { repeated: "repeated_key" } },
});
export type GroupColumns = typeof GROUPS.columns;

export const REQUESTS = defineList({
  name: { zh: "求购", en: "purchase requests" },
  columns: {
    no: column(code({ upper: true }), { zh: "求购单号", en: "No.", width: 18, example: null, names: ["单号"], note: { zh: "空着的行是新求购。", en: "A line without it is a new request." } }),
    itemCode: column(code({ most: 160, example: "PHAL-2" }), itemCode), item: column(text({ example: "蝴蝶兰 双梗" }), item),
    spec: column(text({ most: 200, asTyped: true, example: "双梗，含苞三成" }), { zh: "规格要求", en: "What exactly", width: 28, names: ["规格"] }),
    quantity: needed(quantity({ example: bareQuantity(120) }), { zh: "数量", en: "Quantity", width: 10 }), unit: column(unit(), { zh: "单位", en: "Unit", width: 8 }),
    wantedOn: needed(day(), { zh: "哪天要", en: "Wanted on", width: 12, names: ["日期", "到货日期"], merged: "down" }), price: column(price({ example: 20_00 }), { zh: "心里的价", en: "Price idea", width: 12, names: ["限价"] }),
    note: column(text({ most: 500, asTyped: true, example: "带包装袋" }), { zh: "备注", en: "Note", width: 24 }),
    filled: column(count(), { zh: "已买", en: "Bought", width: 10, ...SHOWN }), answers: column(count(), { zh: "报价数", en: "Answers", width: 10, ...SHOWN }),
    state: column(wordsOf(["open", "filled", "cancelled", "expired"] as const, zh.requestStates, en.requestStates), { zh: "状态", en: "State", width: 10, ...SHOWN }),
  },
  key: { columns: ["no"], blank: "new", unknown: "fault" },
});
export type RequestColumns = typeof REQUESTS.columns;

export const ORDERS = reportOf({ zh: "订单", en: "orders" }, {
  no: column(code(), { zh: "订单号", en: "No.", width: 18 }), at: column(text(), { zh: "下单时间", en: "Placed", width: 18 }), buyer: column(text(), { zh: "采购商", en: "Buyer", width: 20 }), by: column(text(), { zh: "下单人", en: "By", width: 14 }),
  lines: column(count(), { zh: "行数", en: "Lines", width: 8 }), quantity: column(count(), { zh: "数量", en: "Quantity", width: 10 }), cut: column(count(), { zh: "到货少", en: "Cut", width: 10 }), amount: column(money(), { zh: "金额", en: "Amount", width: 14 }),
  state: column(wordsOf(PURCHASE_STATES, zh.orderStates, en.orderStates), { zh: "状态", en: "State", width: 12 }), note: column(text(), { zh: "备注", en: "Note", width: 24 }),
});
export const ORDER_LINES = reportOf({ zh: "订单明细", en: "order lines" }, {
  no: column(code(), { zh: "订单号", en: "Order", width: 18 }), place: column(count(), { zh: "行", en: "Line", width: 6 }), itemCode: column(code(), itemCode), item: column(text(), item), grade: column(text(), { zh: "等级", en: "Grade", width: 8 }), grower: column(text(), { zh: "花农", en: "Grower", width: 14 }),
  lots: column(text(), { zh: "批次号", en: "Lots", width: 20 }), kind: column(kinds, { zh: "渠道", en: "Channel", width: 10 }), ordered: column(count(), { zh: "订", en: "Ordered", width: 10 }), cut: column(count(), { zh: "到货少", en: "Cut", width: 10 }), quantity: column(count(), { zh: "数量", en: "Quantity", width: 10 }),
  unit: column(unit(), { zh: "单位", en: "Unit", width: 8 }), price: column(price(), { zh: "单价", en: "Price", width: 10 }), amount: column(money(), { zh: "金额", en: "Amount", width: 14 }), state: column(wordsOf(PURCHASE_LINE_STATES, zh.lineOrderStates, en.lineOrderStates), { zh: "状态", en: "State", width: 12 }),
});
export const CHANNELS = reportOf({ zh: "渠道概览", en: "channels" }, {
  kind: column(kinds, { zh: "渠道", en: "Channel", width: 12 }), lines: column(count(), { zh: "条", en: "Lines", width: 8 }), offered: column(count(), { zh: "挂出", en: "Offered", width: 12 }), taken: column(count(), { zh: "已订", en: "Taken", width: 12 }), left: column(count(), { zh: "余", en: "Left", width: 12 }), amount: column(money(), { zh: "今日成交", en: "Sold today", width: 14 }),
});

const stepAt = (line: LineView, level: Level): number | null => line.steps.find((step) => step.level === level && step.groupId === null)?.price ?? null;
const packed = (packing: Readonly<Record<string, number>>, own: string): string => Object.entries(packing).filter(([larger]) => larger !== own).map(([larger, n]) => `${larger} ${n}`).join(", ");

export const marketLine = (line: LineView, want: number | null, until: string): Written<MarketColumns> => ({
  id: line.id, item: line.itemZh, grower: line.grower, want: want === null ? null : bareQuantity(want), unit: unitOf(line.unit), grade: line.grade, kind: line.kind, price: line.price, box: stepAt(line, "box"), layer: stepAt(line, "layer"), trolley: stepAt(line, "trolley"),
  left: line.left, minimum: line.minQuantity, packing: packed(line.packing, line.unit), town: line.town, until, note: line.note,
});
export const supplyLine = (line: LineView, days: { readonly from: string; readonly until: string }, forWhom: string | null): Written<LineColumns> => ({
  id: line.id, kind: line.kind, lots: line.lots.map((lot) => lot.no).join(", "), item: line.itemZh, quantity: bareQuantity(line.quantity), unit: unitOf(line.unit), price: line.price, box: stepAt(line, "box"), layer: stepAt(line, "layer"), trolley: stepAt(line, "trolley"),
  groups: writeSteps(line.steps, line.currency), share: line.share, saleDay: line.saleDay, ...days, forWhom, minimum: line.minQuantity, byHand: line.byHand, note: line.note, taken: line.taken, left: line.left, state: line.state,
});
export const requestLine = (row: RequestView, itemCodes: ReadonlyMap<string, string>): Written<RequestColumns> => ({
  no: row.no, itemCode: row.itemId === null ? null : (itemCodes.get(row.itemId) ?? null), item: row.itemZh, spec: row.spec, quantity: bareQuantity(row.quantity), unit: unitOf(row.unit), wantedOn: row.wantedOn, price: row.price, note: row.note, filled: row.filled, answers: row.answerCount, state: row.state,
});
export const orderLine = (row: PurchaseHead, at: string | null): Written<typeof ORDERS.columns> => ({ no: row.no, at, buyer: row.buyer, by: row.by, lines: row.lines, quantity: row.quantity, cut: row.cut, amount: row.amount, state: row.state, note: row.note });
export const boughtLine = (no: string | null, row: PurchaseLineView, itemCodes: ReadonlyMap<string, string>): Written<typeof ORDER_LINES.columns> => ({
  no, place: row.place, itemCode: itemCodes.get(row.itemId) ?? null, item: row.itemZh, grade: row.grade, grower: row.grower, lots: row.parts.map((part) => part.lotNo).join(", "), kind: row.kind, ordered: row.ordered, cut: row.cut, quantity: row.quantity, unit: unitOf(row.unit), price: row.price, amount: row.amount, state: row.state,
});

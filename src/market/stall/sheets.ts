/** The lists of a stall as tables: what goes out, and what a keeper who has kept his books in Excel brings along. */
import { column, needed } from "../../engines/table/column.ts";
import { bareQuantity, count, money, price, quantity, unit } from "../../engines/table/figure-columns.ts";
import { defineList, reportOf, type Written } from "../../engines/table/list.ts";
import { choice, code, day, flag, text } from "../../engines/table/words-columns.ts";
import { isUnit } from "../../engines/units/units.ts";
import { METHODS, RIGHTS, ARRIVAL_KINDS } from "./rules.ts";
import type { BillRowView, BookRow, ClosingView, HelperView, StallView, StatementView, StockRow } from "./views.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** The words of a list of codes, in both languages. */
const wordsOf = <K extends string>(codes: readonly K[], chinese: Record<K, string>, english: Record<K, string>) => choice(Object.fromEntries(codes.map((one) => [one, { zh: chinese[one], en: english[one] }])) as Record<K, { zh: string; en: string }>);
export const unitOf = (word: string) => (isUnit(word) ? word : null);
const SHOWN = { shown: true } as const;
const item = { zh: "商品", en: "Item", width: 30, names: ["品名", "商品名称"] } as const;
const lotNo = { zh: "批次号", en: "Lot", width: 18, example: null, names: ["批次"] } as const;

export const CUSTOMERS = defineList({
  name: { zh: "赊账客户", en: "credit customers" },
  columns: {
    name: needed(text({ most: 80, example: "张姐花店" }), { zh: "客户", en: "Customer", width: 20, names: ["客户名称", "称呼", "姓名"], note: { zh: "照档口的叫法；同名的写成 张伟@1234（手机尾号）。改叫法请到页面上改。", en: "As the stall calls them; of one name with another write 张伟@1234 (the tail of the telephone). Rename on the page." } }),
    phone: column(code({ most: 11, pattern: /^1\d{10}$/, example: "13805361234" }), { zh: "手机号", en: "Telephone", width: 16, names: ["电话", "手机"], note: { zh: "只对新客户有用；登记后号码只存在市场，导出时不写。", en: "For new customers only; it is kept by the market and never written out." } }),
    tail: column(code(), { zh: "尾号", en: "Tail", width: 8, ...SHOWN }),
    group: column(text({ most: 30, example: "老客户" }), { zh: "分组", en: "Group", width: 12 }),
    limit: column(money({ example: 5_000_00 }), { zh: "赊账额度", en: "Credit limit", width: 14, names: ["额度"] }),
    opening: column(money({ example: 1_280_00 }), { zh: "期初欠款", en: "Opening debt", width: 14, names: ["原欠款", "旧账"], note: { zh: "用本系统之前已欠的，只记一次，以后不能改。", en: "Owed before this book was begun; noted once and not changed later." } }),
    since: column(day({ example: "2026-10-08" }), { zh: "期初日期", en: "Owed since", width: 14, note: { zh: "从哪天起欠；空着算今天。账龄从这天算。", en: "Since when it is owed; blank is today. Its age counts from then." } }),
    note: column(text({ most: 200, asTyped: true, example: "月底结" }), { zh: "备注", en: "Note", width: 24 }),
    balance: column(money({ negative: true }), { zh: "欠款", en: "Owes", width: 14, ...SHOWN }),
    upTo7: column(money(), { zh: "7 天内", en: "To 7 days", width: 12, ...SHOWN }), upTo30: column(money(), { zh: "8–30 天", en: "8–30 days", width: 12, ...SHOWN }),
    upTo60: column(money(), { zh: "31–60 天", en: "31–60 days", width: 12, ...SHOWN }), older: column(money(), { zh: "60 天以上", en: "Over 60 days", width: 12, ...SHOWN }),
    free: column(money({ negative: true }), { zh: "还可赊", en: "Free credit", width: 14, ...SHOWN }),
  },
  key: { columns: ["name"], blank: "fault", unknown: "new", codes: { repeated: "repeated_customer" } },
});
export type CustomerColumns = typeof CUSTOMERS.columns;

export const GOODS = defineList({
  name: { zh: "档口的货", en: "stall goods" },
  columns: {
    no: column(code({ upper: true }), { ...lotNo, note: { zh: "空着的行是新到的货；有批次号的行改数量就是盘点。", en: "A line without it is an arrival; a changed quantity of one with it is a recount." } }),
    itemCode: column(code({ most: 160, example: "PHAL-2" }), { zh: "商品编码", en: "Item code", width: 24, names: ["编码", "货号"], merged: "down" }),
    item: column(text({ example: "蝴蝶兰 双梗" }), { ...item, merged: "down" }),
    quantity: needed(quantity({ example: bareQuantity(60) }), { zh: "数量", en: "Quantity", width: 10, names: ["现有", "库存", "期初数量"] }),
    unit: column(unit(), { zh: "单位", en: "Unit", width: 8 }),
    cost: column(money({ example: 12_00 }), { zh: "进价", en: "Cost", width: 10, note: { zh: "只有老板看得到。", en: "Seen by the owner only." } }),
    source: column(text({ most: 120, example: "寿光合作社" }), { zh: "货从哪来", en: "Source", width: 20, names: ["供货人", "来源"] }),
    reason: column(text({ most: 200 }), { zh: "盘点原因", en: "Why it differs", width: 20, example: null, note: { zh: "改了已有批次的数量才要写。", en: "Only where the quantity of a lot has changed." } }),
    kind: column(wordsOf(ARRIVAL_KINDS, zh.kinds, en.kinds), { zh: "来历", en: "Came as", width: 12, ...SHOWN }),
    held: column(count(), { zh: "已许出", en: "Promised", width: 10, ...SHOWN }),
    brought: column(count(), { zh: "进货数", en: "Brought", width: 10, ...SHOWN }),
    at: column(text(), { zh: "到货时间", en: "Arrived", width: 18, ...SHOWN }),
  },
  key: { columns: ["no"], blank: "new", unknown: "fault", codes: { repeated: "repeated_lot", unknown: "unknown_lot_here" } },
});
export type GoodsColumns = typeof GOODS.columns;

export const PRICES = defineList({
  name: { zh: "档口价目", en: "stall prices" },
  columns: {
    itemCode: needed(code({ most: 160, example: "例-PHAL-2" }), { zh: "商品编码", en: "Item code", width: 24, names: ["编码", "货号"] }),
    item: column(text(), { ...item, ...SHOWN }),
    unit: column(unit(), { zh: "单位", en: "Unit", width: 8, ...SHOWN }),
    floor: column(price({ example: 15_00 }), { zh: "最低价", en: "Lowest price", width: 12, names: ["底价"], note: { zh: "帮手不能低于它卖，按一个销售单位；空着就是不设。", en: "Helpers may not go below it, per sales unit; blank is none." } }),
    last: column(price(), { zh: "上次成交价", en: "Last price", width: 12, ...SHOWN }),
    per: column(unit(), { zh: "按", en: "Per", width: 8, ...SHOWN }),
    left: column(count(), { zh: "现有", en: "In stock", width: 10, ...SHOWN }),
  },
  key: { columns: ["itemCode"], blank: "fault", unknown: "new", codes: { repeated: "repeated_key" } },
});
export type PriceColumns = typeof PRICES.columns;

export const STALLS = defineList({
  name: { zh: "档口", en: "stalls" },
  columns: {
    number: needed(code({ most: 8, upper: true, pattern: /^[A-Z0-9]{1,8}$/, example: "A012" }), { zh: "档口号", en: "Stall", width: 10, names: ["编号", "摊位号"] }),
    hall: column(text({ most: 40, example: "一号厅" }), { zh: "展厅", en: "Hall", width: 14, names: ["区域"], merged: "down" }),
    name: column(text({ most: 60, example: "顺发花行（例）" }), { zh: "店名", en: "Name", width: 20 }),
    keeper: column(text({ example: "李顺发" }), { zh: "商户", en: "Keeper", width: 16, names: ["摊主", "经营者"], note: { zh: "先登记为商户或花农；同名的写成 张伟@1234（手机尾号）。", en: "Registered as merchant or grower before; of one name with another write 张伟@1234." } }),
    open: column(flag({ yes: ["营业"], no: ["停用"] }), { zh: "营业", en: "Open", width: 8 }),
  },
  key: { columns: ["number"], blank: "fault", unknown: "new", codes: { repeated: "repeated_key" } },
});
export type StallColumns = typeof STALLS.columns;

export const BILLS = reportOf({ zh: "档口单子", en: "stall bills" }, {
  no: column(code(), { zh: "单号", en: "No.", width: 14 }), day: column(day(), { zh: "业务日", en: "Business day", width: 12 }), made: column(text(), { zh: "开单", en: "Made", width: 18 }), by: column(text(), { zh: "经手", en: "By", width: 14 }),
  customer: column(text(), { zh: "客户", en: "Customer", width: 18 }), total: column(money(), { zh: "原金额", en: "Total then", width: 12 }), now: column(money(), { zh: "现金额", en: "Total now", width: 12 }),
  paid: column(money({ negative: true }), { zh: "已付", en: "Paid", width: 12 }), due: column(money({ negative: true }), { zh: "未付", en: "Due", width: 12 }),
  state: column(choice({ open: { zh: "有效", en: "valid" }, changed: { zh: "有退货", en: "goods returned" }, void: { zh: "作废", en: "void" } }), { zh: "状态", en: "State", width: 10 }), offline: column(code(), { zh: "离线临时号", en: "Offline no.", width: 16 }),
});
export const STATEMENT = reportOf({ zh: "客户对账单", en: "customer statement" }, {
  day: column(day(), { zh: "日期", en: "Day", width: 12 }), at: column(text(), { zh: "时间", en: "Time", width: 18 }), bill: column(code(), { zh: "单号", en: "Bill", width: 14 }), what: column(text(), { zh: "事项", en: "What", width: 14 }), text: column(text(), { zh: "说明", en: "Note", width: 24 }),
  amount: column(money({ negative: true }), { zh: "增减", en: "Change", width: 12 }), balance: column(money({ negative: true }), { zh: "欠款余额", en: "Balance", width: 12 }),
});
export const PURCHASES = reportOf({ zh: "待上架的货", en: "purchases to put on" }, {
  day: column(day(), { zh: "买入日", en: "Bought on", width: 12 }), lot: column(code(), { ...lotNo }), item: column(text(), item), quantity: column(count(), { zh: "数量", en: "Quantity", width: 10 }), unit: column(unit(), { zh: "单位", en: "Unit", width: 8 }), price: column(price(), { zh: "买价", en: "Price", width: 12 }),
});
export const CLOSINGS = reportOf({ zh: "档口结账", en: "stall closes" }, {
  n: column(count(), { zh: "次序", en: "No.", width: 8 }), day: column(day(), { zh: "业务日", en: "Business day", width: 12 }), at: column(text(), { zh: "时间", en: "Time", width: 18 }), by: column(text(), { zh: "经手", en: "By", width: 14 }),
  bills: column(count(), { zh: "单数", en: "Bills", width: 8 }), sold: column(money(), { zh: "卖出", en: "Sold", width: 12 }), returned: column(money(), { zh: "退货", en: "Returned", width: 12 }), creditGiven: column(money({ negative: true }), { zh: "新赊", en: "Credit given", width: 12 }), creditPaid: column(money({ negative: true }), { zh: "收回欠款", en: "Credit paid", width: 12 }),
  method: column(wordsOf(METHODS, zh.methods, en.methods), { zh: "方式", en: "Method", width: 10 }), expected: column(money({ negative: true }), { zh: "账上", en: "Expected", width: 12 }), counted: column(money({ negative: true }), { zh: "点出", en: "Counted", width: 12 }), difference: column(money({ negative: true }), { zh: "差", en: "Difference", width: 12 }), reason: column(text(), { zh: "原因", en: "Why", width: 20 }),
});
export const HELPERS = reportOf({ zh: "档口帮手", en: "stall helpers" }, {
  name: column(text(), { zh: "姓名", en: "Name", width: 16 }), role: column(wordsOf(RIGHTS, zh.roles, en.roles), { zh: "身份", en: "Role", width: 10 }), credit: column(flag(), { zh: "可赊账", en: "May give credit", width: 12 }), count: column(flag(), { zh: "可盘盈", en: "May count up", width: 12 }),
  allowance: column(money(), { zh: "最多抹零", en: "Allowance up to", width: 14 }), back: column(money(), { zh: "最多退货", en: "Returns up to", width: 14 }), active: column(flag(), { zh: "在用", en: "Active", width: 8 }),
});

export const goodsLine = (row: StockRow, at: string, code: string): Written<GoodsColumns> => ({
  no: row.lotNo, itemCode: code, item: row.zh, quantity: bareQuantity(row.onHand), unit: unitOf(row.unit), cost: row.purchasePrice, source: row.source, kind: row.kind, held: row.held, brought: row.brought, at,
});
export const customerLine = (row: BookRow & { readonly note: string; readonly opening: number | null; readonly since: string | null }, name: string): Written<CustomerColumns> => ({
  name, tail: row.phoneTail, group: row.group, limit: row.limit, opening: row.opening, since: row.since, note: row.note, balance: row.balance, upTo7: row.upTo7, upTo30: row.upTo30, upTo60: row.upTo60, older: row.older, free: row.free,
});
export const billLine = (row: BillRowView, walkIn: string, made: string): Written<typeof BILLS.columns> => ({
  no: row.no, day: row.businessDate, made, by: row.by, customer: row.customer || walkIn, total: row.total, now: row.totalNow, paid: row.paid, due: row.due, state: row.state === "void" ? "void" : row.changed ? "changed" : "open", offline: row.offlineNo,
});
export const statementLine = (row: StatementView["entries"][number], what: string, at: string): Written<typeof STATEMENT.columns> => ({ day: row.businessDate, at, bill: row.billNo, what, text: row.text, amount: row.amount, balance: row.balance });
/** One line a method, the sums of the close beside the first. */
export const closingLines = (row: ClosingView, at: string): Written<typeof CLOSINGS.columns>[] => (row.lines.length === 0 ? [undefined] : row.lines).map((line, n) => ({
  n: row.n, day: row.businessDate, at, by: row.by, ...(n === 0 ? { bills: row.bills, sold: row.sold, returned: row.returned, creditGiven: row.creditGiven, creditPaid: row.creditPaid } : {}),
  ...(line === undefined ? {} : { method: line.method, expected: line.expected, counted: line.counted, difference: line.counted - line.expected, reason: line.reason }),
}));
export const helperLine = (row: HelperView): Written<typeof HELPERS.columns> => ({ name: row.name, role: row.role, credit: row.mayCredit, count: row.mayCountUp, allowance: row.allowanceMax, back: row.returnMax, active: row.active });
export const stallLine = (row: StallView, keeper: string): Written<StallColumns> => ({ number: row.number, hall: row.hall, name: row.name, keeper, open: row.open });

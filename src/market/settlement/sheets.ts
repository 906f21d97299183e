/** The lists of settlement as tables. They only go out, but for what the bank did: that is marked on the papers and comes back. */
import { column, needed } from "../../engines/table/column.ts";
import { count, money, price, unit } from "../../engines/table/figure-columns.ts";
import { defineList, reportOf, type Columns, type Written } from "../../engines/table/list.ts";
import { choice, code, day, flag, text } from "../../engines/table/words-columns.ts";
import { isUnit } from "../../engines/units/units.ts";
import { en as pageEn } from "./pages/words.en.ts";
import { zh as pageZh } from "./pages/words.zh.ts";
import { CHANNELS, PAPER_STATES, type BankLineView, type ItemView, type PaperView, type ReversalView, type SaleListRow, type SlipView } from "./views.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const wordsOf = <K extends string>(codes: readonly K[], chinese: Readonly<Record<K, string>>, english: Readonly<Record<K, string>>) => choice(Object.fromEntries(codes.map((one) => [one, { zh: chinese[one], en: english[one] }])) as Record<K, { zh: string; en: string }>);
const unitOf = (word: string) => (isUnit(word) ? word : null);
const SHOWN = { shown: true } as const;
const signed = money({ negative: true });
const item = { zh: "商品", en: "Item", width: 28 } as const;
const channel = column(wordsOf(CHANNELS, zh.channels, en.channels), { zh: "渠道", en: "Channel", width: 10 });

/** What a cashier writes beside a paper when the bank has answered. */
const MARKS = {
  no: needed(code({ upper: true, example: "S20260105-0001" }), { zh: "单号", en: "No.", width: 18 }),
  state: column(wordsOf(PAPER_STATES, zh.paperStates, en.paperStates), { zh: "状态", en: "State", width: 12, example: "paid", note: { zh: "银行办成的改成“已付”，退回的改成“银行退回”并写原因；别的状态不用填。", en: "“paid” for what the bank has done, “Sent back” with its reason for what it has not; nothing else is written." } }),
  reference: column(text({ most: 80, example: "20260105-88231" }), { zh: "银行流水号", en: "Reference", width: 22, names: ["流水号", "交易流水"] }),
  reason: column(text({ most: 200 }), { zh: "退回原因", en: "Why sent back", width: 22, example: null }),
} satisfies Columns;

export const PAPERS = defineList({
  name: { zh: "结算单与账单", en: "statements and bills" },
  columns: {
    ...MARKS, day: column(day(), { zh: "业务日", en: "Business day", width: 12, ...SHOWN }), party: column(text(), { zh: "户名", en: "Party", width: 20, ...SHOWN }), sales: column(count(), { zh: "笔数", en: "Deals", width: 8, ...SHOWN }),
    gross: column(signed, { zh: "成交额", en: "Gross", width: 14, ...SHOWN }), corrected: column(signed, { zh: "冲销", en: "Corrected", width: 12, ...SHOWN }), direct: column(signed, { zh: "买卖自结", en: "Between the two", width: 14, ...SHOWN }), transfers: column(signed, { zh: "往来款", en: "Transfers", width: 12, ...SHOWN }),
    fees: column(signed, { zh: "费用", en: "Fees", width: 12, ...SHOWN }), packaging: column(signed, { zh: "周转箱", en: "Packaging", width: 12, ...SHOWN }), total: column(signed, { zh: "净额", en: "Total", width: 14, ...SHOWN }), carriedIn: column(signed, { zh: "上期结转", en: "Carried in", width: 12, ...SHOWN }), due: column(money(), { zh: "应收付", en: "Due", width: 14, ...SHOWN }),
  },
  key: { columns: ["no"], blank: "fault", unknown: "fault", codes: { unknown: "unknown_paper" } },
});
export const BANK_LINES = defineList({
  name: { zh: "银行文件明细", en: "bank file" },
  columns: {
    ...MARKS, line: column(count(), { zh: "序号", en: "Line", width: 8, ...SHOWN }), name: column(text(), { zh: "户名", en: "Party", width: 20, ...SHOWN }), bank: column(text(), { zh: "开户行", en: "Bank", width: 20, ...SHOWN }), account: column(text(), { zh: "账号（遮盖）", en: "Account, masked", width: 22, ...SHOWN }), amount: column(money(), { zh: "金额", en: "Amount", width: 14, ...SHOWN }),
  },
  key: { columns: ["no"], blank: "fault", unknown: "fault", codes: { unknown: "unknown_paper" } },
});
export type MarkColumns = typeof MARKS;

export const SALES = reportOf({ zh: "成交", en: "sales" }, {
  at: column(text(), { zh: "时间", en: "Time", width: 18 }), channel, lot: column(code(), { zh: "批次号", en: "Lot", width: 18 }), item: column(text(), item), grade: column(text(), { zh: "等级", en: "Grade", width: 8 }), grower: column(text(), { zh: "花农", en: "Grower", width: 16 }), buyer: column(text(), { zh: "采购商", en: "Buyer", width: 18 }),
  quantity: column(count(), { zh: "数量", en: "Quantity", width: 10 }), unit: column(unit(), { zh: "单位", en: "Unit", width: 8 }), price: column(price(), { zh: "单价", en: "Price", width: 10 }), gross: column(money(), { zh: "金额", en: "Amount", width: 14 }),
  direct: column(flag(), { zh: "买卖自结", en: "Between the two", width: 14 }), reversal: column(wordsOf(["proposed", "confirmed"] as const, { proposed: pageZh.sales.reversing, confirmed: pageZh.sales.reversed }, { proposed: pageEn.sales.reversing, confirmed: pageEn.sales.reversed }), { zh: "冲销", en: "Taken back", width: 12 }),
});
export const REVERSALS = reportOf({ zh: "冲销", en: "reversals" }, {
  saleDate: column(day(), { zh: "成交日", en: "Sold on", width: 12 }), lot: column(code(), { zh: "批次号", en: "Lot", width: 18 }), item: column(text(), item), grower: column(text(), { zh: "花农", en: "Grower", width: 16 }), buyer: column(text(), { zh: "采购商", en: "Buyer", width: 18 }), quantity: column(count(), { zh: "数量", en: "Quantity", width: 10 }), unit: column(unit(), { zh: "单位", en: "Unit", width: 8 }),
  gross: column(money(), { zh: "金额", en: "Amount", width: 14 }), reason: column(text(), { zh: "原因", en: "Reason", width: 26 }), goods: column(wordsOf(["returned", "written_off"] as const, pageZh.paper.goods, pageEn.paper.goods), { zh: "货", en: "Goods", width: 12 }), state: column(wordsOf(["proposed", "confirmed", "rejected"] as const, pageZh.reversal.states, pageEn.reversal.states), { zh: "状态", en: "State", width: 10 }),
  proposedBy: column(text(), { zh: "提出", en: "Proposed by", width: 16 }), decidedBy: column(text(), { zh: "确认", en: "Decided by", width: 16 }), on: column(day(), { zh: "记在", en: "Booked on", width: 12 }),
});
export const SLIPS = reportOf({ zh: "配货单列表", en: "slips" }, { buyer: column(text(), { zh: "采购商", en: "Buyer", width: 22 }), lots: column(count(), { zh: "批次", en: "Lots", width: 10 }), deals: column(count(), { zh: "笔数", en: "Deals", width: 10 }) });
export const SLIP_LINES = reportOf({ zh: "配货单", en: "distribution slip" }, {
  lot: column(code(), { zh: "批次号", en: "Lot", width: 18 }), item: column(text(), item), grade: column(text(), { zh: "等级", en: "Grade", width: 8 }), grower: column(text(), { zh: "花农", en: "Grower", width: 16 }), place: column(text(), { zh: "位置", en: "Place", width: 12 }), quantity: column(count(), { zh: "数量", en: "Quantity", width: 10 }), unit: column(unit(), { zh: "单位", en: "Unit", width: 8 }), potExtra: column(flag(), { zh: "盆另算", en: "Pot extra", width: 10 }),
});
export const ITEMS = reportOf({ zh: "差异与待办", en: "differences" }, {
  what: column(text(), { zh: "情况", en: "What", width: 26 }), blocks: column(flag(), { zh: "阻止日结", en: "Stops the close", width: 14 }), subject: column(text(), { zh: "对象", en: "Subject", width: 26 }), expected: column(text(), { zh: "应为", en: "Expected", width: 14 }), found: column(text(), { zh: "实为", en: "Found", width: 14 }),
});

export const paperLine = (row: PaperView): Written<typeof PAPERS.columns> => ({
  no: row.no, state: row.state, reason: row.failure, day: row.businessDate, party: row.party, sales: row.sales, gross: row.gross, corrected: row.corrected, direct: row.direct, transfers: row.transfers, fees: row.fees, packaging: row.packaging, total: row.total, carriedIn: row.carriedIn, due: row.due,
});
export const bankLine = (row: BankLineView): Written<typeof BANK_LINES.columns> => ({ no: row.statementNo, state: row.state, reason: row.failure, line: row.line, name: row.name, bank: row.bankName, account: row.accountMasked, amount: row.amount });
export const saleLine = (row: SaleListRow, at: string): Written<typeof SALES.columns> => ({
  at, channel: row.channel, lot: row.lotNo, item: row.itemZh, grade: row.grade, grower: row.grower, buyer: row.buyer, quantity: row.quantity, unit: unitOf(row.unit), price: row.price, gross: row.gross, direct: row.money === "direct", reversal: row.reversal,
});
export const reversalLine = (row: ReversalView): Written<typeof REVERSALS.columns> => ({
  saleDate: row.saleDate, lot: row.lotNo, item: row.itemZh, grower: row.grower, buyer: row.buyer, quantity: row.quantity, unit: unitOf(row.unit), gross: row.gross, reason: row.reason, goods: row.goods, state: row.state, proposedBy: row.proposedBy, decidedBy: row.decidedBy, on: row.businessDate,
});
export const slipLine = (row: SlipView["lines"][number]): Written<typeof SLIP_LINES.columns> => ({ lot: row.lotNo, item: row.itemZh, grade: row.grade, grower: row.grower, place: row.place, quantity: row.quantity, unit: unitOf(row.unit), potExtra: row.potExtra });
export const itemLine = (row: ItemView, what: string, plain: (minor: number) => string): Written<typeof ITEMS.columns> => {
  const figure = (value: number | null): string | null => (value === null ? null : row.money ? plain(value) : String(value));
  return { what, blocks: row.blocks, subject: row.subject, expected: figure(row.expected), found: figure(row.found) };
};

/** The lists of the clock as tables: a buyer's limits beside the lots they are for, what he bought, sessions and their lots. */
import { column, needed } from "../../engines/table/column.ts";
import { count, money, price, unit } from "../../engines/table/figure-columns.ts";
import { defineList, reportOf, type Written } from "../../engines/table/list.ts";
import { choice, code, day, flag, text } from "../../engines/table/words-columns.ts";
import { isUnit } from "../../engines/units/units.ts";
import { formatMoney, type Currency } from "../../engines/fees/money.ts";
import type { z } from "zod";
import type { QueueEntry, sessionRow, winView } from "./views.ts";

const unitOf = (word: string) => (isUnit(word) ? word : null);
const SHOWN = { shown: true } as const;
const item = { zh: "商品", en: "Item", width: 28 } as const;
const ENTRY_STATES = choice({ queued: { zh: "排队", en: "queued" }, running: { zh: "在钟上", en: "running" }, sold: { zh: "售完", en: "sold" }, passed: { zh: "流拍", en: "passed" }, withdrawn: { zh: "撤下", en: "withdrawn" }, dequeued: { zh: "撤出排队", en: "dequeued" } });
const SESSION_STATES = choice({ planned: { zh: "已排", en: "planned" }, open: { zh: "进行中", en: "open" }, closing: { zh: "收场中", en: "closing" }, closed: { zh: "已收场", en: "closed" }, cancelled: { zh: "已取消", en: "cancelled" } });

/** Limit and quantity are taken as they are written: the page judges them against the clock as it stands when the list is placed. */
export const LIMITS = defineList({
  name: { zh: "预埋单", en: "limit orders" },
  columns: {
    lot: needed(text({ most: 40, example: "0412" }), { zh: "批次号", en: "Lot", width: 18, names: ["批次", "拍品号"] }),
    limit: column(text({ most: 20, example: "18.50" }), { zh: "限价", en: "Limit", width: 10, names: ["价格", "最高价"] }),
    quantity: column(text({ most: 20, example: "24" }), { zh: "数量", en: "Quantity", width: 10, names: ["要货数量"] }),
    item: column(text(), { ...item, ...SHOWN }), grade: column(text(), { zh: "等级", en: "Grade", width: 8, ...SHOWN }), grower: column(text(), { zh: "花农", en: "Grower", width: 14, ...SHOWN }), left: column(count(), { zh: "还有", en: "Left", width: 10, ...SHOWN }), unit: column(unit(), { zh: "单位", en: "Unit", width: 8, ...SHOWN }),
    minimum: column(count(), { zh: "起拍量", en: "Minimum", width: 10, ...SHOWN }), start: column(price(), { zh: "起拍价", en: "Start price", width: 10, ...SHOWN }), floor: column(money(), { zh: "保护价", en: "Floor", width: 10, ...SHOWN }), recent: column(price(), { zh: "近日中价", en: "Lately", width: 10, ...SHOWN }),
  },
  key: { columns: ["lot"], blank: "fault", unknown: "new" },
});
export const WINS = reportOf({ zh: "钟上买到的", en: "bought on the clock" }, {
  at: column(text(), { zh: "时间", en: "Time", width: 18 }), lot: column(code(), { zh: "批次号", en: "Lot", width: 18 }), item: column(text(), item), grade: column(text(), { zh: "等级", en: "Grade", width: 8 }), clock: column(count(), { zh: "钟", en: "Clock", width: 6 }), workplace: column(text(), { zh: "席位", en: "Workplace", width: 14 }),
  quantity: column(count(), { zh: "数量", en: "Quantity", width: 10 }), unit: column(unit(), { zh: "单位", en: "Unit", width: 8 }), price: column(price(), { zh: "单价", en: "Price", width: 10 }), gross: column(money(), { zh: "金额", en: "Amount", width: 14 }), limit: column(flag(), { zh: "预埋单", en: "By limit", width: 10 }),
});
export const SESSIONS = reportOf({ zh: "拍卖场次", en: "sessions" }, {
  no: column(code(), { zh: "场次号", en: "No.", width: 16 }), title: column(text(), { zh: "名称", en: "Title", width: 20 }), day: column(day(), { zh: "业务日", en: "Business day", width: 12 }), state: column(SESSION_STATES, { zh: "状态", en: "State", width: 10 }), clocks: column(count(), { zh: "钟", en: "Clocks", width: 8 }), lots: column(count(), { zh: "批次", en: "Lots", width: 8 }), digest: column(text(), { zh: "摘要", en: "Digest", width: 66 }),
});
export const LOTS = reportOf({ zh: "场次批次", en: "lots of a session" }, {
  clock: column(count(), { zh: "钟", en: "Clock", width: 6 }), place: column(count(), { zh: "次序", en: "Place", width: 8 }), lot: column(code(), { zh: "批次号", en: "Lot", width: 18 }), item: column(text(), item), grade: column(text(), { zh: "等级", en: "Grade", width: 8 }), grower: column(text(), { zh: "花农", en: "Grower", width: 14 }), quantity: column(count(), { zh: "上钟", en: "Queued", width: 10 }),
  sold: column(count(), { zh: "售出", en: "Sold", width: 10 }), left: column(count(), { zh: "剩", en: "Left", width: 10 }), unit: column(unit(), { zh: "单位", en: "Unit", width: 8 }), start: column(price(), { zh: "起拍价", en: "Start price", width: 10 }), floor: column(money(), { zh: "保护价", en: "Floor", width: 10 }), last: column(price(), { zh: "末价", en: "Last price", width: 10 }), value: column(money(), { zh: "成交额", en: "Value", width: 14 }), state: column(ENTRY_STATES, { zh: "状态", en: "State", width: 10 }),
});

export const limitLine = (entry: QueueEntry, mine: { readonly price: number; readonly quantity: number } | undefined, currency: string): Written<typeof LIMITS.columns> => ({
  lot: entry.lotNo, limit: mine === undefined ? null : formatMoney(mine.price, currency as Currency, "zh", "plain"), quantity: mine === undefined ? null : String(mine.quantity), item: entry.itemZh, grade: entry.grade, grower: entry.grower, left: entry.remaining, unit: unitOf(entry.unit),
  minimum: entry.minPress, start: entry.startPrice, floor: entry.floorPrice, recent: entry.recentPrice,
});
export const winLine = (win: z.infer<typeof winView>, at: string): Written<typeof WINS.columns> => ({
  at, lot: win.lotNo, item: win.itemZh, grade: win.grade, clock: win.clock + 1, workplace: win.workplace, quantity: win.quantity, unit: unitOf(win.unit), price: win.price, gross: win.gross, limit: win.viaLimit,
});
export const sessionLine = (row: z.infer<typeof sessionRow>): Written<typeof SESSIONS.columns> => ({ no: row.no, title: row.title, day: row.businessDate, state: row.status, clocks: row.clocks, lots: row.lots, digest: row.digest });
export const lotLine = (entry: QueueEntry): Written<typeof LOTS.columns> => ({
  clock: entry.clock + 1, place: entry.place, lot: entry.lotNo, item: entry.itemZh, grade: entry.grade, grower: entry.grower, quantity: entry.quantity, sold: entry.sold, left: entry.remaining, unit: unitOf(entry.unit), start: entry.startPrice, floor: entry.floorPrice, last: entry.lastPrice, value: entry.value, state: entry.status,
});

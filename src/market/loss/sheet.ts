/** The lists of loss as tables; they go out only. Nothing here touches the database. */
import { column, needed } from "../../engines/table/column.ts";
import { count, decimal, money, price } from "../../engines/table/figure-columns.ts";
import { defineList, type Written } from "../../engines/table/list.ts";
import { choice, code, day, text } from "../../engines/table/words-columns.ts";
import { ACTS, REASONS, STATES, type LossAct, type LossState, type Reason } from "./rules.ts";
import type { ActView, AgeingRow, RateRow } from "./views.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Language = "zh" | "en";
const both = <K extends string>(names: readonly K[], of: { readonly zh: Readonly<Record<K, string>>; readonly en: Readonly<Record<K, string>> }) => Object.fromEntries(names.map((name) => [name, { zh: of.zh[name], en: of.en[name] }])) as Record<K, { zh: string; en: string }>;
/** Millionths as hundredths of a percent, so that a workbook holds an exact figure. */
const PPM_PER_BASIS_POINT = 100;
const percent = (ppm: number | null): number | null => (ppm === null ? null : Math.round(ppm / PPM_PER_BASIS_POINT));

export const AGEING = defineList({
  name: { zh: "压货清单", en: "ageing stock" },
  columns: {
    no: needed(code({ upper: true }), { zh: "批次号", en: "Lot", width: 18 }),
    grower: column(text(), { zh: "花农", en: "Grower", width: 16, shown: true }),
    item: column(text(), { zh: "商品", en: "Item", width: 28, shown: true }),
    grade: column(code(), { zh: "等级", en: "Grade", width: 8, shown: true }),
    since: column(day(), { zh: "到货日", en: "Received on", width: 14, shown: true }),
    days: column(count(), { zh: "天数", en: "Days", width: 8, shown: true }),
    free: column(count(), { zh: "空着", en: "Free", width: 10, shown: true }),
    price: column(price(), { zh: "现价", en: "Price", width: 12, shown: true }),
    value: column(money(), { zh: "货值", en: "Value", width: 14, shown: true }),
    advice: column(text(), { zh: "建议", en: "Advice", width: 18, shown: true }),
    advised: column(price(), { zh: "建议价", en: "Advised price", width: 12, shown: true }),
  },
  key: { columns: ["no"], blank: "fault", unknown: "fault" },
});
export function ageingLine(row: AgeingRow, language: Language): Written<typeof AGEING.columns> {
  const words = language === "zh" ? zh : en;
  const { suggestion } = row;
  return {
    no: row.lotNo, grower: row.grower, item: language === "zh" || row.itemEn === "" ? row.itemZh : row.itemEn, grade: row.grade, since: row.since, days: row.days, free: row.free, price: row.price, value: row.value,
    advice: suggestion.kind === "none" ? null : suggestion.kind === "markdown" ? `${words.acts.markdown} ${suggestion.percent}%` : words.acts[suggestion.kind], advised: suggestion.kind === "markdown" ? suggestion.price : null,
  };
}

export const LOSSES = defineList({
  name: { zh: "损耗记录", en: "losses" },
  columns: {
    no: needed(code({ upper: true }), { zh: "单号", en: "Number", width: 18 }),
    date: column(day(), { zh: "业务日", en: "Day", width: 14, shown: true }),
    kind: column(choice<LossAct>(both(ACTS, { zh: zh.acts, en: en.acts })), { zh: "事项", en: "What", width: 10, shown: true }),
    state: column(choice<LossState>(both(STATES, { zh: zh.states, en: en.states })), { zh: "状态", en: "State", width: 14, shown: true }),
    lot: column(code({ upper: true }), { zh: "批次号", en: "Lot", width: 18, shown: true }),
    grower: column(text(), { zh: "花农", en: "Grower", width: 16, shown: true }),
    item: column(text(), { zh: "商品", en: "Item", width: 28, shown: true }),
    quantity: column(count(), { zh: "数量", en: "Quantity", width: 10, shown: true }),
    reason: column(choice<Reason>(both(REASONS, { zh: zh.reasons, en: en.reasons })), { zh: "原因", en: "Reason", width: 14, shown: true }),
    text: column(text(), { zh: "说明", en: "Note", width: 28, shown: true }),
    price: column(price(), { zh: "原价", en: "Price", width: 12, shown: true }),
    newPrice: column(price(), { zh: "新价", en: "New price", width: 12, shown: true }),
    grades: column(text(), { zh: "等级变动", en: "Grades", width: 10, shown: true }),
    value: column(money(), { zh: "损失", en: "Loss", width: 14, shown: true }),
    receiver: column(text(), { zh: "受赠方", en: "Receiver", width: 20, shown: true }),
    by: column(text(), { zh: "经手", en: "By", width: 14, shown: true }),
    second: column(text(), { zh: "确认", en: "Confirmed by", width: 14, shown: true }),
  },
  key: { columns: ["no"], blank: "fault", unknown: "fault" },
});
export const lossLine = (row: ActView, language: Language): Written<typeof LOSSES.columns> => ({
  no: row.no, date: row.businessDate, kind: row.kind, state: row.state, lot: row.lotNo, grower: row.grower, item: language === "zh" || row.itemEn === "" ? row.itemZh : row.itemEn, quantity: row.quantity, reason: row.reason, text: row.text,
  price: row.price, newPrice: row.newPrice, grades: row.newGrade === null ? null : `${row.oldGrade ?? "—"} → ${row.newGrade}`, value: row.value, receiver: row.receiver, by: row.by, second: row.decidedBy,
});

const share = { places: 2, least: 0, example: 9_512 } as const;
export const RATES = defineList({
  name: { zh: "成交率与损耗率", en: "clearance and loss" },
  columns: {
    name: needed(text(), { zh: "名称", en: "Name", width: 26 }),
    opening: column(count({ least: Number.MIN_SAFE_INTEGER }), { zh: "期初", en: "Opening", width: 10, shown: true }),
    received: column(count({ least: Number.MIN_SAFE_INTEGER }), { zh: "到货", en: "Received", width: 10, shown: true }),
    sold: column(count({ least: Number.MIN_SAFE_INTEGER }), { zh: "售出", en: "Sold", width: 10, shown: true }),
    writtenOff: column(count(), { zh: "报损", en: "Written off", width: 10, shown: true }),
    donated: column(count(), { zh: "捐赠", en: "Donated", width: 10, shown: true }),
    closing: column(count({ least: Number.MIN_SAFE_INTEGER }), { zh: "期末", en: "Closing", width: 10, shown: true }),
    clearance: column(decimal(share), { zh: "成交率%", en: "Clearance %", width: 12, shown: true }),
    loss: column(decimal(share), { zh: "损耗率%", en: "Loss %", width: 12, shown: true }),
    downgraded: column(decimal(share), { zh: "降级率%", en: "Downgraded %", width: 12, shown: true }),
    lostValue: column(money(), { zh: "损失货值", en: "Value lost", width: 14, shown: true }),
    marked: column(money(), { zh: "降价让利", en: "Marked down", width: 14, shown: true }),
  },
  key: { columns: ["name"], blank: "fault", unknown: "fault" },
});
export const rateLine = (row: RateRow, language: Language, channel: boolean): Written<typeof RATES.columns> => ({
  name: language === "zh" ? row.zh : row.en, opening: channel ? null : row.opening, received: channel ? null : row.received, sold: row.sold, writtenOff: channel ? null : row.writtenOff, donated: channel ? null : row.donated, closing: channel ? null : row.closing,
  clearance: percent(row.clearance), loss: percent(row.loss), downgraded: percent(row.downgradeShare), lostValue: channel ? null : row.lostValue, marked: channel ? null : row.marked,
});

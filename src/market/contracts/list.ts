/** The three tables of this module: contracts and call-offs go out, a period plan goes out and comes in. */
import { column, needed } from "../../engines/table/column.ts";
import { count, money, unit } from "../../engines/table/figure-columns.ts";
import { defineList, type Written } from "../../engines/table/list.ts";
import type { Planning } from "../../engines/table/plan.ts";
import { keyOf } from "../../engines/table/read.ts";
import { choice, code, day, text } from "../../engines/table/words-columns.ts";
import { isUnit } from "../../engines/units/units.ts";
import { CALL_STATES, MAX_PERIODS, MAX_QUANTITY, STATES, type CallState, type PlannedPeriod, type State } from "./rules.ts";
import type { CallView, ContractRow } from "./views.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const states = Object.fromEntries(STATES.map((state) => [state, { zh: zh.states[state], en: en.states[state] }])) as Record<State, { zh: string; en: string }>;
const callStates = Object.fromEntries(CALL_STATES.map((state) => [state, { zh: zh.callStates[state], en: en.callStates[state] }])) as Record<CallState, { zh: string; en: string }>;

export const CONTRACTS = defineList({
  name: { zh: "合同", en: "contracts" },
  columns: {
    no: needed(code(), { zh: "合同号", en: "Contract", width: 18 }), state: column(choice(states), { zh: "状态", en: "State", width: 10 }), seller: column(text(), { zh: "卖方", en: "Seller", width: 18 }), buyer: column(text(), { zh: "买方", en: "Buyer", width: 18 }),
    item: column(text(), { zh: "商品", en: "Item", width: 28 }), grade: column(code(), { zh: "等级", en: "Grade", width: 8 }), quantity: column(count(), { zh: "约定数量", en: "Quantity", width: 12 }), unit: column(unit(), { zh: "单位", en: "Unit", width: 8 }),
    lower: column(count(), { zh: "下限", en: "Least", width: 10 }), upper: column(count(), { zh: "上限", en: "Most", width: 10 }), called: column(count(), { zh: "已要货", en: "Called off", width: 10 }), delivered: column(count(), { zh: "已交货", en: "Delivered", width: 10 }),
    price: column(money(), { zh: "固定价", en: "Fixed price", width: 12 }), depositSeller: column(money(), { zh: "卖方定金", en: "Seller's deposit", width: 14 }), depositBuyer: column(money(), { zh: "买方定金", en: "Buyer's deposit", width: 14 }),
    startsOn: column(day(), { zh: "开始", en: "From", width: 12 }), endsOn: column(day(), { zh: "结束", en: "To", width: 12 }), deviations: column(count(), { zh: "偏差次数", en: "Deviations", width: 10 }),
  },
  key: { columns: ["no"], blank: "fault", unknown: "fault" },
});
export const contractLine = (row: ContractRow): Written<typeof CONTRACTS.columns> => ({ ...row, item: row.itemZh, unit: isUnit(row.unit) ? row.unit : null });

export const CALL_OFFS = defineList({
  name: { zh: "要货", en: "call-offs" },
  columns: {
    no: needed(code(), { zh: "要货号", en: "Call-off", width: 20 }), dueOn: column(day(), { zh: "交货日", en: "Due", width: 12 }), state: column(choice(callStates), { zh: "状态", en: "State", width: 10 }), seller: column(text(), { zh: "卖方", en: "Seller", width: 18 }), buyer: column(text(), { zh: "买方", en: "Buyer", width: 18 }),
    item: column(text(), { zh: "商品", en: "Item", width: 28 }), period: column(count(), { zh: "期", en: "Period", width: 6 }), asked: column(count(), { zh: "要货数", en: "Asked", width: 10 }), confirmed: column(count(), { zh: "确认数", en: "Confirmed", width: 10 }), delivered: column(count(), { zh: "已交货", en: "Delivered", width: 10 }),
    unit: column(unit(), { zh: "单位", en: "Unit", width: 8 }), price: column(money(), { zh: "单价", en: "Price", width: 12 }), gross: column(money(), { zh: "金额", en: "Amount", width: 14 }), lots: column(text({ most: 2_000 }), { zh: "批次", en: "Lots", width: 30 }), reason: column(text(), { zh: "说明", en: "Reason", width: 24 }),
  },
  key: { columns: ["no"], blank: "fault", unknown: "fault" },
});
export const callLine = (call: CallView): Written<typeof CALL_OFFS.columns> => ({
  ...call, no: `${call.contractNo}-${call.seq}`, item: call.itemZh, unit: isUnit(call.unit) ? call.unit : null, price: call.fixedPrice ?? call.price?.price ?? null, lots: call.parts.filter((part) => part.state !== "cut").map((part) => `${part.lotNo} × ${part.quantity}`).join("; "),
});

export const PLAN = defineList({
  name: { zh: "分期计划", en: "period plan" },
  columns: {
    n: needed(count({ least: 1, most: MAX_PERIODS, example: 1 }), { zh: "期", en: "Period", width: 8, names: ["期次", "序号"], note: { zh: "已有的期次改掉，没有的加上；没写的期次不动。", en: "Known periods are changed, others added; those not named stay." } }),
    from: needed(day({ example: "2027-01-04" }), { zh: "开始日", en: "From", width: 14, names: ["起", "开始"] }),
    to: column(day({ example: "2027-01-10" }), { zh: "结束日", en: "To", width: 14, names: ["止", "结束"], note: { zh: "空着就是只在开始那天交货。", en: "Blank: delivered on the first day alone." } }),
    planned: needed(count({ least: 1, most: MAX_QUANTITY, example: 500 }), { zh: "计划数量", en: "Planned", width: 12, names: ["数量"], formula: "value" }),
  },
  key: { columns: ["n"], blank: "fault", unknown: "new" },
});
export interface PlanLine extends PlannedPeriod {
  readonly n: number;
}
export const planLines = (periods: readonly PlannedPeriod[]): PlanLine[] => periods.map((period, index) => ({ n: index + 1, ...period }));

export const planningOf = (periods: readonly PlannedPeriod[], today: string): Planning<typeof PLAN.columns, PlanLine> => ({
  known: new Map(planLines(periods).map((line) => [keyOf([line.n]), line])),
  resolve: (row) => {
    const values = row.whole();
    if (values === null) return null;
    const to = values.to ?? values.from;
    if (to < values.from) return row.wrong("to", "ends_before", values.from);
    if (values.from < today) return row.wrong("from", "in_the_past", today);
    return { n: values.n, from: values.from, to, planned: values.planned };
  },
  compare: { from: true, to: true, planned: true },
});

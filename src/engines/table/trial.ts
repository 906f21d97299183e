/** A list to try things on: a buyer's standing orders, as a desk keeps them in a spreadsheet. */
import { column, needed, type TableContext } from "./column.ts";
import { money, price, quantity } from "./figure-columns.ts";
import { defineList } from "./list.ts";
import { choice, code, day, flag, text } from "./words-columns.ts";

export const CONTEXT: TableContext = { currency: "CNY", language: "zh", date1904: false };

export const ORDERS = defineList({
  name: { zh: "订货", en: "orders" },
  columns: {
    code: needed(code({ upper: true, example: "A-1" }), { zh: "编号", en: "No" }),
    buyer: column(text({ example: "春和花店" }), { zh: "客户", en: "Buyer", names: ["客户名称", "买家"], merged: "down" }),
    quantity: needed(quantity(), { zh: "数量", en: "Quantity" }),
    price: column(price(), { zh: "单价", en: "Price" }),
    sum: column(money(), { zh: "金额", en: "Sum", formula: "value" }),
    on: column(day(), { zh: "日期", en: "Day" }),
    urgent: column(flag(), { zh: "加急", en: "Urgent" }),
    grade: column(choice({ A: { zh: "特级", en: "extra" }, B: { zh: "一级", en: "first" } }), { zh: "等级", en: "Grade" }),
    note: column(text({ most: 500, asTyped: true }), { zh: "备注", en: "Note" }),
    state: column(text(), { zh: "状态", en: "State", shown: true }),
  },
  key: { columns: ["code"], blank: "fault", unknown: "new" },
});
export type OrderColumns = typeof ORDERS.columns;

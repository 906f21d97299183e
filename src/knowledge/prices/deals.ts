/** The sales behind a line of the price sheet as a table; without names, as on the page. */
import { column } from "../../engines/table/column.ts";
import { count, money, price } from "../../engines/table/figure-columns.ts";
import { reportOf } from "../../engines/table/list.ts";
import { text } from "../../engines/table/words-columns.ts";

export const DEALS = reportOf({ zh: "行情成交", en: "deals of a line" }, {
  n: column(count(), { zh: "序号", en: "No.", width: 8 }), seller: column(text(), { zh: "卖方", en: "Seller", width: 10 }), at: column(text(), { zh: "时间", en: "Time", width: 18 }), channel: column(text(), { zh: "渠道", en: "Channel", width: 12 }),
  quantity: column(count(), { zh: "数量", en: "Quantity", width: 10 }), price: column(price(), { zh: "单价", en: "Price", width: 10 }), gross: column(money(), { zh: "金额", en: "Amount", width: 14 }),
});

/** An order's money as one table: the invoice first, then every grower's statement. */
import { column, needed } from "../../engines/table/column.ts";
import { count, money, unit } from "../../engines/table/figure-columns.ts";
import { defineList, type Written } from "../../engines/table/list.ts";
import { text } from "../../engines/table/words-columns.ts";
import { isUnit } from "../../engines/units/units.ts";
import type { SettlementView } from "./views.ts";
import { deliveryEn } from "./delivery-words.en.ts";
import { deliveryZh } from "./delivery-words.zh.ts";

export const MONEY = defineList({
  name: { zh: deliveryZh.money.file, en: "pooled settlement" },
  columns: {
    line: needed(count({ least: 1 }), { zh: "行", en: "Line", width: 6 }), part: column(text(), { zh: "表", en: "Part", width: 12 }), party: column(text(), { zh: "主体", en: "Party", width: 18 }), what: column(text(), { zh: "事项", en: "What", width: 14 }), item: column(text(), { zh: "商品", en: "Item", width: 28 }),
    grade: column(text(), { zh: "等级", en: "Grade", width: 8 }), units: column(count(), { zh: "数量", en: "Units", width: 10 }), unit: column(unit(), { zh: "单位", en: "Unit", width: 8 }), ordered: column(money(), { zh: "订价", en: "Ordered at", width: 12 }), price: column(money(), { zh: "单价", en: "Price", width: 12 }),
    amount: column(money(), { zh: "金额", en: "Amount", width: 14 }), said: column(text(), { zh: "说明", en: "Said", width: 30 }),
  },
  key: { columns: ["line"], blank: "fault", unknown: "fault" },
});
type Row = Written<typeof MONEY.columns>;
const EMPTY = { item: "", grade: "", units: null, unit: null, ordered: null, price: null, said: "" } as const;

export function moneyLines({ invoice, statements }: SettlementView, language: "zh" | "en"): Row[] {
  const words = language === "zh" ? deliveryZh : deliveryEn;
  const named = (goods: { readonly itemZh: string; readonly itemEn: string }): string => (language === "zh" ? goods.itemZh : goods.itemEn || goods.itemZh);
  const unitOf = (name: string) => (isUnit(name) ? name : null);
  const rows: Omit<Row, "line">[] = [];
  if (invoice !== null) {
    const own = { ...EMPTY, part: words.money.invoice, party: invoice.enterprise };
    for (const line of invoice.lines) rows.push({ ...own, what: words.money.goods, item: named(line), grade: line.grade ?? "", units: line.units, unit: unitOf(line.unit), price: line.price, amount: line.gross, said: words.priceWays[line.way] ?? line.way });
    for (const credit of invoice.credits) rows.push({ ...own, what: words.deductions[credit.kind] ?? credit.kind, amount: 0 - credit.amount, said: credit.text });
    rows.push({ ...own, what: words.money.due, amount: invoice.due });
  }
  for (const statement of statements) {
    const own = { ...EMPTY, part: words.money.statements, party: statement.grower };
    for (const line of statement.lines) rows.push({ ...own, what: words.money.goods, item: named(line), grade: line.grade ?? "", units: line.units, unit: unitOf(line.unit), ordered: line.orderedPrice, price: line.price, amount: line.gross });
    for (const one of statement.deductions) rows.push({ ...own, what: words.deductions[one.kind] ?? one.kind, amount: 0 - one.amount, said: one.text });
    rows.push({ ...own, what: words.money.net, amount: statement.net });
  }
  return rows.map((row, at) => ({ line: at + 1, ...row }) as Row);
}

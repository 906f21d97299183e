/** What the papers of a pooled order look like until the operator makes them his own. */
import { FOOT, column, head, rule, shown, space, text, type Written } from "./blocks.ts";

const GOODS = [column("item", 10), column("grade", 2), column("quantity", 4)];
const PARTIES: Written = { kind: "fields", shape: "flow", fields: [shown("title"), shown("hub"), shown("state")] };

export const POOLED_INVOICE: Written[] = [
  ...head("统购账单", "Invoice of a pooled order"),
  { kind: "fields", shape: "flow", scale: "large", fields: [shown("enterprise", { bold: true })] },
  PARTIES,
  text("商业账单，不是税务发票。", "A commercial invoice, not a tax invoice.", { bold: true }),
  space(2),
  { kind: "table", table: "lines", columns: [...GOODS, column("way", 3), column("price", 4), column("amount", 5)] },
  text("扣减（负数为加收）", "Credits (below zero: charged)", { bold: true, when: "credits" }),
  { kind: "table", table: "credits", columns: [column("what", 4), column("text", 12), column("amount", 5)] },
  space(2),
  {
    kind: "beside", share: 55, left: [text("在哪几张日账单上", "On which daily bills", { bold: true, when: "bills" }), { kind: "table", table: "bills", columns: [column("day", 4), column("amount", 5)] }],
    right: [rule("thick"), { kind: "fields", shape: "list", scale: "large", fields: [shown("gross"), shown("credited"), shown("due", { bold: true })] }, { kind: "fields", shape: "list", fields: [shown("deposit"), shown("margin")] }],
  },
  text("市场自己的日费用列在日账单上，不在此单。", "The market's own daily fees stand on the daily bills and not here.", { scale: "small" }),
  FOOT,
];

export const POOLED_STATEMENT: Written[] = [
  ...head("统购结算单", "Statement of a pooled order"),
  { kind: "fields", shape: "flow", scale: "large", fields: [shown("grower", { bold: true })] },
  PARTIES,
  { kind: "fields", shape: "flow", fields: [shown("enterprise"), shown("promised"), shown("delivered")] },
  space(2),
  { kind: "table", table: "lines", columns: [...GOODS, column("ordered", 4), column("price", 4), column("amount", 5)] },
  text("扣款（负数为补给）", "Deductions (below zero: paid to him)", { bold: true, when: "deductions" }),
  { kind: "table", table: "deductions", columns: [column("what", 4), column("text", 12), column("amount", 5)] },
  space(2),
  {
    kind: "beside", share: 55, left: [text("每笔都已列在当日的花农结算单上；市场自己的日费用不在此单。", "Every amount stands on the grower's statement of its day; the market's own daily fees are not here.", { scale: "small" })],
    right: [rule("thick"), { kind: "fields", shape: "list", scale: "large", fields: [shown("gross"), shown("deducted"), shown("net", { bold: true })] }, { kind: "fields", shape: "list", fields: [shown("downgrade"), shown("deposit")] }],
  },
  FOOT,
];

/** What papers about deals look like until the operator makes them his own. */
import { FOOT, column, head, rule, shown, space, text, type Written } from "./blocks.ts";

const GOODS = [column("lotNo", 8), column("item", 8), column("grade", 2), column("grower", 4)];

export const ORDER: Written[] = [
  ...head("订单", "Order"),
  { kind: "fields", shape: "flow", scale: "large", fields: [shown("buyer", { bold: true }), shown("state", { bold: true })] },
  { kind: "fields", shape: "flow", fields: [shown("at"), shown("by"), shown("lineCount"), shown("cut", { bold: true })] },
  space(2),
  { kind: "table", table: "lines", columns: [column("place", 2), ...GOODS, column("channel", 3), column("quantity", 4), column("cut", 2), column("price", 3), column("amount", 4), column("state", 4)] },
  space(2),
  { kind: "beside", share: 58, left: [text("{note}", "{note}", { when: "note" })], right: [rule("thick"), { kind: "fields", shape: "list", scale: "large", fields: [shown("total", { bold: true })] }] },
  FOOT,
];

export const PACKING_LIST: Written[] = [
  ...head("备货清单", "Packing list"),
  { kind: "fields", shape: "flow", scale: "large", fields: [shown("buyer", { bold: true }), shown("day"), shown("orders"), shown("lineCount")] },
  space(2),
  { kind: "table", table: "lines", columns: [column("packed", 2), column("orderNo", 8), ...GOODS, column("town", 3), column("quantity", 4), column("state", 4)] },
  space(2),
  {
    kind: "beside", share: 50, left: [text("{note}", "{note}", { when: "note" }), space(4), text("备货人：______________　收货人：______________", "Packed by: ______________  Received by: ______________")],
    right: [text("合计", "Sums", { bold: true }), { kind: "table", table: "sums", columns: [column("quantity", 4), column("lots", 3)] }],
  },
  FOOT,
];

export const JUDGEMENT: Written[] = [
  ...head("质量投诉裁定书", "Judgement of a complaint"),
  {
    kind: "beside", share: 50,
    left: [{ kind: "fields", shape: "list", fields: [shown("buyer", { bold: true }), shown("grower", { bold: true }), shown("filedAt"), shown("state"), shown("closedAt")] }],
    right: [{ kind: "fields", shape: "list", fields: [shown("lotNo"), shown("item"), shown("grade"), shown("saleDay"), shown("channel"), shown("sold"), shown("price"), shown("gross")] }],
  },
  rule(),
  { kind: "fields", shape: "flow", fields: [shown("claimed", { bold: true }), shown("fault", { bold: true }), shown("asked"), shown("askedAmount"), shown("photos")] },
  space(2),
  text("证据", "Evidence", { bold: true, when: "evidence" }),
  { kind: "table", table: "evidence", columns: [column("at", 5), column("what", 8), column("place", 8)] },
  text("经过", "Steps", { bold: true, when: "steps" }),
  { kind: "table", table: "steps", columns: [column("at", 5), column("who", 4), column("what", 6), column("text", 10), column("amount", 4)] },
  rule("thick"),
  { kind: "fields", shape: "list", scale: "large", fields: [shown("outcome", { bold: true }), shown("refund", { bold: true })] },
  { kind: "fields", shape: "list", fields: [shown("reason"), shown("judge"), shown("confirmer")] },
  space(6),
  text("采购商签字：______________　花农签字：______________　市场盖章：______________", "Buyer: ______________  Grower: ______________  Market: ______________"),
  FOOT,
];

export const ALLOCATION_SHEET: Written[] = [
  ...head("统购分配单", "Allocation sheet"),
  { kind: "fields", shape: "flow", scale: "large", fields: [shown("title", { bold: true }), shown("enterprise")] },
  { kind: "fields", shape: "flow", fields: [shown("hub"), shown("rule", { bold: true }), shown("sheet"), shown("madeAt"), shown("madeBy")] },
  space(2),
  { kind: "table", table: "drops", columns: [column("drop", 2), column("day", 4), column("place", 6), column("item", 7), column("wanted", 4), column("given", 4), column("unplaced", 2), column("price", 3)] },
  space(2),
  { kind: "table", table: "shares", columns: [column("drop", 2), column("grower", 5), column("quota", 3), column("accepted", 3), column("extra", 3), column("ask", 3), column("units", 3), column("why", 7)] },
  rule(),
  { kind: "fields", shape: "stack", scale: "small", fields: [shown("hash"), shown("previous"), shown("signature"), shown("publicKey")] },
  text("扫码打开此单，点「核验」即由系统按存档的配额与答复重新分配并逐份比对；指纹与前一张相连，由市场签名。", "Scan the code and press Verify: the order is divided again from the stored quotas and answers, and every share compared. The fingerprint is chained to the sheet before and signed by the market.", { scale: "small" }),
  FOOT,
];

/** What a bulletin looks like until the operator makes it his own. */
import { FOOT, column, head, rule, shown, space, text, type Written } from "./blocks.ts";

export const BULLETIN: Written[] = [
  ...head("{title}", "{title}"),
  { kind: "fields", shape: "flow", fields: [shown("edition"), shown("publishedAt")] },
  { kind: "fields", shape: "flow", when: "reason", fields: [shown("reason", { bold: true })] },
  space(2),
  { kind: "table", table: "paragraphs", head: false, scale: "normal", columns: [column("head", 2), column("text", 16)] },
  space(3),
  text("涨跌前五", "Five up, five down", { bold: true, scale: "large", when: "movers" }),
  { kind: "table", table: "movers", columns: [column("item", 10), column("before", 4), column("mean", 4), column("change", 3)] },
  space(3),
  text("各行行情（按成交额）", "Lines by value", { bold: true, scale: "large", when: "lines" }),
  { kind: "table", table: "lines", columns: [column("item", 10), column("mean", 4), column("sold", 4), column("unsold", 3), column("value", 5)] },
  rule(),
  { kind: "fields", shape: "list", scale: "small", fields: [shown("hash")] },
  FOOT,
];

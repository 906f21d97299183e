/** The market's bulletin: text in pieces, five up and five down, the lines by value. */
import { field, maybe, table, type KindShape } from "./fields.ts";

export const BULLETIN_KIND = {
  zh: "行情简报", en: "Market bulletin",
  fields: {
    market: field("words", "市场", "Market"),
    demo: field("flag", "演示数据", "Demonstration data"),
    code: field("path", "扫码打开", "Scan to open"),
    currency: field("text", "币种", "Currency"),
    no: field("text", "编号", "Number"),
    title: field("words", "标题", "Title"),
    edition: field("count", "版次", "Edition"),
    reason: maybe("text", "更正原因", "Why it was corrected"),
    publishedAt: field("time", "发布于", "Published"),
    hash: field("text", "数据指纹 SHA-256", "Fingerprint of the data, SHA-256"),
  },
  tables: {
    paragraphs: table("正文", "Text", { head: field("words", "节", "Section"), text: field("words", "内容", "Text") }),
    movers: table("涨跌前五", "Five up, five down", { item: field("words", "商品", "Item"), before: maybe("money", "上期平均", "Mean before"), mean: field("money", "平均价", "Mean"), change: field("text", "涨跌", "Change") }),
    lines: table("各行行情", "Lines", { item: field("words", "商品", "Item"), mean: maybe("money", "平均价", "Mean"), sold: field("amount", "成交量", "Sold"), unsold: maybe("count", "余货", "Left over"), value: field("money", "成交额", "Value") }),
  },
} satisfies KindShape;

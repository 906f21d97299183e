/** The two papers an order of many growers ends with. */
import { field, maybe, table, type Fields, type KindShape } from "./fields.ts";

const HEAD = {
  market: field("words", "市场", "Market"),
  demo: field("flag", "演示数据", "Demonstration data"),
  code: field("path", "扫码打开", "Scan to open"),
  currency: field("text", "币种", "Currency"),
  no: field("text", "统购单号", "Pooled order"),
  title: field("text", "名称", "Title"),
  enterprise: field("text", "采购企业", "Enterprise"),
  hub: field("words", "统购方", "Hub"),
  state: field("words", "状态", "State"),
} satisfies Fields;
const GOODS = {
  item: field("words", "商品", "Item"),
  grade: maybe("text", "等级", "Grade"),
  quantity: field("amount", "数量", "Quantity"),
} satisfies Fields;
const items = (zh: string, en: string) => table(zh, en, {
  what: field("words", "事项", "What"),
  text: maybe("text", "说明", "Said"),
  amount: field("money", "金额", "Amount"),
});

const pooledInvoice = {
  zh: "统购账单", en: "Invoice of a pooled order",
  fields: {
    ...HEAD,
    gross: field("money", "货款", "Goods"),
    credited: maybe("money", "扣减", "Credits"),
    due: field("money", "应付", "Due"),
    deposit: maybe("money", "在押定金", "Deposit held"),
    margin: field("money", "其中花农付给统购方的服务费", "Of it the growers pay the hub"),
  },
  tables: {
    lines: table("货品", "Goods", { ...GOODS, way: field("words", "定价", "Price by"), price: field("money", "单价", "Price"), amount: field("money", "金额", "Amount") }),
    credits: items("扣减", "Credits"),
    bills: table("在哪几张日账单上", "On which daily bills", { day: field("day", "业务日", "Day"), amount: field("money", "金额", "Amount") }),
  },
} satisfies KindShape;

const pooledStatement = {
  zh: "统购结算单", en: "Statement of a pooled order",
  fields: {
    ...HEAD,
    grower: field("text", "花农", "Grower"),
    promised: field("count", "承诺", "Promised"),
    delivered: field("count", "交货", "Delivered"),
    gross: field("money", "货款", "Goods"),
    downgrade: maybe("money", "因等级少得", "Lost by grade"),
    deducted: maybe("money", "扣款", "Deductions"),
    net: field("money", "实得", "Net"),
    deposit: maybe("money", "在押定金", "Deposit held"),
  },
  tables: {
    lines: table("货品", "Goods", { ...GOODS, ordered: field("money", "订价", "Ordered at"), price: field("money", "单价", "Price"), amount: field("money", "金额", "Amount") }),
    deductions: items("扣款", "Deductions"),
  },
} satisfies KindShape;

export const POOLED_KINDS = { pooled_invoice: pooledInvoice, pooled_statement: pooledStatement } as const;

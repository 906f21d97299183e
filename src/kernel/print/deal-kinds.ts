/** Papers about deals that are no account: what was ordered, what is packed for a buyer, how a complaint was judged. */
import { field, maybe, table, type Fields, type KindShape } from "./fields.ts";

const EVERY = {
  market: field("words", "市场", "Market"),
  demo: field("flag", "演示数据", "Demonstration data"),
  code: field("path", "扫码打开", "Scan to open"),
} satisfies Fields;
const GOODS = {
  lotNo: field("text", "批次", "Lot"),
  item: field("words", "商品", "Item"),
  grade: maybe("text", "等级", "Grade"),
  grower: field("text", "花农", "Grower"),
} satisfies Fields;

const order = {
  zh: "订单", en: "Order",
  fields: {
    ...EVERY,
    currency: field("text", "币种", "Currency"),
    no: field("text", "订单号", "Number"),
    at: maybe("time", "下单", "Placed"),
    buyer: field("text", "采购商", "Buyer"),
    by: field("text", "下单人", "Placed by"),
    state: field("words", "状态", "State"),
    lineCount: field("count", "行数", "Lines"),
    total: field("money", "合计", "Total"),
    cut: maybe("count", "到货少", "Cut short"),
    note: maybe("text", "备注", "Note"),
  },
  tables: {
    lines: table("货品", "Goods", {
      place: field("count", "行", "Line"),
      ...GOODS,
      channel: field("words", "渠道", "Channel"),
      quantity: field("amount", "数量", "Quantity"),
      cut: maybe("count", "到货少", "Cut"),
      price: field("money", "单价", "Price"),
      amount: field("money", "金额", "Amount"),
      state: field("words", "状态", "State"),
    }),
  },
} satisfies KindShape;

const packingList = {
  zh: "备货清单", en: "Packing list",
  fields: {
    ...EVERY,
    no: field("text", "单号", "Number"),
    day: field("day", "业务日", "Day"),
    buyer: field("text", "采购商", "Buyer"),
    orders: field("count", "订单数", "Orders"),
    lineCount: field("count", "行数", "Lines"),
    note: maybe("text", "备注", "Note"),
  },
  tables: {
    lines: table("货品", "Goods", {
      orderNo: field("text", "订单号", "Order"),
      ...GOODS,
      town: maybe("text", "镇街", "Town"),
      quantity: field("amount", "数量", "Quantity"),
      packed: maybe("text", "装好", "Packed"),
      state: field("words", "状态", "State"),
    }),
    sums: table("合计", "Sums", {
      quantity: field("amount", "数量", "Quantity"),
      lots: field("count", "批次数", "Lots"),
    }),
  },
} satisfies KindShape;

const judgement = {
  zh: "投诉裁定书", en: "Judgement of a complaint",
  fields: {
    ...EVERY,
    currency: field("text", "币种", "Currency"),
    no: field("text", "投诉号", "Number"),
    filedAt: field("time", "提出", "Filed"),
    state: field("words", "状态", "State"),
    buyer: field("text", "采购商", "Buyer"),
    grower: field("text", "花农", "Grower"),
    lotNo: field("text", "批次", "Lot"),
    item: field("words", "商品", "Item"),
    grade: maybe("text", "成交等级", "Grade sold"),
    saleDay: field("day", "成交日", "Sold on"),
    channel: field("words", "渠道", "Channel"),
    sold: field("amount", "成交数量", "Sold"),
    price: field("money", "单价", "Price"),
    gross: field("money", "成交额", "Amount"),
    claimed: field("amount", "投诉数量", "Claimed"),
    fault: field("words", "问题", "Fault"),
    asked: field("words", "要求", "Asked"),
    askedAmount: field("money", "要求金额", "Amount asked"),
    outcome: maybe("words", "结果", "Outcome"),
    refund: maybe("money", "退款", "Given back"),
    reason: maybe("text", "裁定理由", "Reason"),
    judge: maybe("text", "裁定人", "Judged by"),
    confirmer: maybe("text", "确认人", "Confirmed by"),
    closedAt: maybe("time", "结案", "Closed"),
    photos: field("count", "照片", "Photographs"),
  },
  tables: {
    evidence: table("证据", "Evidence", {
      at: field("time", "时间", "Time"),
      what: field("words", "证据", "Evidence"),
      place: maybe("text", "地点", "Place"),
    }),
    steps: table("经过", "Steps", {
      at: field("time", "时间", "Time"),
      who: field("words", "谁", "Who"),
      what: field("words", "事项", "What"),
      text: maybe("text", "说明", "Said"),
      amount: maybe("money", "金额", "Amount"),
    }),
  },
} satisfies KindShape;

const allocationSheet = {
  zh: "统购分配单", en: "Allocation sheet",
  fields: {
    ...EVERY,
    currency: field("text", "币种", "Currency"),
    no: field("text", "单号", "Number"),
    title: field("text", "名称", "Title"),
    enterprise: field("text", "采购企业", "Enterprise"),
    hub: field("words", "统购方", "Hub"),
    rule: field("words", "分配规则", "Rule"),
    sheet: field("count", "第几张", "Sheet"),
    madeAt: field("time", "分配时间", "Made"),
    madeBy: maybe("text", "经办人", "By"),
    hash: field("text", "指纹 SHA-256", "SHA-256"),
    previous: maybe("text", "上一张指纹", "Sheet before"),
    signature: field("text", "签名 Ed25519", "Ed25519 signature"),
    publicKey: field("text", "公钥", "Public key"),
  },
  tables: {
    drops: table("交货批", "Drops", {
      drop: field("text", "批", "Drop"),
      day: field("day", "交货日", "Due"),
      place: field("text", "地点", "Place"),
      item: field("words", "商品", "Item"),
      wanted: field("amount", "待分", "To divide"),
      given: field("amount", "已分", "Given"),
      unplaced: field("count", "未落实", "Unplaced"),
      price: maybe("money", "成交价", "Clearing price"),
    }),
    shares: table("份额", "Shares", {
      drop: field("text", "批", "Drop"),
      grower: field("text", "花农", "Grower"),
      quota: field("count", "配额", "Quota"),
      accepted: field("count", "接单", "Accepted"),
      extra: field("count", "可加", "Could bring more"),
      ask: maybe("money", "报价", "Ask"),
      units: field("count", "分得", "Share"),
      why: field("words", "依据", "Why"),
    }),
  },
} satisfies KindShape;

export const DEAL_KINDS = { order, packing_list: packingList, judgement, allocation_sheet: allocationSheet } as const;

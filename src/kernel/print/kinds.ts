import { DEAL_KINDS } from "./deal-kinds.ts";
import { BULLETIN_KIND } from "./bulletin-kind.ts";
import { POOLED_KINDS } from "./pooled-kinds.ts";
import { field, maybe, table, type DataOf, type Fields, type KindShape } from "./fields.ts";
import type { Size } from "./template.ts";

/** What every paper says of itself. */
const EVERY = {
  market: field("words", "市场", "Market"),
  demo: field("flag", "演示数据", "Demonstration data"),
  code: field("path", "扫码打开", "Scan to open"),
} satisfies Fields;

const AMOUNTS = {
  currency: field("text", "币种", "Currency"),
} satisfies Fields;

const DEAL_COLUMNS = {
  day: field("day", "业务日", "Day"),
  lotNo: field("text", "批次", "Lot"),
  item: field("words", "商品", "Item"),
  grade: maybe("text", "等级", "Grade"),
  channel: field("words", "渠道", "Channel"),
  quantity: field("amount", "数量", "Quantity"),
  price: field("money", "单价", "Price"),
  amount: field("money", "金额", "Amount"),
  note: maybe("words", "说明", "Note"),
} satisfies Fields;

/** A statement and a bill differ in whose they are and in the name of what is due. */
const accountTables = {
  lines: table("成交", "Sales", DEAL_COLUMNS),
  corrections: table("退回前日成交", "Earlier sales taken back", DEAL_COLUMNS),
  transfers: table("往来款", "Transfers", {
    what: field("words", "事项", "What"),
    with: field("words", "对方", "With"),
    memo: field("text", "说明", "Memo"),
    amount: field("money", "金额", "Amount"),
  }),
  charges: table("费用", "Fees", {
    fee: field("words", "费用", "Fee"),
    how: field("words", "怎么算", "How"),
    amount: field("money", "金额", "Amount"),
  }),
};
const accountFields = {
  ...EVERY, ...AMOUNTS,
  no: field("text", "单号", "Number"),
  day: field("day", "业务日", "Day"),
  account: maybe("text", "账户", "Account"),
  state: field("words", "状态", "State"),
  gross: field("money", "成交额", "Gross"),
  corrected: maybe("money", "退回前日成交", "Earlier sales taken back"),
  direct: maybe("money", "买卖自结", "Settled directly"),
  transferSum: maybe("money", "往来款", "Transfers"),
  fees: field("money", "费用", "Fees"),
  packaging: maybe("money", "周转箱", "Packaging"),
  carriedIn: maybe("money", "上期结转", "Carried in"),
  carriedOut: maybe("money", "结转下期", "Carried out"),
  linesLeft: maybe("count", "未列出的笔数", "Lines not shown"),
  example: field("flag", "示例费率，不是真实收费", "Example rates, no real ones"),
} satisfies Fields;

const lotLabel = {
  zh: "批次标签", en: "Lot label",
  fields: {
    ...EVERY,
    no: field("text", "批次号", "Lot"),
    shortNo: field("text", "短号", "Short number"),
    item: field("words", "商品", "Item"),
    grade: maybe("text", "等级", "Grade"),
    quantity: field("amount", "数量", "Quantity"),
    grower: field("text", "花农", "Grower"),
    town: maybe("text", "镇街", "Town"),
    day: field("day", "送货日", "Delivered on"),
  },
  tables: {},
} satisfies KindShape;

const boxLabel = {
  zh: "箱标签", en: "Box label",
  fields: {
    ...EVERY,
    no: field("text", "箱号", "Box"),
    shortNo: field("text", "短号", "Short number"),
    sscc: maybe("sscc", "箱码 SSCC", "SSCC"),
    lotNo: field("text", "批次号", "Lot"),
    item: field("words", "商品", "Item"),
    grade: maybe("text", "等级", "Grade"),
    quantity: field("amount", "数量", "Quantity"),
    grower: field("text", "花农", "Grower"),
    buyer: maybe("text", "采购商", "Buyer"),
    trolleyNo: maybe("text", "车号", "Trolley"),
    day: field("day", "装箱日", "Packed on"),
  },
  tables: {},
} satisfies KindShape;

const trolleyLabel = {
  zh: "笼车标签", en: "Trolley label",
  fields: {
    ...EVERY,
    no: field("text", "车号", "Trolley"),
    shortNo: field("text", "短号", "Short number"),
    buyer: maybe("text", "采购商", "Buyer"),
    destination: maybe("text", "到站", "Destination"),
    line: maybe("text", "专线", "Line"),
    dock: maybe("text", "月台", "Dock"),
    leavesAt: maybe("time", "发车", "Leaves"),
    boxes: field("count", "箱数", "Boxes"),
    day: field("day", "装车日", "Loaded on"),
  },
  tables: {
    contents: table("装载", "Load", {
      item: field("words", "商品", "Item"),
      boxes: field("count", "箱", "Boxes"),
      quantity: field("amount", "数量", "Quantity"),
    }),
  },
} satisfies KindShape;

const stallSlip = {
  zh: "档口小票", en: "Stall slip",
  fields: {
    ...EVERY, ...AMOUNTS,
    no: field("text", "票号", "Slip"),
    stall: field("text", "档口", "Stall"),
    phone: maybe("text", "电话", "Telephone"),
    at: field("time", "时间", "Time"),
    seller: maybe("text", "开票", "Served by"),
    buyer: maybe("text", "顾客", "Customer"),
    gross: field("money", "货款", "Goods"),
    pots: maybe("money", "盆器", "Pots"),
    discount: maybe("money", "抹零优惠", "Discount"),
    total: field("money", "合计", "Total"),
    paid: field("money", "实收", "Paid"),
    paidBy: maybe("words", "付款方式", "Paid by"),
    owed: maybe("money", "本单欠款", "Owed on this slip"),
    debt: maybe("money", "累计欠款", "Owed in all"),
    credit: maybe("money", "预存余额", "Credit balance"),
    note: maybe("text", "备注", "Note"),
  },
  tables: {
    lines: table("货品", "Goods", {
      item: field("words", "商品", "Item"),
      grade: maybe("text", "等级", "Grade"),
      quantity: field("amount", "数量", "Quantity"),
      price: field("money", "单价", "Price"),
      amount: field("money", "金额", "Amount"),
      potExtra: field("flag", "盆另算", "Pot extra"),
    }),
  },
} satisfies KindShape;

const distributionSlip = {
  zh: "配货单", en: "Distribution slip",
  fields: {
    ...EVERY,
    no: field("text", "单号", "Number"),
    day: field("day", "业务日", "Day"),
    buyer: field("text", "采购商", "Buyer"),
    lots: field("count", "批次数", "Lots"),
  },
  tables: {
    lines: table("货品", "Goods", {
      lotNo: field("text", "批次", "Lot"),
      item: field("words", "商品", "Item"),
      grade: maybe("text", "等级", "Grade"),
      grower: field("text", "花农", "Grower"),
      place: maybe("text", "位置", "Place"),
      quantity: field("amount", "数量", "Quantity"),
      potExtra: field("flag", "盆另算", "Pot extra"),
      picked: maybe("text", "取货", "Picked"),
    }),
    sums: table("合计", "Sums", {
      quantity: field("amount", "数量", "Quantity"),
      lots: field("count", "批次数", "Lots"),
    }),
  },
} satisfies KindShape;

const statement = {
  zh: "结算单", en: "Statement",
  fields: { ...accountFields, grower: field("text", "花农", "Grower"), total: field("money", "净额", "Net"), due: field("money", "本期应收", "Due to you") },
  tables: accountTables,
} satisfies KindShape;

const bill = {
  zh: "账单", en: "Bill",
  fields: { ...accountFields, buyer: field("text", "采购商", "Buyer"), total: field("money", "应付合计", "Total"), due: field("money", "本期应付", "Due") },
  tables: accountTables,
} satisfies KindShape;

const manifest = {
  zh: "装车清单", en: "Manifest",
  fields: {
    ...EVERY,
    no: field("text", "单号", "Number"),
    day: field("day", "发车日", "Day"),
    line: field("text", "专线", "Line"),
    plate: maybe("text", "车牌", "Plate"),
    driver: maybe("text", "司机", "Driver"),
    phone: maybe("text", "电话", "Telephone"),
    carrier: maybe("text", "承运方", "Carrier"),
    dock: maybe("text", "月台", "Dock"),
    leavesAt: maybe("time", "发车", "Leaves"),
    seal: maybe("text", "封签号", "Seal"),
    temperature: maybe("text", "车厢温度", "Temperature"),
    trolleys: field("count", "笼车", "Trolleys"),
    boxes: field("count", "箱数", "Boxes"),
    note: maybe("text", "备注", "Note"),
  },
  tables: {
    stops: table("到站", "Stops", {
      stop: field("count", "序", "Stop"),
      destination: field("text", "到站", "Destination"),
      buyer: field("text", "采购商", "Buyer"),
      phone: maybe("text", "电话", "Telephone"),
      trolleys: field("count", "笼车", "Trolleys"),
      boxes: field("count", "箱", "Boxes"),
      quantity: maybe("amount", "数量", "Quantity"),
      signed: maybe("text", "签收", "Signed"),
    }),
  },
} satisfies KindShape;

const assetLabel = {
  zh: "周转器具标签", en: "Asset label",
  fields: {
    ...EVERY,
    no: field("text", "编号", "Number"),
    shortNo: field("text", "短号", "Short number"),
    what: field("words", "种类", "Kind"),
  },
  tables: {},
} satisfies KindShape;

const packagingSlip = {
  zh: "周转箱收发单", en: "Packaging slip",
  fields: {
    ...EVERY, ...AMOUNTS,
    no: field("text", "单号", "Number"),
    day: field("day", "业务日", "Day"),
    party: field("text", "户名", "Party"),
    taken: maybe("money", "收押金", "Deposits taken"),
    back: maybe("money", "退押金", "Deposits back"),
    charge: maybe("money", "赔偿", "Charged"),
    held: field("money", "在押押金", "Deposits held"),
  },
  tables: {
    lines: table("收发", "Given and taken", {
      no: field("text", "单号", "Number"),
      what: field("words", "事项", "What"),
      kind: field("words", "种类", "Kind"),
      quantity: field("count", "数量", "Quantity"),
      amount: maybe("money", "金额", "Amount"),
      note: maybe("text", "说明", "Note"),
    }),
    holds: table("现在手里", "Now held", {
      kind: field("words", "种类", "Kind"),
      quantity: field("count", "数量", "Quantity"),
      deposit: field("money", "押金", "Deposit"),
    }),
  },
} satisfies KindShape;

const donationSlip = {
  zh: "捐赠单", en: "Donation slip",
  fields: {
    ...EVERY,
    no: field("text", "单号", "Number"),
    day: field("day", "业务日", "Day"),
    receiver: field("text", "受赠方", "Receiver"),
    giver: field("text", "捐赠方", "Giver"),
    lotNo: field("text", "批次", "Lot"),
    item: field("words", "商品", "Item"),
    grade: maybe("text", "等级", "Grade"),
    quantity: field("amount", "数量", "Quantity"),
    reason: field("words", "原因", "Reason"),
    note: maybe("text", "说明", "Note"),
  },
  tables: {},
} satisfies KindShape;

/** What an agent bought for one client, over all channels. */
const clientManifest = {
  zh: "代拍清单", en: "Client's manifest",
  fields: {
    ...EVERY, ...AMOUNTS,
    no: field("text", "单号", "Number"),
    day: field("day", "业务日", "Day"),
    until: maybe("day", "至", "Until"),
    client: field("text", "客户", "Client"),
    town: maybe("text", "到站", "Destination"),
    agent: field("text", "代拍人", "Agent"),
    trolleys: field("count", "笼车", "Trolleys"),
    boxes: field("count", "箱数", "Boxes"),
    goods: field("money", "货款", "Goods"),
    commission: maybe("money", "佣金", "Commission"),
    total: field("money", "合计", "Total"),
  },
  tables: {
    lines: table("货物", "Goods", {
      checked: field("text", "点", "Checked"),
      lotNo: field("text", "批次", "Lot"),
      item: field("words", "商品", "Item"),
      grade: maybe("text", "等级", "Grade"),
      supplier: maybe("text", "供货人", "Supplier"),
      stand: maybe("text", "货位", "Stand"),
      quantity: field("amount", "数量", "Quantity"),
      trolleys: maybe("count", "笼车", "Trolleys"),
      boxes: maybe("count", "箱", "Boxes"),
      price: field("money", "单价", "Price"),
      amount: field("money", "货款", "Amount"),
    }),
    sums: table("合计", "Sums", { quantity: field("amount", "数量", "Quantity"), lots: field("count", "批次数", "Lots") }),
  },
} satisfies KindShape;

const supplyContract = {
  zh: "合同", en: "Contract",
  fields: {
    ...EVERY,
    no: field("text", "合同号", "Number"),
    seller: field("text", "卖方", "Seller"),
    buyer: field("text", "买方", "Buyer"),
    state: field("words", "状态", "State"),
    proposedAt: field("time", "文本固定于", "Text fixed"),
    hash: field("text", "文本指纹 SHA-256", "SHA-256 of the text"),
    seal: maybe("text", "签署指纹 SHA-256", "SHA-256 with signatures"),
  },
  tables: {
    clauses: table("条款", "Clauses", {
      title: field("words", "条", "Clause"),
      text: field("words", "约定", "Terms"),
    }),
    signatures: table("签署", "Signatures", {
      side: field("words", "方", "Side"),
      party: field("text", "户名", "Party"),
      account: field("text", "签署人", "Signed by"),
      at: field("time", "时间", "Time"),
    }),
  },
} satisfies KindShape;

/** Every paper of the product, with all that a template may show of it. */
export const KINDS = {
  lot_label: lotLabel, box_label: boxLabel, trolley_label: trolleyLabel, stall_slip: stallSlip, distribution_slip: distributionSlip, statement, bill, manifest, client_manifest: clientManifest, contract: supplyContract,
  asset_label: assetLabel, packaging_slip: packagingSlip, donation_slip: donationSlip,
  ...DEAL_KINDS,
  ...POOLED_KINDS,
  bulletin: BULLETIN_KIND,
} as const;
export type KindName = keyof typeof KINDS;
export const KIND_NAMES = Object.keys(KINDS) as [KindName, ...KindName[]];
/** What the module that issues a paper says on it. */
export type PaperData<K extends KindName> = DataOf<(typeof KINDS)[K]>;

/** The papers each kind comes on, the usual one first. */
export const SIZES_OF: Readonly<Record<KindName, readonly [Size, ...Size[]]>> = {
  lot_label: ["A6", "58mm"], box_label: ["A6", "58mm"], trolley_label: ["A6", "58mm"], stall_slip: ["58mm", "80mm", "A5"],
  distribution_slip: ["A4", "A5", "80mm"], statement: ["A4"], bill: ["A4"], manifest: ["A4"], client_manifest: ["A4"], contract: ["A4"],
  asset_label: ["A6", "58mm"], packaging_slip: ["80mm", "58mm", "A5"], donation_slip: ["A5", "80mm"],
  pooled_invoice: ["A4"], pooled_statement: ["A4"], bulletin: ["A4"],
  order: ["A4"], packing_list: ["A4"], judgement: ["A4"], allocation_sheet: ["A4"],
};

/** What a paper of the kind may never lack: what it is, whose it is, what it comes to, and the code that opens it. */
export const MUST: Readonly<Record<KindName, readonly string[]>> = {
  lot_label: ["no", "item", "quantity", "grower", "code"],
  box_label: ["no", "lotNo", "item", "quantity", "code"],
  trolley_label: ["no", "boxes", "code"],
  stall_slip: ["no", "stall", "total", "paid", "lines", "code"],
  distribution_slip: ["no", "buyer", "lines", "code"],
  statement: ["no", "day", "grower", "total", "due", "lines", "code"],
  bill: ["no", "day", "buyer", "total", "due", "lines", "code"],
  manifest: ["no", "line", "trolleys", "boxes", "stops", "code"],
  order: ["no", "buyer", "total", "lines", "code"],
  packing_list: ["no", "day", "buyer", "lines", "code"],
  judgement: ["no", "buyer", "grower", "lotNo", "claimed", "steps", "code"],
  asset_label: ["no", "what", "code"],
  packaging_slip: ["no", "party", "lines", "held", "code"],
  donation_slip: ["no", "receiver", "lotNo", "item", "quantity", "code"],
  client_manifest: ["no", "day", "client", "lines", "total", "code"],
  allocation_sheet: ["no", "title", "rule", "shares", "hash", "signature", "code"],
  bulletin: ["no", "title", "paragraphs", "hash", "code"],
  pooled_invoice: ["no", "enterprise", "lines", "due", "code"],
  pooled_statement: ["no", "grower", "lines", "deductions", "net", "code"],
  contract: ["no", "seller", "buyer", "clauses", "signatures", "hash", "code"],
};

/** Labels are one sheet each: what does not fit is made smaller, never continued. */
export const ONE_SHEET: ReadonlySet<KindName> = new Set(["lot_label", "box_label", "trolley_label", "asset_label"]);

/** Known to the print centre itself, on every paper. */
const OWN = { printedAt: field("time", "打印时间", "Printed") } satisfies Fields;

/** All that a template of the kind may show. */
export const shapeOf = (kind: KindName): KindShape => ({ ...KINDS[kind], fields: { ...KINDS[kind].fields, ...OWN } });

import type { KindName, PaperData } from "./kinds.ts";

const MARKET = { zh: "青州花卉苗木交易中心", en: "Qingzhou Flower Market" };
const item = (zh: string, en: string) => ({ zh, en });
const PHAL = item("蝴蝶兰 大辣椒 双梗 3.5寸", "Phalaenopsis Big Chili, 2 spikes");
const ANTHURIUM = item("红掌 阿拉巴马 14cm", "Anthurium Alabama 14 cm");
const CYCLAMEN = item("仙客来", "Cyclamen");
const pots = (quantity: number) => ({ quantity, unit: "pot" as const });
const every = (code: string) => ({ market: MARKET, demo: false, code });
const CLOCK = { zh: "拍卖钟", en: "Clock" };

const deal = (lotNo: string, what: { zh: string; en: string }, grade: string, quantity: number, price: number) =>
  ({ day: "2026-11-27", lotNo, item: what, grade, channel: CLOCK, quantity: pots(quantity), price, amount: quantity * price, note: null });
const ACCOUNT = {
  currency: "CNY", day: "2026-11-27", account: "示例银行 ••••••••1001", state: { zh: "待付", en: "Unpaid" }, gross: 482_400, corrected: -36_000, direct: null, transferSum: null, transfers: [], packaging: null, carriedIn: null, carriedOut: null, linesLeft: null, example: true,
  lines: [deal("L20261127-0037", PHAL, "A", 120, 1_850), deal("L20261127-0041", ANTHURIUM, "B", 90, 2_200), deal("L20261127-0052", CYCLAMEN, "A", 104, 600)],
  corrections: [{ ...deal("L20261126-0019", CYCLAMEN, "C", 60, 600), day: "2026-11-26", amount: -36_000, note: { zh: "冻伤 · 货退回", en: "Frost · goods returned" } }],
};

/** One believable paper of each kind, for the preview and the test print. The names and sums are made up. */
export const SAMPLES: { readonly [K in KindName]: PaperData<K> } = {
  lot_label: { ...every("/l/L20261127-0037"), no: "L20261127-0037", shortNo: "0037", item: PHAL, grade: "A", quantity: pots(120), grower: "王桂兰", town: "弥河镇", day: "2026-11-27" },
  box_label: {
    ...every("/l/L20261127-0037"), no: "X20261127-0412", shortNo: "0412", sscc: "069012345000004125", lotNo: "L20261127-0037", item: PHAL, grade: "A", quantity: pots(12), grower: "王桂兰", buyer: "济南花市", trolleyNo: "T0088", day: "2026-11-27",
  },
  trolley_label: {
    ...every("/l/L20261127-0037"), no: "T20261127-0088", shortNo: "0088", buyer: "济南花市", destination: "济南", line: "济南专线", dock: "3 号", leavesAt: "2026-11-27T12:30:00Z", boxes: 26, day: "2026-11-27",
    contents: [{ item: PHAL, boxes: 10, quantity: pots(120) }, { item: ANTHURIUM, boxes: 9, quantity: pots(90) }, { item: CYCLAMEN, boxes: 7, quantity: pots(104) }],
  },
  stall_slip: {
    ...every("/l/L20261127-0037"), currency: "CNY", no: "D20261127-0007", stall: "桂兰花卉 A-016", phone: "0536-0000000", at: "2026-11-27T01:42:00Z", seller: "小王", buyer: "鲁花批发",
    gross: 258_000, pots: 12_000, discount: -1_000, total: 269_000, paid: 200_000, paidBy: { zh: "微信", en: "WeChat" }, owed: 69_000, debt: 169_000, credit: null, note: null,
    lines: [
      { item: PHAL, grade: "A", quantity: pots(60), price: 1_850, amount: 111_000, potExtra: true }, { item: ANTHURIUM, grade: "B", quantity: pots(60), price: 2_200, amount: 132_000, potExtra: false },
      { item: CYCLAMEN, grade: null, quantity: pots(25), price: 600, amount: 15_000, potExtra: false },
    ],
  },
  distribution_slip: {
    ...every("/slips"), no: "W20261127-7F3A21", day: "2026-11-27", buyer: "济南花市", lots: 3,
    lines: [
      { lotNo: "L20261127-0037", item: PHAL, grade: "A", grower: "王桂兰", place: "A 区 12 排", quantity: pots(120), potExtra: true, picked: "□" }, { lotNo: "L20261127-0041", item: ANTHURIUM, grade: "B", grower: "李长海", place: "A 区 14 排", quantity: pots(90), potExtra: false, picked: "□" },
      { lotNo: "L20261127-0052", item: CYCLAMEN, grade: "A", grower: "赵秀英", place: "B 区 2 排", quantity: pots(104), potExtra: false, picked: "□" },
    ],
    sums: [{ quantity: pots(314), lots: 3 }],
  },
  statement: {
    ...every("/statements"), ...ACCOUNT, no: "S20261127-0001", grower: "王桂兰", fees: -13_392, total: 433_008, due: 433_008,
    charges: [{ fee: { zh: "花农佣金", en: "Commission" }, how: { zh: "¥4,464.00 × 3% = ¥133.92", en: "¥4,464.00 × 3% = ¥133.92" }, amount: -13_392 }],
  },
  bill: {
    ...every("/bills"), ...ACCOUNT, no: "B20261127-0001", buyer: "济南花市", fees: 8_928, packaging: 6_000, total: 461_328, due: 461_328,
    charges: [
      { fee: { zh: "采购服务费", en: "Service fee" }, how: { zh: "¥4,464.00 × 2% = ¥89.28", en: "¥4,464.00 × 2% = ¥89.28" }, amount: 8_928 }, { fee: { zh: "周转箱", en: "Crates" }, how: { zh: "30 单位 × ¥2.00 = ¥60.00", en: "30 units × ¥2.00 = ¥60.00" }, amount: 6_000 },
    ],
  },
  manifest: {
    ...every("/slips"), no: "M20261127-0003", day: "2026-11-27", line: "济南—德州专线", plate: "鲁G·00000", driver: "张师傅", phone: "13800000000", carrier: "花海物流", dock: "3 号", leavesAt: "2026-11-27T12:30:00Z", seal: "F0007731", temperature: "13–16 °C", trolleys: 9, boxes: 214, note: "车内保持 13 °C 以上；先卸后装。",
    stops: [
      { stop: 1, destination: "济南", buyer: "济南花市", phone: "13800000001", trolleys: 5, boxes: 118, quantity: pots(1_416), signed: null }, { stop: 2, destination: "禹城", buyer: "禹城花木行", phone: null, trolleys: 1, boxes: 26, quantity: pots(312), signed: null },
      { stop: 3, destination: "德州", buyer: "德州园艺批发", phone: "13800000003", trolleys: 3, boxes: 70, quantity: pots(840), signed: null },
    ],
  },
  order: {
    ...every("/o/D20261127-0007"), currency: "CNY", no: "D20261127-0007", at: "2026-11-27T01:42:00Z", buyer: "济南花市", by: "采购 小赵", state: { zh: "已确认", en: "Confirmed" }, lineCount: 2, total: 420_000, cut: 6, note: "周五发车",
    lines: [
      { place: 1, lotNo: "L20261127-0037", item: PHAL, grade: "A", grower: "王桂兰", channel: { zh: "目录价", en: "Catalogue" }, quantity: pots(120), cut: null, price: 1_850, amount: 222_000, state: { zh: "已成交", en: "Booked" } },
      { place: 2, lotNo: "L20261127-0041", item: ANTHURIUM, grade: "B", grower: "李长海", channel: { zh: "钟前预售", en: "Presale" }, quantity: pots(90), cut: 6, price: 2_200, amount: 198_000, state: { zh: "已确认", en: "Confirmed" } },
    ],
  },
  packing_list: {
    ...every("/orders"), no: "H20261127-7F3A21", day: "2026-11-27", buyer: "济南花市", orders: 2, lineCount: 3, note: null,
    lines: [
      { orderNo: "D20261127-0007", lotNo: "L20261127-0037", item: PHAL, grade: "A", grower: "王桂兰", town: "弥河镇", quantity: pots(120), packed: "□", state: { zh: "已成交", en: "Booked" } },
      { orderNo: "D20261127-0007", lotNo: "L20261127-0041", item: ANTHURIUM, grade: "B", grower: "李长海", town: "黄楼街道", quantity: pots(90), packed: "□", state: { zh: "已确认", en: "Confirmed" } },
      { orderNo: "D20261127-0011", lotNo: "L20261127-0052", item: CYCLAMEN, grade: "A", grower: "赵秀英", town: null, quantity: pots(104), packed: "□", state: { zh: "已成交", en: "Booked" } },
    ],
    sums: [{ quantity: pots(314), lots: 3 }],
  },
  judgement: {
    ...every("/claims/C20261127-0001"), currency: "CNY", no: "C20261127-0001", filedAt: "2026-11-27T06:10:00Z", state: { zh: "已结", en: "Closed" }, buyer: "济南花市", grower: "王桂兰", lotNo: "L20261127-0037", item: PHAL, grade: "A", saleDay: "2026-11-27", channel: CLOCK,
    sold: pots(120), price: 1_850, gross: 222_000, claimed: pots(6), fault: { zh: "冻伤热伤", en: "Frost or heat" }, asked: { zh: "退部分货款", en: "Part of the price" }, askedAmount: 11_100, outcome: { zh: "退款", en: "Refund" }, refund: 8_000, reason: "照片清楚，四盆花苞冻伤，两盆可售。", judge: "质检员 韩雪", confirmer: "市场经理 刘建国", closedAt: "2026-11-28T02:30:00Z", photos: 2,
    evidence: [{ at: "2026-11-27T05:50:00Z", what: { zh: "照片（采购商）", en: "photograph (buyer)" }, place: "济南 堤口路仓库" }],
    steps: [
      { at: "2026-11-27T06:10:00Z", who: { zh: "采购商", en: "Buyer" }, what: { zh: "提出投诉", en: "filed" }, text: "六盆冻伤", amount: 11_100 }, { at: "2026-11-27T09:00:00Z", who: { zh: "花农", en: "Grower" }, what: { zh: "不同意", en: "contested" }, text: "出库时是好的", amount: null },
      { at: "2026-11-28T01:00:00Z", who: { zh: "市场", en: "Market" }, what: { zh: "作出裁定", en: "judged" }, text: null, amount: 8_000 },
    ],
  },
  asset_label: { ...every("/packaging/t/0029999900001000042"), no: "0029999900001000042", shortNo: "000042", what: { zh: "编号花车", en: "Numbered trolley" } },
  packaging_slip: {
    ...every("/packaging/mine"), currency: "CNY", no: "K20261127-0007", day: "2026-11-27", party: "王桂兰", taken: 32_000, back: 16_000, charge: 6_000, held: 48_000,
    lines: [
      { no: "K20261127-0005", what: { zh: "领出", en: "Given out" }, kind: { zh: "花车", en: "Trolley" }, quantity: 4, amount: 32_000, note: null }, { no: "K20261127-0006", what: { zh: "归还完好", en: "Back, sound" }, kind: { zh: "花车", en: "Trolley" }, quantity: 2, amount: -16_000, note: null },
      { no: "K20261127-0007", what: { zh: "归还损坏", en: "Back, damaged" }, kind: { zh: "周转箱", en: "Crate" }, quantity: 3, amount: 6_000, note: "底裂" },
    ],
    holds: [{ kind: { zh: "花车", en: "Trolley" }, quantity: 6, deposit: 48_000 }],
  },
  donation_slip: {
    ...every("/loss/N20261127-0003"), no: "N20261127-0003", day: "2026-11-27", receiver: "弥河镇敬老院", giver: "王桂兰", lotNo: "L20261127-0052", item: CYCLAMEN, grade: "B", quantity: pots(24), reason: { zh: "花期将过", en: "Past its best" }, note: null,
  },
  client_manifest: {
    ...every("/my-lists"), currency: "CNY", no: "M20261127-9C41D0", day: "2026-11-27", until: null, client: "济南花市 老张", town: "济南", agent: "代拍人 韩立", trolleys: 1, boxes: 21, goods: 446_400, commission: 22_320, total: 468_720,
    lines: [
      { checked: "□", lotNo: "L20261127-0037", item: PHAL, grade: "A", supplier: "王桂兰", stand: "A 区 12 排", quantity: pots(120), trolleys: 1, boxes: 5, price: 1_850, amount: 222_000 },
      { checked: "□", lotNo: "L20261127-0041", item: ANTHURIUM, grade: "B", supplier: "李长海", stand: "A 区 14 排", quantity: pots(90), trolleys: null, boxes: 8, price: 2_200, amount: 198_000 },
      { checked: "□", lotNo: "L20261127-0052", item: CYCLAMEN, grade: "A", supplier: null, stand: null, quantity: pots(44), trolleys: null, boxes: 8, price: 600, amount: 26_400 },
    ],
    sums: [{ quantity: pots(254), lots: 3 }],
  },
  allocation_sheet: {
    ...every("/pooled/T20261127-0001"), currency: "CNY", no: "T20261127-0001", title: "年宵蝴蝶兰统购", enterprise: "济南花市", hub: MARKET, rule: { zh: "等额分配", en: "Equal awards" }, sheet: 1, madeAt: "2026-11-27T02:00:00Z", madeBy: null,
    hash: "9f2c41d07b6e5a83c1f4de2290b7a86512cc3e9d40f18b7752e6a0d94c38b1fa", previous: null, publicKey: "51ab0c7d92e4f6883b1d5ca0742e9f6ad8830c5b17e29d64fa3b80c7e415d296",
    signature: "c41d07b6e5a83c1f4de2290b7a86512cc3e9d40f18b7752e6a0d94c38b1fa9f2 51ab0c7d92e4f6883b1d5ca0742e9f6ad8830c5b17e29d64fa3b80c7e415d296",
    drops: [{ drop: "1-1", day: "2027-01-18", place: "济南仓", item: PHAL, wanted: pots(2_000), given: pots(2_000), unplaced: 0, price: null }],
    shares: [
      { drop: "1-1", grower: "王桂兰", quota: 1_200, accepted: 1_200, extra: 160, ask: null, units: 1_360, why: { zh: "配额 1200，另流入 160", en: "quota 1200, and 160 flowed on" } },
      { drop: "1-1", grower: "李守田", quota: 800, accepted: 640, extra: 0, ask: null, units: 640, why: { zh: "按接单数", en: "as accepted" } },
    ],
  },
  bulletin: {
    ...every("/bulletins/2026-11-27"), currency: "CNY", no: "2026-11-27-1", title: { zh: "2026年11月27日花卉行情日报", en: "Flower market bulletin, 27 November 2026" }, edition: 1, reason: null, publishedAt: "2026-11-27T10:00:00Z", hash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    paragraphs: [
      { head: { zh: "总体", en: "Overview" }, text: { zh: "2026年11月27日，公布24行行情，不公布3行。公布的各行成交318笔，成交量21,400盆，成交额412,850.00元。与上期相比，22行可比，价格上涨12行、下跌7行、持平3行。", en: "27 November 2026: 24 lines published, 3 withheld. The published lines come to 318 deals, 21,400 pots, CNY 412,850.00." } },
      { head: { zh: "余货", en: "Left over" }, text: { zh: "公布的各行余货620盆。", en: "Left over on the published lines: 620 pots." } },
    ],
    movers: [{ item: { zh: "蝴蝶兰 双梗（A）", en: "Phalaenopsis, 2 spikes (A)" }, before: 2_000, mean: 2_085, change: "+4.3%" }, { item: { zh: "仙客来（A）", en: "Cyclamen (A)" }, before: 1_000, mean: 950, change: "−5.0%" }],
    lines: [{ item: { zh: "蝴蝶兰 双梗（A）", en: "Phalaenopsis, 2 spikes (A)" }, mean: 2_085, sold: { quantity: 8_200, unit: "pot" }, unsold: 120, value: 17_097_000 }],
  },
  pooled_invoice: {
    ...every("/pooled/T20261127-0001"), currency: "CNY", no: "T20261127-0001", title: "年宵蝴蝶兰统购", enterprise: "济南花市", hub: MARKET, state: { zh: "已结", en: "Closed" }, gross: 3_550_000, credited: 18_500, due: 3_531_500, deposit: null, margin: 106_500,
    lines: [
      { item: PHAL, grade: "A", quantity: pots(1_600), way: { zh: "固定价", en: "Fixed" }, price: 1_850, amount: 2_960_000 },
      { item: PHAL, grade: "B", quantity: pots(400), way: { zh: "固定价", en: "Fixed" }, price: 1_475, amount: 590_000 },
    ],
    credits: [{ what: { zh: "短交", en: "Short" }, text: "李守田 · 100 × 10%", amount: 18_500 }],
    bills: [{ day: "2027-01-18", amount: 3_550_000 }, { day: "2027-01-20", amount: -18_500 }],
  },
  pooled_statement: {
    ...every("/pooled/T20261127-0001"), currency: "CNY", no: "T20261127-0001", title: "年宵蝴蝶兰统购", enterprise: "济南花市", hub: MARKET, state: { zh: "已结", en: "Closed" }, grower: "李守田", promised: 740, delivered: 640, gross: 1_034_000, downgrade: 150_000, deducted: 49_520, net: 984_480, deposit: null,
    lines: [
      { item: PHAL, grade: "A", quantity: pots(240), ordered: 1_850, price: 1_850, amount: 444_000 },
      { item: PHAL, grade: "B", quantity: pots(400), ordered: 1_850, price: 1_475, amount: 590_000 },
    ],
    deductions: [{ what: { zh: "统购服务费", en: "Hub's margin" }, text: "3%", amount: 31_020 }, { what: { zh: "短交", en: "Short" }, text: "100 × 10%", amount: 18_500 }],
  },
  contract: {
    ...every("/contracts/H20261127-0001"), no: "H20261127-0001", seller: "王桂兰", buyer: "济南花市", state: { zh: "履行中", en: "Running" }, proposedAt: "2026-11-26T02:00:00Z",
    hash: "9f2c41d07b6e5a83c1f4de2290b7a86512cc3e9d40f18b7752e6a0d94c38b1fa", seal: "51ab0c7d92e4f6883b1d5ca0742e9f6ad8830c5b17e29d64fa3b80c7e415d296",
    clauses: [
      { title: { zh: "货物", en: "Goods" }, text: { zh: "蝴蝶兰 大辣椒 双梗 3.5寸，A 级及以上，低至 B 级可收。", en: "Phalaenopsis Big Chili, 2 spikes, grade A or better, down to B accepted." } },
      { title: { zh: "数量", en: "Quantity" }, text: { zh: "10000 盆，上下 10%，即 9000 至 11000；每期上下 20%。", en: "10000 pots ± 10%, that is 9000 to 11000; ± 20% in each period." } },
      { title: { zh: "价格", en: "Price" }, text: { zh: "每盆 = 参考价 × 0.95 + ¥0.30，不低于 ¥16.00，不高于 ¥24.00。", en: "Per pot = reference × 0.95 + ¥0.30, not below ¥16.00, not above ¥24.00." } },
    ],
    signatures: [
      { side: { zh: "卖方", en: "Seller" }, party: "王桂兰", account: "王桂兰", at: "2026-11-26T02:10:00Z" },
      { side: { zh: "买方", en: "Buyer" }, party: "济南花市", account: "李经理", at: "2026-11-26T03:05:00Z" },
    ],
  },
};

import type { TermFault } from "./draft.ts";

/** What the order editor says. */
export const zh = {
  title: "写统购订单", edit: "改统购订单", intro: "写清要什么、哪天要、什么价、怎么分；存成草稿，随时可以改，交给中心之后才定下来。", name: "订单名称", nameHint: "花农看到的名字，如「春节蝴蝶兰 10 万盆」", enterprise: "为哪家企业", enterpriseHint: "输入企业名或拼音", change: "换", hub: "由谁办", hubMarket: "交易中心",
  lines: "要什么", line: (n: number) => `第 ${n} 项`, addLine: "再加一样货", remove: "删掉", item: "商品", itemHint: "输入商品名或拼音首字母", grade: "要哪一级", spec: "每级的尺寸", specHint: "从最好的一级写起；一盆够不上任何一级就是不合格。按价填 100 是原价，空着是不收。", attribute: "量什么", min: "至少", max: "至多", pricePm: "按价 %", addLimit: "加一项", addGrade: "加一级", step: "一盘几盆", stepHint: "每户的份额都是整盘", minBatch: "最小批量", minBatchHint: "不够这么多就不值得跑一趟；0 是不限", tolerance: "容许上下 %",
  sampling: "抽样", samplePm: "抽百分之", least: "至少抽", most: "至多抽", acceptPm: "容许不合格 %", substitutes: "可以替代的商品", addSubstitute: "加一种替代", of: (percent: string) => `按价 ${percent}`,
  drops: "哪天要、送到哪", due: "交货日", place: "地点", quantity: "数量", addDrop: "加一批", sum: (n: string) => `共 ${n}`, price: "价格", kinds: { fixed: "固定价", index: "跟行情", sealed: "花农报价" }, fixed: "单价", ceiling: "最高价", ceilingHint: "花农报价互相看不见；取够为止，都按最后取到的价结算。", floor: "不低于", cap: "不高于", factor: "行情价的几倍", factorHint: "1 = 行情价；0.95 = 打九五折", premium: "加减", basis: "参考", mean: "最近几次公布的平均", day: "某一天的价", publications: "最近几次", lag: "交货前几天", base: "没有行情时按",
  rule: "怎么分给花农", live: "照现在的候选，各规则会怎么分", liveWhy: "存草稿后，按候选各家能供的数当场算给您看；真正的分配以花农的答复为准。", liveSave: "先存草稿，就能看各规则会怎么分。", liveRow: (growers: string, least: string, most: string) => `${growers} 户分到，最少 ${least}，最多 ${most}`, liveNone: "眼下没有候选", liveLater: "要等花农报价", liveCost: "要算运费，发配额时看", enough: "候选能供的不到要的数，各规则都是全数给。",
  weights: "打分权重（合计 100）", quality: "质量", punctuality: "准时", distance: "距离", priceWeight: "价格", fairness: "保底 %", truck: "来收货的车（空着不算车，按每盆每公里算运费）", truckHolds: "一车装多少", truckTrip: "出一趟车", truckKm: "每公里", cap_: "单户最多占 %", margin: "中心服务费 %", deposits: "定金", depositEnterprise: "企业 %", depositGrower: "花农 %", more: "期限、违约与补缺（已按常用值填好）", answerHours: "花农几小时内答", graceDays: "过了日子还收几天", penalties: "违约金（货值 %）", short: "少交", late: "迟到", withdrawn: "退单", sideSold: "另卖", refused: "企业拒收", remedies: "缺口怎么补（按顺序）", remedyNames: { reallocate: "补分给别家", cover: "现货补上", consent: "请企业少收" }, note: "另约",
  preview: {
    title: "照今天的行情要多少钱", failed: "没有算出来", noIndex: "还没有公布过行情，按约定的底数", published: (on: string) => `按 ${on} 公布的行情`, ways: { fixed: "固定价", ceiling: "按最高价，成交价只会更低" }, bounds: { floor: "到了最低价", cap: "到了最高价" },
    columns: { drop: "交货批", quantity: "数量", price: "单价", how: "怎么来的", gross: "货款", margin: "其中服务费" }, sum: (gross: string, margin: string, deposit: string) => `企业付货款约 ${gross}，定金 ${deposit}；中心服务费约 ${margin}，从花农货款里扣。`,
  },
  save: "存草稿", saved: (no: string) => `草稿 ${no} 已存`, excel: "Excel 货单", excelIntro: "一行一批：商品、等级、数量、交货日、地点、价格。", rows: (n: number) => `${n} 行`,
  missing: { name: "写订单名称", enterprise: "选企业", item: "选商品", drops: "写交货日、地点和数量", price: "填好价格", figures: "有一格不是数字或超出范围", spec: "每级至少一项尺寸，上下限要对", weights: "权重合计要等于 100" } satisfies Record<TermFault, string>, whichLine: (n: number, what: string) => `第 ${n} 项：${what}`,
};
export type EditorWords = typeof zh;

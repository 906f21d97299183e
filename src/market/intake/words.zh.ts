import { zh as sheets } from "../../kernel/sheets/words.zh.ts";

/** What this module says on screen; {names} in refusals are filled from the refusal's detail. */
export const zh = {
  refusals: {
    ...sheets.refusals,
    bad_quantity: "数量“{written}”看不懂：{why}。可写 120、1万盆、3箱、2车1层。",
    grower_needed: "请先选是哪位花农的货。",
    not_a_grower: "{name} 不是花农，不能报批次。",
    grower_suspended: "{name} 已暂停交易，请联系市场经理。",
    day_out_of_range: "日期 {day} 不行：只能从今天（{today}）起，最多提前 {ahead} 天。",
    already_received: "批次 {lot} 已经收货，不能再改。数量不对请到收货台复点。",
    promised_already: "批次 {lot} 已经预售 {promised}，申报数量不能再少。到货以收货清点为准。",
    lot_is_over: "批次 {lot} 已经结束，不能再办。需要时请重新发一批。",
    reason_needed: "报 {declared}，点 {counted}，数量不一样，请写明原因。",
    not_received: "批次 {lot} 还没收货，请先点数收货。",
    already_offered: "批次 {lot} 已经上钟，公布给买家的内容不能再改。",
    already_graded: "批次 {lot} 已定为 {grade} 级。要改请用“改级”并写原因。",
    not_graded: "批次 {lot} 还没有等级，请先分级。",
    too_many_rows: "这一天有 {rows} 批，一张表最多 {most} 行，请按花农分开导出。",
  },
  actions: {
    declareLot: "发批次", changeLot: "改批次", cancelLot: "撤回批次", copyLast: "照上次", suggestions: "常发商品", myLots: "我的批次", lot: "批次详情", arrivals: "到货单",
    receive: "收货", recount: "复点", grade: "分级", regrade: "改级", refuse: "退回", label: "标签", printLabels: "打印标签", exportLots: "导出批次", lotsTemplate: "批次模板", importLots: "导入批次",
  },
  states: { expected: "待到货", received: "待分级", graded: "已分级", offered: "已上钟", closed: "已结束", cancelled: "已撤回", refused: "已退回" },
  results: { sold_out: "售完", partly_sold: "售出部分", passed: "流拍" },
  deeds: { declared: "报批次", received: "收货", recounted: "复点", graded: "分级", regraded: "改级", refused: "退回", passed: "流拍", sale: "成交出库", direct_sale: "直接售出", split_out: "分出", split_in: "分入", write_off: "报损", donation: "捐赠", return_in: "退货入库", take_back: "退还花农" },
  as: { grower: "本人", delegate: "代办", staff: "工作人员", system: "系统" },
  channels: { clock: "拍卖钟", presale: "钟前预售", catalogue: "目录价", offer: "定向报价", contract: "合同", stall: "档口", pooled: "统购", live: "直播" },
  passReasons: { floor_reached: "到保护价无人应价", session_closed: "收场未售出" },
  attributes: { heightCm: "株高 cm", spikes: "梗数", flowers: "花朵", buds: "花苞", openFlowers: "开放数", leaves: "叶片", crownCm: "冠幅 cm", potCm: "盆径 cm" },
  defects: {
    mechanical: "机械伤", yellow: "黄叶", spots: "病斑", pests: "虫害", botrytis: "灰霉", uneven: "整齐度差", leaning: "倒伏歪斜", dropped: "落花落蕾", dry: "缺水", soiled: "盆土脏污",
  },
  /** What only this list finds wrong; the rest is said by engines/table. */
  importProblems: {
    repeated_lot: { why: "批次号重复，第 {detail} 行已有", mend: "只留一行" }, unknown_lot: { why: "没有这个批次", mend: "照导出的表填；新批次把批次号空着" }, fixed: { why: "这一列不能改，原为 {detail}", mend: "改回去；真要改请撤回后重发" },
    unknown_grower: { why: "没有这位花农", mend: "照登记的姓名写，或请市场经理登记" }, ambiguous_grower: { why: "有同名花农", mend: "写成 {detail}" }, not_yours: { why: "只能导入自己的批次", mend: "写 {detail}，或空着" },
    unknown_item: { why: "没有这个商品", mend: "照商品目录写编码或名称" }, ambiguous_item: { why: "同名商品有几个", mend: "填商品编码：{detail}" }, bad_quantity: { why: "数量看不懂：{detail}", mend: "写 120、1万盆、3箱 或 2车1层" },
    day_out_of_range: { why: "日期太早或太远，今天是 {detail}", mend: "从今天起，最多提前 60 天" }, already_received: { why: "已收货，不能再改", mend: "数量不对请到收货台复点；改回去再导入" }, lot_is_over: { why: "批次已结束", mend: "改回去，或删掉这一行" },
  },
};
export type Words = typeof zh;

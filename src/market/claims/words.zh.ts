import { zh as sheets } from "../../kernel/sheets/words.zh.ts";
/** What claims say on screen; {names} in refusals are filled from the refusal's detail. */
export const zh = {
  refusals: {
    ...sheets.refusals,
    window_closed: "批次 {lot} 的投诉期（成交后 {hours} 小时）已过。",
    claim_open: "这笔成交已有一件投诉在办：{no}。办完再提。",
    too_many_units: "这笔成交只剩 {left} 件可以投诉。",
    evidence_time: "照片或温度的时间（{at}）不对：要在成交（{from}）之后、现在之前。请核对手机时间。",
    no_lower_grade: "批次 {lot} 不能改按 {grade} 级算：成交时没有定级，或不比原来低。",
    return_is_whole: "退货要整笔退（{quantity} 件），而且之前没有退过款。部分有问题请选退款。",
    too_much: "金额超出可退的上限。",
    sale_reversed: "批次 {lot} 的这笔成交已经冲销，不用再投诉。",
    deadline_passed: "{no} 的期限已过，已按规则自动处理。",
    not_now: "{no} 现在不在这一步，请刷新后再看。",
    amount_needed: "请填愿意退多少。",
    reason_needed: "请写明理由，对方和市场都会看到。",
    account_needed: "这一步要由本人登录账号办理。",
    second_person_needed: "这是 {name} 作的裁定，要由另一个人确认。",
    goods_needed: "请选退回的货怎么办：退回库存，还是报损。",
  },
  actions: {
    terms: "投诉规则", setTerms: "改投诉规则", claimable: "可投诉的成交", file: "提投诉", withdraw: "撤回投诉", answer: "花农答复", reply: "采购商回复", rule: "裁定", confirmRuling: "确认裁定", claim: "看投诉", mine: "我的投诉", desk: "投诉台",
    quality: "质量等级", qualityTable: "质量等级表", qualityLines: "质量指数明细", due: "到期的投诉", actOnDeadline: "到期自动处理", publishQuality: "公布质量等级",
    printJudgement: "打印裁定书", giveMine: "导出我的投诉", giveDesk: "导出投诉台", giveEvidence: "导出投诉证据", giveQuality: "导出质量等级", giveQualityLines: "导出质量明细",
  },
  faults: { wilted: "萎蔫掉花", broken: "折枝破损", cold: "冻伤热伤", pests: "虫害", mould: "霉烂", wrong_item: "货不对板", wrong_grade: "等级不符", short: "数量短少", other: "其他" },
  asks: { refund: "退部分货款", regrade: "按低一级算", return: "整笔退货" },
  states: { filed: "待花农答复", offered: "待采购商回复", arbitration: "市场裁定中", confirming: "待确认", closed: "已结" },
  outcomes: { refund: "退款", regrade: "改级退差", return: "退货", reject: "不成立", withdrawn: "已撤回", void: "成交已冲销" },
  photo: "照片", temperature: "温度",
  goods: { returned: "退回库存", written_off: "报损" },
  as: { buyer: "采购商", grower: "花农", market: "市场", deadline: "到期自动" },
  steps: {
    filed: "提出投诉", accepted: "同意", offered: "愿退部分", contested: "不同意", offer_taken: "接受", offer_refused: "不接受，请市场裁定", silence_accepted: "花农逾期未答，视为同意", silence_judged: "花农逾期未答，转市场裁定",
    silence_took: "采购商逾期未回，视为接受", ruled: "作出裁定", sent_back: "退回重审", confirmed: "确认裁定", escalated: "裁定逾期，列为最急", withdrawn: "撤回", void: "成交已冲销，投诉作废",
  },
  why: { open: "可投诉", window_closed: "投诉期已过", claim_open: "投诉在办", all_claimed: "已全部投诉过", sale_reversed: "成交已冲销" },
  channels: { clock: "拍卖钟", presale: "钟前预售", catalogue: "目录价", offer: "定向报价", contract: "合同", stall: "档口", pooled: "统购", live: "直播" },
};
export type Words = typeof zh;

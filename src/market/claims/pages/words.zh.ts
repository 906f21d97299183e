/** What the claims pages say. Refusals and shared terms stand in the module's own words. */
export const zh = {
  titles: { mine: "质量投诉", fresh: "提投诉", claim: "投诉", desk: "投诉台", quality: "质量等级" },
  common: { more: (n: number) => `再看 ${n} 件`, cancel: "取消", none: "—", back: "返回", units: "件数", search: "找单号、批次、商品、户名或拼音", all: "全部", error: "没有读到" },
  columns: { no: "单号", lot: "批次", item: "商品", parties: "花农 → 采购商", units: "投诉数量", ask: "要求", state: "状态", due: "期限", outcome: "结果", money: "金额", grower: "花农", class: "等级", share: "投诉率", sold: "售出", claimed: "成立", date: "业务日", on: "公布日", grade: "等级" },
  mine: {
    intro: "买的货有问题，在期限内拍照提出；花农答复，谈不拢由市场裁定。到期没人办的，按规则自动往下走。", fresh: "提投诉", none: "没有投诉", noneWhy: "买到的货都好，就不用来这里。", asBuyer: "我提的", asGrower: "对我的货", waiting: (n: number) => `有 ${n} 件等您答复`, open: "在办", closed: "已结",
    due: (when: string) => `${when} 前`, overdue: "已到期", escalated: "逾期未裁", dueLine: (what: string, when: string) => `${what} · ${when} 前`,
  },
  fresh: {
    intro: "先选是哪一笔，再拍照，写清多少件、要求什么。一分钟内办完。", pick: "是哪一笔", pickLot: "批次号（扫标签会自动填）", find: "查找", none: "没有可投诉的成交", noneWhy: "这里列出您买过的货。成交后超过投诉期的、已经投诉过的不能再提。", until: (when: string) => `${when} 前可提`, choose: "选这一笔", change: "换一笔",
    photos: "照片（至少一张）", photosHint: "拍到问题和箱上标签。照片带上拍摄时间和地点。", placeText: "在哪里拍的", placeHint: "如：济南堤口路仓库", position: "带上定位", positionDone: "已带定位", positionFailed: "手机没有给出定位，写明地点即可。", placeNeeded: "写明在哪里拍的", photoNeeded: "至少要一张照片",
    units: "有问题的数量", fault: "什么问题", ask: "要求", amount: "退多少", amountHint: (most: string) => `最多 ${most}`, amountBad: "填一个金额，不超过上限", grade: "按哪一级算", gradeHint: (back: string) => `按规则退 ${back}`, gradeNone: "没有更低的等级可选", returnHint: "整笔退货：市场看到货后由第二个人确认，货款全退。",
    box: "箱上标签", text: "说明", temperatures: "温度记录", temperaturesHint: "有记录仪就贴上来，一行一点：时间 逗号 摄氏度，如 2026-11-27 03:20, 4.5", temperaturesBad: (line: number) => `第 ${line} 行看不懂`, send: "提交投诉", sent: (no: string) => `已提交 ${no}`, optional: "更多（可不填）",
  },
  claim: { sheet: "裁定书 PDF",
    facts: "这笔成交", evidence: "证据", history: "经过", deeds: "办理", grower: "花农", buyer: "采购商", sale: "成交", channel: "渠道", lot: "批次", fault: "问题", asked: "要求", offered: "花农愿退", outcome: "结果", due: "期限", box: "箱上标签", money: (date: string) => `记在 ${date} 的结算单和账单`,
    photoAt: (when: string, place: string) => `${when} · ${place}`, temperatures: "温度曲线", celsius: (value: string) => `${value} ℃`, position: "看位置", units: (claimed: string, sold: string) => `${claimed}（共 ${sold}）`,
    accept: "同意", acceptWhy: "同意后按对方的要求退款，记在下一张结算单上，不能撤回。", offer: "愿退部分", offerAmount: "愿意退多少", contest: "不同意", contestWhy: "请写明理由；市场质检员会看双方证据后裁定。", text: "说明", photos: "我的照片",
    silence: (percent: number) => `到期不答复：要求不超过这些货值 ${percent}% 的，视为同意；超过的，市场裁定。`, replySilence: "到期不回复，视为接受花农愿退的金额。", take: "接受", refuse: "不接受，请市场裁定", withdraw: "撤回投诉", withdrawWhy: "撤回后，期限内还可以重新提。",
    rule: "裁定", ruling: "裁定结果", rulingReason: "理由", goods: "退回的货", confirm: "确认裁定", sendBack: "退回重审", sendBackWhy: "为什么退回", confirmWhy: "确认后立即记账，不能撤回。裁定人不能确认自己的裁定。", by: (name: string, when: string) => `${name} · ${when}`, done: "已办好", amountBad: "填一个金额，不超过上限", most: (amount: string) => `最多 ${amount}`,
  },
  desk: { intro: "逾期的排最前，其余按期限。质检员裁定，经理确认，同一人不能兼办。", none: "没有投诉", noneWhy: "采购商提出的投诉会显示在这里。", escalated: (n: number) => `${n} 件逾期未裁`, terms: "投诉规则", any: "全部状态" },
  terms: {
    title: "投诉规则", window: "投诉期（小时）", answer: "花农答复（小时）", reply: "采购商回复（小时）", arbitration: "市场裁定（小时）", silent: "沉默即同意的上限（货值 %）", grades: "各级值 A 级的 %", days: "质量指数窗口（天）", classB: "B 级从（%）", classC: "C 级从（%）", levy: "成立一件加收（按原等级）", reason: "为什么改", save: "从现在起执行", saved: "已执行，之前的投诉按原规则", bad: "有一格不是数字或超出范围",
  },
  quality: {
    intro: "每位花农最近售出的货里，有多少被认定有质量问题。公式、窗口和界限都公布在这里，任何人都能照样算一遍。", formula: "公式", formulaText: (days: number) => `投诉率 = 窗口内成立投诉的件数 ÷ 窗口内售出的件数。窗口为最近 ${days} 天（按成交的业务日）。`, classes: (b: string, c: string) => `A：低于 ${b}；B：${b} 到 ${c}；C：${c} 及以上。`,
    counts: "成立的投诉指退款、改级、退货；不成立、撤回的不算。因别的原因冲销的成交，售出和投诉两边都不算。", levy: "成立一件，按原来的等级加收：", levyNone: "目前不加收。", window: (from: string, to: string) => `${from} 至 ${to}`, table: "等级表", own: "我的指数", lines: "逐笔明细", linesHint: "件数之和就是指数的分子和分母", none: "还没有公布", noneWhy: "有成交以后，每天公布一次。", claimedOnly: "只看有投诉的", allLines: "全部成交", see: "看明细", windows: "投诉期",
    hours: (n: number) => `${n} 小时`, rules: "期限", answers: (hours: number, percent: number) => `花农 ${hours} 小时内答复；不答复的，要求不超过货值 ${percent}% 视为同意，超过的由市场裁定。`, replies: (hours: number) => `花农愿退部分时，采购商 ${hours} 小时内回复；不回复视为接受。`, judges: (hours: number) => `市场 ${hours} 小时内裁定；逾期的排到最前。`, regrade: "改级退差：单价按等级折算", notYet: "窗口内没有成交，还没有等级",
  },
};
export type PageWords = typeof zh;

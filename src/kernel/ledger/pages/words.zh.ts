/** The books and the fee sheet on screen. */
export const zh = {
  source: "总账分录", party: "主体", account: "科目", amount: "余额", postings: "分录数", currency: "币种", market: "市场自己",
  accounts: {
    direct_owed: "客户欠款（自结）", direct_due: "应收客户（自结）", buyer_receivable: "应收采购商", grower_payable: "应付花农", advance_due: "预付待付", packaging_deposit: "周转箱押金", contract_deposit: "合同定金", fee_income: "费用收入", clearing_in: "银行收款", clearing_out: "银行付款", rounding: "尾差", adjustment: "调整",
  } as Readonly<Record<string, string>>,
  kinds: {
    direct: "自结成交", direct_reversal: "自结退货", direct_receipt: "自结收款", transfer: "往来款", sale: "成交", sale_reversal: "冲销", fees: "费用", receipt: "收款", payout: "付款", adjustment: "调整",
  } as Readonly<Record<string, string>>,

  balances: {
    title: "总账余额", intro: "谁欠谁多少。市场不经手资金，这里是指令账：借为正，贷为负，合计永远为零。",
    total: "合计", zero: "合计为零，账是平的", notZero: "合计不为零，请立即停办并告诉系统管理员", sets: "分录组", setsEach: "每组借贷相等", unbalanced: (n: string) => `${n} 组不平`,
    upTo: "截至业务日", upToHint: "空着看到现在", accountsTitle: "按科目", partiesTitle: "按主体与科目", none: "还没有分录", noneWhy: "有成交以后，每一笔都在这里留下借贷两边。",
    open: "看分录", parties: (n: string) => `${n} 家`, all: "全部科目", search: "找主体", owed: "借方（欠市场）", owing: "贷方（市场欠）",
    coverage: (n: string) => `${n} 个账户`,
  },
  entries: {
    title: (name: string) => `${name} 的往来账`, titleAny: "往来账", intro: "每一行都来自一笔业务，批次号和单号可以点开；正数是欠市场的，负数是市场欠的。",
    from: "从", to: "到", date: "业务日", at: "记账时间", kind: "业务", cause: "依据", memo: "说明", debit: "借", credit: "贷", running: "本期累计", none: "这段日子没有分录", noneWhy: "换一段日期看看。", back: "全部余额", sum: "本期合计",
    coverage: (n: string) => `${n} 条分录`,
  },
  credits: {
    title: "授信额度", intro: "每家最多可以欠多少。按钟时先冻结，成交后变成欠款，付款后放开；数据库不允许超过额度。",
    limit: "额度", held: "冻结", used: "已用", free: "可用", usage: "使用率", set: "改额度", add: "给一家额度", low: "不足一成", none: "还没有授信", noneWhy: "采购商要有额度才能入座买花。",
    source: "授信台账", coverage: (n: string) => `${n} 家`, party: "主体",
    setting: {
      title: (name: string) => `${name} 的额度`, titleNew: "给一家额度", find: "找采购商或代拍人", findHint: "名称、拼音或手机尾号", choose: "请先选一家", now: "现在", amount: "新额度（元）", amountHint: "不能低于已用和冻结之和", bad: "请填金额，例如 50000 或 50000.00",
      below: (least: string) => `至少 ${least}（已用加冻结）`, submit: "保存额度", done: (name: string, money: string) => `${name} 的额度已改为 ${money}`, same: "与现在相同",
    },
  },
  fees: {
    title: "收费标准", intro: "一页看全，这里没有的不收。每个费目有生效日期；结清的日子按当天的标准算，不会回头改。", how: "怎么算", try: "试算一天",
    howLines: ["一家一天算一次：先合计当天的成交，再乘标准，四舍五入到分。", "按成交额：成交额 × 费率。按数量、按批次、按笔：数目 × 单价。按天：当天有成交就收一次。", "上下限最后套用；没有成交就不收，也不收下限。", "同一费目按渠道分开时，渠道专用的优先于通用的。"],
    on: "看哪一天的", seller: "花农付", buyer: "采购商付", fee: "费目", rate: "标准", limits: "上下限", channel: "适用渠道", allChannels: "全部", from: "从", until: "到", openEnd: "未定", example: "示例", exampleWhy: "标“示例”的数字是编的，只用于演示。",
    none: "这一天没有登记收费", noneWhy: "市场经理可以加费目。", source: "收费表", add: "加费目", end: "结束",
    bases: { rate_on_gross: "按成交额", per_unit: "按数量", per_lot: "按批次", per_transaction: "按笔", per_day: "按天" },
    rates: { rate_on_gross: (text: string) => `成交额的 ${text}%`, per_unit: (money: string) => `${money} / 单位`, per_lot: (money: string) => `${money} / 批`, per_transaction: (money: string) => `${money} / 笔`, per_day: (money: string) => `${money} / 天` },
    least: (money: string) => `最低 ${money}`, most: (money: string) => `最高 ${money}`,
    channels: { clock: "拍卖钟", presale: "钟前预售", catalogue: "目录价", offer: "定向报价", contract: "合同", stall: "档口", pooled: "统购", live: "直播" } as Readonly<Record<string, string>>,
    adding: {
      title: "加费目", code: "费目代码", codeHint: "同一代码同一天只能有一个标准；以 packaging 开头的记入周转箱押金", zh: "中文名", en: "英文名", payer: "谁付", basis: "计费方式", rate: "费率（%）", amount: "金额（元）", min: "最低（元）", max: "最高（元）", channel: "渠道", from: "生效日", until: "最后一天",
      bad: { code: "用小写字母、数字和下划线", name: "请填名称", value: "请填数字，例如 3 或 2.50", percent: "费率在 0 到 100 之间，最多四位小数", range: "最低不能高于最高", dates: "最后一天不能早于生效日" }, submit: "加费目", done: (name: string) => `${name} 已加入`,
    },
    ending: { title: (name: string) => `结束 ${name}`, why: "到这一天为止（含）。已结清的日子不受影响；之后可以加新的标准。", last: "最后一天", submit: "结束费目", done: (name: string, day: string) => `${name} 到 ${day} 为止` },
  },
};
export type LedgerPageWords = typeof zh;

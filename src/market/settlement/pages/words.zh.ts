/** What the settlement pages say. Refusals and shared terms stand in the module's own words. */
export const zh = {
  partyDay: {
    claims: "投诉", claimOpen: "处理中", claimClosed: "已了结",
    title: "一户一日", intro: (party: string) => `${party} 这一天的全部：卖的、买的、每个渠道、自结与市场结算、往来款、收付、费用、周转箱。每个数字都能点到批次。`, mineIntro: "这一天卖的、买的、每个渠道、自结与市场结算、往来款、收付、费用、周转箱，都在这一页。每一行都能点到批次。",
    sides: { seller: "卖出 · 结算单", buyer: "买入 · 账单" }, moneys: { market: "市场结算", direct: "买卖自结" }, side: "方向", money: "结算方式", other: "对方", method: "方式", sumsSheet: "合计", draft: "未日结", dueOn: "到期日", duePays: (date: string) => `${date} 到期应付`, dueGets: (date: string) => `${date} 前到账`,
    channels: "各渠道", channelsNone: "没有成交", lots: (n: number) => `${n} 批`, receipts: "自结收付", receiptsNone: "这一天没有自结收付", received: "收到", given: "付出", methods: { cash: "现金", wechat: "微信", alipay: "支付宝", bank: "转账", card: "刷卡", other: "其他", allowance: "让利" },
    nothing: "这一天没有往来", nothingWhy: "没有买卖，也没有往来款。换一天看看。", gets: "应收", pays: "应付", advances: "预付", advanceStates: { open: "付款中", paid: "已付", failed: "未付成，已退回结算单" }, open: "打开单据", choose: "找一户", chooseHint: "户名、拼音", simulated: "模拟支付：没有真的付款", show: (n: number) => `看全部 ${n} 行`, ledger: "往来账", party: "户名",
  },
  terms: {
    importTitle: "导入账期", importIntro: "一行一户一个方向一个开始日。同一天再约定一次就是改；过去的照原样留着。空着的格子不改。", title: "账期与规则", intro: "每一方什么时候收款、付款，走哪条路；哪些天银行不上班；预付和更正的限额。已出的单据不受影响。", defaults: "市场默认", parties: "单独约定", bankDays: "银行工作日", rules: "预付与更正",
    seller: "付给卖方", buyer: "向买方收", when: "账期", way: "方式", from: "开始", by: "谁定的", reason: "原因", state: "状态", inForce: "有效", later: "将生效", past: "已被替换", builtIn: "系统默认", asMarket: "随市场默认", set: "设账期", setDefault: "改默认", everyone: "所有没有单独约定的", nextBankDay: (date: string) => `下一个银行工作日：${date}`,
    days: (n: number, bank: boolean) => (n === 0 ? `当天（T+0）${bank ? "，遇休息日顺延" : ""}` : `T+${n} ${bank ? "个银行工作日" : "天"}`), monthEnd: (n: number, bank: boolean) => `${n === 0 ? "月底" : `月底 + ${n} ${bank ? "个银行工作日" : "天"}`}${n === 0 && bank ? "，遇休息日顺延" : ""}`,
    kind: "怎么算", kinds: { days: "成交日起算", month_end: "月底起算", market: "随市场默认" }, count: "加几天", counting: "数什么天", countings: { calendar: "自然日", bank: "银行工作日" }, none: "没有单独约定", noneWhy: "所有人都按市场默认。",
    bankNone: "没有登记例外", bankWhy: "周一到周五是银行工作日。节假日、调休在这里登记；系统不猜。", addDay: "登记", day: "日期", closed: "休息", open: "上班", note: "说明", noteHint: "例如：元旦",
    share: "预付比例 %", shareHint: "0 表示不开放预付。只给账期 T+0 的卖方。", after: "多少分钟后全额", afterHint: "一般取投诉期：过了这么久的成交按全额算，之前的按比例；0 表示一律按比例", limit: "更正限额", limitHint: "到这个金额就要第二个人确认；0 表示每一笔都要", saveRules: "改规则", rulesFrom: (date: string | null, by: string | null) => (date === null ? "还没有设过：不开放预付，每笔更正都要两人" : `${date} 起 · ${by ?? ""}`), saved: "已保存", badNumber: "请填数字", pick: "选一户", mine: "我的账期",
  },
  ageing: {
    title: "账龄", intro: (today: string) => `截至 ${today}，还没付的单据，按到期日算。到期当天不算逾期。`, sellers: "应付卖方", buyers: "应收买方", notDue: "未到期", upTo7: "逾期 1–7 天", upTo30: "逾期 8–30 天", older: "逾期 30 天以上", total: "合计", oldest: "最早到期", papers: "张数", overdueOnly: "只看逾期", none: "没有未付的单据", noneWhy: "日结后还没付的单据会出现在这里。", party: "户名", makeFile: "把到期的做成文件", made: (no: string) => `已做好 ${no}`, mine: "没付的按到期日分",
  },
  corrections: {
    title: "更正", intro: "金额记错了，在这里更正：写明原因，从谁到谁。入了账的不改，只能再做一笔相反的。", propose: "提出更正", from: "从", to: "到", market: "市场调整", seller: "的结算单", buyer: "的账单", amount: "金额", reason: "原因", reasonHint: "会印在双方的单据上", limitNow: (limit: string) => `${limit} 及以上要第二个人确认；同一人同一天对同一户的小额合并计算。`, limitZero: "现在每一笔都要第二个人确认。", alone: "这一笔您一人即可入账", second: "这一笔要另一位结算员确认",
    states: { proposed: "待确认", confirmed: "已入账", rejected: "已驳回" }, confirm: "确认入账", confirmWhy: "入账后不能改，只能再做一笔相反的更正。", reject: "驳回", takeBack: "撤回", takeBackTitle: (no: string) => `撤回 ${no}`, takeBackWhy: "会做一笔方向相反、金额相同的更正；原来那笔保持不变。", none: "没有更正", noneWhy: "提出的更正会显示在这里。", waiting: (n: number) => `${n} 笔等第二个人确认`, booked: "已入账", proposed: "已提出，等另一位结算员确认", corrects: (no: string) => `撤回 ${no}`, correctedBy: (no: string) => `已由 ${no} 撤回`, twoEnds: "两端要不一样，至少一端是户", own: "自己提出的，要由另一位确认", ends: "从 → 到", hands: "经手", on: (date: string) => `记在 ${date}`, badAmount: "请填金额，例如 128.50", any: "全部",
  },
  advance: {
    title: "当天预付", allowed: (most: string) => `现在最多可预付 ${most}`, how: (booked: string, share: string) => `已记账 ${booked}；新成交按 ${share}，过了投诉期的按全额，再减费用`, take: "预付", taken: "已记下，从今天的结算单里扣", amount: "金额", waiting: "待付的预付", paid: "已付", failed: "没付成", failReason: "原因", none: "没有待付的预付", reference: "银行流水号", all: "全部",
  },
  titles: { day: "日结", sales: "成交列表", reversals: "冲销", bank: "银行文件", statements: "我的结算单", bills: "我的账单", paper: "单据", slips: "配货单", slip: "配货单", fees: "收费表" },
  money: { gross: "成交额", corrected: "退回前日成交", direct: "买卖自结", transfers: "往来款", fees: "费用", packaging: "周转箱", net: "净额", total: "应付合计", carriedIn: "上期结转", due: "本期应收", dueBuyer: "本期应付", carriedOut: "结转下期" },
  columns: {
    no: "单号", name: "户名", deals: "笔数", quantity: "数量", state: "状态", lot: "批次", item: "商品", grade: "等级", unit: "单位", price: "单价", amount: "金额", channel: "渠道", grower: "花农", buyer: "采购商",
    time: "时间", date: "业务日", fee: "费用", basis: "怎么算", was: "原收", now: "应收", change: "本次", reason: "原因", bank: "开户行", account: "账号", line: "序号", subject: "对象", expected: "应为", found: "实为", difference: "差异", what: "情况", place: "位置", act: "办理",
  },
  common: { excel: "Excel", pdf: "PDF", receipt: "小票机", print: "打印", back: "返回", open: "打开", more: (n: number) => `再看 ${n} 行`, cancel: "取消", none: "—", loading: "正在读取…", search: "找单号、户名或拼音", yuan: "元", example: "示例费率", demo: "演示数据：人、货、钱都是模拟的" },
  day: {
    intro: (market: string) => `${market} · 当天的成交、库存、总账、单据和银行文件逐项相符，才算结清`,
    previous: "前一天", next: "后一天", firstOpen: (date: string) => `还有未结的日子：${date}`, noTrade: "这一天没有成交", noTradeWhy: "第一笔成交会打开这一天。",
    steps: ["交易中", "日结中", "已结", "已付清"], system: "系统", closingBy: (name: string) => `${name} 开始日结`, papersOf: (done: number, total: number) => `已出 ${done} / ${total} 张`,
    deals: "成交", growers: (n: number) => `${n} 位花农`, buyers: (n: number) => `${n} 位采购商`, reversed: "当天冲销", net: "净成交额", feesOfDay: "费用与周转箱", payout: "应付花农", collect: "应收采购商", paid: (amount: string) => `已付 ${amount}`, dealsUnit: "笔", reversedUnit: "笔",
    balanceTitle: "对账", balanced: "全部相符，差额为零", unbalanced: (n: number) => `有 ${n} 处不平`, pending: "日结后出", same: "相符", off: (amount: string) => `差 ${amount}`, listed: (amount: string) => `另列 ${amount}`,
    salesSum: "成交净额", equationHint: "下面每一格都要等于第一格", moneyHint: "钱往哪里去",
    itemsTitle: "差异与未了事项", itemsNone: "没有差异，也没有未了事项", itemsWhy: "逐笔、逐批、逐张核对，没有不符的地方。", blocks: "阻止日结", listedOnly: "已列明",
    close: "开始日结", closeTitle: (date: string) => `日结 ${date}`, closeWhy: "开始后这一天不再收新的成交，之后的成交记到下一天。每位花农出一张结算单，每位采购商出一张账单，并做好银行文件。已结的日子不能改，更正记在之后的日子。",
    closeDespite: "仍要日结", held: (lots: number) => `还有 ${lots} 批货冻结在未完成的交易里。现在日结，它们之后的成交会记到下一天。`, resume: "继续日结", resumeWhy: "日结停在半路。每一步都是独立的，继续会从停下的地方接着做。", closing: "正在出单", closedToast: (date: string) => `${date} 已结清`,
    papers: "结算单与账单", statements: "花农结算单", bills: "采购商账单", papersNone: "还没有单据", papersWhy: "日结以后，每位花农和采购商各有一张。", all: "全部",
    files: "银行文件", filesNone: "没有银行文件", filesWhy: "日结时自动做好；之后补了账号或被退回的，可以补做一份。", payoutFile: "代付文件", debitFile: "代扣清单", fileProgress: (paid: number, lines: number) => `已执行 ${paid} / ${lines}`, fileFailed: (n: number) => `退回 ${n}`, makePayout: "补做代付文件", makeDebit: "补做代扣清单",
    sales: "看成交", slips: "配货单", source: "成交、批次流水、总账、单据、银行文件，逐笔比对",
  },
  sales: { intro: "每一笔都能点开到批次、花农和采购商。要更正，在这里提出冲销。", none: "没有成交", reverse: "冲销", reversing: "冲销待确认", reversed: "已冲销" },
  reversal: {
    intro: "一人提出，另一人确认。已结的日子不改，更正记在确认当天的单据里。", propose: "提出冲销", proposeTitle: (lot: string) => `冲销 ${lot}`, reason: "原因", reasonHint: "写给花农和采购商看的，会印在单据上", goods: "货怎么办", returned: "退回库存", writtenOff: "报损",
    what: (quantity: string, gross: string) => `${quantity}，${gross}。确认后：花农少收、采购商少付，费用按没有这一笔重新计算。`, proposed: "已提出，等另一位结算员确认", confirm: "确认冲销", reject: "驳回", confirmed: "已冲销", rejected: "已驳回", states: { proposed: "待确认", confirmed: "已冲销", rejected: "已驳回" },
    by: (name: string, at: string) => `${name} · ${at}`, own: "自己提出的，要由另一位确认", none: "没有冲销", noneWhy: "提出的冲销会显示在这里，等另一位结算员确认。", on: (date: string) => `记在 ${date}`, confirmWhy: "确认后不能撤回；花农和采购商的单据、总账、库存和授信同时更正。",
  },
  sheets: { marks: { title: "导入收付标记", intro: "先导出，把银行办成的改成“已付”，退回的改成“银行退回”并写原因，再导入。记了已付不能撤回。", counted: (n: number) => `${n} 张` } },
  bank: {
    detail: "明细",
    intro: "交给银行的文件做好后不再改动。屏幕上账号只显示后四位，文件里是全的；下载会留痕。", lines: "笔数", total: "合计金额", madeBy: "制作", encoding: "编码", utf8: "UTF-8（带 BOM）", gb18030: "GB18030", take: "下载文件", taken: (sha: string) => `已下载，校验 ${sha}`,
    markAll: (n: number) => `全部 ${n} 笔标为已执行`, marking: (done: number, total: number) => `正在登记 ${done} / ${total}`, markedAll: (n: number) => `已登记 ${n} 笔`, markOne: "已执行", failOne: "退回", failTitle: (name: string) => `${name} 被银行退回`, failReason: "银行给的原因", failHint: "例如：户名不符、账号不存在", failed: "已登记退回，可以补做文件",
    reference: "银行流水号", referenceHint: "选填，印在总账摘要里", states: { at_bank: "处理中", paid: "已执行", failed: "退回" }, confirmAll: "登记后总账记收付款，采购商的授信随之恢复。不能撤回。", notHere: "没有这份文件",
  },
  mine: {
    statementsIntro: "每天一张，写明每一笔成交和每一项费用是怎么算出来的。", billsIntro: "每天一张，写明每一笔采购和每一项费用是怎么算出来的。", soFar: (date: string) => `${date} 到目前为止`, draft: "还没日结，数字还会变", unpaidSeller: "还没到账", unpaidBuyer: "还没付", paidSeller: "本月已到账", paidBuyer: "本月已付",
    none: "还没有结算单", noneWhy: "卖出第一批货，第二天就有结算单。", noneBills: "还没有账单", noneBillsWhy: "买到第一批货，当天日结后就有账单。", detail: "看明细", deals: (n: number) => `${n} 笔`, arrives: "预计到账", pays: "预计应付", today: "今天", slip: "今天的配货单",
  },
  paper: {
    claim: "投诉", transfers: "往来款", transferKinds: { claim: "质量赔付", commission: "代拍佣金", rebate: "返佣", penalty: "违约金", deposit: "定金", deposit_back: "退定金", packaging: "周转箱押金", packaging_back: "退周转箱押金", packaging_loss: "周转箱赔偿", levy: "市场费用", correction: "更正", advance: "预付", advance_back: "预付退回" } as Readonly<Record<string, string>>, withMarket: "市场", betweenYou: "自结", statement: "花农结算单", bill: "采购商账单", grower: "花农", buyer: "采购商", account: "收款账户", accountBuyer: "付款账户", noAccount: "没有登记银行账号，请联系结算员", lines: "成交明细", corrections: "退回的前日成交", charges: "费用", sums: "合计", gradeChange: (from: string, to: string) => `${from} → ${to}`,
    taken: (date: string) => `${date} 已退回`, sameDay: "当天退回，不计", originally: (date: string) => `原成交 ${date}`, goods: { returned: "货退回", written_off: "货报损" }, corrects: (date: string) => `更正 ${date}`, noCharges: "没有费用", linesCut: (shown: number, total: number) => `只显示前 ${shown} 行，共 ${total} 行；全部在 Excel 里`,
    scan: "扫码打开这张单据", footer: "费用按日合计计算，逐项四舍五入到分一次，任何人都能按上面的数字复算。已出的单据不再改动，更正记在之后的单据里。", find: "打开单据", paidAt: (at: string) => `${at} 已付`, failedWhy: (why: string) => `银行退回：${why}`, unpaid: "待付", carriedHint: "上一张单据不足抵扣的部分",
  },
  how: {
    rate_on_gross: (rate: string, gross: string, result: string) => `${gross} × ${rate} = ${result}`, per_unit: (rate: string, n: string, result: string) => `${n} 单位 × ${rate} = ${result}`, per_lot: (rate: string, n: string, result: string) => `${n} 批 × ${rate} = ${result}`,
    per_transaction: (rate: string, n: string, result: string) => `${n} 笔 × ${rate} = ${result}`, per_day: (rate: string, _n: string, result: string) => `当天 ${rate} = ${result}`, min: (bound: string) => `不足 ${bound}，按 ${bound}`, max: (bound: string) => `超过 ${bound}，按 ${bound}`, was: (before: string, after: string) => `原收 ${before}，应收 ${after}`,
  },
  slip: { intro: "按批次取货。扫码可以打开这张单。", buyer: "采购商", date: "业务日", none: "这一天没有买到货", noneWhy: "成交以后，配货单会列出批次、花农、数量和位置。", lots: (n: number) => `${n} 批`, scan: "扫码打开", picked: "取货", signature: "取货人签字", potExtra: "盆器另算", noPlaces: "每批货的位置见批次标签。", noPlace: "见批次标签", sums: "合计", list: "今天的采购商", deals: (n: number) => `${n} 笔` },
  fees: {
    seller: "花农付", buyer: "采购商付", example: "这是示例费率，不是任何市场的真实收费。", rules: "计算规则",
    ruleLines: ["每项费用按一方当天的合计算一次，四舍五入到分一次，不是逐笔算。", "“每批”按当天不同批次的数目，“每笔”按成交笔数，“每天”当天有成交就收一次。", "最低、最高在算出来之后再套用；没有成交就不收最低额。", "冲销以后，原来那天的费用按没有这一笔重新计算，差额退还或补收。"],
    tryTitle: "费用试算", tryIntro: "填上一天的成交，看花农实得多少、采购商要付多少；用的是写结算单的同一条规则。", tryGross: "成交额", tryLots: "批次", tryDeals: "笔数", tryUnits: "数量", tryResult: (who: string) => `${who}费用合计`, tryNet: "花农实得", tryPays: "采购商应付",
    trySeller: "花农", tryBuyer: "采购商", badNumber: "请填数字", fewDeals: "每批至少一笔", fewUnits: "每笔至少一个单位",
  },
};
export type PageWords = typeof zh;

/** What the contract pages say. Refusals and shared terms stand in the module's own words. */
export const zh = {
  titles: { mine: "合同", desk: "合同总览", draft: "写合同", edit: "改草稿", handover: "合同交货", contract: "合同" },
  common: { more: (n: number) => `再看 ${n} 份`, cancel: "取消", close: "关闭", none: "—", search: "找合同号、商品、户名或拼音", error: "没有读到", optional: "可不填", all: "全部", excel: "导出 Excel", done: "已办好", days: (n: number) => `${n} 天`, percent: (n: number) => `${n}%`, to: "至" },
  columns: {
    no: "合同号", item: "商品", parties: "卖方 → 买方", state: "状态", quantity: "约定", called: "已要货", delivered: "已交货", price: "价格", deposit: "在押定金", deviations: "偏差", dates: "期限", next: "下次交货", period: "期", planned: "计划", band: "可要范围", most: "还能要", due: "交货日", asked: "要货", held: "已留货", lot: "批次", deeds: "", amount: "金额", seller: "卖方", buyer: "买方",
  },
  mine: {
    intro: "和固定的客户、固定的花农，把一段时间的货和价先谈定：各付定金，按期要货，到货自动记账。", fresh: "写合同", none: "还没有合同", noneWhy: "和对方谈好数量、价格和时间后，由一方写草稿、送对方看，双方签署即生效。", open: "进行中", over: "已结束", waiting: (n: number) => `有 ${n} 件等您办`, formula: "按行情公式", fixed: (price: string) => `固定 ${price}`, next: (day: string) => `下次交货 ${day}`, noNext: "没有待交的货", needs: "等您办", progress: (called: string, delivered: string, of: string) => `已要 ${called}，已交 ${delivered}，约定 ${of}`, calls: "要货清单",
  },
  desk: {
    intro: "中心只看、不参与：合同由双方自己签、自己办；到期由系统按条款判定。产业办永远不是合同的一方。", any: "全部状态", none: "没有合同", noneWhy: "双方送出的合同会显示在这里；没送出的草稿只有写的人看得到。", running: "履行中", deposits: "在押定金", deviations: "履行中合同的偏差", unit: "份", times: "次",
    offices: "产业办名录", officesWhy: "信用代码以 11 开头的机关自动排除。产业办若登记为事业单位（如花卉中心），在这里登记后也不能成为合同的一方；登记后不能撤销。", officeName: "名称", officeCode: "统一社会信用代码", officeAdd: "登记", officeBad: "填 18 位信用代码和名称", officeNone: "还没有登记",
  },
  handover: { intro: "花农已把货留在市场的要货。交接后按合同价记账；当天没人交接的，过了日子由系统自动记账。", none: "没有待交接的货", noneWhy: "要货到日、花农派了已到货的批次后，会显示在这里。", deliver: "交货入账", done: (what: string) => `已入账 ${what}`, later: (day: string) => `${day} 起可交接` },
  contract: {
    next: "下一步", periods: "分期", calls: "要货与交货", noCalls: "还没有要货", noCallsWhy: "合同履行中，买方按期要货；最晚提前的天数写在条款里。", terms: "条款", paper: "文本与签署", money: "定金与偏差", history: "经过", noDeviations: "没有偏差", noDeposits: "没有定金", range: (lower: string, upper: string) => `${lower} – ${upper}`, whole: "全部", left: (n: string) => `还能要 ${n}`,
    grade: "等级", anyGrade: "不限", lowest: (grade: string) => `低至 ${grade} 级可收`, substitutes: "可替代", lead: "提前要货", answer: "花农答复", hours: (n: number) => `${n} 小时内，不答视为全数确认`, grace: "补交宽限", penalties: "违约金（货值）", penaltyText: (short: number, tolerance: number, late: number, off: number, taken: number) => `短交 ${short}%（容许 ${tolerance}%）· 迟交 ${late}% · 低等级 ${off}% · 未提 ${taken}%`,
    defaults: "违约", defaultText: (n: number, under: boolean) => `偏差满 ${n} 次${under ? "，或任何一期低于下限" : ""}，或全部数量低于下限`, note: "另约", deposits: (seller: string, buyer: string) => `卖方 ${seller} · 买方 ${buyer}`, madeBy: (who: string) => `${who}起草`, renews: (no: string) => `续自 ${no}`, renewedBy: (no: string) => `已续签为 ${no}`, defaulted: (who: string, why: string) => `${who}违约：${why}`, ended: "期满，双方定金已退", cancelled: "已终止", stat: { agreed: "约定", called: "已要货", delivered: "已交货", deposit: "在押定金", deviations: "偏差" },
    priceFixed: (price: string, per: string) => `固定 ${price}/${per}`, deviation: (kind: string, amount: string, money: string) => `${kind} ${amount} · 违约金 ${money}`, noMoney: "由定金承担", depositKinds: { put: "放下", back: "退回", forfeit: "归对方" }, percentOf: (price: string, percent: number) => `${price} × ${percent}%`, periodN: (n: number) => (n === 0 ? "全部" : `第 ${n} 期`), callN: (n: number) => `要货 #${n}`, endAsked: (who: string, why: string) => `${who}提出提前终止：${why}`,
  },
  deeds: {
    edit: "改草稿", propose: "送对方看", proposeWhy: "送出后文本固定、不能再改，双方都可以签。要改须先收回。", take_back: "收回修改", decline: "不同意", declineWhy: "写明哪里要改，草稿退回对方。", sign: "读文本并签署", cancel: "取消合同", cancelWhy: "取消后不能恢复，只能重新写。", call: "要货", end_early: "提前终止", endWhy: "写明原因。对方同意后合同终止：留的货放回，双方定金如数退还。", agree_end: "同意终止", agreeWhy: "同意后合同立即终止，留的货放回，双方定金退还。", withdraw_end: "收回终止提议", renew: "续签", renewWhy: "按同样的条款写一份新草稿，各期顺延。对方看过、双方签署后才生效。", renewDays: "顺延天数", reason: "理由", reasonBad: "写明理由", faults: "送出前还要改：",
    waits: { draft: "草稿只有您看得到。看一遍，没有问题就送对方看。", proposed: "文本已固定，等双方签署。谁先签都可以。", signed: "一方已签，等另一方。签署后合同立即生效，双方定金记入当日单据。", running: "合同履行中。" },
    todo: { answer: (n: number) => `有 ${n} 次要货等您答复。`, assign: (n: number) => `有 ${n} 次要货还没派足批次。`, call: (most: string, least: string | null) => `本期还能要 ${most}${least === null ? "" : `，至少还要 ${least} 才到下限`}。`, waiting: (n: number) => `有 ${n} 次要货在等花农答复。`, next: (day: string) => `下次交货 ${day}。`, nothing: "眼下没有要办的。" },
  },
  call: {
    title: "要货", day: "哪天要", quantity: "数量", hint: (most: string) => `本期最多还能要 ${most}`, dayHint: (day: string) => `最早 ${day}`, noPeriod: "这天不在交货期里", note: "备注", send: "要货", sent: (no: string) => `已要货 ${no}`, bad: "数量看不懂", beyond: "超出还能要的数量", period: (n: number, from: string, to: string) => `第 ${n} 期 ${from} 至 ${to}`, estimate: (price: string) => `按最近公布的行情约 ${price}`,
    answer: "答复", answerTitle: "答复要货", answerAll: "全数确认", answerLess: "只能部分", answerQuantity: "能供多少", answerReason: "为什么少", answered: "已答复", assign: "派批次", assignTitle: "派批次", assignWhy: "选自己的批次：已到货的当场留住，未到货的先记下，过磅收货时自动留住。", noLots: "没有合适的批次", noLotsWhy: "需要约定的商品和等级，且还有没许出去的数量。先去报一批货。", declare: "报货", free: (n: string) => `可用 ${n}`, status: { declared: "未到货", received: "已到货", offered: "已上架" } as Readonly<Record<string, string>>, assignSum: (given: string, open: string) => `已派 ${given}，还缺 ${open}`, fits: { agreed: "", lower: "低等级，按约扣", not_graded: "未定级" },
    cancel: "撤回", deliver: "交货入账", deliverWhy: "货已交到买方手上。按合同价记入双方单据。", unassign: "撤下", asked: "要货", confirmed: "确认", held: "已留货", earmarked: "未到货", delivered: "已交货", silent: "逾期未答，视为全数确认", answerBy: (when: string) => `${when} 前答复`, price: "单价", computed: "怎么算的", problem: (code: string) => (code === "over_credit" ? "买方额度不够，货还留着。过了宽限期算买方未提。" : code === "grade_not_agreed" ? "有批次未定级或等级不符，不能交。" : `没能入账（${code}）`), by: (name: string, when: string) => `${name} · ${when}`, list: "要货清单",
  },
  price: {
    title: "价格", fixed: "固定价", formula: "按行情公式", price: "单价", floor: "不低于", cap: "不高于", factor: "系数", factorHint: "1 = 行情价；0.95 = 打九五折", premium: "加减", premiumHint: "可以是负数", basis: "参考价", day: "某一天的平均价", mean: "最近几次公布的平均", publications: "最近几次", lag: "交货前几天", lagHint: "留出公布行情的时间", missing: "没有公布时", last: "用最近一次公布价", base: "用保底价", basePrice: "保底价", refGrade: "参考等级", ungraded: "未分级", venue: "行情", market: "交易中心", stall: "档口",
    preview: "按最近公布的行情试算", none: "这个商品和等级最近没有公开的行情，现在会用保底价。", now: "今天要货", published: (n: number) => `近 60 天公布 ${n} 次`, how: (reference: string, factor: string, premium: string, linked: string) => `${reference} × ${factor}${premium} = ${linked}`, bound: { floor: "到下限", cap: "到上限", none: "" }, trend: "试算走势", used: (n: number) => `取了 ${n} 次公布价`, on: "参考日", reference: "参考价", result: "合同价",
  },
  draft: {
    intro: "一项一项填，存成草稿；送出之前只有您看得到。", side: "我是", partner: "对方", partnerHint: "输入户名、拼音或手机尾号（至少两个字）", partnerNone: "没有找到。对方要先在市场登记。", change: "换", item: "商品", itemHint: "输入商品名或拼音首字母", grade: "等级", lowest: "最低可收", lowestHint: "低于约定但可收的等级，按约扣款", noLower: "不收低等级", substitutes: "可以替代的商品", addSubstitute: "加一个",
    goods: "货", plan: "分期", from: "从哪天起", weeks: "几周", quantity: "总数量", make: "排成每周一期", addPeriod: "加一期", remove: "删掉", planned: "数量", sum: (sum: string) => `各期合计 ${sum}`, differs: "各期合计与总数量不同，存草稿时以合计为准", band: "总量上下浮动 %", periodBand: "每期上下浮动 %", range: (lower: string, upper: string) => `${lower} 至 ${upper}`, deposits: "定金", depositSeller: "卖方定金", depositBuyer: "买方定金", depositHint: (percent: string) => `约为货值的 ${percent}`,
    rules: "要货与违约（已按常用值填好）", lead: "提前几天要货", answer: "几小时内答复", grace: "补交宽限天数", short: "短交 %", tolerance: "短交容许 %", late: "迟交 %", off: "低等级 %", taken: "未提 %", deviations: "几次偏差算违约", under: "一期低于下限", underDefault: "直接违约", underDeviation: "记一次偏差", note: "另约", save: "存草稿", saved: (no: string) => `草稿 ${no} 已存`, missing: { partner: "选对方", item: "选商品", quantity: "填数量", plan: "排分期", price: "填好价格", figures: "有一格不是数字或超出范围" }, excel: "Excel 分期计划", excelIntro: "一行一期：期、开始日、结束日、计划数量。导入后总数量按各期合计。", periods: (n: number) => `${n} 期`,
  },
  paper: {
    hash: "文本指纹 SHA-256", seal: "签署指纹 SHA-256", signatures: "签署", none: "还没有人签", notYet: "送对方看之后，文本才固定下来。", pdf: "下载 PDF", text: "看文本", verify: "核验", verifyTitle: "核验合同", verifyWhy: "系统从存档的条款重新生成文本，算出指纹，与存档、签署和下面填的指纹逐一比对。", typed: "纸面上的指纹（可不填）", typedBad: "64 位，数字和 a–f", sound: "核验通过：文本、条款、签署都没有改动。", unsound: "核验不通过：有内容与签署时不同。", textStands: "文本与指纹一致", termsStand: "执行的条款与文本一致", signaturesStand: "签署与文本一致", sealStands: "签署指纹一致", given: { none: "", terms: "纸面指纹 = 文本指纹", seal: "纸面指纹 = 签署指纹", neither: "纸面指纹对不上" }, recomputed: "重新算出", run: "核验", yes: "一致", no: "不一致",
    signTitle: "签署合同", signRead: "请从头读到尾。签署后您以自己的账号对这段文本负责，文本不能再改。", signDeposit: (amount: string) => `双方都签后合同立即生效，您的定金 ${amount} 记入当日单据。`, signDo: "我已读完，签署", signed: "已签署", running: "双方已签，合同生效", language: "英文仅供参考，以中文为准。",
  },
};
export type PageWords = typeof zh;

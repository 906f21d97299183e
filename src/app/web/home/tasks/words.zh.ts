/** The three things of each role. */
export const zh = {
  grower: {
    lots: "今天的批次", lotsUnit: "批", lotsNote: (expected: string, graded: string) => `${expected} 批待交 · ${graded} 批已定级`, lotsNone: "今天还没有报批次", declare: "发一批货",
    sold: "今天卖出", soldUnit: "盆（株、支）", soldNote: (units: string) => `卖出 ${units}（按各批次单位）`, soldNone: "还没有成交", see: "看我的批次",
    payout: "明天到账（预计）", payoutNote: (fees: string) => `已扣费用 ${fees}`, payoutNone: "今天没有可付的款", unpaid: (money: string) => `另有 ${money} 已结待付`, statements: "看结算单",
  },
  merchant: {
    stall: "我的档口", none: "还没有", noneWhy: "请市场经理开好档口", write: "开单", sold: "上次结账以来卖出", soldNote: (bills: string) => `${bills} 单`, owed: "客户欠我", owedNote: (n: string) => `${n} 位客户`, old: (money: string) => `其中 ${money} 超过 60 天`, book: "看赊账本",
    till: "钱箱现金", tillNote: "打烊时点一点", close: "去结账",
  },
  buyer: {
    session: "现在的场次", sessionNone: "没有", sessionOpen: (lots: string) => `还有 ${lots} 批`, sessionNext: (date: string, lots: string) => `${date} 开，已排 ${lots} 批`, join: "入座买花", plan: "看场次",
    credit: "可用额度", creditNote: (limit: string, used: string) => `额度 ${limit}，已用 ${used}`, creditNone: "还没有授信额度，请联系结算员", bills: "看账单",
    wins: "今天买到", winsUnit: "批", winsNote: (money: string) => `合计 ${money}`, winsNone: "还没有买到", slip: "看买到的",
  },
  pooled: {
    asks: "统购来问您", asksUnit: "批待答复", answer: "去答复", see: "看承诺", toBring: (n: string) => `已承诺、还要送 ${n}（按各商品单位）`, nothingToBring: "没有还要送的",
    mine: "我的统购订单", unit: "单", write: "写一单", waits: (n: string) => `${n} 单等您办`, nothingWaits: "都在办，没有等您的", hub: "统购订单", board: "看板", hubNote: (waiting: string, risky: string) => `${waiting} 单等中心办 · ${risky} 单有风险`,
  },
  agency: {
    lists: "代拍采购单", unit: "张", take: "录采购单", work: "去代拍台", none: "没有在办的采购单", urgent: (n: string) => `${n} 行急的还没买`, missing: (n: string) => `还有 ${n} 行没买齐`, mine: "托人代拍", give: "托人代拍", see: "看买到的", filled: (filled: string, units: string) => `已买 ${filled} / ${units}`,
  },
  auctioneer: {
    session: "场次", sessionOpen: "正在拍卖", sessionPlanned: (date: string, lots: string) => `${date} · ${lots} 批`, sessionNone: "没有排好的场次", desk: "去主持台",
    lots: "待拍批次", lotsUnit: "批", lotsNote: (sold: string, passed: string) => `成交 ${sold} 批 · 流拍 ${passed} 批`, queue: "看排队",
    ready: "已定级待上钟", readyUnit: "批", readyNote: (waiting: string) => `另有 ${waiting} 批待收、待定级`, put: "排上钟",
  },
  grader: {
    expected: "待收货", received: "待定级", graded: "已定级", unit: "批", expectedNote: "今天报来、还没到", receivedNote: "已点数，等定级", gradedNote: (offered: string) => `另有 ${offered} 批已上钟`, receive: "去收货", grade: "去定级", see: "看今天的批次", done: "都办完了",
  },
  cashier: {
    day: "业务日", dayNote: (deals: string, gross: string) => `${deals} 笔 · ${gross}`, earlier: (date: string) => `${date} 还没有日结`, states: { none: "没有成交", open: "未结", closing: "日结中", closed: "已结", paid: "已付清" }, close: "去日结",
    differences: "差异", differencesUnit: "处", differencesNone: "成交、库存、总账、单据、银行五处相等", differencesSome: "逐条列出，结清前不能日结", check: "看核对",
    payout: "应付花农", payoutNote: (papers: string) => `${papers} 张结算单待付`, papers: "看结算单",
  },
  operator: {
    parties: "会员主体", partiesUnit: "家", partiesNote: "花农、采购商、代拍人", register: "登记主体",
    arrivals: "今天来货", arrivalsUnit: "批", arrivalsNote: (expected: string, graded: string) => `${expected} 批待收 · ${graded} 批已定级`, arrivalsSee: "看来货",
    credit: "额度快用完", creditUnit: "家", creditNote: (n: string) => `${n} 家有授信，余额不足一成的`, creditSee: "看授信",
  },
  system_admin: {
    accounts: "账号", unit: "个", accountsNote: (disabled: string) => `其中停用 ${disabled} 个`, open: "开账号",
    stale: "九十天没用过", staleNote: "不用的账号请停用", staleNone: "没有闲置账号", see: "看账号",
    locked: "正在锁定", lockedNote: "密码连错五次，一刻钟后自动解开", lockedNone: "没有被锁的账号",
  },
  security_admin: {
    admins: "三员", adminsUnit: "人", adminsNote: (system: string, security: string, audit: string) => `系统 ${system} · 安全 ${security} · 审计 ${audit}`, roles: "授予岗位",
    stale: "有权而闲置", staleUnit: "个", staleNote: "九十天没登录还有岗位的账号", staleNone: "没有", see: "看账号",
    refused: "被拒的操作", refusedUnit: "次", refusedNote: (n: string) => `最近 ${n} 条留痕里`, trail: "看审计",
  },
  auditor: {
    trail: "审计链", whole: "完整", broken: (n: string) => `第 ${n} 段不符`, trailNote: (blocks: string, lines: string) => `${blocks} 段 · ${lines} 条`, see: "看审计",
    ledger: "总账合计", ledgerNote: (sets: string) => `${sets} 组分录，每组为零`, ledgerBad: (n: string) => `有 ${n} 组不平`, balances: "看余额",
    day: "今日差异", dayUnit: "处", dayNote: (gross: string) => `成交额 ${gross}`, daySee: "看核对",
  },
};
export type TaskWords = typeof zh;

/** What the pages of offers say; refusals and names of actions stand in ../words.zh.ts. */
export const zh = {
  titles: { market: "买花", orders: "订单", order: "订单", offers: "我的供货", requests: "求购", overview: "渠道概览" },
  kinds: { presale: "钟前预售", catalogue: "目录价", offer: "定向报价" },
  levels: { unit: "单件", box: "箱", layer: "层", trolley: "车" },
  lineStates: { open: "在售", waiting: "未开始", over: "已截止", ended: "已撤下" },
  orderStates: { cart: "购物车", placed: "待花农确认", confirmed: "已确认", booked: "已成交", cancelled: "已取消", expired: "已超时", short: "到货不足" },
  lineOrderStates: { reserved: "预留中", placed: "待花农确认", confirmed: "已确认", booked: "已成交", cancelled: "已取消", expired: "已超时", short: "到货不足" },
  requestStates: { open: "求购中", filled: "已买齐", cancelled: "已撤回", expired: "已过期" },
  market: {
    intro: "余量是真的：谁在哪个渠道买走，这里马上少。", search: "花名、花农、拼音或首字母，如 hdl", all: "全部", category: "类别", kind: "渠道", order: "排序", orders: { name: "按名称", price: "按价格", left: "按余量", ends: "按截止" },
    left: (amount: string) => `余 ${amount}`, gone: "已订完", arrived: "货在场", coming: "未到货，点数后成交", until: (when: string) => `${when} 截止`, from: (when: string) => `${when} 开始`, minimum: (amount: string) => `${amount} 起订`,
    step: (level: string, price: string) => `满 1 ${level} ${price}`, byHand: "花农确认后成交", buy: "订", more: (n: number) => `再看 ${n} 条`, empty: "没有找到能订的花", emptyHint: "换个词，或去“求购”写下要什么，让花农来报价。", toRequests: "去求购", shown: (n: number, all: number) => `${n} / ${all} 条`,
    potExtra: "盆另算", grade: (grade: string) => `${grade} 级`, ungraded: "未分级", live: "余量实时更新", stale: "断线，余量可能不是最新", inCart: (amount: string) => `购物车里有 ${amount}`, forYou: "给您的报价",
  },
  buy: {
    title: (name: string) => `订 ${name}`, quantity: "数量", hint: "可写 120、2箱、1层，或点下面加", add: (amount: string) => `加 ${amount}`, put: "放进购物车", change: "改数量", take: "移出购物车", sum: "合计", price: "单价", reason: (level: string) => `满 1 ${level} 的价`, group: "客户组价",
    done: "已放进购物车", unread: "看不懂，请写 120 或 2箱", steps: "价格阶梯", from: (amount: string) => `${amount} 起`, all: "全要",
  },
  cart: {
    title: "购物车", empty: "购物车是空的", emptyHint: "点“订”就预留：货和额度替您留着，到时自动放开。", left: (time: string) => `替您留到还有 ${time}`, place: "下单", empties: "清空", note: "给花农的话", lines: (n: number) => `${n} 行`, sum: "合计", credit: (money: string) => `还可用额度 ${money}`,
    placed: (no: string) => `订单 ${no} 已下`, open: "看购物车", lapsed: "上次的预留已超时，货和额度都放开了", again: "照原样再留一次", close: "收起", remove: (name: string) => `移出 ${name}`,
  },
  orders: {
    intro: "从下单到成交，一张单看到底。", search: "订单号或采购商", state: "状态", side: "买卖", bought: "我买的", sold: "我卖的", all: "全部", no: "订单号", when: "时间", buyer: "采购商", lines: "行数", quantity: "数量", amount: "金额", status: "状态", cut: (n: string) => `少 ${n}`,
    empty: "还没有订单", emptyHint: "在“买花”里订的花会出现在这里。", toAnswer: (n: number) => `${n} 行待确认`, more: "再看", print: "打印", pdf: "PDF", printPdf: "打印（PDF）", packing: "当天备货清单", onDay: (day: string, buyer: string) => `${day} ${buyer} 的订单`, allOrders: "看全部订单", cancel: "取消能取消的行", cancelTitle: (no: string) => `取消订单 ${no}？`, cancelWhy: "未到货、未确认的行会取消，货和额度马上放开；已成交的不变。", cancelled: "已取消",
    item: "商品", grower: "花农", price: "单价", lots: "批次", change: "改", changeTitle: "改这一行", newQuantity: "新数量（写 0 是取消）", changed: "已改好", confirm: "确认", decline: "拒绝", declineTitle: "拒绝这些行？", reason: "原因", answered: "已回复", confirmAll: (n: number) => `全部确认（${n}）`,
    by: (name: string) => `${name} 下单`, short: (cut: string, ordered: string) => `订 ${ordered}，到货少 ${cut}`, total: "合计", scan: "扫码打开这张订单", demo: "演示数据，非真实货物", answerBy: (when: string) => `请在 ${when} 前回复`, find: "找商品、花农或批次", showing: (n: number, all: number) => `显示 ${n} / ${all} 行`, step: (level: string) => `满${level}价`, groupPrice: "组价",
  },
  grower: {
    intro: "一批货可以先预售一部分、挂目录、报给老客户；卖的是同一批，不会卖重。", add: { presale: "设预售", catalogue: "挂目录", offer: "报价" }, groups: "客户组", toConfirm: "待确认", past: "看过去的", present: "看在售的", empty: "还没有", emptyHint: { presale: "钟前一天起卖一部分，价钱自己定。扫码收货前都能改。", catalogue: "把一周能供的货挂出来，数量是真的。", offer: "只给一个客户或一个组看的价，到时自动失效。" },
    taken: (taken: string, all: string) => `已订 ${taken} / ${all}`, change: "改", end: "撤下", endTitle: "撤下这一条？", endWhy: "已经订走的照样算数。", ended: "已撤下", saved: "已挂好", declare: "先发批次", share: (share: number) => `占 ${share}%`, forWhom: (name: string) => `给 ${name}`, answerTo: "求购的报价",
  },
  form: {
    title: { presale: "钟前预售", catalogue: "目录价", offer: "定向报价" }, lot: "哪一批", lots: "哪些批次", noLots: "没有可用的批次", noLotsHint: "先发一批，再来挂。预售只能用还没收货的批次。", share: "预售占这批的", shareHint: (most: number) => `最多 ${most}%，其余上钟`, comes: (amount: string) => `合 ${amount}`, price: "单价", priceHint: (unit: string) => `每${unit}多少元`, steps: "量大价低（可不填）", step: (level: string) => `满 1 ${level}`,
    group: "组价", quantity: "挂多少", most: (amount: string) => `现在有 ${amount}`, from: "从", to: "到", day: "哪天上钟", until: "有效到", untils: { h2: "2 小时", h6: "6 小时", d1: "明天此时", d3: "三天", d7: "一周" }, who: "给谁", customer: "一个客户", toGroup: "一个组", search: "姓名或拼音", minimum: "起订量", hand: "怎么成交", auto: "有货即成交", byHand: "我确认后成交", note: "给买家的话", save: "挂出去", saveChange: "保存修改", priceMissing: "请填价格，最多到分", pick: "请选批次", whom: "请选客户或组", more: "更多选项",
  },
  groups: { title: "客户组", name: "组名", members: "成员", add: "新建客户组", save: "保存", drop: "删除", empty: "还没有客户组", emptyHint: "把老客户放进一个组，就能给他们单独的价。", saved: "已保存", dropped: "已删除", remove: (name: string) => `移出 ${name}`, members2: (n: number) => `${n} 人`, edit: "改" },
  requests: {
    intro: "买家写要什么，花农拿批次来报价，买家挑着接受。", ask: "发求购", askTitle: "我要买", item: "商品（可不选）", spec: "规格要求", specHint: "双梗、含苞三成、带包装袋……", quantity: "数量", day: "哪天要", price: "心里的价（可不填）", note: "备注", send: "发出去", sent: (no: string) => `求购单 ${no} 已发出`, answer: "我来报价", accept: "接受", acceptTitle: (name: string) => `接受 ${name} 的报价`, accepted: (no: string) => `已下单 ${no}`, cancel: "撤回", cancelled: "已撤回",
    filled: (done: string, all: string) => `已买 ${done} / ${all}`, wanted: (day: string) => `${day} 要`, idea: (price: string) => `想 ${price}`, answers: (n: number) => `${n} 个报价`, noAnswers: "还没有人报价", empty: "还没有求购", emptyHint: "找不到合适的花，就写下来让花农找您。", emptyGrower: "现在没有买家求购，新求购会马上出现在这里。", anonymous: "一位采购商", mine: "我的求购", search: "规格、商品或单号", yours: "我的报价", state: "状态",
  },
  sheets: {
    cart: { title: "导入订货单", intro: "先导出，在“订货数量”里填数再导入，就放进购物车；空着是不要。自己的单子写商品、花农、数量也行。", counted: (n: number) => `${n} 条` },
    lines: { title: "导入供货", intro: "有内部编号的行是改，没有的是新挂。渠道空着算目录价。", counted: (n: number) => `${n} 条` },
    groups: { title: "导入客户组", intro: "一行一个客户；没有的组会新建。", counted: (n: number) => `${n} 位` },
    requests: { title: "导入求购", intro: "单号空着的行是新求购；已发的不能改，只能撤回重发。", counted: (n: number) => `${n} 条求购` },
  },
  overview: { intro: "钟以外的渠道现在卖得怎样，谁在等谁。", offered: "挂出", taken: "已订", left: "余", amount: "今日成交", channel: "渠道", lines: "条", carts: "购物车", reserved: "预留中", toConfirm: "待花农确认", promised: "未到货已订", short: "今天到货不足", requests: "求购中", orders: "今日订单", settings: "供货规则", share: "预售最多占一批的 %", opens: "预售开始（距上钟日零点的分钟，负数是前一天）", closes: "预售截止（分钟）", keeps: "购物车保留分钟", confirm: "花农确认时限（小时）", save: "保存", saved: "已保存" },
  common: { cancel: "不改了", close: "关闭", error: "没读出来", per: (unit: string) => `/${unit}`, offline: "连不上市场，请检查网络。", retry: "再试" },
};
export type PageWords = typeof zh;

export const zh = {
  none: "您还没有档口", noneWhy: "请带身份证到市场服务台登记，市场经理开好档口后这里就能开单。", unreachable: "这台设备还没有存过档口资料", unreachableWhy: "第一次要连着网打开一次，以后断网也能开单。", choose: "选档口",
  cancel: "取消", save: "保存", close: "关上", remove: "删掉", print: "打印", roll: "小票机", reason: "原因", phone: "手机号", name: "称呼", group: "分组", note: "备注", optional: "可不填", item: "商品", quantity: "数量", price: "单价", total: "合计", date: "日期", by: "经手",
  demo: "演示数据，非真实交易",
  state: { waiting: (n: number) => `${n} 张还没传`, conflict: (n: number) => `${n} 张要处理`, offline: "没有网，照常开单，有网自动传", signIn: "登录过期了，单子都在这台设备上。重新登录后自动上传。" },
  counter: {
    walkIn: "散客", find: "拼音首字母、名字、手机尾号", customers: "客户", fresh: "新客户", goods: "货", findGoods: "找货：拼音首字母", noGoods: "档口还没有货", noGoodsWhy: "先到“货”里点一次到货。", toGoods: "去到货", left: (n: string) => `剩 ${n}`, out: "没了",
    owes: (m: string) => `欠 ${m}`, free: (m: string) => `可赊 ${m}`, bill: "这一单", empty: "点货就加进来", cash: "现金", wechat: "微信", alipay: "支付宝", credit: "赊账", part: "部分付", today: (n: string, m: string) => `今天 ${n} 单 · ${m}`, clear: "清空",
    no: "单号", done: "开好了", next: "开下一单", slip: "小票", provisional: "临时号，联网后换正式号", kept: "已存在这台设备上", line: (w: string, t: string) => `${w}，${t}`, change: "改", unit: "单位", per: (u: string) => `每${u}`, lump: "一口价", each: "单价", pot: "盆器另算", potEach: "每盆", add: "加入", update: "改好",
    last: (p: string) => `上次 ${p}`, bad: "数量看不懂", noPrice: "还没有价钱", short: (n: string) => `账上只剩 ${n}，交单后会提示处理`, floor: (m: string) => `不能低于 ${m}`, over: (m: string) => `超出可赊 ${m}，联网后可能不通过`,
    payTitle: "收款", paid: "已收", rest: "还差", allowance: "抹零", finish: "开单", tooMuch: "收多了", needFull: "散客要付清", noCredit: "您不能赊账",
  },
  customer: { title: "新客户", register: "登记", pick: "选这个客户" },
  bills: {
    title: "单子", find: "单号、客户", day: "哪一天", no: "单号", customer: "客户", total: "金额", due: "未付", state: "状态", open: "有效", void: "作废", changed: "有退货", waitingTitle: "还没入账的单", waiting: "等上传", conflict: "要处理", none: "这一天没有单子", sum: "合计", moved: (made: string) => `${made} 开，当天已结，记在这一天`,
    mend: "处理", drop: "作废", dropTitle: "作废这张没入账的单", dropWhy: "客人手里可能有小票。作废后这张单不能再入账，原因会留下。", mendTitle: "处理这张单", countUp: "实际有货，盘盈", countUpWhy: "写明原因，差的数盘到库存里", payRest: "差额按现金收齐", again: "重新上传", now: (m: string) => `现在合计 ${m}`,
    return: "退货", returnTitle: "退货", voidTitle: "作废单子", voidWhy: "货退回库存，收的钱原路退。只能当天作废。", back: "退几个", goods: "货怎么处理", returned: "放回库存", writtenOff: "坏了，报损", refund: "现在退钱", refundHint: "没付的部分会直接从欠款里减", toAccount: "不退，留在账上", history: "经过", payments: "收款", lines: "货", lots: "批次", made: "开单", received: "入账", booked: "入账单号", exchange: "换货：先退货，再开一张新单。",
  },
  credit: {
    title: "赊账本", total: "总欠款", customer: "客户", balance: "欠款", limit: "额度", free: "可赊", upTo7: "7 天内", upTo30: "8–30 天", upTo60: "31–60 天", older: "60 天以上", advance: "预付", none: "还没有客户", noneWhy: "开单时点“新客户”，写个称呼就行。", statement: "对账单", before: "上期余额", after: "期末余额", from: "从", to: "到",
    pay: "收欠款", payHint: "先还最早的欠款", amount: "金额", method: "方式", setLimit: "设额度", limitHint: "客户最多能欠多少", bill: "单号", what: "事项", change: "金额", running: "余额", sign: "客户签字：", edit: "改称呼",
  },
  goods: {
    title: "档口的货", arrive: "到货", purchases: "市场里买来的货", take: "上架", fetch: "自己的批次", lotNo: "批次号", source: "货从哪来", cost: "进价（只有老板看得到）", costShort: "进价", stock: "库存", lot: "批次", left: "剩", brought: "进", kind: "来源", came: "到货时间", none: "没有货", recount: "盘点", counted: "实际有", all: "连卖完的一起看", find: "拼音首字母找商品", saved: "到货已入库", pick: "选商品",
  },
  till: {
    title: "档口结账", since: (at: string) => `从 ${at} 起`, first: "还没有结过账", bills: "单数", sold: "卖出", returned: "退货", creditGiven: "新赊", creditPaid: "收回欠款", expected: "账上", counted: "点出来", difference: "差", why: "差的原因", opening: "开门备用金", close: "结账", closed: "结好了", history: "以前的结账", n: "次序", none: "没有结过账", nothing: "上次结账以后没有生意", waiting: (n: number) => `还有 ${n} 张单没传上来，先联网再结账更准`,
  },
  helpers: {
    title: "帮手", add: "添加帮手", login: "他的登录名", loginHint: "先请市场给他开账号", role: "身份", mayCredit: "可以赊账", mayCountUp: "可以盘点盘盈", allowanceMax: "最多抹零", returnMax: "最多退货", active: "在用", dismissed: "已停用", dismiss: "停用", none: "还没有帮手", noneWhy: "一个人看店不用设。帮手用自己的账号开单，谁开的看得见。", yes: "可以", no: "不可以",
    floors: "给帮手的最低价", floor: "最低价", noFloors: "没有设最低价", setFloor: "设最低价", lift: "取消",
  },
  sheets: {
    customers: { title: "导入赊账客户", intro: "没有的客户会登记，有的改分组、额度和备注；期初欠款只记一次。", counted: (n: number) => `${n} 位客户` },
    goods: { title: "导入到货与盘点", intro: "批次号空着的行是新到的货；有批次号的行，改数量就是盘点，要写原因。", counted: (n: number) => `${n} 批货` },
    prices: { title: "导入最低价", intro: "按商品编码；最低价空着就是不设。", counted: (n: number) => `${n} 个商品` },
    stalls: { title: "导入档口", intro: "商户要先登记。没有的档口号会开档口，有的改店名和营业。", counted: (n: number) => `${n} 个档口` },
  },
  hall: { title: "档口列表", open: "开档口", hall: "展厅", number: "档口号", stallName: "店名", keeper: "商户", state: "状态", on: "营业", off: "停用", find: "档口号、店名、商户", none: "还没有档口", party: "找商户：名字或拼音", shut: "停用", reopen: "恢复" },
};
export type PageWords = typeof zh;

/** What the pages of intake say; the module's own words (states, grades, defects) stand in ../words.zh.ts. */
export const zh = {
  titles: { form: "发批次", change: "改批次", lots: "我的批次与钱", lot: "批次", desk: "收货与分级", label: "标签" },
  form: {
    intro: "一分钟发完。没填完也不怕丢，下次接着填。", forWhom: (name: string) => `替 ${name} 发`, copyLast: "照上次再发一批", copied: "已照上次填好，改数量就行", lastOn: (day: string) => `上次 ${day}`,
    grower: "是哪位花农的货", findGrower: "姓名或拼音", noGrower: "没有这位花农", pickGrower: "请选花农", changeGrower: "换人",
    item: "什么花", recent: "常发的", find: "找别的：名字、拼音或首字母", findShort: "输入 hdl 可找蝴蝶兰", noItem: "没有找到这个商品", noItemHint: "换个说法试试，或请收货台添加商品", pickItem: "请选是什么花", changeItem: "换商品", more: (n: number) => `还有 ${n} 种，请再多打几个字`, moreGrowers: (n: number) => `还有 ${n} 位，请再多打几个字`,
    quantity: "多少", quantityMissing: "请填数量", packs: "装箱", equals: (text: string) => `合 ${text}`, unread: "看不懂，请改一下", tooMany: "数量太大", noPack: "这个商品没有这种装法", quantityHint: "点数字，再点单位；可以连着写，如 2车1层",
    floor: "保护价", floorNone: "不设", floorHint: "低于这个价就不卖；不填由拍卖师定", floorLast: (text: string) => `上次 ${text}`, floorUnread: "价钱看不懂，最多到分", fromBatch: (no: string) => `从在圃 ${no} 采`, notFromBatch: "不是这批", lately: (text: string) => `近日成交均价：${text}`, latelySource: "来源：公布的行情表",
    photo: "照片", photoHint: "拍整盆正面，光线亮些。没有照片的批次排在最后拍。", photoOld: "这是上次的照片，最好重拍一张", photoFailed: "照片没传上去，已留在本机，联网后再传",
    extras: "备注、日期、盆器", note: "备注", noteHint: "写给买家看：腊月二十前出完、带包装袋……", day: "哪天送来", today: "今天", tomorrow: "明天", dayAfter: "后天", otherDay: "别的日子", potExtra: "盆器另算", potExtraHint: "报价不含盆，盆另外收钱",
    submit: "发出", submitWhat: (what: string) => `发出 ${what}`, save: "保存修改", saved: "已改好", discard: "清空重填", keepTyping: "先填上面标红的地方",
    sent: "发出去了", sentHint: "送货时报这个号，或让收货台扫码。", again: "再发一批", same: "同样的再发一批", toLots: "看我的批次", printLabel: "打印标签", number: "批次号",
    kept: "已存在本机", keptHint: "现在没有网络。有网后自动发出，不会重复。", outbox: (n: number) => `${n} 批等网络发出`, outboxProblem: "这一批没发成", drop: "不发了", retry: "再发",
  },
  lots: {
    intro: "每批货到哪一步、卖了多少、多少钱。", newLot: "发批次", today: "今天", earlier: "更早", all: "全部", waiting: "待到货", inHall: "在场", done: "已结束",
    count: "批次", sold: "今天卖出", money: "今天货款", payout: "明天到账", payoutHint: (fees: string) => `按现在的成交估算，已扣费用 ${fees}`, payoutNone: "还没有成交", payoutWhen: "日结后第二天付款",
    empty: "还没有批次", emptyHint: "发出第一批，到货、分级、成交都会显示在这里。", emptyToday: "今天还没有批次", more: (n: number) => `再看 ${n} 批`, of: (a: number, b: number) => `${a} / ${b}`,
    declared: "报", counted: "到", average: "均价", gross: "货款", soldOf: (sold: string, all: string) => `已售 ${sold} / ${all}`, passed: (text: string) => `流拍 ${text}`, unsold: (text: string) => `剩 ${text}`, noPhoto: "没有照片",
  },
  lot: {
    steps: ["报批次", "到货点数", "分级", "上钟", "结束"] as readonly string[], and: "、", facts: "这批货", history: "经过", sales: "成交", noSales: "还没有成交", noSalesHint: "卖出后逐笔列在这里，不显示买家。",
    change: "改", cancel: "撤回", cancelTitle: (no: string) => `撤回批次 ${no}？`, cancelWhy: "撤回后不能恢复，要卖得重新发。", cancelReason: "为什么（选填）", cancelled: "已撤回", copy: "照这个再发", label: "标签", back: "我的批次", toDesk: "到收货台办",
    declared: "报数", written: "写的是", counted: "到货点数", difference: "差数", reason: "原因", grade: "等级", floor: "保护价", planned: "送货日", pot: "盆器", potExtra: "另算", potIn: "含在价内", by: "谁报的", grower: "花农", town: "镇街", note: "备注", defects: "缺陷", refusal: "退回原因", onHand: "现存", held: "上钟冻结", sold: "已售", passed: "流拍", gross: "货款", average: "均价",
    when: "时间", channel: "渠道", quantity: "数量", price: "单价", amount: "金额", total: "合计", by2: (name: string, as: string) => `${name}（${as}）`,
    scan: "正在打开", unknownCode: "这个码打不开", unknownCodeHint: (no: string) => `没有批次 ${no}，或它不属于您。`, floorNone: "未设", noReason: "未说明",
  },
  desk: {
    intro: "扫码或打字找批次，点数，按 A–E 定级。", introLooking: "当天每个批次走到哪一步，谁的货，几级。", search: "扫码、批次号、花农或商品拼音", all: "全部", nothing: "没有要办的批次", nothingHint: "花农发出批次后会出现在这里。", noMatch: "没有找到", noMatchHint: "换个说法，或查看别的日期。", pick: "请选一个批次", pickHint: "左边点一行，或扫标签上的码。",
    day: "日期", previous: "前一天", next: "后一天", onBehalf: "代报批次",
    receive: "点数收货", counted: "点到", same: "与报数一致", differs: (text: string) => `比报数${text}`, moreBy: (n: string) => `多 ${n}`, lessBy: (n: string) => `少 ${n}`, reason: "为什么不一样", reasons: ["路上碰坏", "装车少装", "装车多装", "冻伤", "点错重点"] as readonly string[], receiveDo: "收货", received: (no: string) => `${no} 已收货`,
    grade: "分级", gradeHint: "按 A B C D E 定级，回车确认，自动到下一批", gradeDo: (grade: string) => `定为 ${grade} 级`, graded: (no: string, grade: string) => `${no} 定为 ${grade} 级`, measured: "量到的", defects: "缺陷", photo: "现场照片", regrade: "改级", regradeReason: "为什么改级", regradeDo: (grade: string) => `改为 ${grade} 级`,
    recount: "复点", recountReason: "为什么复点", recountDo: "记下复点", recounted: (no: string) => `${no} 已复点`, refuse: "退回", refuseTitle: (no: string) => `退回批次 ${no}？`, refuseWhy: "货退还花农，不再上钟。写明原因，花农看得到。", refuseReasons: ["虫害", "病害（灰霉等）", "冻伤", "与所报不符", "检疫手续不全"] as readonly string[], refused: (no: string) => `${no} 已退回`,
    label: "打标签", packaging: "收发周转箱", nextLot: "下一批", offered: "已上钟，公布给买家的内容不再改。", over: "这批已经结束。", openLot: "看全部经过", gradeWords: { A: "特级", B: "一级", C: "二级", D: "三级", E: "等外" } as Record<string, string>,
    keys: { same: "与报数一致", search: "找批次", move: "上下选", grades: "定级", confirm: "确认", label: "打标签", next: "下一批" },
    importTitle: "导入批次", importIntro: "批次号空着的行是新批次。", lots: (n: number) => `${n} 批`,
    of: (a: number, b: number) => (a === b ? `${b} 批` : `显示 ${a} / ${b} 批`),
  },
  label: { title: "标签", print: "打印标签", pdf: "PDF", roll: "58 mm 小票机", grade: "级", ungraded: "未分级", quantity: "数量", grower: "花农", day: "送货日", demo: "演示数据，非真实货物", loading: "正在画码…", a6: "A6 标签纸（105 × 148 mm），贴在第一箱或车头。" },
  common: { lot: (no: string) => `批次 ${no}`, perUnit: (unit: string) => `/${unit}`, grade: (grade: string) => `${grade} 级`, ungraded: "未分级", error: "没读出来" },
};
export type Words = typeof zh;

/** What the pages of agents say. */
export const zh = {
  titles: { desk: "代拍台", fresh: "录采购单", give: "托人代拍", clients: "我的客户", mine: "我的代拍单", manifest: "代拍清单", statement: "对账单" },
  common: {
    error: "没有打开", save: "保存", cancel: "取消", none: "—", pdf: "PDF", excel: "Excel", search: "查找", back: "返回", all: "全部", more: (n: number) => `再看 ${n} 条`, lookedAt: (time: string) => `${time} 的情况，自动更新`, from: "从", to: "到",
    item: "商品", quantity: "数量", unitPrice: "单价", goods: "货款", commission: "佣金", client: "客户", agent: "代拍人", state: "状态", day: "日期", note: "备注", reason: "理由", grade: "等级", line: (n: number) => `第 ${n} 行`,
  },
  desk: {
    intro: "客户的采购单、还差什么、买到的货分给谁。", fresh: "录采购单", byRule: "按规则分配", shared: (fills: number, units: number) => (fills === 0 ? "没有能分的：要么没有空余，要么不合等级或限价" : `分了 ${fills} 笔，共 ${units}`),
    openLists: "在办采购单", urgent: "急单未买", free: "买到未分", owed: "客户欠款", lists: "采购单", open: "在办", closed: "已结束", none: "还没有采购单", noneWhy: "把客户发来的文字贴进来，核对后就是一张采购单；也可以导入 Excel。",
    purchases: "买到未分的货", noneFree: "买到的都分完了", noneFreeWhy: "在拍卖钟、供货市场或档口以您的名义买到的货，会先按规则分给客户；没人要的留在这里，是您自己的。", give: "分给客户", fits: (n: number) => `${n} 行可分`, fitsNone: "没有合适的",
    settings: "分配规则", byRuleOn: "成交后自动按规则分", byRuleOff: "只由我手工分", byRuleLabel: "买到以后", shareLabel: "同样急的怎么分", settingsWhy: "先急单，再优先，再一般；同一档先给指定这个商品的，再给可替的。低于客户等级或高过限价的不分。",
    allocate: "分给客户", which: "给哪一行", howMany: "分多少", wanted: (client: string, open: string, limit: string | null) => `${client} · 差 ${open}${limit === null ? "" : ` · 限 ${limit}`}`, given: "已分",
  },
  columns: { no: "采购单", client: "客户", wanted: "要货日", progress: "已买 / 要买", urgent: "急", goods: "货款", commission: "佣金", given: "下单", lot: "批次", seller: "供货人", channel: "渠道", quantity: "数量", free: "未分", price: "成交价", item: "商品", place: "货位", boxes: "箱", trolleys: "笼车", name: "客户", town: "地区", owes: "欠款", open: "在办", phone: "尾号", last: "最近往来", kind: "事项", amount: "金额", balance: "余额", day: "日期" },
  fresh: {
    intro: "把客户发来的文字贴进来，一行一行核对；确认以后才成为采购单。", introMine: "把要买的写下来或贴进来，选一位代拍人；核对以后交给他。", whom: "哪个客户", agent: "交给哪位代拍人", choose: "请选择", paste: "采购文字", pasteHint: "可以一行一个，也可以几个写在一行。例：红掌 大红 5寸 A级 200盆 不超过12块 急",
    read: "读成采购单", again: "重新读", byHand: "手工加一行", wantedOn: "要货日", note: "给代拍人的话", give: "确认下单", lines: (n: number) => `${n} 行`, look: (n: number) => `${n} 行要看`, stop: (n: number) => `还有 ${n} 行没定商品或数量`, message: "原文", unread: "没读进采购单的文字", cut: "文字太长，只读了前面一部分。", nothing: "没有读出要买的东西", nothingWhy: "请写上品种和数量，例如「白掌 100盆」。", noClient: "请先选客户", done: (no: string) => `已下单 ${no}`, noClients: "还没有客户", addClient: "登记客户", terms: "他的佣金",
    item: "商品", words: "目录里没有，按文字代买", lookUp: "查目录…", lookUpHint: "拼音、首字母都行", limit: "限价", limitHint: (unit: string) => `每${unit}最高，空着不限`, limitSaid: (said: string) => `原文 ${said}，已折算`, gradeAny: "不限", gradeLeast: "最低等级", priority: "优先级", substitute: "可替代", remove: "去掉", restore: "恢复", sure: (n: number) => `把握 ${n}%`, spec: "要求", quantityHint: "200、2箱、1万盆 都行",
    excel: "Excel 采购单", excelIntro: "行号空着的是新行。商品写编码或名称；目录里没有的，只写要求。", useExcel: "也可以导入 Excel",
  },
  problems: {
    no_item: "没看出要什么", unknown_item: "目录里没有", unsure_item: "可能是几种商品，请选一个", no_quantity: "没写数量", bad_quantity: "数量读不准，请改", second_quantity: "有两个数量，取了前一个", second_price: "有两个价，取了前一个", guessed_price: "这个数当成了限价", about_price: "写的是「左右」，按上限算", inherited: "品种沿用上一行", unread: "没看懂",
  },
  parts: { item: "商品", word: "说明", quantity: "数量", price: "限价", grade: "等级", size: "规格", wish: "要求", unread: "没看懂" },
  work: {
    live: "实时", wanted: (day: string) => `${day} 要货`, by: (who: string) => `${who} 下单`, bought: "已买", ofWanted: (filled: string, wanted: string) => `${filled} / ${wanted}`, left: (amount: string) => `还差 ${amount}`, limit: (money: string) => `限 ${money}`, noLimit: "不限价", atLeast: (grade: string) => `${grade} 级以上`, substitute: "可替", said: "原话",
    fills: "买到的", noFills: "还没有买到", from: (seller: string) => `供货 ${seller}`, hiddenSeller: "供货人不公开", refunded: (money: string) => `已退 ${money}`, back: { moved: "改分配", reversed: "成交冲销" }, byRule: "按规则", byHand: "手工", ended: (who: string, why: string) => `${who}结束：${why}`, whoAgent: "代拍人", whoClient: "客户",
    how: (goods: string, percent: string, unit: string | null) => `${goods} × ${percent}${unit === null ? "" : ` + ${unit}`}`, howMinimum: "，按最低收", howCap: "，按封顶收", sum: "合计", owe: "应付", lines: "要买的", source: "客户原文", close: "结束采购单", closeLine: "结束这行", change: "改", takeBack: "撤回", addLines: "加行", fillsExcel: "成交 Excel", manifest: "清单", statement: "对账",
    closeWhy: "没买齐的会按这个理由告诉对方；已买到的不变。", takeBackWhy: "撤回后这些货回到您自己名下，客户不再欠这笔。", none: "没有这样的采购单",
    onOffer: "现在能买的", pick: "选一行，看它现在能从哪里买。", offers: "供货市场", clock: "拍卖钟", free: "我手里未分的", nothing: "现在没有", nothingWhy: "没有同款的供货或拍卖批次。可以发求购，或到档口问。", toRequests: "发求购", toMarket: "看供货市场", toClock: "去拍卖钟", cart: "放进购物车", toCart: "去购物车下单", leftOf: (amount: string) => `余 ${amount}`, start: (money: string) => `起拍 ${money}`, floor: (money: string) => `保护价 ${money}`, recent: (money: string) => `近价 ${money}`, limitOrder: "预埋单", planned: "未开场", inCart: (amount: string) => `已放进购物车：${amount}`, limitPlaced: "预埋单已下", limitRefused: (why: string) => `预埋单没收：${why}`, least: (amount: string) => `${amount} 起订`, price: "最高价", stall: "档口", stallWhy: "先到档口登记，商户开单时选您，买到的就自动分给客户。", stallNumber: "档口号", stallVisit: "登记为客户", stallDone: (stall: string) => `档口 ${stall} 的客户名单里有您了，请商户开单时选您`, freeHere: (n: string) => `您手里还有 ${n} 合这一行，去代拍台分。`,
  },
  mine: { intro: "托代拍人买的，买到什么、什么价、还差多少，随时看。", give: "托人代拍", none: "还没有托人代拍", noneWhy: "选一位代拍人，把要买的写给他；买到一笔，这里就多一笔。", statement: "对账", manifest: "清单", owes: "欠代拍人", agents: "代拍人", lists: "我的采购单", open: "在办", closed: "已结束", nothing: "还没买到" },
  clients: {
    intro: "您登记的客户，和自己找来的采购商。别的代拍人看不到。", add: "登记客户", edit: "改客户", name: "怎么称呼", phone: "手机（选填）", town: "地区", note: "备注（客户看不到）", hides: "不让他看到供货人", hidesHint: "清单和成交里不写供货人", came: { contact: "我登记的", party: "自己来的" }, none: "还没有客户", noneWhy: "登记一位客户，就能替他录采购单、记收款。", terms: "一般佣金与返利", excel: "导出 Excel", owed: "合计欠款",
  },
  terms: {
    title: "佣金与返利", own: "这位客户单独约定", general: "一般约定", noneYet: "还没有约定，佣金按 0 算", from: "从哪天起", rates: "佣金比例", rateFrom: "货款满", percent: "比例", addTier: "加一档", dropTier: "去掉", perUnit: "另按每销售单位", minimum: "每行最低", cap: "每行封顶", noCap: "不封顶", rebate: "月返利", rebateFrom: "当月货款满", reason: "理由", save: "从那天起执行", saved: "已定", how: "每行佣金 = 货款 × 比例 + 数量 × 每单位，四舍五入到分一次；不低于最低、不高于封顶。货款到哪一档，整行按哪一档。月返利按当月货款到的那一档算，月末后记账。",
    said: (percent: string) => `货款的 ${percent}`, tier: (from: string, percent: string) => `满 ${from} 按 ${percent}`, perUnitSaid: (money: string) => `每单位 ${money}`, minimumSaid: (money: string) => `每行最低 ${money}`, capSaid: (money: string) => `每行封顶 ${money}`, noRebate: "无月返利", rebateSaid: (from: string, percent: string) => `月满 ${from} 返 ${percent}`, wrong: "数字不对：比例 0–100，最多四位小数；金额最多两位小数，档次要从小到大。",
  },
  statement: {
    carried: "期初", balance: "现欠", goods: "货款", commission: "佣金", rebate: "返利", paid: "已付", pay: "记收款", payTitle: "记一笔收款", amount: "金额", amountHint: "退给客户的写负数", method: "方式", methods: { cash: "现金", wechat: "微信", alipay: "支付宝", bank: "银行转账", card: "刷卡", other: "其他", allowance: "抹零让利" }, memo: "说明", wrongAmount: "请写金额，最多两位小数", noted: "已记", none: "这段时间没有往来", soFar: (goods: string, money: string) => `本月货款 ${goods}，月末约返 ${money}`, terms: "约定", setTerms: "定佣金", edit: "改客户", period: "期间", lists: "他的采购单", newList: "替他录单", credit: "多付",
  },
  link: { give: "给他看的链接", title: "给客户看的链接", why: "客户没有账号也能看自己的单：买到什么、什么价、还差多少，实时更新，什么也改不了。链接只显示这一次，发给他本人；再做一个，旧的就作废。", make: "做一个链接", again: "换一个新链接", end: "停用链接", copy: "复制", copied: "已复制", ended: "链接已停用", on: "有一个链接在用", seen: (client: string) => `${client} 的代拍单`, by: (agent: string) => `${agent} 代拍 · 实时`, none: "近来没有采购单", gone: "链接不对，或代拍人已停用。请向代拍人要新的。" },
  manifest: { intro: (from: string, to: string) => (from === to ? from : `${from} 至 ${to}`), none: "这几天没有买到货", noneWhy: "换个日期看看。", sums: "合计", print: "打印", hidden: "供货人未写给客户" },
};
export type PageWords = typeof zh;

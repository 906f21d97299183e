/** What the packaging pages say. Refusals and shared terms stand in the module's own words. */
export const zh = {
  titles: { dock: "收发周转箱", desk: "周转箱", mine: "我的周转箱", piece: "编号" },
  common: { cancel: "取消", none: "—", all: "全部", more: (n: number) => `再看 ${n} 条`, pieces: (n: string) => `${n} 个`, search: "户名或拼音", error: "没有读到", done: "办好了", save: "保存", days: (n: number) => `${n} 天` },
  columns: { no: "单号", date: "日期", act: "事项", kind: "种类", quantity: "数量", from: "从", to: "到", money: "押金与赔偿", party: "户名", held: "在手", deposit: "在押押金", days: "最久", overdue: "超期", share: "损耗率", returned: "完好归还", damaged: "损坏", lost: "丢失", depot: "场内", out: "在户", repair: "待修", scrapped: "报废", bought: "总数", reason: "说明", by: "经手", numbers: "编号", since: "起", place: "在哪里", reminded: "提醒" },
  money: { taken: (sum: string) => `收押金 ${sum}`, back: (sum: string) => `退押金 ${sum}`, charge: (sum: string) => `赔偿 ${sum}`, paper: (day: string) => `记在 ${day} 的单据` },
  dock: {
    give: "领出", take: "收回", who: "谁", find: "拼音、首字母、手机尾号，或扫批次标签", nobody: "没有这一户", nobodyWhy: "换个写法再找；新户请市场经理登记。", change: "换人", what: "什么", heHas: (n: number) => `他有 ${n}`, yard: (n: number) => `场内 ${n}`, howMany: "几个", all: (n: number) => `全部 ${n}`,
    scan: "扫编号（可连续扫）", scanHint: "扫一个加一个；也可以贴上一串。", scanned: (n: number) => `已扫 ${n} 个`, remove: (no: string) => `去掉 ${no}`, noKinds: "还没有周转箱种类", noKindsWhy: "请市场经理先建种类、定押金。", lot: (no: string) => `批次 ${no} 随车`,
    harm: "有损坏、丢失或多出来的", harmClose: "收起", good: "完好", charge: "怎么收", reason: "什么情况", photo: "检验照片", photoHint: "拍到坏处。收钱的损坏一定要有照片。", numbers: "编号",
    deposit: (sum: string) => `收押金 ${sum}`, byFee: "押金已在收费标准里，这里不再收", backAsPaid: "押金按当时交的退", doGive: (n: number, kind: string) => `领出 ${n} 个${kind}`, doTake: (n: number, kind: string) => `收回 ${n} 个${kind}`, pickKind: "再选是什么", pickCount: "按几个", tooMany: (n: number) => `他只有 ${n} 个；多的记在“捡回”`,
    done: "记好了", holds: (party: string, n: number, kind: string) => `${party} 现在有 ${n} 个${kind}`, slip: "打印收发单", again: "同一户再办", next: "下一户",
  },
  desk: {
    intro: "谁手里有多少、押了多少钱、放了多久，每一个都能查到哪天谁经手。", toDock: "收发", tabs: "看什么", pool: "总览", balances: "各户", log: "流水", rates: "损耗率", questions: "问题", kinds: "种类与押金", adds: "场内 + 在户 + 待修 + 报废 + 丢失 = 总数，按流水核对，分毫不差。", deposits: "在押押金", depositsNote: (same: boolean): string => (same ? "与流水记账一致" : "与流水记账不一致，请查"), out: "在户", overdue: "超期", overdueNote: "超过该种类的天数", open: "待答复", openNote: "户里提的问题",
    onlyOverdue: "只看超期", remind: "提醒归还", reminded: "已提醒，他的页面上会看到", noBalances: "没有人持有", noBalancesWhy: "领出后会显示在这里。", noLog: "没有流水", noLogWhy: "购入、领出、归还都会一条条记在这里。", log1: "看流水", small: "数量少，只供参考", ratesNote: (from: string, to: string) => `${from} 至 ${to}：（损坏 + 丢失）÷（完好归还 + 损坏 + 丢失）`, noRates: "还没有归还记录", noRatesWhy: "有归还、损坏或丢失以后才有损耗率。",
    noQuestions: "没有问题", noQuestionsWhy: "户里对某条流水有疑问，会显示在这里。", answer: "答复", answerText: "怎么答", answerHint: "要更正，请另办一笔收发；旧的不改。", answered: "已答复", countTitle: "导入场内盘点", countIntro: "先导出盘点表，填上实盘数再导入。少的记盘亏，多的先从丢失里找回，再记盘盈。", countRows: (n: number) => `${n} 个种类`, exportBalances: "导出余额", exportLog: "导出流水", filter: "事项", from: "从", to: "到", trolleyNo: "查编号",
  },
  kinds: {
    add: "新建种类", code: "代码", codeHint: "大写字母和数字，定了不改", zh: "中文名", en: "英文名", family: "类别", numbered: "每个都有编号", yes: "是", no: "否", overdue: "超期天数", feeCode: "收费标准里的费目", feeHint: "收费标准已收这种押金的，写费目代码；有效期内这里不再收。", value: "定押金", deposit: "押金", replacement: "赔偿价", from: "生效日", reason: "为什么", history: "押金历史", bad: "有一格没填对", buy: "购入", buyCount: "买了几个", buyNote: "说明", bought: "已入场", labels: "编号标签", yard: "场内处理", act: "做什么", fromWhere: "从哪里", noValue: "未定押金", setFrom: (day: string) => `${day} 起`, days: (n: number) => `${n} 天算超期`, byFee: "押金由收费标准收取", numberedShort: "带编号",
  },
  mine: {
    intro: "您手里有几个、押了多少钱、是哪天领的；不对的，点那一条问。", none: "您手里没有周转箱", noneWhy: "送货、提货时领的花车和箱子会记在这里。", deposit: "在押押金", depositNote: "归还完好时按当时交的退", holds: "在手", reminder: (n: number, kind: string, days: number) => `有 ${n} 个${kind}超期未还，最久 ${days} 天，请尽快还回。`, since: (day: string, days: number) => `${day} 起，${days} 天`, pass: "转给别人", passTo: "转给谁", passFind: "户名或拼音", passCount: "几个", passNote: "说明", passNumbers: "编号（扫码或用空格隔开）", passSend: "提出转交", passWhy: "对方确认收到后才算转走：您的押金退给您，对方按今天的押金交。", passed: "已提出，等对方确认", waiting: "转交", incoming: (from: string, n: number, kind: string) => `${from} 转给您 ${n} 个${kind}`, outgoing: (to: string, n: number, kind: string) => `转给 ${to} ${n} 个${kind}`, confirm: "收到了", decline: "没收到", withdraw: "撤回", confirmWhy: "确认后记到您名下，并收今天的押金。",
    log: "收发记录", ask: "有疑问", askText: "哪里不对", askSend: "提问", asked: "已提问，市场会答复", questions: "我的问题", waitingAnswer: "等答复", answered: (by: string) => `${by} 答复`, slip: "今天的收发单",
  },
  piece: { intro: "扫花车上的码，看它在谁手里、放了多久。", find: "编号", look: "查", holder: "在哪里", since: "从哪天", days: "多久", history: "去过哪里", hidden: "在别的户里", label: "打印标签", notYours: "这是市场的周转器具。捡到请送回场内，谢谢。" },
};
export type PageWords = typeof zh;

/** What the pages of the clock say. The module's own words (refusals, states) stand in ../words.zh.ts. */
export const zh = {
  clockName: (n: number) => `${n} 号钟`,
  now: "此刻",
  stuck: { title: "没有入账的成交", why: "钟判了成交，账没有记上：货还冻结着。查清原因后，补记入账，或把货放回。只能处理一次。", book: "补记入账", release: "放回货", booked: (by: string) => `${by} 已补记`, released: (by: string) => `${by} 已放回`, problem: "账不收的原因", quick: ["核对无误", "买方弃购", "额度不足"] },
  lot: {
    lotNo: "批次", photo: "照片", category: "类别", pot: "盆径", spec: "规格", grade: "等级", quantity: "数量", packing: "装箱", potExtra: "盆器", potExtraYes: "另算", potExtraNo: "含盆", grower: "花农", town: "产地",
    note: "花农说", minPress: "起购", step: "每步降", floor: "保护价", start: "起拍价", recent: "近期成交", startShort: "起拍", recentShort: "近期", none: "—", unknownGrade: "未分级", noPhoto: "无代表照片", photoAlt: (item: string) => `${item} 的照片`,
    quality: (quality: string) => `质量 ${quality}`, gradeOf: (grade: string) => `${grade} 级`, cm: (n: number) => `${n} cm`, perBox: (n: number, unit: string) => `${n} ${unit}`, clock: "钟", place: "顺序", sold: "已售", value: "成交额", lastPrice: "最后成交价", status: "状态", next: "去向",
  },
  line: {
    connecting: "正在连接…", live: "已连接", lost: "断线，正在自动重连…", refused: "连接太多或太慢，稍后自动再连", stalled: "服务器在恢复，钟已停住", error: (ms: string) => `钟差 ±${ms} 毫秒`, roundTrip: (ms: string) => `往返 ${ms} 毫秒`,
    label: "连接质量", ms: (n: string) => `${n} 毫秒`,
  },
  hall: {
    title: "拍卖钟", chooseSession: "场次", workplace: "席位", firm: "本单位", seat: (no: number) => `${no} 号座`, noSeat: "未入座", join: "入座", joinWhy: "入座后冻结可用额度，就可以按钟和放预埋单。观看不用入座。", joined: "已入座", secondScreen: "第二屏",
    free: "可用额度", used: "已用", held: "按钟冻结", allowance: "本场额度", bought: "今天买到", deals: (n: number) => `${n} 笔`, view: "排列", viewFocus: "主钟", viewGrid: "网格", keys: "快捷键", presets: "数量键", clocks: "各口钟", swipe: "左右滑动换钟",
    noneTitle: "现在没有开着的场次", noneNext: (when: string, title: string) => `下一场：${when} ${title}`, noneAtAll: "下一场还没有安排。安排好以后这里会显示时间。", recent: "看已收场的场次", starts: (no: string) => `场次号 ${no}`,
    closedTitle: "这一场已经收场", closedText: (sold: string, value: string) => `成交 ${sold}，金额 ${value}。`, seeWins: "看我买到的", seeResults: "看全场结果",
    quantity: "数量", chooseQuantity: "先选数量再按钟", rest: "全部余量", restKey: "全部", clear: "清除数量", more: "加", less: "减", press: "按钟", pressNow: (quantity: string) => `按下即买 ${quantity}`, edit: "改数量键", save: "保存", editWhy: "每个键一个数量，单位是批次的销售单位。只存在这台设备上。", key: (n: number) => `键 ${n}`, reset: "恢复默认",
    boxes: (text: string) => `= ${text}`, box: (n: number) => `${n} 箱`, loose: (n: number, unit: string) => `${n} ${unit}`, lotFacts: "这批货",
    next: "接下来", nextOn: (clock: string) => `${clock} 接下来`, nextNone: "这口钟没有后面的批次了", nextFailed: "批次没有读到。", nextRetry: "再读一次", toGo: (n: number) => `还有 ${n} 批`, placeLimit: "预埋", limitOn: "预埋价", limitQuantity: "预埋数量", place: "放预埋单", placing: "正在放…", placed: "预埋单已放好", takeBack: "撤回", takenBack: "预埋单已撤回",
    limitHelp: "价格走到这里时自动替您按；同一步真人先按先得。", limitTooLow: "低于保护价，到不了这个价", limitTooHigh: "高于起拍价，开拍即成交", limitMin: (quantity: string) => `起购 ${quantity}`,
    mine: "买到", limits: "预埋", log: "消息", noWins: "还没有买到。按中以后立刻出现在这里。", noLimits: "还没有预埋单。在“接下来”里点“预埋”。", noLog: "还没有消息。", total: "合计", viaLimit: "预埋成交", pending: "入账中", stuck: "未入账，请联系结算员",
    won: (price: string, quantity: string) => `买到 ${quantity}，${price}`, wonLimit: "（预埋单）",
    beatenSteps: (ms: string, steps: number) => `被 ${ms} 毫秒 / ${steps} 档 领先`, beatenMs: (ms: string) => `同一步，被 ${ms} 毫秒领先`, beatenDraw: "同一步、同一毫秒，抽签没有抽中", late: (ms: string) => `晚到：判定后 ${ms} 毫秒才到`, refused: "没有生效：", armed: (quantity: string) => `已备好 ${quantity}，按下即买`,
    limitPlaced: (price: string) => `预埋 ${price} 已放好`, limitFired: (price: string) => `预埋 ${price} 触发，等待判定`, limitCancelled: "预埋已撤回", limitEnded: "预埋未成交", limitRefused: "预埋没有放成：", desk: (act: string) => `拍卖师${act}`,
    keyHelp: { press: "按钟", quantity: "选数量", rest: "全部余量", clear: "清除数量（不会误按）", step: "数量加减一个起购量", clock: "换钟", letter: "直接选钟", limit: "给当前批次放预埋单", grid: "主钟 / 网格", help: "显示快捷键" }, keyNames: { space: "空格", esc: "Esc", arrows: "← →", updown: "↑ ↓", digits: "1–9" },
    waiting: "等待开钟", finished: "这口钟没有批次了", pausedWhy: (why: string) => why || "拍卖师暂停", skipped: "跳过，排到最后", withdrawn: (why: string) => `撤下：${why}`, withdrawnShort: "撤下",
  },
  desk: {
    acts: "操作", title: "拍卖台", intro: "安排场次、排批次、主持现场、收场。每一步都记下是谁、为什么。", choose: "场次", plan: "安排新场次", planned: "场次已安排", none: "还没有场次", noneWhy: "先安排一场：日期、几口钟、每口钟的节奏。",
    form: { title: "名称", titleHint: "例：上午盆花场", date: "业务日期", clocks: "钟", addClock: "加一口钟", removeClock: (name: string) => `去掉 ${name}`, name: "钟名", stepMs: "步长", stepHint: "每一步价格停多久。40 毫秒约 4 秒走完一百步", holdMs: "等待窗", holdHint: "第一按到达后再等多久，让远处的买家也赶得上。0–400", graceMs: "批间间隔", graceHint: "成交后到下一轮起拍", restartSteps: "余量回升", restartHint: "余量从上一价加几步再降", takeAllBelow: "尾货归买家", takeAllHint: "剩余少于这个数，随最后一按带走；0 为不用", marginMs: "时刻宽限", photolessLast: "没有照片的排最后", liveBeforeLimit: "同一步真人先于预埋", anonymous: "成交不公布买家", anonymousHint: "公开的实地研究：匿名使价格高约 6 %", growers: "公布花农名字", more: "更多设置", ms: "毫秒", steps: "步", submit: "安排这一场", defaults: ["兰花钟", "盆花钟", "观叶钟", "草花多肉钟"], defaultTitle: "上午盆花场" },
    builder: { title: "可以上钟的批次", from: (day: string) => `${day} 已收货并分级`, source: "收货台", search: "批次号、商品、花农（可拼音）", none: "没有可以排的批次", noneWhy: "收货台分级以后，批次会出现在这里。", all: "全选", noneSelected: "清空", byItem: "按商品选", clock: "排到", auto: "自动：同一商品同一口钟", minPress: "起购量", next: "流拍后", start: "起拍价", floor: "保护价", basis: "依据", select: "选", propose: "建议", onHand: "在库", growersFloor: "花农保护价", queue: (n: number) => `排入 ${n} 批`, queueing: (done: number, all: number) => `正在排 ${done} / ${all}`, stop: "停下", done: (ok: number, bad: number) => (bad === 0 ? `排好 ${ok} 批` : `排好 ${ok} 批，${bad} 批没有排成`), median: (price: string, sales: number, margin: number) => `中位 ${price} · ${sales} 笔 · 加 ${margin}%`, noPhoto: "无照片，排最后", priceless: (n: number) => `${n} 批没有依据，请填起拍价` },
    queued: { title: "队列", none: "还没有排批次", noneWhy: "在下面选好批次，排到钟上。", correct: "更正", remove: "移出", skip: "跳过", withdraw: "撤下", order: "开钟时由公布过承诺的种子抽签决定顺序", drawn: "顺序已抽定", coverage: (n: number, of: number) => `${n} / ${of} 批` },
    live: { clocks: "各口钟", start: "开钟", pause: "暂停", resume: "继续", settings: "设置", skip: "跳过这批", withdraw: "撤下这批", pauseAll: "全部暂停", toGo: (n: number) => `还有 ${n} 批`, noLot: "钟上没有批次", notHosted: "正在等服务器接手主持…", problems: (n: number) => `${n} 笔成交还没有入账，请结算员查看`, log: "操作记录", awards: "成交", noLog: "还没有操作", noAwards: "还没有成交", startAll: "全部开钟" },
    close: { open: "开场", openWhy: "开场后买家可以入座、放预埋单；钟由您逐口开。", cancel: "取消场次", cancelWhy: "批次全部放回库存。", close: "收场", closeWhy: "没有卖完的批次流拍；公布种子和日志摘要。不能撤销。", closing: "正在收场入账…", closed: "已收场", results: "看结果和回放" },
    reason: { title: "原因", other: "其他原因", hint: "写进公开的日志", confirm: "确认", keyHint: "数字键直接选", short: "至少两个字" },
    reasons: {
      openSession: ["准时开场", "货已上齐"], startClock: ["准时开钟", "候场完毕"], pauseClock: ["核对照片", "买家反映卡顿", "货不对板待核实", "现场秩序", "设备检查"], resumeClock: ["核对完毕", "网络恢复", "继续拍卖"], skipLot: ["货未到台", "等质检复核", "照片待补", "花农请求"],
      withdrawLot: ["花农撤回", "质量问题", "数量不符", "检疫问题"], dequeue: ["花农撤回", "排错了钟", "质量问题"], correctEntry: ["起拍价偏高", "起拍价偏低", "数量点错", "花农改价"], configureClock: ["节奏太快", "节奏太慢", "照顾远程买家"], closeSession: ["全部拍完", "到点收场", "设备故障"], cancelSession: ["货量不足", "天气原因", "排错了"],
    },
    keys: { choose: "选钟", start: "开钟 / 继续", pause: "暂停", skip: "跳过", withdraw: "撤下", all: "全部暂停" }, saved: "已办好",
  },
  wall: {
    title: "拍卖大屏", awards: "最新成交", noAwards: "等待第一笔成交", rate: "成交率", rateNote: "已拍批次，按数量", sold: "成交", value: "成交额", lots: "批次", lotsDone: (done: number, all: number) => `${done} / ${all} 批`, passed: "流拍", next: "接下来", anonymous: "买家匿名 · 每一笔都可回放验证",
    idle: "今天的场次还没有开始", closed: "本场已收场", nextSession: "下一场", none: "敬请期待", offline: "断线，正在自动重连", demoNote: "这里的人、货、钱都是模拟的", commitment: "抽签承诺", digest: "日志摘要", unit: "件",
  },
  sessions: {
    title: "拍卖场次", intro: "每一场的结果、回放和可验证的日志都公开。", none: "还没有场次", noneWhy: "安排第一场以后显示在这里。", no: "场次号", date: "业务日期", name: "名称", status: "状态", clocks: "钟", lots: "批次", digest: "日志摘要", open: "查看", live: "去看现场", results: "结果",
    offered: "上钟", sold: "成交", passed: "流拍", withdrawn: "撤下", value: "成交额", rate: "成交率", awards: "成交笔数", average: "平均价", lotsOf: "批次结果", replay: "回放", verify: "验证", verifyWhy: "下载日志，在自己的电脑上运行下面的命令，就能从日志重新算出每一笔成交；任何一处被改动都会指出来。", download: "下载日志 NDJSON", downloading: (done: string, total: string) => `正在下载 ${done} / ${total}`, cancel: "取消下载",
    commitment: "抽签承诺（开场前公布）", seed: "抽签种子（收场后公布）", seedCheck: "种子的 SHA-256 应等于承诺", seedOk: "相符", seedBad: "不符", digestLong: "日志摘要（收场后公布）", notYet: "收场后公布", copy: "复制", copied: "已复制", by: "按", source: "拍卖钟日志", coverage: (n: number, of: number) => `${n} / ${of} 批`, all: "全部", filterClock: "钟", filterStatus: "结果", rules: "规则", back: "所有场次",
    holdMs: "等待窗", stepMs: "步长", graceMs: "间隔", restart: "余量回升", ms: (n: number) => `${n} 毫秒`, steps: (n: number) => `${n} 步`, anonymous: "买家匿名", yes: "是", no2: "否", more: (n: number) => `再看 ${n} 批`, openedAt: "开场", closedAt: "收场", csv: "场次结果", planned: "将于", pages: "分页",
  },
  replay: {
    title: "批次回放", intro: "和当时买家屏幕上的一样：同一份降价程序，同一个时刻，同一个价格。输的按钟也在。", chooseLot: "批次", previous: "上一批", next: "下一批", steps: "经过", chart: "价格与按钟", time: "时刻", what: "事件", who: "谁", step: "步", price: "价格", quantity: "数量", note: "说明", me: "我", buyer: (name: string) => `买家 ${name}`, limit: "预埋单",
    kinds: { programme: "公布降价程序", press: "按钟", lost: "慢了", too_late: "晚到", award: "成交", desk: "拍卖师", end: "结束" },
    programme: (start: string, floor: string, quantity: string) => `${start} 起，到 ${floor}，${quantity}`, run: (n: number) => `第 ${n} 轮`, tau: (ms: string) => `起拍后 ${ms} 毫秒`, clipped: "时刻超出线路延迟能解释的范围，已修正", beaten: (ms: string, steps: number) => `慢 ${ms} 毫秒${steps > 0 ? ` / ${steps} 档` : ""}`, byDraw: "同刻，抽签定先后", late: (ms: string) => `判定后 ${ms} 毫秒才到`, left: (quantity: string) => `余 ${quantity}`, end: { sold: "全部售出", passed: "流拍", withdrawn: "撤下" },
    legend: { price: "价格", hold: "等待窗（不公开已有人按）", award: "成交", lost: "输的按钟", mine: "我的按钟", late: "晚到", travel: "从按下到送达" }, none: "这一场还没有可以回放的批次", noneWhy: "批次拍完以后就能回放。", truncated: "步骤太多，只显示前面一部分；完整内容在日志里。", verify: "下载日志并验证", session: "场次结果", atPrice: (price: string) => `此刻 ${price}`, speed: "速度",
  },
  wins: {
    title: "我买到的", intro: "本单位在钟上买到的每一批。凭据可以离线核对：它证明这一按原样写在公布的日志里。", slip: "分货单", slipGo: "打开分货单", none: "这一天没有买到", noneWhy: "换一个日期，或去看拍卖钟。", date: "业务日期", price: "成交价", quantity: "数量", gross: "金额", at: "时间", via: "方式", live: "按钟", limit: "预埋", receipt: "凭据", download: "下载凭据", noReceipt: "无", item: "商品", toClock: "去拍卖钟", deals: "成交笔数", units: "数量合计", value: "金额合计", place: "席位", booked: "已入账", presses: "我的按钟", pressesIntro: "按过的都在这里，输赢都在。", outcome: "结果", beaten: "领先", pressStep: "步", session: "场次", saved: "凭据已下载", slipTitle: "分货单", buyer: "采购商", day: "日期", sign: "签收", print: "打印分货单",
  },
  limits: {
    title: "预埋清单", intro: "贴上或上传清单：批次号、限价、数量。先试算，指出每一行的问题，再一次放好。", paste: "贴上清单", placeholder: "1-0412  18.50  240\n2-0087  9.80  96", upload: "上传 CSV", template: "下载空表", check: "试算", place: (n: number) => `放 ${n} 张预埋单`, session: "场次", workplace: "席位", row: "行", lot: "批次", item: "商品", limit: "限价", quantity: "数量", most: "最多花费", verdict: "试算", ok: "可以", mine: "我的预埋单", none: "还没有预埋单", noneWhy: "贴上清单，或在拍卖钟的“接下来”里逐张放。", status: "状态", filled: "成交", price: "成交价", cancel: "撤回", cancelAll: "全部撤回", free: "可用额度", sum: "全部成交最多花费", over: "超过可用额度，先触发的先用额度", noSession: "没有开着的场次", noSessionWhy: "开场以后才能放预埋单。", needSeat: "先入座才能放预埋单", result: (ok: number, bad: number) => `放好 ${ok} 张，${bad} 张没有放成`, all: "全部", csv: "我的预埋单",
    problems: { columns: "要三列：批次号、限价、数量", lot: "这一场没有这个批次号", ambiguous: "批次号不唯一，请写完整", price: "限价看不懂，例：18.50", quantity: "数量看不懂，例：240", low: (price: string) => `低于保护价 ${price}`, min: (quantity: string) => `起购 ${quantity}，会按起购量买`, over: (quantity: string) => `只剩 ${quantity}，会按余量买`, gone: "已经卖完或流拍", twice: "同一批写了两次，以后一行为准", tooMany: (most: number) => `一次最多 ${most} 行` },
  },
};
export type PageWords = typeof zh;

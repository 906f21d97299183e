export const zh = {
  titles: { bench: "在圃", plant: "登记在圃", desk: "全市在圃" },
  common: { cancel: "不改了", save: "保存", more: (n: number) => `再看 ${n} 批`, week: (day: string) => `${day} 那一周`, thisWeek: "这一周", past: "过期未了", to: "至" },
  bench: {
    intro: "棚里长着什么、什么时候能卖、已许出多少。企业订单按这里找货。", add: "登记一批", now: "在圃", over: "已结束", none: "还没有登记", noneOver: "还没有结束的", noneWhy: "登记了在圃，企业订单才找得到您；照上一批抄，不用一分钟。",
    expected: "预计可售", left: (amount: string) => `还可许 ${amount}`, promised: (amount: string) => `已许 ${amount}`, gone: (amount: string) => `已出 ${amount}`, short: (amount: string) => `缺 ${amount}`, overdue: "已过上市期", shortAll: (n: number) => `${n} 批不够兑现已许的数。点开看许给了谁，或与交易中心联系。`,
    ready: "可上市", lose: "报损失", copy: "再来一批", capacity: "每天能出多少", capacityIntro: "装车前一天能整理、打包、送来的数量。配单不会超过它。", perDay: "一天", perTrip: "一车", perTripNone: "不说", unit: "单位", capacityNone: "还没有填。填了，配单就不会把您压垮。", capacityAdd: "填一项", capacitySet: "改", capacityRemove: "去掉", perDayBad: "一天的数量要填，一车可以空着",
  },
  form: {
    intro: "照上一批抄，改数量和日子就行。", forWhom: (name: string) => `您在替 ${name} 登记，会留下您的名字。`, copyLast: "照上一批", item: "商品", changeItem: "换", pickItem: "请选商品", recent: "常种的", find: "找商品：名称、拼音或首字母", noItem: "没有找到这个商品",
    quantity: "预计可售多少", quantityHint: "刨去病株弱株，估得住的数。以后可以改。", quantityBad: "数量看不懂，写数字就行，如 1200 或 50箱", equals: (amount: string) => `= ${amount}`, ready: "什么时候可上市", in: (days: number) => (days === 0 ? "现在" : days % 7 === 0 ? `${days / 7} 周后` : `${days} 天后`), otherDay: "选日子", readyFrom: "上市起", readyTo: "上市止", readyHint: (from: string, to: string) => `${from} 至 ${to}`, windowBad: "止要在起之后、不早于今天，最多 120 天",
    grade: "预计等级", gradeNone: "不定", extras: "规格、棚位、照片（可不填）", planted: "种植数量", place: "棚位", placeHint: "如：3 号棚东", note: "备注", photo: "照片", photoFailed: "照片没传上，稍后再试", submit: "登记", submitWhat: (what: string) => `登记 ${what}`, done: (no: string) => `已登记 ${no}`, discard: "清空重填",
    licence: { not_licensed: (certificate: string) => `这个品种受保护（${certificate}），您没有许可。可以登记，但不能许给买家；请联系交易中心。`, expired: (certificate: string) => `您对 ${certificate} 的许可过期了。可以登记，但不能许给买家。`, over_quantity: (certificate: string) => `加上这一批，会超过 ${certificate} 的许可数量。` },
  },
  batch: {
    change: "修改", lose: "报损失", ready: "可上市", harvested: "采完了", failed: "绝收", copy: "再来一批", bring: "送去市场", readyAsk: "这批可以上市了？", harvestedAsk: "这批都采完了？采完后不能再改。", failedAsk: "这批绝收了？已许出的会标成缺口，对方马上看到。", sure: "确定", promises: "许给了谁", promisesNone: "还没有许给谁", lots: "从这批送出的批次", lotsNone: "还没有", history: "改动记录", facts: "情况",
    open: (amount: string) => `未交 ${amount}`, done: (amount: string) => `已交 ${amount}`, due: (day: string) => `${day} 交`, forPromise: "交已许的", planted: "种植数量", place: "棚位", note: "备注", window: "上市", grade: "预计等级", no: "在圃号", owner: "花农", by: "登记人", licence: "品种许可", licenceUsed: (used: string, limit: string) => `已种 ${used} / 限 ${limit}`, unknown: "没填",
    expected: "预计可售", left: "还可许", promised: "已许出", gone: "已出圃", shortWhy: (amount: string) => `已许出的有 ${amount} 兑现不了。`, version: (n: number) => `第 ${n} 版`, lostTitle: "报损失", lostHow: "损失了多少", reason: "原因", reasonNone: "没有变少", text: "说明", textHint: "等货的一方会看到", photo: "照片", why: "变少要写原因", changeTitle: "修改", saved: "已改好", lostSaved: "已记下",
  },
  desk: {
    intro: "谁在种什么、什么时候上市、许出多少，按周汇总；品种许可和乡镇距离在这里管。", tabs: { batches: "在圃", weeks: "按周", licences: "品种许可", towns: "乡镇距离" }, search: "花农、乡镇、商品、在圃号，拼音也行", state: "状态", all: "全部", shortOnly: "只看缺口", from: "上市从", to: "到",
    columns: { no: "在圃号", item: "商品", grower: "花农", town: "乡镇", window: "上市", expected: "预计", left: "还可许", promised: "已许", gone: "已出", short: "缺口", state: "状态", licence: "许可", sum: "合计", growers: "户" },
    weekTitle: "未来各周可上市", weekHint: "每格上面是预计，下面是还可许。按上市起那天算周；已过的并入这一周。", batchesTitle: "在圃", none: "没有符合的在圃",
    rights: "品种权", rightsIntro: "受保护的品种只有持权人和有许可的花农可以种、可以许给买家。", protect: "登记品种权", variety: "品种或商品", varietyHint: "先找商品；选“整个品种”就管这个品种的所有商品", whole: "整个品种", oneItem: "只这一个商品", holder: "持权人", certificate: "品种权号", fromTo: "保护期", note: "备注", end: "结束", endWhy: "为什么结束", licence: "登记许可", licences: "许可", grower: "花农", limit: "限量", limitNone: "不限", used: "已种", status: "状态", rightsNone: "没有受保护的品种", licencesNone: "没有许可", count: (n: number) => `${n} 份许可`, ended: (day: string) => `${day} 起结束`, bad: "有一格没填对",
    towns: "到交易中心的距离", townsIntro: "大约的公路距离，只用来估算运费和先后，不是导航。请按实际改。", town: "乡镇", km: "公里", townGrowers: "花农", townSet: "改距离", townBy: "谁填的", townsWithout: (names: string) => `这些乡镇还没有距离：${names}`, townAdd: "加一个乡镇", townRemove: "去掉",
  },
  sheets: { title: "导入在圃", intro: "有在圃号的行是改，没有的是新的一批。先试算，全对才写入。", counted: (n: number) => `${n} 批` },
};
export type PageWords = typeof zh;

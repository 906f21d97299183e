export const zh = {
  titles: { standard: "价格采集标准", beside: "产销地价格", enter: "报今天的价", desk: "价格采集", mapping: "品名对照", points: "采集点" },
  common: { cancel: "取消", save: "保存", close: "关闭", all: "全部", search: "找品名：中文或拼音", none: "—", perUnit: (unit: string) => `/${unit}`, item: "商品", market: "市场", side: "类型", source: "来源", date: "日期", quantity: "数量", price: "均价", status: "状态", reason: "原因", grade: "等级", unit: "单位", more: "再看一些", noSource: "还没有价格来源" },
  standard: {
    intro: "价格怎么采、怎么记、哪些不算。下面每个数字都直接取自系统正在执行的规则。",
    item: "一条价格说的是什么", itemLines: [
      "商品 = 品种 × 品系 × 盆径 × 等级 × 包装。价格是某个业务日、某个市场、某种渠道里一个单位商品的价格。",
      "单位统一为盆、枝、扎、株、支、件、箱、公斤。一扎有几枝已写明的，折算成枝来比较；没写明的，只和扎比。",
      "花盆另计：盆不含在价里的，在包装一栏注明“盆另计”，与含盆价分开统计。",
      "价格按币种主单位的千分之一存成整数（18.55 元 = 18,550），不丢小数，也不换算币种。",
    ],
    required: "每行必须写明", outlier: "异常价", outlierLines: (deviations: number, prices: number, days: number, least: number, spread: number) => [
      `先取对数。与同一序列最近 ${prices} 个价（${days} 天以内）的中位数相比，偏离超过 ${deviations} 倍的“中位绝对偏差 × 1.4826”，就是异常价。偏差至少按 ${spread} 计，最近的价不足 ${least} 个时不判断。`,
      "异常价要有原因才计入统计，原因只能从下表里选。", ],
    excluded: "不计入统计的成交", excludedLines: (days: number) => ["成交已撤回。", "关联方：买卖是同一方，或两个主体有同一经营者、同一银行账户或同一电话。", `倒卖回流：同样两方在 ${days} 天以内把同一商品又反向卖回，两笔都不算。`],
    data: "价格缺失和矛盾", dataLines: ["零价当作缺价：没有市场会白送，只是没填。", "数量为负、有价无量、最低价高于最高价或均价、均价高于最高价、同一天同一品名两个不同的价：逐条记名，不计入。", "更正是新的一版，旧的一版留着，谁也不能覆盖或删除。同一份文件导入两次，等于一次。"],
    reasons: "原因代码", channels: "渠道代码", units: "单位代码", code: "代码", meaning: "意思",
    neutral: "通用价格表（CSV）", neutralIntro: "第一行是列名，次序不限，UTF-8 或 GBK。导入：hualian ingest 文件 --source neutral，先加 --dry-run 试一遍。",
    column: "列名", needed: "必填", yes: "必填", columns: {
      business_date: "业务日，2026-05-29；民国年 115/05/29 也认", market: "市场名称", category: "类别", species: "品种", variety: "品系或品名", pot_cm: "盆径（厘米）", grade: "等级，来源自己的叫法", pack: "包装；盆另计写在这里", unit: "单位，中文或代码", stems: "每扎枝数", channel: "渠道，缺省 wholesale", quantity: "数量，整数", price: "均价，最多三位小数；0 表示缺价", min_price: "最低价", max_price: "最高价", currency: "币种，缺省 CNY", reason: "异常价的原因代码",
    } as Record<string, string>,
    sources: "现有来源", observations: "价格条数", range: "起止", markets: "市场",
  },
  beside: {
    intro: "本市场公布的均价，旁边是同一商品在各地最近的价。币种和单位不同的只并列，不换算。", origin: "本市场", days: (n: number) => `${n} 天前`, today: "当天", withheld: "不公布", noOrigin: "近期没有行情", empty: "还没有可以并列的价格", emptyWhy: "外地价格导入并对照到商品以后，会显示在这里。",
    coverage: (n: number) => `${n} 个序列`, differs: "单位或币种不同", diff: "与本市场比", source: "本市场行情表与导入的外地价格", noQuantity: "无成交量",
  },
  enter: {
    intro: (name: string, day: string) => `${name} · ${day}`, point: "采集点", day: "日期", last: (price: string, day: string) => `上次 ${price}（${day}）`, noLast: "还没有报过", copy: "全部照抄上次", price: "价格", quantity: "数量", copyOne: "照抄", save: (n: number) => `报 ${n} 项`, nothing: "还没有填", saved: (a: number, c: number) => `已报：新报 ${a} 项，更正 ${c} 项`, entered: (v: number) => (v > 1 ? `已报 · 第 ${v} 版` : "已报"),
    usual: (low: string, high: string) => `近期在 ${low} – ${high} 之间，请核对；确实如此，请选原因：`, why: "原因", bad: "写成数字，最多三位小数", none: "您还没有采集点", noneWhy: "请市场经理在“采集点”里把您的登录名加进清单。", noTrade: "没有成交", chooseReason: (item: string) => `${item}：价格离近期太远，请核对或选原因。`,
  },
  desk: {
    intro: "从文件和采集点来的价格：哪些计入，哪些有问题，谁什么时候交来的。文件用 hualian ingest 导入。", tabs: { rows: "价格记录", batches: "批次", sales: "不计入的成交" }, newest: "最近一天", rows: "价格记录", batches: "导入批次", version: "版", who: "谁", when: "时间", file: "文件", counts: "行数", accepted: "有价", missing: "缺价", named: "有问题", duplicates: "重复", added: "新增", corrected: "更正", unchanged: "未变", outliers: "待说明", kind: "类型",
    empty: "这里还没有价格", emptyWhy: "用 hualian ingest 文件 --source 来源 导入，或者请采价员报价。", range: "最低–最高", from: "从", to: "到", detail: "历次版本", explain: "为什么这么高或这么低", explainDo: "计入统计", exclude: "按规则剔除", excludeDo: "剔除", restore: "恢复计入", rule: "规则", row: "行", column: "列", value: "内容", problems: (n: number) => `有问题的行（${n}）`, noProblems: "这一批没有记名的问题", sideOf: (market: string) => `${market} 是`,
    sales: "不计入统计的本市场成交", salesEmpty: "这段时间没有需要剔除的成交", seller: "卖方", buyer: "买方", salesKept: (kept: number, out: number) => `计入 ${kept} 笔，不计入 ${out} 笔`, done: "已记下，旧的一版留着", sourceName: "文件与采集点",
  },
  mapping: {
    intro: "来源里的品名是我们的哪个商品。按成交量排，先做大的；对照后，过去和将来的价格都跟着走。", onlyOpen: "未对照", onlyDone: "已对照", words: "来源的品名", ours: "我们的商品", days: "天数", map: "对照", change: "改", share: (done: number, all: number) => `已对照 ${done} / ${all}`, find: "找商品：名称、拼音或首字母", stems: "每扎枝数", untie: "取消对照", saved: (n: number) => `已对照，${n} 个序列跟着变`, grades: "等级对照", noGrade: "不对照", empty: "没有要对照的品名", ungraded: "（未写等级）", nothing: "没有找到商品",
  },
  points: {
    intro: "有名字的采价地点：采哪些商品、谁来采。采价员先由管理员开账号、授予“采价员”。", add: "新采集点", edit: "修改", code: "代号", codeHint: "小写字母、数字和短横，定了不改", nameZh: "名称", nameEn: "英文名称", side: "类型", lines: "清单", collectors: "采价员登录名", collectorsHint: "多个用空格隔开", addLine: "加商品", empty: "还没有采集点", active: "在用", closed: "停用", up: "上移", remove: "去掉", anyGrade: "不分级", saved: "已保存", count: (n: number) => `${n} 项`, state: "状态",
  },
};
export type PageWords = typeof zh;

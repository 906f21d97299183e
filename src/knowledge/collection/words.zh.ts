/** What the collection of prices says on screen and in the command. */
export const zh = {
  refusals: {
    not_an_outlier: "这条价格不是异常值，不需要说明。", already_so: "已经是这样了。", nothing_to_keep: "这条记录没有可用的价格。", no_such_series: "这个来源里没有这个品名。",
    unknown_account: "没有这个登录名。", repeated_line: "清单里第 {n} 行重复了。", code_taken: "这个代号是文件来源的，请换一个。",
    not_your_point: "您不是这个采集点的采价员。", point_closed: "这个采集点已停用。", too_late: "只能报今天和前 {days} 天的价，不能报将来的。", no_such_line: "清单里没有第 {n} 行，请刷新。",
    outlier_needs_reason: "{item} 的价格离近期太远，请核对；确实如此请选原因。",
  },
  actions: {
    sources: "价格来源", observations: "取统计用价格", rows: "价格记录", versions: "历次版本", batches: "导入批次", problems: "批次里的问题", explain: "说明异常价", exclude: "剔除或恢复价格", setMarket: "设产地或销地",
    unmapped: "品名对照表", map: "对照品名", mapGrade: "对照等级", grades: "来源等级", points: "采集点", setPoint: "设采集点", myPoints: "我的采集点", enter: "报价", excludedSales: "不计入统计的成交", beside: "产销地价格", takeStaged: "并入导入的价格",
  },
  units: { pot: "盆", stem: "枝", bunch: "扎", plant: "株", spike: "支", piece: "件", box: "箱", layer: "层", trolley: "车", kilogram: "公斤" },
  channels: { auction: "拍卖", wholesale: "批发", retail: "零售", ecommerce: "电商", contract: "合同", stall: "档口", own: "本市场" },
  sides: { origin: "产地", destination: "销地" },
  statuses: { kept: "计入", missing: "缺价", named: "有问题", excluded: "已剔除", outlier: "待说明" },
  problems: {
    negative_quantity: "数量为负", zero_quantity: "有价无量（数量为零）", negative_price: "价格为负", min_above_max: "最低价高于最高价", min_above_mean: "最低价高于均价", mean_above_max: "均价高于最高价", conflicting_rows: "同一天同一品名有两个不同的价",
  },
  outlierReasons: { festival: "节日行情", short_supply: "货少", glut: "货多", weather: "天气", quality_high: "品质特好", quality_low: "品质差", small_lot: "成交很少", new_variety: "新品种", confirmed: "已核实" },
  exclusions: { withdrawn: "成交已撤回", wash: "倒卖回流", related_party: "关联方成交", wrong_item: "品名弄错", typing_error: "录入错误" },
  because: { same_party: "买卖是同一方", owner: "同一人经营", phone: "同一电话", bank_account: "同一银行账户" },
  batchKinds: { file: "文件", entry: "采价", desk: "处理" },
  mends: {
    missing: "补上这一格。", missing_column: "补上这一列，或用参数说明。", bad_day: "写成 2026-05-29 这样的日期。", bad_unit: "改成盆、枝、扎、株、支、件、箱、公斤之一。", bad_channel: "改成 auction、wholesale、retail、ecommerce、contract、stall 之一。",
    bad_reason: "改成标准里的原因代码。", bad_currency: "写成 CNY、KRW、TWD 这样的三个字母。", not_a_number: "写成数字。", too_many_decimals: "价格最多三位小数。", too_large: "数字太大，请核对。", too_small: "数字太小，请核对。", not_whole: "数量写成整数。",
    too_long: "文字太长，请缩短。", formula: "把公式换成数值。", bad_text: "去掉换行等看不见的字符。",
  },
};
export type Words = typeof zh;

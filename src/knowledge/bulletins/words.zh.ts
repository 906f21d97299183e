/** What the bulletins say on screen and on paper. */
export const zh = {
  refusals: {
    no_sheet: "{period} 没有行情表，写不了简报。",
    exists: "{period} 的简报已经有了，请从列表里打开。",
    nothing_open: "这份简报没有打开的草稿。",
    changed_meanwhile: "{by} 刚刚改过这份草稿，请刷新后再改，您写的字还在页面上。",
    second_person_needed: "{name} 改过这份草稿，要由另一位发布。",
    unknown_figure: "文中的 {figure} 在数据里没有，请改正后再发布。",
    not_complete: "{period} 还有没日结的日子，日结以后才能发布。",
    already_open: "这份简报已经在更正，请从列表里打开。",
  },
  actions: { list: "简报列表", bulletin: "看简报", file: "下载简报", desk: "简报编辑台", draft: "看草稿", make: "起草简报", save: "改简报", refresh: "更新草稿数据", publish: "发布简报", correct: "更正简报", discard: "放弃草稿" },
  ungraded: "未分级", stall: "档口", demo: "演示数据：人、货、钱都是模拟的",
  passReasons: { floor_reached: "到保护价无人应价", session_closed: "收场未售出" },
  sections: { overview: "总体", index: "指数", movers: "涨跌", supply: "余货", causes: "原因", outlook: "后市", notes: "口径" },
  moversTitle: "涨跌前五", linesTitle: "各行行情（按成交额）", item: "商品", unit: "单位", before: "上期平均", mean: "平均价", change: "涨跌", sold: "成交量", unsold: "余货", value: "成交额",
  editionOf: (n: number) => `第${n}版`, corrected: "更正：", fingerprint: "数据指纹 SHA-256",
};
export type Words = typeof zh;

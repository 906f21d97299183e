/** What the pages of the bulletins say. */
export const zh = {
  archive: { title: "行情简报", intro: "每个业务日、每周一份，由成交记录起草，由人编辑。文中每个数都能点开看来源。", all: "全部", day: "日报", week: "周报", none: "还没有发布的简报", noneWhy: "日结以后简报会自动起草，发布后显示在这里。", more: "更早的", feed: "订阅", desk: "编辑台", corrected: "已更正", edition: (n: number) => `第 ${n} 版` },
  bulletin: {
    previous: "上一期", next: "下一期", print: "打印", archive: "全部简报", word: "Word", pdf: "PDF", csv: "CSV", json: "JSON", published: (at: string, by: string) => `${at} 由 ${by} 发布`, edited: (by: string) => `${by} 编辑`, automatic: "自动起草，未经改动",
    newer: (n: number) => `这是旧版，最新是第 ${n} 版`, toNewest: "看最新版", corrected: "更正", editions: "版本", first: "首次发布", open: "打开", fingerprint: "数据指纹 SHA-256", fingerprintWhy: "下载 JSON 后用 sha256sum 核对，应与此相同。", demo: "演示数据：人、货、钱都是模拟的",
    chartMovers: "涨跌前五", chartTrend: "公布行成交额", lines: "各行行情", linesOf: (shown: string, withheld: string) => `${shown} 行有成交 · ${withheld} 行不公布`, source: "公开行情表", lineSource: "行情表里的这一行", noMovers: "没有涨跌可以比较", up: "涨", down: "跌",
    item: "商品", mean: "平均价", before: "上期", change: "涨跌", sold: "成交量", unsold: "余货", value: "成交额", opensSource: "看来源",
  },
  desk: {
    title: "简报编辑台", intro: "日结以后自动起草。改过的草稿由另一位发布；没改过的一个人就能发布。", waiting: (n: number) => `${n} 份等着发布`, state: "状态", period: "期", draft: "草稿", correction: "更正中", publishedState: "已发布", edit: "打开", read: "看", correct: "更正", correctTitle: "更正这份简报", correctWhy: "写明更正原因，会印在新版上；旧版保留。", reason: "原因",
    make: "补写一份", makeTitle: "补写简报", makeWhy: "某一天写 2026-11-27，某一周写 2026-W48。", periodField: "哪一天或哪一周", none: "还没有简报", noneWhy: "第一次日结以后，草稿会出现在这里。", editedBy: (by: string) => `${by} 改过`, untouched: "没有改动", cancel: "取消", opened: "已打开更正", made: "已起草", badPeriod: "请写成 2026-11-27 或 2026-W48",
  },
  editor: {
    intro: "数写成 {名字}，随数据走，中英文同一个数。直接打的数会标出来，不禁止。", language: "语言", zh: "中文", en: "英文", title: "标题", preview: "发布出来是这样", figures: "可以插入的数", findFigure: "找数：商品、名字", insertInto: (section: string) => `插到“${section}”`, save: "保存", saved: "已保存", publish: "发布", publishTitle: "发布这份简报？", publishWhy: (edition: number, marks: number) => `将作为第 ${edition} 版公布，数据一同冻结，不能再改，只能再出更正版。${marks > 0 ? `还有 ${marks} 处标记没有处理。` : ""}`,
    published: "已发布", refresh: "换成最新数据", redraft: "全部重新起草", redraftTitle: "全部重新起草？", redraftWhy: "您改过的字会丢掉。", stale: "行情表在起草以后变了。", discard: "放弃草稿", discardTitle: "放弃这份草稿？", discardWhy: "已经发布的版本不受影响。", dropped: "已放弃", unsaved: "有没保存的改动", needsOther: "您改过这份草稿，要由另一位发布。", correcting: (reason: string) => `更正：${reason}`, notClosed: "还没日结，不能发布。", noMarks: "没有要看的地方",
    marks: { unknown_figure: (text: string) => `${text} 在数据里没有，改正后才能发布`, unknown_number: (text: string) => `“${text}”在数据里找不到，请核对`, not_bound: (text: string, figure: string) => `“${text}”与 {${figure}} 相同，建议改用它`, wrong_measure: (text: string, figure: string) => `“${text}”的“点”和“百分比”可能写混了，见 {${figure}}`, contradicts: (text: string, figure: string) => `“${text}”与数据不符，见 {${figure}}` },
    use: "改用",
  },
};
export type PageWords = typeof zh;

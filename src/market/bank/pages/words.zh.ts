/** What the bank's pages say; shared terms stand in the module's own words. */
export const zh = {
  title: "银行对账",
  intro: "银行流水进来，有把握的按规则自动对上并登记；其余列成工作单，逐条对上或说明。",
  account: { label: "账户", add: "登记账户", none: "还没有登记银行账户", noneWhy: "先登记市场自己的结算账户，再导入它的流水。", name: "叫什么", nameHint: "例如：结算专户", bank: "开户行", number: "账号", numberHint: "8 到 30 位数字，屏幕上只显示后四位", needed: "请填写", added: "已登记", through: (day: string) => `流水到 ${day}`, noLines: "还没有流水", closing: "银行余额" },
  import: { title: "导入银行流水", intro: "直接用网银导出的文件：Excel、CSV（UTF-8、GBK）都收，不用改表头。同一份再导一次不会重复。余额接不上、收支两列都有数的，会指出哪一行。", counted: (n: number) => `${n} 行`, again: "重新按规则对账", matched: (n: number, open: number) => `自动对上 ${n} 行，还有 ${open} 行未对上` },
  sums: { all: "流水合计", matched: "已对上", explained: "已说明", open: "未对上", equal: "流水 = 已对上 + 已说明 + 未对上", lines: (n: number) => `${n} 行` },
  views: { work: "工作单", all: "全部流水", books: "账上差异", days: "逐日" },
  columns: { day: "日期", amount: "金额", who: "对方", text: "摘要 · 附言", why: "情况", maybe: "可能是", act: "办理", state: "状态", how: "怎么对上的", serial: "流水号", no: "单号", party: "户名", businessDate: "业务日", what: "情况", paidOn: "付款日", file: "文件", in: "银行收", out: "银行付", booksIn: "账上收", booksOut: "账上付", difference: "差额", explained: "其中已说明", open: "其中未对上", rest: "不同日入账", lines: "行数" },
  work: { none: "没有未对上的流水", noneWhy: "每一行都对上了或说明了。", match: (no: string) => `对上 ${no}`, matchMany: (n: number) => `对上 ${n} 张`, returned: (no: string) => `退汇 ${no}`, explain: "说明", other: "选单据", differs: (amount: string) => `差 ${amount}`, inLines: (n: number) => `连同另外 ${n - 1} 行` },
  resolve: {
    matchTitle: "对上单据", returnTitle: "记为退汇", explainTitle: "说明这一行", noteTitle: "说明这笔付款", undoTitle: "撤回对账", reason: "原因", reasonHint: "写给复核的人看", code: "属于", difference: (amount: string) => `银行比单据差 ${amount}，这部分属于`, nos: "单号", nosHint: "几张用空格隔开，例如 B20261122-0001", notFound: (no: string) => `没有 ${no} 这张单据`,
    matchWhy: "对上以后，没有登记过的单据登记为已付，记在银行的日子。", returnWhy: "原来的付款撤回，单据重新变为待付，可以补做文件。", undoWhy: "这一次登记的付款或退汇一并撤回。月结以后不能再撤。", done: "已办理", undone: "已撤回", needed: "请写原因", defaults: { match: "核对无误", returned: "银行退汇", explain: "核对无误" },
  },
  all: { none: "没有流水", noneWhy: "导入银行流水以后显示在这里。", undo: "撤回", search: "找对方、附言、流水号", automatic: "自动", more: (n: number) => `再看 ${n} 行` },
  books: { none: "账上每一笔付款都有银行的一行", noneWhy: "用现金付的、从别的账户付的，会列在这里，说明即可。", explain: "说明", excel: "账上差异 Excel" },
  days: { none: "这个月没有流水也没有收付款", noneWhy: "导入流水或登记付款以后显示在这里。", source: "银行流水与总账清算科目；不同日入账：登记付款的日子和银行的日子不同，前后会抵销" },
  month: { previous: "上个月", next: "下个月" }, rules: "自动对账的规则", rule: "规则", cancel: "取消",
};
export type PageWords = typeof zh;

/** What the payment pages say. Refusals and shared terms stand in the module's own words. */
export const zh = {
  title: "付款指令", one: "付款指令", intro: "钱由银行或持牌支付机构付；市场只发指令，不经手资金。机构说付了才记付。",
  payerNone: "没有接持牌支付机构：走银行文件", payerIs: (name: string) => `持牌支付：${name}`, simulated: "模拟支付 · 没有真的付款",
  instruct: "指示到期付款", instructed: (n: number) => `已发 ${n} 条指令`, nothingDue: "没有到期又没在办的", sums: { instructed: "已指示", paid: "已付", failed: "失败", open: "在办" }, count: (n: number) => `${n} 条`,
  columns: { no: "指令号", paper: "单号", party: "户名", account: "账号", way: "方式", kind: "收付", amount: "金额", state: "状态", made: "时间", act: "办理" },
  any: "全部", states: { open: "在办", paid: "已付", failed: "失败" }, search: "指令号、单号、户名", none: "没有付款指令", noneWhy: "日结后，到期的单据按各自的方式发出指令。", cancel: "撤销", cancelTitle: (no: string) => `撤销 ${no}`, cancelWhy: "会请支付机构撤销。机构确认之前，这条指令仍算在办。", cancelAsked: "已请求撤销", common: { cancel: "取消", more: (n: number) => `再看 ${n} 行`, excel: "Excel", print: "打印" },
  alarms: "要人看的", alarmsNone: "没有要人看的", asked: (money: string) => `指示 ${money}`, said: (money: string) => `回报 ${money}`, settle: "已处理", settleTitle: (no: string) => `处理 ${no}`, note: "怎么处理的", noteHint: "要动钱，请到“更正”另做一笔", history: "来往记录", historyNone: "还没有来往", tries: (n: number) => `已问 ${n} 次`, next: (at: string) => `下次 ${at}`, external: "对方编号", back: "付款指令", bank: "开户行", failure: "失败原因",
};
export type PageWords = typeof zh;

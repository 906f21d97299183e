/** What the pages of the month close say. */
export const zh = {
  titles: { months: "月结", month: (month: string) => `${month} 月结` },
  intro: "一个月的账，检查单全部做完，一人提出、另一人确认；月结以后什么也不能再记进这个月，更正落在之后的第一天。",
  columns: { month: "月份", state: "状态", days: "业务日", gross: "成交额", closed: "月结", hash: "校验", account: "科目", opening: "期初", debit: "借方", credit: "贷方", closing: "期末", side: "一方", papers: "张数", corrected: "冲销", direct: "买卖自结", transfers: "往来款", fees: "费用", packaging: "周转箱", total: "净额", due: "应收付", paid: "已付", kind: "种类", count: "笔数", amount: "金额", day: "业务日", deals: "笔数", reversed: "冲销", step: "经过", by: "谁", at: "时间", reason: "原因" },
  states: { open: "未月结", proposed: "待确认", closed: "已月结", reopened: "已重开" },
  list: { none: "还没有账", noneWhy: "第一笔成交以后，月份显示在这里。", openDays: (n: number) => `${n} 天未日结` },
  check: { title: "检查单", ready: "可以月结", notReady: "还没做完", must: "必须", may: "可以留，写明原因", waived: (why: string) => `留下：${why}`, go: "去处理", more: (n: number) => `等 ${n} 项`, ok: "好", open: "未完" },
  act: { propose: "提出月结", confirm: "确认月结", withdraw: "撤回", proposeReopen: "提出重开", confirmReopen: "确认重开", withdrawReopen: "不重开", cancel: "取消" },
  say: {
    proposeWhy: "提出以后由另一位确认。没做完、可以留的，逐项写明原因，会印在月报上。", confirmWhy: "确认以后，这个月不能再记任何一笔；月报和它的校验值存下来。", reopenWhy: "重开要两个人，写明原因，留痕；原来的月报仍可查。", reason: "原因", needed: "请写原因", why: (point: string) => `${point}：为什么留下`,
    proposed: (name: string) => `${name} 已提出，等另一位确认`, own: "自己提出的，要由另一位确认", reopening: (name: string, why: string) => `${name} 提出重开：${why}`, closedBy: (name: string, at: string) => `${name} ${at} 确认`, done: "已办理",
  },
  report: { title: "月报", trial: "试算平衡", sum: "合计（应为零）", papers: "结算单与账单", fees: "费用", transfers: "往来款与冲销", reversals: "冲销", days: "逐日", steps: "经过", live: "未月结，数字还会变", stored: "月结时存下的报告", intact: "校验相符，总账未变", broken: "校验不符：总账与月结时不同", hash: (text: string) => `SHA-256 ${text}`, waived: "留下未做的", madeBy: "制表", checkedBy: "复核", demo: "演示数据：人、货、钱都是模拟的", none: "这个月没有" },
  steps: { proposed: "提出月结", withdrawn: "撤回", closed: "确认月结", reopen_proposed: "提出重开", reopen_withdrawn: "不重开", reopened: "重开" },
  common: { excel: "Excel", print: "打印", back: "全部月份", previous: "上个月", next: "下个月" },
};
export type PageWords = typeof zh;

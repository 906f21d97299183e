import { zh as sheets } from "../../kernel/sheets/words.zh.ts";

/** What the bank's statement says on screen; {names} in refusals are filled from the refusal's detail. */
export const zh = {
  refusals: {
    ...sheets.refusals,
    account_known: "这个账号已经登记过。",
    too_many_lines: "超过 {most} 行，请分几段导出。",
    line_resolved: "{day} 的这一行已经办过了，请刷新。",
    wrong_way: "收支方向不对：{no} 和这一行的方向不合。",
    amounts_differ: "金额不等，差 {difference}（分）。差额要选一个原因才能对上。",
    paper_answered: "{no} 已经对上另一行流水；要改，先撤回那一次。",
    other_account: "这些流水不是同一个账户的，请分开办。",
    not_sent: "{no} 没有付过款，也不在银行处理中，不会有退汇。",
    undone_before: "这一次已经撤回了。",
    month_closed: "{month} 已经月结，不能再改。",
    came_back_since: "{no} 之后又有一行流水对着它（例如退汇），先撤回那一次。",
  },
  actions: {
    accounts: "银行账户", addAccount: "登记银行账户", importStatement: "导入银行流水", statementTemplate: "流水模板", exportLines: "导出流水", lines: "银行流水", bookItems: "账上差异", exportBookItems: "导出账上差异", days: "银行与账逐日",
    match: "对上单据", returned: "记为退汇", explain: "说明流水", note: "说明账上付款", undo: "撤回对账", matchAgain: "重新按规则对账",
  },
  states: { open: "未对上", matched: "已对上", explained: "已说明" },
  whys: { unmatched: "账上没有", amount_differs: "金额不符", twice: "重复", sum_of_several: "几张合在一起", parts: "一张分几次", returned: "退汇", likely: "像是这张" },
  whyHelp: {
    unmatched: "找不到能对上的单据。手续费、结息、内部转账请直接说明；别的去问银行或对方。", amount_differs: "单号或对方对得上，金额不同。少付的等补齐，差额有原因的连差额一起对上。", twice: "同一张单据已经对上另一行。多收多付的先说明，再退回。",
    sum_of_several: "同一个人的几张单据加起来正好是这个数。", parts: "同一个人的几行流水加起来正好是这张单据。", returned: "银行把付出去的退回来了。对上原来的单据，它会重新变为待付。", likely: "金额和户名像，但没有单号或账号可以确认。",
  },
  because: { no: "单号", account: "账号", name: "户名", amount: "金额", sum: "合计", parts: "合计" },
  rules: {
    statement_no: "附言里有单号，金额相等，户名账号不冲突", statement_nos: "附言里有几张单号，合计相等", file_total: "附言里有文件号，金额等于文件合计", account_amount: "账号相同，金额相等，时间合适，只此一张", tail_name_amount: "账号尾号和户名相同，金额相等，只此一张",
    returned_no: "退汇，附言里有单号，金额相等", returned_account: "退汇，账号相同，金额相等，只此一张", by_hand: "结算员办理",
  },
  codes: { bank_fee: "银行手续费", interest: "结息", own_transfer: "内部转账", twice: "重复收付", rounding: "尾差", deposit: "押金、预存", refund: "退款", cash: "现金", other: "其他" },
  books: { title: "账上有、银行没有", file: "账上差异", head: ["情况", "单号", "户名", "业务日", "金额", "付款日", "文件", "流水号"], kinds: { paid_without_line: "账上已付，银行没有这一行", silent: "交给银行，还没有回音" } },
  whats: { paid: "登记已付", already_paid: "原已登记", failed: "登记退回", taken_back: "撤回付款", noted: "已说明" },
  importProblems: {
    both_ways: { why: "收入和支出两列都有数", mend: "一行只能有一个，照银行的明细改" }, no_amount: { why: "没有金额", mend: "填收入或支出；不是流水的行删掉" },
    balance_breaks: { why: "余额接不上，按前一行算应为 {detail}", mend: "中间可能缺行，或只导出了一部分：按日期重新导出全部明细" }, unknown_key: { why: "这个账户没有这一行", mend: "选对账户；或用银行导出的原文件" },
  },
};
export type Words = typeof zh;

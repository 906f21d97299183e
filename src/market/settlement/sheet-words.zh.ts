/** What the lists of settlement in Excel say. */
export const zh = {
  actions: {
    giveSales: "导出成交", givePapers: "导出单据列表", giveMyPapers: "导出我的单据", giveReversals: "导出冲销", giveSlips: "导出配货单列表", giveSlip: "导出配货单", giveItems: "导出差异", giveBankLines: "导出银行明细", takePapers: "导入收付标记", takeBankLines: "导入银行回单",
  },
  importProblems: {
    unknown_paper: { why: "没有单据 {detail}", mend: "照单据上的单号写" }, paid_stays: { why: "已经记为已付，不能再改", mend: "改回“已付”；记错了走冲销" }, why_sent_back: { why: "银行退回没有写原因", mend: "照银行的说法写" },
  },
};
export type SheetWords = typeof zh;

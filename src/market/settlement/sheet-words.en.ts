import type { SheetWords } from "./sheet-words.zh.ts";

export const en = {
  actions: {
    giveSales: "Sales to Excel", givePapers: "Papers to Excel", giveMyPapers: "My papers to Excel", giveReversals: "Reversals to Excel", giveSlips: "Slips to Excel", giveSlip: "Slip to Excel", giveItems: "Differences to Excel", giveBankLines: "Bank lines to Excel", takePapers: "Marks of payment from Excel", takeBankLines: "Bank's answers from Excel",
  },
  importProblems: {
    unknown_paper: { why: "there is no paper {detail}", mend: "write the number that stands on the paper" }, paid_stays: { why: "is noted as paid and stays so", mend: "put “paid” back; a mistake is mended by a reversal" }, why_sent_back: { why: "sent back without a reason", mend: "write what the bank says" },
  },
} satisfies SheetWords;

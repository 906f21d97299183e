import { column } from "../../engines/table/column.ts";
import { money } from "../../engines/table/figure-columns.ts";
import { defineList, type Written } from "../../engines/table/list.ts";
import { choice, code, day, flag, text } from "../../engines/table/words-columns.ts";
import type { CorrectionView } from "./money-views.ts";

const shown = { shown: true } as const;
/** Corrections are never entered by a table: each has its own reason and hand. Only given out. */
export const CORRECTIONS = defineList({
  name: { zh: "更正", en: "corrections" },
  columns: {
    no: column(code({ upper: true }), { zh: "更正号", en: "Correction", width: 16, ...shown }),
    proposedOn: column(day(), { zh: "提出日", en: "Proposed", width: 12, ...shown }),
    from: column(text(), { zh: "付方", en: "From", width: 22, ...shown }),
    to: column(text(), { zh: "收方", en: "To", width: 22, ...shown }),
    amount: column(money(), { zh: "金额", en: "Amount", width: 14, ...shown }),
    reason: column(text({ most: 160, asTyped: true }), { zh: "原因", en: "Reason", width: 36, ...shown }),
    second: column(flag(), { zh: "须两人", en: "Two people", width: 8, ...shown }),
    state: column(choice({ proposed: { zh: "待确认", en: "Waiting" }, confirmed: { zh: "已入账", en: "Booked" }, rejected: { zh: "已驳回", en: "Rejected" } }), { zh: "状态", en: "State", width: 10, ...shown }),
    proposedBy: column(text(), { zh: "提出人", en: "Proposed by", width: 14, ...shown }),
    decidedBy: column(text(), { zh: "确认人", en: "Decided by", width: 14, ...shown }),
    bookedOn: column(day(), { zh: "记在", en: "Booked on", width: 12, ...shown }),
    corrects: column(code({ upper: true }), { zh: "更正的是", en: "Takes back", width: 16, ...shown }),
  },
  key: { columns: ["no"], blank: "new", unknown: "fault" },
});

export const correctionLine = (row: CorrectionView, market: string): Written<typeof CORRECTIONS.columns> => ({
  no: row.no, proposedOn: row.no.slice(1, 9).replace(/(\d{4})(\d\d)(\d\d)/, "$1-$2-$3"), from: row.payer ?? market, to: row.payee ?? market, amount: row.amount, reason: row.reason, second: row.needsSecond, state: row.state,
  proposedBy: row.proposedBy, decidedBy: row.decidedBy, bookedOn: row.businessDate, corrects: row.corrects,
});

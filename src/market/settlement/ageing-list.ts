import { column } from "../../engines/table/column.ts";
import { count, money } from "../../engines/table/figure-columns.ts";
import { defineList, type Written } from "../../engines/table/list.ts";
import { day, text } from "../../engines/table/words-columns.ts";
import type { AgeRow } from "./money-views.ts";

const shown = { shown: true } as const;
/** Unpaid papers by party and age; only given out. */
export const AGEING = defineList({
  name: { zh: "账龄", en: "ageing" },
  columns: {
    party: column(text(), { zh: "户名", en: "Party", width: 22, ...shown }),
    papers: column(count(), { zh: "单据", en: "Papers", width: 8, ...shown }),
    notDue: column(money(), { zh: "未到期", en: "Not due", width: 14, ...shown }),
    upTo7: column(money(), { zh: "逾期1–7天", en: "1–7 days over", width: 14, ...shown }),
    upTo30: column(money(), { zh: "逾期8–30天", en: "8–30 days over", width: 14, ...shown }),
    older: column(money(), { zh: "逾期30天以上", en: "More than 30", width: 14, ...shown }),
    total: column(money(), { zh: "合计", en: "Total", width: 14, ...shown }),
    oldest: column(day(), { zh: "最早到期日", en: "Earliest due day", width: 14, ...shown }),
  },
  key: { columns: ["party"], blank: "new", unknown: "fault" },
});

export const ageLine = (row: AgeRow): Written<typeof AGEING.columns> => ({
  party: row.party, papers: row.papers, notDue: row.notDue, upTo7: row.upTo7, upTo30: row.upTo30, older: row.older, total: row.total, oldest: row.oldestDueOn,
});

import { column } from "../../engines/table/column.ts";
import { money } from "../../engines/table/figure-columns.ts";
import { defineList, type Written } from "../../engines/table/list.ts";
import { choice, code, day, text } from "../../engines/table/words-columns.ts";
import type { InstructionView } from "./contract.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const shown = { shown: true } as const;
const both = <K extends string>(pick: (words: typeof zh) => Readonly<Record<K, string>>): Record<K, { zh: string; en: string }> =>
  Object.fromEntries((Object.keys(pick(zh)) as K[]).map((key) => [key, { zh: pick(zh)[key], en: pick(en)[key] }])) as Record<K, { zh: string; en: string }>;

/** Instructions come from what is due and are never typed; only given out. */
export const INSTRUCTIONS = defineList({
  name: { zh: "付款指令", en: "instructions" },
  columns: {
    no: column(code({ upper: true }), { zh: "指令号", en: "Instruction", width: 22, ...shown }),
    rail: column(choice(both((words) => words.rails)), { zh: "方式", en: "Way", width: 12, ...shown }),
    kind: column(choice(both((words) => words.kinds)), { zh: "收付", en: "Kind", width: 8, ...shown }),
    subject: column(code({ upper: true }), { zh: "单号", en: "Paper", width: 18, ...shown }),
    name: column(text(), { zh: "户名", en: "Party", width: 20, ...shown }),
    account: column(text(), { zh: "账号", en: "Account", width: 12, ...shown }),
    amount: column(money(), { zh: "金额", en: "Amount", width: 14, ...shown }),
    state: column(choice(both((words) => words.states)), { zh: "状态", en: "State", width: 10, ...shown }),
    external: column(text(), { zh: "对方编号", en: "Their number", width: 22, ...shown }),
    failure: column(text(), { zh: "失败原因", en: "Failure", width: 24, ...shown }),
    businessDate: column(day(), { zh: "业务日", en: "Day", width: 12, ...shown }),
  },
  key: { columns: ["no"], blank: "new", unknown: "fault" },
});

export const instructionLine = (row: InstructionView): Written<typeof INSTRUCTIONS.columns> => ({
  no: row.no, rail: row.rail, kind: row.kind, subject: row.subjectNo, name: row.name, account: row.accountMasked, amount: row.amount, state: row.state, external: row.externalNo, failure: row.failure, businessDate: row.businessDate,
});

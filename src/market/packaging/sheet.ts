/** The lists of packaging as tables: the balances and the log go out, a stock count of the yard comes in. Nothing here touches the database. */
import { column, needed } from "../../engines/table/column.ts";
import { count, money } from "../../engines/table/figure-columns.ts";
import { defineList, type Written } from "../../engines/table/list.ts";
import { keyOf, type TableRow } from "../../engines/table/read.ts";
import type { Planning } from "../../engines/table/plan.ts";
import { choice, code, day, text } from "../../engines/table/words-columns.ts";
import { ACTS, MAX_PIECES, readNumbers, type Act } from "./rules.ts";
import type { BalanceRow, MovementRow } from "./views.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const actWords = Object.fromEntries(ACTS.map((act) => [act, { zh: zh.acts[act], en: en.acts[act] }])) as Record<Act, { zh: string; en: string }>;

export const BALANCES = defineList({
  name: { zh: "周转箱余额", en: "packaging balances" },
  columns: {
    party: needed(text(), { zh: "户名", en: "Party", width: 20 }),
    kind: needed(text(), { zh: "种类", en: "Kind", width: 20 }),
    quantity: column(count(), { zh: "在手数量", en: "Held", width: 10, shown: true }),
    deposit: column(money(), { zh: "在押押金", en: "Deposit held", width: 14, shown: true }),
    since: column(day(), { zh: "最早领出", en: "Out since", width: 14, shown: true }),
    days: column(count(), { zh: "天数", en: "Days", width: 8, shown: true }),
    overdue: column(count(), { zh: "超期数量", en: "Overdue", width: 10, shown: true }),
  },
  key: { columns: ["party", "kind"], blank: "fault", unknown: "fault" },
});
export const balanceLine = (row: BalanceRow, language: "zh" | "en"): Written<typeof BALANCES.columns> =>
  ({ party: row.party, kind: language === "zh" ? row.kindZh : row.kindEn, quantity: row.quantity, deposit: row.deposit, since: row.since, days: row.oldestDays, overdue: row.overdue });

export const MOVEMENTS = defineList({
  name: { zh: "周转箱流水", en: "packaging log" },
  columns: {
    no: needed(code({ upper: true }), { zh: "单号", en: "Number", width: 18 }),
    date: column(day(), { zh: "业务日", en: "Day", width: 14, shown: true }),
    act: column(choice(actWords), { zh: "事项", en: "What", width: 14, shown: true }),
    kind: column(text(), { zh: "种类", en: "Kind", width: 20, shown: true }),
    quantity: column(count(), { zh: "数量", en: "Quantity", width: 8, shown: true }),
    from: column(text(), { zh: "从", en: "From", width: 18, shown: true }),
    to: column(text(), { zh: "到", en: "To", width: 18, shown: true }),
    numbers: column(text({ most: 8_000 }), { zh: "编号", en: "Numbers", width: 26, shown: true }),
    taken: column(money(), { zh: "收押金", en: "Deposit taken", width: 12, shown: true }),
    back: column(money(), { zh: "退押金", en: "Deposit back", width: 12, shown: true }),
    charge: column(money(), { zh: "赔偿", en: "Charged", width: 12, shown: true }),
    reason: column(text(), { zh: "说明", en: "Reason", width: 30, shown: true }),
    by: column(text(), { zh: "经手", en: "By", width: 14, shown: true }),
  },
  key: { columns: ["no"], blank: "fault", unknown: "fault" },
});
export function movementLine(row: MovementRow, language: "zh" | "en"): Written<typeof MOVEMENTS.columns> {
  const words = language === "zh" ? zh : en;
  return {
    no: row.no, date: row.businessDate, act: row.act, kind: language === "zh" ? row.kindZh : row.kindEn, quantity: row.quantity, from: row.from ?? words.places[row.fromPlace], to: row.to ?? words.places[row.toPlace],
    numbers: row.numbers.join(" "), taken: row.depositTaken, back: row.depositBack, charge: row.charge, reason: row.reason, by: row.by,
  };
}

export const COUNT = defineList({
  name: { zh: "场内盘点", en: "stock count" },
  columns: {
    code: needed(code({ upper: true, example: "CRATE" }), { zh: "种类代码", en: "Kind code", width: 16, names: ["代码"] }),
    kind: column(text(), { zh: "种类", en: "Kind", width: 20, shown: true }),
    book: column(count(), { zh: "账面", en: "By the book", width: 12, shown: true }),
    counted: needed(count({ most: MAX_PIECES, example: 480 }), { zh: "实盘", en: "Counted", width: 12, names: ["实点", "盘点数"] }),
    missing: column(text({ most: 8_000 }), { zh: "缺的编号", en: "Missing numbers", width: 30, note: { zh: "带编号的种类少了，写上缺哪几个，用空格隔开。", en: "Of a numbered kind that is short: which ones are missing, between blanks." } }),
    reason: column(text({ most: 300, asTyped: true, example: "月末盘点" }), { zh: "说明", en: "Reason", width: 30 }),
  },
  key: { columns: ["code"], blank: "fault", unknown: "fault", codes: { unknown: "unknown_kind" } },
});

export interface KnownKind {
  readonly id: string;
  readonly code: string;
  readonly numbered: boolean;
  readonly depot: number;
}
export interface CountLine {
  readonly kindId: string;
  readonly counted: number;
  readonly missing: readonly string[];
  readonly reason: string;
}
export function countPlanning(kinds: readonly KnownKind[]): Planning<typeof COUNT.columns, CountLine> {
  return {
    known: new Map(kinds.map((kind) => [keyOf([kind.code]), { kindId: kind.id, counted: kind.depot, missing: [], reason: "" }])),
    resolve: (row, before) => (before === undefined ? null : counted(row, before, kinds)),
    // What agrees with the book moves nothing, whatever is noted beside it.
    compare: { counted: true },
  };
}

function counted(row: TableRow<typeof COUNT.columns>, before: CountLine, kinds: readonly KnownKind[]): CountLine | null {
  const { values } = row;
  if (values.counted == null) return null;
  const kind = kinds.find((one) => one.id === before.kindId);
  const missing = readNumbers(values.missing ?? "");
  const short = Math.max(0, before.counted - values.counted);
  if (kind?.numbered === true && missing.length !== short) return row.wrong("missing", "numbers_do_not_fit", String(short));
  return { kindId: before.kindId, counted: values.counted, missing, reason: values.reason ?? "" };
}

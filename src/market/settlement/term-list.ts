/** Terms with single parties as a table, out and in. Nothing here touches the database; `term-exchange.ts` does. */
import { MAX_TERM_DAYS } from "../../engines/calendar/due.ts";
import { column, needed } from "../../engines/table/column.ts";
import { count } from "../../engines/table/figure-columns.ts";
import { foldAll } from "../../engines/table/fold.ts";
import { defineList, type Written } from "../../engines/table/list.ts";
import type { Planning } from "../../engines/table/plan.ts";
import { keyOf, type TableRow } from "../../engines/table/read.ts";
import { choice, day, text } from "../../engines/table/words-columns.ts";
import type { TermFigures } from "./money-views.ts";
import type { Side } from "./rules.ts";

const REASON = text({ most: 300, asTyped: true, example: "合作社协议" });
export const TERM_LINES = defineList({
  name: { zh: "账期", en: "terms" },
  columns: {
    party: needed(text({ example: "鲁花批发" }), { zh: "户名", en: "Party", width: 22, note: { zh: "同名的写成 张伟@1234（手机尾号）。", en: "Of one name with another, write 张伟@1234 (the tail of the telephone)." } }),
    side: needed(choice({ seller: { zh: "付给卖方", en: "To sellers" }, buyer: { zh: "向买方收", en: "From buyers" } }), { zh: "方向", en: "Side", width: 12 }),
    validFrom: needed(day(), { zh: "开始", en: "From", width: 14, names: ["生效日"] }),
    kind: needed(choice({ days: { zh: "成交日起算", en: "Day of sale" }, month_end: { zh: "月底起算", en: "End of month" }, market: { zh: "随市场默认", en: "As the market's" } }), { zh: "怎么算", en: "Counted from", width: 14 }),
    days: column(count({ most: MAX_TERM_DAYS, example: 7 }), { zh: "加几天", en: "Days added", width: 10 }),
    counting: column(choice({ calendar: { zh: "自然日", en: "Calendar days" }, bank: { zh: "银行工作日", en: "Bank days" } }), { zh: "数什么天", en: "Which days", width: 14 }),
    way: column(choice({ bank_file: { zh: "银行文件", en: "Bank file" }, split: { zh: "持牌分账", en: "Licensed payer" } }), { zh: "方式", en: "Way", width: 14 }),
    reason: column(REASON, { zh: "原因", en: "Reason", width: 30 }),
  },
  key: { columns: ["party", "side", "validFrom"], blank: "fault", unknown: "new" },
});
export type TermColumns = typeof TERM_LINES.columns;

/** A party's term on a day, as a line says it. The figures of one that follows the market are nothing. */
export interface TermLine {
  readonly partyId: string;
  readonly party: string;
  readonly side: Side;
  readonly validFrom: string;
  readonly kind: "days" | "month_end" | "market";
  readonly days: number;
  readonly counting: TermFigures["counting"];
  readonly way: TermFigures["way"];
  readonly reason: string;
}
const NOTHING = { days: 0, counting: "calendar", way: "bank_file" } as const;
export const figuresOf = ({ kind, days, counting, way }: TermLine): TermFigures | null => (kind === "market" ? null : { kind, days, counting, way });
/** The same whatever stands in the columns that do not count. */
export const plain = (line: TermLine): TermLine => (line.kind === "market" ? { ...line, ...NOTHING } : line);

export const written = (line: TermLine): Written<TermColumns> => ({
  party: line.party, side: line.side, validFrom: line.validFrom, kind: line.kind, reason: line.reason, ...(line.kind === "market" ? {} : { days: line.days, counting: line.counting, way: line.way }),
});

export interface KnownParty {
  readonly id: string;
  readonly name: string;
  readonly tail: string;
}
export interface KnownTerms {
  readonly lines: readonly TermLine[];
  readonly parties: readonly KnownParty[];
  readonly today: string;
}

export function termPlanning({ lines, parties, today }: KnownTerms): Planning<TermColumns, TermLine> {
  return {
    known: new Map(lines.map((line) => [keyOf([line.party, line.side, line.validFrom]), line])),
    resolve: (row, before) => resolve(row, before, parties, today),
    compare: { kind: true, days: true, counting: true, way: true, reason: REASON.same },
    judge: (row, { before }) => { if (before.validFrom < today) row.wrong("validFrom", "past_day", today); },
  };
}

function resolve(row: TableRow<TermColumns>, before: TermLine | undefined, parties: readonly KnownParty[], today: string): TermLine | null {
  const { side, validFrom, kind, days, counting, way, reason } = row.values;
  const party = before === undefined ? partyOf(row, parties) : { id: before.partyId, written: before.party };
  if (before === undefined && validFrom != null && validFrom < today) row.wrong("validFrom", "past_day", today);
  if (kind != null && kind !== "market" && days == null && row.blank("days")) row.wrong("days", "missing");
  if (party === null || side == null || validFrom == null || kind == null) return null;
  // A blank cell keeps what stands; a new line without a reason says that it came by a table.
  return plain({
    partyId: party.id, party: party.written, side, validFrom, kind, days: days ?? before?.days ?? 0, counting: counting ?? before?.counting ?? "calendar", way: way ?? before?.way ?? "bank_file", reason: reason ?? before?.reason ?? "表格导入",
  });
}

function partyOf(row: TableRow<TermColumns>, parties: readonly KnownParty[]): { id: string; written: string } | null {
  const said = row.values.party == null ? null : foldAll(row.values.party);
  if (said === null) return null;
  const tail = /^(.*?)[@ ](\d{4})$/.exec(said);
  const found = parties.filter((one) => foldAll(one.name) === said || (tail !== null && foldAll(one.name) === tail[1] && one.tail === tail[2]));
  if (found.length > 1) return row.wrong("party", "ambiguous_party", `${found[0]!.name}@${found[0]!.tail}`);
  return found[0] === undefined ? row.wrong("party", "unknown_party", said) : { id: found[0].id, written: said };
}

/**
 * What a line of a bank statement answers. Pure: the books' papers and the line go in, a verdict comes out. Only a rule that is sure
 * books by itself; everything else is a suggestion for a person.
 */
import { foldAll } from "../../engines/table/fold.ts";

export const WINDOW_DAYS = 15;
/** A returned payment comes back within so many days. */
export const RETURN_DAYS = 45;
/** Papers that were paid longer ago are not looked at. */
export const PAID_BACK_DAYS = 60;
/** Handed to the bank so long ago without an answer, a paper is a difference. */
export const SILENT_DAYS = 3;
const MOST_IN_A_SUM = 12;
const MOST_CANDIDATES = 6;

/** In this order; the first that fits decides. `books`: it books by itself. */
export const RULES = [
  { code: "statement_no", books: true }, { code: "statement_nos", books: true }, { code: "file_total", books: true }, { code: "account_amount", books: true }, { code: "tail_name_amount", books: true },
  { code: "returned_no", books: true }, { code: "returned_account", books: true }, { code: "by_hand", books: false },
] as const;
export type Rule = (typeof RULES)[number]["code"];
export const WHYS = ["unmatched", "amount_differs", "twice", "sum_of_several", "parts", "returned", "likely"] as const;
export type Why = (typeof WHYS)[number];

export interface BankLine {
  readonly id: string;
  readonly day: string;
  readonly amount: number;
  readonly name: string;
  readonly account: string;
  /** Everything the bank wrote beside the amount. */
  readonly text: string;
}
export interface Paper {
  readonly statementId: string;
  readonly no: string;
  readonly side: "seller" | "buyer";
  readonly businessDate: string;
  readonly partyId: string;
  readonly party: string;
  readonly names: readonly string[];
  readonly account: string | null;
  readonly due: number;
  readonly state: "unpaid" | "at_bank" | "failed" | "paid";
  readonly fileNo: string | null;
  readonly paidOn: string | null;
  /** A line of the bank answers it already. */
  readonly answered: boolean;
}
export interface Candidate {
  readonly papers: readonly Paper[];
  readonly lineIds: readonly string[];
  readonly because: readonly ("no" | "account" | "name" | "amount" | "sum" | "parts")[];
}
export type Verdict =
  | { readonly sure: true; readonly rule: Rule; readonly returned: boolean; readonly papers: readonly Paper[] }
  | { readonly sure: false; readonly why: Why; readonly candidates: readonly Candidate[] };

const RETURNED = /退汇|退票|退回|冲正|冲账|返还|退款|划款失败|入账失败/;
const STATEMENT_NO = /[SB]\d{8}-\d{4,}/g;
const FILE_NO = /[PD]\d{8}-\d+/g;

/** What the paper's money looks like in the bank's books. */
export const bankAmount = (paper: Pick<Paper, "side" | "due">): number => (paper.side === "seller" ? -paper.due : paper.due);
export const folded = (text: string): string => foldAll(text).toUpperCase().replaceAll(/\s/g, "");
const sameName = (line: BankLine, paper: Paper): boolean => line.name !== "" && paper.names.some((name) => folded(name) === folded(line.name));
const digits = (account: string): string => account.replaceAll(/[^\d*]/g, "");
const sameAccount = (line: BankLine, paper: Paper): boolean => paper.account !== null && digits(line.account) !== "" && digits(line.account) === paper.account;
const TAIL = 4;
const sameTail = (line: BankLine, paper: Paper): boolean => paper.account !== null && digits(line.account).length >= TAIL && digits(line.account).slice(-TAIL) === paper.account.slice(-TAIL);
const sum = (papers: readonly Paper[]): number => papers.reduce((total, paper) => total + paper.due, 0);
const dayNumber = (day: string): number => Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10))) / 86_400_000;
const within = (from: string, to: string, days: number): boolean => to >= from && dayNumber(to) - dayNumber(from) <= days;

export function judge(line: BankLine, papers: readonly Paper[], openLines: readonly BankLine[]): Verdict {
  const text = folded(`${line.text} ${line.name}`);
  const nos = new Set(text.match(STATEMENT_NO) ?? []);
  if (RETURNED.test(line.text)) return judgeReturn(line, nos, papers);
  const side = line.amount < 0 ? "seller" : "buyer";
  const wanted = Math.abs(line.amount);
  const mine = papers.filter((paper) => paper.side === side);
  const named = mine.filter((paper) => nos.has(paper.no));
  const free = mine.filter((paper) => !paper.answered);
  const freeNamed = named.filter((paper) => !paper.answered);
  const book = (rule: Rule, found: readonly Paper[]): Verdict => ({ sure: true, rule, returned: false, papers: found });
  // The number and the amount, and a name or an account that does not speak against it.
  if (nos.size === 1 && freeNamed.length === 1 && freeNamed[0]!.due === wanted && !contradicts(line, freeNamed[0]!)) return book("statement_no", freeNamed);
  if (nos.size > 1 && freeNamed.length === nos.size && sum(freeNamed) === wanted && freeNamed.every((paper) => paper.partyId === freeNamed[0]!.partyId)) return book("statement_nos", freeNamed);
  const files = new Set(text.match(FILE_NO) ?? []);
  if (files.size === 1 && nos.size === 0) {
    const ofFile = mine.filter((paper) => paper.fileNo !== null && files.has(paper.fileNo));
    if (ofFile.length > 0 && ofFile.every((paper) => !paper.answered) && sum(ofFile) === wanted) return book("file_total", ofFile);
  }
  if (nos.size === 0) {
    const timely = free.filter((paper) => paper.due === wanted && within(paper.businessDate, line.day, WINDOW_DAYS));
    const byAccount = timely.filter((paper) => sameAccount(line, paper) && !contradictsName(line, paper));
    if (byAccount.length === 1) return book("account_amount", byAccount);
    const byTail = timely.filter((paper) => sameTail(line, paper) && sameName(line, paper));
    if (byAccount.length === 0 && byTail.length === 1) return book("tail_name_amount", byTail);
  }
  return suggest(line, mine, named, openLines);
}

const contradictsName = (line: BankLine, paper: Paper): boolean => line.name !== "" && !sameName(line, paper);
const contradicts = (line: BankLine, paper: Paper): boolean => contradictsName(line, paper) && !sameAccount(line, paper);

/** A payment that comes back: to a grower's paper it comes in again, to a buyer's it goes out again. */
function judgeReturn(line: BankLine, nos: ReadonlySet<string>, papers: readonly Paper[]): Verdict {
  const side = line.amount > 0 ? "seller" : "buyer";
  const gone = papers.filter((paper) => paper.side === side && paper.due === Math.abs(line.amount) && (paper.state === "at_bank" || (paper.state === "paid" && paper.answered)) && within(paper.paidOn ?? paper.businessDate, line.day, RETURN_DAYS));
  const named = gone.filter((paper) => nos.has(paper.no));
  if (named.length === 1 && !contradicts(line, named[0]!)) return { sure: true, rule: "returned_no", returned: true, papers: named };
  const byAccount = gone.filter((paper) => sameAccount(line, paper) && !contradictsName(line, paper));
  if (nos.size === 0 && byAccount.length === 1) return { sure: true, rule: "returned_account", returned: true, papers: byAccount };
  return { sure: false, why: "returned", candidates: ranked(line, gone).slice(0, MOST_CANDIDATES).map((paper) => ({ papers: [paper], lineIds: [line.id], because: becauseOf(line, paper) })) };
}

function suggest(line: BankLine, mine: readonly Paper[], named: readonly Paper[], openLines: readonly BankLine[]): Verdict {
  const wanted = Math.abs(line.amount);
  const free = mine.filter((paper) => !paper.answered);
  const one = (paper: Paper): Candidate => ({ papers: [paper], lineIds: [line.id], because: becauseOf(line, paper) });
  const known = (paper: Paper): boolean => sameAccount(line, paper) || sameName(line, paper) || (sameTail(line, paper) && line.name === "");
  const answeredNamed = named.filter((paper) => paper.answered);
  if (answeredNamed.length > 0 && named.every((paper) => paper.answered)) return { sure: false, why: "twice", candidates: answeredNamed.map(one) };
  const parts = partsOf(line, named.length === 1 ? named.filter((paper) => !paper.answered) : free.filter((paper) => known(paper)), openLines);
  if (parts !== null) return { sure: false, why: "parts", candidates: [parts] };
  const freeNamed = named.filter((paper) => !paper.answered);
  if (freeNamed.length > 0) return { sure: false, why: "amount_differs", candidates: freeNamed.map(one) };
  const timely = free.filter((paper) => within(paper.businessDate, line.day, PAID_BACK_DAYS));
  const exact = timely.filter((paper) => paper.due === wanted);
  if (exact.some(known)) return { sure: false, why: "likely", candidates: ranked(line, exact).slice(0, MOST_CANDIDATES).map(one) };
  const own = timely.filter(known);
  const several = sumOf(own, wanted);
  if (several !== null) return { sure: false, why: "sum_of_several", candidates: [{ papers: several, lineIds: [line.id], because: ["sum"] }] };
  const before = mine.filter((paper) => paper.answered && paper.due === wanted && known(paper) && within(paper.businessDate, line.day, WINDOW_DAYS));
  if (before.length > 0) return { sure: false, why: "twice", candidates: before.slice(0, MOST_CANDIDATES).map(one) };
  if (own.length > 0) return { sure: false, why: "amount_differs", candidates: ranked(line, own).slice(0, MOST_CANDIDATES).map(one) };
  return { sure: false, why: exact.length > 0 ? "likely" : "unmatched", candidates: exact.slice(0, MOST_CANDIDATES).map(one) };
}

/** Several open lines of one payer that make up one paper. */
function partsOf(line: BankLine, papers: readonly Paper[], openLines: readonly BankLine[]): Candidate | null {
  for (const paper of papers) {
    const siblings = openLines.filter((other) => Math.sign(other.amount) === Math.sign(line.amount) && !RETURNED.test(other.text) && (folded(other.text).includes(paper.no) || ((sameAccount(other, paper) || sameName(other, paper)) && !/[SB]\d{8}-\d{4,}/.test(folded(other.text)))));
    if (siblings.length > 1 && siblings.some((other) => other.id === line.id) && siblings.reduce((total, other) => total + Math.abs(other.amount), 0) === paper.due) return { papers: [paper], lineIds: siblings.map((other) => other.id), because: ["parts"] };
  }
  return null;
}

/** The only way in which some of these papers make up an amount; null when there is none, or more than one. */
export function sumOf(papers: readonly Paper[], wanted: number): readonly Paper[] | null {
  const few = papers.slice(0, MOST_IN_A_SUM);
  let found: Paper[] | null = null;
  for (let mask = 1; mask < 1 << few.length; mask += 1) {
    const some = few.filter((_, at) => (mask & (1 << at)) !== 0);
    if (some.length < 2 || sum(some) !== wanted) continue;
    if (found !== null) return null;
    found = some;
  }
  return found;
}

function becauseOf(line: BankLine, paper: Paper): Candidate["because"] {
  return [
    ...(folded(line.text).includes(paper.no) ? ["no" as const] : []), ...(sameAccount(line, paper) || sameTail(line, paper) ? ["account" as const] : []),
    ...(sameName(line, paper) ? ["name" as const] : []), ...(paper.due === Math.abs(line.amount) ? ["amount" as const] : []),
  ];
}
const ranked = (line: BankLine, papers: readonly Paper[]): Paper[] => papers.toSorted((a, b) => becauseOf(line, b).length - becauseOf(line, a).length || b.businessDate.localeCompare(a.businessDate));

/** A line of a statement as the file has it. */
export interface Entry {
  readonly day: string;
  readonly amount: number;
  readonly balance: number | null;
  readonly serial: string;
  readonly name: string;
  readonly account: string;
  readonly summary: string;
  readonly remark: string;
  readonly purpose: string;
}
/** What tells a line without a serial from another; the same twice on one day is told apart by its occurrence. */
export const contentOf = (entry: Entry): string => [entry.day, entry.amount, entry.balance ?? "", entry.name, entry.account, entry.summary, entry.remark, entry.purpose].join("\u001f");

/**
 * The balances of a file against its amounts, in the file's order or the other way round (banks print both). Answers with the line
 * at which it first breaks in the better direction, or null. Lines without a balance are passed over.
 */
export function balanceBreak(entries: readonly Entry[]): { readonly at: number; readonly expected: number } | null {
  const down = breakIn(entries.map((entry, at) => ({ entry, at })));
  if (down === null) return null;
  const up = breakIn(entries.map((entry, at) => ({ entry, at })).toReversed());
  return up === null ? null : down.kept >= up.kept ? down : up;
}

function breakIn(order: readonly { entry: Entry; at: number }[]): { at: number; expected: number; kept: number } | null {
  let balance: number | null = null;
  let kept = 0;
  for (const { entry, at } of order) {
    if (balance !== null) balance += entry.amount;
    if (entry.balance === null) continue;
    if (balance !== null && balance !== entry.balance) return { at, expected: balance, kept };
    balance = entry.balance;
    kept += 1;
  }
  return null;
}

/** The order of the bank's own books: as the balances run, else by day. */
export function inBookOrder<E extends Entry>(entries: readonly E[]): E[] {
  const down = breakIn(entries.map((entry, at) => ({ entry, at })));
  const turned = down !== null && entries.some((entry) => entry.balance !== null) ? entries.toReversed() : entries;
  const falling = turned.length > 1 && turned[0]!.day > turned.at(-1)!.day;
  return (falling ? turned.toReversed() : [...turned]).toSorted((a, b) => a.day.localeCompare(b.day));
}

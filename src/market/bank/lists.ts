import { sql } from "kysely";
import { addDays } from "../../engines/calendar/day.ts";
import { moneyCell } from "../../engines/table/figure-columns.ts";
import { calendar } from "../../kernel/calendar/contract.ts";
import type { Actor, Handlers, Tx } from "../../kernel/machinery/module.ts";
import { isUniqueViolation } from "../../kernel/db/errors.ts";
import { giveOut } from "../../kernel/sheets/exchange.ts";
import { writeWorkbook } from "../../kernel/sheets/xlsx-write.ts";
import { settlement } from "../settlement/contract.ts";
import { MAX_STATEMENT_LINES, type bank } from "./contract.ts";
import { currencyOf, importStatement, statementTemplate, type BankScene } from "./import.ts";
import { LINES } from "./list.ts";
import { asLine, papersOf } from "./match.ts";
import { SILENT_DAYS, bankAmount, judge, type BankLine, type Paper } from "./rules.ts";
import type { LineState, Tables } from "./store.ts";
import type { AccountView, BookItem, DayView, LineView } from "./views.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Noun = Pick<Handlers<typeof bank, Tables>, "accounts" | "addAccount" | "importStatement" | "statementTemplate" | "exportLines" | "lines" | "bookItems" | "exportBookItems" | "days">;
const big = (text: string) => sql<number>`coalesce(${sql.raw(text)}, 0)::bigint`;
const TAIL = 4;
const masked = (number: string): string => (number === "" ? "" : `${"•".repeat(Math.max(0, Math.min(8, number.length - TAIL)))}${number.slice(-TAIL)}`);

export const listHandlers: Noun = {
  async accounts({ tx, actor }) {
    const rows = await accountRows(tx).orderBy("a.opened_at").execute();
    return { accounts: rows.map(accountView), can: [...(actor.roles.includes("cashier") ? ["import" as const] : []), ...(actor.roles.includes("cashier") || actor.roles.includes("operator") ? ["add" as const] : [])] };
  },

  async addAccount(scene, { label, bankName, number }) {
    const { tx, now, actor, newId, refuse } = scene;
    const id = newId();
    try {
      await tx.insertInto("bank.account").values({ id, label, bank_name: bankName, number, currency: await marketCurrency(scene), opened_at: now, opened_name: actor.accountName }).execute();
    } catch (error) {
      if (isUniqueViolation(error)) return refuse("account_known");
      throw error;
    }
    return accountView(await accountRows(tx).where("a.id", "=", id).executeTakeFirstOrThrow());
  },

  importStatement,
  statementTemplate: async (scene, { language }) => statementTemplate(language, await marketCurrency(scene)),

  async exportLines(scene, { accountId, from, to, state, language }) {
    const { tx, refuse } = scene;
    const account = await tx.selectFrom("bank.account").selectAll().where("id", "=", accountId).executeTakeFirst();
    if (account === undefined) return refuse("not_found", { account: accountId });
    let found = tx.selectFrom("bank.line_state").selectAll().where("account_id", "=", accountId).where("day", ">=", from).where("day", "<=", to);
    if (state !== undefined) found = found.where("state", "=", state);
    const rows = await found.orderBy("n").limit(MAX_STATEMENT_LINES + 1).execute();
    if (rows.length > MAX_STATEMENT_LINES) return refuse("too_many_lines", { most: MAX_STATEMENT_LINES });
    const settled = await settledOf(tx, rows);
    const words = language === "zh" ? zh : en;
    return giveOut(LINES, rows.map((row) => ({
      line: row.id, day: row.day, serial: row.serial || null, in: row.amount > 0 ? row.amount : null, out: row.amount < 0 ? -row.amount : null, balance: row.balance, name: row.name || null, account: masked(row.account) || null, summary: row.summary || null, remark: row.remark || null, purpose: row.purpose || null,
      state: row.state, papers: (settled.get(row.resolution_id ?? "") ?? []).map((one) => one.statement_no).join(" ") || null,
      how: row.resolution_id === null ? null : [words.rules[row.rule as keyof typeof words.rules] ?? row.rule, row.code === null ? "" : words.codes[row.code], row.reason, row.resolved_by ?? ""].filter((part) => part !== "").join(" · "),
    })), { currency: currencyOf(account.currency), language }, `${from}-${to}`);
  },

  async lines(scene, { accountId, state, from, to, query, limit, offset }) {
    const { tx, actor, refuse } = scene;
    const account = await tx.selectFrom("bank.account").selectAll().where("id", "=", accountId).executeTakeFirst();
    if (account === undefined) return refuse("not_found", { account: accountId });
    let within = tx.selectFrom("bank.line_state").where("account_id", "=", accountId);
    if (from !== undefined) within = within.where("day", ">=", from);
    if (to !== undefined) within = within.where("day", "<=", to);
    const sums = await within.select([big("sum(amount)").as("all"), big("sum(amount) filter (where state = 'matched')").as("matched"), big("sum(amount) filter (where state = 'explained')").as("explained"), big("sum(amount) filter (where state = 'open')").as("open")]).executeTakeFirstOrThrow();
    let found = state === undefined ? within : within.where("state", "=", state);
    const text = query.replaceAll(/[%_\\]/g, "");
    if (text !== "") found = found.where((of) => of.or((["name", "account", "serial", "summary", "remark", "purpose"] as const).map((column) => of(column, "ilike", `%${text}%`))));
    const { total } = await found.select((of) => of.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
    const rows = await found.selectAll().orderBy("n", "desc").limit(limit).offset(offset).execute();
    const open = rows.some((row) => row.state === "open");
    const papers = open ? await papersOf(scene) : [];
    const openLines = open ? (await tx.selectFrom("bank.line_state").selectAll().where("account_id", "=", accountId).where("state", "=", "open").execute()).map(asLine) : [];
    const settled = await settledOf(tx, rows);
    return { lines: rows.map((row) => lineView(row, { actor, papers, openLines, settled })), total, sums, currency: account.currency };
  },

  async bookItems(scene) {
    return { items: await itemsOf(scene), currency: await marketCurrency(scene) };
  },

  async exportBookItems(scene, { language }) {
    const words = language === "zh" ? zh : en;
    const currency = await marketCurrency(scene);
    const items = await itemsOf(scene);
    const sheet = { name: words.books.title, head: words.books.head, rows: items.map((item) => [words.books.kinds[item.kind], item.no, item.party, { day: item.businessDate }, moneyCell(item.amount, currency), item.on === null ? null : { day: item.on }, item.fileNo, item.reference]) };
    return { name: `${words.books.file}-${scene.businessDate}.xlsx`, base64: (await writeWorkbook([sheet])).toString("base64"), rows: items.length };
  },

  async days(scene, { from, to }) {
    const { tx, ask } = scene;
    const rows = await tx.selectFrom("bank.line_state").where("day", ">=", from).where("day", "<=", to).groupBy("day").orderBy("day", "desc")
      .select(["day", sql<number>`count(*)::int`.as("lines"), big("sum(amount) filter (where amount > 0)").as("in"), big("sum(amount) filter (where amount < 0)").as("out"), big("sum(amount) filter (where state = 'open')").as("open"), big("sum(amount) filter (where state = 'explained')").as("told")]).execute();
    // A matched line may differ from its papers by what is explained beside them; that part counts on the day of its last line.
    const beside = await tx.selectFrom("bank.resolution as r").innerJoin("bank.part as p", "p.resolution_id", "r.id").innerJoin("bank.line as l", "l.id", "p.line_id").where("r.undone_at", "is", null).where("r.kind", "=", "matched").where("r.explained", "<>", 0)
      .groupBy(["r.id", "r.explained"]).select(["r.explained", (of) => of.fn.max("l.day").as("day")]).execute();
    const { days: books } = await ask(settlement.actions.clearingDays, { from, to });
    const all = [...new Set([...rows.map((row) => row.day), ...books.map((book) => book.day)])].toSorted().toReversed();
    return { currency: await marketCurrency(scene), days: all.map((day) => dayOf(day, rows.find((row) => row.day === day), books.find((book) => book.day === day), beside.filter((one) => one.day === day).reduce((sum, one) => sum + one.explained, 0))) };
  },
};

function dayOf(day: string, row: { lines: number; in: number; out: number; open: number; told: number } | undefined, book: { in: number; out: number } | undefined, beside: number): DayView {
  const bank = { lines: row?.lines ?? 0, in: row?.in ?? 0, out: row?.out ?? 0 };
  const open = row?.open ?? 0;
  const explained = (row?.told ?? 0) + beside;
  const [booksIn, booksOut] = [book?.in ?? 0, book?.out ?? 0];
  const difference = bank.in + bank.out - booksIn - booksOut;
  return { day, ...bank, matched: bank.in + bank.out - open - explained, explained, open, booksIn, booksOut, difference, rest: difference - open - explained };
}

async function marketCurrency({ ask }: BankScene): Promise<string> {
  return (await ask(calendar.actions.today, {})).market.currency;
}

const accountRows = (tx: Tx<Tables>) => tx.selectFrom("bank.account as a").selectAll("a").select((of) => [
  of.selectFrom("bank.line_state as l").select(sql<number>`count(*)::int`.as("n")).whereRef("l.account_id", "=", "a.id").as("lines"),
  of.selectFrom("bank.line_state as l").select(sql<number>`count(*)::int`.as("n")).whereRef("l.account_id", "=", "a.id").where("l.state", "=", "open").as("open"),
  of.selectFrom("bank.line as l").select((inner) => inner.fn.min("l.day").as("n")).whereRef("l.account_id", "=", "a.id").as("from"),
  of.selectFrom("bank.line as l").select((inner) => inner.fn.max("l.day").as("n")).whereRef("l.account_id", "=", "a.id").as("through"),
  of.selectFrom("bank.line as l").select("l.balance").whereRef("l.account_id", "=", "a.id").where("l.balance", "is not", null).orderBy("l.day", "desc").orderBy("l.n", "desc").limit(1).as("closing"),
]);
const accountView = (row: Awaited<ReturnType<ReturnType<typeof accountRows>["executeTakeFirstOrThrow"]>>): AccountView => ({
  id: row.id, label: row.label, bankName: row.bank_name, numberMasked: masked(row.number), currency: row.currency, lines: row.lines ?? 0, open: row.open ?? 0, from: row.from ?? null, through: row.through ?? null, closing: row.closing ?? null,
});

type Settled = Awaited<ReturnType<typeof settledOf>>;
async function settledOf(tx: Tx<Tables>, rows: readonly LineState[]) {
  const ids = [...new Set(rows.flatMap((row) => (row.resolution_id === null ? [] : [row.resolution_id])))];
  const found = ids.length === 0 ? [] : await tx.selectFrom("bank.settled").selectAll().where("resolution_id", "in", ids).orderBy("statement_no").execute();
  return Map.groupBy(found, (row) => row.resolution_id);
}

interface Around {
  readonly actor: Actor;
  readonly papers: readonly Paper[];
  readonly openLines: readonly BankLine[];
  readonly settled: Settled;
}
function lineView(row: LineState, { actor, papers, openLines, settled }: Around): LineView {
  const verdict = row.state === "open" ? judge(asLine(row), papers, openLines) : null;
  // A line a rule is sure of and yet open was refused by settlement: the paper is shown as likely.
  const candidates = verdict === null ? [] : verdict.sure ? [{ papers: verdict.papers, lineIds: [row.id], because: ["no" as const] }] : verdict.candidates;
  const amounts = new Map(openLines.map((line) => [line.id, line.amount]));
  const cashier = actor.roles.includes("cashier");
  return {
    id: row.id, day: row.day, amount: row.amount, balance: row.balance, serial: row.serial, name: row.name, accountMasked: masked(row.account), summary: row.summary, remark: row.remark, purpose: row.purpose, state: row.state,
    why: verdict === null ? null : verdict.sure ? "likely" : verdict.why,
    candidates: candidates.map((one) => ({
      papers: one.papers.map((paper) => ({ statementId: paper.statementId, no: paper.no, side: paper.side, party: paper.party, businessDate: paper.businessDate, due: paper.due, state: paper.state })), lineIds: [...one.lineIds], because: [...one.because],
      difference: one.lineIds.reduce((sum, id) => sum + (amounts.get(id) ?? row.amount), 0) - one.papers.reduce((sum, paper) => sum + bankAmount(paper), 0),
    })),
    resolution: row.resolution_id === null ? null : {
      id: row.resolution_id, kind: row.kind!, rule: row.rule!, code: row.code, reason: row.reason!, automatic: row.automatic!, at: row.resolved_at!.toISOString(), by: row.resolved_by!, explained: row.explained!, lines: 1,
      papers: (settled.get(row.resolution_id) ?? []).map((one) => ({ no: one.statement_no, party: one.party, amount: one.amount, what: one.what })),
    },
    can: !cashier ? [] : row.state === "open" ? ["resolve"] : ["undo"],
  };
}

/** Paid in the books without a line of the bank, though its statement reaches beyond that day; or handed to the bank and not answered. */
async function itemsOf(scene: BankScene): Promise<BookItem[]> {
  const { tx, actor, businessDate } = scene;
  const { from, through } = await tx.selectFrom("bank.line").select((of) => [of.fn.min("day").as("from"), of.fn.max("day").as("through")]).executeTakeFirstOrThrow();
  if (from === null || through === null) return [];
  const can = actor.roles.includes("cashier") ? ["note" as const] : [];
  return (await papersOf(scene)).flatMap((paper): BookItem[] => {
    const about = { statementId: paper.statementId, no: paper.no, side: paper.side, party: paper.party, businessDate: paper.businessDate, amount: bankAmount(paper), fileNo: paper.fileNo };
    if (paper.state === "paid" && !paper.answered && paper.paidOn !== null && paper.paidOn >= from && paper.paidOn <= through) return [{ kind: "paid_without_line", ...about, on: paper.paidOn, reference: null, can }];
    return paper.state === "at_bank" && addDays(paper.businessDate, SILENT_DAYS) < businessDate && paper.businessDate >= from ? [{ kind: "silent", ...about, on: null, reference: null, can: [] }] : [];
  });
}

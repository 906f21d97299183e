import { sql } from "kysely";
import { addDays } from "../../engines/calendar/day.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { settlement } from "../settlement/contract.ts";
import type { bank } from "./contract.ts";
import type { BankScene } from "./import.ts";
import { PAID_BACK_DAYS, bankAmount, judge, type BankLine, type Paper, type Rule } from "./rules.ts";
import type { LineState, Tables } from "./store.ts";
import type { Explained, Kind, What } from "./views.ts";

type Noun = Pick<Handlers<typeof bank, Tables>, "match" | "returned" | "explain" | "note" | "undo" | "matchAgain">;
const AUTOMATIC = "按规则自动对上";
/** Papers in one settlement call. */
const MARKS = 200;

export const matchHandlers: Noun = {
  async match(scene, { lineIds, statementIds, code, reason }) {
    const { refuse } = scene;
    const lines = await openLines(scene, lineIds);
    const papers = await papersNamed(scene, statementIds);
    const answered = papers.find((paper) => paper.answered);
    if (answered !== undefined) return refuse("paper_answered", { no: answered.no });
    const linesSum = lines.reduce((sum, line) => sum + line.amount, 0);
    const papersSum = papers.reduce((sum, paper) => sum + bankAmount(paper), 0);
    if (Math.sign(linesSum) !== Math.sign(papersSum)) return refuse("wrong_way", { no: papers[0]!.no });
    if (linesSum !== papersSum && code === undefined) return refuse("amounts_differ", { difference: linesSum - papersSum });
    const id = await settle(scene, { lines, papers, rule: "by_hand", reason, automatic: false, code: linesSum === papersSum ? null : (code ?? null) });
    await tellMonths(scene, lines[0]!.account_id);
    return { resolutionId: id, difference: linesSum - papersSum };
  },

  async returned(scene, { lineId, statementId, reason }) {
    const { refuse } = scene;
    const lines = await openLines(scene, [lineId]);
    const [paper] = await papersNamed(scene, [statementId]);
    if (Math.sign(lines[0]!.amount) === Math.sign(bankAmount(paper!))) return refuse("wrong_way", { no: paper!.no });
    if (lines[0]!.amount !== -bankAmount(paper!)) return refuse("amounts_differ", { difference: lines[0]!.amount + bankAmount(paper!) });
    if (paper!.state !== "at_bank" && paper!.state !== "paid") return refuse("not_sent", { no: paper!.no });
    const id = await comeBack(scene, { line: lines[0]!, paper: paper!, rule: "by_hand", reason, automatic: false });
    await tellMonths(scene, lines[0]!.account_id);
    return { resolutionId: id };
  },

  async explain(scene, { lineIds, code, reason }) {
    const lines = await openLines(scene, lineIds);
    const linesSum = lines.reduce((sum, line) => sum + line.amount, 0);
    const id = await decide(scene, { kind: "explained", lines, rule: "by_hand", code, reason, linesSum, papersSum: 0, automatic: false });
    await tellMonths(scene, lines[0]!.account_id);
    return { resolutionId: id };
  },

  async note(scene, { statementId, code, reason }) {
    const { refuse } = scene;
    const [paper] = await papersNamed(scene, [statementId]);
    if (paper!.answered) return refuse("paper_answered", { no: paper!.no });
    if (paper!.state !== "paid") return refuse("not_sent", { no: paper!.no });
    const id = await decide(scene, { kind: "noted", lines: [], rule: "by_hand", code, reason, linesSum: 0, papersSum: bankAmount(paper!), automatic: false });
    await hold(scene, id, [paper!], "noted");
    return { resolutionId: id };
  },

  async undo(scene, { resolutionId, reason }) {
    const { tx, now, actor, refuse, ask, emit } = scene;
    const row = await tx.selectFrom("bank.resolution").selectAll().where("id", "=", resolutionId).forUpdate().executeTakeFirst();
    if (row === undefined) return refuse("not_found", { resolution: resolutionId });
    if (row.undone_at !== null) return refuse("undone_before");
    const lines = await tx.selectFrom("bank.part as p").innerJoin("bank.line as l", "l.id", "p.line_id").select(["l.id", "l.day"]).where("p.resolution_id", "=", resolutionId).execute();
    const { through } = await ask(settlement.actions.closedThrough, {});
    const closed = lines.find((line) => through !== null && line.day <= through);
    if (closed !== undefined) return refuse("month_closed", { month: closed.day.slice(0, 7) });
    const settled = await tx.selectFrom("bank.settled").selectAll().where("resolution_id", "=", resolutionId).execute();
    // A payment that came back since stands on a later line; that one is taken back first.
    const later = settled.length === 0 ? undefined : await tx.selectFrom("bank.settled as s").innerJoin("bank.resolution as r", "r.id", "s.resolution_id").select("s.statement_no").where("s.statement_id", "in", settled.map((one) => one.statement_id)).where("s.undone", "=", false).where("r.n", ">", row.n).executeTakeFirst();
    if (later !== undefined) return refuse("came_back_since", { no: later.statement_no });
    await tx.updateTable("bank.resolution").set({ undone_at: now, undone_by: actor.accountId, undone_name: actor.accountName, undone_why: reason }).where("id", "=", resolutionId).execute();
    await tx.updateTable("bank.part").set({ undone: true }).where("resolution_id", "=", resolutionId).execute();
    await tx.updateTable("bank.settled").set({ undone: true }).where("resolution_id", "=", resolutionId).execute();
    for (const one of settled) {
      if (one.what === "paid") await ask(settlement.actions.takeBackPayment, { statementId: one.statement_id, reason, returned: false, ...(lines[0] === undefined ? {} : { on: lines[0].day }) });
      if (one.what === "taken_back") await ask(settlement.actions.markPaid, { statementIds: [one.statement_id], reference: reason.slice(0, 80), ...(lines[0] === undefined ? {} : { on: lines[0].day }) });
    }
    await emit("resolutionUndone", { resolutionId, reason });
    if (row.account_id !== null) await tellMonths(scene, row.account_id);
    return { undone: lines.length };
  },

  async matchAgain(scene, { accountId }) {
    const account = await scene.tx.selectFrom("bank.account").select("id").where("id", "=", accountId).forUpdate().executeTakeFirst();
    if (account === undefined) return scene.refuse("not_found", { account: accountId });
    const done = await matchOpen(scene, accountId);
    await tellMonths(scene, accountId);
    return done;
  },
};

export const asLine = (row: Pick<LineState, "id" | "day" | "amount" | "name" | "account" | "summary" | "remark" | "purpose">): BankLine => ({ id: row.id, day: row.day, amount: row.amount, name: row.name, account: row.account, text: [row.summary, row.remark, row.purpose].filter((part) => part !== "").join(" ") });

/** The books' papers as the rules see them. */
export async function papersOf({ tx, ask, businessDate }: BankScene): Promise<Paper[]> {
  const { papers } = await ask(settlement.actions.payablePapers, { paidSince: addDays(businessDate, -PAID_BACK_DAYS) });
  const answers = await tx.selectFrom("bank.settled").select(["statement_id", sql<number>`sum(case what when 'taken_back' then -1 when 'failed' then 0 else 1 end)::int`.as("answers")]).where("undone", "=", false).groupBy("statement_id").execute();
  const answered = new Set(answers.filter((row) => row.answers > 0).map((row) => row.statement_id));
  return papers.map((paper) => ({ ...paper, answered: answered.has(paper.statementId) }));
}

/** Books whatever a rule is sure of; what is paid out before what comes back, so that a return finds its payment. */
export async function matchOpen(scene: BankScene, accountId: string): Promise<{ booked: number; open: number }> {
  const rows = await scene.tx.selectFrom("bank.line_state").selectAll().where("account_id", "=", accountId).where("state", "=", "open").orderBy("n").execute();
  let papers = await papersOf(scene);
  let left = rows;
  let booked = 0;
  for (let round = 0; round < 2; round += 1) {
    for (const row of left) {
      const verdict = judge(asLine(row), papers, []);
      if (!verdict.sure) continue;
      const done = await scene.attempt(() => verdict.returned
        ? comeBack(scene, { line: row, paper: verdict.papers[0]!, rule: verdict.rule, reason: `${AUTOMATIC} ${row.remark || row.summary}`.trim().slice(0, 300), automatic: true })
        : settle(scene, { lines: [row], papers: verdict.papers, rule: verdict.rule, reason: AUTOMATIC, automatic: true, code: null }));
      // What settlement refuses, such as a paper under way elsewhere, stays open for a person.
      if (!done.ok) continue;
      booked += 1;
      left = left.filter((other) => other.id !== row.id);
      const touched = new Set(verdict.papers.map((paper) => paper.statementId));
      papers = papers.map((paper) => (!touched.has(paper.statementId) ? paper : verdict.returned ? { ...paper, answered: false, state: "failed", fileNo: null, paidOn: null } : { ...paper, answered: true, state: "paid", paidOn: row.day }));
    }
  }
  return { booked, open: left.length };
}

interface Settling {
  readonly lines: readonly LineState[];
  readonly papers: readonly Paper[];
  readonly rule: Rule;
  readonly reason: string;
  readonly automatic: boolean;
  readonly code: Explained | null;
}

/** Lines answer papers: those not noted as paid yet are noted now, on the bank's own day. */
async function settle(scene: BankScene, { lines, papers, ...how }: Settling): Promise<string> {
  const day = lines.reduce((last, line) => (line.day > last ? line.day : last), lines[0]!.day);
  const id = await decide(scene, { kind: "matched", lines, linesSum: lines.reduce((sum, line) => sum + line.amount, 0), papersSum: papers.reduce((sum, paper) => sum + bankAmount(paper), 0), ...how });
  const unpaid = papers.filter((paper) => paper.state !== "paid");
  await hold(scene, id, unpaid, "paid");
  await hold(scene, id, papers.filter((paper) => paper.state === "paid"), "already_paid");
  const reference = (lines[0]!.serial || `${lines[0]!.day} ${lines[0]!.remark || lines[0]!.summary}`).slice(0, 80);
  for (let at = 0; at < unpaid.length; at += MARKS) await scene.ask(settlement.actions.markPaid, { statementIds: unpaid.slice(at, at + MARKS).map((paper) => paper.statementId), reference, on: day });
  return id;
}

async function comeBack(scene: BankScene, { line, paper, ...how }: { line: LineState; paper: Paper; rule: Rule; reason: string; automatic: boolean }): Promise<string> {
  const id = await decide(scene, { kind: "returned", lines: [line], code: null, linesSum: line.amount, papersSum: line.amount, ...how });
  // Where the bank's outgoing line was never seen, the paper only waits at the bank and is marked as sent back.
  const paid = paper.state === "paid";
  await hold(scene, id, [paper], paid ? "taken_back" : "failed", line.amount);
  const reason = (line.remark || line.summary || how.reason).trim().slice(0, 200);
  const why = reason.length < 2 ? how.reason.slice(0, 200) : reason;
  if (paid) await scene.ask(settlement.actions.takeBackPayment, { statementId: paper.statementId, reason: why, returned: true, on: line.day });
  else await scene.ask(settlement.actions.markFailed, { statementIds: [paper.statementId], reason: why });
  return id;
}

interface Decision {
  readonly kind: Kind;
  readonly lines: readonly LineState[];
  readonly rule: string;
  readonly code: Explained | null;
  readonly reason: string;
  readonly linesSum: number;
  readonly papersSum: number;
  readonly automatic: boolean;
}

async function decide({ tx, now, actor, newId, emit }: BankScene, { kind, lines, rule, code, reason, linesSum, papersSum, automatic }: Decision): Promise<string> {
  const id = newId();
  await tx.insertInto("bank.resolution").values({
    id, account_id: lines[0]?.account_id ?? null, kind, rule, code, reason, lines_sum: linesSum, papers_sum: papersSum, explained: kind === "noted" ? 0 : linesSum - papersSum, automatic, at: now, by_account: actor.accountId, by_name: actor.accountName,
  }).execute();
  if (lines.length > 0) await tx.insertInto("bank.part").values(lines.map((line) => ({ resolution_id: id, line_id: line.id }))).execute();
  await emit("lineResolved", { resolutionId: id, kind, rule, lines: lines.length, amount: linesSum });
  return id;
}

async function hold({ tx }: BankScene, resolutionId: string, papers: readonly Paper[], what: What, amount?: number): Promise<void> {
  if (papers.length === 0) return;
  await tx.insertInto("bank.settled").values(papers.map((paper) => ({ resolution_id: resolutionId, statement_id: paper.statementId, statement_no: paper.no, side: paper.side, party: paper.party, amount: amount ?? bankAmount(paper), what }))).execute();
}

async function openLines({ tx, refuse }: BankScene, ids: readonly string[]): Promise<LineState[]> {
  await tx.selectFrom("bank.line").select("id").where("id", "in", [...ids]).orderBy("id").forUpdate().execute();
  const rows = await tx.selectFrom("bank.line_state").selectAll().where("id", "in", [...ids]).orderBy("n").execute();
  const missing = ids.find((id) => !rows.some((row) => row.id === id));
  if (missing !== undefined) return refuse("not_found", { line: missing });
  const done = rows.find((row) => row.state !== "open");
  if (done !== undefined) return refuse("line_resolved", { day: done.day });
  if (rows.some((row) => row.account_id !== rows[0]!.account_id)) return refuse("other_account");
  return rows;
}

async function papersNamed(scene: BankScene, ids: readonly string[]): Promise<Paper[]> {
  const all = await papersOf(scene);
  return ids.map((id) => all.find((paper) => paper.statementId === id) ?? scene.refuse("not_found", { statement: id }));
}

/** Settlement's close of a month asks how the bank's statement stands; told in the transaction that changes it. */
export async function tellMonths({ tx, ask }: BankScene, accountId: string): Promise<void> {
  const account = await tx.selectFrom("bank.account").select("label").where("id", "=", accountId).executeTakeFirstOrThrow();
  const months = await tx.selectFrom("bank.line_state").where("account_id", "=", accountId).select([sql<string>`date_trunc('month', day)::date`.as("month"), sql<number>`count(*)::int`.as("lines"), sql<number>`count(*) filter (where state = 'open')::int`.as("open"), sql<number>`coalesce(sum(amount) filter (where state = 'open'), 0)::bigint`.as("amount")])
    .groupBy("month").execute();
  const { through } = await tx.selectFrom("bank.line").select((of) => of.fn.max("day").as("through")).where("account_id", "=", accountId).executeTakeFirstOrThrow();
  for (const row of months) await ask(settlement.actions.noteBankMonth, { accountId, month: row.month, label: account.label, through: through ?? row.month, lines: row.lines, openLines: row.open, openAmount: row.amount });
}

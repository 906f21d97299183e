import { sql } from "kysely";
import { addMonths } from "../../engines/calendar/day.ts";
import { moneyCell } from "../../engines/table/figure-columns.ts";
import { canonical, sha256 } from "../../kernel/machinery/canonical.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { writeWorkbook } from "../../kernel/sheets/xlsx-write.ts";
import type { settlement } from "./contract.ts";
import { marketOf } from "./day.ts";
import { pointsOf, reportOf } from "./month-report.ts";
import type { MonthReport, MonthView, PointView } from "./month-views.ts";
import { lastDayOf } from "./months.ts";
import type { SettlementScene } from "./sale.ts";
import type { MonthTable, Tables } from "./store.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Noun = Pick<Handlers<typeof settlement, Tables>, "months" | "month" | "proposeMonth" | "decideMonth" | "proposeReopen" | "decideReopen" | "monthWorkbook">;
type Step = MonthView["steps"][number]["kind"];

export const monthHandlers: Noun = {
  async months(scene) {
    const { currency } = await marketOf(scene);
    const { rows } = await sql<{ month: string; days: number; open_days: number; gross: number; state: MonthTable["state"] | null; closed_at: Date | null; closed_name: string | null; sha256: string | null }>`
      with seen as (select distinct date_trunc('month', business_date)::date as month from settlement.account_of_day union select month from settlement.month)
      select to_char(seen.month, 'YYYY-MM') as month, m.state, m.closed_at, m.closed_name, m.sha256,
        (select count(*)::int from settlement.day d where date_trunc('month', d.business_date) = seen.month) as days, (select count(*)::int from settlement.day d where date_trunc('month', d.business_date) = seen.month and d.state in ('open', 'closing')) as open_days,
        (select coalesce(sum(s.gross), 0)::bigint from settlement.sale s where s.business_date between seen.month and (seen.month + interval '1 month')::date - 1) as gross
      from seen left join settlement.month m on m.month = seen.month order by seen.month desc`.execute(scene.tx);
    return { months: rows.map((row) => ({ month: row.month, state: row.state ?? "open", days: row.days, openDays: row.open_days, gross: row.gross, currency, closedAt: row.state === "closed" ? (row.closed_at?.toISOString() ?? null) : null, closedBy: row.state === "closed" ? row.closed_name : null, sha256: row.sha256 })) };
  },

  month: (scene, { month }) => viewOf(scene, month ?? scene.businessDate.slice(0, 7)),

  async proposeMonth(scene, { month, waive }) {
    const { tx, now, actor, refuse } = scene;
    const before = await locked(scene, month);
    if (before !== undefined && before.state !== "reopened") return refuse("month_not_open", { month });
    const { ready, report } = await judged(scene, month, waive);
    if (!ready) return refuse("month_not_ready", { month });
    const proposal = { last_day: lastDayOf(month), currency: report.currency, state: "proposed" as const, waived: JSON.stringify(report.waived), report: null, sha256: null, proposed_at: now, proposed_by: actor.accountId ?? refuse("not_allowed"), proposed_name: actor.accountName, closed_at: null, closed_by: null, closed_name: null };
    await tx.insertInto("settlement.month").values({ month: `${month}-01`, ...proposal, reopen_at: null, reopen_by: null, reopen_name: null, reopen_why: null }).onConflict((conflict) => conflict.column("month").doUpdateSet(proposal)).execute();
    await step(scene, month, "proposed", waive.map((one) => `${one.code}: ${one.reason}`).join("; "));
    return viewOf(scene, month);
  },

  async decideMonth(scene, { month, confirm }) {
    const { tx, now, actor, refuse, emit } = scene;
    // Waits for postings under way and keeps new ones out until this transaction ends.
    if (confirm) await sql`select pg_advisory_xact_lock(settlement.month_gate())`.execute(tx);
    const row = await locked(scene, month);
    if (row?.state !== "proposed") return refuse("month_not_open", { month });
    if (!confirm) {
      await tx.updateTable("settlement.month").set({ state: "reopened" }).where("month", "=", `${month}-01`).execute();
      await step(scene, month, "withdrawn");
      return viewOf(scene, month);
    }
    if (row.proposed_by === actor.accountId || actor.accountId === null) return refuse("second_person_needed", { name: row.proposed_name });
    const { ready, report } = await judged(scene, month, row.waived as unknown as MonthReport["waived"]);
    if (!ready) return refuse("month_not_ready", { month });
    const text = canonical(report);
    const hash = sha256(text);
    await tx.updateTable("settlement.month").set({ state: "closed", report: text, sha256: hash, closed_at: now, closed_by: actor.accountId, closed_name: actor.accountName }).where("month", "=", `${month}-01`).execute();
    await step(scene, month, "closed", "", { report: text, sha256: hash });
    await emit("monthClosed", { month, sha256: hash });
    return viewOf(scene, month);
  },

  async proposeReopen(scene, { month, reason }) {
    const { tx, now, actor, refuse } = scene;
    const row = await locked(scene, month);
    if (row?.state !== "closed" || row.reopen_by !== null) return refuse("month_not_closed", { month });
    await onlyLatest(scene, month);
    await tx.updateTable("settlement.month").set({ reopen_at: now, reopen_by: actor.accountId ?? refuse("not_allowed"), reopen_name: actor.accountName, reopen_why: reason }).where("month", "=", `${month}-01`).execute();
    await step(scene, month, "reopen_proposed", reason);
    return viewOf(scene, month);
  },

  async decideReopen(scene, { month, confirm }) {
    const { tx, actor, refuse, emit } = scene;
    const row = await locked(scene, month);
    if (row?.state !== "closed" || row.reopen_by === null) return refuse("month_not_closed", { month });
    const free = { reopen_at: null, reopen_by: null, reopen_name: null, reopen_why: null };
    if (!confirm) {
      await tx.updateTable("settlement.month").set(free).where("month", "=", `${month}-01`).execute();
      await step(scene, month, "reopen_withdrawn");
      return viewOf(scene, month);
    }
    if (row.reopen_by === actor.accountId || actor.accountId === null) return refuse("second_person_needed", { name: row.reopen_name ?? "" });
    await onlyLatest(scene, month);
    await step(scene, month, "reopened", row.reopen_why ?? "", { report: JSON.stringify(row.report), sha256: row.sha256 });
    await tx.updateTable("settlement.month").set({ state: "reopened", report: null, sha256: null, closed_at: null, closed_by: null, closed_name: null, ...free }).where("month", "=", `${month}-01`).execute();
    await emit("monthReopened", { month, reason: row.reopen_why ?? "" });
    return viewOf(scene, month);
  },

  async monthWorkbook(scene, { month, language }) {
    const { report, sha256: hash } = await viewOf(scene, month);
    const words: typeof zh.months = (language === "zh" ? zh : en).months;
    const money = (minor: number) => moneyCell(minor, report.currency);
    const named = (one: { readonly zh: string; readonly en: string }): string => (language === "zh" ? one.zh : one.en);
    const papers = (side: "seller" | "buyer") => [words.sides[side], report[side].papers, ...([report[side].gross, report[side].corrected, report[side].direct, report[side].transfers, report[side].fees, report[side].packaging, report[side].total, report[side].due, report[side].paid].map(money))];
    const sheets = [
      { name: words.trial, head: words.trialHead, rows: [...report.accounts.map((row) => [words.accounts[row.code] ?? row.code, money(row.opening), money(row.debit), money(row.credit), money(row.closing)]), [words.total, money(report.trial.opening), money(report.trial.debit), money(report.trial.credit), money(report.trial.closing)]] },
      { name: words.papers, head: words.papersHead, rows: [papers("seller"), papers("buyer")] },
      { name: words.fees, head: words.feesHead, rows: report.fees.map((fee) => [named(fee), words.sides[fee.side], money(fee.amount)]) },
      { name: words.transfers, head: words.transfersHead, rows: [...report.transfers.map((one) => [one.kind, one.count, money(one.amount)]), [words.reversals, report.reversals.count, money(report.reversals.gross)]] },
      { name: words.days, head: words.daysHead, rows: report.days.map((day) => [{ day: day.day }, day.deals, money(day.gross), money(day.reversed)]) },
      { name: words.about, head: words.aboutHead, rows: [[words.month, month], [words.market, named(report.market)], [words.hash, hash ?? words.notClosed], ...report.waived.map((one) => [words.points[one.code], one.reason])] },
    ];
    return { name: `${words.file}-${month}.xlsx`, base64: (await writeWorkbook(sheets)).toString("base64"), rows: sheets.reduce((sum, sheet) => sum + sheet.rows.length, 0) };
  },
};

const locked = ({ tx }: SettlementScene, month: string) => tx.selectFrom("settlement.month").selectAll().where("month", "=", `${month}-01`).forUpdate().executeTakeFirst();

async function onlyLatest({ tx, refuse }: SettlementScene, month: string): Promise<void> {
  const later = await tx.selectFrom("settlement.month").select("month").where("state", "=", "closed").where("month", ">", `${month}-01`).orderBy("month").executeTakeFirst();
  if (later !== undefined) refuse("later_month_closed", { month: later.month.slice(0, 7) });
}

async function judged(scene: SettlementScene, month: string, waived: MonthReport["waived"]): Promise<{ report: MonthReport; points: PointView[]; ready: boolean }> {
  const found = await reportOf(scene, month, waived);
  const points = await pointsOf(scene, found);
  // Only what is really open stands on the report as left open.
  const report = { ...found, waived: found.waived.filter((one) => points.some((point) => point.code === one.code && !point.ok)) };
  return { report, points, ready: points.every((point) => point.ok || (!point.must && point.waived !== null)) };
}

async function step({ tx, now, actor, newId, refuse }: SettlementScene, month: string, kind: Step, reason = "", more: { report?: string | null; sha256?: string | null } = {}): Promise<void> {
  await tx.insertInto("settlement.month_step").values({ id: newId(), month: `${month}-01`, at: now, kind, account_id: actor.accountId ?? refuse("not_allowed"), account_name: actor.accountName, reason: reason.slice(0, 300), report: more.report ?? null, sha256: more.sha256 ?? null }).execute();
}

async function viewOf(scene: SettlementScene, month: string): Promise<MonthView> {
  const { tx, actor } = scene;
  const row = await tx.selectFrom("settlement.month").selectAll().where("month", "=", `${month}-01`).executeTakeFirst();
  const state = row?.state ?? "open";
  const live = await judged(scene, month, (row?.state === "proposed" || row?.state === "closed" ? row.waived : []) as unknown as MonthReport["waived"]);
  const stored = state === "closed" ? (row!.report as unknown as MonthReport) : null;
  const intact = stored === null || (sha256(canonical(stored)) === row!.sha256 && canonical(stored.accounts) === canonical(live.report.accounts));
  const steps = await tx.selectFrom("settlement.month_step").selectAll().where("month", "=", `${month}-01`).orderBy("n", "desc").execute();
  const { name } = await marketOf(scene);
  const signer = actor.accountId !== null && actor.roles.some((role) => role === "cashier" || role === "operator");
  const can: MonthView["can"] = !signer ? [] : state === "open" || state === "reopened" ? ["propose"]
    : state === "proposed" ? [...(row!.proposed_by === actor.accountId ? [] : ["confirm" as const]), "withdraw"]
      : row!.reopen_by === null ? ["propose_reopen"] : [...(row!.reopen_by === actor.accountId ? [] : ["confirm_reopen" as const]), "withdraw_reopen"];
  return {
    month, state, points: live.points, ready: live.ready, report: stored ?? live.report, sha256: row?.sha256 ?? null, intact, proposedBy: state === "proposed" ? row!.proposed_name : null, proposedAt: state === "proposed" ? row!.proposed_at.toISOString() : null,
    closedBy: state === "closed" ? row!.closed_name : null, closedAt: state === "closed" ? (row!.closed_at?.toISOString() ?? null) : null, reopenBy: row?.reopen_name ?? null, reopenWhy: row?.reopen_why ?? null,
    steps: steps.map((one) => ({ at: one.at.toISOString(), kind: one.kind, by: one.account_name, reason: one.reason, sha256: one.sha256 })), previous: addMonths(`${month}-01`, -1).slice(0, 7), next: addMonths(`${month}-01`, 1).slice(0, 7), demo: name.demo, can,
  };
}

import { sql } from "kysely";
import { dueDay, nextBankDay, type BankDays, type PaymentTerm } from "../../engines/calendar/due.ts";
import type { Handlers, Tx } from "../../kernel/machinery/module.ts";
import type { settlement } from "./contract.ts";
import { marketOf } from "./day.ts";
import type { MoneyRules, TermFigures, TermView } from "./money-views.ts";
import { SIDES, type Side } from "./rules.ts";
import type { SettlementScene } from "./sale.ts";
import type { Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof settlement, Tables>, "terms" | "myTerms" | "setTerm" | "setBankDays" | "setMoneyRules">;

/** What holds until the operator says otherwise: the seller is paid the next day, the buyer pays on the day; no advances; every correction takes two people. */
export const DEFAULT_TERMS: Readonly<Record<Side, TermFigures>> = {
  seller: { kind: "days", days: 1, counting: "calendar", way: "bank_file" },
  buyer: { kind: "days", days: 0, counting: "calendar", way: "bank_file" },
};
export const DEFAULT_RULES: MoneyRules = { advanceShare: 0, advanceAfterMinutes: 0, correctionLimit: 0 };

export const termHandlers: Noun = {
  async terms(scene, { query, limit, offset }) {
    const { tx, actor, businessDate } = scene;
    const text = query.replaceAll(/[%_\\]/g, "").toLowerCase();
    let found = termRows(tx).where("t.party_id", "is not", null);
    if (text !== "") found = found.where((of) => of.or([of("p.name", "ilike", `%${text}%`), of("p.pinyin", "like", `%${text}%`)]));
    const { total } = await found.clearSelect().select(sql<number>`count(*)`.as("total")).executeTakeFirstOrThrow();
    const rows = await found.orderBy("p.pinyin").orderBy("t.side").orderBy("t.valid_from", "desc").orderBy("t.id", "desc").limit(limit).offset(offset).execute();
    const current = new Set(await currentIds(tx, businessDate));
    const defaults = await Promise.all(SIDES.map(async (side) => defaultOf(tx, side, businessDate)));
    const rules = await ruleRow(tx, businessDate);
    return {
      defaults: defaults.map((one, n) => ({ side: SIDES[n]!, ...one })), lines: rows.map((row) => viewOf(row, current.has(row.id))), total,
      bankDays: (await tx.selectFrom("settlement.bank_day").selectAll().orderBy("day", "desc").limit(400).execute()).map((row) => ({ day: row.day, open: row.open, note: row.note, by: row.account_name })),
      rules: rulesOf(rules), rulesFrom: rules?.valid_from ?? null, rulesBy: rules?.account_name ?? null, currency: (await marketOf(scene)).currency, today: businessDate,
      nextBankDay: nextBankDay(businessDate, await bankDaysOf(tx)), can: actor.roles.includes("operator") ? ["change" as const] : [],
    };
  },

  async myTerms({ tx, actor, businessDate, refuse }) {
    const partyId = actor.partyId ?? refuse("not_allowed");
    const [seller, buyer] = [await termsInForce(tx, "seller", businessDate, [partyId]), await termsInForce(tx, "buyer", businessDate, [partyId])];
    return { seller: seller.get(partyId)!, buyer: buyer.get(partyId)! };
  },

  async setTerm(scene, { partyId, side, term, validFrom, reason }) {
    const { tx, businessDate, refuse } = scene;
    if (validFrom < businessDate) return refuse("term_in_the_past", { date: validFrom, today: businessDate });
    if (partyId === null && term === null) return refuse("default_needs_term");
    if (partyId !== null && (await tx.selectFrom("kernel.party").select("id").where("id", "=", partyId).executeTakeFirst()) === undefined) return refuse("unknown_party", { party: partyId });
    const id = await insertTerm(scene, { partyId, side, term, validFrom, reason });
    const row = await termRows(tx).where("t.id", "=", id).executeTakeFirstOrThrow();
    return viewOf(row, validFrom <= businessDate);
  },

  async setBankDays({ tx, now, actor, businessDate, refuse }, { days }) {
    for (const { day, open, note } of days) {
      const set = { open, note, at: now, account_name: actor.accountName };
      await tx.insertInto("settlement.bank_day").values({ day, ...set }).onConflict((conflict) => conflict.column("day").doUpdateSet(set)).execute();
    }
    // A calendar without a bank day would stop the next close, so it is refused here, where it can be mended.
    try {
      nextBankDay(businessDate, await bankDaysOf(tx));
    } catch {
      return refuse("no_bank_day_left");
    }
    return { set: days.length };
  },

  async setMoneyRules({ tx, now, actor, businessDate, refuse, emit }, { rules, validFrom, reason }) {
    if (validFrom < businessDate) return refuse("term_in_the_past", { date: validFrom, today: businessDate });
    await tx.insertInto("settlement.money_rule").values({
      valid_from: validFrom, advance_share: rules.advanceShare, advance_after_minutes: rules.advanceAfterMinutes, correction_limit: rules.correctionLimit, reason, at: now, account_id: actor.accountId, account_name: actor.accountName,
    }).execute();
    await emit("moneyRulesSet", { rules, validFrom });
    return rules;
  },
};

/** One more dated line; it ends the one before it. Without a term the party follows the market. */
export async function insertTerm({ tx, now, actor, emit }: SettlementScene, { partyId, side, term, validFrom, reason }: { partyId: string | null; side: Side; term: TermFigures | null; validFrom: string; reason: string }): Promise<string> {
  const { id } = await tx.insertInto("settlement.term").values({
    party_id: partyId, side, ...(term ?? { ...DEFAULT_TERMS[side], kind: "market" as const }), valid_from: validFrom, reason, at: now, account_id: actor.accountId, account_name: actor.accountName,
  }).returning("id").executeTakeFirstOrThrow();
  await emit("termSet", { partyId, side, validFrom });
  return id;
}

const termRows = (tx: Tx<Tables>) => tx.selectFrom("settlement.term as t").leftJoin("kernel.party as p", "p.id", "t.party_id").selectAll("t").select("p.name as party");
type Row = Awaited<ReturnType<ReturnType<typeof termRows>["executeTakeFirstOrThrow"]>>;

const figuresOf = (row: Pick<Row, "kind" | "days" | "counting" | "way">): TermFigures | null => (row.kind === "market" ? null : { kind: row.kind, days: row.days, counting: row.counting, way: row.way });

const viewOf = (row: Row, inForce: boolean): TermView => ({
  id: String(row.id), partyId: row.party_id, party: row.party, side: row.side, term: figuresOf(row), validFrom: row.valid_from, inForce, reason: row.reason, at: row.at.toISOString(), by: row.account_name,
});

/** The newest line of each party and side that has begun. */
async function currentIds(tx: Tx<Tables>, on: string): Promise<string[]> {
  const rows = await tx.selectFrom("settlement.term").select("id").distinctOn(["party_id", "side"]).where("valid_from", "<=", on)
    .orderBy("party_id").orderBy("side").orderBy("valid_from", "desc").orderBy("id", "desc").execute();
  return rows.map((row) => row.id);
}

async function defaultOf(tx: Tx<Tables>, side: Side, on: string): Promise<{ term: TermFigures; validFrom: string | null }> {
  const row = await tx.selectFrom("settlement.term").selectAll().where("party_id", "is", null).where("side", "=", side).where("valid_from", "<=", on)
    .orderBy("valid_from", "desc").orderBy("id", "desc").limit(1).executeTakeFirst();
  const term = row === undefined ? null : figuresOf(row);
  return { term: term ?? DEFAULT_TERMS[side], validFrom: term === null ? null : row!.valid_from };
}

/** The terms of some parties on a day: their own, else the market's, else the built-in ones. */
export async function termsInForce(tx: Tx<Tables>, side: Side, on: string, partyIds: readonly string[]): Promise<Map<string, TermFigures>> {
  const market = (await defaultOf(tx, side, on)).term;
  const found = new Map(partyIds.map((partyId) => [partyId, market]));
  if (partyIds.length === 0) return found;
  const rows = await tx.selectFrom("settlement.term").selectAll().distinctOn("party_id").where("party_id", "in", [...partyIds]).where("side", "=", side).where("valid_from", "<=", on)
    .orderBy("party_id").orderBy("valid_from", "desc").orderBy("id", "desc").execute();
  for (const row of rows) found.set(row.party_id!, figuresOf(row) ?? market);
  return found;
}

/** Weekdays on which banks are closed and weekend days on which they are open. */
export async function bankDaysOf(tx: Tx<Tables>): Promise<BankDays> {
  return new Map((await tx.selectFrom("settlement.bank_day").select(["day", "open"]).execute()).map((row) => [row.day, row.open]));
}

/** When the papers of a day are due and by which way they are paid. */
export async function dueOf(tx: Tx<Tables>, side: Side, date: string, partyIds: readonly string[]): Promise<Map<string, { due_on: string; way: TermFigures["way"] }>> {
  const exceptions = await bankDaysOf(tx);
  const terms = await termsInForce(tx, side, date, partyIds);
  return new Map([...terms].map(([partyId, term]) => [partyId, { due_on: dueDay(term as PaymentTerm, date, exceptions), way: term.way }]));
}

/** The day a bank executes what it is handed now: the first bank day after today, and after the day that is paid. */
export async function valueDayOf(tx: Tx<Tables>, today: string, date: string = today): Promise<string> {
  return nextBankDay(date > today ? date : today, await bankDaysOf(tx));
}

async function ruleRow(tx: Tx<Tables>, on: string) {
  return tx.selectFrom("settlement.money_rule").selectAll().where("valid_from", "<=", on).orderBy("valid_from", "desc").orderBy("id", "desc").limit(1).executeTakeFirst();
}
const rulesOf = (row: Awaited<ReturnType<typeof ruleRow>>): MoneyRules =>
  row === undefined ? DEFAULT_RULES : { advanceShare: row.advance_share, advanceAfterMinutes: row.advance_after_minutes, correctionLimit: row.correction_limit };
export const moneyRulesOn = async (tx: Tx<Tables>, on: string): Promise<MoneyRules> => rulesOf(await ruleRow(tx, on));

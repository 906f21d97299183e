import { sql } from "kysely";
import { CURRENCIES } from "../../engines/fees/money.ts";
import type { Actor, Handlers, Tx } from "../../kernel/machinery/module.ts";
import { giveOut } from "../../kernel/sheets/exchange.ts";
import type { AlarmView, InstructionView, payments } from "./contract.ts";
import { INSTRUCTIONS, instructionLine } from "./list.ts";
import { activeRail, currencyOf, type Payer } from "./payer.ts";
import { isOpen, maskAccount } from "./rules.ts";
import type { Instruction, Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof payments, Tables>, "instructions" | "instruction" | "alarms" | "settleAlarm" | "exportInstructions">;
const MAX_ROWS = 50_000;

export const viewOf = (row: Instruction, actor: Actor): InstructionView => ({
  id: row.id, no: row.no, rail: row.rail, simulated: row.rail === "simulator", kind: row.kind, subject: row.subject, subjectNo: row.subject_no, businessDate: row.business_date, partyId: row.party_id,
  name: row.name, bankName: row.bank_name, accountMasked: maskAccount(row.bank_account), amount: row.amount, currency: row.currency, madeAt: row.made_at.toISOString(), madeBy: row.made_by, state: row.state,
  externalNo: row.external_no, failure: row.failure, doneAt: row.done_at?.toISOString() ?? null, nextAt: row.next_at?.toISOString() ?? null, tries: row.tries, cancelAsked: row.cancel_asked,
  can: isOpen(row.state) && row.rail !== "bank_file" && !row.cancel_asked && actor.roles.includes("cashier") ? ["cancel"] : [],
});

/** What was instructed, and what became of it, in one row; the parts always make the whole. */
export const sumsOf = {
  count: sql<number>`count(*)`, instructed: sql<number>`coalesce(sum(i.amount), 0)::bigint`, paid: sql<number>`coalesce(sum(i.amount) filter (where i.state = 'paid'), 0)::bigint`,
  failed: sql<number>`coalesce(sum(i.amount) filter (where i.state = 'failed'), 0)::bigint`, open: sql<number>`coalesce(sum(i.amount) filter (where i.state in ('prepared', 'submitted')), 0)::bigint`,
};

export const listHandlers = (payer: Payer): Noun => ({
  async instructions({ tx, actor }, { state, rail, query, from, to, limit, offset }) {
    let found = tx.selectFrom("payments.instruction as i").innerJoin("kernel.party as p", "p.id", "i.party_id");
    if (state !== undefined) found = found.where("i.state", "in", state === "open" ? ["prepared", "submitted"] : [state]);
    if (rail !== undefined) found = found.where("i.rail", "=", rail);
    if (from !== undefined) found = found.where("i.business_date", ">=", from);
    if (to !== undefined) found = found.where("i.business_date", "<=", to);
    const text = query.replaceAll(/[%_\\]/g, "").toLowerCase();
    if (text !== "") found = found.where((of) => of.or([of("i.no", "ilike", `%${text}%`), of("i.subject_no", "ilike", `%${text}%`), of("i.name", "ilike", `%${text}%`), of("p.pinyin", "like", `%${text}%`), of("i.external_no", "ilike", `%${text}%`)]));
    const { count, ...sums } = await found.select([sumsOf.count.as("count"), sumsOf.instructed.as("instructed"), sumsOf.paid.as("paid"), sumsOf.failed.as("failed"), sumsOf.open.as("open")]).executeTakeFirstOrThrow();
    const rows = await found.selectAll("i").orderBy("i.made_at", "desc").orderBy("i.no", "desc").limit(limit).offset(offset).execute();
    const active = await activeRail(tx, payer);
    const { alarms } = await tx.selectFrom("payments.alarm").select(sql<number>`count(*)`.as("alarms")).where("settled_at", "is", null).executeTakeFirstOrThrow();
    return {
      instructions: rows.map((row) => viewOf(row, actor)), total: count, sums: { count, ...sums }, currency: await currencyOf(tx), payer: active?.name ?? null, simulated: active?.simulated ?? false, openAlarms: alarms,
      can: active !== null && actor.roles.includes("cashier") ? ["instruct" as const] : [],
    };
  },

  async instruction({ tx, actor, refuse }, { no }) {
    const row = await tx.selectFrom("payments.instruction").selectAll().where("no", "=", no.toUpperCase()).executeTakeFirst();
    if (row === undefined) return refuse("not_found", { no });
    const said = await tx.selectFrom("payments.said").selectAll().where("instruction_id", "=", row.id).orderBy("id").execute();
    const alarms = await alarmRows(tx).where("a.instruction_id", "=", row.id).orderBy("a.at").execute();
    return {
      instruction: viewOf(row, actor), alarms: alarms.map((one) => alarmOf(one, actor)),
      said: said.map((one) => ({ at: one.at.toISOString(), via: one.via, state: one.state, amount: one.amount, externalNo: one.external_no, reason: one.reason, effect: one.effect })),
    };
  },

  async alarms({ tx, actor }, { openOnly, limit, offset }) {
    let found = alarmRows(tx);
    if (openOnly) found = found.where("a.settled_at", "is", null);
    const { total } = await found.clearSelect().select(sql<number>`count(*)`.as("total")).executeTakeFirstOrThrow();
    const rows = await found.orderBy(sql`a.settled_at is not null`).orderBy("a.at", "desc").limit(limit).offset(offset).execute();
    return { alarms: rows.map((row) => alarmOf(row, actor)), total };
  },

  async settleAlarm({ tx, now, actor, refuse }, { alarmId, note }) {
    const row = await tx.selectFrom("payments.alarm").selectAll().where("id", "=", alarmId).forUpdate().executeTakeFirst();
    if (row === undefined) return refuse("not_found", { alarm: alarmId });
    if (row.settled_at !== null) return refuse("settled_before", { by: row.settled_by ?? "" });
    await tx.updateTable("payments.alarm").set({ settled_at: now, settled_by: actor.accountName, note }).where("id", "=", alarmId).execute();
    return alarmOf(await alarmRows(tx).where("a.id", "=", alarmId).executeTakeFirstOrThrow(), actor);
  },

  async exportInstructions({ tx, actor }, { from, to, language }) {
    const rows = await tx.selectFrom("payments.instruction").selectAll().where("business_date", ">=", from).where("business_date", "<=", to).orderBy("made_at").orderBy("no").limit(MAX_ROWS).execute();
    const currency = await currencyOf(tx);
    return giveOut(INSTRUCTIONS, rows.map((row) => instructionLine(viewOf(row, actor))), { currency: CURRENCIES.find((one) => one === currency) ?? "CNY", language }, `${from}_${to}`);
  },
});

const alarmRows = (tx: Tx<Tables>) => tx.selectFrom("payments.alarm as a").leftJoin("payments.instruction as i", "i.id", "a.instruction_id").leftJoin("kernel.market as m", (join) => join.onTrue())
  .selectAll("a").select(["i.amount as asked", "i.currency", "m.currency as market_currency"]);

const alarmOf = (row: Awaited<ReturnType<ReturnType<typeof alarmRows>["executeTakeFirstOrThrow"]>>, actor: Actor): AlarmView => ({
  id: row.id, no: row.no, at: row.at.toISOString(), kind: row.kind, amount: row.amount, asked: row.asked, currency: row.currency ?? row.market_currency ?? "CNY", detail: row.detail,
  settledAt: row.settled_at?.toISOString() ?? null, settledBy: row.settled_by, note: row.note, can: row.settled_at === null && actor.roles.includes("cashier") ? ["settle"] : [],
});

import { sql } from "kysely";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { settlement } from "../settlement/contract.ts";
import type { payments } from "./contract.ts";
import { activeRail, type Payer, type PaymentScene } from "./payer.ts";
import { waitAfter } from "./rules.ts";
import type { Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof payments, Tables>, "instructDue" | "nextTasks">;
const BANK_LINES_AT_ONCE = 2_000;

export const instructHandlers = (payer: Payer): Noun => ({
  async instructDue(scene) {
    const rail = await activeRail(scene.tx, payer);
    if (rail === null) return scene.refuse("no_payer");
    return { ...(await instructAll(scene, rail.name, rail.simulated)), rail: rail.name };
  },

  async nextTasks({ tx, now }, { limit }) {
    const rail = await activeRail(tx, payer);
    if (rail === null) return { tasks: [] };
    const rows = await tx.selectFrom("payments.instruction").selectAll().where("rail", "=", rail.name).where("next_at", "<=", now).where("state", "in", ["prepared", "submitted"])
      .orderBy("next_at").orderBy("no").limit(limit).forUpdate().skipLocked().execute();
    for (const row of rows) {
      await tx.updateTable("payments.instruction").set({ tries: row.tries + 1, next_at: new Date(now.getTime() + waitAfter(row.tries + 1)) }).where("id", "=", row.id).execute();
    }
    return {
      tasks: rows.map((row) => ({
        id: row.id, no: row.no, rail: row.rail, deed: row.cancel_asked ? "cancel" as const : row.tries === 0 ? "submit" as const : "poll" as const, kind: row.kind, amount: row.amount, currency: row.currency,
        name: row.name, bankName: row.bank_name, bankAccount: row.bank_account, purpose: `${row.subject_no} ${row.business_date}`,
      })),
    };
  },
});

/** Everything due that is not under way gets its instruction, and settlement is told in the same transaction that it is. */
export async function instructAll(scene: PaymentScene, rail: "licensed" | "simulator" | "bank_file", simulated: boolean): Promise<{ made: number; amount: number }> {
  const { tx, now, actor, ask, newId, emit, businessDate } = scene;
  const { payables } = await ask(settlement.actions.payable, { way: "split", dueBy: businessDate });
  let [made, total] = [0, 0];
  for (const one of payables) {
    const { handed } = await ask(settlement.actions.handOver, { kind: one.kind, id: one.id, amount: one.amount, simulated });
    if (!handed) continue;
    const { rows: [next] } = await sql<{ n: number }>`select nextval('payments.instruction_no')::bigint as n`.execute(tx);
    const id = newId();
    const no = `PI${businessDate.replaceAll("-", "")}-${String(next!.n).padStart(6, "0")}`;
    const written = await tx.insertInto("payments.instruction").values({
      id, no, rail, kind: one.side === "seller" ? "payout" : "debit", subject: one.kind, subject_id: one.id, subject_no: one.no, business_date: one.businessDate, party_id: one.partyId, name: one.name,
      bank_name: one.bankName, bank_account: one.bankAccount, amount: one.amount, currency: one.currency, made_at: now, made_by: actor.accountName, failure: null, done_at: null, next_at: now,
    }).onConflict((conflict) => conflict.columns(["subject", "subject_id"]).where("state", "in", ["prepared", "submitted", "paid"]).doNothing()).executeTakeFirst();
    if (written.numInsertedOrUpdatedRows !== 1n) {
      // An open advance is offered at every look and left alone when it has its instruction; a paper that was handed over twice is a fault.
      if (one.kind === "statement") throw new Error(`${one.no} has an instruction already`);
      continue;
    }
    await emit("instructed", { instructionId: id, no, rail, amount: one.amount, currency: one.currency });
    [made, total] = [made + 1, total + one.amount];
  }
  return { made, amount: total };
}

/** The lines of a bank file as instructions; a person carries them, so nobody is asked and nothing waits here. */
export async function writeDownFile(scene: PaymentScene, file: { fileId: string; no: string; kind: "payout" | "debit" }): Promise<void> {
  const { tx, ask, newId } = scene;
  for (let offset = 0; ; offset += BANK_LINES_AT_ONCE) {
    const { file: facts, lines, total } = await ask(settlement.actions.bankLines, { fileId: file.fileId, limit: BANK_LINES_AT_ONCE, offset });
    if (lines.length > 0) {
      await tx.insertInto("payments.instruction").values(lines.map((line) => ({
        id: newId(), no: `${file.no}-${line.line}`, rail: "bank_file" as const, kind: file.kind, subject: "statement" as const, subject_id: line.statementId, subject_no: line.statementNo, business_date: facts.businessDate,
        party_id: line.partyId, name: line.name, bank_name: line.bankName, bank_account: line.accountMasked, amount: line.amount, currency: facts.currency, made_at: new Date(facts.madeAt), made_by: facts.madeBy,
        state: "submitted" as const, external_no: file.no, failure: null, done_at: null, next_at: null,
      }))).onConflict((conflict) => conflict.doNothing()).execute();
    }
    if (offset + lines.length >= total) return;
  }
}

import type { Envelope } from "../../engines/signing/envelope.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { settlement } from "../settlement/contract.ts";
import type { payments } from "./contract.ts";
import { viewOf } from "./lists.ts";
import { activeRail, type Payer, type PaymentScene } from "./payer.ts";
import { MAX_SILENT_TRIES, NONCE_KEPT_MS, isOpen, judge, waitAfter, type Alarm, type Said, type State } from "./rules.ts";
import type { Instruction, Tables, Via } from "./store.ts";

type Noun = Pick<Handlers<typeof payments, Tables>, "note" | "callback" | "cancel">;
interface Effect {
  readonly state: State;
  readonly repeated: boolean;
  readonly alarm: Alarm | null;
}

export const answerHandlers = (payer: Payer): Noun => ({
  async note(scene, { instructionId, via, answer }) {
    const row = await locked(scene, instructionId);
    if (row === undefined) return scene.refuse("not_found", { instruction: instructionId });
    if (answer.state === "no_answer") return nothingHeard(scene, row, via, answer.problem);
    await scene.tx.updateTable("payments.instruction").set({ silent: 0 }).where("id", "=", row.id).where("state", "in", ["prepared", "submitted"]).execute();
    return applied(scene, row, { no: row.no, ...answer }, via);
  },

  async callback(scene, envelope) {
    const { tx, now, refuse, refuseAndKeep, newId, emit } = scene;
    const rail = await activeRail(tx, payer);
    if (rail === null) return refuse("no_payer");
    const read = rail.callback(envelope as Envelope, Math.floor(now.getTime() / 1_000));
    if (!read.ok) return refuse(read.fault);
    if (!(await firstTime(scene, envelope.keyId, envelope.nonce))) return refuse("replayed");
    const { said } = read;
    const found = await tx.selectFrom("payments.instruction").select("id").where("no", "=", said.no).where("rail", "=", rail.name).executeTakeFirst();
    if (found === undefined) {
      const id = newId();
      await tx.insertInto("payments.alarm").values({ id, instruction_id: null, no: said.no, at: now, kind: "unknown_instruction", amount: said.amount, detail: `${said.state} ${said.externalNo} ${said.reason}`.slice(0, 300), settled_at: null, settled_by: null, note: null }).execute();
      await emit("alarmRaised", { alarmId: id, no: said.no, kind: "unknown_instruction" });
      return refuseAndKeep("unknown_instruction", { no: said.no });
    }
    const row = (await locked(scene, found.id))!;
    const effect = await applied(scene, row, said, "callback");
    // Kept, so that a person sees it; refused, so that the payer learns that it was not believed.
    return effect.alarm === "wrong_amount" ? refuseAndKeep("wrong_amount", { no: row.no, asked: row.amount, said: said.amount ?? 0 }) : effect;
  },

  async cancel(scene, { instructionId }) {
    const { tx, now, actor, refuse } = scene;
    const row = await locked(scene, instructionId);
    if (row === undefined) return refuse("not_found", { instruction: instructionId });
    if (!isOpen(row.state)) return refuse("has_outcome", { no: row.no });
    if (row.rail === "bank_file") return refuse("bank_has_it", { no: row.no });
    await tx.updateTable("payments.instruction").set({ cancel_asked: true, next_at: now }).where("id", "=", row.id).execute();
    return viewOf({ ...row, cancel_asked: true, next_at: now }, actor);
  },
});

/** What a cashier noted in settlement about a paper that was in a bank file. */
export async function cashierSaid(scene: PaymentScene, statementId: string, outcome: { state: "paid"; amount: number } | { state: "failed"; reason: string }): Promise<void> {
  const { tx, now, emit } = scene;
  const row = await tx.selectFrom("payments.instruction").selectAll().where("subject", "=", "statement").where("subject_id", "=", statementId).where("rail", "=", "bank_file").where("state", "in", ["prepared", "submitted"]).forUpdate().executeTakeFirst();
  if (row === undefined) return;
  const reason = outcome.state === "failed" ? outcome.reason : "";
  await tx.updateTable("payments.instruction").set({ state: outcome.state, done_at: now, failure: outcome.state === "failed" ? reason : null }).where("id", "=", row.id).execute();
  await log(scene, row, { no: row.no, state: outcome.state, amount: row.amount, currency: row.currency, externalNo: "", reason }, "cashier", "changed");
  await emit("outcome", { instructionId: row.id, no: row.no, rail: row.rail, state: outcome.state, amount: row.amount, currency: row.currency });
}

const locked = ({ tx }: PaymentScene, id: string): Promise<Instruction | undefined> => tx.selectFrom("payments.instruction").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();

/** The answer's effect on the instruction and, when it is the outcome, on the books: both or neither. */
async function applied(scene: PaymentScene, row: Instruction, said: Said, via: Via): Promise<Effect> {
  const { tx, now, ask, emit } = scene;
  const { to, alarm, repeated } = judge(row, said);
  await log(scene, row, said, via, alarm !== null ? "alarm" : to !== null ? "changed" : repeated ? "repeated" : "nothing");
  if (alarm !== null) await raise(scene, row, alarm, said.amount, `${said.state} ${said.externalNo} ${said.reason}`.trim());
  if (to === null) return { state: row.state, repeated, alarm };
  const external = said.externalNo === "" ? row.external_no : said.externalNo;
  if (to === "submitted") {
    await tx.updateTable("payments.instruction").set({ state: to, external_no: external }).where("id", "=", row.id).execute();
    return { state: to, repeated, alarm };
  }
  const failure = said.reason === "" ? said.state : said.reason;
  await tx.updateTable("payments.instruction").set({ state: to, external_no: external, done_at: now, next_at: null, failure: to === "failed" ? failure : null }).where("id", "=", row.id).execute();
  await ask(settlement.actions.payerSaid, {
    kind: row.subject, id: row.subject_id, amount: row.amount, outcome: to === "paid" ? { kind: "paid", reference: `${row.no} ${external}`.trim().slice(0, 80) } : { kind: "failed", reason: failure },
  });
  await emit("outcome", { instructionId: row.id, no: row.no, rail: row.rail, state: to as "paid" | "failed", amount: row.amount, currency: row.currency });
  return { state: to, repeated, alarm };
}

/** Nothing came back that could be believed: one waits longer, and after some tries a person is told. */
async function nothingHeard(scene: PaymentScene, row: Instruction, via: Via, problem: string): Promise<Effect> {
  const { tx, now } = scene;
  await log(scene, row, { no: row.no, state: "unknown", amount: null, currency: null, externalNo: "", reason: problem }, via, "nothing");
  if (!isOpen(row.state)) return { state: row.state, repeated: false, alarm: null };
  const silent = row.silent + 1;
  await tx.updateTable("payments.instruction").set({ silent, next_at: new Date(now.getTime() + waitAfter(silent)) }).where("id", "=", row.id).execute();
  if (silent !== MAX_SILENT_TRIES) return { state: row.state, repeated: false, alarm: null };
  await raise(scene, row, "no_answer", null, problem);
  return { state: row.state, repeated: false, alarm: "no_answer" };
}

async function log({ tx, now }: PaymentScene, row: Instruction, said: Pick<Said, "no" | "amount" | "currency" | "externalNo" | "reason"> & { state: string }, via: Via, effect: "changed" | "nothing" | "repeated" | "alarm"): Promise<void> {
  await tx.insertInto("payments.said").values({
    instruction_id: row.id, no: row.no, at: now, via, state: said.state, amount: said.amount, currency: said.currency, external_no: said.externalNo, reason: said.reason, effect,
  }).execute();
}

/** One open alarm of a kind for an instruction is enough, however often it is repeated. */
async function raise({ tx, now, newId, emit }: PaymentScene, row: Instruction, kind: Alarm, amount: number | null, detail: string): Promise<void> {
  const open = await tx.selectFrom("payments.alarm").select("id").where("instruction_id", "=", row.id).where("kind", "=", kind).where((of) => of.or([of("settled_at", "is", null), of("kind", "=", "no_answer")])).executeTakeFirst();
  if (open !== undefined) return;
  const id = newId();
  await tx.insertInto("payments.alarm").values({ id, instruction_id: row.id, no: row.no, at: now, kind, amount, detail: detail.slice(0, 300), settled_at: null, settled_by: null, note: null }).execute();
  await emit("alarmRaised", { alarmId: id, no: row.no, kind });
}

/** Remembers a nonce for as long as its message could be believed; false when it was seen before. */
async function firstTime({ tx, now }: PaymentScene, keyId: string, nonce: string): Promise<boolean> {
  await tx.deleteFrom("payments.nonce").where("at", "<", new Date(now.getTime() - NONCE_KEPT_MS)).execute();
  const written = await tx.insertInto("payments.nonce").values({ key_id: keyId, nonce, at: now }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
  return written.numInsertedOrUpdatedRows === 1n;
}

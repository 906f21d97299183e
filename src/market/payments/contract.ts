import { z } from "zod";
import { contract, read, write } from "../../kernel/machinery/contract.ts";
import { day } from "../../kernel/lots/contract.ts";
import { sheetFile } from "../../kernel/sheets/contract.ts";
import { ALARMS, MAX_PER_LOOK, RAILS, SAID_STATES, STATES } from "./rules.ts";
import { envelopeShape } from "./wire.ts";

const id = z.uuid();
const currency = z.string().regex(/^[A-Z]{3}$/);
const page = { limit: z.int().min(1).max(2_000).default(200), offset: z.int().min(0).max(1_000_000).default(0) };
const DESK = ["cashier", "operator", "auditor"] as const;

export const instructionView = z.object({
  id, no: z.string(), rail: z.enum(RAILS), simulated: z.boolean(), kind: z.enum(["payout", "debit"]), subject: z.enum(["statement", "advance"]), subjectNo: z.string(), businessDate: day, partyId: id,
  name: z.string(), bankName: z.string(), accountMasked: z.string(), amount: z.int(), currency, madeAt: z.string(), madeBy: z.string(), state: z.enum(STATES), externalNo: z.string(), failure: z.string().nullable(),
  doneAt: z.string().nullable(), nextAt: z.string().nullable(), tries: z.int(), cancelAsked: z.boolean(), can: z.array(z.enum(["cancel"])),
});
export const saidView = z.object({ at: z.string(), via: z.string(), state: z.string(), amount: z.int().nullable(), externalNo: z.string(), reason: z.string(), effect: z.enum(["changed", "nothing", "repeated", "alarm"]) });
export const alarmView = z.object({ id, no: z.string(), at: z.string(), kind: z.enum(ALARMS), amount: z.int().nullable(), asked: z.int().nullable(), currency, detail: z.string(), settledAt: z.string().nullable(), settledBy: z.string().nullable(), note: z.string().nullable(), can: z.array(z.enum(["settle"])) });
const sums = z.object({ count: z.int(), instructed: z.int(), paid: z.int(), failed: z.int(), open: z.int() });
/** What is asked of the payer next; the whole account number stays inside the product. */
const task = z.object({
  id, no: z.string(), rail: z.enum(RAILS), deed: z.enum(["submit", "poll", "cancel"]), kind: z.enum(["payout", "debit"]), amount: z.int(), currency, name: z.string(), bankName: z.string(), bankAccount: z.string(), purpose: z.string(),
});
const said = z.object({ state: z.enum(SAID_STATES), externalNo: z.string().max(80), amount: z.int().nullable(), currency: currency.nullable(), reason: z.string().max(200) });

export const payments = contract("payments", {
  instructDue: write({
    summary: "Writes an instruction for everything due that goes by a licensed payer and is not under way. Runs by itself; a cashier may ask for it now.",
    who: ["cashier", "internal"],
    input: z.object({}),
    output: z.object({ made: z.int(), amount: z.int(), rail: z.enum(RAILS).nullable() }),
    refuses: ["no_payer"],
  }),
  nextTasks: write({
    summary: "What is to be asked of the payer now; each is marked as tried before it is, so that a crash never sends twice what was sent once.",
    who: ["internal"],
    input: z.object({ limit: z.int().min(1).max(MAX_PER_LOOK).default(MAX_PER_LOOK) }),
    output: z.object({ tasks: z.array(task) }),
    refuses: [],
  }),
  note: write({
    summary: "What the payer answered to a request, or that it did not.",
    who: ["internal"],
    input: z.object({ instructionId: id, via: z.enum(["submit", "poll", "cancel"]), answer: z.union([said, z.object({ state: z.literal("no_answer"), problem: z.string().max(200) })]) }),
    output: z.object({ state: z.enum(STATES), repeated: z.boolean(), alarm: z.enum(ALARMS).nullable() }),
    refuses: [],
  }),
  callback: write({
    summary: "The licensed payer says what became of an instruction; signed, within its time, each message once.",
    who: ["public"],
    input: envelopeShape,
    output: z.object({ state: z.enum(STATES), repeated: z.boolean(), alarm: z.enum(ALARMS).nullable() }),
    refuses: ["no_payer", "unknown_key", "wrong_algorithm", "outside_window", "bad_nonce", "wrong_signature", "no_callbacks", "unreadable", "replayed", "unknown_instruction", "wrong_amount"],
    secret: ["body", "signature"],
  }),
  cancel: write({
    summary: "Asks the payer to call an instruction off. It stays open until the payer has said so.",
    who: ["cashier"],
    input: z.object({ instructionId: id }),
    output: instructionView,
    refuses: ["has_outcome", "bank_has_it"],
  }),
  instructions: read({
    summary: "Payment instructions of every way, newest first, with what was instructed, paid, failed and is open.",
    who: DESK,
    input: z.object({ state: z.enum(["open", "paid", "failed"]).optional(), rail: z.enum(RAILS).optional(), query: z.string().trim().max(60).default(""), from: day.optional(), to: day.optional(), ...page }),
    output: z.object({
      instructions: z.array(instructionView), total: z.int(), sums, currency, payer: z.enum(RAILS).nullable(), simulated: z.boolean(), openAlarms: z.int(), can: z.array(z.enum(["instruct"])),
    }),
    refuses: [],
  }),
  instruction: read({
    summary: "One instruction with everything that was said about it.",
    who: DESK,
    input: z.object({ no: z.string().trim().max(40) }),
    output: z.object({ instruction: instructionView, said: z.array(saidView), alarms: z.array(alarmView) }),
    refuses: [],
  }),
  alarms: read({
    summary: "What a person has to look at: amounts that differ, answers that contradict an outcome, a payer that is silent.",
    who: DESK,
    input: z.object({ openOnly: z.boolean().default(true), ...page }),
    output: z.object({ alarms: z.array(alarmView), total: z.int() }),
    refuses: [],
  }),
  settleAlarm: write({
    summary: "Notes that somebody has dealt with an alarm, and how. Money is moved by corrections, never here.",
    who: ["cashier"],
    input: z.object({ alarmId: id, note: z.string().trim().min(2).max(300) }),
    output: alarmView,
    refuses: ["settled_before"],
  }),
  exportInstructions: read({
    summary: "The instructions of some days as an Excel workbook (base64).",
    who: DESK,
    input: z.object({ from: day, to: day, language: z.enum(["zh", "en"]).default("zh") }),
    output: sheetFile,
    refuses: [],
  }),
}, {
  instructed: z.object({ instructionId: id, no: z.string(), rail: z.enum(RAILS), amount: z.int(), currency }),
  outcome: z.object({ instructionId: id, no: z.string(), rail: z.enum(RAILS), state: z.enum(["paid", "failed"]), amount: z.int(), currency }),
  alarmRaised: z.object({ alarmId: id, no: z.string(), kind: z.enum(ALARMS) }),
});
export type InstructionView = z.infer<typeof instructionView>;
export type AlarmView = z.infer<typeof alarmView>;
export type SaidView = z.infer<typeof saidView>;

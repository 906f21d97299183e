import { z } from "zod";
import { read, write } from "../../kernel/machinery/contract.ts";
import { day } from "../../kernel/lots/contract.ts";
import { SIDES } from "./rules.ts";

/** The part of settlement's contract that closes months. */
const DESK = ["cashier", "operator", "auditor"] as const;
const SIGNERS = ["cashier", "operator"] as const;
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, "YYYY-MM");
const reason = z.string().trim().min(2).max(300);
export const MONTH_STATES = ["open", "proposed", "closed", "reopened"] as const;
/** What must be right before a month is closed; the last ones may be left open knowingly, with a reason that stands on the report. */
export const MUST_POINTS = ["over", "order", "days_closed", "corrections", "books", "ledger", "opening"] as const;
export const MAY_POINTS = ["bank", "vouchers", "payments"] as const;
export const POINTS = [...MUST_POINTS, ...MAY_POINTS] as const;

export const pointView = z.object({ code: z.enum(POINTS), ok: z.boolean(), must: z.boolean(), waived: z.string().nullable(), count: z.int(), amount: z.int().nullable(), names: z.array(z.string()), path: z.string() });

const sums = z.object({ papers: z.int(), gross: z.int(), corrected: z.int(), direct: z.int(), transfers: z.int(), fees: z.int(), packaging: z.int(), total: z.int(), due: z.int(), paid: z.int() });
export const monthReport = z.object({
  month, from: day, to: day, currency: z.string(), market: z.object({ zh: z.string(), en: z.string() }),
  accounts: z.array(z.object({ code: z.string(), opening: z.int(), debit: z.int(), credit: z.int(), closing: z.int() })),
  trial: z.object({ opening: z.int(), debit: z.int(), credit: z.int(), closing: z.int() }),
  seller: sums, buyer: sums,
  fees: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string(), side: z.enum(SIDES), amount: z.int() })),
  transfers: z.array(z.object({ kind: z.string(), count: z.int(), amount: z.int() })),
  reversals: z.object({ count: z.int(), gross: z.int() }),
  days: z.array(z.object({ day, deals: z.int(), gross: z.int(), reversed: z.int() })),
  bank: z.array(z.object({ label: z.string(), through: day, lines: z.int(), openLines: z.int(), openAmount: z.int() })),
  vouchers: z.object({ buyers: z.int(), made: z.int(), lacking: z.int() }),
  waived: z.array(z.object({ code: z.enum(MAY_POINTS), reason: z.string() })),
});
export type MonthReport = z.infer<typeof monthReport>;

export const monthRow = z.object({ month, state: z.enum(MONTH_STATES), days: z.int(), openDays: z.int(), gross: z.int(), currency: z.string(), closedAt: z.string().nullable(), closedBy: z.string().nullable(), sha256: z.string().nullable() });
export const stepView = z.object({ at: z.string(), kind: z.enum(["proposed", "withdrawn", "closed", "reopen_proposed", "reopen_withdrawn", "reopened"]), by: z.string(), reason: z.string(), sha256: z.string().nullable() });
export const monthView = z.object({
  month, state: z.enum(MONTH_STATES), points: z.array(pointView), ready: z.boolean(), report: monthReport, sha256: z.string().nullable(),
  /** Of a closed month: what is stored has its hash, and the ledger still says the same. */
  intact: z.boolean(), proposedBy: z.string().nullable(), proposedAt: z.string().nullable(), closedBy: z.string().nullable(), closedAt: z.string().nullable(), reopenBy: z.string().nullable(), reopenWhy: z.string().nullable(),
  steps: z.array(stepView), previous: month.nullable(), next: month.nullable(), demo: z.boolean(), can: z.array(z.enum(["propose", "confirm", "withdraw", "propose_reopen", "confirm_reopen", "withdraw_reopen"])),
});

export const monthActions = {
  months: read({ summary: "The months with trade or postings, newest first, and how each stands.", who: DESK, input: z.object({}), output: z.object({ months: z.array(monthRow) }), refuses: [] }),
  month: read({
    summary: "A month: its checklist, its report with the trial balance, and everything that was done to it.",
    who: DESK, input: z.object({ month: month.optional() }), output: monthView, refuses: [],
  }),
  proposeMonth: write({
    summary: "Proposes to close a month; points that may be left open need a reason each. Somebody else confirms it.",
    who: SIGNERS, input: z.object({ month, waive: z.array(z.object({ code: z.enum(MAY_POINTS), reason })).max(MAY_POINTS.length).default([]) }), output: monthView, refuses: ["month_not_ready", "month_not_open"],
  }),
  decideMonth: write({
    summary: "Confirms the close of a month, which only another person than the proposer may do, or withdraws the proposal. Nothing is booked into a closed month.",
    who: SIGNERS, input: z.object({ month, confirm: z.boolean() }), output: monthView, refuses: ["month_not_ready", "month_not_open", "second_person_needed"],
  }),
  proposeReopen: write({
    summary: "Proposes to reopen the latest closed month, with a reason. Somebody else confirms it.",
    who: SIGNERS, input: z.object({ month, reason }), output: monthView, refuses: ["month_not_closed", "later_month_closed"],
  }),
  decideReopen: write({
    summary: "Confirms the reopening of a month, which only another person may do, or withdraws it. The report that was confirmed stays readable.",
    who: SIGNERS, input: z.object({ month, confirm: z.boolean() }), output: monthView, refuses: ["month_not_closed", "later_month_closed", "second_person_needed"],
  }),
  monthWorkbook: read({
    summary: "The report of a month as an Excel file (base64): trial balance, papers, fees, transfers, days.",
    who: DESK, input: z.object({ month, language: z.enum(["zh", "en"]).default("zh") }), output: z.object({ name: z.string(), base64: z.string(), rows: z.int() }), refuses: [],
  }),
};
export type MonthView = z.infer<typeof monthView>;
export type MonthRow = z.infer<typeof monthRow>;
export type PointView = z.infer<typeof pointView>;

import { z } from "zod";
import { read, write } from "../../kernel/machinery/contract.ts";
import { day } from "../../kernel/lots/contract.ts";
import { LACKS, VOUCHER_FORMATS } from "./voucher-rules.ts";

/** The part of settlement's contract that is about purchase-voucher data and the declarations it stands on. */
const id = z.uuid();
const DESK = ["cashier", "operator", "auditor"] as const;
const words = z.string().trim().min(2).max(120);
const language = z.enum(["zh", "en"]).default("zh");
const period = { from: day, to: day };

export const declarationView = z.object({
  id, partyId: id, party: z.string(), givenAt: z.string(), givenBy: z.string(), delegate: z.boolean(), paper: z.string().nullable(), validFrom: day, validTo: day, categories: z.array(z.string()), goods: z.string(), place: z.string(),
  citizenMasked: z.string(), state: z.enum(["holds", "over", "ended", "wrong"]), endedAt: z.string().nullable(), endedBy: z.string().nullable(), endedWhy: z.string().nullable(), can: z.array(z.enum(["end"])),
});

export const voucherBuyer = z.object({
  buyerId: id, buyer: z.string(), lines: z.int(), billed: z.int(), allowances: z.int(), ready: z.int(), lackingLines: z.int(), lacking: z.int(), currency: z.string(),
  /** made: the latest file of this very period tells today's figures. stale: something changed since. */
  file: z.enum(["none", "made", "stale"]), lastNo: z.string().nullable(),
});

/** What a seller lacks, over all lines of the period. */
export const voucherGap = z.object({ sellerId: id, seller: z.string(), lacks: z.enum(LACKS), lines: z.int(), amount: z.int(), firstDay: day, lastDay: day });

export const voucherLine = z.object({
  kind: z.enum(["sale", "reversal", "allowance"]), saleId: id, saleDay: day, billNo: z.string(), billDay: day, originalNo: z.string().nullable(), statementNo: z.string().nullable(), lotNo: z.string(), itemZh: z.string(), itemEn: z.string(), category: z.string(),
  grade: z.string().nullable(), unit: z.string(), quantity: z.int(), price: z.int(), amount: z.int(), sellerId: id, seller: z.string(), citizenMasked: z.string().nullable(), lacks: z.enum(LACKS).nullable(), reason: z.string(),
});

export const voucherFileView = z.object({
  id, no: z.string(), buyerId: id, buyer: z.string(), from: day, to: day, currency: z.string(), format: z.enum(VOUCHER_FORMATS), lines: z.int(), redLines: z.int(), goods: z.int(), allowances: z.int(), lackingLines: z.int(), lacking: z.int(),
  sha256: z.string(), madeAt: z.string(), madeBy: z.string(),
});

export const voucherActions = {
  declareOwnProduction: write({
    summary: "A grower declares that what he sells is his own production, with place, goods and days; the desk may write down a signed paper for him. It replaces the one before.",
    who: ["grower", "cashier"],
    input: z.object({
      partyId: id.optional(), validFrom: day, validTo: day, categories: z.array(z.string().min(1).max(20)).max(20).default([]), goods: words, place: words, citizenId: z.string().trim().max(20), paper: words.optional(),
    }),
    output: declarationView,
    refuses: ["bad_citizen_id", "id_differs", "declared_days", "growers_only", "paper_needed"],
    secret: ["citizenId"],
  }),
  endDeclaration: write({
    summary: "Ends a declaration: from today on, or, when it was wrong, as if it had never been given.",
    who: ["grower", "cashier"],
    input: z.object({ declarationId: id, wrong: z.boolean(), why: z.string().trim().min(2).max(300) }),
    output: declarationView,
    refuses: ["ended_before"],
  }),
  myDeclarations: read({
    summary: "My declarations of own production, newest first, and the categories of goods I have brought.",
    who: ["grower"],
    input: z.object({}),
    output: z.object({ declarations: z.array(declarationView), categories: z.array(z.string()), citizenMasked: z.string().nullable(), today: day }),
    refuses: [],
  }),
  declarations: read({
    summary: "Declarations of own production with identity numbers masked; those that hold first.",
    who: DESK,
    input: z.object({ partyId: id.optional(), query: z.string().trim().max(60).default(""), limit: z.int().min(1).max(500).default(100) }),
    output: z.object({ declarations: z.array(declarationView), total: z.int() }),
    refuses: [],
  }),
  voucherBuyers: read({
    summary: "Who bought in a period, what of it may go into purchase-voucher data, and what lacks. Data, never an invoice.",
    who: [...DESK, "internal"],
    input: z.object(period),
    output: z.object({ buyers: z.array(voucherBuyer), openDays: z.array(day), currency: z.string() }),
    refuses: ["bad_period"],
  }),
  vouchers: read({
    summary: "The purchase-voucher data of one buyer and period, identity numbers masked, with what lacks and whom to ask. Data, never an invoice.",
    who: [...DESK, "internal"],
    input: z.object({ buyerId: id, ...period, limit: z.int().min(0).max(5_000).default(500) }),
    output: z.object({
      buyer: z.string(), currency: z.string(), billed: z.int(), ready: z.int(), readyLines: z.int(), lacking: z.int(), lackingLines: z.int(), allowances: z.int(), redLines: z.int(), gaps: z.array(voucherGap), lines: z.array(voucherLine), linesTotal: z.int(), openDays: z.array(day),
      can: z.array(z.enum(["take"])),
    }),
    refuses: ["bad_period", "too_many_lines"],
  }),
  voucherGapsWorkbook: read({
    summary: "What lacks in the purchase-voucher data of a period, as an Excel file (base64): whom to ask for what.",
    who: DESK,
    input: z.object({ ...period, language }),
    output: z.object({ name: z.string(), base64: z.string(), rows: z.int() }),
    refuses: ["bad_period", "too_many_lines"],
  }),
  takeVouchers: write({
    summary: "Hands out a buyer's purchase-voucher data with identity numbers in full; who took it stands on the audit trail. Data, never an invoice.",
    who: ["cashier"],
    input: z.object({ buyerId: id, ...period, format: z.enum(VOUCHER_FORMATS) }),
    output: z.object({ name: z.string(), base64: z.string(), file: voucherFileView }),
    refuses: ["bad_period", "too_many_lines", "nothing_ready"],
    once: true,
  }),
  voucherFiles: read({
    summary: "The purchase-voucher files handed out, newest first.",
    who: DESK,
    input: z.object({ buyerId: id.optional(), limit: z.int().min(1).max(500).default(50) }),
    output: z.object({ files: z.array(voucherFileView) }),
    refuses: [],
  }),
};

export type DeclarationView = z.infer<typeof declarationView>;
export type VoucherBuyer = z.infer<typeof voucherBuyer>;
export type VoucherGap = z.infer<typeof voucherGap>;
export type VoucherLine = z.infer<typeof voucherLine>;
export type VoucherFileView = z.infer<typeof voucherFileView>;

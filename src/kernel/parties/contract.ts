import { z } from "zod";
import { BUSINESS_ROLES, contract, read, write } from "../machinery/contract.ts";

const id = z.uuid();
export const partyName = z.string().trim().min(1).max(120);
const phone = z.string().regex(/^1\d{10}$/, "a mainland mobile number of 11 digits");

export const partyView = z.object({
  id, kind: z.enum(["organisation", "person"]), name: z.string(), uscc: z.string().nullable(), citizenIdMasked: z.string().nullable(),
  phoneMasked: z.string().nullable(), town: z.string().nullable(), roles: z.array(z.enum(BUSINESS_ROLES)),
  bankName: z.string().nullable(), bankAccountMasked: z.string().nullable(), status: z.enum(["active", "suspended"]), demo: z.boolean(),
});
const memberView = z.object({ accountId: id, login: z.string(), name: z.string(), role: z.enum(["owner", "member", "delegate"]), grantedAt: z.string(), revokedAt: z.string().nullable() });

export const parties = contract("parties", {
  register: write({
    summary: "Registers an organisation (with its unified social credit code) or a natural person.",
    who: ["operator", "internal"],
    input: z.object({
      kind: z.enum(["organisation", "person"]), name: partyName, uscc: z.string().trim().toUpperCase().nullable().default(null),
      citizenId: z.string().trim().nullable().default(null), phone: phone.nullable().default(null), town: z.string().max(40).nullable().default(null),
      roles: z.array(z.enum(BUSINESS_ROLES)).min(1), bankName: z.string().max(60).nullable().default(null),
      bankAccount: z.string().regex(/^\d{8,30}$/, "8 to 30 digits").nullable().default(null), demo: z.boolean().default(false),
    }),
    output: partyView,
    refuses: ["bad_uscc", "uscc_needed", "uscc_taken", "bad_citizen_id"],
    secret: ["citizenId", "bankAccount", "phone"],
  }),
  suspend: write({
    summary: "Suspends a party, or lets it trade again, with a reason.",
    who: ["operator"],
    input: z.object({ partyId: id, suspended: z.boolean(), reason: z.string().trim().min(2).max(300) }),
    output: partyView,
    refuses: [],
  }),
  find: read({
    summary: "Finds parties by name, pinyin or the tail of the phone number.",
    who: ["operator", "auctioneer", "grader", "cashier", "auditor", "internal"],
    input: z.object({ query: z.string().max(60).default(""), role: z.enum(BUSINESS_ROLES).optional(), limit: z.int().min(1).max(500).default(50) }),
    output: z.object({ parties: z.array(partyView), total: z.int() }),
    refuses: [],
  }),
  get: read({ summary: "One party.", who: ["signed_in", "internal"], input: z.object({ partyId: id }), output: partyView, refuses: [] }),
  payee: read({
    summary: "Where a party is paid; only for the bank file.",
    who: ["internal"],
    input: z.object({ partyId: id }),
    output: z.object({ name: z.string(), bankName: z.string().nullable(), bankAccount: z.string().nullable() }),
    refuses: [],
  }),
  names: read({
    summary: "Names of many parties at once.",
    who: ["internal"],
    input: z.object({ ids: z.array(id).max(20_000) }),
    output: z.object({ names: z.record(z.string(), z.string()) }),
    refuses: [],
  }),
  relations: read({
    summary: "Pairs of parties with one purse: a common owner or member, the same phone, the same bank account. Trade between them makes no price.",
    who: ["internal"],
    input: z.object({}),
    output: z.object({ pairs: z.array(z.object({ one: id, other: id, because: z.enum(["owner", "phone", "bank_account"]) })) }),
    refuses: [],
  }),
  actsFor: read({
    summary: "Whether an account may act for a party, in whatever role: who may is not neutral in what concerns it.",
    who: ["internal"],
    input: z.object({ accountId: id, partyId: id }),
    output: z.object({ acts: z.boolean() }),
    refuses: [],
  }),
  join: write({
    summary: "Lets an account act for a party, as owner, member or delegate.",
    who: ["operator", "internal"],
    input: z.object({ accountId: id, partyId: id, role: z.enum(["owner", "member", "delegate"]) }),
    output: memberView,
    refuses: ["unknown_account"],
  }),
  appointDelegate: write({
    summary: "A grower lets somebody with an account act for him; the trail shows who did what.",
    who: BUSINESS_ROLES,
    input: z.object({ login: z.string().trim().toLowerCase().min(3).max(60) }),
    output: memberView,
    refuses: ["unknown_account", "delegates_cannot_appoint", "already_acts"],
  }),
  dismissDelegate: write({
    summary: "Ends a delegate's right to act, at once.",
    who: BUSINESS_ROLES,
    input: z.object({ accountId: id }),
    output: memberView,
    refuses: ["delegates_cannot_appoint", "not_a_delegate"],
  }),
  members: read({
    summary: "Who may act for my party.",
    who: BUSINESS_ROLES,
    input: z.object({}),
    output: z.object({ members: z.array(memberView), canAppoint: z.boolean() }),
    refuses: [],
  }),
}, {
  partyRegistered: z.object({ partyId: id, name: z.string(), roles: z.array(z.enum(BUSINESS_ROLES)) }),
  partySuspended: z.object({ partyId: id, suspended: z.boolean(), reason: z.string() }),
  memberChanged: z.object({ partyId: id, accountId: id, role: z.enum(["owner", "member", "delegate"]), acts: z.boolean() }),
});

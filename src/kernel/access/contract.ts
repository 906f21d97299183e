import { z } from "zod";
import { BUSINESS_ROLES, ROLES, contract, read, write } from "../machinery/contract.ts";
import { MIN_PASSWORD, MAX_PASSWORD } from "./rules.ts";

const id = z.uuid();
const login = z.string().trim().toLowerCase().min(3).max(60).regex(/^[a-z0-9._-]+$/, "letters, digits, dot, dash and underscore");
const password = z.string().min(MIN_PASSWORD).max(MAX_PASSWORD);
const STAFF = ["operator", "auctioneer", "grader", "cashier", "collector", "system_admin", "security_admin", "auditor"] as const;

export const whoView = z.object({
  accountId: id, login: z.string(), name: z.string(), roles: z.array(z.enum(ROLES)), mustChange: z.boolean(),
  party: z.object({ id, name: z.string(), delegate: z.boolean() }).nullable(),
  parties: z.array(z.object({ id, name: z.string(), role: z.enum(["owner", "member", "delegate"]) })),
});
const accountView = z.object({
  id, login: z.string(), name: z.string(), roles: z.array(z.enum(STAFF)), disabled: z.boolean(), lockedUntil: z.string().nullable(),
  lastLoginAt: z.string().nullable(), stale: z.boolean(), demo: z.boolean(),
});

export const access = contract("access", {
  logIn: write({
    summary: "Opens a session. Five wrong passwords lock the account for a quarter of an hour.",
    who: ["public"],
    input: z.object({ login: z.string().max(60), password: z.string().max(MAX_PASSWORD) }),
    output: z.object({ token: z.string(), who: whoView }),
    refuses: ["wrong_password", "locked", "disabled"],
    secret: ["password"],
    once: true,
  }),
  demoLogIn: write({
    summary: "Opens a session for one of the demonstration accounts; only on a demonstration market.",
    who: ["public"],
    input: z.object({ login: z.string().max(60) }),
    output: z.object({ token: z.string(), who: whoView }),
    refuses: ["not_a_demo", "unknown_account"],
    once: true,
  }),
  demoLogIns: read({
    summary: "The demonstration accounts that one click opens.",
    who: ["public"],
    input: z.object({}),
    output: z.object({ logIns: z.array(z.object({ login: z.string(), name: z.string(), roles: z.array(z.enum(ROLES)) })) }),
    refuses: [],
  }),
  logOut: write({ summary: "Ends the session.", who: ["signed_in"], input: z.object({}), output: z.object({ ended: z.boolean() }), refuses: [] }),
  me: read({ summary: "Who I am and for whom I may act.", who: ["public"], input: z.object({}), output: z.object({ who: whoView.nullable() }), refuses: [] }),
  actFor: write({
    summary: "Chooses the party to act for.",
    who: ["signed_in"],
    input: z.object({ partyId: id.nullable() }),
    output: whoView,
    refuses: ["not_a_member"],
  }),
  changePassword: write({
    summary: "Changes my password and ends my other sessions.",
    who: ["signed_in"],
    input: z.object({ old: z.string().max(MAX_PASSWORD), fresh: password }),
    output: z.object({ changed: z.boolean() }),
    refuses: ["wrong_password", "weak_password"],
    secret: ["old", "fresh"],
  }),
  openAccount: write({
    summary: "Opens an account. The system administrator opens it; rights come from the security administrator.",
    who: ["system_admin", "internal"],
    input: z.object({ login, name: z.string().trim().min(1).max(60), password, mustChange: z.boolean().default(true), demo: z.boolean().default(false) }),
    output: accountView,
    refuses: ["login_taken", "weak_password"],
    secret: ["password"],
  }),
  setRoles: write({
    summary: "Gives an account its staff roles; nobody may hold two of the three administrator parts.",
    who: ["security_admin", "internal"],
    input: z.object({ accountId: id, roles: z.array(z.enum(STAFF)).max(7) }),
    output: accountView,
    refuses: ["admin_roles_are_separate", "not_for_oneself"],
  }),
  disable: write({
    summary: "Closes an account, or opens it again, and ends its sessions.",
    who: ["system_admin"],
    input: z.object({ accountId: id, disabled: z.boolean(), reason: z.string().trim().min(2).max(300) }),
    output: accountView,
    refuses: ["not_for_oneself"],
  }),
  accounts: read({
    summary: "All accounts, with those that nobody has used for ninety days.",
    who: ["system_admin", "security_admin", "auditor"],
    input: z.object({}),
    output: z.object({ accounts: z.array(accountView) }),
    refuses: [],
  }),
  named: read({
    summary: "Accounts by log-in or by id, for another module that keeps who does what.",
    who: ["internal"],
    input: z.object({ logins: z.array(z.string()).max(500), ids: z.array(z.uuid()).max(500) }),
    output: z.object({ accounts: z.array(z.object({ id: z.uuid(), login: z.string(), name: z.string() })) }),
    refuses: [],
  }),
  authenticate: read({
    summary: "The actor behind a session token.",
    who: ["internal"],
    input: z.object({ token: z.string().max(200) }),
    output: z.object({ who: whoView.nullable(), tokenHash: z.string().nullable() }),
    refuses: [],
  }),
  trail: read({
    summary: "The audit trail, newest first. A grower sees what was done in his name.",
    who: ["auditor", "security_admin", ...BUSINESS_ROLES],
    input: z.object({ module: z.string().max(40).optional(), accountId: id.optional(), before: z.int().optional(), limit: z.int().min(1).max(500).default(100) }),
    output: z.object({
      lines: z.array(z.object({
        id: z.int(), at: z.string(), accountName: z.string(), delegate: z.boolean(), module: z.string(), action: z.string(),
        input: z.string(), outcome: z.string(), code: z.string().nullable(), address: z.string(), requestId: z.string(),
      })),
    }),
    refuses: [],
  }),
  checkTrail: read({
    summary: "Re-computes the chain of the audit trail and names the first block that does not fit.",
    who: ["auditor", "internal"],
    input: z.object({}),
    output: z.object({ blocks: z.int(), lines: z.int(), whole: z.boolean(), firstBroken: z.int().nullable(), digest: z.string().nullable() }),
    refuses: [],
  }),
}, {
  accountOpened: z.object({ accountId: id, login: z.string() }),
  /** One or more of the account's sessions have ended before their time. */
  sessionEnded: z.object({ accountId: id }),
  rolesSet: z.object({ accountId: id, roles: z.array(z.enum(STAFF)) }),
});

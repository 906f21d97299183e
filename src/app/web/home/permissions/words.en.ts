import type { PermissionWords } from "./words.zh.ts";

export const en = {
  title: "Permissions", intro: "Who may do what. The table is made from the contracts that the server itself obeys; a button that is not on a page would not be answered either.",
  action: "Action", kind: "Kind", who: "Who may", kinds: { all: "All", read: "Reads", write: "Changes" }, read: "reads", write: "changes",
  filterRole: "Rights of", everyone: "everybody", search: "Find an action", none: "No such action", noneWhy: "Try another filter.",
  public: "public", publicWhy: "without log-in", signedIn: "anybody signed in", anyone: "anyone",
  yes: (role: string, action: string) => `${role} may: ${action}`, rows: (n: number, of: number) => `${n} of ${of} actions`, internal: (n: number) => `${n} more actions are for other modules only and cannot be reached from outside.`,
  legend: "● by role　◐ anybody signed in　○ public",
  rules: ["Growers, buyers and agents see and touch what belongs to the party they act for; with another's id the answer is “not found”.", "Staff roles come from the security administrator; system, security and audit are apart, and an account holds one of them at most.", "Every change and every refusal is on the trail, and the trail is chained."],
  short: { grower: "Grow", merchant: "Stall", buyer: "Buy", agent: "Agent", operator: "Mgr", auctioneer: "Auct", grader: "Grade", cashier: "Cash", collector: "Coll", system_admin: "Sys", security_admin: "Sec", auditor: "Audit" },
} satisfies PermissionWords;

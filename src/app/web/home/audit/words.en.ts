import type { AuditWords } from "./words.zh.ts";

export const en = {
  title: "Audit trail", intro: "Every change and every refusal: who, when, as a delegate or not, did what. It can only grow, and it is chained block by block.",
  chain: { title: "Chain of the trail", whole: "The chain is whole", broken: (n: number) => `Block ${n} does not fit the trail`, why: "Every two seconds the new lines are sealed into a block whose digest contains the digest before it; whoever changes a line breaks every block from there on.", blocks: "blocks", lines: "lines sealed", digest: "Latest digest", again: "Check again", copy: "Copy the digest", copied: "Copied", keep: "Written down elsewhere, the digest proves that the trail up to here was never replaced.", auditorOnly: "The auditor checks the chain." },
  filters: { module: "Module", allModules: "All modules", account: "Account", allAccounts: "All accounts", outcome: "Outcome", acting: "Delegates only" },
  outcomes: { all: "All", done: "done", refused: "refused", failed: "failed" },
  caption: "Trail", time: "Time", who: "Who", what: "What", outcome: "Outcome", from: "From", number: "Request", input: "Content", code: "Refusal", delegate: "delegate", system: "system",
  source: "audit table", coverage: (shown: number, read: number) => `${read} lines read, ${shown} match`, older: "Read further back", end: "This is the first line", none: "No such line", noneWhy: "Try another filter, or read further back.", secret: "Passwords, identity numbers and bank accounts never reach the trail; a mark stands in their place.",
} satisfies AuditWords;

import { createHash } from "node:crypto";
import { CURRENCIES, formatMoney, type Currency } from "../../engines/fees/money.ts";
import type { Scene } from "../../kernel/machinery/module.ts";
import { giveTemplate, takeIn } from "../../kernel/sheets/exchange.ts";
import { MAX_STATEMENT_LINES, type bank } from "./contract.ts";
import { FORM, STATEMENT, entryOf } from "./list.ts";
import { matchOpen, tellMonths } from "./match.ts";
import { balanceBreak, contentOf, inBookOrder, type Entry } from "./rules.ts";
import type { Tables } from "./store.ts";

export type BankScene = Scene<Tables, string, (typeof bank)["events"]>;
const ROWS_PER_INSERT = 500;

export const currencyOf = (code: string): Currency => CURRENCIES.find((one) => one === code) ?? "CNY";
export const statementTemplate = (language: "zh" | "en", currency: string) => giveTemplate(FORM, { currency: currencyOf(currency), language });

interface Numbered extends Entry {
  readonly identity: string;
}

/** The same line of another file has the same identity: the bank's serial with the amount, or the content, and which of several alike it is. */
export function numbered(entries: readonly Entry[]): Numbered[] {
  const seen = new Map<string, number>();
  return entries.map((entry) => {
    const base = entry.serial === "" ? `c:${createHash("sha256").update(contentOf(entry)).digest("hex").slice(0, 40)}` : `s:${entry.serial}:${entry.amount}`;
    const n = (seen.get(base) ?? 0) + 1;
    seen.set(base, n);
    return { ...entry, identity: `${base}:${n}` };
  });
}

export async function importStatement(scene: BankScene, input: { accountId: string; base64: string; dryRun: boolean; job?: string | undefined }) {
  const { tx, refuse, emit } = scene;
  const account = await tx.selectFrom("bank.account").selectAll().where("id", "=", input.accountId).forUpdate().executeTakeFirst();
  if (account === undefined) return refuse("not_found", { account: input.accountId });
  let fresh: Numbered[] = [];
  let known = 0;
  let importId: string | null = null;
  const report = await takeIn(scene, input, {
    list: STATEMENT, context: { currency: currencyOf(account.currency), language: "zh" }, most: MAX_STATEMENT_LINES,
    planning: async ({ rows }) => {
      const entries = rows.map((row) => entryOf(row));
      const whole = entries.filter((entry) => entry !== null);
      const broken = whole.length === entries.length && rows.every((row) => row.sound && row.key === null) ? balanceBreak(whole) : null;
      if (broken !== null) rows[broken.at]!.wrong("balance", "balance_breaks", formatMoney(broken.expected, currencyOf(account.currency), "zh", "plain"));
      const ids = rows.flatMap(({ key }) => (key === null ? [] : [key.toLowerCase()]));
      const ours = ids.length === 0 ? [] : await tx.selectFrom("bank.line").select("id").where("account_id", "=", account.id).where("id", "in", ids).execute();
      const all = numbered(inBookOrder(whole));
      const there = await identitiesThere(scene, account.id, all);
      fresh = ids.length > 0 ? [] : all.filter((entry) => !there.has(entry.identity));
      known = (ids.length > 0 ? ours.length : all.length - fresh.length);
      return { known: new Map(ours.map(({ id }) => [id.toUpperCase(), {}])), resolve: () => ({}), compare: {} };
    },
    apply: async (_plan, done) => {
      if (fresh.length > 0) importId = await write(scene, { accountId: account.id, fresh, known, base64: input.base64, done });
    },
  });
  const counted = { ...report, created: report.problems.length > 0 ? report.created : fresh.length, unchanged: report.problems.length > 0 ? report.unchanged : known };
  if (!report.applied) return { ...counted, booked: 0, open: 0 };
  const matched = await matchOpen(scene, account.id);
  await tellMonths(scene, account.id);
  if (importId !== null) await emit("statementTaken", { accountId: account.id, importId, lines: fresh.length, known, ...matched });
  return { ...counted, ...matched };
}

async function identitiesThere({ tx }: BankScene, accountId: string, entries: readonly Numbered[]): Promise<Set<string>> {
  const found = new Set<string>();
  for (let at = 0; at < entries.length; at += ROWS_PER_INSERT) {
    const rows = await tx.selectFrom("bank.line").select("identity").where("account_id", "=", accountId).where("identity", "in", entries.slice(at, at + ROWS_PER_INSERT).map((entry) => entry.identity)).execute();
    for (const row of rows) found.add(row.identity);
  }
  return found;
}

async function write({ tx, now, actor, newId }: BankScene, { accountId, fresh, known, base64, done }: { accountId: string; fresh: readonly Numbered[]; known: number; base64: string; done: () => void }): Promise<string> {
  const id = newId();
  const [first, last] = [fresh[0]!, fresh.at(-1)!];
  await tx.insertInto("bank.import").values({
    id, account_id: accountId, at: now, by_account: actor.accountId, by_name: actor.accountName, sha256: createHash("sha256").update(base64).digest("hex"), lines: fresh.length, known, from_day: first.day, to_day: last.day,
    opening: first.balance === null ? null : first.balance - first.amount, closing: last.balance,
  }).execute();
  for (let at = 0; at < fresh.length; at += ROWS_PER_INSERT) {
    const some = fresh.slice(at, at + ROWS_PER_INSERT);
    await tx.insertInto("bank.line").values(some.map((entry) => ({ ...entry, id: newId(), account_id: accountId, import_id: id }))).execute();
    some.forEach(() => done());
  }
  return id;
}

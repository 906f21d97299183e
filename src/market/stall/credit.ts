import { sql } from "kysely";
import { addDays } from "../../engines/calendar/day.ts";
import { ledger } from "../../kernel/ledger/contract.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { settlement } from "../settlement/contract.ts";
import { paymentView } from "./bills.ts";
import { BILL, matchCredit } from "./booking.ts";
import type { stall } from "./contract.ts";
import { creditOf, customerAt, viewOf } from "./customers.ts";
import { marketOf, placeAt, stallViewOf, type StallScene } from "./right.ts";
import { ageing, type Aged } from "./rules.ts";
import type { StallRow, Tables } from "./store.ts";
import type { StatementView } from "./views.ts";

type Noun = Pick<Handlers<typeof stall, Tables>, "takePayment" | "creditBook" | "statement">;
const PAYMENT = "stall.payment";
const OPENING = "stall.opening";
/** No money moves: what is owed from before is noted as if it had been given. */
const OPENING_METHOD = "other";
/** Before the first day of the calendar nobody owed anything. */
const FIRST_DAY = "1901-01-01";
const STATEMENT_DAYS = 31;
const ORDER: readonly string[] = ["direct_reversal", "direct", "direct_receipt"];

export const creditHandlers: Noun = {
  async takePayment(handed, { paymentId, customerId, payments, memo }) {
    const scene = handed as StallScene;
    const { tx, now, newId, actor, businessDate, refuse } = scene;
    const { customer, stall, right } = await customerAt(scene, customerId, true);
    const { currency } = await marketOf(scene);
    const balance = async () => (await creditOf(scene, stall, currency, customer.party_id))(customer.party_id).balance;
    const allowed = payments.reduce((sum, payment) => sum + (payment.method === "allowance" ? payment.amount : 0), 0);
    if (allowed > right.allowanceMax) return refuse("allowance_too_high", { allowance: allowed, most: right.allowanceMax });
    let repeated = false;
    const rows = [];
    for (const [index, { method, amount }] of payments.entries()) {
      const receipt = await scene.ask(settlement.actions.recordReceipt, { payerId: customer.party_id, payeeId: stall.party_id, method, currency, amount, memo, cause: PAYMENT, causeId: `${paymentId}:${index}` });
      if (receipt.repeated) {
        repeated = true;
        rows.push(await tx.selectFrom("stall.payment").selectAll().where("receipt_id", "=", receipt.receiptId).executeTakeFirstOrThrow());
        continue;
      }
      // A second call with the same id and more lines is not the same payment.
      if (repeated) return refuse("payment_id_reused");
      rows.push(await tx.insertInto("stall.payment").values({
        id: newId(), stall_id: stall.id, party_id: customer.party_id, customer_id: customer.id, bill_id: null, change_id: null, method, amount, business_date: businessDate, memo, receipt_id: receipt.receiptId,
        account_id: actor.accountId, account_name: actor.accountName, at: now,
      }).returningAll().executeTakeFirstOrThrow());
    }
    if (!repeated) await matchCredit(scene, stall, customer.party_id, currency, { cause: PAYMENT, causeId: paymentId });
    return { payments: rows.map(paymentView), balance: await balance(), repeated };
  },

  async creditBook(handed, { stallId }) {
    const scene = handed as StallScene;
    const { tx, businessDate } = scene;
    const { stall } = await placeAt(scene, stallId);
    const { currency } = await marketOf(scene);
    const customers = await tx.selectFrom("stall.customer").selectAll().where("stall_id", "=", stallId).orderBy("pinyin").execute();
    const credit = await creditOf(scene, stall, currency);
    const ages = await agesOf(scene, stall);
    const rows = customers.map((customer) => {
      const { balance, limit, used } = credit(customer.party_id);
      return { customerId: customer.id, nickname: customer.nickname, group: customer.group_name, phoneTail: customer.phone_tail, limit, free: limit - used, lastAt: customer.last_at?.toISOString() ?? null, balance, ...ages(customer.party_id) };
    });
    return { stall: await stallViewOf(scene, stall), currency, businessDate, rows, total: rows.reduce((sum, row) => sum + row.balance, 0) };
  },

  async statement(handed, { customerId, from, to }) {
    const scene = handed as StallScene;
    const { customer, stall } = await customerAt(scene, customerId);
    const market = await marketOf(scene);
    const last = to ?? scene.businessDate;
    const first = from ?? addDays(last, -STATEMENT_DAYS);
    // Read from the keeper's side of the two accounts; the customer's side is the same with the other sign.
    const { entries } = await scene.ask(ledger.actions.entries, { partyId: stall.party_id, withId: customer.party_id, from: FIRST_DAY, to: last });
    const own = entries.filter((entry) => entry.account === "direct_due" && entry.currency === market.currency);
    const before = own.filter((entry) => entry.businessDate < first).reduce((sum, entry) => sum - entry.amount, 0);
    const shown = await named(scene, own.filter((entry) => entry.businessDate >= first), before);
    const credit = (await creditOf(scene, stall, market.currency, customer.party_id))(customer.party_id);
    const { prices: _prices, ...view } = viewOf(customer, credit, []);
    return {
      stall: await stallViewOf(scene, stall), customer: view, currency: market.currency, from: first, to: last, before, after: shown.at(-1)?.balance ?? before, entries: shown,
      ages: { balance: credit.balance, ...(await agesOf(scene, stall, customer.party_id))(customer.party_id) }, market: { zh: market.zh, en: market.en, demo: market.demo, utcOffsetMinutes: market.utcOffsetMinutes },
    };
  },
};

/** Notes what a customer owed before; once, since it was then. */
export async function openDebt(scene: StallScene, stall: StallRow, customer: { readonly id: string; readonly party_id: string }, debt: { readonly amount: number; readonly since: string; readonly memo: string }): Promise<void> {
  const { tx, now, actor } = scene;
  const { currency } = await marketOf(scene);
  const why = { cause: OPENING, causeId: customer.id };
  const { receiptId } = await scene.ask(settlement.actions.recordReceipt, { payerId: customer.party_id, payeeId: stall.party_id, method: OPENING_METHOD, currency, amount: -debt.amount, memo: debt.memo, ...why });
  await tx.insertInto("stall.opening").values({ customer_id: customer.id, stall_id: stall.id, party_id: customer.party_id, amount: debt.amount, since: debt.since, receipt_id: receiptId, account_id: actor.accountId, account_name: actor.accountName, at: now }).execute();
  await matchCredit(scene, stall, customer.party_id, currency, why);
}

/** Debts by age from the bills and from what was owed before there were any; together they are the balance of the ledger. */
async function agesOf({ tx, businessDate }: StallScene, stall: StallRow, partyId?: string): Promise<(partyId: string) => Aged> {
  let open = tx.selectFrom("stall.bill").select(["party_id", "made_on", "total_now", "paid"]).where("stall_id", "=", stall.id).whereRef("total_now", "<>", "paid");
  let account = tx.selectFrom("stall.payment").select((of) => ["party_id", of.fn.sum<string>("amount").as("amount")]).where("stall_id", "=", stall.id).where("bill_id", "is", null).groupBy("party_id");
  let before = tx.selectFrom("stall.opening").select(["party_id", "since as made_on", "amount as total_now", sql.lit(0).as("paid")]).where("stall_id", "=", stall.id);
  if (partyId !== undefined) {
    open = open.where("party_id", "=", partyId);
    account = account.where("party_id", "=", partyId);
    before = before.where("party_id", "=", partyId);
  }
  const debts = Map.groupBy([...(await open.execute()), ...(await before.execute())], (row) => row.party_id);
  const paid = new Map((await account.execute()).map((row) => [row.party_id, Number(row.amount)]));
  return (of) => ageing((debts.get(of) ?? []).map((row) => ({ on: row.made_on, due: row.total_now - row.paid })), paid.get(of) ?? 0, businessDate);
}

interface Entry {
  readonly at: string;
  readonly businessDate: string;
  readonly kind: string;
  readonly cause: string;
  readonly causeId: string;
  readonly memo: string;
  readonly amount: number;
}

/** Ledger entries in the words of bills: the sales of one bill are one line, and so are those of one change. */
async function named({ tx }: StallScene, entries: readonly Entry[], before: number): Promise<StatementView["entries"]> {
  const of = (cause: string): string[] => entries.filter((entry) => entry.cause === cause).map((entry) => entry.causeId);
  const sales = [...of("settlement.sale"), ...of("settlement.reversal")];
  const known = sales.length === 0 ? [] : await tx.selectFrom("stall.line_sale").select(["sale_id", "reversal_id", "bill_id"]).where((or) => or.or([or("sale_id", "in", sales), or("reversal_id", "in", sales)])).execute();
  const billOf = new Map(known.flatMap((row) => [[row.sale_id, row.bill_id] as const, ...(row.reversal_id === null ? [] : [[row.reversal_id, row.bill_id] as const])]));
  for (const id of of(BILL)) billOf.set(id, id.split(":")[0]!);
  const ids = [...new Set(billOf.values())];
  const numbers = new Map(ids.length === 0 ? [] : (await tx.selectFrom("stall.bill").select(["id", "no"]).where("id", "in", ids).execute()).map((row) => [row.id, row.no]));
  const lines: StatementView["entries"] = [];
  let balance = before;
  // What is booked at one moment reads in the order in which people think of it: back, bought, paid.
  const ordered = entries.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind)));
  for (const entry of ordered) {
    balance -= entry.amount;
    const billId = billOf.get(entry.causeId) ?? null;
    const last = lines.at(-1);
    if (last !== undefined && billId !== null && last.billId === billId && last.kind === entry.kind && last.at === entry.at) {
      lines[lines.length - 1] = { ...last, amount: last.amount - entry.amount, balance };
      continue;
    }
    lines.push({ at: entry.at, businessDate: entry.businessDate, kind: entry.cause === OPENING ? "opening" : entry.kind, text: entry.memo, billId, billNo: billId === null ? null : (numbers.get(billId) ?? null), amount: -entry.amount, balance });
  }
  return lines;
}

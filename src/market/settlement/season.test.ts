import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "../../engines/calendar/day.ts";
import { ledger } from "../../kernel/ledger/contract.ts";
import { lots } from "../../kernel/lots/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { settlement } from "./contract.ts";

const actions = settlement.actions;
const FIRST_DAY = "2026-11-22";
const SEED = Number(process.env["HUALIAN_SEED"] ?? 20_261_122);
const RUNS = Number(process.env["HUALIAN_RUNS"] ?? 6);

/** One thing that happens in a market. Numbers are taken modulo what there is to choose from. */
type Deed =
  | { readonly kind: "sell"; readonly lot: number; readonly buyer: number; readonly quantity: number; readonly price: number }
  | { readonly kind: "takeBack"; readonly sale: number; readonly confirm: boolean; readonly goods: "returned" | "written_off" }
  /** A stall's bill: settled between the two, paid in part, the rest on the stall's own credit. */
  | { readonly kind: "bill"; readonly lot: number; readonly buyer: number; readonly quantity: number; readonly price: number; readonly paid: number }
  | { readonly kind: "giveBack"; readonly bill: number; readonly refund: boolean; readonly goods: "returned" | "written_off" }
  | { readonly kind: "receipt"; readonly lot: number; readonly buyer: number; readonly amount: number }
  | { readonly kind: "transfer"; readonly grower: number; readonly buyer: number; readonly amount: number; readonly way: "claim" | "commission" | "deposit" | "bonus" }
  | { readonly kind: "correct"; readonly grower: number; readonly buyer: number; readonly amount: number; readonly way: number; readonly confirm: boolean }
  | { readonly kind: "takeBackCorrection"; readonly one: number }
  | { readonly kind: "term"; readonly party: number; readonly days: number; readonly monthEnd: boolean; readonly bank: boolean }
  /** A share of what may be had in advance; paid or failed at once or left open. */
  | { readonly kind: "advance"; readonly grower: number; readonly percent: number; readonly end: "paid" | "failed" | "open" }
  | { readonly kind: "nextDay" }
  | { readonly kind: "close" }
  | { readonly kind: "step" }
  /** The evening: the earliest open day is closed to its end. */
  | { readonly kind: "evening" }
  | { readonly kind: "pay"; readonly paper: number; readonly many: number }
  | { readonly kind: "sendBack"; readonly paper: number }
  | { readonly kind: "fileAgain" };

const number = fc.nat(1_000_000);
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant("sell" as const), lot: number, buyer: number, quantity: fc.integer({ min: 1, max: 97 }), price: fc.integer({ min: 1, max: 9_999_99 }) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("takeBack" as const), sale: number, confirm: fc.integer({ min: 0, max: 3 }).map((n) => n > 0), goods: fc.constantFrom("returned" as const, "written_off" as const) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("bill" as const), lot: number, buyer: number, quantity: fc.integer({ min: 1, max: 97 }), price: fc.integer({ min: 1, max: 999_99 }), paid: fc.integer({ min: 0, max: 110 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("giveBack" as const), bill: number, refund: fc.boolean(), goods: fc.constantFrom("returned" as const, "written_off" as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("receipt" as const), lot: number, buyer: number, amount: fc.integer({ min: 1, max: 5_000_00 }) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("transfer" as const), grower: number, buyer: number, amount: fc.integer({ min: 1, max: 20_000_00 }), way: fc.constantFrom("claim" as const, "commission" as const, "deposit" as const, "bonus" as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("correct" as const), grower: number, buyer: number, amount: fc.integer({ min: 1, max: 900_00 }), way: fc.nat(2), confirm: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("takeBackCorrection" as const), one: number }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("term" as const), party: number, days: fc.nat(3), monthEnd: fc.boolean(), bank: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("advance" as const), grower: number, percent: fc.integer({ min: 1, max: 120 }), end: fc.constantFrom("paid" as const, "failed" as const, "open" as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("nextDay" as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("close" as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("step" as const) }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("evening" as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("pay" as const), paper: number, many: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("sendBack" as const), paper: number }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("fileAgain" as const) }) },
);

/** Fee sheets with every basis, odd rates, minima and maxima, so that rounding and limits are met in every run. */
const fee = fc.record({
  payer: fc.constantFrom("seller" as const, "buyer" as const), basis: fc.constantFrom("rate_on_gross" as const, "per_unit" as const, "per_lot" as const, "per_transaction" as const, "per_day" as const),
  value: fc.integer({ min: 0, max: 333_333 }), min: fc.option(fc.integer({ min: 0, max: 7_77 }), { nil: null }), span: fc.option(fc.integer({ min: 0, max: 99_99 }), { nil: null }), packaging: fc.boolean(),
});

class Season {
  readonly market: TestMarket;
  readonly growers: Person[] = [];
  readonly buyers: Person[] = [];
  readonly lots: string[] = [];
  readonly sales: string[] = [];
  readonly bills: { readonly saleId: string; readonly seller: string; readonly buyer: string; readonly gross: number }[] = [];
  readonly clock: { now: Date };
  cashiers: [Person, Person] = [] as unknown as [Person, Person];
  n = 0;

  constructor(market: TestMarket, clock: { now: Date }) {
    this.market = market;
    this.clock = clock;
  }

  static async open(fees: readonly (typeof fee extends fc.Arbitrary<infer T> ? T : never)[]): Promise<Season> {
    const clock = { now: new Date(`${FIRST_DAY}T10:00:00+08:00`) };
    const market = await openTestMarket({ world: { now: () => clock.now, random: (bytes) => randomBytes(bytes) } });
    const season = new Season(market, clock);
    season.cashiers = [await market.staff("孙丽", ["cashier"]), await market.staff("吴涛", ["cashier"])];
    const item = await market.item("蝴蝶兰");
    for (const name of ["王", "李", "张"]) season.growers.push(await market.person(name, ["grower"]));
    for (const name of ["鲁花", "济南"]) season.buyers.push(await market.person(name, ["buyer"], 1_000_000_000_00));
    const term = { kind: "days" as const, days: 0, counting: "calendar" as const, way: "bank_file" as const };
    await market.runtime.call(actions.setTerm, { partyId: season.growers[0]!.partyId, side: "seller", term, validFrom: FIRST_DAY, reason: "当天付" }, AS_SYSTEM);
    await market.runtime.call(actions.setMoneyRules, { rules: { advanceShare: 700_000, advanceAfterMinutes: 0, correctionLimit: 400_00 }, validFrom: FIRST_DAY, reason: "季节试验" }, AS_SYSTEM);
    for (const grower of [...season.growers, ...season.growers]) {
      const { id } = await market.runtime.call(lots.actions.create, { itemId: item.id, growerId: grower.partyId, declared: 100_000 }, AS_SYSTEM);
      await market.runtime.call(lots.actions.move, { lotId: id, kind: "intake", quantity: 100_000, cause: "test", causeId: "dock" }, AS_SYSTEM);
      season.lots.push(id);
      for (const { partyId } of season.buyers) {
        await market.runtime.call(ledger.actions.setPartyLimit, { partyId, creditorId: grower.partyId, currency: "CNY", limit: 1_000_000_000_00, cause: "season", causeId: `${id}-${partyId}` }, AS_SYSTEM);
      }
    }
    for (const [index, { payer, basis, value, min, span, packaging }] of fees.entries()) {
      // Every second line changes its amount from the second day on, as fee sheets do.
      for (const [from, to, factor] of index % 2 === 0 ? [["2026-01-01", null, 1]] as const : [["2026-01-01", FIRST_DAY, 1], [addDays(FIRST_DAY, 1), null, 2]] as const) {
        await market.runtime.call(ledger.actions.addFee, {
          code: `${packaging ? "packaging" : "fee"}_${index}`, zh: "费", en: "fee", payer, basis, value: basis === "rate_on_gross" ? value * factor : (value % 400) * factor, minMinor: min,
          maxMinor: span === null ? null : (min ?? 0) + span, channel: null, currency: "CNY", validFrom: from, validTo: to, example: true,
        }, AS_SYSTEM);
      }
    }
    return season;
  }

  async do(deed: Deed): Promise<void> {
    const { runtime } = this.market;
    const [sun, wu] = this.cashiers;
    const papers = async () => (await this.query<{ id: string; live: boolean }>("select s.id, exists (select 1 from settlement.bank_line l where l.statement_id = s.id and l.failed_at is null) as live from settlement.statement s join settlement.day d using (business_date) left join settlement.payment p on p.statement_id = s.id where s.due > 0 and p.at is null and d.state = 'closed' order by s.no"));
    if (deed.kind === "sell") {
      const { sale } = await runtime.call(actions.recordSale, {
        channel: "clock", lotId: pick(this.lots, deed.lot), buyerId: pick(this.buyers, deed.buyer).partyId, quantity: deed.quantity, price: deed.price, currency: "CNY", fromHold: false, creditHeld: false, cause: "season", causeId: String(++this.n),
      }, AS_SYSTEM);
      this.sales.push(sale.id);
    } else if (deed.kind === "bill" || deed.kind === "giveBack" || deed.kind === "receipt" || deed.kind === "transfer") {
      await this.between(deed);
    } else if (deed.kind === "correct" || deed.kind === "takeBackCorrection" || deed.kind === "term" || deed.kind === "advance") {
      await this.money(deed);
    } else if (deed.kind === "takeBack" && this.sales.length > 0) {
      const saleId = pick(this.sales, deed.sale);
      if (deed.confirm) this.sales.splice(deed.sale % this.sales.length, 1);
      const { id } = await runtime.call(actions.proposeReversal, { saleId, reason: "退货", goods: deed.goods }, sun.call);
      await runtime.call(actions.decideReversal, { reversalId: id, confirm: deed.confirm }, wu.call);
    } else if (deed.kind === "nextDay") {
      this.clock.now = new Date(this.clock.now.getTime() + 86_400_000);
    } else if (deed.kind === "evening") {
      this.clock.now = new Date(this.clock.now.getTime() + 86_400_000);
      await this.do({ kind: "close" });
      for (let i = 0; i < 4; i++) await this.do({ kind: "step" });
    } else if (deed.kind === "close" || deed.kind === "step") {
      const [day] = await this.query<{ date: string; state: string }>("select business_date::text as date, state from settlement.day where state in ('open', 'closing') order by business_date limit 1");
      if (day === undefined) return;
      if (day.state === "closing") await runtime.call(actions.closeStep, { businessDate: day.date }, AS_SYSTEM);
      else if (deed.kind === "close" && day.date <= this.today()) await runtime.call(actions.closeDay, { businessDate: day.date }, sun.call);
    } else if (deed.kind === "pay") {
      const open = await papers();
      const ids = [...new Set(Array.from({ length: deed.many }, (_, i) => open[(deed.paper + i) % Math.max(1, open.length)]?.id ?? ""))].filter((id) => id !== "");
      if (ids.length > 0) await runtime.call(actions.markPaid, { statementIds: ids }, sun.call);
    } else if (deed.kind === "sendBack") {
      const open = (await papers()).filter((paper) => paper.live);
      if (open.length > 0) await runtime.call(actions.markFailed, { statementIds: [pick(open, deed.paper).id], reason: "账号有误" }, sun.call);
    } else if (deed.kind === "fileAgain") {
      const [day] = await this.query<{ date: string }>("select business_date::text as date from settlement.day where state = 'closed' order by business_date limit 1");
      if (day !== undefined) await runtime.call(actions.makeBankFile, { businessDate: day.date, kind: "payout" }, sun.call).catch((error: { code?: string }) => { if (error.code !== "nothing_due") throw error; });
    }
  }

  /** What is settled between two, and amounts that are no sales. */
  async between(deed: Extract<Deed, { kind: "bill" | "giveBack" | "receipt" | "transfer" }>): Promise<void> {
    const { runtime } = this.market;
    const causeId = String(++this.n);
    const cause = `season.${deed.kind}`;
    const ownerCall = { ...this.cashiers[0].call, actor: { ...this.cashiers[0].call.actor, system: true } };
    const pay = (payerId: string, payeeId: string, amount: number) =>
      amount === 0 ? undefined : runtime.call(actions.recordReceipt, { payerId, payeeId, method: "cash", amount, currency: "CNY", cause, causeId }, AS_SYSTEM);
    const match = (partyId: string, creditorId: string) => runtime.call(ledger.actions.matchDirect, { partyId, creditorId, currency: "CNY", cause, causeId }, AS_SYSTEM);
    if (deed.kind === "bill") {
      const buyer = pick(this.buyers, deed.buyer).partyId;
      const { sale } = await runtime.call(actions.recordSale, {
        channel: "stall", money: "direct", lotId: pick(this.lots, deed.lot), buyerId: buyer, quantity: deed.quantity, price: deed.price, currency: "CNY", fromHold: false, creditHeld: false, cause, causeId,
      }, AS_SYSTEM);
      await pay(buyer, sale.growerId, Math.floor((sale.gross * deed.paid) / 100));
      await match(buyer, sale.growerId);
      this.bills.push({ saleId: sale.id, seller: sale.growerId, buyer, gross: sale.gross });
    } else if (deed.kind === "giveBack") {
      const [bill] = this.bills.splice(deed.bill % Math.max(1, this.bills.length), 1);
      if (bill === undefined) return;
      await runtime.call(actions.reverseDirect, { saleId: bill.saleId, reason: "顾客退货", goods: deed.goods }, ownerCall);
      if (deed.refund) await pay(bill.buyer, bill.seller, -bill.gross);
      await match(bill.buyer, bill.seller);
    } else if (deed.kind === "receipt") {
      const buyer = pick(this.buyers, deed.buyer).partyId;
      const seller = pick(this.growers, deed.lot).partyId;
      await pay(buyer, seller, deed.amount);
      await match(buyer, seller);
    } else {
      const grower = { partyId: pick(this.growers, deed.grower).partyId, side: "seller" as const };
      const buyer = { partyId: pick(this.buyers, deed.buyer).partyId, side: "buyer" as const };
      const ends = {
        claim: { from: grower, to: buyer }, commission: { from: buyer, to: { partyId: pick(this.buyers, deed.buyer + 1).partyId, side: "seller" as const } },
        deposit: { from: buyer, to: { market: "packaging_deposit" as const } }, bonus: { from: { market: "adjustment" as const }, to: grower },
      }[deed.way];
      await runtime.call(actions.transfer, { kind: deed.way, amount: deed.amount, currency: "CNY", memo: "往来", ...ends, cause, causeId }, AS_SYSTEM);
    }
  }

  /** Terms, advances and corrections: each changes when or how much is paid, and none of them the equation. */
  async money(deed: Extract<Deed, { kind: "correct" | "takeBackCorrection" | "term" | "advance" }>): Promise<void> {
    const { runtime } = this.market;
    const [sun, wu] = this.cashiers;
    if (deed.kind === "correct") {
      const grower = { partyId: pick(this.growers, deed.grower).partyId, side: "seller" as const };
      const buyer = { partyId: pick(this.buyers, deed.buyer).partyId, side: "buyer" as const };
      const ends = [{ from: { market: "adjustment" as const }, to: grower }, { from: buyer, to: { market: "adjustment" as const } }, { from: grower, to: buyer }][deed.way]!;
      const one = await runtime.call(actions.proposeCorrection, { ...ends, amount: deed.amount, reason: "更正" }, sun.call);
      expect(one.needsSecond).toBe(one.state === "proposed");
      if (one.state === "proposed") await runtime.call(actions.decideCorrection, { correctionId: one.id, confirm: deed.confirm }, wu.call);
    } else if (deed.kind === "takeBackCorrection") {
      const rows = await this.query<{ id: string }>("select c.id from settlement.correction c where c.state = 'confirmed' and not exists (select from settlement.correction l where l.corrects = c.id and l.state <> 'rejected') order by c.no");
      if (rows.length === 0) return;
      const back = await runtime.call(actions.takeBackCorrection, { correctionId: pick(rows, deed.one).id, reason: "撤回" }, wu.call);
      if (back.state === "proposed") await runtime.call(actions.decideCorrection, { correctionId: back.id, confirm: true }, sun.call);
    } else if (deed.kind === "term") {
      const seller = deed.party % 2 === 0;
      const { partyId } = seller ? pick(this.growers, deed.party) : pick(this.buyers, deed.party);
      await runtime.call(actions.setTerm, { partyId, side: seller ? "seller" : "buyer", term: { kind: deed.monthEnd ? "month_end" : "days", days: deed.days, counting: deed.bank ? "bank" : "calendar", way: "bank_file" }, validFrom: this.today(), reason: "约定" }, AS_SYSTEM);
    } else {
      const { partyId } = pick(this.growers, deed.grower);
      const { most } = await runtime.call(actions.advanceOffer, { partyId }, sun.call);
      const amount = Math.floor((most * deed.percent) / 100);
      if (amount < 1) return;
      const taken = await runtime.call(actions.takeAdvance, { partyId, amount }, sun.call).catch((error: { code?: string }) => { if (error.code !== "over_advance" && error.code !== "day_is_closing") throw error; });
      expect(taken === undefined || amount <= most).toBe(true);
      if (taken === undefined || deed.end === "open") return;
      await runtime.call(actions.endAdvance, { advanceId: taken.id, outcome: deed.end === "paid" ? { kind: "paid" } : { kind: "failed", reason: "账号有误" } }, wu.call);
    }
  }

  today = (): string => new Date(this.clock.now.getTime() + 4 * 3_600_000).toISOString().slice(0, 10);

  async query<T>(text: string): Promise<T[]> {
    return (await this.market.database.pool.query(text)).rows as T[];
  }

  /** What must be true after every single deed. */
  async check(): Promise<void> {
    const { balances, total, unbalancedSets } = await this.market.runtime.call(ledger.actions.balances, {}, AS_SYSTEM);
    expect({ total, unbalancedSets }).toEqual({ total: 0, unbalancedSets: 0 });
    for (const { date } of await this.query<{ date: string }>("select business_date::text as date from settlement.day")) {
      const view = await this.market.runtime.call(actions.dayOverview, { businessDate: date }, this.cashiers[0].call);
      expect({ date, balanced: view.balanced, checks: view.checks.filter((check) => check.difference !== 0), items: view.items.filter((item) => item.blocks) }).toEqual({ date, balanced: true, checks: [], items: [] });
    }
    const ledgerOf = (account: string, partyId: string): number => balances.filter((row) => row.account === account && row.partyId === partyId).reduce((sum, row) => sum + row.amount, 0);
    for (const { partyId } of this.growers) expect(ledgerOf("grower_payable", partyId), "what a grower is owed").toBe(0 - (await this.owed("seller", partyId)));
    for (const { partyId } of this.buyers) {
      expect(ledgerOf("buyer_receivable", partyId), "what a buyer owes").toBe(await this.owed("buyer", partyId));
      const [{ used }] = (await this.query<{ used: number }>(`
        select coalesce(sum(s.gross), 0)::bigint as used from settlement.sale s where s.buyer_id = '${partyId}' and s.money = 'market'
          and not exists (select 1 from settlement.reversal r where r.sale_id = s.id and r.state = 'confirmed')
          and not exists (select 1 from settlement.statement b left join settlement.payment p on p.statement_id = b.id where b.side = 'buyer' and b.party_id = s.buyer_id and b.business_date = s.business_date and (b.due = 0 or p.at is not null))`)) as [{ used: number }];
      expect(await this.market.runtime.call(ledger.actions.credit, { partyId, currency: "CNY" }, AS_SYSTEM), "what is used of a credit line").toMatchObject({ used, held: 0 });
    }
    // What is still to be paid in advance is exactly the open advances, and nobody ever got more than was booked for his day.
    for (const { partyId } of this.growers) {
      const [row] = await this.query<{ open: number }>(`select coalesce(sum(amount), 0)::bigint as open from settlement.advance where party_id = '${partyId}' and state = 'open'`);
      expect(0 - ledgerOf("advance_due", partyId), "advances to be paid").toBe(row!.open);
    }
    const early = await this.query("select 1 from settlement.bank_line l join settlement.bank_file f on f.id = l.file_id join settlement.statement s on s.id = l.statement_id where s.due_on > f.value_on");
    expect(early, "a bank file takes nothing that is due later").toEqual([]);
    await this.checkBetween(balances);
  }

  /** What customers owe a seller directly, told without the ledger; and the credit that follows it. */
  async checkBetween(balances: readonly { account: string; partyId: string | null; withId: string | null; amount: number }[]): Promise<void> {
    for (const { partyId: seller } of this.growers) {
      const { debts } = await this.market.runtime.call(ledger.actions.owed, { creditorId: seller, currency: "CNY" }, AS_SYSTEM);
      for (const { partyId: buyer } of this.buyers) {
        const [row] = await this.query<{ owes: number }>(`
          select (coalesce((select sum(s.gross) from settlement.sale s where s.money = 'direct' and s.grower_id = '${seller}' and s.buyer_id = '${buyer}'
              and not exists (select 1 from settlement.reversal r where r.sale_id = s.id and r.state = 'confirmed')), 0)
            - coalesce((select sum(amount) from settlement.receipt where payer_id = '${buyer}' and payee_id = '${seller}'), 0))::bigint as owes`);
        const { owes } = row!;
        const of = (account: string, partyId: string, withId: string): number => balances.find((one) => one.account === account && one.partyId === partyId && one.withId === withId)?.amount ?? 0;
        expect([of("direct_owed", buyer, seller), 0 - of("direct_due", seller, buyer)], "what a customer owes a seller").toEqual([owes, owes]);
        expect(debts.find((debt) => debt.partyId === buyer) ?? { balance: 0, used: 0 }, "the seller's credit book").toMatchObject({ balance: owes, used: Math.max(0, owes) });
      }
    }
  }

  /** Unpaid papers, the last carry, and what days without a paper have traded: what the books owe a party, told without the ledger. */
  async owed(side: "seller" | "buyer", partyId: string): Promise<number> {
    const column = side === "seller" ? "grower_id" : "buyer_id";
    const [row] = await this.query<{ owed: number }>(`
      select (coalesce((select sum(s.due) from settlement.statement s left join settlement.payment p on p.statement_id = s.id where s.side = '${side}' and s.party_id = '${partyId}' and p.at is null), 0)
        + coalesce((select carried_out from settlement.statement where side = '${side}' and party_id = '${partyId}' order by business_date desc limit 1), 0)
        + coalesce((select sum(amount) from settlement.transfer_end e where e.side = '${side}' and e.party_id = '${partyId}'
            and not exists (select 1 from settlement.statement st where st.side = '${side}' and st.party_id = e.party_id and st.business_date = e.business_date)), 0)
        + coalesce((select sum(gross) from settlement.sale s where s.money = 'market' and s.${column} = '${partyId}' and not exists (select 1 from settlement.statement st where st.side = '${side}' and st.party_id = s.${column} and st.business_date = s.business_date)), 0)
        - coalesce((select sum(s.gross) from settlement.reversal r join settlement.sale s on s.id = r.sale_id where r.state = 'confirmed' and s.money = 'market' and s.${column} = '${partyId}'
            and not exists (select 1 from settlement.statement st where st.side = '${side}' and st.party_id = s.${column} and st.business_date = r.business_date)), 0))::bigint as owed`);
    return row!.owed;
  }
}

const pick = <T>(from: readonly T[], at: number): T => from[at % from.length]!;

describe("any season whatever", () => {
  test(`sums agree and the ledger is zero after every deed (seed ${SEED}, ${RUNS} seasons)`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fee, { minLength: 2, maxLength: 7 }), fc.array(deed, { minLength: 20, maxLength: 36 }), async (fees, deeds) => {
        const season = await Season.open(fees);
        try {
          for (const one of deeds) {
            await season.do(one);
            await season.check();
          }
          // Whatever was left open is closed and paid in the end.
          season.clock.now = new Date(season.clock.now.getTime() + 86_400_000);
          for (let i = 0; i < 40; i++) await season.do(i % 3 === 0 ? { kind: "close" } : { kind: "step" });
          await season.check();
        } finally {
          await season.market.close();
        }
      }),
      { seed: SEED, numRuns: RUNS, endOnFailure: true },
    );
  }, 600_000);
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ledger } from "../../kernel/ledger/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { settlement } from "../settlement/contract.ts";
import { agents } from "./contract.ts";
import { commissionOf, rebateOf, type CommissionRule, type RebateRule } from "./rules.ts";
import { openStage, uuid, type Stage } from "./trial.ts";

const SEED = Number(process.env["HUALIAN_SEED"] ?? 13);
const RUNS = Number(process.env["HUALIAN_RUNS"] ?? 3);
const { actions } = agents;
const KINDS = ["chili", "red", "lily"] as const;

/** One thing that happens between an agent and his clients. Numbers are taken modulo what there is to choose from. */
type Deed =
  | { readonly kind: "list"; readonly client: number; readonly item: number; readonly quantity: number; readonly limit: number | null; readonly priority: "urgent" | "first" | "normal"; readonly grade: "A" | "B" | null }
  | { readonly kind: "buy"; readonly item: number; readonly quantity: number; readonly price: number; readonly grade: "A" | "B" | "C" | null }
  | { readonly kind: "give"; readonly purchase: number; readonly line: number; readonly units: number }
  | { readonly kind: "takeBack"; readonly fill: number }
  | { readonly kind: "reverse"; readonly purchase: number }
  | { readonly kind: "refund"; readonly purchase: number; readonly share: number }
  | { readonly kind: "pay"; readonly client: number; readonly amount: number }
  | { readonly kind: "terms"; readonly client: number | null; readonly ppm: number; readonly minimum: number; readonly cap: number | null; readonly perUnit: number; readonly rebate: number }
  | { readonly kind: "share"; readonly byRule: boolean; readonly prorata: boolean }
  | { readonly kind: "close"; readonly list: number }
  | { readonly kind: "days"; readonly days: number }
  | { readonly kind: "closeDay" };

const number = fc.nat(1_000_000);
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("list" as const), client: number, item: number, quantity: fc.integer({ min: 1, max: 90 }), limit: fc.option(fc.integer({ min: 1, max: 999_99 }), { nil: null }), priority: fc.constantFrom("urgent" as const, "first" as const, "normal" as const), grade: fc.constantFrom("A" as const, "B" as const, null) }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant("buy" as const), item: number, quantity: fc.integer({ min: 1, max: 120 }), price: fc.integer({ min: 1, max: 999_99 }), grade: fc.constantFrom("A" as const, "B" as const, "C" as const, null) }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("give" as const), purchase: number, line: number, units: fc.integer({ min: 1, max: 60 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("takeBack" as const), fill: number }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("reverse" as const), purchase: number }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("refund" as const), purchase: number, share: fc.integer({ min: 1, max: 100 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("pay" as const), client: number, amount: fc.integer({ min: -2_000_00, max: 9_000_00 }).filter((amount) => amount !== 0) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("terms" as const), client: fc.option(number, { nil: null }), ppm: fc.integer({ min: 0, max: 200_000 }), minimum: fc.integer({ min: 0, max: 30_00 }), cap: fc.option(fc.integer({ min: 30_00, max: 500_00 }), { nil: null }), perUnit: fc.integer({ min: 0, max: 99 }), rebate: fc.integer({ min: 0, max: 50_000 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("share" as const), byRule: fc.integer({ min: 0, max: 3 }).map((n) => n > 0), prorata: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("close" as const), list: number }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("days" as const), days: fc.constantFrom(1, 1, 2, 20) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("closeDay" as const) }) },
);

class Season {
  readonly stage: Stage;
  readonly clients: string[] = [];
  /** What was refused on the way; most deeds must come through, or nothing is proven. */
  readonly done = new Map<string, number>();
  constructor(stage: Stage) {
    this.stage = stage;
  }

  async begin(): Promise<void> {
    for (const name of ["济南 老张", "德州 小李", "聊城 老赵"]) this.clients.push((await this.stage.client(name)).id);
    await this.stage.market.runtime.call(actions.setTerms, {
      from: "2026-11-20", reason: "公开价", commission: { tiers: [{ from: 0, ppm: 47_300 }, { from: 800_00, ppm: 31_000 }], perUnit: 7, minimum: 3_33, cap: null }, rebate: { tiers: [{ from: 300_00, ppm: 12_345 }] },
    }, this.stage.agent.call);
  }

  async rows<T extends object>(text: string): Promise<T[]> {
    return (await this.stage.market.database.pool.query(text)).rows as T[];
  }

  async play(deed: Deed): Promise<void> {
    try {
      await this.#play(deed);
      this.done.set(deed.kind, (this.done.get(deed.kind) ?? 0) + 1);
    } catch (error) {
      // A refusal is an answer; anything else is a bug.
      if ((error as { code?: unknown }).code === undefined || (error as Error).name === "error") throw error;
    }
    await this.stage.settle();
  }

  async #play(deed: Deed): Promise<void> {
    const { stage, clients } = this;
    const call = stage.market.runtime.call.bind(stage.market.runtime);
    const pick = <T>(all: readonly T[], n: number): T | undefined => all[n % Math.max(1, all.length)];
    if (deed.kind === "list") {
      await stage.list(pick(clients, deed.client)!, [{ itemId: stage.items[pick(KINDS, deed.item)!], quantity: String(deed.quantity), limitPrice: deed.limit, priority: deed.priority, grade: deed.grade }]);
    } else if (deed.kind === "buy") await stage.buy(pick(KINDS, deed.item)!, deed.quantity, deed.price, deed.grade);
    else if (deed.kind === "give") {
      const sale = pick(await this.rows<{ sale_id: string }>("select sale_id from agents.purchase where allocated < quantity order by sale_id"), deed.purchase);
      const line = pick(await this.rows<{ id: string }>("select id from agents.line where filled < quantity order by id"), deed.line);
      if (sale !== undefined && line !== undefined) await call(actions.allocate, { fillId: uuid(), saleId: sale.sale_id, lineId: line.id, units: deed.units }, stage.agent.call);
    } else if (deed.kind === "takeBack") {
      const fill = pick(await this.rows<{ id: string }>("select id from agents.fill where back_at is null order by id"), deed.fill);
      if (fill !== undefined) await call(actions.takeBack, { fillId: fill.id, reason: "改给别人" }, stage.agent.call);
    } else if (deed.kind === "reverse") {
      const sale = pick(await this.rows<{ sale_id: string }>("select sale_id from agents.purchase where not reversed order by sale_id"), deed.purchase);
      if (sale !== undefined) await stage.reverse(sale.sale_id);
    } else if (deed.kind === "refund") {
      const sale = pick(await this.rows<{ sale_id: string; price: string }>("select sale_id, price from agents.purchase where not reversed order by allocated > 0 desc, at desc, sale_id limit 4"), deed.purchase);
      if (sale !== undefined) await stage.refund(sale.sale_id, Math.max(1, Math.floor((Number(sale.price) * deed.share) / 100)));
    } else if (deed.kind === "pay") await call(actions.notePayment, { paymentId: uuid(), clientId: pick(clients, deed.client)!, amount: deed.amount, method: "bank" }, stage.agent.call);
    else if (deed.kind === "terms") {
      await call(actions.setTerms, {
        clientId: deed.client === null ? null : pick(clients, deed.client)!, from: stage.now().toISOString().slice(0, 10), reason: "新约定",
        commission: { tiers: [{ from: 0, ppm: deed.ppm }, { from: 1_000_00, ppm: Math.floor(deed.ppm / 2) }], perUnit: deed.perUnit, minimum: deed.minimum, cap: deed.cap }, rebate: { tiers: [{ from: 500_00, ppm: deed.rebate }] },
      }, stage.agent.call);
    } else if (deed.kind === "share") await call(actions.setSettings, { byRule: deed.byRule, share: deed.prorata ? "prorata" : "arrival" }, stage.agent.call);
    else if (deed.kind === "close") {
      const list = pick(await this.rows<{ id: string }>("select id from agents.list where closed_at is null order by id"), deed.list);
      if (list !== undefined) await call(actions.closeList, { listId: list.id, reason: "收车" }, stage.agent.call);
    } else if (deed.kind === "days") stage.at(new Date(stage.now().getTime() + deed.days * 86_400_000).toISOString());
    else await this.#closeDay();
  }

  /** The evening: the earliest open day is closed to its end. */
  async #closeDay(): Promise<void> {
    const [day] = await this.rows<{ day: string }>("select business_date::text as day from settlement.day where state = 'open' order by business_date limit 1");
    if (day === undefined) return;
    await this.stage.market.runtime.call(settlement.actions.closeDay, { businessDate: day.day }, this.stage.cashiers[0].call);
    await this.stage.settle();
  }

  /** The invariants of the README, one by one. */
  async check(): Promise<void> {
    const one = async (text: string): Promise<number> => Number((await this.rows<{ n: string | null }>(`select (${text}) as n`))[0]!.n ?? 0);
    expect(await this.rows("select sale_id from agents.purchase p where allocated <> (select coalesce(sum(units), 0) from agents.fill f where f.sale_id = p.sale_id and f.back_at is null) or allocated > quantity or (reversed and allocated > 0)"), "a unit goes to one client").toEqual([]);
    expect(await this.rows("select id from agents.line n where filled <> (select coalesce(sum(units), 0) from agents.fill f where f.line_id = n.id and f.back_at is null) or goods <> (select coalesce(sum(goods - refunded), 0) from agents.fill f where f.line_id = n.id and f.back_at is null)"), "a line's sums are those of its fills").toEqual([]);
    expect(await this.rows("select f.id from agents.fill f join settlement.sale s on s.id = f.sale_id where f.price <> s.price or f.goods <> f.units * s.price"), "a client pays what it cost").toEqual([]);
    expect(await this.rows("select f.id from agents.fill f join agents.line n on n.id = f.line_id where f.price > n.limit_price"), "no limit is passed").toEqual([]);
    const goods = await one("select sum(goods) from agents.line");
    expect(await one("select sum(amount) from settlement.between_charge where kind = 'agency_goods'"), "Σ fills × price − refunds = what was charged for goods").toBe(goods);
    expect(await one("select sum(units * price - refunded) from agents.fill where back_at is null")).toBe(goods);
    expect(await this.rows("select p.sale_id from agents.purchase p where p.refund_left + (select coalesce(sum(refunded), 0) from agents.fill f where f.sale_id = p.sale_id and f.back_at is null) <> (select coalesce(sum(amount), 0) from settlement.claim_refund c where c.sale_id = p.sale_id)"), "what the grower gave back is with somebody").toEqual([]);
    await this.#checkCommission();
    await this.#checkRebates();
    for (const clientId of this.clients) {
      const statement = await this.stage.market.runtime.call(actions.statement, { clientId, from: "2026-01-01", to: "2030-01-01" }, this.stage.agent.call);
      expect(statement.entries.reduce((sum, entry) => sum + entry.amount, 0), "a client's entries are his balance in the ledger").toBe(statement.balance);
      const [{ n }] = await this.rows<{ n: string }>(`select (select coalesce(sum(amount), 0) from settlement.between_charge b join agents.client c on c.party_id = b.debtor_id where c.id = '${clientId}') - (select coalesce(sum(amount), 0) from settlement.receipt r join agents.client c on c.party_id = r.payer_id where c.id = '${clientId}') as n`) as [{ n: string }];
      expect(statement.balance, "balance = charges − receipts").toBe(Number(n));
    }
    const { total, unbalancedSets } = await this.stage.market.runtime.call(ledger.actions.balances, {}, AS_SYSTEM);
    expect([total, unbalancedSets]).toEqual([0, 0]);
    for (const { day } of await this.rows<{ day: string }>("select business_date::text as day from settlement.day")) {
      expect((await this.stage.market.runtime.call(settlement.actions.dayOverview, { businessDate: day }, this.stage.cashiers[0].call)).differences, `the books of ${day}`).toBe(0);
    }
  }

  async #checkCommission(): Promise<void> {
    const lines = await this.rows<{ id: string; goods: string; filled: number; commission: CommissionRule; charged: string }>("select n.id, n.goods, n.filled, l.commission, (select coalesce(sum(amount), 0) from agents.commission c where c.line_id = n.id) as charged from agents.line n join agents.list l on l.id = n.list_id");
    expect(lines.map((line) => Number(line.charged)), "the commission of each line is that of its goods now").toEqual(lines.map((line) => commissionOf(line.commission, Number(line.goods), line.filled).amount));
  }

  async #checkRebates(): Promise<void> {
    const month = this.stage.now().toISOString().slice(0, 7);
    const rows = await this.rows<{ client_id: string; month: string; goods: string; granted: string; rule: RebateRule | null }>(`
      select b.*, (select coalesce(sum(amount), 0) from agents.rebate r where r.client_id = b.client_id and to_char(r.month, 'YYYY-MM') = b.month) as granted,
        (select rebate from agents.terms t where (t.client_id = b.client_id or t.client_id is null) and to_char(t.from_day, 'YYYY-MM') <= b.month order by t.client_id is null, t.from_day desc, t.id desc limit 1) as rule
      from (select l.client_id, to_char(p.business_date, 'YYYY-MM') as month, sum(f.goods - f.refunded) as goods from agents.fill f join agents.purchase p on p.sale_id = f.sale_id join agents.line n on n.id = f.line_id join agents.list l on l.id = n.list_id where f.back_at is null group by 1, 2) b`);
    for (const row of rows) expect(Number(row.granted), `rebate of ${row.month}`).toBe(row.month < month ? rebateOf(row.rule ?? { tiers: [] }, Number(row.goods)) : 0);
  }
}

describe("random days of an agent", () => {
  test("what clients owe is what was bought for them, at every step", { timeout: 600_000 }, async () => {
    console.log(`agents' season: seed ${SEED}, runs ${RUNS}`);
    const tally = new Map<string, number>();
    await fc.assert(fc.asyncProperty(fc.array(deed, { minLength: 25, maxLength: 45 }), async (deeds) => {
      const season = new Season(await openStage("2026-11-20T02:00:00Z"));
      try {
        await season.begin();
        for (const deed of deeds) {
          await season.play(deed);
          await season.check();
        }
      } finally {
        for (const [kind, n] of season.done) tally.set(kind, (tally.get(kind) ?? 0) + n);
        await season.stage.close();
      }
    }), { seed: SEED, numRuns: RUNS, endOnFailure: true });
    console.log([...tally].map(([kind, n]) => `${kind} ${n}`).join(" · "));
    for (const kind of ["list", "buy", "give", "takeBack", "reverse", "refund", "pay", "days", "closeDay"]) expect(tally.get(kind) ?? 0, kind).toBeGreaterThan(0);
  });
});

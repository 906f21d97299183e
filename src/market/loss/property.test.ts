import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rebuild } from "../../app/rebuild.ts";
import { files } from "../../kernel/files/contract.ts";
import { lots } from "../../kernel/lots/contract.ts";
import { realWorld } from "../../kernel/machinery/ids.ts";
import { Refusal } from "../../kernel/machinery/refusal.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { settlement } from "../settlement/contract.ts";
import { loss } from "./contract.ts";

const seed = Number(process.env["SEED"] ?? 20261127);
console.log(`loss properties: seed ${seed}`);
const { actions } = loss;
const DAY_MS = 86_400_000;
const PNG = Buffer.from("89504e470d0a1a0a0000000d4948445200000040000000300802000000", "hex").toString("base64");

const step = fc.record({
  do: fc.constantFrom("sale", "sale", "sale", "hold", "release", "write_off", "write_off", "donation", "downgrade", "markdown", "confirm", "reverse", "day", "lot"),
  lot: fc.nat(50), quantity: fc.integer({ min: 1, max: 40 }), channel: fc.constantFrom("clock" as const, "stall" as const, "catalogue" as const), price: fc.integer({ min: 1, max: 30_00 }), grade: fc.constantFrom("B" as const, "C" as const, "D" as const),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

describe("whatever happens to the stock", { timeout: 240_000 }, () => {
  const clock = { now: new Date("2026-04-01T02:00:00Z") };
  let market: TestMarket;
  let growers: Person[] = [];
  let [buyer, operator, grader, cashier, second]: Person[] = [];
  let items: { id: string }[] = [];
  let photoId = "";
  let n = 0;
  const ids: string[] = [];
  const held = new Map<string, { lotId: string; quantity: number }>();
  const sales: string[] = [];
  const run: TestMarket["runtime"]["call"] = (action, input, call) => market.runtime.call(action, input, call);

  beforeAll(async () => {
    market = await openTestMarket({ world: { ...realWorld, now: () => clock.now } });
    growers = [await market.person("甲", ["grower"]), await market.person("乙", ["grower"])];
    buyer = await market.person("丙", ["buyer"], 1_000_000_000_00);
    [operator, grader, cashier, second] = [await market.staff("经理", ["operator"]), await market.staff("质检", ["grader"]), await market.staff("出纳", ["cashier"]), await market.staff("复核", ["cashier"])];
    items = [await market.item("红掌"), await market.item("仙客来")];
    photoId = (await run(files.actions.keepPhoto, { base64: PNG }, grader.call)).id;
    // A hundred yuan need a second person, so that both ways are walked.
    const { settings } = await run(actions.terms, {}, operator.call);
    await run(actions.setTerms, { settings: { ...settings, secondFrom: 100_00 }, reason: "试验" }, operator.call);
    for (let i = 0; i < 4; i++) await newLot(i);
  });
  afterAll(() => market.close());

  async function newLot(k: number): Promise<void> {
    const lot = await run(lots.actions.create, { itemId: items[k % 2]!.id, growerId: growers[(k >> 1) % 2]!.partyId, declared: 200, floorPrice: k % 3 === 0 ? null : 15_00 }, AS_SYSTEM);
    await run(lots.actions.change, { lotId: lot.id, grade: "A", status: "received" }, AS_SYSTEM);
    await run(lots.actions.move, { lotId: lot.id, kind: "intake", quantity: 200, cause: "test", causeId: "dock" }, AS_SYSTEM);
    ids.push(lot.id);
  }
  const record = (lotId: string, act: Parameters<typeof shape>[0]) => run(actions.record, { lotId, act: shape(act), reason: "fading", photoIds: [photoId] }, grader!.call);
  const shape = (act: { kind: "write_off" | "donation" | "downgrade" | "markdown"; quantity: number; grade: "B" | "C" | "D"; price: number }) =>
    act.kind === "markdown" ? { kind: act.kind, price: act.price } : act.kind === "downgrade" ? { kind: act.kind, quantity: act.quantity, grade: act.grade } : act.kind === "donation" ? { kind: act.kind, quantity: act.quantity, receiver: "敬老院" } : { kind: act.kind, quantity: act.quantity };

  async function act(one: Step): Promise<void> {
    const lotId = ids[one.lot % ids.length]!;
    n += 1;
    if (one.do === "day") { clock.now = new Date(clock.now.getTime() + DAY_MS); return; }
    if (one.do === "lot") return newLot(one.lot);
    if (one.do === "sale") {
      const { sale } = await run(settlement.actions.recordSale, { channel: one.channel, lotId, buyerId: buyer!.partyId, quantity: one.quantity, price: one.price, currency: "CNY", fromHold: false, creditHeld: false, cause: "test", causeId: String(n) }, AS_SYSTEM);
      sales.push(sale.id);
    } else if (one.do === "hold") {
      await run(lots.actions.move, { lotId, kind: "hold", quantity: one.quantity, cause: "test", causeId: `h${n}` }, AS_SYSTEM);
      held.set(`h${n}`, { lotId, quantity: one.quantity });
    } else if (one.do === "release") {
      const [first] = held;
      if (first === undefined) return;
      held.delete(first[0]);
      await run(lots.actions.move, { lotId: first[1].lotId, kind: "release", quantity: first[1].quantity, cause: "test", causeId: first[0] }, AS_SYSTEM);
    } else if (one.do === "reverse") {
      const saleId = sales.pop();
      if (saleId === undefined) return;
      const reversal = await run(settlement.actions.proposeReversal, { saleId, reason: "试验", goods: one.quantity % 2 === 0 ? "returned" : "written_off" }, cashier!.call);
      await run(settlement.actions.decideReversal, { reversalId: reversal.id, confirm: true }, second!.call);
    } else if (one.do === "confirm") {
      const { acts } = await run(actions.acts, { state: "proposed", limit: 1 }, operator!.call);
      if (acts[0] !== undefined) await run(actions.decide, { actId: acts[0].id, decision: one.quantity % 3 === 0 ? "decline" : "confirm" }, operator!.call);
    } else {
      const done = await record(lotId, { kind: one.do, quantity: one.quantity, grade: one.grade, price: one.price });
      if (done.childNo !== null) ids.push((await market.database.pool.query<{ id: string }>("select id from kernel.lot where no = $1", [done.childNo])).rows[0]!.id);
    }
  }

  async function agrees(): Promise<void> {
    await market.runtime.settle();
    const { rows: [stock] } = await market.database.pool.query<{ hand: number; held: number; wrong: number }>(`
      select (select coalesce(sum(on_hand), 0) from kernel.lot) as hand, (select coalesce(sum(held), 0) from kernel.lot) as held,
        (select count(*) from kernel.lot l where on_hand <> (select coalesce(sum(case when f.kind in ('intake', 'split_in', 'count_up', 'return_in') then f.quantity when f.kind in ('downgrade', 'markdown') then 0 else -f.quantity end), 0) from loss.flow f where f.lot_id = l.id)) as wrong`);
    expect(Number(stock!.wrong), "every lot is what its flows say").toBe(0);
    expect(Number(stock!.held), "nobody loses what is held").toBe([...held.values()].reduce((sum, one) => sum + one.quantity, 0));
    const wish = { from: "2026-03-15", limit: 1_000 };
    const { total, rows } = await run(actions.rates, { by: "grower", ...wish }, operator!.call);
    expect(total.closing).toBe(Number(stock!.hand));
    const { rows: [done] } = await market.database.pool.query<{ off: number; given: number; down: number }>("select (select coalesce(sum(quantity), 0) from kernel.lot_movement where kind = 'write_off') as off, (select coalesce(sum(quantity), 0) from kernel.lot_movement where kind = 'donation') as given, (select coalesce(sum(quantity), 0) from loss.act where kind = 'downgrade' and state = 'done') as down");
    expect([total.writtenOff, total.donated, total.downgraded]).toEqual([Number(done!.off), Number(done!.given), Number(done!.down)]);
    const FIGURES = ["opening", "received", "sold", "writtenOff", "donated", "closing", "downgraded", "lostValue", "unvalued", "marked"] as const;
    for (const by of ["grower", "item"] as const) {
      const split = by === "grower" ? rows : (await run(actions.rates, { by, ...wish }, operator!.call)).rows;
      for (const figure of FIGURES) expect(split.reduce((sum, row) => sum + row[figure], 0), `${by} ${figure}`).toBe(total[figure]);
    }
    const channels = (await run(actions.rates, { by: "channel", ...wish }, operator!.call)).rows;
    expect(channels.reduce((sum, row) => sum + row.sold, 0)).toBe(total.sold);
    const days = (await run(actions.rates, { by: "day", ...wish }, operator!.call)).rows;
    expect([days.reduce((sum, row) => sum + row.sold, 0), days.at(-1)?.closing]).toEqual([total.sold, total.closing]);
    for (const measure of ["received", "sold", "lost", "downgraded"] as const) {
      const { quantity } = await run(actions.rateLines, { by: "grower", key: "", measure, from: wish.from, limit: 1 }, operator!.call);
      expect(quantity, measure).toBe({ received: total.received, sold: total.sold, lost: total.writtenOff + total.donated, downgraded: total.downgraded }[measure]);
    }
  }

  test("stock, rates and movements agree, and nothing that is held is ever lost", async () => {
    let refused = 0;
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 35 }), async (steps) => {
      for (const one of steps) {
        try {
          await act(one);
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          expect(["not_enough_stock", "not_enough_free", "not_lower", "not_cheaper", "no_price", "waits_already"]).toContain(error.code);
          refused += 1;
        }
      }
      await agrees();
    }), { seed, numRuns: 6, endOnFailure: true });
    expect(refused).toBeGreaterThan(0);
  });

  test("the derived tables can be thrown away and made again, row by row the same", async () => {
    const table = async () => Promise.all(["loss.flow", "loss.sold"].map(async (one) => (await market.database.pool.query(`select t::text as row from ${one} as t order by 1`)).rows));
    const before = await table();
    expect(before.flat().length).toBeGreaterThan(50);
    await market.database.pool.query("update loss.flow set price = 7; delete from loss.sold where price > 900");
    expect(await table()).not.toEqual(before);
    await rebuild(market.runtime, "loss");
    expect(await table()).toEqual(before);
  });
});

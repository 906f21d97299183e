import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createChance, whole } from "../../engines/clock/chance.ts";
import { lots } from "../../kernel/lots/contract.ts";
import { ledger } from "../../kernel/ledger/contract.ts";
import { Refusal } from "../../kernel/machinery/refusal.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import type { Person } from "../../../tests/market.ts";
import { clock } from "../clock/contract.ts";
import { intake } from "../intake/contract.ts";
import { settlement } from "../settlement/contract.ts";
import { offers } from "./contract.ts";
import { cutFairly, takeFrom } from "./rules.ts";
import { openStage, type Stage } from "./trial.ts";

const SEED = Number(process.env["HUALIAN_SEED"] ?? 71_127);
const MODEL_OPERATIONS = 1_000_000;
const REAL_OPERATIONS = Number(process.env["HUALIAN_OPERATIONS"] ?? 3_000);
const WORKERS = 8;

type Random = (below: number) => number;
const random = (seed: number): Random => {
  const chance = createChance(seed);
  return (below) => whole(chance, 0, below - 1);
};

/** The lot as the kernel and the offers keep it, in its plainest form: the same rules, no database. */
class ModelLot {
  readonly declared: number;
  received = false;
  onHand = 0;
  held = 0;
  counted = 0;
  sold = 0;
  writtenOff = 0;
  readonly promises = new Map<number, number>();
  readonly holds = new Map<number, { channel: string; quantity: number }>();
  #next = 0;

  constructor(declared: number) {
    this.declared = declared;
  }
  get promised(): number {
    return [...this.promises.values()].reduce((sum, one) => sum + one, 0);
  }
  get left(): number {
    return this.received ? this.onHand - this.held : this.declared - this.promised;
  }
  /** Promised of a lot to come, held of one that is there; refused beyond what is left. */
  take(channel: string, quantity: number): number | null {
    if (takeFrom([{ lotId: "lot", left: this.left }], quantity) === null) return null;
    const id = ++this.#next;
    if (this.received) {
      this.held += quantity;
      this.holds.set(id, { channel, quantity });
    } else this.promises.set(id, quantity);
    return id;
  }
  giveBack(id: number): void {
    this.held -= this.holds.get(id)?.quantity ?? 0;
    this.holds.delete(id);
    this.promises.delete(id);
  }
  sellHeld(id: number, quantity: number): void {
    const hold = this.holds.get(id)!;
    this.held -= quantity;
    this.onHand -= quantity;
    this.sold += quantity;
    hold.quantity -= quantity;
    if (hold.quantity === 0) this.holds.delete(id);
  }
  sellFree(quantity: number): boolean {
    if (!this.received || quantity > this.onHand - this.held) return false;
    this.onHand -= quantity;
    this.sold += quantity;
    return true;
  }
  receive(counted: number): void {
    this.received = true;
    this.counted = this.onHand = counted;
    const claims = [...this.promises];
    this.promises.clear();
    for (const [index, kept] of cutFairly(claims.map(([, quantity]) => quantity), counted).entries()) {
      if (kept === 0) continue;
      this.held += kept;
      this.holds.set(claims[index]![0], { channel: "presale", quantity: kept });
    }
  }
}

const HOLDING = ["clock", "presale", "catalogue", "offer"] as const;
const SELLING = ["contract", "stall", "pooled", "live"] as const;

/** One step of one of eight channels on a lot, whatever it is allowed to do just then. */
function operate(lot: ModelLot, next: Random): void {
  const channel = next(8);
  const quantity = 1 + next(40);
  if (channel >= HOLDING.length) return void lot.sellFree(quantity);
  const name = HOLDING[channel]!;
  const open = [...lot.holds].filter(([, hold]) => hold.channel === name).map(([id]) => id);
  const promised = name === "clock" ? [] : [...lot.promises.keys()];
  const what = next(4);
  if (what <= 1) {
    // The clock queues only what stands in the hall, and then all that is free.
    if (name !== "clock") lot.take(name, quantity);
    else if (lot.received && lot.left > 0) lot.take(name, next(2) === 0 ? lot.left : Math.min(lot.left, quantity));
  } else if (what === 2 && open.length + promised.length > 0) lot.giveBack([...open, ...promised][next(open.length + promised.length)]!);
  else if (open.length > 0) {
    const id = open[next(open.length)]!;
    lot.sellHeld(id, name === "clock" ? 1 + next(lot.holds.get(id)!.quantity) : lot.holds.get(id)!.quantity);
  }
}

describe(`eight channels on one lot (seed ${SEED})`, () => {
  test("a million operations of the rules alone: what is sold, held and left is always what was counted", { timeout: 120_000 }, () => {
    const next = random(SEED);
    let operations = 0;
    let short = 0;
    for (let lots = 0; operations < MODEL_OPERATIONS; lots++) {
      const lot = new ModelLot(50 + next(500));
      const before = next(30);
      for (let n = 0; n < before; n++, operations++) operate(lot, next);
      if (lot.promised > lot.declared || lot.left < 0) throw new Error(`lot ${lots}: promised ${lot.promised} of ${lot.declared}`);
      const counted = next(3) === 0 ? next(lot.declared + 1) : lot.declared;
      short += counted < lot.promised ? 1 : 0;
      lot.receive(counted);
      const steps = 20 + next(120);
      for (let n = 0; n < steps; n++, operations++) {
        operate(lot, next);
        const held = [...lot.holds.values()].reduce((sum, one) => sum + one.quantity, 0);
        if (lot.onHand < 0 || lot.held < 0 || lot.held > lot.onHand || lot.held !== held || lot.sold + lot.onHand !== lot.counted) {
          throw new Error(`lot ${lots}, step ${n}: counted ${lot.counted}, sold ${lot.sold}, on hand ${lot.onHand}, held ${lot.held} (${held})`);
        }
      }
    }
    expect(operations).toBeGreaterThanOrEqual(MODEL_OPERATIONS);
    expect(short).toBeGreaterThan(100);
  });
});

describe(`eight channels at once on real lots (seed ${SEED}, ${REAL_OPERATIONS} operations)`, () => {
  let stage: Stage;
  let grower: Person;
  let auctioneer: Person;
  let session = "";
  const buyers: Person[] = [];
  const lines: { lotId: string; catalogue: string; offer: string; presale: string }[] = [];
  const LOTS = 4;
  const DECLARED = 400;

  beforeAll(async () => {
    stage = await openStage("2026-11-27T06:00:00Z");
    grower = await stage.market.person("王桂兰", ["grower"]);
    auctioneer = await stage.market.staff("周敏", ["auctioneer"]);
    for (let n = 0; n < WORKERS; n++) buyers.push(await stage.market.person(`采购商 ${n}`, ["buyer"], 50_000_00));
    const group = await run().call(offers.actions.saveGroup, { name: "全部", buyerIds: buyers.map((buyer) => buyer.partyId) }, grower.call);
    session = (await run().call(clock.actions.planSession, { businessDate: "2026-11-28", title: "早场", clocks: [{ name: "一号钟" }] }, auctioneer.call)).id;
    for (let n = 0; n < LOTS; n++) {
      const { id: lotId } = await stage.declare(grower, DECLARED, "2026-11-28");
      const presale = await run().call(offers.actions.savePresale, { lotId, share: 50, saleDay: "2026-11-28", price: 3_00 }, grower.call);
      const catalogue = await run().call(offers.actions.saveCatalogue, { lotIds: [lotId], quantity: "300", price: 3_20, from: "2026-11-27", to: "2026-11-28" }, grower.call);
      const offer = await run().call(offers.actions.saveOffer, { lotIds: [lotId], quantity: "300", price: 2_90, groupId: group.id, until: "2026-11-28T20:00:00.000Z" }, grower.call);
      lines.push({ lotId, catalogue: catalogue.id, offer: offer.id, presale: presale.id });
    }
  }, 120_000);
  afterAll(() => stage.close());
  const run = () => stage.market.runtime;

  /** What an operation may be refused with; anything else is a bug. */
  const EXPECTED = new Set(["not_enough_left", "not_enough_stock", "over_credit", "cart_empty", "not_open", "nothing_free", "lot_queued", "lot_not_ready", "not_queued", "already_received", "reason_needed", "too_late", "not_found", "lot_is_over", "already_offered", "not_held"]);
  let refused = 0;
  const attempt = async (work: Promise<unknown>): Promise<void> => {
    try {
      await work;
    } catch (error) {
      if (!(error instanceof Refusal) || !EXPECTED.has(error.code)) throw error;
      refused++;
    }
  };

  const operate = async (worker: number, n: number, next: Random): Promise<void> => {
    const one = lines[next(LOTS)]!;
    const buyer = buyers[worker]!;
    const quantity = 1 + next(12);
    const runtime = run();
    switch (next(14)) {
      case 0: case 1: return attempt(runtime.call(offers.actions.reserve, { lineId: one.presale, quantity: String(quantity) }, buyer.call));
      case 2: case 3: return attempt(runtime.call(offers.actions.reserve, { lineId: one.catalogue, quantity: String(quantity) }, buyer.call));
      case 4: case 5: return attempt(runtime.call(offers.actions.reserveMany, { lines: lines.map((line) => ({ lineId: line.offer, quantity: String(quantity) })) }, buyer.call));
      case 6: return attempt(runtime.call(offers.actions.place, {}, buyer.call));
      case 7: return attempt(runtime.call(offers.actions.emptyCart, {}, buyer.call));
      case 8: return attempt(runtime.call(clock.actions.queueLot, { sessionId: session, clock: 0, lotId: one.lotId, startPrice: 9_00, quantity, minPress: 1 }, auctioneer.call));
      case 9: return attempt(runtime.call(clock.actions.dequeue, { sessionId: session, lotId: one.lotId, reason: "再看看" }, auctioneer.call));
      case 10: {
        const channel = SELLING[next(SELLING.length)]!;
        return attempt(runtime.call(settlement.actions.recordSale, { channel, money: channel === "stall" ? "direct" : "market", lotId: one.lotId, buyerId: buyer.partyId, quantity, price: 2_00, currency: "CNY", fromHold: false, creditHeld: false, cause: `test.${channel}`, causeId: `${worker}-${n}` }, AS_SYSTEM));
      }
      case 11: {
        const { orders } = await runtime.call(offers.actions.orders, { limit: 5 }, buyer.call);
        return orders.length === 0 ? undefined : attempt(runtime.call(offers.actions.cancelOrder, { orderId: orders[next(orders.length)]!.id }, buyer.call));
      }
      case 12: return attempt(next(40) === 0 ? stage.receive(one.lotId, 150 + next(DECLARED - 150), "点数") : runtime.call(intake.actions.changeLot, { lotId: one.lotId, quantity: String(200 + next(300)) }, grower.call));
      default:
        if (next(6) === 0) stage.later(1);
        return void (await runtime.pump());
    }
  };

  /** Everything that may never be otherwise, asked of the database in one breath. */
  const contradictions = async (): Promise<string[]> => {
    const { rows } = await stage.market.database.pool.query<{ what: string }>(`
      select 'lot ' || no || ': on hand ' || on_hand || ', held ' || held as what from kernel.lot where on_hand < 0 or held < 0 or held > on_hand
      union all select 'promised more than declared: ' || l.no from kernel.lot l join offers.part p on p.lot_id = l.id and p.state = 'promised' group by l.id having sum(p.quantity) > max(l.declared) or max(l.status) <> 'declared'
      union all select 'holds of ' || l.no || ' are ' || l.held || ', parts and queue say ' || (coalesce(p.n, 0) + coalesce(q.n, 0)) from kernel.lot l
        left join (select lot_id, sum(quantity) n from offers.part where state = 'held' group by lot_id) p on p.lot_id = l.id
        left join (select lot_id, sum(quantity) n from clock.queue where ended_at is null group by lot_id) q on q.lot_id = l.id where l.held <> coalesce(p.n, 0) + coalesce(q.n, 0)
      union all select 'sold, left and counted differ: ' || l.no from kernel.lot l join intake.arrival a on a.lot_id = l.id left join settlement.sale s on s.lot_id = l.id group by l.id, a.counted having a.counted <> l.on_hand + coalesce(sum(s.quantity), 0)
      union all select 'line ' || l.id || ' has taken ' || l.taken || ', its parts say ' || coalesce(sum(p.quantity), 0) from offers.line l left join offers.purchase_line pl on pl.line_id = l.id left join offers.part p on p.purchase_line_id = pl.id and p.state in ('held', 'promised', 'sold') group by l.id having l.taken <> coalesce(sum(p.quantity), 0)
      union all select 'purchase ' || o.id || ' holds ' || o.credit_held || ' of credit, its parts are worth ' || coalesce(sum(p.quantity * pl.price), 0) from offers.purchase o left join offers.purchase_line pl on pl.purchase_id = o.id left join offers.part p on p.purchase_line_id = pl.id and p.state in ('held', 'promised') group by o.id having o.credit_held <> coalesce(sum(p.quantity * pl.price), 0)
      union all select 'credit of ' || c.party_id || ' is held ' || c.held || ', purchases say ' || coalesce(sum(o.credit_held), 0) from kernel.credit_line c left join offers.purchase o on o.buyer_id = c.party_id where c.creditor_id = '00000000-0000-0000-0000-000000000000' group by c.party_id, c.held having c.held <> coalesce(sum(o.credit_held), 0)
      union all select 'line quantity: ' || pl.id from offers.purchase_line pl left join offers.part p on p.purchase_line_id = pl.id and p.state in ('held', 'promised', 'sold') group by pl.id having pl.quantity <> coalesce(sum(p.quantity), 0)`);
    return rows.map((row) => row.what);
  };

  test("no interleaving sells a pot twice, and stock, promises, credit and ledger agree at every look", { timeout: 170_000 }, async () => {
    const each = Math.ceil(REAL_OPERATIONS / WORKERS);
    await Promise.all(Array.from({ length: WORKERS }, async (_none, worker) => {
      const next = random(SEED + worker);
      for (let n = 0; n < each; n++) {
        await operate(worker, n, next);
        if (worker === 0 && n % 40 === 0) expect(await contradictions()).toEqual([]);
      }
    }));
    for (const { lotId } of lines) await attempt(stage.receive(lotId, 200, "点数"));
    stage.later(61);
    await stage.settle();
    expect(await contradictions()).toEqual([]);
    expect(refused).toBeGreaterThan(REAL_OPERATIONS / 50);
    const { sales } = await run().call(settlement.actions.sales, { businessDate: "2026-11-27", limit: 10_000 }, AS_SYSTEM);
    const channels = new Set(sales.map((sale) => sale.channel));
    for (const channel of ["presale", "catalogue", "offer"]) expect(channels).toContain(channel);
    const { total, unbalancedSets } = await run().call(ledger.actions.balances, {}, AS_SYSTEM);
    expect({ total, unbalancedSets }).toEqual({ total: 0, unbalancedSets: 0 });
    for (const { lotId } of lines) expect((await run().call(lots.actions.get, { lotId }, AS_SYSTEM)).held).toBe((await run().call(clock.actions.queue, { sessionId: session, limit: 100 }, AS_SYSTEM)).entries.filter((entry) => entry.lotId === lotId && entry.status === "queued").reduce((sum, entry) => sum + entry.quantity, 0));
  });
});

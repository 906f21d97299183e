import { createChance, whole } from "../../engines/clock/chance.ts";
import { Refusal } from "../../kernel/machinery/refusal.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import type { Person } from "../../../tests/market.ts";
import { clock } from "../clock/contract.ts";
import { intake } from "../intake/contract.ts";
import { settlement } from "../settlement/contract.ts";
import { offers } from "./contract.ts";
import type { Stage } from "./trial.ts";

export type Random = (below: number) => number;
export const random = (chance: () => number): Random => (below) => whole(chance, 0, below - 1);

const SELLING = ["contract", "stall", "pooled", "live"] as const;

/** A lot with everything through which it is on offer. */
export interface Supply {
  readonly lotId: string;
  readonly catalogue: string;
  readonly offer: string;
  readonly presale: string;
}

/** Eight channels on a few lots everybody wants, and hands that do in them whatever comes to mind. */
export interface Hands {
  readonly lines: readonly Supply[];
  readonly sessionId: string;
  /** How often an expected "no" was the answer; anything else that is thrown is a bug. */
  readonly refused: number;
  readonly played: number;
  /** So many whole actions by all hands at once; the contradictions found on the way and after everything is received and settled. */
  play(operations: number, seed: number, stopped?: () => boolean): Promise<string[]>;
}

const HANDS = 8;
const LOTS = 4;
/** The first hand looks the whole over after so many of its actions. */
const LOOK_EVERY = 40;
const DECLARED = 400;
const DAY = "2026-11-28";
/** What an operation may be refused with. */
const EXPECTED = new Set(["not_enough_left", "not_enough_stock", "over_credit", "cart_empty", "not_open", "nothing_free", "lot_queued", "lot_not_ready", "not_queued", "already_received", "reason_needed", "too_late", "not_found", "lot_is_over", "already_offered", "not_held", "promised_already"]);

const CONTRADICTIONS = `
  select 'lot ' || no || ': on hand ' || on_hand || ', held ' || held as what from kernel.lot where on_hand < 0 or held < 0 or held > on_hand
  union all select 'promised more than declared: ' || l.no from kernel.lot l join offers.part p on p.lot_id = l.id and p.state = 'promised' group by l.id having sum(p.quantity) > max(l.declared) or max(l.status) <> 'declared'
  union all select 'holds of ' || l.no || ' are ' || l.held || ', parts and queue say ' || (coalesce(p.n, 0) + coalesce(q.n, 0)) from kernel.lot l
    left join (select lot_id, sum(quantity) n from offers.part where state = 'held' group by lot_id) p on p.lot_id = l.id
    left join (select lot_id, sum(quantity) n from clock.queue where ended_at is null group by lot_id) q on q.lot_id = l.id where l.held <> coalesce(p.n, 0) + coalesce(q.n, 0)
  union all select 'sold, left and counted differ: ' || l.no from kernel.lot l join intake.arrival a on a.lot_id = l.id left join settlement.sale s on s.lot_id = l.id group by l.id, a.counted having a.counted <> l.on_hand + coalesce(sum(s.quantity), 0)
  union all select 'line ' || l.id || ' has taken ' || l.taken || ', its parts say ' || coalesce(sum(p.quantity), 0) from offers.line l left join offers.purchase_line pl on pl.line_id = l.id left join offers.part p on p.purchase_line_id = pl.id and p.state in ('held', 'promised', 'sold') group by l.id having l.taken <> coalesce(sum(p.quantity), 0)
  union all select 'purchase ' || o.id || ' holds ' || o.credit_held || ' of credit, its parts are worth ' || coalesce(sum(p.quantity * pl.price), 0) from offers.purchase o left join offers.purchase_line pl on pl.purchase_id = o.id left join offers.part p on p.purchase_line_id = pl.id and p.state in ('held', 'promised') group by o.id having o.credit_held <> coalesce(sum(p.quantity * pl.price), 0)
  union all select 'credit of ' || c.party_id || ' is held ' || c.held || ', purchases say ' || coalesce(sum(o.credit_held), 0) from kernel.credit_line c left join offers.purchase o on o.buyer_id = c.party_id where c.creditor_id = '00000000-0000-0000-0000-000000000000' group by c.party_id, c.held having c.held <> coalesce(sum(o.credit_held), 0)
  union all select 'line quantity: ' || pl.id from offers.purchase_line pl left join offers.part p on p.purchase_line_id = pl.id and p.state in ('held', 'promised', 'sold') group by pl.id having pl.quantity <> coalesce(sum(p.quantity), 0)`;

/** The stage stands on the day before `DAY`, at 06:00 UTC. */
export async function openHands(stage: Stage): Promise<Hands> {
  const { runtime } = stage.market;
  const grower = await stage.market.person("王桂兰", ["grower"]);
  const auctioneer = await stage.market.staff("周敏", ["auctioneer"]);
  const buyers: Person[] = [];
  for (let n = 0; n < HANDS; n++) buyers.push(await stage.market.person(`采购商 ${n}`, ["buyer"], 50_000_00));
  const group = await runtime.call(offers.actions.saveGroup, { name: "全部", buyerIds: buyers.map((buyer) => buyer.partyId) }, grower.call);
  const session = (await runtime.call(clock.actions.planSession, { businessDate: DAY, title: "早场", clocks: [{ name: "一号钟" }] }, auctioneer.call)).id;
  const lines: Supply[] = [];
  for (let n = 0; n < LOTS; n++) {
    const { id: lotId } = await stage.declare(grower, DECLARED, DAY);
    const presale = await runtime.call(offers.actions.savePresale, { lotId, share: 50, saleDay: DAY, price: 3_00 }, grower.call);
    const catalogue = await runtime.call(offers.actions.saveCatalogue, { lotIds: [lotId], quantity: "300", price: 3_20, from: "2026-11-27", to: DAY }, grower.call);
    const offer = await runtime.call(offers.actions.saveOffer, { lotIds: [lotId], quantity: "300", price: 2_90, groupId: group.id, until: `${DAY}T20:00:00.000Z` }, grower.call);
    lines.push({ lotId, catalogue: catalogue.id, offer: offer.id, presale: presale.id });
  }
  let [played, refused] = [0, 0];
  const attempt = async (work: Promise<unknown>): Promise<void> => {
    try {
      await work;
    } catch (error) {
      if (!(error instanceof Refusal) || !EXPECTED.has(error.code)) throw error;
      refused++;
    }
  };
  /** One whole action of one of the channels. */
  const operate = async (hand: number, n: number, next: Random): Promise<void> => {
    const one = lines[next(LOTS)]!;
    const buyer = buyers[hand]!;
    const quantity = 1 + next(12);
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
        return attempt(runtime.call(settlement.actions.recordSale, { channel, money: channel === "stall" ? "direct" : "market", lotId: one.lotId, buyerId: buyer.partyId, quantity, price: 2_00, currency: "CNY", fromHold: false, creditHeld: false, cause: `test.${channel}`, causeId: `${hand}-${n}` }, AS_SYSTEM));
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
  return {
    lines, sessionId: session,
    get refused() { return refused; },
    get played() { return played; },
    async play(operations, seed, stopped = () => false) {
      const wrong = new Set<string>();
      const look = async (): Promise<void> => { for (const { what } of (await stage.market.database.pool.query<{ what: string }>(CONTRADICTIONS)).rows) wrong.add(what); };
      await Promise.all(buyers.map(async (_buyer, hand) => {
        const next = random(createChance(seed + hand));
        for (let n = 0; n < Math.ceil(operations / HANDS) && !stopped(); n++) {
          await operate(hand, n, next);
          played++;
          if (hand === 0 && n % LOOK_EVERY === 0) await look();
        }
      }));
      for (const { lotId } of lines) await attempt(stage.receive(lotId, 200, "点数"));
      stage.later(61);
      await stage.settle();
      await look();
      return [...wrong];
    },
  };
}

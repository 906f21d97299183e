import { sql } from "kysely";
import type { Handlers } from "../../kernel/machinery/module.ts";
import type { stall } from "./contract.ts";
import { creditOf, pricesOf, viewOf } from "./customers.ts";
import { marketOf, placeAt, stallViewOf, type StallScene } from "./right.ts";
import type { StallRow, Tables } from "./store.ts";
import type { CounterItem } from "./views.ts";

/** Goods a keypad offers; more are found by search at the arrivals. */
const MAX_ITEMS = 300;
const MAX_CUSTOMERS = 2_000;

export const counterHandlers: Pick<Handlers<typeof stall, Tables>, "counter"> = {
  async counter(handed, { stallId }) {
    const scene = handed as StallScene;
    const { tx, now, businessDate, actor } = scene;
    const { stall, right } = await placeAt(scene, stallId);
    const market = await marketOf(scene);
    const customers = await tx.selectFrom("stall.customer").selectAll().where("stall_id", "=", stallId).orderBy("last_at", (of) => of.desc().nullsLast()).orderBy("pinyin").limit(MAX_CUSTOMERS).execute();
    const credit = await creditOf(scene, stall, market.currency);
    const prices = await pricesOf(scene, stall);
    const today = await tx.selectFrom("stall.bill").select((of) => [of.fn.countAll<number>().as("bills"), of.fn.sum<string>("total_now").as("total")]).where("stall_id", "=", stallId).where("business_date", "=", businessDate).executeTakeFirstOrThrow();
    return {
      stall: await stallViewOf(scene, stall), right, businessDate, currency: market.currency, utcOffsetMinutes: market.utcOffsetMinutes, demo: market.demo, market: { zh: market.zh, en: market.en }, by: actor.accountName,
      items: await itemsOf(scene, stall), customers: customers.map((row) => viewOf(row, credit(row.party_id), prices.get(row.party_id) ?? [])),
      today: { bills: today.bills, total: Number(today.total ?? 0) }, at: now.toISOString(),
    };
  },
};

/** The goods of the stall, last sold first; what has run out stays in sight for a while, since there may be more than the books say. */
async function itemsOf({ tx }: StallScene, stall: StallRow): Promise<CounterItem[]> {
  const { rows } = await sql<{
    item_id: string; zh: string; en: string; initials: string; unit: string; packing: Record<string, number>; pot_extra: boolean; photo_id: string | null; free: number; lots: number; last_sold: Date | null;
    price: number | null; per: string | null; pot_price: number | null; floor: number | null;
  }>`
    select i.id as item_id, i.zh, i.en, i.initials, i.unit, i.packing, i.pot_extra, s.photo_id, s.free, s.lots, p.at as last_sold, p.price, p.per, p.pot_price, f.price as floor
    from (
      select a.item_id, sum(l.on_hand - l.held)::bigint as free, count(*) filter (where l.on_hand > l.held) as lots, max(a.at) as came, (array_agg(l.photo_id order by a.at desc) filter (where l.photo_id is not null))[1] as photo_id
      from stall.arrival a join kernel.lot l on l.id = a.lot_id where a.stall_id = ${stall.id} group by a.item_id
    ) s
    join kernel.trade_item i on i.id = s.item_id
    left join lateral (select at, price, per, pot_price from stall.last_price where stall_id = ${stall.id} and item_id = s.item_id order by at desc limit 1) p on true
    left join stall.floor f on f.stall_id = ${stall.id} and f.item_id = s.item_id
    order by s.free = 0, p.at desc nulls last, s.came desc limit ${MAX_ITEMS}`.execute(tx);
  return rows.map((row) => ({
    itemId: row.item_id, zh: row.zh, en: row.en, initials: row.initials, unit: row.unit, packing: row.packing, potExtra: row.pot_extra, photoId: row.photo_id, free: row.free, lots: row.lots, lastSoldAt: row.last_sold?.toISOString() ?? null,
    lastPrice: row.price === null || row.per === null ? null : { price: row.price, per: row.per, potPrice: row.pot_price }, floor: row.floor,
  }));
}

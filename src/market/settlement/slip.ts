import { sql } from "kysely";
import type { Handlers } from "../../kernel/machinery/module.ts";
import type { settlement } from "./contract.ts";
import { marketOf } from "./day.ts";
import { ownParty } from "./sale.ts";
import type { Tables } from "./store.ts";

/** What is sold at a stall changes hands there and is on nobody's slip. */
const HANDED_OVER = "stall";
type Noun = Pick<Handlers<typeof settlement, Tables>, "slip" | "slips">;

export const slipHandlers: Noun = {
  async slip(scene, { businessDate, buyerId }) {
    const { tx, actor, refuse } = scene;
    const own = ownParty(actor);
    const wanted = own ?? buyerId ?? refuse("not_found", {});
    if (own !== undefined && buyerId !== undefined && buyerId !== own) return refuse("not_found", { buyer: buyerId });
    const buyer = await tx.selectFrom("kernel.party").select(["id", "name"]).where("id", "=", wanted).executeTakeFirst();
    if (buyer === undefined) return refuse("not_found", { buyer: wanted });
    const rows = await tx.selectFrom("settlement.sale as s").innerJoin("kernel.lot as l", "l.id", "s.lot_id").innerJoin("kernel.trade_item as i", "i.id", "s.item_id")
      .innerJoin("kernel.party as g", "g.id", "s.grower_id")
      .select(["s.lot_id", "s.lot_no", "i.zh", "i.en", "s.grade", "g.name as grower", "s.unit", "l.pot_extra"])
      .select([sql<string>`coalesce(l.attributes ->> 'place', '')`.as("place"), sql<number>`sum(s.quantity)::bigint`.as("quantity"), sql<number>`count(*)`.as("deals")])
      .where("s.buyer_id", "=", wanted).where("s.business_date", "=", businessDate).where("s.channel", "<>", HANDED_OVER)
      .where((of) => of.not(of.exists(of.selectFrom("settlement.reversal as r").select("r.id").whereRef("r.sale_id", "=", "s.id").where("r.state", "=", "confirmed"))))
      .groupBy(["s.lot_id", "s.lot_no", "i.zh", "i.en", "s.grade", "g.name", "s.unit", "l.pot_extra", "l.attributes"]).orderBy("s.lot_no").execute();
    const sums = [...Map.groupBy(rows, (row) => row.unit)].map(([unit, list]) => ({ unit, quantity: list.reduce((sum, row) => sum + row.quantity, 0), lots: list.length }));
    return {
      no: `W${businessDate.replaceAll("-", "")}-${wanted.slice(-6).toUpperCase()}`, businessDate, buyerId: buyer.id, buyer: buyer.name, market: (await marketOf(scene)).name,
      lines: rows.map((row) => ({
        lotId: row.lot_id, lotNo: row.lot_no, itemZh: row.zh, itemEn: row.en, grade: row.grade, grower: row.grower, place: row.place, quantity: row.quantity, unit: row.unit,
        deals: row.deals, potExtra: row.pot_extra,
      })),
      sums, path: `/slips/${businessDate}/${buyer.id}`,
    };
  },

  async slips({ tx }, { businessDate, limit, offset }) {
    const found = tx.selectFrom("settlement.sale as s").innerJoin("kernel.party as b", "b.id", "s.buyer_id").where("s.business_date", "=", businessDate).where("s.channel", "<>", HANDED_OVER)
      .where((of) => of.not(of.exists(of.selectFrom("settlement.reversal as r").select("r.id").whereRef("r.sale_id", "=", "s.id").where("r.state", "=", "confirmed"))));
    const { total } = await found.select(sql<number>`count(distinct s.buyer_id)`.as("total")).executeTakeFirstOrThrow();
    const rows = await found.select(["s.buyer_id as buyerId", "b.name as buyer"])
      .select([sql<number>`count(distinct s.lot_id)`.as("lots"), sql<number>`count(*)`.as("deals"), sql<number>`sum(s.quantity)::bigint`.as("quantity")])
      .groupBy(["s.buyer_id", "b.name", "b.pinyin"]).orderBy("b.pinyin").orderBy("s.buyer_id").limit(limit).offset(offset).execute();
    return { slips: rows, total };
  },
};

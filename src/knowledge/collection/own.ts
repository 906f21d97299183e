/** The market's own sales as statistics see them: kept from the event log, with those that made no market left out by rule. */
import { sql } from "kysely";
import { addDays } from "../../engines/calendar/day.ts";
import { excludedSales, type SaleExclusion } from "../../engines/collection/exclusions.ts";
import { MILLS, WASH_DAYS } from "../../engines/collection/standard.ts";
import { currencyDecimals, type Currency } from "../../engines/fees/money.ts";
import { hear, type Handlers, type Scene } from "../../kernel/machinery/module.ts";
import { parties } from "../../kernel/parties/contract.ts";
import { settlement } from "../../market/settlement/contract.ts";
import type { collection } from "./contract.ts";
import type { Tables } from "./store.ts";

type OwnScene = Pick<Scene<Tables>, "tx" | "ask">;

export const hearings = [
  hear<Tables, typeof settlement, "saleRecorded">(settlement, "saleRecorded", async ({ tx }, { payload: sale }) => {
    await tx.insertInto("collection.own_sale").values({
      sale_id: sale.id, business_date: sale.businessDate, item_id: sale.itemId, grade: sale.grade ?? "", seller_id: sale.growerId, buyer_id: sale.buyerId, channel: sale.channel, quantity: sale.quantity, price: sale.price, currency: sale.currency,
    }).onConflict((same) => same.doNothing()).execute();
  }),
  hear<Tables, typeof settlement, "saleReversed">(settlement, "saleReversed", async ({ tx }, { payload: { sale } }) => {
    await tx.updateTable("collection.own_sale").set({ reversed: true }).where("sale_id", "=", sale.id).execute();
  }),
];

/**
 * The sales between two days that statistics leave out, with their rule. Only those that a rule could meet are read: taken back,
 * between related parties, or with a sale of the same item the other way round near by.
 */
export async function exclusionsBetween({ tx, ask }: OwnScene, from: string, to: string): Promise<Map<string, SaleExclusion>> {
  const { pairs } = await ask(parties.actions.relations, {});
  const because = new Map(pairs.flatMap((pair) => [[`${pair.one} ${pair.other}`, pair.because], [`${pair.other} ${pair.one}`, pair.because]] as const));
  const { rows } = await sql<{ sale_id: string; business_date: string; item_id: string; seller_id: string; buyer_id: string; reversed: boolean }>`
    select s.sale_id, s.business_date, s.item_id, s.seller_id, s.buyer_id, s.reversed from collection.own_sale s
    where s.business_date between ${addDays(from, -WASH_DAYS)}::date and ${addDays(to, WASH_DAYS)}::date and (
      s.reversed or s.seller_id = s.buyer_id
      or (s.seller_id, s.buyer_id) in (select p.one, p.other from unnest(${[...because.keys()].map((pair) => pair.split(" ")[0]!)}::uuid[], ${[...because.keys()].map((pair) => pair.split(" ")[1]!)}::uuid[]) as p (one, other))
      or exists (select 1 from collection.own_sale m where m.seller_id = s.buyer_id and m.buyer_id = s.seller_id and m.item_id = s.item_id and m.business_date between s.business_date - ${WASH_DAYS}::int and s.business_date + ${WASH_DAYS}::int and not m.reversed))`.execute(tx);
  const found = excludedSales(rows.map((row) => ({ id: row.sale_id, businessDate: row.business_date, itemId: row.item_id, sellerId: row.seller_id, buyerId: row.buyer_id, reversed: row.reversed })), (one, other) => because.get(`${one} ${other}`) ?? null);
  const dates = new Map(rows.map((row) => [row.sale_id, row.business_date]));
  return new Map([...found].filter(([id]) => dates.get(id)! >= from && dates.get(id)! <= to));
}

/** Mills of a price in the currency's minor unit. */
export const millsOfMinor = (minor: number, currency: string): number => minor * (MILLS / 10 ** currencyDecimals(currency as Currency));

export const ownHandlers: Pick<Handlers<typeof collection, Tables>, "excludedSales"> = {
  async excludedSales(scene, { from, to, limit }) {
    const { tx, ask } = scene;
    const excluded = await exclusionsBetween(scene, from, to);
    const shown = excluded.size === 0 ? [] : await tx.selectFrom("collection.own_sale as s").innerJoin("kernel.trade_item as i", "i.id", "s.item_id").selectAll("s").select(["i.zh", "i.en"])
      .where("s.sale_id", "in", [...excluded.keys()]).orderBy("s.business_date", "desc").orderBy("s.sale_id").limit(limit).execute();
    const { names } = await ask(parties.actions.names, { ids: [...new Set(shown.flatMap((row) => [row.seller_id, row.buyer_id]))] });
    const { all } = await tx.selectFrom("collection.own_sale").select(sql<number>`count(*)::int`.as("all")).where("business_date", ">=", from).where("business_date", "<=", to).executeTakeFirstOrThrow();
    return {
      sales: shown.map((row) => {
        const why = excluded.get(row.sale_id)!;
        return {
          saleId: row.sale_id, businessDate: row.business_date, itemId: row.item_id, itemZh: row.zh, itemEn: row.en, grade: row.grade, quantity: row.quantity, price: row.price, currency: row.currency, channel: row.channel,
          seller: names[row.seller_id] ?? "", buyer: names[row.buyer_id] ?? "", reason: why.reason, because: why.reason === "related_party" ? why.because : why.reason === "wash" ? why.mirror : "",
        };
      }),
      total: excluded.size, kept: all - excluded.size,
    };
  },
};

import { sql } from "kysely";
import { isTrader } from "../../kernel/machinery/contract.ts";
import { NOBODY, type Actor, type Handlers, type Tx } from "../../kernel/machinery/module.ts";
import type { loss } from "./contract.ts";
import { daysOld, suggestionFor, type Grade, type LossSettings, type PriceSource } from "./rules.ts";
import type { Tables } from "./store.ts";
import { currencyOf, currentTerms, type LossScene } from "./terms.ts";
import type { AgeingRow } from "./views.ts";

type Noun = Pick<Handlers<typeof loss, Tables>, "ageing" | "receivers">;

/** Whom a reader is bound to; null for the market's staff, who see everybody. */
export const ownParty = (actor: Actor): string | null => (!actor.system && isTrader(actor.roles) ? (actor.partyId ?? NOBODY) : null);
export const searchText = (query: string): string => query.replaceAll(/[%_\\]/g, "").toLowerCase();

export interface AgedLot {
  id: string; no: string; item_id: string; zh: string; en: string; unit: string; grower_id: string; grower: string; grade: Grade | null; photo_id: string | null; since: string;
  on_hand: number; held: number; floor_price: number | null; lot_price: number | null; item_price: number | null; first: number | null; waiting: string | null;
}

/** Lots with free stock, since when they have been there, and what they were last worth: by floor, by their own last sale, by their item's. */
const aged = (wanted: { own: string | null; growerId: string | null; lotId: string | null; text: string }) => sql`
  select l.id, l.no, l.item_id, i.zh, i.en, i.unit, l.grower_id, g.name as grower, g.pinyin, l.grade, l.photo_id, l.on_hand, l.held, l.floor_price,
    coalesce((select min(f.business_date) from loss.flow f where f.lot_id = coalesce(l.parent_id, l.id) and f.kind in ('intake', 'split_in')), (select min(f.business_date) from loss.flow f where f.lot_id = l.id and f.kind in ('intake', 'split_in')), l.business_date) as since,
    (select s.price from loss.sold s where s.lot_id = l.id and s.reversal_id is null order by s.at desc, s.sale_id limit 1) as lot_price,
    (select s.price from loss.sold s where s.item_id = l.item_id and s.reversal_id is null order by s.at desc, s.sale_id limit 1) as item_price,
    (select a.price from loss.act a where a.lot_id = l.id and a.kind = 'markdown' and a.state = 'done' order by a.at limit 1) as first,
    (select a.no from loss.act a where a.lot_id = l.id and a.state = 'proposed' order by a.at limit 1) as waiting
  from kernel.lot l join kernel.trade_item i on i.id = l.item_id join kernel.party g on g.id = l.grower_id
  where l.on_hand > l.held and l.status <> 'cancelled' and (${wanted.own}::uuid is null or l.grower_id = ${wanted.own}::uuid) and (${wanted.growerId}::uuid is null or l.grower_id = ${wanted.growerId}::uuid)
    and (${wanted.lotId}::uuid is null or l.id = ${wanted.lotId}::uuid)
    and (${wanted.text} = '' or l.no ilike '%' || ${wanted.text} || '%' or i.zh ilike '%' || ${wanted.text} || '%' or i.pinyin like '%' || ${wanted.text} || '%' or g.name ilike '%' || ${wanted.text} || '%' or g.pinyin like '%' || ${wanted.text} || '%')`;
const oldEnough = (on: string, minDays: number) => sql`${on}::date - a.since >= ${minDays}`;

export function worthOf(lot: Pick<AgedLot, "floor_price" | "lot_price" | "item_price">): { price: number | null; source: PriceSource } {
  if (lot.floor_price !== null) return { price: lot.floor_price, source: "floor" };
  if (lot.lot_price !== null) return { price: lot.lot_price, source: "lot_sale" };
  return lot.item_price === null ? { price: null, source: "none" } : { price: lot.item_price, source: "item_sale" };
}

/** One lot as the list sees it, whatever its age; undefined where nothing of it is free. */
export async function agedLot(tx: Tx<Tables>, lotId: string): Promise<AgedLot | undefined> {
  return (await sql<AgedLot>`select a.* from (${aged({ own: null, growerId: null, lotId, text: "" })}) a`.execute(tx)).rows[0];
}

function rowOf(lot: AgedLot, on: string, settings: LossSettings, currency: string, actor: Actor): AgeingRow {
  const { price, source } = worthOf(lot);
  const days = daysOld(lot.since, on);
  const free = lot.on_hand - lot.held;
  const first = lot.first ?? price;
  const hands = actor.system || actor.roles.some((role) => role === "operator" || role === "grader") || actor.partyId === lot.grower_id;
  return {
    lotId: lot.id, lotNo: lot.no, itemId: lot.item_id, itemZh: lot.zh, itemEn: lot.en, unit: lot.unit, growerId: lot.grower_id, grower: lot.grower, grade: lot.grade, photoId: lot.photo_id, since: lot.since, days,
    onHand: lot.on_hand, held: lot.held, free, price, priceSource: source, first, value: price === null ? null : price * free, currency,
    suggestion: suggestionFor({ days, first, price }, settings), waiting: lot.waiting,
    can: !hands || lot.waiting !== null ? [] : [...(lot.grade === "E" ? [] : ["downgrade" as const]), ...(price === null || price === 1 ? [] : ["markdown" as const]), "write_off", "donation"],
  };
}

export async function ageingOf({ tx, actor, businessDate }: Pick<LossScene, "tx" | "actor" | "businessDate">, wish: { query?: string; minDays?: number | undefined; growerId?: string | undefined; lotNo?: string | undefined; limit: number; offset: number }) {
  const { settings } = await currentTerms(tx);
  const currency = await currencyOf(tx);
  const lot = wish.lotNo === undefined ? null : await tx.selectFrom("kernel.lot").select("id").where("no", "=", wish.lotNo.toUpperCase()).executeTakeFirst();
  const minDays = wish.minDays ?? (lot === null ? settings.ageDays : 0);
  const wanted = { own: ownParty(actor), growerId: wish.growerId ?? null, lotId: lot === null ? null : (lot?.id ?? NOBODY), text: searchText(wish.query ?? "") };
  const { rows: [sums] } = await sql<{ total: number; free: number; value: number }>`
    select count(*) as total, coalesce(sum(a.on_hand - a.held), 0)::bigint as free, coalesce(sum((a.on_hand - a.held) * coalesce(a.floor_price, a.lot_price, a.item_price)), 0)::bigint as value
    from (${aged(wanted)}) a where ${oldEnough(businessDate, minDays)}`.execute(tx);
  const { rows } = await sql<AgedLot>`select a.* from (${aged(wanted)}) a where ${oldEnough(businessDate, minDays)} order by a.since, a.pinyin, a.no limit ${wish.limit} offset ${wish.offset}`.execute(tx);
  return { lots: rows.map((row) => rowOf(row, businessDate, settings, currency, actor)), total: sums!.total, free: sums!.free, value: sums!.value, ageDays: minDays, currency };
}

export const ageingHandlers: Noun = {
  ageing: (scene, input) => ageingOf(scene, input),

  async receivers({ tx }, { query }) {
    const text = searchText(query);
    const rows = await tx.selectFrom("kernel.party").select(["id", "name", "town"]).where("status", "=", "active").where((of) => of.or([of("name", "ilike", `%${text}%`), of("pinyin", "like", `%${text}%`)])).orderBy("pinyin").limit(8).execute();
    return { parties: rows.map((row) => ({ partyId: row.id, name: row.name, town: row.town })) };
  },
};

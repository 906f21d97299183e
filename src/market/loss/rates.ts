import { sql, type RawBuilder } from "kysely";
import { addDays, daysBetween } from "../../engines/calendar/day.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { ownParty } from "./ageing.ts";
import { CAUSE } from "./derive.ts";
import type { loss } from "./contract.ts";
import { KINDS_OF, MAX_WINDOW_DAYS, USUAL_WINDOW_DAYS, ratesOf, type Dimension } from "./rules.ts";
import type { Tables } from "./store.ts";
import { currencyOf, type LossScene } from "./terms.ts";
import type { RateRow } from "./views.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Noun = Pick<Handlers<typeof loss, Tables>, "rates" | "ofGrowers" | "rateLines">;

interface Wish {
  readonly by: Dimension;
  readonly growerId?: string | undefined;
  readonly itemId?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}
export function windowOf({ businessDate, refuse }: Pick<LossScene, "businessDate" | "refuse">, { from, to }: { from?: string | undefined; to?: string | undefined }): { from: string; to: string } {
  const last = to ?? businessDate;
  const first = from ?? addDays(last, 1 - USUAL_WINDOW_DAYS);
  if (first > last || daysBetween(first, last) >= MAX_WINDOW_DAYS) return refuse("window_too_long", { most: MAX_WINDOW_DAYS });
  return { from: first, to: last };
}

/** Each movement with what it adds to what was received, sold and lost; sales with their channel. What was sold and came back was not sold. */
const flows = (own: string | null, { growerId, itemId }: Wish): RawBuilder<unknown> => sql`
  select f.event_id, f.at, f.business_date, f.lot_id, f.grower_id, f.item_id, f.kind, f.quantity, f.cause, f.cause_id, f.price,
    case f.kind when 'intake' then f.quantity when 'split_in' then f.quantity when 'count_up' then f.quantity when 'count_down' then -f.quantity when 'split_out' then -f.quantity when 'take_back' then -f.quantity else 0 end as received,
    case f.kind when 'sale' then f.quantity when 'direct_sale' then f.quantity when 'return_in' then -f.quantity else 0 end as sold,
    case when f.kind in ('write_off', 'donation') then f.quantity else 0 end as lost,
    coalesce(s.channel, r.channel) as channel
  from loss.flow f
  left join loss.sold s on f.kind in ('sale', 'direct_sale') and s.cause = f.cause and s.cause_id = f.cause_id and s.lot_id = f.lot_id
  left join loss.sold r on f.kind = 'return_in' and r.reversal_id::text = f.cause_id and r.lot_id = f.lot_id
  where (${own}::uuid is null or f.grower_id = ${own}::uuid) and (${growerId ?? null}::uuid is null or f.grower_id = ${growerId ?? null}::uuid) and (${itemId ?? null}::uuid is null or f.item_id = ${itemId ?? null}::uuid)`;

const KEY_OF: Readonly<Record<Dimension, RawBuilder<unknown>>> = { grower: sql`f.grower_id::text`, item: sql`f.item_id::text`, channel: sql`coalesce(f.channel, '')`, day: sql`f.business_date::text` };

interface Summed {
  key: string; opening: number; received: number; sold: number; written_off: number; donated: number; downgraded: number; lost_value: number; unvalued: number; marked: number;
}
const sums = (from: string): RawBuilder<unknown> => sql`
  coalesce(sum(f.received - f.sold - f.lost) filter (where f.business_date < ${from}::date), 0)::bigint as opening,
  coalesce(sum(f.received) filter (where f.business_date >= ${from}::date), 0)::bigint as received, coalesce(sum(f.sold) filter (where f.business_date >= ${from}::date), 0)::bigint as sold,
  coalesce(sum(f.quantity) filter (where f.business_date >= ${from}::date and f.kind = 'write_off'), 0)::bigint as written_off, coalesce(sum(f.quantity) filter (where f.business_date >= ${from}::date and f.kind = 'donation'), 0)::bigint as donated,
  coalesce(sum(f.quantity) filter (where f.business_date >= ${from}::date and f.kind = 'downgrade'), 0)::bigint as downgraded,
  coalesce(sum(f.lost * f.price) filter (where f.business_date >= ${from}::date), 0)::bigint as lost_value, coalesce(sum(f.lost) filter (where f.business_date >= ${from}::date and f.price is null), 0)::bigint as unvalued,
  coalesce(sum(f.quantity * f.price) filter (where f.business_date >= ${from}::date and f.kind = 'markdown'), 0)::bigint as marked`;

function rowOf(row: Summed, names: { zh: string; en: string }, offeredOf: number | null = null): RateRow {
  const lost = row.written_off + row.donated;
  const rates = ratesOf({ opening: offeredOf ?? row.opening, received: offeredOf === null ? row.received : 0, sold: row.sold, lost: offeredOf === null ? lost : 0, downgraded: row.downgraded });
  return {
    key: row.key, ...names, opening: row.opening, received: row.received, offered: rates.offered, sold: row.sold, writtenOff: row.written_off, donated: row.donated, closing: row.opening + row.received - row.sold - lost, downgraded: row.downgraded,
    clearance: rates.clearance, loss: rates.loss, downgradeShare: rates.downgradeShare, small: rates.small, lostValue: row.lost_value, unvalued: row.unvalued, marked: row.marked,
  };
}

export async function ratesBy(scene: LossScene, wish: Wish, limit: number, own = ownParty(scene.actor)) {
  const { tx } = scene;
  const span = windowOf(scene, wish);
  const all = flows(own, wish);
  const { rows: [whole] } = await sql<Summed>`select '' as key, ${sums(span.from)} from (${all}) f where f.business_date <= ${span.to}::date`.execute(tx);
  const total = rowOf(whole!, { zh: zh.total, en: en.total });
  const currency = await currencyOf(tx);
  if (wish.by === "day") return { ...span, total, ...(await byDay(scene, span, all, total.opening, limit)), currency };
  const { rows } = await sql<Summed & { zh: string | null; en: string | null }>`
    select k.*, case ${wish.by}::text when 'grower' then (select name from kernel.party where id::text = k.key) when 'item' then (select zh from kernel.trade_item where id::text = k.key) else k.key end as zh,
      case ${wish.by}::text when 'grower' then (select name from kernel.party where id::text = k.key) when 'item' then (select en from kernel.trade_item where id::text = k.key) else k.key end as en
    from (select ${KEY_OF[wish.by]} as key, ${sums(span.from)} from (${all}) f where f.business_date <= ${span.to}::date group by 1) k
    where ${wish.by === "channel" ? sql`k.key <> '' and k.sold <> 0` : sql`k.opening <> 0 or k.received <> 0 or k.sold <> 0 or k.written_off + k.donated + k.downgraded > 0`}
    order by k.sold desc, k.key`.execute(tx);
  const named = rows.map((row) => rowOf(row, namesOf(wish.by, row), wish.by === "channel" ? total.offered : null));
  return { ...span, total, rows: named.slice(0, limit), rowsTotal: named.length, currency };
}

/** Of a channel: what went through it of all that stood for sale, so that the channels add up to the whole. */
function namesOf(by: Dimension, row: { key: string; zh: string | null; en: string | null }): { zh: string; en: string } {
  if (by === "channel") return { zh: zh.channels[row.key as keyof typeof zh.channels] ?? row.key, en: en.channels[row.key as keyof typeof en.channels] ?? row.key };
  return { zh: row.zh ?? row.key, en: row.en === null || row.en === "" ? (row.zh ?? row.key) : row.en };
}

/** Every day of the window with what was there in the morning; days on which nothing moved are left out. */
async function byDay({ tx }: LossScene, { from, to }: { from: string; to: string }, all: RawBuilder<unknown>, opening: number, limit: number) {
  const { rows } = await sql<Summed>`select ${KEY_OF.day} as key, ${sums(from)} from (${all}) f where f.business_date between ${from}::date and ${to}::date group by 1 order by 1`.execute(tx);
  let there = opening;
  const days = rows.map((row) => {
    const day = rowOf({ ...row, opening: there }, { zh: row.key, en: row.key });
    there = day.closing;
    return day;
  });
  return { rows: days.slice(-limit), rowsTotal: days.length };
}

export const rateHandlers: Noun = {
  async rates(scene, { limit, ...wish }) {
    return ratesBy(scene, wish, limit);
  },

  async ofGrowers(scene, { from, to, limit }) {
    const { rows } = await ratesBy(scene, { by: "grower", from, to }, limit, null);
    return { rows };
  },

  async rateLines(scene, { by, key, measure, limit, offset, ...wish }) {
    const { tx, actor } = scene;
    const span = windowOf(scene, wish);
    const found = sql`select f.* from (${flows(ownParty(actor), { by, ...wish })}) f where f.business_date between ${span.from}::date and ${span.to}::date and f.kind = any(${[...KINDS_OF[measure]]}::text[]) and (${key} = '' or ${KEY_OF[by]} = ${key})`;
    const { rows: [counted] } = await sql<{ total: number; quantity: number }>`
      select count(*) as total, coalesce(sum(case when f.kind in ('count_down', 'split_out', 'take_back', 'return_in') then -f.quantity else f.quantity end), 0)::bigint as quantity from (${found}) f`.execute(tx);
    const { rows } = await sql<{ event_id: number; at: Date; business_date: string; no: string; zh: string; en: string; unit: string; grower_id: string; grower: string; kind: string; quantity: number; channel: string | null; price: number | null; cause: string; act_no: string | null }>`
      select f.event_id, f.at, f.business_date, l.no, i.zh, i.en, i.unit, f.grower_id, g.name as grower, f.kind, f.quantity, f.channel, coalesce(f.price, s.price) as price, f.cause, a.no as act_no
      from (${found}) f join kernel.lot l on l.id = f.lot_id join kernel.trade_item i on i.id = f.item_id join kernel.party g on g.id = f.grower_id
      left join loss.sold s on f.kind in ('sale', 'direct_sale') and s.cause = f.cause and s.cause_id = f.cause_id and s.lot_id = f.lot_id
      left join loss.act a on f.cause = ${CAUSE} and a.id::text = f.cause_id
      order by f.at desc, f.event_id desc limit ${limit} offset ${offset}`.execute(tx);
    return {
      ...span, total: counted!.total, quantity: counted!.quantity,
      lines: rows.map((row) => ({
        eventId: row.event_id, at: row.at.toISOString(), businessDate: row.business_date, lotNo: row.no, itemZh: row.zh, itemEn: row.en, unit: row.unit, growerId: row.grower_id, grower: row.grower, kind: row.kind, quantity: row.quantity,
        channel: row.channel, price: row.price, cause: row.cause, actNo: row.act_no,
      })),
    };
  },
};

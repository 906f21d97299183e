import { sql } from "kysely";
import { addDays } from "../../engines/calendar/day.ts";
import { MAX_PUBLIC_SHARE_PERCENT, MIN_PUBLIC_SELLERS } from "../../engines/price-sheet/price-sheet.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import type { prices } from "./contract.ts";
import type { Tables } from "./store.ts";

const PERCENT = 100;

type History = Handlers<typeof prices, Tables>["history"];
interface Row {
  readonly period: string;
  readonly channel: string;
  readonly first_day: string;
  readonly sales: number;
  readonly days: number;
  readonly units: number;
  readonly value: string;
  readonly squares: number;
  readonly sellers: number;
  readonly most: number;
}

/** Sales of some items gathered by period and channel; whoever shows a period gets none that would show one seller. */
export const historyOf: History = async ({ tx }, { itemIds, grade, by, byChannel, to, days }) => {
  const from = addDays(to, 1 - days);
  const period = by === "day" ? sql`d.business_date` : by === "week" ? sql`date_trunc('week', d.business_date)::date` : sql`${from}::date`;
  const channel = byChannel ? sql`d.channel` : sql`''`;
  const ofGrade = grade === undefined ? sql`true` : sql`d.grade = ${grade ?? ""}`;
  const { rows } = await sql<Row>`
    with found as (
      select ${period} as period, ${channel} as channel, d.business_date as on_day, d.seller_id, d.quantity::numeric as units, d.quantity::numeric * d.price as value
      from prices.deal d where d.item_id = any(${itemIds}::uuid[]) and not d.reversed and d.business_date between ${from} and ${to} and ${ofGrade}
    ), sellers as (select period, channel, seller_id, sum(units) as units from found group by period, channel, seller_id),
    by_seller as (select period, channel, count(*) as sellers, max(units) as most from sellers group by period, channel),
    by_day as (select period, channel, on_day, count(*) as sales, sum(units) as units, sum(value) as value from found group by period, channel, on_day)
    select b.period, b.channel, min(b.on_day) as first_day, sum(b.sales)::int as sales, count(*)::int as days, sum(b.units)::bigint as units, sum(b.value)::text as value, sum(b.value * b.value / b.units)::float8 as squares, s.sellers::int as sellers, s.most::bigint as most
    from by_day b join by_seller s on s.period = b.period and s.channel = b.channel group by b.period, b.channel, s.sellers, s.most order by b.period, b.channel`.execute(tx);
  const { unsold } = await tx.selectFrom("prices.leftover").select((of) => of.fn.coalesce(of.fn.sum<number>("unsold"), of.val(0)).as("unsold")).where("item_id", "in", itemIds).where("business_date", ">=", from).where("business_date", "<=", to)
    .$if(grade !== undefined, (query) => query.where("grade", "=", grade ?? "")).executeTakeFirstOrThrow();
  return {
    unsold: Number(unsold),
    periods: rows.map((row) => {
      const withheld = row.sellers < MIN_PUBLIC_SELLERS || row.most * PERCENT > row.units * MAX_PUBLIC_SHARE_PERCENT;
      const mean = Number(row.value) / row.units;
      return {
        from: by === "week" ? row.period : row.first_day, channel: byChannel ? row.channel : null, sales: row.sales, days: row.days, withheld,
        units: withheld ? null : row.units, mean: withheld ? null : mean, deviation: withheld ? null : Math.sqrt(Math.max(0, row.squares / row.units - mean ** 2)),
      };
    }),
  };
};

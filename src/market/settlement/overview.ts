import { sql } from "kysely";
import type { Handlers, Tx } from "../../kernel/machinery/module.ts";
import { booksOf } from "./books.ts";
import type { settlement } from "./contract.ts";
import { dayRows, dayView, marketOf } from "./day.ts";
import type { Side } from "./rules.ts";
import type { Tables } from "./store.ts";
import type { DayView, Overview } from "./views.ts";

type Noun = Pick<Handlers<typeof settlement, Tables>, "dayOverview" | "days">;

export const overviewHandlers: Noun = {
  async dayOverview(scene, { businessDate, itemLimit }) {
    const { tx, actor } = scene;
    const date = businessDate ?? scene.businessDate;
    const row = await dayRows(tx).where("d.business_date", "=", date).executeTakeFirst();
    const day = row === undefined ? null : dayView(row);
    const { checks, items, differences } = await booksOf(tx, date, scene.businessDate);
    const neighbours = await neighbourDays(tx, date);
    return {
      market: (await marketOf(scene)).name, businessDate: date, day, sales: await salesOf(tx, date),
      checks: [...checks], balanced: differences === 0, items: items.slice(0, itemLimit), itemsTotal: items.length, differences,
      ...(await totalsOf(tx, date)), ...neighbours, can: actor.roles.includes("cashier") ? cashierMay(day, neighbours.firstOpenDate, scene.businessDate, items.some((item) => item.code === "not_in_file" || item.code === "bank_refused")) : [],
    };
  },

  async days({ tx }, { limit, offset }) {
    const { total } = await tx.selectFrom("settlement.day").select(sql<number>`count(*)`.as("total")).executeTakeFirstOrThrow();
    const rows = await dayRows(tx).select((of) => [
      of.selectFrom("settlement.sale as s").select(sql<number>`coalesce(sum(gross), 0)::bigint`.as("n")).whereRef("s.business_date", "=", "d.business_date").as("gross"),
      of.selectFrom("settlement.sale as s").select(sql<number>`count(*)`.as("n")).whereRef("s.business_date", "=", "d.business_date").as("deals"),
    ]).orderBy("d.business_date", "desc").limit(limit).offset(offset).execute();
    return { days: rows.map((row) => ({ ...dayView(row), gross: row.gross ?? 0, deals: row.deals ?? 0 })), total };
  },
};

function cashierMay(day: DayView | null, firstOpen: string | null, today: string, further: boolean): Overview["can"] {
  if (day === null) return [];
  if (day.state === "open") return day.businessDate === firstOpen && day.businessDate <= today ? ["close"] : [];
  if (day.state === "closing") return ["resume"];
  if (day.state === "closed") return ["mark", ...(further ? ["make_payout_file" as const, "make_debit_file" as const] : [])];
  return [];
}

async function neighbourDays(tx: Tx<Tables>, date: string) {
  const day = (query: string) => sql<string | null>`(${sql.raw(query)})`;
  const rows = await sql<{ previousDate: string | null; nextDate: string | null; firstOpenDate: string | null }>`
    select (select max(business_date) from settlement.day where business_date < ${date}::date) as "previousDate",
      (select min(business_date) from settlement.day where business_date > ${date}::date) as "nextDate",
      ${day("select min(business_date) from settlement.day where state = 'open'")} as "firstOpenDate"`.execute(tx);
  return rows.rows[0]!;
}

async function salesOf(tx: Tx<Tables>, date: string): Promise<Overview["sales"]> {
  const rows = await sql<Overview["sales"]>`
    with sold as (select count(*) as deals, coalesce(sum(quantity), 0)::bigint as quantity, coalesce(sum(gross), 0)::bigint as gross,
        count(distinct grower_id) as growers, count(distinct buyer_id) as buyers from settlement.sale where business_date = ${date}::date),
      back as (select count(*) as reversed, coalesce(sum(s.gross), 0)::bigint as "reversedGross" from settlement.reversal r join settlement.sale s on s.id = r.sale_id
        where r.business_date = ${date}::date and r.state = 'confirmed')
    select sold.*, back.*, (sold.gross - back."reversedGross") as net from sold, back`.execute(tx);
  return rows.rows[0]!;
}

async function totalsOf(tx: Tx<Tables>, date: string): Promise<Pick<Overview, "seller" | "buyer">> {
  const rows = await sql<Overview["seller"] & { side: Side }>`
    select s.side, count(*) as papers, sum(s.gross)::bigint as gross, sum(s.corrected)::bigint as corrected, sum(s.fees)::bigint as fees, sum(s.packaging)::bigint as packaging,
      sum(s.total)::bigint as total, sum(s.due)::bigint as due, coalesce(sum(p.amount), 0)::bigint as paid, count(p.statement_id) as "paidPapers",
      count(*) filter (where s.due > 0 and p.statement_id is null) as "openPapers"
    from settlement.statement s left join settlement.payment p on p.statement_id = s.id where s.business_date = ${date}::date group by s.side`.execute(tx);
  const zero = { papers: 0, gross: 0, corrected: 0, fees: 0, packaging: 0, total: 0, due: 0, paid: 0, paidPapers: 0, openPapers: 0 };
  const of = (wanted: Side): Overview["seller"] => {
    const found = rows.rows.find((row) => row.side === wanted);
    if (found === undefined) return zero;
    const { side: _side, ...sums } = found;
    return sums;
  };
  return { seller: of("seller"), buyer: of("buyer") };
}

/**
 * How long the close of a day takes: statements for every grower, bills for every buyer, fees, postings, bank files, and
 * the books compared, for days of 1,100, 11,000 and 110,000 deals. Also what booking one sale takes.
 *
 *   node bench/settle.ts [--json]
 *
 * The sales of a day are planted with set-based SQL through the same tables, triggers and constraints that a sale
 * goes through; the books, compared before the close begins, would refuse anything else. Only the close is timed.
 */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type pg from "pg";
import { open, type Opened } from "../src/app/open.ts";
import { calendar } from "../src/kernel/calendar/contract.ts";
import { ledger } from "../src/kernel/ledger/contract.ts";
import { AS_SYSTEM, INSIDE, type Call } from "../src/kernel/machinery/runtime.ts";
import { settlement } from "../src/market/settlement/contract.ts";
import { seedFees } from "../src/market/settlement/seed.ts";

const SIZES = [1_100, 11_000, 110_000];
const DEALS_PER_GROWER = 20;
const DEALS_PER_BUYER = 30;
const DEALS_PER_LOT = 3;
const DEALS_PER_TRANSACTION = 5_500;
const SINGLE_SALES = 300;
/** The close of 11,000 deals has to be done before the seller is paid next morning; a minute is what we ask of it. */
const BAR_SECONDS = 60;
/** Seconds a deal at 110,000 against 1,100: near linear. */
const BAR_GROWTH = 2;

export interface DaySize {
  readonly deals: number;
  readonly growers: number;
  readonly buyers: number;
}

/** Plants parties with bank accounts and credit lines, named so that two sizes do not share them. */
async function plantParties(pool: pg.Pool, prefix: string, { growers, buyers }: DaySize): Promise<void> {
  for (const [role, count] of [["grower", growers], ["buyer", buyers]] as const) {
    await pool.query(
      `insert into kernel.party (id, kind, name, pinyin, roles, bank_account, bank_name, demo, created_at)
       select gen_random_uuid(), 'person', $1 || ' ' || $2 || ' ' || n, $1 || $2 || lpad(n::text, 6, '0'), array[$2], '6228' || lpad(n::text, 12, '0'), '示例银行', true, now() from generate_series(1, $3) as n`,
      [prefix, role, count],
    );
  }
  await pool.query("insert into kernel.credit_line (party_id, currency) select id, 'CNY' from kernel.party where 'buyer' = any(roles) on conflict do nothing");
  await pool.query(
    `insert into kernel.credit_movement (party_id, currency, kind, amount, cause, cause_id, at)
     select id, 'CNY', 'limit', 100000000000000, 'bench', 'limit', now() from kernel.party where 'buyer' = any(roles) on conflict do nothing`,
  );
  await pool.query("insert into kernel.ledger_account (id, code, party_id, currency) select gen_random_uuid(), case when 'grower' = any(roles) then 'grower_payable' else 'buyer_receivable' end, id, 'CNY' from kernel.party on conflict do nothing");
}

/** Plants one day of sales, some thousands of deals a transaction: lots, movements, credit, postings, sales. */
export async function plantDay(pool: pg.Pool, date: string, size: DaySize): Promise<void> {
  const prefix = `bench-${date}-${size.deals}`;
  await plantParties(pool, prefix, size);
  await pool.query("insert into kernel.trade_item (id, code, zh, en, category, unit, created_at) select gen_random_uuid(), 'bench-' || n, '商品 ' || n, 'item ' || n, 'orchid', 'pot', now() from generate_series(1, 200) as n on conflict (code) do nothing");
  for (let from = 0; from < size.deals; from += DEALS_PER_TRANSACTION) {
    const client = await pool.connect();
    try {
      await client.query("begin");
      await plantDeals(client, date, prefix, size, from, Math.min(size.deals, from + DEALS_PER_TRANSACTION));
      await client.query("commit");
    } finally {
      client.release();
    }
  }
}

async function plantDeals(client: pg.PoolClient, date: string, prefix: string, { growers, buyers }: DaySize, from: number, to: number): Promise<void> {
  // Numbers of a deal follow from its place alone, so that a run can be repeated: prices end in odd fen and fees have to round.
  await client.query(
    `create temp table deal on commit drop as
     select n, gen_random_uuid() as sale_id, gen_random_uuid() as set_id, n / ${DEALS_PER_LOT} as lot_n,
       ($1 || '-' || n) as cause_id, 1 + (n * 7919) % 60 as quantity, 500 + ((n::bigint * 104729) % 4321)::int as price,
       g.id as grower_id, b.id as buyer_id
     from generate_series($2::int, $3::int - 1) as n
     join (select id, row_number() over (order by pinyin) - 1 as k from kernel.party where name like $1 || ' grower %') g on g.k = (n / ${DEALS_PER_LOT}) % $4::int
     join (select id, row_number() over (order by pinyin) - 1 as k from kernel.party where name like $1 || ' buyer %') b on b.k = (n * 31 + n / 97) % $5::int`,
    [prefix, from, to, growers, buyers],
  );
  await client.query(
    `create temp table deal_lot on commit drop as
     select lot_n, gen_random_uuid() as id, $1 || '-' || lot_n || '-' || $3 as no, min(grower_id::text)::uuid as grower_id, sum(quantity) as quantity,
       (select id from kernel.trade_item where code = 'bench-' || (1 + lot_n % 200)) as item_id
     from deal cross join (select $2::date) as on_day group by lot_n`,
    [prefix, date, from],
  );
  await client.query("insert into kernel.lot (id, no, item_id, grower_id, business_date, unit, declared, grade, status, created_at) select id, no, item_id, grower_id, $1, 'pot', quantity, 'A', 'closed', now() from deal_lot", [date]);
  await client.query("insert into kernel.lot_movement (lot_id, kind, quantity, cause, cause_id, at) select id, 'intake', quantity, 'bench', no, now() from deal_lot");
  await client.query("insert into kernel.lot_movement (lot_id, kind, quantity, cause, cause_id, at) select l.id, 'direct_sale', d.quantity, 'bench', d.cause_id, now() from deal d join deal_lot l using (lot_n)");
  for (const kind of ["hold", "capture"]) {
    await client.query("insert into kernel.credit_movement (party_id, currency, kind, amount, cause, cause_id, at) select buyer_id, 'CNY', $1, quantity * price, 'bench', cause_id, now() from deal", [kind]);
  }
  await client.query("insert into kernel.posting_set (id, at, business_date, kind, cause, cause_id, memo) select set_id, now(), $1, 'sale', 'bench', cause_id, '' from deal", [date]);
  await client.query(
    `insert into kernel.posting (set_id, line, ledger_account_id, currency, amount)
     select set_id, side, a.id, 'CNY', case side when 0 then quantity * price else -quantity * price end from deal cross join (values (0), (1)) as sides(side)
     join kernel.ledger_account a on a.currency = 'CNY' and a.code = case side when 0 then 'buyer_receivable' else 'grower_payable' end and a.party_id = case side when 0 then buyer_id else deal.grower_id end`,
  );
  await client.query(
    `insert into settlement.sale (id, at, business_date, channel, lot_id, lot_no, item_id, grade, grower_id, buyer_id, quantity, unit, price, gross, currency, cause, cause_id, posting_set_id)
     select sale_id, now(), $1, 'clock', l.id, l.no, l.item_id, 'A', d.grower_id, d.buyer_id, d.quantity, 'pot', d.price, d.quantity * d.price, 'CNY', 'bench', d.cause_id, d.set_id
     from deal d join deal_lot l using (lot_n)`,
    [date],
  );
}

export const sizeOf = (deals: number): DaySize =>
  ({ deals, growers: Math.max(3, Math.ceil(deals / DEALS_PER_GROWER)), buyers: Math.max(3, Math.ceil(deals / DEALS_PER_BUYER)) });

interface Closed extends DaySize {
  readonly seconds: number;
  readonly shutSeconds: number;
  readonly steps: number;
  readonly longestStepMs: number;
  readonly lastStepSeconds: number;
  readonly msPerDeal: number;
  readonly papers: number;
  readonly balanced: boolean;
}

/** Closes a day step by step, as the market itself does it, and says how long the whole and its longest transaction took. */
async function closeDay({ runtime }: Opened, cashier: Call, date: string, size: DaySize): Promise<Closed> {
  const { actions } = settlement;
  const started = performance.now();
  await runtime.call(actions.closeDay, { businessDate: date }, cashier);
  const shut = performance.now() - started;
  const steps: number[] = [];
  for (;;) {
    const from = performance.now();
    const { state, differences } = await runtime.call(actions.closeStep, { businessDate: date }, AS_SYSTEM);
    steps.push(performance.now() - from);
    if (differences > 0) throw new Error(`The books of ${date} differ in ${differences} places.`);
    if (state !== "closing") break;
  }
  const seconds = (performance.now() - started) / 1_000;
  const { seller, buyer, balanced } = await runtime.call(actions.dayOverview, { businessDate: date }, cashier);
  return {
    ...size, seconds, shutSeconds: shut / 1_000, steps: steps.length, longestStepMs: Math.max(...steps.slice(0, -1)), lastStepSeconds: (steps.at(-1) ?? 0) / 1_000,
    msPerDeal: (seconds * 1_000) / size.deals, papers: seller.papers + buyer.papers, balanced,
  };
}

/** What one sale takes, one after the other, each in a transaction of its own. */
async function singleSales({ runtime, database }: Opened, date: string): Promise<number> {
  const { rows } = await database.pool.query<{ lot: string; buyer: string }>("select l.id as lot, (select id from kernel.party where 'buyer' = any(roles) limit 1) as buyer from kernel.lot l limit 1");
  const { lot, buyer } = rows[0]!;
  await database.pool.query("insert into kernel.lot_movement (lot_id, kind, quantity, cause, cause_id, at) values ($1, 'intake', $2, 'bench', 'more', now())", [lot, SINGLE_SALES]);
  const times: number[] = [];
  for (let n = 0; n < SINGLE_SALES; n++) {
    const from = performance.now();
    await runtime.call(settlement.actions.recordSale, { channel: "clock", lotId: lot, buyerId: buyer, quantity: 1, price: 18_35, currency: "CNY", fromHold: false, creditHeld: false, businessDate: date, cause: "bench-single", causeId: String(n) }, AS_SYSTEM);
    times.push(performance.now() - from);
  }
  return times.toSorted((a, b) => a - b)[times.length >> 1]!;
}

export async function run({ json, sizes = SIZES }: { json: boolean; sizes?: readonly number[] }): Promise<object> {
  const say = (line: string): void => { if (!json) console.log(line); };
  const data = mkdtempSync(join(tmpdir(), "hualian-settle-"));
  chmodSync(data, 0o755);
  const opened = await open({ edition: "market", data, background: false });
  try {
    await opened.runtime.call(calendar.actions.setMarket, { nameZh: "量测", nameEn: "Bench", currency: "CNY", utcOffsetMinutes: 480, cutoverHour: 4, demo: true }, AS_SYSTEM);
    await seedFees(opened.runtime, "2020-01-01");
    const cashier: Call = { actor: { accountId: await cashierAccount(opened), accountName: "bench", partyId: null, roles: ["cashier"], delegate: false, system: false }, origin: INSIDE };
    const days: Closed[] = [];
    for (const [index, deals] of sizes.entries()) {
      const date = `2026-03-${String(index + 1).padStart(2, "0")}`;
      const planted = performance.now();
      await plantDay(opened.database.pool, date, sizeOf(deals));
      await opened.database.pool.query("analyze");
      say(`  planted ${deals} deals in ${((performance.now() - planted) / 1_000).toFixed(1)} s`);
      const closed = await closeDay(opened, cashier, date, sizeOf(deals));
      days.push(closed);
      say(`  closed  ${deals} deals, ${closed.papers} papers: ${closed.seconds.toFixed(2)} s (${closed.msPerDeal.toFixed(2)} ms a deal; shut for new sales ${closed.shutSeconds.toFixed(2)} s; ${closed.steps} steps, longest ${closed.longestStepMs.toFixed(0)} ms)`);
    }
    const { total } = await opened.runtime.call(ledger.actions.balances, {}, AS_SYSTEM);
    const saleMs = await singleSales(opened, "2026-04-01");
    const growth = days.at(-1)!.msPerDeal / days[0]!.msPerDeal;
    const middle = days.find((day) => day.deals === 11_000);
    const passed = (middle === undefined || middle.seconds <= BAR_SECONDS) && growth <= BAR_GROWTH && total === 0 && days.every((day) => day.balanced);
    say(`  growth of the time per deal from ${days[0]!.deals} to ${days.at(-1)!.deals}: × ${growth.toFixed(2)} (bar ${BAR_GROWTH}); one sale booked: median ${saleMs.toFixed(2)} ms; ledger ${total}`);
    return { days, growthPerDeal: growth, barGrowth: BAR_GROWTH, barSeconds: BAR_SECONDS, saleMedianMs: saleMs, ledgerTotal: total, passed };
  } finally {
    await opened.close();
    rmSync(data, { recursive: true, force: true });
  }
}

async function cashierAccount({ database }: Opened): Promise<string> {
  const { rows } = await database.pool.query<{ id: string }>("insert into kernel.account (id, login, name, password_hash, roles, demo, created_at) values (gen_random_uuid(), 'bench', 'bench', 'none', array['cashier'], true, now()) returning id");
  return rows[0]!.id;
}

if (import.meta.main) {
  const json = process.argv.includes("--json");
  const result = await run({ json });
  if (json) console.log(JSON.stringify(result, null, 2));
}

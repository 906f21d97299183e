/**
 * No interleaving of eight channels sells a pot twice: random operations of clock, presale, catalogue, offers, contracts,
 * stalls, pooled and live sales, on the real database, many at once on a few lots everybody wants.
 *
 *   node bench/oversell.ts [--json] [--operations N] [--whole-seconds N] [--action-seconds N] [--seed N] [--unguarded]
 *
 * First whole actions, as people do them, with everything around the stock: orders, credit, sales, promises (the rounds of
 * `src/market/offers/oversell.test.ts`, each with a seed of its own). Then the million: the very movements by which each
 * channel takes, sells, gives back and returns stock, for a while through the kernel's own action and then, because that
 * is several times slower, as the statements of that action in one round trip a transaction. After every batch all hands rest,
 * and the log is read through: at no place of it was a lot below zero or held beyond what is there, its sum is the balance,
 * and it says what the hands were told. A seed fixes what every hand tries; when it happens is the machine's.
 *
 * The database does not wait for its disk here (fsync and synchronous commits are off): what is tried is the order of
 * things and not a power cut. `--unguarded` takes the database's guard away first, to see that the check bites. Ctrl-C ends after the batch under way and prints what was seen so far.
 */
import type pg from "pg";
import { lots as lotActions } from "../src/kernel/lots/contract.ts";
import { ledger } from "../src/kernel/ledger/contract.ts";
import { AS_SYSTEM } from "../src/kernel/machinery/runtime.ts";
import { openHands } from "../src/market/offers/trial-channels.ts";
import { openStage } from "../src/market/offers/trial.ts";
import startServer from "../tests/database.ts";
import { openTestMarket, type TestMarket } from "../tests/market.ts";
import { Hall, Hand, HANDS, HOT_LOTS, throughStatements, type Counts, type Told } from "./oversell-stock.ts";

const OPERATIONS = 1_000_000;
const BATCH = 5_000;
const ACTION_BATCH = 1_000;
const ANALYZE_EVERY = 20;
const WHOLE_SECONDS = 60;
const ACTION_SECONDS = 60;
const WHOLE_ROUND = 3_000;
const PEER_SECONDS = 5;
const SEED = 71_127;

/** The database no longer refuses to hold or to sell what is not there: how the check is seen to bite. */
const UNGUARDED = "alter table kernel.lot drop constraint never_oversold, drop constraint lot_on_hand_check";

interface Options {
  readonly unguarded: boolean;
  readonly operations: number;
  readonly wholeSeconds: number;
  /** How long movements go through the kernel's action. */
  readonly actionSeconds: number;
  readonly seed: number;
}
type Say = (line: string) => void;

/** Read from the log alone, with the meaning of each kind written down once more: nothing here trusts the trigger that keeps the balance. */
const CONTRADICTIONS = `
  with log as (
    select m.lot_id, m.id, m.kind, m.quantity,
      case m.kind when 'intake' then m.quantity when 'return_in' then m.quantity when 'sale' then -m.quantity when 'direct_sale' then -m.quantity when 'write_off' then -m.quantity when 'hold' then 0 when 'release' then 0 end as hand,
      case m.kind when 'hold' then m.quantity when 'release' then -m.quantity when 'sale' then -m.quantity else 0 end as held
    from kernel.lot_movement m where m.lot_id = any($1::uuid[])
  ), course as (
    select lot_id, id, sum(hand) over w as on_hand, sum(held) over w as held from log window w as (partition by lot_id order by id)
  ), total as (
    select lot_id, sum(hand) as on_hand, sum(held) as held,
      coalesce(sum(quantity) filter (where kind = 'intake'), 0) as received, coalesce(sum(quantity) filter (where kind in ('sale', 'direct_sale')), 0) as sold,
      coalesce(sum(quantity) filter (where kind = 'return_in'), 0) as returned, coalesce(sum(quantity) filter (where kind = 'write_off'), 0) as written_off
    from log group by lot_id
  ), told as (
    select * from unnest($1::uuid[], $2::int[], $3::int[], $4::int[], $5::int[], $6::int[]) as t (lot_id, received, sold, returned, written_off, held)
  )
  select 'movement ' || id || ': on hand ' || on_hand || ', held ' || held as what from course where on_hand is null or on_hand < 0 or held < 0 or held > on_hand
  union all select 'balance of ' || l.no || ': ' || l.on_hand || '/' || l.held || ', its movements say ' || t.on_hand || '/' || t.held from total t join kernel.lot l on l.id = t.lot_id where (l.on_hand, l.held) is distinct from (t.on_hand::int, t.held::int)
  union all select 'oversold ' || lot_id || ': received ' || received || ', sold ' || sold || ', returned ' || returned from total where sold - returned > received
  union all select 'told otherwise of ' || t.lot_id from told t left join total s on s.lot_id = t.lot_id
    where (t.received, t.sold, t.returned, t.written_off, t.held) is distinct from (s.received::int, s.sold::int, s.returned::int, s.written_off::int, s.held::int)`;

interface Pace {
  operations: number;
  seconds: number;
}
const perSecond = ({ operations, seconds }: Pace): number => (seconds === 0 ? 0 : operations / seconds);

export interface Million extends Counts {
  readonly lots: number;
  readonly batches: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly byAction: Pace;
  readonly byStatement: Pace;
  readonly deadlocks: number;
  readonly contradictions: readonly string[];
  readonly cancelled: boolean;
}

async function contradictionsOf(pool: pg.Pool, hall: Hall): Promise<string[]> {
  const ids = [...hall.touched];
  hall.touched.clear();
  const column = (name: keyof Told): number[] => ids.map((id) => hall.told.get(id)![name]);
  const { rows } = await pool.query<{ what: string }>(CONTRADICTIONS, [ids, column("received"), column("sold"), column("returned"), column("writtenOff"), column("held")]);
  return rows.map((row) => row.what);
}

async function deadlocksOf(pool: pg.Pool): Promise<number> {
  await pool.query("select pg_stat_force_next_flush()");
  return (await pool.query<{ n: number }>("select deadlocks::int as n from pg_stat_database where datname = current_database()")).rows[0]!.n;
}

/** The movements of `operations` operations; every batch is looked through before the next begins. */
async function million(market: TestMarket, { operations, actionSeconds, seed, unguarded }: Options, say: Say, stopped: () => boolean): Promise<Million> {
  const { pool } = market.database;
  if (unguarded) await pool.query(UNGUARDED);
  const grower = await market.person("王桂兰", ["grower"]);
  const hall = new Hall(market.runtime, { itemId: (await market.item("蝴蝶兰 大辣椒 双梗")).id, growerId: grower.partyId });
  const hands = Array.from({ length: HANDS }, (_none, n) => new Hand(hall, n, seed));
  for (let at = 0; at < HOT_LOTS; at++) await hands[0]!.open(at);
  const wrong: string[] = [];
  const [byAction, byStatement]: Pace[] = [{ operations: 0, seconds: 0 }, { operations: 0, seconds: 0 }];
  let batches = 0;
  while (hall.counts.operations < operations && wrong.length === 0 && !stopped()) {
    const pace = byAction!.seconds < actionSeconds ? byAction! : byStatement!;
    if (pace === byStatement && pace.operations === 0) hall.send = await throughStatements(pool);
    const [from, began] = [hall.counts.operations, performance.now()];
    const end = Math.min(operations, from + (pace === byAction ? ACTION_BATCH : BATCH));
    await Promise.all(hands.map(async (hand) => { while (hall.counts.operations < end) await hand.operate(); }));
    pace.operations += hall.counts.operations - from;
    pace.seconds += (performance.now() - began) / 1_000;
    wrong.push(...await contradictionsOf(pool, hall));
    // The planner has to know that tables which were empty a minute ago are not.
    if (batches++ % ANALYZE_EVERY === 0) await pool.query("analyze kernel.lot, kernel.lot_movement");
    say(`  ${hall.counts.operations.toLocaleString("en")} of ${operations.toLocaleString("en")} · ${perSecond(pace).toFixed(0)} a second ${pace === byAction ? "through the action" : "as statements"} · ${((100 * hall.counts.refused) / hall.counts.operations).toFixed(1)} % refused · ${wrong.length} contradictions · ${Math.round((operations - hall.counts.operations) / perSecond(pace))} s to go`);
  }
  const seconds = byAction!.seconds + byStatement!.seconds;
  return {
    ...hall.counts, lots: hall.told.size, batches, seconds, perSecond: hall.counts.operations / seconds, byAction: byAction!, byStatement: byStatement!, deadlocks: await deadlocksOf(pool),
    contradictions: wrong, cancelled: hall.counts.operations < operations && wrong.length === 0,
  };
}

/** The peer and the limit: one bare conditional UPDATE of the same few rows, no log, no events, no trail. */
async function bareUpdates({ database: { pool } }: TestMarket): Promise<number> {
  await pool.query("create table public.bare (id integer primary key, free integer not null check (free >= 0))");
  await pool.query("insert into public.bare select n, 1000000000 from generate_series(1, $1) n", [HOT_LOTS]);
  const until = performance.now() + PEER_SECONDS * 1_000;
  let done = 0;
  await Promise.all(Array.from({ length: HANDS }, async (_none, hand) => {
    for (let n = hand; performance.now() < until; n++) {
      await pool.query({ name: "bare", text: "update public.bare set free = free - $2 where id = $1 and free >= $2", values: [1 + (n % HOT_LOTS), 1 + (n % 40)] });
      done++;
    }
  }));
  return done / PEER_SECONDS;
}

export interface Whole {
  readonly operations: number;
  readonly rounds: number;
  readonly refused: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly contradictions: readonly string[];
}

/** Rounds of whole actions for so long; each is a market of its own with a seed of its own. */
async function wholeActions({ wholeSeconds, seed }: Options, say: Say, stopped: () => boolean): Promise<Whole> {
  const sum = { operations: 0, rounds: 0, refused: 0, seconds: 0 };
  const wrong: string[] = [];
  while (sum.seconds < wholeSeconds && wrong.length === 0 && !stopped()) {
    const stage = await openStage("2026-11-27T06:00:00Z");
    try {
      const hands = await openHands(stage);
      const began = performance.now();
      const over = (): boolean => stopped() || sum.seconds + (performance.now() - began) / 1_000 >= wholeSeconds;
      wrong.push(...await hands.play(WHOLE_ROUND, seed + 1_000 * sum.rounds, over));
      const { total, unbalancedSets } = await stage.market.runtime.call(ledger.actions.balances, {}, AS_SYSTEM);
      if (total !== 0 || unbalancedSets !== 0) wrong.push(`the ledger is at ${total}, ${unbalancedSets} sets do not balance`);
      for (const { lotId } of hands.lines) {
        const { onHand, held } = await stage.market.runtime.call(lotActions.actions.get, { lotId }, AS_SYSTEM);
        if (onHand < 0 || held < 0 || held > onHand) wrong.push(`lot ${lotId}: on hand ${onHand}, held ${held}`);
      }
      sum.seconds += (performance.now() - began) / 1_000;
      sum.operations += hands.played;
      sum.refused += hands.refused;
      sum.rounds++;
      say(`  round ${sum.rounds}: ${sum.operations.toLocaleString("en")} whole actions · ${(sum.operations / sum.seconds).toFixed(0)} a second · ${((100 * sum.refused) / sum.operations).toFixed(1)} % refused · ${wrong.length} contradictions`);
    } finally {
      await stage.close();
    }
  }
  return { ...sum, perSecond: sum.seconds === 0 ? 0 : sum.operations / sum.seconds, contradictions: wrong };
}

const DEFAULTS: Options = { unguarded: false, operations: OPERATIONS, wholeSeconds: WHOLE_SECONDS, actionSeconds: ACTION_SECONDS, seed: SEED };

export async function run({ json, ...given }: { json: boolean } & Partial<Options>): Promise<object> {
  const options = { ...DEFAULTS, ...given };
  const say: Say = (line) => { if (!json) console.log(line); };
  let interrupted = false;
  const interrupt = (): void => {
    interrupted = true;
    say("  stopping after what is under way …");
  };
  process.once("SIGINT", interrupt);
  const stopServer = await startServer();
  try {
    say(`  seed ${options.seed}; fsync and synchronous commits are off`);
    const whole = await wholeActions(options, say, () => interrupted);
    const market = await openTestMarket();
    try {
      const stock = await million(market, options, say, () => interrupted);
      const bare = await bareUpdates(market);
      const oversold = [...whole.contradictions, ...stock.contradictions];
      const passed = oversold.length === 0 && stock.operations >= options.operations;
      for (const what of oversold.slice(0, 20)) say(`  CONTRADICTION ${what}`);
      say(`  ${stock.operations.toLocaleString("en")} operations, ${stock.movements.toLocaleString("en")} movements on ${stock.lots.toLocaleString("en")} lots, ${HANDS} hands on ${HOT_LOTS} at a time: ${perSecond(stock.byAction).toFixed(0)} a second through the action, ${perSecond(stock.byStatement).toFixed(0)} as statements; ${stock.refused.toLocaleString("en")} refused, ${stock.repeated.toLocaleString("en")} repeated, ${stock.deadlocks} deadlocks retried; ${oversold.length === 0 ? "0 oversold" : "CONTRADICTIONS FOUND"}${stock.cancelled ? " (stopped early)" : ""}`);
      say(`  peer, one bare conditional UPDATE of as few rows: ${bare.toFixed(0)} a second (× ${(bare / stock.perSecond).toFixed(1)} of the whole)`);
      return { bench: "oversell", passed, seed: options.seed, hands: HANDS, hotLots: HOT_LOTS, durable: false, whole, stock, barePerSecond: bare, ratioToBare: stock.perSecond / bare };
    } finally {
      await market.close();
    }
  } finally {
    process.off("SIGINT", interrupt);
    await stopServer();
  }
}

if (import.meta.main) {
  const json = process.argv.includes("--json");
  const given = (name: string, usual: number): number => (process.argv.includes(name) ? Number(process.argv[process.argv.indexOf(name) + 1]) : usual);
  const result = await run({ json, unguarded: process.argv.includes("--unguarded"), operations: given("--operations", OPERATIONS), wholeSeconds: given("--whole-seconds", WHOLE_SECONDS), actionSeconds: given("--action-seconds", ACTION_SECONDS), seed: given("--seed", SEED) });
  if (json) console.log(JSON.stringify(result, null, 2));
  process.exit(0);
}

import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Person } from "../../../tests/market.ts";
import { clock } from "./contract.ts";
import { Hall } from "./hall.ts";
import { HostRefusal, STALL_AFTER_MS, type Ack } from "./host.ts";
import { open, openTrial, plan, sit, type Trial } from "./trial.ts";

const YUAN = 100;
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

describe("a session's connection", () => {
  test("goes back to the pool as it came: nothing of a closed session hangs on it", async () => {
    const trial = await openTrial();
    const { pool } = trial.market.database;
    const hung: number[] = [];
    for (let day = 0; day < 3; day++) {
      const sessionId = await plan(trial);
      await open(trial, sessionId);
      await trial.market.runtime.call(clock.actions.closeSession, { sessionId, reason: "收场" }, trial.auctioneer.call);
      await trial.hall.settled();
      const clients = await Promise.all(Array.from({ length: pool.totalCount }, () => pool.connect()));
      hung.push(Math.max(...clients.map((client) => client.listenerCount("error"))));
      for (const client of clients) client.release();
    }
    expect(hung).toEqual([hung[0], hung[0], hung[0]]);
    await trial.close();
  });
});

describe("the database goes away under a running clock", () => {
  let trial: Trial;
  let buyer: Person;
  let sessionId: string;
  let seat: number;
  let admin: pg.Client;
  let name: string;
  let pressId = 1;

  beforeAll(async () => {
    trial = await openTrial();
    buyer = await trial.market.person("李采购", ["buyer"], 50_000 * YUAN);
    sessionId = await plan(trial);
    const lotId = await trial.lot("蝴蝶兰", 200);
    await trial.market.runtime.call(clock.actions.queueLot, { sessionId, clock: 0, lotId, startPrice: 60 * YUAN, stepValue: 20, floorPrice: 10 * YUAN }, trial.auctioneer.call);
    await open(trial, sessionId);
    seat = await sit(trial, sessionId, buyer);
    await trial.market.runtime.call(clock.actions.startClock, { sessionId, clock: 0, reason: "开钟" }, trial.auctioneer.call);
    await trial.hall.settled();
    const url = new URL(trial.market.databaseUrl);
    name = url.pathname.slice(1);
    url.pathname = "/postgres";
    admin = new pg.Client({ connectionString: url.href });
    await admin.connect();
  });
  afterAll(async () => {
    await admin.end();
    await trial.close();
  });

  const cut = async () => {
    await admin.query(`alter database ${name} allow_connections false`);
    await admin.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", [name]);
  };
  const mend = () => admin.query(`alter database ${name} allow_connections true`);
  const onStage = () => trial.hosted(sessionId).stage.clocks[0]!.programme!;
  const pressNow = (quantity: number): Promise<Ack> => {
    const { host } = trial.hosted(sessionId);
    const on = onStage();
    return host.submit({ kind: "press", clock: 0, lot: on.lot, run: on.run, buyer: seat, tau: Math.floor(host.time - on.t0), quantity, delay: 0, pressId: pressId++ });
  };
  /** Lets the host try again, in its own time and in ours. */
  const wait = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 100) {
      trial.time.advance(trial.time.now() + 100);
      await turn();
    }
  };

  test("a press is not acknowledged while it is not durable, and is when the database is back", async () => {
    const on = onStage();
    await trial.pass(on.t0 + 400 - trial.hosted(sessionId).host.time);
    await cut();
    let answered: Ack | null = null;
    const press = pressNow(10).then((ack) => (answered = ack));
    await wait(500);
    expect(answered).toBeNull();
    await mend();
    await wait(500);
    expect(await press).toMatchObject({ answer: 0 });
    await trial.hall.settled();
    // The absence was shorter than the clock's patience: the press was decided as if nothing had been.
    expect((await trial.market.runtime.call(clock.actions.wins, { sessionId }, buyer.call)).wins).toMatchObject([{ quantity: 10, run: 0 }]);
  });

  test("away for longer, time stands still, presses are refused by name, and the run starts anew", async () => {
    const { host } = trial.hosted(sessionId);
    const stalls: boolean[] = [];
    trial.hall.listen(sessionId, { stalled: (stalled) => void stalls.push(stalled) });
    const before = onStage();
    await trial.pass(before.t0 + 300 - host.time);
    await cut();
    const kept = host.submit({ kind: "setCredit", buyer: seat, creditLimit: 40_000 * YUAN });
    await wait(STALL_AFTER_MS + 200);
    expect(stalls).toEqual([true]);
    const late = pressNow(5);
    await expect(late).rejects.toBeInstanceOf(HostRefusal);
    await expect(late).rejects.toMatchObject({ code: "reconnecting" });
    // Ten seconds are enough for the whole run; nothing of it may pass unseen.
    await wait(10_000);
    expect(onStage()).toEqual(before);
    await mend();
    await wait(600);
    expect((await kept).answer).toBe(0);
    await trial.hall.settled();
    const after = onStage();
    expect(stalls).toEqual([true, false]);
    expect(after).toMatchObject({ lot: before.lot, run: before.run + 1, startPrice: before.startPrice, quantity: before.quantity });
    expect(after.t0).toBeGreaterThan(host.time);
  });

  test("afterwards the clock sells as before", async () => {
    const on = onStage();
    await trial.pass(on.t0 + 200 - trial.hosted(sessionId).host.time);
    expect((await pressNow(20)).answer).toBe(0);
    await trial.pass(400);
    expect((await trial.market.runtime.call(clock.actions.wins, { sessionId }, buyer.call)).total).toBe(2);
  });

  test("requests that wait for the clock when every connection breaks do not keep the clock from getting a new one", { timeout: 60_000 }, async () => {
    const { rows: [lot] } = await trial.market.database.pool.query<{ lot_id: string }>("select lot_id from clock.queue where session_id = $1", [sessionId]);
    const holder = new pg.Client({ connectionString: trial.market.databaseUrl });
    holder.on("error", () => {});
    await holder.connect();
    await holder.query("begin");
    await holder.query("lock table clock.journal in exclusive mode");
    const wait1 = { lotId: lot!.lot_id, price: 11 * YUAN, quantity: 1 };
    const told = Array.from({ length: 16 }, (_, n) =>
      trial.market.runtime.call(clock.actions.placeLimits, { sessionId, workplaceId: null, orders: [{ ...wait1, pressId: 1_000 + n }] }, buyer.call).then(() => "answered", () => "failed"));
    const waiting = async () => (await admin.query<{ n: number }>("select count(*)::int as n from pg_stat_activity where datname = $1 and state = 'idle in transaction'", [name])).rows[0]!.n;
    // One of them is the holder itself.
    for (let tries = 0; tries < 500 && (await waiting()) < 11; tries++) await turn();
    await admin.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", [name]);
    let left = told.length;
    for (const one of told) void one.then(() => (left -= 1));
    for (let tries = 0; tries < 1_000 && left > 0; tries++) {
      trial.time.advance(trial.time.now() + 10);
      await turn();
    }
    expect(left).toBe(0);
    await wait(600);
    await trial.hall.settled();
    expect(trial.hosted(sessionId).host.stalled).toBe(false);
  });

  test("a second host is refused while the first one renews its lease", async () => {
    const second = new Hall();
    second.serve(trial.market.modules.find((module) => module.contract.module === "clock")!);
    await second.attach({ runtime: trial.market.runtime, pool: trial.market.database.pool, clock: trial.time, background: false });
    expect(second.hosted(sessionId)).toBeUndefined();
    expect(trial.hall.hosted(sessionId)).toBeDefined();
    await second.close();
  });

  test("a host that another has replaced is fenced: what it still wants to write never gets in", async () => {
    const { host } = trial.hosted(sessionId);
    await trial.market.database.pool.query("update clock.lease set holder = 'another', expires_at = now() + interval '1 minute' where session_id = $1", [sessionId]);
    const ended = new Promise<Error | null>((resolve) => trial.hall.listen(sessionId, { ended: resolve }));
    const before = await trial.market.database.pool.query("select count(*) as n from clock.journal where session_id = $1", [sessionId]);
    await expect(host.submit({ kind: "setCredit", buyer: seat, creditLimit: 1 })).rejects.toMatchObject({ code: "not_hosted" });
    expect((await ended)?.name).toBe("JournalFenced");
    const after = await trial.market.database.pool.query("select count(*) as n from clock.journal where session_id = $1", [sessionId]);
    expect(after.rows).toEqual(before.rows);
    await trial.market.database.pool.query("delete from clock.lease where session_id = $1", [sessionId]);
    await trial.hall.tend();
    expect(trial.hall.hosted(sessionId)).toBeDefined();
  });
});

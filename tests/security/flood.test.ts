import { connect, type Socket } from "node:net";
import { WebSocket } from "ws";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { liveLimits, openFileLimit, socketsPerAddress } from "../../src/app/sockets.ts";
import { PRESS_REFUSALS } from "../../src/engines/clock/types.ts";
import { catalogue } from "../../src/kernel/catalogue/contract.ts";
import { ledger } from "../../src/kernel/ledger/contract.ts";
import { clock } from "../../src/market/clock/contract.ts";
import { LIVE_LIMITS } from "../../src/market/clock/connection.ts";
import { intake } from "../../src/market/intake/contract.ts";
import { settlement } from "../../src/market/settlement/contract.ts";
import { CLOSE, LIVE_REFUSALS, type ServerMessage, type WireProgramme } from "../../src/market/clock/wire.ts";
import { appoint, type Cast } from "../journeys/cast.ts";
import { liveUrl, startProcess, type LiveScreen, type MarketProcess } from "../process.ts";
import { verifyOutside } from "../simulation/hall.ts";

/**
 * A started market under a flood, and a buyer from another address who trades all the while. Nothing of the machine is
 * raised: the market and this test take the files they find (`ulimit -n`), the market lowers its limits where they are
 * few, and the test expects the lowered ones.
 */
const FLOOD = 10_000;
const AT_ONCE = 150;
const RUDE_ADDRESS = "127.0.0.1";
const HONEST_ADDRESS = "127.0.0.2";
const SILENT_ADDRESS = "127.0.0.3";
const PRESSING_ADDRESS = "127.0.0.4";
const LOTS = 14;
const POTS = 40;
/** The honest buyer presses here, so that a rude press before it is always the dearer one. */
const HONEST_STEP = 8;
const FILES = openFileLimit();
const NAMES: ReadonlySet<string> = new Set([...PRESS_REFUSALS, ...LIVE_REFUSALS]);
const sleep = (ms: number): Promise<void> => new Promise((wake) => setTimeout(wake, ms));

/** Runs so many things, a bounded number of them at once. */
async function bounded(count: number, work: (n: number) => Promise<void>): Promise<void> {
  let next = 0;
  const hand = async (): Promise<void> => {
    for (let n = next++; n < count; n = next++) await work(n);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, hand));
}

const tally = (names: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
};

describe(`a flood at the door of a started market (at most ${FILES} files may be open)`, () => {
  let market: MarketProcess;
  let cast: Cast;
  let sessionId: string;
  let businessDate: string;
  let honest: LiveScreen;

  beforeAll(async () => {
    market = await startProcess();
    cast = await appoint(market, { growers: 1, buyers: 2 });
    const item = (await cast.operator.on(catalogue).items({ query: "hdl" })).items[0]!;
    const lotIds: string[] = [];
    for (let n = 0; n < LOTS; n++) {
      const lot = await cast.growers[0]!.on(intake).declareLot({ itemId: item.id, quantity: `${POTS}盆`, floorPrice: 2_00 });
      await cast.grader.on(intake).receive({ lotId: lot.id, counted: `${POTS}盆` });
      await cast.grader.on(intake).grade({ lotId: lot.id, grade: "A" });
      lotIds.push(lot.id);
      businessDate = lot.businessDate;
    }
    const desk = cast.auctioneer.on(clock);
    sessionId = (await desk.planSession({ businessDate, title: "挤爆演练", clocks: [{ name: "一号钟", stepMs: 40, holdMs: 60, graceMs: 250 }] })).id;
    for (const lotId of lotIds) await desk.queueLot({ sessionId, clock: 0, lotId, startPrice: 20_00, stepValue: 10 });
    await desk.openSession({ sessionId });
    for (const buyer of cast.buyers) await buyer.on(clock).joinSession({ sessionId });
    honest = cast.buyers[0]!.screen(sessionId, null, HONEST_ADDRESS);
    await honest.until("snapshot", ({ seat }) => seat !== null);
    const pressed = new Set<string>();
    honest.onEvery((message) => {
      if (message.k !== "programme" || pressed.has(`${message.lot}/${message.run}`)) return;
      pressed.add(`${message.lot}/${message.run}`);
      honest.pressOn(message, HONEST_STEP, 1);
    });
    await desk.startClock({ sessionId, clock: 0, reason: "开钟" });
    await honest.until("won");
  }, 180_000);
  afterAll(async () => {
    honest?.close();
    await market?.stop();
  });

  const heard = (k: ServerMessage["k"]): number => honest.heard.filter((message) => message.k === k).length;
  /** What the honest buyer saw and won while something else went on, and whether his own line ever broke. */
  async function meanwhile(flood: () => Promise<void>): Promise<{ programmes: number; wins: number; lines: number }> {
    const before = { programmes: heard("programme"), wins: heard("won"), lines: heard("hello") };
    await flood();
    return { programmes: heard("programme") - before.programmes, wins: heard("won") - before.wins, lines: heard("hello") - before.lines };
  }

  test(`${FLOOD} live connections from one address: a thousand get in, every other is refused by name, the buyer next door trades on`, async () => {
    const most = liveLimits(FILES).maxConnectionsPerAddress;
    const open = new Set<WebSocket>();
    const ends: string[] = [];
    const seen = await meanwhile(async () => {
      await bounded(FLOOD, () => new Promise((done) => {
        const socket = new WebSocket(liveUrl(market.url), { localAddress: RUDE_ADDRESS });
        const end = (what: string): void => {
          ends.push(what);
          open.delete(socket);
          done();
        };
        socket.on("error", () => {});
        socket.on("message", () => {
          open.add(socket);
          done();
        });
        socket.on("unexpected-response", (_request, response) => {
          end(`HTTP ${response.statusCode}`);
          response.resume();
        });
        socket.on("close", (code) => end(String(code)));
      }));
      // A new screen of the honest buyer's firm, opened in the middle of it, is let in as ever.
      const second = cast.buyers[0]!.screen(sessionId, null, HONEST_ADDRESS);
      await second.until("snapshot", ({ seat }) => seat !== null);
      second.close();
    });
    console.log(`${open.size} held, ${JSON.stringify(tally(ends))}; the honest buyer meanwhile: ${JSON.stringify(seen)}`);
    expect(open.size).toBe(most);
    expect(ends).toHaveLength(FLOOD - most);
    expect(Object.keys(tally(ends)).filter((end) => end !== String(CLOSE.tooManyHere) && end !== "HTTP 429")).toEqual([]);
    expect(seen.programmes).toBeGreaterThan(0);
    expect(seen.wins).toBeGreaterThan(0);
    expect(seen.lines).toBe(0);
    for (const socket of open) socket.terminate();
  }, 180_000);

  test(`${FLOOD} silent sockets from one address: so many are held, the others are told 429 before they say a word`, async () => {
    const most = socketsPerAddress(FILES);
    const { hostname, port } = new URL(liveUrl(market.url));
    const held = new Set<Socket>();
    const ends: string[] = [];
    const seen = await meanwhile(() => bounded(FLOOD, () => new Promise((done) => {
      const socket = connect({ host: hostname, port: Number(port), localAddress: SILENT_ADDRESS });
      let said = "";
      socket.on("error", () => {});
      socket.on("data", (data) => (said += String(data)));
      socket.on("connect", () => {
        held.add(socket);
        // Silence is an answer too: who is not sent away at once has got in.
        setTimeout(done, 250);
      });
      socket.on("close", () => {
        held.delete(socket);
        ends.push(said.startsWith("HTTP/1.1 429 ") && said.includes('"refused":"too_many_requests"') ? "429" : `unnamed: ${said.slice(0, 80)}`);
        done();
      });
    })));
    await sleep(1_500);
    console.log(`${held.size} held, ${JSON.stringify(tally(ends))}; the honest buyer meanwhile: ${JSON.stringify(seen)}`);
    expect(held.size).toBe(most);
    expect(tally(ends)).toEqual({ 429: FLOOD - most });
    expect(seen.wins).toBeGreaterThan(0);
    expect(seen.lines).toBe(0);
    for (const socket of held) socket.destroy();
  }, 180_000);

  /** A socket of the second buyer that follows no protocol. */
  async function rude(): Promise<{ socket: WebSocket; said: ServerMessage[]; closed: Promise<number>; send(message: object | string): void; answer(pressId: number, k?: ServerMessage["k"]): Promise<Record<string, unknown>> }> {
    const socket = new WebSocket(liveUrl(market.url), { localAddress: PRESSING_ADDRESS, headers: { authorization: `Bearer ${cast.buyers[1]!.token}` } });
    const said: ServerMessage[] = [];
    socket.on("error", () => {});
    socket.on("message", (data) => said.push(...([JSON.parse(String(data))].flat() as ServerMessage[])));
    const closed = new Promise<number>((done) => socket.on("close", done));
    await new Promise((done) => socket.once("open", done));
    socket.send(JSON.stringify({ k: "watch", session: sessionId }));
    const answer = async (pressId: number, k?: ServerMessage["k"]) => {
      for (let tries = 0; tries < 1_000; tries++) {
        const found = said.find((one) => "pressId" in one && one.pressId === pressId && (k === undefined ? one.k === "ack" || one.k === "refused" : one.k === k));
        if (found !== undefined) return found as unknown as Record<string, unknown>;
        await sleep(10);
      }
      throw new Error(`press ${pressId} was not answered: ${JSON.stringify(said.slice(-5))}`);
    };
    return { socket, said, closed, answer, send: (message) => socket.send(typeof message === "string" ? message : JSON.stringify(message)) };
  }
  const latest = (said: readonly ServerMessage[]): WireProgramme => {
    const shown = said.flatMap((message) => (message.k === "programme" ? [message] : message.k === "snapshot" ? message.clocks.flatMap(({ programme }) => (programme === null ? [] : [programme])) : []));
    return shown.at(-1)!;
  };
  /** The programme that begins next, at its very beginning: there is time to press on it. */
  const next = async (said: readonly ServerMessage[]): Promise<WireProgramme> => {
    const { lot, run } = latest(said);
    for (;;) {
      const now = latest(said);
      if (now.lot !== lot || now.run !== run) {
        while (honest.line.now() < now.t0 + 30) await sleep(5);
        return now;
      }
      await sleep(5);
    }
  };

  test(`${FLOOD} presses of one buyer: those he may make are answered, the others refused by name, his sockets closed for noise`, async () => {
    const screens = LIVE_LIMITS.maxConnectionsPerAccount;
    // What the clock says of a press is told to all screens of its buyer; it is one answer.
    const answerOf = new Map<number, string>();
    const accepted = new Map<number, string>();
    const codes: number[] = [];
    const seen = await meanwhile(async () => {
      const many = await Promise.all(Array.from({ length: screens }, rude));
      for (const one of many) while (!one.said.some((message) => message.k === "snapshot")) await sleep(5);
      const { clock: index, lot, run } = latest(many[0]!.said);
      let sent = 0;
      for (const one of many) {
        for (let n = 0; n < Math.ceil(FLOOD / screens); n++) one.send({ k: "press", clock: index, lot, run: run + (n % 3), tau: n % 2 === 0 ? 0 : 3_600_000, quantity: 1, pressId: 1_000 + sent++ });
      }
      codes.push(...await Promise.all(many.map(({ closed }) => closed)));
      for (const { said } of many) for (const message of said) if ("pressId" in message && (message.k === "ack" || message.k === "refused")) {
        answerOf.set(message.pressId, message.k === "ack" ? "ack" : message.code);
        if (message.k === "ack") accepted.set(message.pressId, `${message.lot}/${message.run}`);
      }
      // Coming back at once renews nothing for ever.
      const back: number[] = [];
      for (let n = 0; n < 60; n++) {
        const one = await rude();
        const quick = await Promise.race([one.closed, sleep(20).then(() => 0)]);
        back.push(quick);
        if (quick === 0) {
          one.socket.close();
          await one.closed;
        }
      }
      expect(back).toContain(CLOSE.tooManyOfAccount);
    });
    const answers = [...answerOf.values()];
    const counts = tally(answers);
    console.log(`${screens} sockets closed with ${JSON.stringify(tally(codes.map(String)))}, answers ${JSON.stringify(counts)}; the honest buyer meanwhile: ${JSON.stringify(seen)}`);
    expect(codes).toEqual(Array.from({ length: screens }, () => CLOSE.noise));
    expect(answers.filter((code) => code !== "ack" && !NAMES.has(code))).toEqual([]);
    expect(answers.length - counts["too_fast"]!).toBeLessThanOrEqual(screens * (LIVE_LIMITS.pressBurst + LIVE_LIMITS.maxPressesPerSecond));
    expect(new Set(accepted.values()).size, "one press a buyer and run").toBe(accepted.size);
    expect(seen.wins).toBeGreaterThan(0);
    expect(seen.lines).toBe(0);
  }, 120_000);

  test("a press sent thrice, out of order, from a wrong clock, of steps unseen, of nothing there is, or lost with its socket", async () => {
    await sleep(8_000);
    let line = await rude();
    while (!line.said.some((message) => message.k === "snapshot")) await sleep(5);
    const press = (on: WireProgramme, more: object) => line.send({ k: "press", clock: on.clock, lot: on.lot, run: on.run, tau: 0, quantity: 1, ...more });

    let on = await next(line.said);
    for (let n = 0; n < 3; n++) press(on, { pressId: 900_000 });
    // Older than the one before, newer to the clock: it is judged for itself, and a buyer presses once in a run.
    press(on, { pressId: 899_999 });
    expect(await line.answer(900_000, "ack")).toMatchObject({ quantity: 1 });
    expect(await line.answer(900_000, "repeated")).toMatchObject({ answer: "accepted" });
    expect(["already_pressed", "too_late", "old_run"]).toContain((await line.answer(899_999))["code"]);
    await sleep(300);
    expect(line.said.filter((one) => one.k === "won" && one.lot === on.lot && one.run === on.run).length).toBeLessThanOrEqual(1);

    const old = on;
    on = await next(line.said);
    const hour = 3_600_000;
    press(on, { pressId: 900_001, tau: hour });
    press(on, { pressId: 900_002, run: on.run + 5 });
    press(on, { pressId: 900_003, clock: 7 });
    press(on, { pressId: 900_004, quantity: 0 });
    press(on, { pressId: 900_005, quantity: Number.MAX_SAFE_INTEGER });
    press(old, { pressId: 900_006 });
    line.send('{"k":"press","clock":0.5}');
    const codes = [];
    for (let n = 1; n <= 6; n++) codes.push((await line.answer(900_000 + n))["code"]);
    expect(codes.slice(0, 5)).toEqual(["step_not_shown", "unknown_run", "unknown_clock", "bad_press", "bad_press"]);
    expect(["too_late", "old_run"]).toContain(codes[5]);
    expect(line.said.some((one) => one.k === "error" && one.code === "bad_message")).toBe(true);

    // A clock an hour slow claims the past: it is believed as far as the measured way explains, and no further.
    on = await next(line.said);
    await sleep(120);
    press(on, { pressId: 900_010, tau: -hour });
    const answer = await line.answer(900_010);
    expect(answer["k"] === "ack" ? answer["clipped"] : NAMES.has(String(answer["code"]))).toBe(true);

    on = await next(line.said);
    press(on, { pressId: 900_020 });
    line.socket.terminate();
    line = await rude();
    press(on, { pressId: 900_020 });
    const again = await Promise.race([line.answer(900_020, "repeated"), line.answer(900_020)]);
    expect(["repeated", "ack", "refused"]).toContain(again["k"]);
    line.socket.terminate();
  }, 60_000);

  test("afterwards the books are whole: nothing sold twice, one win a run, credit given back, the journal verified from outside", async () => {
    honest.close();
    const desk = cast.auctioneer.on(clock);
    await desk.pauseClock({ sessionId, clock: 0, reason: "收场" }).catch(() => {});
    await expect.poll(async () => {
      await desk.closeSession({ sessionId, reason: "收场" }).catch(() => null);
      return (await desk.session({ sessionId })).status;
    }, { timeout: 60_000, interval: 500 }).toBe("closed");
    const session = await desk.session({ sessionId });
    expect(session.problems).toBe(0);
    const { sales } = await cast.cashier.on(settlement).sales({ businessDate, limit: 10_000 });
    for (const lotId of new Set(sales.map((sale) => sale.lotId))) expect(sales.filter((sale) => sale.lotId === lotId).reduce((sum, sale) => sum + sale.quantity, 0)).toBeLessThanOrEqual(POTS);
    const wins = (await Promise.all(cast.buyers.map((buyer) => buyer.on(clock).wins({ sessionId, limit: 2_000 })))).flatMap((one) => one.wins);
    expect(new Set(wins.map((win) => `${win.lotId}/${win.run}`)).size).toBe(wins.length);
    expect(wins.reduce((sum, win) => sum + win.gross, 0)).toBe(sales.reduce((sum, sale) => sum + sale.gross, 0));
    const { presses } = await cast.buyers[1]!.on(clock).presses({ sessionId, limit: 2_000 });
    expect(presses.filter((one) => one.pressId === 900_000)).toHaveLength(1);
    expect(presses.filter((one) => one.pressId === 900_020).length).toBeLessThanOrEqual(1);
    const { credits } = await cast.cashier.on(ledger).credits({ currency: "CNY" });
    for (const credit of credits) expect(credit.held).toBe(0);
    expect(await cast.cashier.on(ledger).balances({})).toMatchObject({ total: 0, unbalancedSets: 0 });
    await verifyOutside(market.url, [sessionId]);
  }, 120_000);
});

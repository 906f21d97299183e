import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { randomUUID } from "node:crypto";
import { WebSocket } from "ws";
import { priceAt, stepAt } from "../../engines/clock/programme.ts";
import { access } from "../../kernel/access/contract.ts";
import { parties } from "../../kernel/parties/contract.ts";
import type { Person } from "../../../tests/market.ts";
import { clock } from "./contract.ts";
import { open, openTrial, plan, sit, type Trial } from "./trial.ts";
import { openLiveTrial, openScreen, type LiveTrial, type Screen } from "./trial-live.ts";
import { CLOSE, type WireProgramme } from "./wire.ts";

const YUAN = 100;
const LONG_RUN = { startPrice: 200 * YUAN, stepValue: 50, floorPrice: 50 * YUAN };

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until a step stands on the screen, and presses it as a buyer's page does; `earlier` shifts the moment claimed. */
async function pressAt({ line }: Screen, on: WireProgramme, step: number, quantity: number, earlier = 0): Promise<number> {
  while (stepAt(on, line.now()) < step) await sleep(2);
  const pressId = line.nextPressId();
  line.send({ k: "press", clock: on.clock, lot: on.lot, run: on.run, tau: Math.floor(line.now() - on.t0) - earlier, quantity, pressId });
  return pressId;
}

const refused = (one: Screen): boolean => one.statuses.some(({ closeCode }) => closeCode === CLOSE.tooManyHere);

async function eventually(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    if (tries > 1_500) throw new Error("it never came true");
    await sleep(10);
  }
}

/** A socket that follows no protocol: what it was told, and how it was closed. */
async function rude(url: string, send: (socket: WebSocket) => void): Promise<{ code: number; said: string[] }> {
  const socket = new WebSocket(url, { headers: { "x-test-address": "rude" } });
  const said: string[] = [];
  socket.on("error", () => {});
  socket.on("message", (data) => said.push(String(data)));
  const closed = new Promise<number>((resolve) => socket.on("close", resolve));
  await new Promise((resolve) => socket.on("open", resolve));
  send(socket);
  return { code: await closed, said };
}

describe("the live channel", () => {
  let trial: Trial;
  let channel: LiveTrial;
  let li: Person;
  let zhao: Person;
  let sun: Person;
  let sessionId: string;
  const screens: Screen[] = [];
  const screen = (...args: Parameters<typeof openScreen>): Screen => {
    const opened = openScreen(...args);
    screens.push(opened);
    return opened;
  };

  beforeAll(async () => {
    trial = await openTrial({ real: true });
    channel = await openLiveTrial(trial, { maxConnectionsPerAddress: 20, maxConnectionsPerAccount: 3, maxPressesPerSecond: 5, pressBurst: 8, maxMessagesPerSecond: 40 });
    li = await trial.market.person("李采购", ["buyer"], 100_000 * YUAN);
    zhao = await trial.market.person("赵采购", ["buyer"], 100_000 * YUAN);
    sun = await trial.market.person("孙两头", ["grower", "buyer"], 100_000 * YUAN);
    sessionId = await plan(trial, [{ name: "1 号钟", stepMs: 40, holdMs: 120, graceMs: 300, marginMs: 500 }, { name: "2 号钟", graceMs: 300 }]);
    const orchid = await trial.lot("蝴蝶兰", 60);
    const own = await trial.lot("自家红掌", 10, { grower: sun });
    for (const [index, lotId] of [[0, orchid], [1, own]] as const) {
      await trial.market.runtime.call(clock.actions.queueLot, { sessionId, clock: index, lotId, ...LONG_RUN }, trial.auctioneer.call);
    }
    await open(trial, sessionId);
    await sit(trial, sessionId, li);
    await sit(trial, sessionId, zhao);
  });
  afterAll(async () => {
    for (const { line } of screens) line.close();
    await channel.close();
    await trial.close();
  });

  let liScreen: Screen;
  let zhaoScreen: Screen;
  let wall: Screen;

  test("a wall without log-in sees the clocks; a buyer sees his seat too", async () => {
    wall = screen(channel.url, { session: sessionId, address: "wall" });
    liScreen = screen(channel.url, { session: sessionId, token: await channel.token(li) });
    zhaoScreen = screen(channel.url, { session: sessionId, token: await channel.token(zhao), clockError: 86_400_000 });
    expect(await wall.until("hello")).toMatchObject({ signedIn: false });
    expect(await wall.until("snapshot")).toMatchObject({ seat: null, clocks: [{ phase: "idle", waiting: 1 }, { phase: "idle", waiting: 1 }] });
    expect((await liScreen.until("snapshot")).seat).toMatchObject({ no: 1, allowance: 100_000 * YUAN, used: 0 });
  });

  test("a screen whose own clock is a day wrong finds session time from the pings", async () => {
    await zhaoScreen.until("snapshot");
    await liScreen.until("pong");
    await zhaoScreen.until("pong");
    const host = trial.hosted(sessionId).host;
    const error = zhaoScreen.statuses.at(-1)!.error!;
    expect(Math.abs(zhaoScreen.line.now() - host.time)).toBeLessThanOrEqual(error + 5);
  });

  test("of two presses the earlier step wins; only the winner learns who he is", async () => {
    await trial.market.runtime.call(clock.actions.startClock, { sessionId, clock: 0, reason: "开钟" }, trial.auctioneer.call);
    const on = await wall.until("programme");
    expect(on).toMatchObject({ clock: 0, run: 0, quantity: 60, startPrice: LONG_RUN.startPrice });
    const [pressId] = await Promise.all([pressAt(liScreen, on, 21, 20), pressAt(zhaoScreen, on, 21, 30, 38)]);
    const won = await zhaoScreen.until("won");
    const lost = await liScreen.until("lost");
    expect(won).toMatchObject({ quantity: 30, price: priceAt(on, won.step) });
    expect(lost).toMatchObject({ pressId });
    expect(lost.beatenBySteps).toBeGreaterThanOrEqual(0);
    const award = await wall.until("award");
    expect(award).toMatchObject({ quantity: 30, remaining: 30, price: won.price });
    expect(JSON.stringify(wall.heard)).not.toContain(zhao.partyId);
    expect(Object.keys(award)).not.toContain("seat");
    expect(liScreen.heard.some((message) => message.k === "won")).toBe(false);
    expect(await zhaoScreen.until("seat", (seat) => seat.used > 0)).toMatchObject({ used: won.price * 30, held: 0 });
  });

  test("the price restarts above the last one; a press for a run that is over is refused by name", async () => {
    const first = await wall.until("award");
    const again = await wall.until("programme", (on) => on.run === 1);
    expect(again).toMatchObject({ quantity: 30, startPrice: first.price + 10 * LONG_RUN.stepValue });
    const pressId = liScreen.line.nextPressId();
    liScreen.line.send({ k: "press", clock: 0, lot: first.lot, run: 0, tau: 500, quantity: 1, pressId });
    expect(["too_late", "old_run"]).toContain((await liScreen.until("refused", (message) => message.pressId === pressId)).code);
  });

  test("the line is cut at the press: back on, the screen presses again under the same id, and it counts once", async () => {
    const on = await wall.until("programme", (programme) => programme.run === 1);
    // The wire is cut before the answer can come; the press itself may or may not have got through.
    const pressId = await pressAt(liScreen, on, 2, 5);
    const before = liScreen.heard.filter((message) => message.k === "snapshot").length;
    liScreen.cut();
    await liScreen.until("snapshot", () => liScreen.heard.filter((message) => message.k === "snapshot").length > before);
    await wall.until("award", (award) => award.run === 1);
    await trial.hall.settled();
    const { presses } = await trial.market.runtime.call(clock.actions.presses, { sessionId }, li.call);
    expect(presses.filter((press) => press.pressId === pressId && press.outcome === "won")).toHaveLength(1);
    const { wins } = await trial.market.runtime.call(clock.actions.wins, { sessionId }, li.call);
    expect(wins).toMatchObject([{ run: 1, quantity: 5 }]);
    const knows = liScreen.heard.some((message) => (message.k === "won" && message.run === 1) || (message.k === "snapshot" && message.wins.some((win) => win.run === 1)));
    expect(knows).toBe(true);
  });

  test("a press sent twice is answered twice and acts once; one from the future, from long ago or for nothing is refused", async () => {
    await liScreen.until("snapshot");
    await trial.market.runtime.call(clock.actions.pauseClock, { sessionId, clock: 0, reason: "歇一歇" }, trial.auctioneer.call).catch(() => {});
    await trial.market.runtime.call(clock.actions.startClock, { sessionId, clock: 1, reason: "开钟" }, trial.auctioneer.call);
    const on = await wall.until("programme", (programme) => programme.clock === 1);
    const send = (tau: number, quantity: number, pressId: number, run = on.run) => zhaoScreen.line.send({ k: "press", clock: 1, lot: on.lot, run, tau, quantity, pressId });
    const answered = (pressId: number) => zhaoScreen.until("refused", (message) => message.pressId === pressId);
    await sleep(Math.max(0, on.t0 + 100 - zhaoScreen.line.now()));
    const [future, unseen, nothing, fine] = [1, 2, 3, 4].map(() => zhaoScreen.line.nextPressId()) as [number, number, number, number];
    send(4_000, 1, future);
    send(50, 1, unseen, 7);
    send(50, 0, nothing);
    expect((await answered(future)).code).toBe("step_not_shown");
    expect((await answered(unseen)).code).toBe("unknown_run");
    expect((await answered(nothing)).code).toBe("bad_press");
    send(Math.floor(zhaoScreen.line.now() - on.t0), 1, fine);
    await zhaoScreen.until("ack", (message) => message.pressId === fine);
    send(60, 1, fine);
    expect(await zhaoScreen.until("repeated", (message) => message.pressId === fine)).toMatchObject({ answer: "accepted" });
    await zhaoScreen.until("won", (message) => message.clock === 1);
  });

  test("a grower who also buys cannot press his own lot", async () => {
    await sit(trial, sessionId, sun);
    const sunScreen = screen(channel.url, { session: sessionId, token: await channel.token(sun) });
    await sunScreen.until("snapshot", ({ seat }) => seat !== null);
    const on = await wall.until("programme", (programme) => programme.clock === 1);
    sunScreen.line.send({ k: "press", clock: 1, lot: on.lot, run: on.run, tau: 0, quantity: 1, pressId: sunScreen.line.nextPressId() });
    expect((await sunScreen.until("refused")).code).toBe("own_lot");
  });

  test("pressing without a log-in, without a seat, or too fast is refused by name", async () => {
    wall.line.send({ k: "press", clock: 1, lot: 0, run: 0, tau: 0, quantity: 1, pressId: 1 });
    expect((await wall.until("refused")).code).toBe("not_signed_in");
    const chen = screen(channel.url, { session: sessionId, token: await channel.token(trial.auctioneer) });
    await chen.until("snapshot");
    for (let n = 1; n <= 12; n++) chen.line.send({ k: "press", clock: 1, lot: 0, run: 0, tau: 0, quantity: 1, pressId: n });
    expect((await chen.until("refused", (message) => message.pressId === 1)).code).toBe("no_seat");
    expect((await chen.until("refused", (message) => message.code === "too_fast")).pressId).toBeGreaterThan(8);
  });

  test("nonsense is named, a flood of words and a message too long end the socket; the others go on", async () => {
    const flood = await rude(channel.url, (socket) => { for (let n = 0; n < 100; n++) socket.send("{"); });
    expect(flood.code).toBe(CLOSE.noise);
    expect(flood.said.some((text) => text.includes("bad_message"))).toBe(true);
    const long = await rude(channel.url, (socket) => socket.send("x".repeat(2_000)));
    expect(long.code).toBe(CLOSE.tooBig);
    for (const odd of ["[]", "null", "7", '{"k":"press","clock":"0"}', '{"k":"press","clock":1e99,"lot":0,"run":0,"tau":0,"quantity":1,"pressId":1}', `{"k":"watch","session":"${"'; drop table --"}"}`]) {
      const answer = await rude(channel.url, (socket) => { socket.send(odd); setTimeout(() => socket.close(), 50); });
      expect(answer.said.some((text) => text.includes("bad_message")), odd).toBe(true);
    }
    wall.line.send({ k: "ping", t: 42 });
    expect(await wall.until("pong", (pong) => pong.t === 42)).toMatchObject({ t: 42 });
  });

  test("too many sockets from one address or of one account are closed by name, others get in", async () => {
    const many = Array.from({ length: 40 }, () => screen(channel.url, { session: sessionId, address: "crowd" }));
    await eventually(() => many.every((one) => refused(one) || one.heard.some((message) => message.k === "snapshot")));
    expect(many.filter(refused)).toHaveLength(20);
    const other = screen(channel.url, { session: sessionId, address: "elsewhere" });
    await other.until("snapshot");
    const token = await channel.token(zhao);
    const account = Array.from({ length: 4 }, () => screen(channel.url, { session: sessionId, token, address: "phones" }));
    await eventually(() => account.filter((one) => one.statuses.some(({ closeCode }) => closeCode === CLOSE.tooManyOfAccount)).length === 2);
    expect(channel.live.dropped["tooManyHere"]).toBe(20);
  });

  test("who waits for a session that is not open yet is let in when it opens", async () => {
    const later = await plan(trial, [{ name: "下午钟" }]);
    const early = screen(channel.url, { session: later, address: "early" });
    expect((await early.until("error")).code).toBe("not_hosted");
    await open(trial, later);
    expect(await early.until("snapshot")).toMatchObject({ session: later, clocks: [{ phase: "idle" }] });
  });

  test("names of nothing, watched by a crowd, do not keep anybody from a session that is on", async () => {
    const watched: WebSocket[] = [];
    const busy = new Promise<void>((resolve) => {
      for (let n = 0; n < 104; n++) {
        const socket = new WebSocket(channel.url, { headers: { "x-test-address": `names-${n % 8}` } });
        watched.push(socket);
        socket.on("error", () => {});
        socket.on("message", (data) => { if (String(data).includes('"busy"')) resolve(); });
        socket.on("open", () => socket.send(JSON.stringify({ k: "watch", session: randomUUID() })));
      }
    });
    await busy;
    const another = await plan(trial, [{ name: "晚钟" }]);
    await open(trial, another);
    const late = screen(channel.url, { session: another, address: "late" });
    expect(await late.until("snapshot")).toMatchObject({ session: another });
    for (const socket of watched) socket.terminate();
  });

  test("an account that has not chosen its own password yet has no seat to press from", async () => {
    const { database } = trial.market;
    const novice = await trial.market.person("新来的采购", ["buyer"], 10_000 * YUAN);
    await sit(trial, sessionId, novice);
    const token = await channel.token(novice);
    await database.pool.query("update kernel.account set must_change = true where id = $1", [novice.accountId]);
    const his = screen(channel.url, { session: sessionId, token, address: "novice" });
    expect((await his.until("snapshot")).seat).toBeNull();
    his.line.send({ k: "press", clock: 1, lot: 1, run: 0, tau: 0, quantity: 1, pressId: 1 });
    expect((await his.until("refused")).code).toBe("no_seat");
  });

  test("who may no longer act is off the channel at once: dismissed, suspended, closed, or logged out", async () => {
    const { runtime } = trial.market;
    const firm = await trial.market.person("批发行", ["buyer"], 10_000 * YUAN);
    await sit(trial, sessionId, firm);
    const admin = await trial.market.staff("系统管理员", ["system_admin"]);
    const operator = await trial.market.staff("市场经理", ["operator"]);
    const ends: Record<string, (who: Person) => Promise<unknown>> = {
      dismissed: (who) => runtime.call(parties.actions.dismissDelegate, { accountId: who.accountId }, firm.call),
      closed: (who) => runtime.call(access.actions.disable, { accountId: who.accountId, disabled: true, reason: "离职" }, admin.call),
      suspended: () => runtime.call(parties.actions.suspend, { partyId: firm.partyId, suspended: true, reason: "欠款" }, operator.call),
    };
    for (const [why, end] of Object.entries(ends)) {
      const helper = await trial.market.staff(`代拍 ${why}`, []);
      await runtime.call(parties.actions.appointDelegate, { login: helper.login }, firm.call);
      const his = screen(channel.url, { session: sessionId, token: await channel.token(helper), address: why });
      expect((await his.until("snapshot")).seat, why).not.toBeNull();
      await end(helper);
      await eventually(() => his.statuses.some(({ closeCode }) => closeCode === CLOSE.signedOut));
    }
    expect(channel.live.dropped["signedOut"]).toBe(3);
  });

  test("a page of another site cannot open the channel with a buyer's cookie", async () => {
    const status = await new Promise<number>((resolve) => {
      const socket = new WebSocket(channel.url, { headers: { origin: "https://evil.example" } });
      socket.on("unexpected-response", (_request, response) => resolve(response.statusCode ?? 0));
      socket.on("error", () => {});
    });
    expect(status).toBe(403);
  });
});

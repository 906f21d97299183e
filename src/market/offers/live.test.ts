import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import type { Actor } from "../../kernel/machinery/module.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import type { Person } from "../../../tests/market.ts";
import { clock } from "../clock/contract.ts";
import { settlement } from "../settlement/contract.ts";
import { offers } from "./contract.ts";
import { attachStock, type StockLive } from "./live.ts";
import { buy, openStage, type Stage } from "./trial.ts";
import { STOCK_PATH, type StockMessage } from "./wire.ts";

const NOBODY: Actor = { accountId: null, accountName: "nobody", partyId: null, roles: [], delegate: false, system: false };

describe("anyone looking anywhere sees what is really left", () => {
  let stage: Stage;
  let server: Server;
  let live: StockLive;
  let wang: Person;
  let lu: Person;
  let hua: Person;
  let lotId = "";
  let lineId = "";
  const sockets: WebSocket[] = [];

  beforeAll(async () => {
    stage = await openStage("2026-11-27T02:00:00Z");
    [wang, lu, hua] = [await stage.market.person("王桂兰", ["grower"]), await stage.market.person("鲁花批发", ["buyer"], 100_000_00), await stage.market.person("花满楼", ["buyer"], 100_000_00)];
    lotId = (await stage.declare(wang, 100)).id;
    await stage.receive(lotId, 100);
    lineId = (await stage.market.runtime.call(offers.actions.saveCatalogue, { lotIds: [lotId], quantity: "80", price: 10_00, from: "2026-11-27", to: "2026-11-28" }, wang.call)).id;
    const people = new Map([lu, hua, wang].map((person) => [person.login, person.call.actor]));
    server = createServer();
    live = attachStock(server, { runtime: stage.market.runtime, identify: async (request) => ({ actor: people.get(String(request.headers["x-login"])) ?? NOBODY, address: "test" }) });
    await new Promise<void>((up) => server.listen(0, "127.0.0.1", up));
  });
  afterAll(async () => {
    for (const socket of sockets) socket.close();
    await live.close();
    server.close();
    await stage.close();
  });

  const listen = async (login: string): Promise<{ heard: StockMessage[]; line: (id: string) => number | undefined }> => {
    const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}${STOCK_PATH}`, { headers: { "x-login": login } });
    sockets.push(socket);
    const heard: StockMessage[] = [];
    socket.on("message", (data) => heard.push(JSON.parse(String(data)) as StockMessage));
    await new Promise((open, fail) => { socket.once("open", open); socket.once("error", fail); });
    return { heard, line: (id) => heard.flatMap((message) => (message.k === "left" ? message.lines : [])).findLast(([one]) => one === id)?.[1] };
  };

  test("a reservation, a stall's sale and the clock's queue are told to every screen within a moment", async () => {
    const [one, two] = [await listen(lu.login), await listen(hua.login)];
    const run = stage.market.runtime;
    await run.call(offers.actions.reserve, { lineId, quantity: "10" }, lu.call);
    for (const screen of [one, two]) await expect.poll(() => screen.line(lineId)).toBe(70);
    expect(two.heard.findLast((message) => message.k === "left")).toMatchObject({ lots: [[lotId, 90]], items: [[stage.itemId, 90]] });
    await run.call(settlement.actions.recordSale, { channel: "stall", lotId, buyerId: hua.partyId, quantity: 60, price: 5_00, currency: "CNY", fromHold: false, creditHeld: false, cause: "stall", causeId: "1" }, AS_SYSTEM);
    await expect.poll(() => one.line(lineId)).toBe(30);
    const auctioneer = await stage.market.staff("周敏", ["auctioneer"]);
    const session = await run.call(clock.actions.planSession, { businessDate: "2026-11-27", title: "早场", clocks: [{ name: "一号钟" }] }, auctioneer.call);
    await run.call(clock.actions.queueLot, { sessionId: session.id, clock: 0, lotId, startPrice: 20_00 }, auctioneer.call);
    for (const screen of [one, two]) await expect.poll(() => screen.line(lineId)).toBe(0);
    await run.call(clock.actions.dequeue, { sessionId: session.id, lotId, reason: "下一场" }, auctioneer.call);
    await expect.poll(() => two.line(lineId)).toBe(30);
  });

  test("what a cart gives back when it runs out is told too", async () => {
    const screen = await listen(hua.login);
    stage.later(16);
    await stage.settle();
    await expect.poll(() => screen.line(lineId)).toBe(40);
  });

  test("an offer to one customer and his orders are told to him and its grower, and to nobody else", async () => {
    const [mine, other, grower] = [await listen(hua.login), await listen(lu.login), await listen(wang.login)];
    const offer = await stage.market.runtime.call(offers.actions.saveOffer, { lotIds: [lotId], quantity: "20", price: 9_00, buyerId: hua.partyId, until: "2026-11-28T00:00:00.000Z" }, wang.call);
    const orderId = await buy(stage, hua, [{ lineId: offer.id, quantity: "5" }]);
    await stage.settle();
    for (const screen of [mine, grower]) {
      await expect.poll(() => screen.line(offer.id)).toBe(15);
      expect(screen.heard).toContainEqual({ k: "order", order: orderId, state: "booked" });
    }
    await expect.poll(() => other.line(lineId)).toBe(35);
    expect(other.line(offer.id)).toBeUndefined();
    expect(other.heard.some((message) => message.k === "order")).toBe(false);
  });

  test("who is not signed in hears nothing", async () => {
    await expect(listen("somebody")).rejects.toThrow(/401/);
  });
});

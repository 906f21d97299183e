import { read as readBook, utils, write } from "@e965/xlsx";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkReceipt } from "../../engines/clock/receipt.ts";
import { ledger } from "../../kernel/ledger/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import type { Person } from "../../../tests/market.ts";
import { clock } from "./contract.ts";
import { open, openTrial, plan, sit, type Trial } from "./trial.ts";

const YUAN = 100;

describe("limit orders, credit and workplaces", () => {
  let trial: Trial;
  let agent: Person;
  let li: Person;
  let sun: Person;
  let sessionId: string;
  let orchid: string;
  let fern: string;
  let suns: string;
  const call: Trial["market"]["runtime"]["call"] = (...args) => trial.market.runtime.call(...args);
  const seats = async (who: Person) => (await call(clock.actions.seats, { sessionId }, who.call)).seats;
  /** Lets a clock run until its programme's `step`, and a little more. */
  const runTo = async (index: number, step: number) => {
    const { host, stage } = trial.hosted(sessionId);
    const on = stage.clocks[index]!.programme!;
    await trial.pass(on.t0 + step * on.stepMs + 5 - host.time);
  };

  beforeAll(async () => {
    trial = await openTrial();
    agent = await trial.market.person("周代拍", ["agent"], 10_000 * YUAN);
    li = await trial.market.person("李采购", ["buyer"], 3_000 * YUAN);
    sun = await trial.market.person("孙两头", ["grower", "buyer"], 3_000 * YUAN);
    sessionId = await plan(trial, [{ name: "1 号钟" }, { name: "2 号钟" }, { name: "3 号钟" }]);
    orchid = await trial.lot("蝴蝶兰", 100);
    fern = await trial.lot("铁线蕨", 50);
    suns = await trial.lot("孙家红掌", 20, { grower: sun });
    for (const [index, lotId] of [orchid, fern, suns].entries()) {
      await call(clock.actions.queueLot, { sessionId, clock: index, lotId, startPrice: 40 * YUAN, stepValue: 20, floorPrice: 10 * YUAN }, trial.auctioneer.call);
    }
    await open(trial, sessionId);
  });
  afterAll(() => trial.close());

  test("a buyer's list comes out of Excel as he would have pasted it, with the lots that can be bought beside his limits", async () => {
    const { base64: out, rows } = await call(clock.actions.giveLimits, { sessionId }, agent.call);
    expect(rows).toBeGreaterThan(0);
    const sheet: unknown[][] = utils.sheet_to_json(Object.values(readBook(Buffer.from(out, "base64")).Sheets)[0]!, { header: 1, defval: null });
    sheet[1]![1] = 18.5;
    sheet[1]![2] = "２4";
    const book = utils.book_new();
    utils.book_append_sheet(book, utils.aoa_to_sheet(sheet), "单");
    const { lines } = await call(clock.actions.readLimits, { base64: Buffer.from(write(book, { type: "buffer", bookType: "biff8" }) as Uint8Array).toString("base64") }, agent.call);
    expect(lines).toContainEqual({ lot: sheet[1]![0], limit: "18.5", quantity: "24" });
    const nothing = utils.book_new();
    utils.book_append_sheet(nothing, utils.aoa_to_sheet([["什么", "都不是"], [1, 2]]), "单");
    await expect(call(clock.actions.readLimits, { base64: Buffer.from(write(nothing, { type: "buffer", bookType: "xlsx" }) as Uint8Array).toString("base64") }, agent.call)).rejects.toMatchObject({ code: "unreadable_workbook" });
    expect((await call(clock.actions.giveLots, { sessionId, language: "en" }, AS_SYSTEM)).rows).toBe(3);
    expect((await call(clock.actions.giveSessions, {}, AS_SYSTEM)).rows).toBeGreaterThan(0);
    expect((await call(clock.actions.giveWins, { sessionId }, agent.call)).name).toMatch(/xlsx$/);
  });

  test("without a seat there is no limit order", async () => {
    await expect(call(clock.actions.placeLimits, { sessionId, orders: [{ lotId: orchid, price: 20 * YUAN, quantity: 5, pressId: 1 }] }, li.call)).rejects.toMatchObject({ code: "no_seat" });
  });

  test("an agent sits down for two clients, each with a budget of his own", async () => {
    await sit(trial, sessionId, agent);
    const beijing = await call(clock.actions.saveWorkplace, { name: "北京花店", dailyLimit: 500 * YUAN }, agent.call);
    const jinan = await call(clock.actions.saveWorkplace, { name: "济南园艺", dailyLimit: 800 * YUAN }, agent.call);
    await expect(call(clock.actions.saveWorkplace, { name: "北京花店", dailyLimit: 1 }, agent.call)).rejects.toMatchObject({ code: "name_taken" });
    await sit(trial, sessionId, agent, beijing.id);
    await sit(trial, sessionId, agent, jinan.id);
    expect((await seats(agent)).map(({ workplace, allowance }) => [workplace, allowance])).toEqual([[null, 10_000 * YUAN], ["北京花店", 500 * YUAN], ["济南园艺", 800 * YUAN]]);
    const { orders } = await call(clock.actions.placeLimits, {
      sessionId, workplaceId: beijing.id,
      orders: [
        { lotId: orchid, price: 30 * YUAN, quantity: 10, pressId: 11 },
        { lotId: fern, price: 9 * YUAN, quantity: 10, pressId: 12 },
        { lotId: fern, price: 30 * YUAN, quantity: 40, pressId: 13 },
        { lotId: fern, price: 25 * YUAN, quantity: 10, pressId: 14 },
      ],
    }, agent.call);
    expect(orders.map(({ accepted, refusal }) => (accepted ? "accepted" : refusal))).toEqual(["accepted", "below_floor", "over_credit", "accepted"]);
    const { orders: more } = await call(clock.actions.placeLimits, { sessionId, workplaceId: jinan.id, orders: [{ lotId: orchid, price: 28 * YUAN, quantity: 20, pressId: 15 }] }, agent.call);
    expect(more[0]!.accepted).toBe(true);
  });

  test("a limit order can be taken back, and only by whose it is", async () => {
    const { limits } = await call(clock.actions.limits, { sessionId }, agent.call);
    const fernOrder = limits.find((limit) => limit.lotId === fern)!;
    expect(fernOrder).toMatchObject({ status: "waiting", can: ["cancelLimit"], workplace: "北京花店" });
    await sit(trial, sessionId, li);
    await expect(call(clock.actions.cancelLimit, { sessionId, lotId: fern }, li.call)).rejects.toMatchObject({ code: "unknown_limit" });
    expect((await call(clock.actions.limits, { sessionId }, li.call)).total).toBe(0);
    expect(await call(clock.actions.cancelLimit, { sessionId, lotId: fern, workplaceId: fernOrder.workplaceId }, agent.call)).toEqual({ cancelled: true });
    await trial.hall.settled();
    expect((await call(clock.actions.limits, { sessionId }, agent.call)).limits.find((limit) => limit.lotId === fern)).toMatchObject({ status: "cancelled" });
  });

  test("nobody places a limit order on his own lot", async () => {
    await sit(trial, sessionId, sun);
    const { orders } = await call(clock.actions.placeLimits, { sessionId, orders: [{ lotId: suns, price: 20 * YUAN, quantity: 1, pressId: 1 }] }, sun.call);
    expect(orders[0]).toMatchObject({ accepted: false, refusal: "own_lot" });
  });

  test("the order fires at its step; a live press on the same step wins before it, and the order waits for the remainder", async () => {
    await call(clock.actions.startClock, { sessionId, clock: 0, reason: "开钟" }, trial.auctioneer.call);
    // 30 yuan is step 50.
    await runTo(0, 50);
    const { host, stage } = trial.hosted(sessionId);
    const on = stage.clocks[0]!.programme!;
    const liSeat = host.state.buyers.byId.get((await seats(li))[0]!.seatId)!;
    const press = host.submit({ kind: "press", clock: 0, lot: on.lot, run: on.run, buyer: liSeat, tau: 50 * on.stepMs + 5, quantity: 30, delay: 0, pressId: 77 });
    await trial.pass(600);
    expect((await press).answer).toBe(0);
    expect((await call(clock.actions.wins, { sessionId }, li.call)).wins).toMatchObject([{ price: 30 * YUAN, quantity: 30, viaLimit: false }]);
    const { limits } = await call(clock.actions.limits, { sessionId }, agent.call);
    expect(limits.find((limit) => limit.pressId === 11)).toMatchObject({ status: "waiting", filled: 0 });
    // The remainder starts ten steps higher; at 30 yuan the order fires, alone this time.
    await runTo(0, 10);
    await trial.pass(600);
    const wins = (await call(clock.actions.wins, { sessionId }, agent.call)).wins;
    expect(wins).toMatchObject([{ price: 30 * YUAN, quantity: 10, viaLimit: true, workplace: "北京花店" }]);
    const [own, beijing, jinan] = await seats(agent);
    expect([own!.used, beijing!.used, jinan!.used]).toEqual([300 * YUAN, 300 * YUAN, 0]);
  });

  test("a workplace stops at its own limit although its firm could pay; raised, it goes on", async () => {
    await call(clock.actions.startClock, { sessionId, clock: 1, reason: "开钟" }, trial.auctioneer.call);
    const [, beijing] = await seats(agent);
    const order = { lotId: fern, price: 25 * YUAN, quantity: 20, pressId: 21 };
    const place = async (pressId: number) => (await call(clock.actions.placeLimits, { sessionId, workplaceId: beijing!.workplaceId, orders: [{ ...order, pressId }] }, agent.call)).orders[0]!;
    expect(await place(21)).toMatchObject({ accepted: false, refusal: "over_credit" });
    await call(clock.actions.saveWorkplace, { workplaceId: beijing!.workplaceId!, name: "北京花店", dailyLimit: 900 * YUAN }, agent.call);
    await trial.hall.tend();
    await trial.hall.settled();
    expect(await place(22)).toMatchObject({ accepted: true });
  });

  test("a buyer whose credit line is raised in mid-session can spend it at once", async () => {
    const before = (await seats(li))[0]!;
    expect(before).toMatchObject({ allowance: 3_000 * YUAN, used: 900 * YUAN });
    await call(ledger.actions.setLimit, { partyId: li.partyId, currency: "CNY", limit: 5_000 * YUAN, causeId: "raised" }, AS_SYSTEM);
    await trial.market.runtime.settle();
    await trial.hall.tend();
    await trial.hall.settled();
    expect((await seats(li))[0]!).toMatchObject({ allowance: 5_000 * YUAN, free: 4_100 * YUAN });
    expect(await call(ledger.actions.credit, { partyId: li.partyId, currency: "CNY" }, AS_SYSTEM)).toMatchObject({ free: 0, used: 900 * YUAN, held: 4_100 * YUAN });
  });

  test("a second session on the same day gets what the daily limit leaves", async () => {
    const zhao = await trial.market.person("赵采购", ["buyer"], 3_000 * YUAN);
    await call(clock.actions.setDailyLimit, { dailyLimit: 1_000 * YUAN }, zhao.call);
    await sit(trial, sessionId, zhao);
    expect((await seats(zhao))[0]!).toMatchObject({ allowance: 1_000 * YUAN });
    const second = await plan(trial);
    await open(trial, second);
    await expect(call(clock.actions.joinSession, { sessionId: second }, zhao.call)).rejects.toMatchObject({ code: "daily_limit_used" });
    await expect(call(clock.actions.joinSession, { sessionId: second }, li.call)).rejects.toMatchObject({ code: "no_credit" });
    await call(clock.actions.closeSession, { sessionId: second }, trial.auctioneer.call);
    await trial.hall.settled();
  });

  test("receipts prove a press against the published chain, and nobody sees another's", async () => {
    await trial.pass(60_000);
    await call(clock.actions.withdrawLot, { sessionId, lotId: suns, reason: "花农来取" }, trial.auctioneer.call);
    await call(clock.actions.closeSession, { sessionId }, trial.auctioneer.call);
    await trial.hall.settled();
    const receipt = await call(clock.actions.receipt, { sessionId, pressId: 77 }, li.call);
    const placed = await call(clock.actions.receipt, { sessionId, pressId: 15 }, agent.call);
    const { links, digest } = await call(clock.actions.chain, { sessionId }, li.call);
    expect(checkReceipt(receipt, links, digest)).toBeNull();
    expect(checkReceipt(placed, links, digest)).toBeNull();
    expect(checkReceipt({ ...receipt, input: receipt.input.replace(",30,", ",31,") }, links, digest)).not.toBeNull();
    await expect(call(clock.actions.receipt, { sessionId, pressId: 77 }, agent.call)).rejects.toMatchObject({ code: "not_found" });
    expect((await call(clock.actions.presses, { sessionId }, sun.call)).total).toBe(0);
    expect((await call(clock.actions.wins, { sessionId }, sun.call)).total).toBe(0);
    expect((await call(clock.actions.lotResults, { sessionId }, sun.call)).entries.map((entry) => entry.lotId)).toEqual([suns]);
    const [, beijing] = (await call(clock.actions.seats, { sessionId }, agent.call)).seats;
    await expect(call(clock.actions.saveWorkplace, { workplaceId: beijing!.workplaceId!, name: "抢来的", dailyLimit: 1 }, li.call)).rejects.toMatchObject({ code: "not_found" });
  });

  test("the replay of a lot shows every press, losers included, and no names", async () => {
    const { entry, steps } = await call(clock.actions.lotReplay, { sessionId, lotId: orchid }, li.call);
    expect(entry.status).toBe("passed");
    const presses = steps.filter((step) => step.kind === "press");
    expect(presses.some((step) => step.mine && step.who === "B" && step.price === 30 * YUAN)).toBe(true);
    expect(presses.some((step) => !step.mine && step.viaLimit)).toBe(true);
    expect(steps.filter((step) => step.kind === "award").length).toBeGreaterThanOrEqual(2);
    expect(steps.at(-1)).toMatchObject({ kind: "end", how: "passed" });
    for (const secret of [li.partyId, agent.partyId, "李采购", "周代拍"]) expect(JSON.stringify(steps)).not.toContain(secret);
    await expect(call(clock.actions.lotReplay, { sessionId, lotId: suns }, li.call)).rejects.toMatchObject({ code: "not_run_yet" });
  });
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lots } from "../../kernel/lots/contract.ts";
import { ledger } from "../../kernel/ledger/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import type { Person } from "../../../tests/market.ts";
import { settlement } from "../settlement/contract.ts";
import { clock } from "./contract.ts";
import { openTrial, SETTINGS, type Trial } from "./trial.ts";

const YUAN = 100;

describe("an award that the books refused", () => {
  let trial: Trial;
  let [zhao, operator]: Person[] = [];
  let sessionId = "";
  let lotIds: string[] = [];
  const call = ((...args: Parameters<Trial["market"]["runtime"]["call"]>) => trial.market.runtime.call(...args)) as Trial["market"]["runtime"]["call"];

  beforeAll(async () => {
    trial = await openTrial();
    zhao = await trial.market.person("赵大海", ["buyer"], 10_000 * YUAN);
    operator = await trial.market.staff("市场经理 刘建国", ["operator"]);
    lotIds = [await trial.lot("红掌", 40), await trial.lot("蝴蝶兰", 30)];
    const { id } = await call(clock.actions.planSession, { title: "晨场", businessDate: "2026-11-22", clocks: [SETTINGS] }, trial.auctioneer.call);
    sessionId = id;
    for (const lotId of lotIds) await call(clock.actions.queueLot, { sessionId, clock: 0, lotId, startPrice: 20 * YUAN, stepValue: 10, floorPrice: 10 * YUAN }, trial.auctioneer.call);
    await call(clock.actions.openSession, { sessionId }, trial.auctioneer.call);
    await call(clock.actions.joinSession, { sessionId, workplaceId: null }, zhao.call);
    await trial.pass(0);
  });
  afterAll(() => trial.close());

  test("keeps its stock held, and is shown with the reason", async () => {
    // The books are made to refuse every sale of the clock, as a fault would.
    const { pool } = trial.market.database;
    await pool.query("alter table settlement.sale add constraint planted check (channel <> 'clock')");
    await call(clock.actions.startClock, { sessionId, clock: 0, reason: "开钟" }, trial.auctioneer.call);
    await trial.pass(0);
    const { host, stage } = trial.hosted(sessionId);
    const seat = host.state.buyers.byId.get((await call(clock.actions.seats, { sessionId }, zhao!.call)).seats[0]!.seatId)!;
    for (let pressId = 1; stage.clocks[0]!.phase === "running" && pressId < 20; pressId++) {
      const on = stage.clocks[0]!.programme!;
      const tau = 2 * on.stepMs;
      await trial.pass(on.t0 + tau + 20 - host.time);
      const press = host.submit({ kind: "press", clock: 0, lot: on.lot, run: on.run, buyer: seat, tau, delay: 5, quantity: 1_000, pressId });
      await trial.pass(1_500);
      await press;
    }
    await trial.hall.settled();
    const { awards } = await call(clock.actions.stuckAwards, { sessionId }, operator!.call);
    expect(awards.map((award) => [award.buyer, award.deed, award.can])).toEqual([["赵大海", null, ["book", "release"]], ["赵大海", null, ["book", "release"]]]);
    expect(awards[0]!.problem).toContain("planted");
    expect((await call(clock.actions.session, { sessionId }, operator!.call)).problems).toBe(2);
    for (const lotId of lotIds) expect((await call(lots.actions.get, { lotId }, AS_SYSTEM)).held).toBeGreaterThan(0);
    await pool.query("alter table settlement.sale drop constraint planted");
  }, 120_000);

  test("is booked by the operator as the clock decided it, from the credit its seat holds", async () => {
    const [first] = (await call(clock.actions.stuckAwards, { sessionId }, operator!.call)).awards;
    const deed = { sessionId, entryId: first!.entryId, run: first!.run, deed: "book" as const, reason: "账已修好" };
    await expect(call(clock.actions.settleAward, deed, trial.auctioneer.call)).rejects.toMatchObject({ code: "not_allowed" });
    await call(clock.actions.settleAward, deed, operator!.call);
    expect((await call(clock.actions.session, { sessionId }, operator!.call)).problems).toBe(1);
    await expect(call(clock.actions.settleAward, { ...deed, deed: "release" }, operator!.call)).rejects.toMatchObject({ code: "award_settled" });
    const { sales } = await call(settlement.actions.sales, { businessDate: "2026-11-22" }, AS_SYSTEM);
    expect(sales).toMatchObject([{ lotId: first!.lotId, quantity: first!.quantity, price: first!.price, channel: "clock" }]);
    expect(await call(lots.actions.get, { lotId: first!.lotId }, AS_SYSTEM)).toMatchObject({ held: 0 });
    expect(await call(ledger.actions.credit, { partyId: zhao!.partyId, currency: "CNY" }, AS_SYSTEM)).toMatchObject({ used: first!.gross });
  });

  test("or its stock goes back; the close then agrees to the fen", async () => {
    const second = (await call(clock.actions.stuckAwards, { sessionId }, operator!.call)).awards.find((award) => award.deed === null)!;
    await call(clock.actions.settleAward, { sessionId, entryId: second.entryId, run: second.run, deed: "release", reason: "买方弃购" }, operator!.call);
    expect(await call(lots.actions.get, { lotId: second.lotId }, AS_SYSTEM)).toMatchObject({ held: 0, onHand: second.quantity, status: "received" });
    expect((await call(clock.actions.session, { sessionId }, operator!.call)).problems).toBe(0);
    await call(clock.actions.closeSession, { sessionId }, trial.auctioneer.call);
    await trial.hall.settled();
    expect(await call(ledger.actions.credit, { partyId: zhao!.partyId, currency: "CNY" }, AS_SYSTEM)).toMatchObject({ held: 0 });
    expect(await call(ledger.actions.balances, {}, AS_SYSTEM)).toMatchObject({ total: 0, unbalancedSets: 0 });
    expect((await call(settlement.actions.dayOverview, { businessDate: "2026-11-22" }, AS_SYSTEM)).balanced).toBe(true);
  });
});

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addDays } from "../../src/engines/calendar/day.ts";
import { catalogue } from "../../src/kernel/catalogue/contract.ts";
import { files } from "../../src/kernel/files/contract.ts";
import { ledger } from "../../src/kernel/ledger/contract.ts";
import { claims } from "../../src/market/claims/contract.ts";
import { clock } from "../../src/market/clock/contract.ts";
import { intake } from "../../src/market/intake/contract.ts";
import { settlement } from "../../src/market/settlement/contract.ts";
import { startProcess, visitor, type LiveScreen, type MarketProcess } from "../process.ts";
import { appoint, type Cast } from "./cast.ts";

const PNG = Buffer.from("89504e470d0a1a0a0000000d4948445200000040000000300802000000", "hex").toString("base64");
const QUANTITY = 40;

/** J1, the step after the clock: three pots are not right, and the next morning's statement says so. */
describe("J1: a complaint about three pots and its line on the statement", () => {
  let market: MarketProcess;
  let cast: Cast;
  let businessDate = "";
  let saleId = "";
  let lotNo = "";
  let price = 0;
  let screen: LiveScreen | undefined;

  beforeAll(async () => {
    market = await startProcess();
    cast = await appoint(market, { growers: 2, buyers: 2 });
  }, 120_000);
  afterAll(async () => {
    screen?.close();
    await market.stop();
  });

  test("forty pots are won on the clock", async () => {
    const item = (await cast.operator.on(catalogue).items({ query: "hdl" })).items[0]!;
    const lot = await cast.growers[0]!.on(intake).declareLot({ itemId: item.id, quantity: "100盆", floorPrice: 8_00 });
    businessDate = lot.businessDate;
    lotNo = lot.no;
    await cast.grader.on(intake).receive({ lotId: lot.id, counted: "100盆" });
    await cast.grader.on(intake).grade({ lotId: lot.id, grade: "A" });
    const desk = cast.auctioneer.on(clock);
    const { id: sessionId } = await desk.planSession({ businessDate, title: "早场", clocks: [{ name: "一号钟", stepMs: 100, graceMs: 1_200, holdMs: 250 }] });
    await desk.queueLot({ sessionId, clock: 0, lotId: lot.id, startPrice: 20_00, stepValue: 20, minPress: 10 });
    await desk.openSession({ sessionId });
    await cast.buyers[0]!.on(clock).joinSession({ sessionId });
    screen = cast.buyers[0]!.screen(sessionId);
    await screen.until("snapshot");
    await desk.startClock({ sessionId, clock: 0, reason: "开钟" });
    await screen.until("programme");
    await screen.pressAt(10, QUANTITY);
    expect(await screen.until("won")).toMatchObject({ quantity: QUANTITY });
    await expect.poll(async () => (await cast.buyers[0]!.on(settlement).sales({ businessDate })).total, { timeout: 10_000 }).toBe(1);
    const { sales: [sale] } = await cast.buyers[0]!.on(settlement).sales({ businessDate });
    saleId = sale!.id;
    price = sale!.price;
    // The rest runs down to its floor and passes, so that nothing is held.
    await screen.until("finished", () => true, 30_000);
    await desk.closeSession({ sessionId });
    await expect.poll(async () => (await visitor(market.url).on(clock).session({ sessionId })).status, { timeout: 30_000 }).toBe("closed");
  });

  test("the buyer scans the box and claims three pots, with a photograph that has time and place", async () => {
    const buyer = cast.buyers[0]!;
    await expect.poll(async () => (await buyer.on(claims).claimable({ lotNo })).total, { timeout: 10_000 }).toBe(1);
    const { sales: [sale] } = await buyer.on(claims).claimable({ lotNo });
    expect(sale).toMatchObject({ saleId, unitsLeft: QUANTITY, why: "open", price });
    expect((await cast.buyers[1]!.on(claims).claimable({ lotNo })).total).toBe(0);
    const { id: photoId } = await buyer.on(files).keepPhoto({ base64: PNG });
    const claim = await buyer.on(claims).file({
      saleId, units: 3, fault: "broken", text: "三盆折枝", boxLabel: `${lotNo} 箱 2`, photos: [{ photoId, takenAt: new Date().toISOString(), place: { text: "济南堤口路仓库" } }], ask: { kind: "refund", amount: 3 * price },
    });
    expect(claim).toMatchObject({ state: "filed", units: 3, askAmount: 3 * price });
    await expect(cast.growers[1]!.on(claims).claim({ claimId: claim.id })).rejects.toMatchObject({ body: { refused: "not_found" } });
    await expect(cast.growers[1]!.on(claims).answer({ claimId: claim.id, answer: "accept" })).rejects.toMatchObject({ body: { refused: "not_found" } });
    expect(await cast.growers[0]!.on(claims).answer({ claimId: claim.id, answer: "accept" })).toMatchObject({ state: "closed", outcome: "refund", moneyDate: businessDate });
  });

  test("next morning the line stands on the grower's statement and the buyer's bill, and every sum agrees", async () => {
    const cashier = cast.cashier.on(settlement);
    await cashier.closeDay({ businessDate });
    await expect.poll(async () => (await cashier.closeStep({ businessDate }).catch(() => null), await cashier.dayOverview({ businessDate })).day?.state, { timeout: 30_000 }).toBe("closed");
    expect(await cashier.dayOverview({ businessDate })).toMatchObject({ differences: 0, balanced: true });
    const statement = (await cast.growers[0]!.on(settlement).myStatements({})).papers[0]!;
    const bill = (await cast.buyers[0]!.on(settlement).myBills({})).papers[0]!;
    const [gross, back] = [QUANTITY * price, 3 * price];
    expect(statement).toMatchObject({ gross, transfers: -back, total: gross - back - statement.fees - statement.packaging });
    expect(bill).toMatchObject({ gross, transfers: -back, total: gross - back + bill.fees + bill.packaging });
    const { transfers } = await cast.growers[0]!.on(settlement).paper({ statementId: statement.id });
    expect(transfers).toEqual([expect.objectContaining({ kind: "claim", amount: -back, saleId, memo: expect.stringContaining(`${lotNo} × 3`) as string })]);
    expect((await cast.cashier.on(ledger).balances({})).total).toBe(0);
  });

  test("a complaint after the close stands on the first day after it; the closed papers stay as they are", async () => {
    const buyer = cast.buyers[0]!;
    const { id: photoId } = await buyer.on(files).keepPhoto({ base64: PNG }, randomUUID());
    const claim = await buyer.on(claims).file({ saleId, units: 2, fault: "wilted", photos: [{ photoId, takenAt: new Date().toISOString(), place: { text: "济南堤口路仓库" } }], ask: { kind: "refund", amount: 10_00 } });
    await cast.growers[0]!.on(claims).answer({ claimId: claim.id, answer: "offer", amount: 6_00 });
    const closed = await buyer.on(claims).reply({ claimId: claim.id, accept: true });
    expect(closed).toMatchObject({ outcome: "refund", outcomeAmount: 6_00, moneyDate: addDays(businessDate, 1) });
    const draft = await buyer.on(settlement).draft({ businessDate: addDays(businessDate, 1), side: "buyer" });
    expect(draft.transferLines).toEqual([expect.objectContaining({ kind: "claim", amount: -6_00 })]);
    const own = await cast.growers[0]!.on(claims).qualityLines({});
    expect(own).toMatchObject({ sold: QUANTITY, claimed: 5, share: 125_000, class: "C" });
    expect((await visitor(market.url).on(claims).terms({})).settings.qualityDays).toBe(56);
  });
});

import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { catalogue } from "../../src/kernel/catalogue/contract.ts";
import { ledger } from "../../src/kernel/ledger/contract.ts";
import { lots } from "../../src/kernel/lots/contract.ts";
import { bulletins } from "../../src/knowledge/bulletins/contract.ts";
import { prices } from "../../src/knowledge/prices/contract.ts";
import { clock } from "../../src/market/clock/contract.ts";
import { intake } from "../../src/market/intake/contract.ts";
import { offers } from "../../src/market/offers/contract.ts";
import { settlement } from "../../src/market/settlement/contract.ts";
import { startProcess, visitor, type LiveScreen, type MarketProcess } from "../process.ts";
import { appoint, type Cast } from "./cast.ts";

/** Pots of the first lot that are sold before the clock. */
const PRESOLD = 30;

/** J1, the steps lot → presale → clock → next-day statement → price sheet → index → bulletin → open data, from an empty market and through its public doors only. */
describe("J1: a lot of phalaenopsis, from the greenhouse to the bulletin", () => {
  let market: MarketProcess;
  let cast: Cast;
  const lotIds: string[] = [];
  let itemId = "";
  let session = "";
  let businessDate = "";
  let presale = "";
  let screens: LiveScreen[] = [];
  const journalFolder = mkdtempSync(join(tmpdir(), "hualian-journal-"));

  beforeAll(async () => {
    market = await startProcess();
    cast = await appoint(market);
  }, 120_000);
  afterAll(async () => {
    for (const screen of screens) screen.close();
    await market.stop();
    rmSync(journalFolder, { recursive: true, force: true });
  });

  test("growers declare lots; what people write is understood", async () => {
    const item = (await cast.operator.on(catalogue).items({ query: "hdl" })).items[0]!;
    itemId = item.id;
    for (const [index, grower] of cast.growers.entries()) {
      const lot = await grower.on(intake).declareLot({ itemId, quantity: index === 0 ? "１２０盆" : "100盆", floorPrice: 8_00, note: "双梗，含苞三成" });
      expect(lot).toMatchObject({ state: "expected", declared: index === 0 ? 120 : 100, onHand: 0, currency: "CNY" });
      lotIds.push(lot.id);
      businessDate = lot.businessDate;
    }
    const stranger = cast.growers[1]!.on(intake);
    await expect(stranger.changeLot({ lotId: lotIds[0]!, note: "别人的" })).rejects.toMatchObject({ body: { refused: "not_found" } });
  });

  test("the first grower sells a part before the clock, by the box cheaper; the buyer's order waits for the count", async () => {
    // The journey may run at any hour, so its market keeps the presale open through the whole business day.
    await cast.operator.on(offers).setSettings({ presaleShare: 50, presaleOpens: -1_440, presaleCloses: 1_680, reserveMinutes: 15, confirmHours: 12 });
    const grower = cast.growers[0]!.on(offers);
    const buyer = cast.buyers[0]!.on(offers);
    const line = await grower.savePresale({ lotId: lotIds[0]!, share: 50, saleDay: businessDate, price: 16_00, steps: [{ level: "box", price: 15_50 }] });
    expect(line).toMatchObject({ state: "open", quantity: 60, left: 60 });
    await expect(cast.growers[1]!.on(offers).savePresale({ lotId: lotIds[0]!, share: 50, saleDay: businessDate, price: 1_00 })).rejects.toMatchObject({ body: { refused: "not_found" } });
    const shelf = await buyer.market({ query: "hdl" });
    expect(shelf.lines.map((one) => [one.id, one.left])).toEqual([[line.id, 60]]);
    await buyer.reserve({ lineId: line.id, quantity: "30盆" });
    expect((await cast.buyers[1]!.on(offers).market({ query: "hdl" })).lines[0]).toMatchObject({ left: 30 });
    await expect(cast.buyers[1]!.on(offers).reserve({ lineId: line.id, quantity: "31盆" })).rejects.toMatchObject({ body: { refused: "not_enough_left" } });
    const order = await buyer.place({});
    expect(order).toMatchObject({ state: "confirmed", quantity: PRESOLD, amount: PRESOLD * 15_50 });
    await expect(cast.buyers[1]!.on(offers).order({ orderId: order.id })).rejects.toMatchObject({ body: { refused: "not_found" } });
    presale = order.id;
  });

  test("the dock counts two pots less and grades; the difference has its reason", async () => {
    const desk = cast.grader.on(intake);
    await expect(desk.receive({ lotId: lotIds[0]!, counted: "118盆" })).rejects.toMatchObject({ body: { refused: "reason_needed" } });
    expect(await desk.receive({ lotId: lotIds[0]!, counted: "118盆", reason: "两盆折枝" })).toMatchObject({ onHand: 118, held: PRESOLD, difference: -2 });
    for (const lotId of lotIds.slice(1)) await desk.receive({ lotId, counted: "100盆" });
    // What was promised becomes a sale behind everybody's back; the clock gets the rest.
    await expect.poll(async () => (await cast.buyers[0]!.on(offers).order({ orderId: presale })).state, { timeout: 10_000 }).toBe("booked");
    for (const lotId of lotIds) expect(await desk.grade({ lotId, grade: "A", attributes: { spikes: 2, flowers: 14 } })).toMatchObject({ state: "graded", grade: "A" });
  });

  test("the auctioneer plans, queues and opens; the commitment of the draw is public before the first lot", async () => {
    const desk = cast.auctioneer.on(clock);
    const planned = await desk.planSession({ businessDate, title: "年宵花专场", clocks: [{ name: "一号钟", stepMs: 100, graceMs: 1_200, holdMs: 250 }] });
    session = planned.id;
    expect(planned.commitment).toMatch(/^[0-9a-f]{64}$/);
    for (const lotId of lotIds) await desk.queueLot({ sessionId: session, clock: 0, lotId, startPrice: 20_00, stepValue: 20, minPress: 10 });
    expect(await cast.grader.on(lots).get({ lotId: lotIds[0]! })).toMatchObject({ onHand: 118 - PRESOLD, held: 118 - PRESOLD });
    await desk.openSession({ sessionId: session });
    for (const buyer of cast.buyers) await buyer.on(clock).joinSession({ sessionId: session });
    screens = cast.buyers.map((buyer) => buyer.screen(session));
    for (const screen of screens) await screen.until("snapshot");
    const publicBoard = await visitor(market.url).on(clock).board({ sessionId: session });
    expect(publicBoard.session).toMatchObject({ commitment: planned.commitment, digest: null });
  });

  test("a buyer presses at his step and pays the price on his own screen; the rest runs again", async () => {
    const [first, second] = screens as [LiveScreen, LiveScreen];
    await cast.auctioneer.on(clock).startClock({ sessionId: session, clock: 0, reason: "开钟" });
    const opening = await first.until("programme");
    const quantity = opening.quantity;
    const early = first.pressAt(10, 40);
    const late = second.pressAt(11, 40);
    await Promise.all([early, late]);
    const won = await first.until("won");
    expect(won).toMatchObject({ step: 10, price: 20_00 - 10 * 20, quantity: 40 });
    expect(await second.until("lost")).toMatchObject({ beatenBySteps: 1 });
    const rest = await second.until("programme", (programme) => programme.run === 1);
    expect(rest.quantity).toBe(quantity - 40);
    await second.pressAt(6, 1_000, 1, rest.lot);
    expect(await second.until("won")).toMatchObject({ quantity: quantity - 40 });
    await first.until("sold", (sold) => sold.lot === opening.lot);
  });

  test("one lot is sold whole, one passes at its floor with a reason and a next channel", async () => {
    const [first] = screens as [LiveScreen];
    const begun = (): number[] => [...new Set(first.heard.flatMap((message) => (message.k === "programme" ? [message.lot] : [])))];
    await first.until("programme", ({ lot }) => lot !== begun()[0]);
    const secondLot = begun()[1]!;
    await first.pressAt(4, 500, 0, secondLot);
    await first.until("sold", (sold) => sold.lot === secondLot);
    expect(await first.until("passed", () => true, 30_000)).toMatchObject({ reason: "floor_reached", next: "direct_stock", quantity: expect.any(Number) });
    await first.until("finished");
  });

  test("the session closes: seed revealed, journal verified by a program that has seen nothing else", async () => {
    await cast.auctioneer.on(clock).closeSession({ sessionId: session });
    await expect.poll(async () => (await visitor(market.url).on(clock).session({ sessionId: session })).status, { timeout: 20_000 }).toBe("closed");
    const lines: string[] = [];
    for (let from: number | null = 0; from !== null;) {
      const page: { lines: string[]; next: number | null } = await visitor(market.url).on(clock).journal({ sessionId: session, from });
      lines.push(...page.lines);
      from = page.next;
    }
    const file = join(journalFolder, "session.ndjson");
    writeFileSync(file, `${lines.join("\n")}\n`);
    const verify = () => spawnSync(process.execPath, ["src/app/cli/main.ts", "verify", file, "--json"], { encoding: "utf8" });
    expect(verify()).toMatchObject({ status: 0 });
    const tampered = lines.findLastIndex((line) => line.includes("20"));
    writeFileSync(file, `${lines.with(tampered, lines[tampered]!.replace("20", "21")).join("\n")}\n`);
    expect(verify()).toMatchObject({ status: 1 });
  });

  test("next morning: statements, bills, stock, ledger and bank file agree to the fen", async () => {
    const cashier = cast.cashier.on(settlement);
    await cashier.closeDay({ businessDate });
    await expect.poll(async () => (await cashier.closeStep({ businessDate }).catch(() => null), await cashier.dayOverview({ businessDate })).day?.state, { timeout: 30_000 }).toBe("closed");
    const overview = await cashier.dayOverview({ businessDate });
    expect(overview).toMatchObject({ differences: 0, balanced: true, items: [] });
    expect(overview.checks.length).toBeGreaterThan(3);
    const { sales } = await cashier.sales({ businessDate });
    expect(sales.filter((sale) => sale.channel === "presale").map((sale) => [sale.lotId, sale.quantity, sale.price, sale.gross])).toEqual([[lotIds[0], PRESOLD, 15_50, PRESOLD * 15_50]]);
    const gross = sales.reduce((sum, sale) => sum + sale.gross, 0);
    expect(gross).toBeGreaterThan(0);
    const bills = (await cashier.papers({ businessDate, side: "buyer" })).papers;
    const statements = (await cashier.papers({ businessDate, side: "seller" })).papers;
    expect(bills.reduce((sum, paper) => sum + paper.gross, 0)).toBe(gross);
    expect(statements.reduce((sum, paper) => sum + paper.gross, 0)).toBe(gross);
    const { balances, total, unbalancedSets } = await cast.cashier.on(ledger).balances({});
    expect({ total, unbalancedSets }).toEqual({ total: 0, unbalancedSets: 0 });
    expect(balances.length).toBeGreaterThan(3);
    const { files } = await cashier.bankFiles({ businessDate });
    const payout = files.find((file) => file.kind === "payout")!;
    expect(payout.total).toBe(statements.reduce((sum, paper) => sum + paper.due, 0));
    const mine = await cast.growers[0]!.on(settlement).myStatements({});
    for (const paper of mine.papers) await expect(cast.growers[1]!.on(settlement).paper({ statementId: paper.id })).rejects.toMatchObject({ body: { refused: "not_found" } });
  });

  test("the price sheet shows the day, and withholds what too few growers made", async () => {
    // What was sold before it was graded stands on a line of its own.
    await expect.poll(async () => (await cast.cashier.on(prices).staffSheet({ businessDate })).lines.length, { timeout: 10_000 }).toBe(2);
    const staff = await cast.cashier.on(prices).staffSheet({ businessDate });
    const of = (grade: string | null) => staff.lines.find((one) => one.itemId === itemId && one.grade === grade)!;
    const line = of("A");
    expect(of(null)).toMatchObject({ sold: PRESOLD, value: PRESOLD * 15_50 });
    const sales = (await cast.cashier.on(settlement).sales({ businessDate })).sales.filter((sale) => sale.channel === "clock");
    const value = sales.reduce((sum, sale) => sum + sale.gross, 0);
    const sold = sales.reduce((sum, sale) => sum + sale.quantity, 0);
    expect(line).toMatchObject({ grade: "A", sold, value, mean: Math.round(value / sold), max: Math.max(...sales.map((sale) => sale.price)), min: Math.min(...sales.map((sale) => sale.price)) });
    expect(line.unsold).toBe(318 - PRESOLD - sold);
    const open = (await visitor(market.url).on(prices).sheet({ businessDate })).lines.find((one) => one.itemId === itemId && one.grade === "A")!;
    expect(open.withheld).not.toBeNull();
    expect(open.mean).toBeNull();
  });

  test("the bulletin of the day was drafted, is published by the manager and read by everybody; it says no number of a withheld line", async () => {
    const desk = cast.operator.on(bulletins);
    await expect.poll(async () => (await desk.desk({})).rows.some((row) => row.period === businessDate && row.open), { timeout: 10_000 }).toBe(true);
    const row = (await desk.desk({})).rows.find((one) => one.period === businessDate)!;
    const draft = await desk.draft({ bulletinId: row.id });
    expect(draft).toMatchObject({ marks: [], editedBy: null, edition: 1 });
    await expect(cast.growers[0]!.on(bulletins).desk({})).rejects.toMatchObject({ body: { refused: "not_allowed" } });
    const { sha256 } = await desk.publish({ bulletinId: draft.id, version: draft.version });
    const everybody = visitor(market.url).on(bulletins);
    const read = await everybody.bulletin({ period: businessDate });
    // The index of so few growers is withheld as well, and no other period's number stands in its place.
    expect(read.data.index).toEqual([]);
    expect(read.data.now.lines.map((line) => [line.sold, line.mean, line.value])).toEqual(read.data.now.lines.map(() => [null, null, null]));
    expect((await everybody.list({})).bulletins[0]).toMatchObject({ period: businessDate, edition: 1 });
    const open = async (path: string): Promise<Response> => fetch(new URL(`/open/${path}`, market.url));
    const frozen = await (await open(`bulletins/${businessDate}/1.json`)).text();
    expect(createHash("sha256").update(frozen).digest("hex")).toBe(sha256);
    const csv = (await (await open(`prices/${businessDate}.csv`)).text()).trim().split("\r\n").slice(1);
    expect(csv).toHaveLength(2);
    for (const line of csv) expect(line).toMatch(/,CNY,,,,,,,,,,,Q$/);
    expect(await (await open("feed.atom")).text()).toContain(`${market.url.replace(/\/$/, "")}/bulletins/${businessDate}`);
  });
});

import { randomBytes } from "node:crypto";
import { read, utils } from "@e965/xlsx";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lots } from "../../kernel/lots/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import type { Scene } from "../../kernel/machinery/module.ts";
import { clock } from "../../market/clock/contract.ts";
import { settlement } from "../../market/settlement/contract.ts";
import { rebuild } from "../../app/rebuild.ts";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { prices } from "./contract.ts";

const DAY = "2026-11-22";
const NEXT = "2026-11-23";

describe("the price sheet", () => {
  let market: TestMarket;
  let now = new Date("2026-11-22T14:00:00+08:00");
  let growers: Person[];
  let buyer: Person;
  let cashier: Person;
  let phal: string;
  let lily: string;
  let lotOf: string[] = [];
  let n = 0;

  beforeAll(async () => {
    market = await openTestMarket({ world: { now: () => now, random: (bytes) => randomBytes(bytes) } });
    growers = await Promise.all(["王", "李", "张", "赵"].map((name) => market.person(name, ["grower"])));
    buyer = await market.person("鲁花批发", ["buyer"], 1_000_000_00);
    cashier = await market.staff("孙丽", ["cashier"]);
    phal = (await market.item("蝴蝶兰 双梗")).id;
    lily = (await market.item("百合 盆栽")).id;
  });
  afterAll(() => market.close());

  async function lot(grower: Person, itemId: string, grade: "A" | "B" | null, quantity: number): Promise<string> {
    const { id } = await market.runtime.call(lots.actions.create, { itemId, growerId: grower.partyId, declared: quantity }, AS_SYSTEM);
    await market.runtime.call(lots.actions.change, { lotId: id, grade }, AS_SYSTEM);
    await market.runtime.call(lots.actions.move, { lotId: id, kind: "intake", quantity, cause: "test", causeId: "dock" }, AS_SYSTEM);
    return id;
  }
  const sell = async (lotId: string, quantity: number, price: number, businessDate = DAY, channel: "clock" | "stall" = "clock") => {
    now = new Date(now.getTime() + 4_000);
    return (await market.runtime.call(settlement.actions.recordSale, { channel, lotId, buyerId: buyer.partyId, quantity, price, currency: "CNY", fromHold: false, creditHeld: false, businessDate, cause: "award", causeId: String(++n) }, AS_SYSTEM)).sale;
  };
  /** The clock says that a lot passed; how it comes to say so is the clock's own story. */
  const pass = (lotId: string, quantity: number) =>
    market.runtime.inScene(market.modules.find((module) => module.contract.module === "clock")!, (scene) =>
      (scene as unknown as Scene<never, never, (typeof clock)["events"]>).emit("lotPassed", { sessionId: "00000000-0000-7000-8000-000000000001", lotId, quantity, reason: "floor_reached", nextChannel: "direct_stock" }));
  const publicSheet = (businessDate = DAY) => market.runtime.call(prices.actions.sheet, { businessDate }, buyer.call);
  const staffSheet = (businessDate = DAY) => market.runtime.call(prices.actions.staffSheet, { businessDate }, cashier.call);

  test("before any trade there is no price, and that is not a price of zero", async () => {
    expect(await publicSheet()).toMatchObject({ lines: [], total: 0, updatedAt: null, complete: false });
    expect(await market.runtime.call(prices.actions.recentPrices, { itemId: phal, grade: "A" }, AS_SYSTEM)).toMatchObject({ basis: "nothing", median: null, sales: 0 });
  });

  test("highest, upper, middle, lower, mean, volume and unsold follow the definition", async () => {
    lotOf = await Promise.all(growers.map((grower) => lot(grower, phal, "A", 100)));
    // 100 units: 10 at 30.00, 30 at 25.00, 40 at 20.00, 20 at 10.00.
    await sell(lotOf[0]!, 10, 30_00);
    await sell(lotOf[1]!, 30, 25_00);
    await sell(lotOf[2]!, 40, 20_00);
    await sell(lotOf[3]!, 20, 10_00);
    await pass(lotOf[3]!, 60);
    await market.runtime.settle();
    const { lines: [line], sums } = await publicSheet();
    // Upper 20 %: 10 at 30 and 10 at 25 = 27.50. Middle 60 %: 20 at 25 and 40 at 20 = 21.67. Lower 20 %: 10.00.
    expect(line).toMatchObject({ itemZh: "蝴蝶兰 双梗", grade: "A", unit: "pot", max: 30_00, upper: 27_50, middle: 21_67, lower: 10_00, min: 10_00, mean: 20_50, sold: 100, unsold: 60, value: 2_050_00, deals: 4, withheld: null });
    expect(sums).toEqual({ sold: 100, unsold: 60, value: 2_050_00, deals: 4, shown: 1, withheld: 0 });
  });

  test("what is sold after it passed is no longer left over; passing again counts anew", async () => {
    await sell(lotOf[3]!, 25, 9_00);
    await market.runtime.settle();
    expect((await publicSheet()).lines[0]).toMatchObject({ unsold: 35, sold: 125 });
    await pass(lotOf[3]!, 30);
    await market.runtime.settle();
    expect((await publicSheet()).lines[0]).toMatchObject({ unsold: 30 });
  });

  test("a line of two sellers, or of one who dominates, is withheld without a single number", async () => {
    const few = await Promise.all(growers.slice(0, 2).map((grower) => lot(grower, lily, "A", 50)));
    for (const id of few) await sell(id, 10, 8_00);
    const many = await Promise.all(growers.map((grower) => lot(grower, lily, "B", 500)));
    await sell(many[0]!, 400, 7_00);
    for (const id of many.slice(1)) await sell(id, 10, 6_50);
    await market.runtime.settle();
    const { lines, sums, total } = await publicSheet();
    expect(total).toBe(3);
    const withheld = lines.filter((line) => line.withheld !== null);
    expect(withheld.map((line) => [line.grade, line.withheld!.code])).toEqual([["A", "too_few_sellers"], ["B", "one_seller_dominates"]]);
    for (const line of withheld) expect(Object.values(line).filter((value) => typeof value === "number")).toEqual([]);
    expect(sums).toMatchObject({ sold: 125, shown: 1, withheld: 2 });
    expect((await staffSheet()).lines.find((line) => line.itemZh === "百合 盆栽" && line.grade === "B")).toMatchObject({ sold: 430, max: 7_00, withheld: { code: "one_seller_dominates" } });
    await expect(market.runtime.call(prices.actions.deals, { businessDate: DAY, itemId: lily, grade: "A" }, buyer.call)).rejects.toMatchObject({ code: "withheld" });
    await expect(market.runtime.call(prices.actions.staffSheet, { businessDate: DAY }, growers[0]!.call)).rejects.toMatchObject({ code: "not_allowed" });
    expect((await market.runtime.call(prices.actions.series, { itemId: lily, grade: "A", to: DAY }, buyer.call)).points).toEqual([{ businessDate: DAY, mean: null, sold: null, withheld: true }]);
  });

  test("every number can be taken apart into sales without names", async () => {
    const { deals, total, leftovers } = await market.runtime.call(prices.actions.deals, { businessDate: DAY, itemId: phal, grade: "A" }, buyer.call);
    expect(total).toBe(5);
    expect(deals.map((deal) => deal.seller)).toEqual(["A", "B", "C", "D", "D"]);
    expect(deals.reduce((sum, deal) => sum + deal.gross, 0)).toBe((await publicSheet()).lines.find((line) => line.itemId === phal)!.value);
    expect(leftovers).toEqual([{ n: 1, quantity: 30, reason: "floor_reached" }]);
    const text = JSON.stringify({ deals, leftovers });
    for (const person of [...growers, buyer]) expect(text).not.toContain(person.partyId);
  });

  test("the next day is compared with this one, and a sale taken back leaves the sheet", async () => {
    now = new Date("2026-11-23T14:00:00+08:00");
    const fresh = await Promise.all(growers.map((grower) => lot(grower, phal, "A", 100)));
    const sales = [];
    for (const id of fresh) sales.push(await sell(id, 10, 22_00, NEXT));
    const wrong = await sell(fresh[0]!, 50, 99_00, NEXT);
    await market.runtime.settle();
    expect((await publicSheet(NEXT)).lines[0]).toMatchObject({ max: 99_00, sold: 90, previousDate: DAY });
    const other = await market.staff("吴涛", ["cashier"]);
    const { id } = await market.runtime.call(settlement.actions.proposeReversal, { saleId: wrong.id, reason: "价格录错", goods: "returned" }, cashier.call);
    await market.runtime.call(settlement.actions.decideReversal, { reversalId: id, confirm: true }, other.call);
    await market.runtime.settle();
    // The mean of the 22nd was 2275.00 / 125 = 18.20; 22.00 is 20.88 % more.
    expect((await publicSheet(NEXT)).lines[0]).toMatchObject({ max: 22_00, mean: 22_00, sold: 40, deals: 4, previousMean: 18_20, changeBasisPoints: 20_88 });
    expect(await market.runtime.call(prices.actions.recentPrices, { itemId: phal, grade: "A" }, AS_SYSTEM)).toMatchObject({
      basis: "item_and_grade", sales: 9, units: 165, from: DAY, to: NEXT, median: 20_00, min: 9_00, max: 30_00, byDay: [{ businessDate: DAY, mean: 18_20 }, { businessDate: NEXT, mean: 22_00 }],
    });
    expect(await market.runtime.call(prices.actions.recentPrices, { itemId: phal, grade: "B" }, AS_SYSTEM)).toMatchObject({ basis: "item_any_grade", units: 165 });
  });

  test("the Excel file says what the screen says and leaves withheld cells empty", async () => {
    const { base64, rows } = await market.runtime.call(prices.actions.workbook, { businessDate: DAY }, buyer.call);
    const book = read(Buffer.from(base64, "base64"));
    const table = utils.sheet_to_json<unknown[]>(book.Sheets[DAY]!, { header: 1 });
    expect(rows).toBe(3);
    expect(table.find((row) => row[0] === "蝴蝶兰 双梗")?.slice(1, 11)).toEqual(["A", "盆", 30, 27, 18.33, 9, 9, 18.2, 125, 30]);
    expect(table.find((row) => row[0] === "百合 盆栽" && row[1] === "A")?.filter((cell) => typeof cell === "number")).toEqual([]);
    // The desk's own file holds what the public's leaves out, and is the desk's alone.
    const whole = await market.runtime.call(prices.actions.staffWorkbook, { businessDate: DAY }, cashier.call);
    const inside = utils.sheet_to_json<unknown[]>(read(Buffer.from(whole.base64, "base64")).Sheets[DAY]!, { header: 1 });
    expect(inside.find((row) => row[0] === "百合 盆栽" && row[1] === "A")?.filter((cell) => typeof cell === "number")).not.toEqual([]);
    await expect(market.runtime.call(prices.actions.staffWorkbook, { businessDate: DAY }, buyer.call)).rejects.toMatchObject({ code: "not_allowed" });
    expect((await market.runtime.call(prices.actions.giveDeals, { businessDate: DAY, itemId: phal, grade: "A" }, buyer.call)).rows).toBeGreaterThan(1);
    await expect(market.runtime.call(prices.actions.giveDeals, { businessDate: DAY, itemId: lily, grade: "A" }, buyer.call)).rejects.toMatchObject({ code: "withheld" });
  });

  test("what the stalls haggle stands on a line of its own, with its own sellers, trend and deals", async () => {
    const before = (await publicSheet(NEXT)).lines.find((line) => line.itemId === phal)!;
    const goods = await Promise.all(growers.map((grower) => lot(grower, phal, "A", 100)));
    for (const [at, id] of goods.slice(0, 2).entries()) await sell(id, 10, 12_00 + at * 100, NEXT, "stall");
    await market.runtime.settle();
    const stallLine = async () => (await publicSheet(NEXT)).lines.find((line) => line.itemId === phal && line.venue === "stall");
    expect(await stallLine()).toMatchObject({ grade: "A", withheld: { code: "too_few_sellers" }, mean: null });
    await sell(goods[2]!, 10, 14_00, NEXT, "stall");
    await market.runtime.settle();
    expect(await stallLine()).toMatchObject({ withheld: null, mean: 13_00, sold: 30, unsold: 0, previousMean: null });
    expect((await publicSheet(NEXT)).lines.find((line) => line.itemId === phal && line.venue === null)).toEqual(before);
    const { deals } = await market.runtime.call(prices.actions.deals, { businessDate: NEXT, itemId: phal, grade: "A", venue: "stall" }, buyer.call);
    expect(deals.map((deal) => [deal.channel, deal.price])).toEqual([["stall", 12_00], ["stall", 13_00], ["stall", 14_00]]);
    expect((await market.runtime.call(prices.actions.series, { itemId: phal, grade: "A", venue: "stall", to: NEXT }, buyer.call)).points).toEqual([{ businessDate: NEXT, mean: 13_00, sold: 30, withheld: false }]);
  });

  test("thrown away and made again from the event log, everything is equal", async () => {
    await market.runtime.call(settlement.actions.closeDay, { businessDate: DAY }, cashier.call);
    await market.runtime.settle();
    expect(await publicSheet()).toMatchObject({ complete: true });
    const dump = async () => {
      const tables = await Promise.all(["deal order by sale_id", "leftover order by lot_id, business_date", "line order by business_date, item_id, grade, venue", "day order by business_date"].map((table) => market.database.pool.query(`select * from prices.${table}`)));
      return JSON.stringify(tables.map((table) => table.rows as unknown[]));
    };
    const before = await dump();
    const sums = await market.database.pool.query(`select l.sold = coalesce(d.sold, 0) and l.value = coalesce(d.value, 0) and l.deals = coalesce(d.deals, 0) as equal from prices.line l left join
      (select business_date, item_id, grade, venue, sum(quantity) as sold, sum(quantity * price) as value, count(*) as deals from prices.deal where not reversed group by 1, 2, 3, 4) d using (business_date, item_id, grade, venue)`);
    expect(sums.rows.every((row: { equal: boolean }) => row.equal)).toBe(true);
    await market.database.pool.query("update prices.line set sold = 1, value = 1");
    const { events } = await rebuild(market.runtime, "prices");
    expect(events).toBeGreaterThan(15);
    expect(await dump()).toBe(before);
  });
});

import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addDays } from "../../engines/calendar/day.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { tellDay, tellReversal, type Sold, type Told } from "../../../tests/weeks.ts";
import { index } from "./contract.ts";
import { tabulate } from "../../engines/price-index/table.ts";
import { multilateralSeries } from "../../engines/price-index/splice.ts";

const MONDAY = "2026-09-07";
const DAYS_IN_WEEK = 7;

describe("the published index", () => {
  let market: TestMarket;
  let now = new Date("2026-09-07T14:00:00+08:00");
  let sellers: string[];
  let operator: Person;
  let buyer: Person;
  let goods: { phal: string; lily: string; fern: string };
  const told: Told[] = [];

  beforeAll(async () => {
    market = await openTestMarket({ world: { now: () => now, random: (bytes) => randomBytes(bytes) } });
    sellers = (await Promise.all(["王", "李", "张", "赵"].map((name) => market.person(name, ["grower"])))).map((person) => person.partyId);
    operator = await market.staff("周敏", ["operator"]);
    buyer = await market.person("鲁花批发", ["buyer"]);
    goods = { phal: (await market.item("蝴蝶兰 双梗")).id, lily: (await market.item("文心兰")).id, fern: (await market.item("大花蕙兰")).id };
  });
  afterAll(() => market.close());

  /** Phalaenopsis and cymbidium on Tuesdays, oncidium on Fridays: four growers each, about 4 % dearer every week. */
  const sold = (week: number, itemId: string, base: number): Sold[] => sellers.map((sellerId, at) => ({ itemId, sellerId, quantity: 20 + 3 * at + (week % 3), price: Math.round(base * 1.04 ** week) + 7 * at }));
  async function trade(week: number): Promise<void> {
    const monday = addDays(MONDAY, DAYS_IN_WEEK * week);
    now = new Date(`${addDays(monday, 1)}T14:00:00+08:00`);
    told.push(...(await tellDay(market, addDays(monday, 1), [...sold(week, goods.phal, 20_00), ...sold(week, goods.fern, 45_00)])));
    now = new Date(`${addDays(monday, 4)}T14:00:00+08:00`);
    told.push(...(await tellDay(market, addDays(monday, 4), sold(week, goods.lily, 8_00))));
    await market.runtime.settle();
  }
  const series = (frequency: "week" | "day" = "week", group = "all") => market.runtime.call(index.actions.series, { frequency, group }, buyer.call);
  const values = async (frequency: "week" | "day" = "week") => (await series(frequency)).points.map((point) => point.value);

  test("nothing is published before a week is over, and an empty series says so", async () => {
    await trade(0);
    expect(await series()).toMatchObject({ method: null, points: [] });
    expect((await market.runtime.call(index.actions.desk, {}, operator.call)).waiting).toEqual([{ frequency: "week", period: "2026-W37", openDays: [] }]);
    await expect(market.runtime.call(index.actions.publish, {}, buyer.call)).rejects.toMatchObject({ code: "not_allowed" });
  });

  test("the week is published when the next one has begun: 100 in its first week, then as prices went", async () => {
    for (const week of [1, 2, 3]) await trade(week);
    const { method, points } = await series();
    expect(method).toMatchObject({ base: "2026-W37", window: 53, initial: 1, splice: "mean-published" });
    expect(points.map((point) => point.period)).toEqual(["2026-W37", "2026-W38", "2026-W39"]);
    expect(points[0]).toMatchObject({ value: 100, previous: null, changePoints: null, coverage: 100, sellers: 4, cells: 3, matchedShare: null });
    const second = points[1]!;
    expect(second.value).toBeCloseTo(104, 0);
    expect(second.changePoints).toBeCloseTo(second.value! - 100, 10);
    const third = points[2]!;
    // In the second week points and per cent happen to be one number; in the third they are not.
    expect(third.changePercent).toBeCloseTo((third.value! / second.value! - 1) * 100, 10);
    expect(third.changePoints! - third.changePercent!).toBeGreaterThan(0.1);
    expect(third.low!).toBeLessThan(third.value!);
    expect(third.high!).toBeGreaterThan(third.value!);
    expect(third.festival.springFestival).toBe("2027-02-06");
  });

  test("a day is compared with days on which the same goods are auctioned; a day with others is shown as not comparable", async () => {
    const { points } = await series("day");
    expect(points.slice(0, 4).map((point) => [point.period, point.withheld])).toEqual([["2026-09-08", null], ["2026-09-11", "not_comparable"], ["2026-09-15", null], ["2026-09-18", "not_comparable"]]);
    expect(points[1]).toMatchObject({ value: null, changePoints: null, quantity: null, coverage: null });
    expect(points[2]!.value).toBeCloseTo(104, 0);
  });

  test("asked again it publishes nothing again, and what was published stays when later weeks come", async () => {
    expect(await market.runtime.call(index.actions.publish, {}, operator.call)).toMatchObject({ published: 0, withheld: 0 });
    const before = await values();
    await trade(4);
    const after = await values();
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after).toHaveLength(before.length + 1);
  });

  test("a sale taken back after publication makes a vintage beside the number, never another number", async () => {
    const [before, days] = [await values(), await values("day")];
    const wrong = told.find((sale) => sale.businessDate === "2026-09-22" && sale.itemId === goods.phal)!;
    await tellReversal(market, wrong);
    await market.runtime.settle();
    expect(await values()).toEqual(before);
    expect(await values("day")).toEqual(days);
    const { revisions } = await market.runtime.call(index.actions.revisions, {}, buyer.call);
    const week = revisions.find((one) => one.frequency === "week" && one.group === "all")!;
    expect(week).toMatchObject({ period: "2026-W39", vintage: 2, publishedValue: before[2], reason: "sale_corrected", withheld: null });
    expect(Math.abs(week.differencePoints!)).toBeGreaterThan(1e-6);
    expect((await series()).points[2]).toMatchObject({ revisions: 1, vintage: 1 });
    // Heard twice, it is one revision.
    await tellReversal(market, wrong);
    await market.runtime.settle();
    expect((await market.runtime.call(index.actions.revisions, {}, buyer.call)).total).toBe(revisions.length);
  });

  test("two sellers, or one above four fifths, are withheld with the reason and without a number; the next week links to the last that was shown", async () => {
    const shown = await values();
    const monday = addDays(MONDAY, DAYS_IN_WEEK * 5);
    now = new Date(`${addDays(monday, 1)}T14:00:00+08:00`);
    await tellDay(market, addDays(monday, 1), sold(5, goods.phal, 20_00).slice(0, 2));
    const next = addDays(monday, DAYS_IN_WEEK);
    now = new Date(`${addDays(next, 1)}T14:00:00+08:00`);
    await tellDay(market, addDays(next, 1), sold(6, goods.phal, 20_00).map((sale, at) => (at === 0 ? { ...sale, quantity: 900 } : sale)));
    await market.runtime.settle();
    await trade(7);
    await trade(8);
    const { points } = await series();
    expect(points.slice(5).map((point) => point.withheld)).toEqual(["too_few_sellers", "one_seller_dominates", null]);
    for (const point of points.slice(5, 7)) expect([point.value, point.changePoints, point.low, point.quantity, point.valueMinor, point.coverage, point.sellers]).toEqual([null, null, null, null, null, null, null]);
    expect(points[7]!.previous).toBe("2026-W41");
    expect(points.slice(0, shown.length).map((point) => point.value)).toEqual(shown);
    const headline = (await market.runtime.call(index.actions.headlines, {}, buyer.call)).groups.find((group) => group.group === "all")!;
    expect(headline.newest!.value).toBe(points[7]!.value);
    await expect(market.runtime.call(index.actions.inputs, { period: "2026-W42" }, buyer.call)).rejects.toMatchObject({ code: "withheld" });
    expect((await market.runtime.call(index.actions.point, { period: "2026-W42" }, buyer.call)).cells).toEqual([]);
    // A price that follows the index takes the last number that was published, and is told that the newest week has none.
    expect(await market.runtime.call(index.actions.published, { date: addDays(next, -1) }, AS_SYSTEM)).toMatchObject({ period: "2026-W41", newestWithheld: "too_few_sellers" });
  });

  test("a number opens to cells, contributions that add up, and letters; nobody's name is in it", async () => {
    const point = await market.runtime.call(index.actions.point, { period: "2026-W40" }, buyer.call);
    const added = point.cells.reduce((sum, cell) => sum + cell.points!, 0) + point.splicePoints!;
    expect(added).toBeCloseTo(point.point.changePoints!, 9);
    const phal = point.cells.find((cell) => cell.itemId === goods.phal)!;
    expect(phal.price).toBe(phal.value / phal.quantity);
    const { records, quantity, value } = await market.runtime.call(index.actions.records, { frequency: "week", period: "2026-W40", itemId: goods.phal, grade: "A" }, buyer.call);
    expect(records.map((record) => record.seller).toSorted()).toEqual(["A", "B", "C", "D"]);
    expect([quantity, value]).toEqual([phal.quantity, phal.value]);
    const text = JSON.stringify([point, records]);
    for (const seller of sellers) expect(text).not.toContain(seller);
  });

  test("the exported inputs have the digest that was published, and computing them again gives the number", async () => {
    const { csv, digest, value, command } = await market.runtime.call(index.actions.inputs, { period: "2026-W44" }, buyer.call);
    expect(createHash("sha256").update(csv).digest("hex")).toBe(digest);
    expect(command).toContain("--formula ccdi --window 53 --splice mean_pub --first 1");
    const rows = csv.trim().split("\n").slice(1).map((line) => line.split(","));
    const again = multilateralSeries(tabulate(rows.map(([period, item, price, quantity]) => ({ period: period!, item: item!, price: Number(price), quantity: Number(quantity) }))), "ccdi", { window: 53, splice: "mean-published", first: 1 });
    expect(again.at(-1)! * 100).toBeCloseTo(value, 9);
  });

  test("who moves a number by more than the limit raises an alarm, by name for the market's own people only", async () => {
    const desk = await market.runtime.call(index.actions.desk, {}, operator.call);
    const { value, parties } = await market.runtime.call(index.actions.influences, { period: "2026-W40" }, operator.call);
    expect(parties).toHaveLength(4);
    expect(parties.reduce((sum, party) => sum + party.share, 0)).toBeCloseTo(1, 9);
    for (const party of parties) expect(party.differencePoints).toBeCloseTo(value! - party.without!, 9);
    expect(desk.alarms.every((alarm) => alarm.note === null)).toBe(true);
    const [alarm] = desk.alarms;
    if (alarm !== undefined) {
      await market.runtime.call(index.actions.noteAlarm, { alarmId: alarm.id, note: "查过进场单，正常" }, operator.call);
      await expect(market.runtime.call(index.actions.noteAlarm, { alarmId: alarm.id, note: "再查一次" }, operator.call)).rejects.toMatchObject({ code: "already_noted" });
    }
    await expect(market.runtime.call(index.actions.influences, { period: "2026-W40" }, buyer.call)).rejects.toMatchObject({ code: "not_allowed" });
  });

  test("the database itself refuses to change or delete what was published", async () => {
    for (const statement of ["update index.publication set value = 99 where vintage = 1", "delete from index.publication", "update index.cell set value = 1", "delete from index.record", "update index.period set reason = 'x'", "update index.series set base_period = '2026-W38'", "truncate index.publication"]) {
      await expect(market.database.pool.query(statement), statement).rejects.toThrow(/append_only|append-only|forbid/i);
    }
  });

  test("the consumption index says that nothing is covered instead of showing wholesale prices", async () => {
    const empty = await market.runtime.call(index.actions.consumption, { weeks: 2 }, buyer.call);
    expect(empty.points.map((point) => [point.value, point.withheld])).toEqual([[null, "no_basket"], [null, "no_basket"]]);
    const weights = [{ category: "orchid", ppm: 600_000 }, { category: "foliage", ppm: 300_000 }];
    await expect(market.runtime.call(index.actions.addBasket, { validFrom: MONDAY, source: "城镇住户调查", weights }, operator.call)).rejects.toMatchObject({ code: "weights_do_not_add_up" });
    await market.runtime.call(index.actions.addBasket, { validFrom: MONDAY, source: "城镇住户调查", weights: [...weights, { category: "succulent", ppm: 100_000 }] }, operator.call);
    expect((await market.runtime.call(index.actions.consumption, { weeks: 2 }, buyer.call)).points.map((point) => point.withheld)).toEqual(["no_observations", "no_observations"]);
  });
});

import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addDays, mondayOf } from "../../engines/calendar/day.ts";
import { batches } from "../../growing/batches/contract.ts";
import { seedCatalogue } from "../../kernel/catalogue/seed.ts";
import { lots } from "../../kernel/lots/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { settlement } from "../../market/settlement/contract.ts";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { guidance } from "./contract.ts";

const TODAY = "2026-11-23";
const { actions } = guidance;

describe("a grower asks what to plant, and how to sell", () => {
  let market: TestMarket;
  let now = new Date(`${TODAY}T10:00:00+08:00`);
  let growers: Person[];
  let wang: Person;
  let operator: Person;
  let buyer: Person;
  let item: { id: string; unit: string; speciesId: string };
  let n = 0;

  beforeAll(async () => {
    market = await openTestMarket({ world: { now: () => now, random: (bytes) => randomBytes(bytes) } });
    const { items } = await seedCatalogue(market.runtime);
    const found = items.find((one) => one.speciesId !== null && one.category === "flowering" && one.unit === "pot")!;
    item = { id: found.id, unit: found.unit, speciesId: found.speciesId! };
    growers = await Promise.all(["王桂兰", "李建军", "张秀英", "赵敏", "孙长海"].map((name) => market.person(name, ["grower"])));
    wang = growers[0]!;
    buyer = await market.person("鲁花批发", ["buyer"], 100_000_000_00);
    operator = await market.staff("刘建国", ["operator"]);
  }, 120_000);
  afterAll(() => market.close());

  const ask = (person: Person, week?: string) => market.runtime.call(actions.candidate, { itemId: item.id, ...(week === undefined ? {} : { week }) }, person.call);
  const lot = async (grower: Person, quantity: number): Promise<string> => {
    const { id } = await market.runtime.call(lots.actions.create, { itemId: item.id, growerId: grower.partyId, declared: quantity }, AS_SYSTEM);
    await market.runtime.call(lots.actions.move, { lotId: id, kind: "intake", quantity, cause: "test", causeId: `dock ${id}` }, AS_SYSTEM);
    return id;
  };
  const sell = (lotId: string, quantity: number, price: number, businessDate: string, channel: "clock" | "stall" = "clock") =>
    market.runtime.call(settlement.actions.recordSale, { channel, lotId, buyerId: buyer.partyId, quantity, price, currency: "CNY", fromHold: false, creditHeld: false, businessDate, cause: "award", causeId: String(++n) }, AS_SYSTEM);
  const plant = (grower: Person, units: number, on: string) => market.runtime.call(batches.actions.plant, { itemId: item.id, expected: String(units), readyFrom: on, readyTo: addDays(on, 6) }, grower.call);
  const flowering = (): string => mondayOf(addDays(TODAY, 7 * 14));

  test("before anything was sold it says so with the count, and gives costs that are marked as an example", async () => {
    const { advice } = await ask(wang);
    expect(advice).toMatchObject({ verdict: "unknown", example: true, price: null, priceWeeks: 0, priceWeeksNeeded: 8, margin: null, region: null, quantity: null, week: flowering() });
    expect(advice.breakEven).toBeGreaterThan(0);
  });

  test("after twelve weeks of sales by four growers there is a price, a margin and a band", async () => {
    for (let week = 12; week >= 1; week -= 1) {
      now = new Date(`${addDays(TODAY, -7 * week)}T10:00:00+08:00`);
      for (const [at, grower] of growers.slice(0, 4).entries()) await sell(await lot(grower, 500), 400, 600 + 20 * ((week * 7 + at) % 5), addDays(TODAY, -7 * week));
    }
    now = new Date(`${TODAY}T10:00:00+08:00`);
    await market.runtime.settle();
    const { advice } = await ask(wang);
    expect(advice.price).toMatchObject({ basis: "recent", weeks: 12 });
    expect(advice.price!.middle).toBeGreaterThan(600);
    expect(advice.region).toMatchObject({ usualUnits: 1_600, committed: 0, usualFrom: "last_weeks" });
    expect(advice.verdict).toBe("plant");
    expect(advice.margin!.low).toBeLessThanOrEqual(advice.margin!.high);
    // His own twelve weeks of 400 pots are known to him alone, and give the newsvendor's quantity.
    expect(advice.quantity).toMatchObject({ usual: 400, from: "sales" });
    expect((await ask(growers[4]!)).advice.quantity).toBeNull();
  });

  test("he sees what others have promised, without a cell that would show one of them", async () => {
    await plant(growers[1]!, 900, flowering());
    await plant(growers[2]!, 800, flowering());
    await plant(wang, 700, flowering());
    const few = (await ask(wang, flowering())).advice;
    // Three growers in all, two without himself: what they plan is theirs, and the advice does not know it either.
    expect(few.supply).toMatchObject({ others: { units: null, why: "too_few" }, own: 700 });
    expect(few.region).toMatchObject({ committed: 700, othersKnown: false });
    await market.runtime.call(batches.actions.change, { batchId: (await market.runtime.call(batches.actions.mine, {}, growers[1]!.call)).batches[0]!.id, expected: "1500" }, growers[1]!.call);
    expect((await ask(wang, flowering())).advice.region).toEqual(few.region);
    await plant(growers[3]!, 1_100, flowering());
    const seen = (await ask(wang, flowering())).advice;
    expect(seen.supply).toMatchObject({ others: { units: 3_400, why: null }, own: 700 });
    expect(seen.region!.restPrice).toBeLessThan(few.region!.restPrice);
    expect(seen.region!.room).toBeLessThan(few.region!.room);
    expect(["full", "losing"]).toContain(seen.verdict);
    // The manager sees the exact sum, and which cells others do not see.
    const desk = await market.runtime.call(actions.ahead, { weeks: 20 }, operator.call);
    expect(desk.species.find((one) => one.speciesId === item.speciesId)!.cells.find((one) => one.week === flowering())).toMatchObject({ exact: 4_100, growers: 4 });
    const mine = await market.runtime.call(actions.ahead, { weeks: 20 }, growers[4]!.call);
    for (const species of mine.species) for (const cell of [...species.cells, ...species.items.flatMap((one) => one.cells)]) expect([cell.exact, cell.growers]).toEqual([null, null]);
  });

  test("what comes from elsewhere is an estimate with its source, and moves the advice until it is withdrawn", async () => {
    const before = (await ask(growers[4]!, flowering())).advice.region!;
    const arrival = await market.runtime.call(actions.enterArrival, { speciesId: item.speciesId, unit: "pot", week: addDays(flowering(), 3), units: 2_000, origin: "昆明", source: "电话问三家批发商，2026-11-20" }, operator.call);
    expect(arrival.week).toBe(flowering());
    expect((await ask(growers[4]!, flowering())).advice).toMatchObject({ supply: { arrivals: 2_000 }, region: { committed: before.committed + 2_000 } });
    await market.runtime.call(actions.withdrawArrival, { arrivalId: arrival.id }, operator.call);
    expect((await ask(growers[4]!, flowering())).advice.region).toEqual(before);
    await expect(market.runtime.call(actions.withdrawArrival, { arrivalId: arrival.id }, operator.call)).rejects.toMatchObject({ code: "withdrawn_before" });
    await expect(market.runtime.call(actions.enterArrival, { speciesId: item.speciesId, unit: "pot", week: flowering(), units: 1, origin: "x", source: "none at all" }, wang.call)).rejects.toMatchObject({ code: "not_allowed" });
  });

  test("his own costs change his advice and nobody else's; nobody else can read them, not even on the trail", async () => {
    const other = growers[4]!;
    const before = (await ask(other)).advice;
    const { itemZh: _zh, itemEn: _en, unit: _unit, example: _example, planted: _planted, saleable: _saleable, parts: _parts, loss: _loss, breakEven: cheap, feePermille: _fee, ...sheet } = await market.runtime.call(actions.cost, { itemId: item.id }, wang.call);
    const secret = 777_777;
    const dear = await market.runtime.call(actions.setCost, { ...sheet, seedling: secret }, wang.call);
    expect(dear.breakEven).toBeGreaterThan(cheap);
    expect((await ask(wang)).advice).toMatchObject({ verdict: "losing", example: false, breakEven: dear.breakEven });
    expect((await ask(other)).advice).toEqual(before);
    for (const person of [other, operator]) {
      const seen = JSON.stringify([person === other ? await market.runtime.call(actions.candidates, {}, person.call) : null, person === other ? await market.runtime.call(actions.cost, { itemId: item.id }, person.call) : null, await market.runtime.call(actions.ahead, {}, person.call)]);
      expect(seen).not.toContain(String(secret));
    }
    await expect(market.runtime.call(actions.cost, { itemId: item.id }, operator.call)).rejects.toMatchObject({ code: "not_allowed" });
    const { rows } = await market.database.pool.query<{ found: string }>("select (select count(*) from kernel.audit a where a::text like $1) + (select count(*) from kernel.event e where e::text like $1) + (select count(*) from kernel.request r where r::text like $1) as found", [`%${secret}%`]);
    expect(Number(rows[0]!.found)).toBe(0);
    expect((await market.runtime.call(actions.dropCost, { itemId: item.id }, wang.call)).example).toBe(true);
    await expect(market.runtime.call(actions.setCost, { ...sheet, heatedWeeks: 99, growWeeks: 10 }, wang.call)).rejects.toMatchObject({ code: "heated_too_long" });
  });

  test("his own price stands where the history has none for him, and he says so himself", async () => {
    const { itemZh: _zh, itemEn: _en, unit: _unit, example: _example, planted: _planted, saleable: _saleable, parts: _parts, loss: _loss, breakEven: even, feePermille: _fee, ...sheet } = await market.runtime.call(actions.cost, { itemId: item.id }, wang.call);
    await market.runtime.call(actions.setCost, { ...sheet, ownPrice: 2 * even, usualAWeek: 300 }, wang.call);
    const { advice } = await ask(wang);
    expect(advice).toMatchObject({ price: { basis: "own" }, quantity: { usual: 300, from: "sheet" } });
    expect(advice.price!.middle).toBeCloseTo(2 * even, 6);
    expect(advice.margin!.mean).toBeGreaterThan(0);
    await market.runtime.call(actions.dropCost, { itemId: item.id }, wang.call);
  });

  test("for a lot: the clock is known, the stall has too few sales and says how many, and the split fits the lot", async () => {
    const lotId = await lot(wang, 600);
    for (let day = 6; day >= 1; day -= 1) for (const grower of growers.slice(1, 4)) await sell(await lot(grower, 200), 150, 640, addDays(TODAY, -day));
    for (const grower of growers.slice(1, 3)) await sell(await lot(grower, 20), 10, 700, addDays(TODAY, -1), "stall");
    await market.runtime.settle();
    const told = await market.runtime.call(actions.selling, { lotId, risk: "most", days: 3 }, wang.call);
    const of = (channel: string) => told.channels.find((one) => one.channel === channel)!;
    expect(of("clock")).toMatchObject({ state: "known", clearance: 1, units: 600 });
    expect(of("clock").net).toBeLessThanOrEqual(of("clock").price!);
    expect(of("stall")).toMatchObject({ state: "thin", sales: 2, price: null, net: null });
    expect(told.channels.reduce((sum, one) => sum + (one.units ?? 0), told.left)).toBe(600);
    expect(told.day).toMatchObject({ best: null, needed: 28 });
    await expect(market.runtime.call(actions.selling, { lotId }, growers[1]!.call)).rejects.toMatchObject({ code: "not_found" });
  });

  test("the operator sets what is assumed of a species, with a source, and the advice follows", async () => {
    const before = (await ask(growers[4]!, flowering())).advice.region!;
    await market.runtime.call(actions.assume, { speciesId: item.speciesId, elasticityPermille: 4_000, costPermille: 850, costSpreadPermille: 200, headroomPermille: 300, source: "市场座谈会 2026-11" }, operator.call);
    const after = await ask(growers[4]!, flowering());
    expect(after.assumption).toMatchObject({ elasticityPermille: 4_000, by: "刘建国" });
    expect(Math.abs(after.advice.region!.restPrice / after.advice.region!.usualPrice - 1)).toBeLessThan(Math.abs(before.restPrice / before.usualPrice - 1));
    await expect(ask(wang, addDays(TODAY, -14))).rejects.toMatchObject({ code: "week_is_past" });
    expect((await market.runtime.call(actions.candidates, {}, wang.call)).candidates.map((one) => one.itemId)).toEqual([item.id]);
  });
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { addDays } from "../../engines/calendar/day.ts";
import { bareQuantity } from "../../engines/table/figure-columns.ts";
import type { Written } from "../../engines/table/list.ts";
import { calendar } from "../../kernel/calendar/contract.ts";
import { AS_SYSTEM, type Call } from "../../kernel/machinery/runtime.ts";
import { giveOut } from "../../kernel/sheets/exchange.ts";
import { batches } from "./contract.ts";
import { BATCHES, type BatchColumns } from "./list.ts";

const { actions } = batches;

describe("batches in a spreadsheet", () => {
  let market: TestMarket;
  let wang: Person;
  let operator: Person;
  let today: string;
  const file = async (lines: readonly Written<BatchColumns>[]) => (await giveOut(BATCHES, lines, { currency: "CNY", language: "zh" }, "试")).base64;
  const take = (base64: string, dryRun: boolean, call: Call = wang.call) => market.runtime.call(actions.takeBatches, { base64, dryRun }, call);
  beforeAll(async () => {
    market = await openTestMarket();
    [wang, operator] = [await market.person("王桂兰", ["grower"]), await market.staff("刘经理", ["operator"])];
    await market.person("李建军", ["grower"]);
    await market.item("仙客来");
    today = (await market.runtime.call(calendar.actions.today, {}, AS_SYSTEM)).businessDate;
  });
  afterAll(() => market.close());

  test("a table of new batches is tried, then entered whole; what comes out goes back in without a change", async () => {
    const line = { item: "仙客来", expected: bareQuantity(800), readyFrom: addDays(today, 10), heightCm: 25, buds: 12, place: "2 号棚" };
    const bad = await take(await file([line, { ...line, readyFrom: addDays(today, 800) }, { ...line, item: "没有的花" }]), false);
    expect(bad).toMatchObject({ applied: false, created: 1 });
    expect(bad.problems.map(({ row, reason }) => [row, reason])).toEqual([[3, "bad_window.too_far"], [4, "unknown_item"]]);
    expect((await market.runtime.call(actions.mine, {}, wang.call)).total).toBe(0);
    const good = await file([line, { ...line, expected: bareQuantity(500), place: "3 号棚", grade: "B" as const }]);
    expect(await take(good, true)).toMatchObject({ applied: false, created: 2, problems: [] });
    expect(await take(good, false)).toMatchObject({ applied: true, created: 2 });
    for (const call of [wang.call, operator.call]) {
      const out = await market.runtime.call(actions.giveBatches, {}, call);
      expect(await take(out.base64, false, call)).toMatchObject({ applied: true, created: 0, changed: 0, unchanged: 2, problems: [] });
    }
  });

  test("fewer needs its reason in its row; another's batch is unknown; all or nothing", async () => {
    const { batches: [first, second] } = await market.runtime.call(actions.mine, {}, wang.call);
    const asked = (no: string, expected: number, more: Written<BatchColumns> = {}) => ({ no, item: "仙客来", expected: bareQuantity(expected), readyFrom: first!.readyFrom, heightCm: 26, ...more });
    const bad = await take(await file([asked(first!.no, 900), asked(second!.no, 100), asked("Z20200101-0001", 5)]), false);
    expect(bad.problems.map(({ row, reason }) => [row, reason])).toEqual([[3, "missing"], [4, "unknown_batch"]]);
    expect(await take(await file([asked(first!.no, 900), asked(second!.no, 100, { reason: "frost" })]), false)).toMatchObject({ applied: true, changed: 2 });
    const { batches: after } = await market.runtime.call(actions.mine, {}, wang.call);
    expect(after.map(({ expected, attributes }) => [expected, attributes])).toEqual([[900, { heightCm: 26 }], [100, { heightCm: 26 }]]);
    const { versions } = await market.runtime.call(actions.batch, { no: second!.no }, wang.call);
    expect(versions[0]).toMatchObject({ reason: "frost", by: "王桂兰" });
    expect((await market.runtime.call(actions.giveBatches, { template: true }, wang.call)).rows).toBe(0);
    expect((await market.runtime.call(actions.giveLicences, {}, operator.call)).rows).toBe(0);
  });
});

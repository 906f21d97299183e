import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestMarket, type Person, type TestMarket } from "../../../tests/market.ts";
import { addDays, mondayOf } from "../../engines/calendar/day.ts";
import { calendar } from "../../kernel/calendar/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { batches } from "./contract.ts";
import { judge, leftOf, shortOf, windowFault } from "./rules.ts";

const { actions } = batches;
const SEED = Number(process.env["HUALIAN_SEED"] ?? 20_261_128);
const RUNS = 25;

type Deed =
  | { readonly kind: "promise"; readonly name: number; readonly quantity: number }
  | { readonly kind: "release" | "fulfil"; readonly name: number; readonly deed: number; readonly quantity: number | null }
  | { readonly kind: "expect"; readonly quantity: number };
const name = fc.integer({ min: 0, max: 3 });
const quantity = fc.integer({ min: 1, max: 60 });
const deeds: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ kind: fc.constant("promise" as const), name, quantity }),
  fc.record({ kind: fc.constantFrom("release" as const, "fulfil" as const), name, deed: fc.integer({ min: 0, max: 5 }), quantity: fc.option(quantity, { freq: 4 }) }),
  fc.record({ kind: fc.constant("expect" as const), quantity: fc.integer({ min: 1, max: 150 }) }),
);

interface Model {
  expected: number;
  readonly promised: Map<number, { whole: number; open: number }>;
  readonly done: Map<string, number>;
  fulfilled: number;
}
const openIn = (model: Model): number => [...model.promised.values()].reduce((sum, one) => sum + one.open, 0);

/** What a deed should come to: a refusal, a repetition, or a change of the model. */
function foretell(model: Model, deed: Deed): string {
  if (deed.kind === "expect") {
    if (deed.quantity < model.fulfilled) return "gone_already";
    model.expected = deed.quantity;
    return "done";
  }
  const own = model.promised.get(deed.name);
  if (deed.kind === "promise") {
    if (own !== undefined) return own.whole === deed.quantity ? "repeated" : "key_reused";
    if (deed.quantity > model.expected - openIn(model) - model.fulfilled) return "not_enough_left";
    model.promised.set(deed.name, { whole: deed.quantity, open: deed.quantity });
    return "done";
  }
  const key = `${deed.kind} ${deed.name} ${deed.deed}`;
  const before = model.done.get(key);
  if (before !== undefined) return deed.quantity === null || deed.quantity === before ? "repeated" : "key_reused";
  const asked = deed.quantity ?? own?.open ?? 0;
  if (own === undefined || asked > own.open) return "more_than_promised";
  if (asked === 0) return "repeated";
  own.open -= asked;
  model.done.set(key, asked);
  if (deed.kind === "fulfil") {
    model.fulfilled += asked;
    model.expected = Math.max(model.expected, model.fulfilled);
  }
  return "done";
}

describe("promises of a batch", () => {
  let market: TestMarket;
  let grower: Person;
  let itemId: string;
  let today: string;
  beforeAll(async () => {
    market = await openTestMarket();
    grower = await market.person("王桂兰", ["grower"]);
    itemId = (await market.item("蝴蝶兰")).id;
    today = (await market.runtime.call(calendar.actions.today, {}, AS_SYSTEM)).businessDate;
  });
  afterAll(() => market.close());

  test(`whatever is promised, given back, brought and lost: never more than there is unless it shrank, and each deed once (seed ${SEED})`, { timeout: 240_000 }, async () => {
    const { runtime } = market;
    await fc.assert(fc.asyncProperty(fc.array(deeds, { minLength: 1, maxLength: 14 }), quantity, fc.integer({ min: 1, max: 40 }), async (drawn, promised, fewer) => {
      // Every story ends with a batch that was thought smaller than what then came of it: chance alone seldom gets there.
      const plan: Deed[] = [...drawn, { kind: "expect", quantity: 400 }, { kind: "promise", name: 4, quantity: promised }, { kind: "expect", quantity: fewer }, { kind: "fulfil", name: 4, deed: 6, quantity: null }];
      const { id: batchId } = await runtime.call(actions.plant, { itemId, expected: "100", readyFrom: addDays(today, 5) }, grower.call);
      const model: Model = { expected: 100, promised: new Map(), done: new Map(), fulfilled: 0 };
      for (const deed of plan) {
        const foretold = foretell(model, deed);
        const answer = deed.kind === "expect"
          ? runtime.call(actions.change, { batchId, expected: String(deed.quantity), reason: "disease" }, grower.call).then(() => "done")
          : (deed.kind === "promise"
            ? runtime.call(actions.promise, { batchId, cause: "trial", causeId: `n${deed.name}`, quantity: deed.quantity }, AS_SYSTEM)
            : runtime.call(actions[deed.kind], { batchId, cause: "trial", causeId: `n${deed.name}`, deedId: `d${deed.deed}`, ...(deed.quantity === null ? {} : { quantity: deed.quantity }) }, AS_SYSTEM)
          ).then(({ repeated }) => (repeated ? "repeated" : "done"));
        expect(await answer.catch((error: { code?: string }) => error.code ?? String(error)), JSON.stringify(deed)).toBe(foretold);
        const [now] = (await runtime.call(actions.standing, { batchIds: [batchId] }, AS_SYSTEM)).batches;
        const open = openIn(model);
        expect(now).toMatchObject({ expected: model.expected, promised: open, fulfilled: model.fulfilled, brought: 0, left: leftOf({ ...model, promised: open, brought: 0 }), short: shortOf({ ...model, promised: open, brought: 0 }) });
        expect(now!.short > 0).toBe(now!.promised + now!.fulfilled > now!.expected);
        expect(now!.left * now!.short).toBe(0);
      }
      const { rows: [told] } = await market.database.pool.query<{ told_short: number; short: number }>("select b.told_short, s.short from batches.batch b join batches.standing s on s.id = b.id where b.id = $1", [batchId]);
      expect(told!.told_short).toBe(told!.short);
    }), { seed: SEED, numRuns: RUNS });
  });

  test("many hands at once promise no pot twice", async () => {
    const { runtime } = market;
    const { id: batchId } = await runtime.call(actions.plant, { itemId, expected: "100", readyFrom: addDays(today, 5) }, grower.call);
    const answers = await Promise.allSettled(Array.from({ length: 12 }, (_, n) => runtime.call(actions.promise, { batchId, cause: "trial", causeId: `hand-${n}`, quantity: 15 }, AS_SYSTEM)));
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(6);
    expect((await runtime.call(actions.standing, { batchIds: [batchId] }, AS_SYSTEM)).batches[0]).toMatchObject({ promised: 90, left: 10, short: 0 });
  });
});

describe("rules", () => {
  test("a licence is judged on the day: the holder needs none, of several the one that reaches decides", () => {
    const right = { from: "2026-01-01", to: "2030-12-31", holderId: "h" };
    const licence = { from: "2026-06-01", to: "2026-12-31", limit: 100, used: 80 };
    const ask = (on: string, more: number, licences = [licence], growerId = "g") => judge(right, licences, { growerId, on, more }).verdict;
    expect([ask("2025-12-31", 0), ask("2026-05-31", 0), ask("2026-06-01", 20), ask("2026-12-31", 21), ask("2027-01-01", 0), ask("2027-01-01", 0, [], "h"), ask("2031-01-01", 0, [])])
      .toEqual(["allowed", "not_licensed", "allowed", "over_quantity", "expired", "allowed", "allowed"]);
  });

  test("a window runs forward, ends not before today and says something", () => {
    expect(["2026-12-01/2026-12-20", "2026-12-20/2026-12-01", "2026-10-01/2026-11-27", "2026-11-01/2027-06-01", "2029-01-01/2029-01-02"].map((days) => windowFault(days.split("/")[0]!, days.split("/")[1]!, "2026-11-28")))
      .toEqual([null, "backwards", "past", "too_long", "too_far"]);
    expect([mondayOf("2026-11-28"), mondayOf("2026-11-30"), mondayOf("2027-01-01")]).toEqual(["2026-11-23", "2026-11-30", "2026-12-28"]);
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SAID, USUAL, type Assumptions } from "./assumptions.ts";
import { figuresOf } from "./measures.ts";
import { drawScenario } from "./scenario.ts";
import { CALM, SMALL, smallScenario } from "./trial.ts";
import { runWorld } from "./world.ts";

const FIGURE_SEED = 7;
const figures = (seed: number, change: Partial<Assumptions> = {}) => {
  const scenario = smallScenario(seed, change);
  return (["spot", "pooled"] as const).map((mechanism) => figuresOf(runWorld(scenario, mechanism), SMALL.weeks));
};

describe("two worlds of one seed", () => {
  test("the same seed gives the same growers, weather and demand, and the same outcome to the fen", () => {
    const [one, again] = [smallScenario(FIGURE_SEED), smallScenario(FIGURE_SEED)];
    expect(again).toEqual(one);
    expect(runWorld(again, "pooled")).toEqual(runWorld(one, "pooled"));
    const other = smallScenario(FIGURE_SEED + 1);
    expect(other.weather.temperature).not.toEqual(one.weather.temperature);
    expect(other.demand.consumers).not.toEqual(one.demand.consumers);
  });

  test("running one world leaves no trace in the scenario the other world lives through", () => {
    const scenario = smallScenario(FIGURE_SEED);
    runWorld(scenario, "pooled");
    expect(scenario).toEqual(smallScenario(FIGURE_SEED));
  });

  test("the weather takes the same plants wherever both worlds grow the same", () => {
    const scenario = smallScenario(FIGURE_SEED, { pooledShare: 0, coldWaves: 1, storms: 1 });
    const [spot, pooled] = [runWorld(scenario, "spot"), runWorld(scenario, "pooled")];
    expect(spot.killed).toBeGreaterThan(0);
    expect(pooled.killed).toBe(spot.killed);
  });

  test("with nothing ordered ahead the worlds are one and the same", () => {
    for (const seed of [1, 2, 3]) {
      const scenario = smallScenario(seed, { pooledShare: 0 });
      expect(runWorld(scenario, "pooled")).toEqual(runWorld(scenario, "spot"));
    }
  });

  test("without shocks, errors and cobweb there is nothing for orders to mend: incomes differ by less than 2 %, and nearly nothing is unsold", () => {
    for (const seed of [1, 2, 3]) {
      const [spot, pooled] = figures(seed, { ...CALM, warmUpWeeks: 52 });
      expect(Math.abs(pooled!.income / spot!.income - 1)).toBeLessThan(0.02);
      expect(Math.abs(pooled!.unitCost - spot!.unitCost)).toBeLessThan(0.02);
      expect(spot!.unsold).toBeLessThan(0.002);
      expect(pooled!.unsold).toBeLessThan(0.002);
      expect(spot!.volatility).toBeLessThan(0.05);
    }
  });

  test("worse weather kills more, a stronger cobweb makes prices swing more, a dearer hub is promised less", () => {
    const scenario = smallScenario(FIGURE_SEED);
    const change = (assumptions: Partial<Assumptions>) => ({ ...scenario, assumptions: { ...scenario.assumptions, ...assumptions } });
    const killed = [0.2, 0.6].map((coldKill) => runWorld(change({ coldKill }), "spot").killed);
    expect(killed[1]).toBeGreaterThan(killed[0]!);
    const swings = [0, 2.5].map((cobweb) => figuresOf(runWorld(change({ cobweb }), "spot"), SMALL.weeks).volatility);
    expect(swings[1]).toBeGreaterThan(swings[0]!);
    const promised = [0.02, 0.2].map((hubMargin) => runWorld(change({ hubMargin }), "pooled").orders.promised);
    expect(promised[1]).toBeLessThan(promised[0]!);
  });
});

describe("what holds in every world", () => {
  test("pots and fen are accounted for under any assumptions, and incomes are explained by their causes", () => {
    const seed = 20_261_128;
    let withOrders = 0;
    const upTo = (most: number, least = 0) => fc.integer({ min: 100 * least, max: 100 * most }).map((hundredths) => hundredths / 100);
    const share = upTo(1);
    const change = fc.record({
      pooledShare: share, enterpriseShare: share, defaultRate: share, coldWaves: share, coldKill: share, storms: share, hubMargin: upTo(0.15), contractLink: share, ordinaryLoss: upTo(0.5),
      cobweb: upTo(5), shockDeviation: upTo(0.5), plantingError: upTo(1), headroom: upTo(2, 0.2),
    });
    fc.assert(fc.property(fc.integer(), change, fc.constantFrom("spot", "pooled" as const), (draw, changed, mechanism) => {
      // A world that loses a pot or a fen throws in the week in which it does.
      const outcome = runWorld(smallScenario(draw, { ...changed, weeks: 40 }), mechanism);
      const { drawn, start, ...earned } = outcome.causes;
      expect(start).toBe(0);
      expect(drawn).toBeLessThanOrEqual(0);
      expect(Object.values(earned).reduce((sum, fen) => sum + fen, 0)).toBe(outcome.income.reduce((sum, fen) => sum + fen, 0));
      const { orders, enterprises } = outcome;
      expect(enterprises.met).toBeLessThanOrEqual(enterprises.needed);
      if (mechanism === "spot") expect(orders.ordered + orders.paid).toBe(0);
      if (orders.paid > 0) withOrders += 1;
    }), { seed, numRuns: 40 });
    expect(withOrders).toBeGreaterThan(8);
  });

  test("about half of what is sold goes before the Spring Festival", () => {
    const scenario = drawScenario(1, { ...SMALL, items: 60, weeks: 104 }, "2023-03-06");
    const { festiveValue, allValue } = runWorld(scenario, "spot");
    expect(festiveValue / allValue).toBeGreaterThan(0.38);
    expect(festiveValue / allValue).toBeLessThan(0.55);
  });

  test("assumptions no world can have are named", () => {
    expect(() => drawScenario(1, { ...USUAL, hubMargin: 1.5 }, "2023-03-06")).toThrow("hubMargin is a share");
    expect(() => drawScenario(1, { ...USUAL, growers: 2.5 }, "2023-03-06")).toThrow("growers must be a whole number");
    expect(() => drawScenario(1, { ...USUAL, coldKill: -1 }, "2023-03-06")).toThrow("coldKill must be a number of at least 0");
    expect(() => drawScenario(0.5, USUAL, "2023-03-06")).toThrow("a seed is an integer");
    expect(Object.keys(SAID).toSorted()).toEqual(Object.keys(USUAL).toSorted());
  });
});

import { describe, expect, test } from "vitest";
import { ADVISED } from "./advice.ts";
import { figuresOf, mean } from "./measures.ts";
import { SMALL, smallScenario } from "./trial.ts";
import { runWorld } from "./world.ts";

const SEEDS = [1, 2, 3, 4];
const YEARS = { warmUpWeeks: 40, weeks: 78 } as const;

describe("growers who are advised", () => {
  test("advice to nobody is no advice", () => {
    const scenario = smallScenario(1);
    for (const kind of ["naive", "equilibrium"] as const) expect(runWorld(scenario, "spot", { ...ADVISED, kind, followers: 0 })).toEqual(runWorld(scenario, "spot"));
  });

  test("told the last price, all plant for it and prices swing more; told where it comes to rest, they swing less than without advice", () => {
    const volatility = (kind: "naive" | "equilibrium" | null): number[] => SEEDS.map((seed) => figuresOf(runWorld(smallScenario(seed, YEARS), "spot", kind === null ? null : { ...ADVISED, kind }), SMALL.weeks).volatility);
    const [none, naive, rest] = [volatility(null), volatility("naive"), volatility("equilibrium")];
    expect(mean(naive)).toBeGreaterThan(mean(none));
    expect(mean(rest)).toBeLessThan(mean(none));
    SEEDS.forEach((_, n) => expect(rest[n]!).toBeLessThan(naive[n]!));
  });

  test("a share that is none is refused", () => {
    expect(() => runWorld(smallScenario(1), "spot", { ...ADVISED, kind: "naive", followers: 2 })).toThrow(RangeError);
    expect(() => runWorld(smallScenario(1), "spot", { ...ADVISED, kind: "equilibrium", believed: 0 })).toThrow(RangeError);
  });
});

/** One seller who quotes high: what the index would be without him, and without each of the others. */
import { describe, expect, test } from "vitest";
import { createChance } from "../clock/chance.ts";
import { influences, OUTSIZED_INFLUENCE, type Influence, type PartyObservation } from "./influence.ts";
import { multilateralSeries } from "./splice.ts";
import { tabulate } from "./table.ts";
import { hallOf } from "./trial.ts";

const METHODS = ["ccdi", "geks", "geks-walsh", "geks-jevons"] as const;
const SELLERS = 6;

/** Every sale of the hall is split among some of six sellers, each with his own price; some sell alone. */
function sales(seed: number): PartyObservation[] {
  const chance = createChance(seed);
  return hallOf(seed, { periods: 7, items: 20, missing: 0.2 }).flatMap((row) => Array.from({ length: SELLERS }, (_, seller) => seller)
    .filter((seller) => seller === Number(row.item.slice(5)) % SELLERS || chance() < 0.3)
    .map((seller) => ({ ...row, party: `seller ${seller}`, price: row.price * (0.9 + chance() * 0.2), quantity: Math.ceil((row.quantity ?? 1) * chance()) })));
}

const of = (found: readonly Influence[], party: string): Influence => found.find((one) => one.party === party)!;

describe("without each party", () => {
  test.each(METHODS)("%s is what it would be had the party never sold", (method) => {
    for (const seed of [1, 2]) {
      const rows = sales(seed);
      const all = multilateralSeries(tabulate(rows), method);
      const found = influences(rows, { method });
      expect(found).toHaveLength(SELLERS);
      for (const { party, without, effects, largest, period } of found) {
        const expected = multilateralSeries(tabulate(rows.filter((row) => row.party !== party)), method);
        expected.forEach((value, at) => {
          expect(without![at]).toBeCloseTo(value, 11);
          expect(effects[at]).toBeCloseTo(all[at]! / value - 1, 11);
        });
        expect(Math.abs(largest)).toBe(Math.max(...effects.map(Math.abs)));
        expect(effects[tabulate(rows).periods.indexOf(period!)]).toBe(largest);
      }
      const sizes = found.map(({ largest }) => Math.abs(largest));
      expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    }
  });

  test("the newest value, when the earlier ones are published and stay", () => {
    const rows = sales(3);
    const last = 6;
    const spliced = (from: readonly PartyObservation[]): number => {
      const series = multilateralSeries(tabulate(from), "ccdi");
      return Math.exp(Array.from({ length: last }, (_, at) => Math.log(series[last]! / series[at]!)).reduce((sum, log) => sum + log, 0) / last);
    };
    for (const { party, newest } of influences(rows)) expect(newest).toBeCloseTo(spliced(rows) / spliced(rows.filter((row) => row.party !== party)) - 1, 11);
  });

  test("a party nearly alone in the market is taken out to the last digit", () => {
    const rows = sales(4).map((row) => (row.party === "seller 0" ? { ...row, quantity: (row.quantity ?? 1) * 1e9 } : row));
    const found = of(influences(rows), "seller 0");
    multilateralSeries(tabulate(rows.filter((row) => row.party !== "seller 0")), "ccdi").forEach((value, at) => expect(found.without![at]).toBeCloseTo(value, 11));
  });
});

describe("the alarm", () => {
  const honest = sales(5);
  test("rings for who pushes his own price up in the last week, and for nobody who sells as always", () => {
    const rows: PartyObservation[] = [
      ...Array.from({ length: 40 }, (_, party) => Array.from({ length: 4 }, (_week, at) => ["lily", "rose", "fern"].map((item, kind) => ({ period: `w${at + 1}`, item, party: `grower ${party}`, price: 10 + kind, quantity: 20 })))).flat(2),
      ...["w1", "w2", "w3", "w4"].map((period) => ({ period, item: "lily", party: "trader", price: period === "w4" ? 16 : 10, quantity: 150 })),
    ];
    const found = influences(rows);
    expect(found.filter(({ outsized }) => outsized).map(({ party }) => party)).toEqual(["trader"]);
    expect(found[0]).toMatchObject({ party: "trader", period: "w4" });
    expect(found[0]!.largest).toBeGreaterThan(OUTSIZED_INFLUENCE);
    expect(influences(rows, { threshold: 0.5 }).some(({ outsized }) => outsized)).toBe(false);
  });

  test("rings for a party without whom two weeks have no good in common", () => {
    const rows: PartyObservation[] = [...honest.filter(({ period }) => period !== "2025-W07"), { period: "2025-W07", item: "item 0", price: 9, quantity: 2, party: "alone" }, { period: "2025-W01", item: "item 0", price: 9, quantity: 2, party: "other" }];
    const complete = [...rows, ...["2025-W02", "2025-W03", "2025-W04", "2025-W05", "2025-W06"].map((period) => ({ period, item: "item 0", price: 9, quantity: 2, party: "other" }))];
    expect(influences(complete)[0]).toMatchObject({ party: "alone", without: null, period: null, largest: Infinity, outsized: true });
  });
});

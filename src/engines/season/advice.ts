import { equilibrium } from "../planting/equilibrium.ts";
import { drawAt, LUCK } from "./chance.ts";
import type { Scenario } from "./scenario.ts";

/** What some growers are told before they plant. */
export interface Advised {
  /** naive: the last price of that season is the price to come. equilibrium: the price at which it comes to rest when all who are told it plant for it. */
  readonly kind: "naive" | "equilibrium";
  /** Part of the pairs of grower and item that go by it, 0–1; the others keep their own memory. */
  readonly followers: number;
  /** The elasticity the adviser believes in, as a multiple of the true one. */
  readonly believed: number;
  /** Part of the others' plantings that are registered before he speaks, 0–1; the rest he takes as usual. */
  readonly registered: number;
}
export const ADVISED: Omit<Advised, "kind"> = { followers: 1, believed: 1, registered: 0.7 };

/** Weeks over which the adviser learns how far demand stands from the usual. */
const LEVEL_WEEKS = 26;
const SEASONS = 2;

/**
 * The adviser. He sees what everybody could: spot prices, what was sold, what others have registered. He does not see demand,
 * shocks, weather or anybody's purse. Ratios are to the reference price, pots to the usual of the week.
 */
export class Advice {
  private readonly scenario: Scenario;
  private readonly advised: Advised;
  private readonly follows: Uint8Array;
  /** Last price seen by item and season. */
  private readonly last: Float64Array;
  /** By item: the price at which the usual supply would be taken up, from prices and volumes seen; logarithm. */
  private readonly level: Float64Array;
  private readonly told: Float64Array;

  constructor(scenario: Scenario, advised: Advised) {
    const { seed, items, region: { pairs } } = scenario;
    for (const name of ["followers", "registered"] as const) if (!(advised[name] >= 0 && advised[name] <= 1)) throw new RangeError(`${name} is a share, not ${advised[name]}`);
    if (!(advised.believed > 0)) throw new RangeError(`believed must be above 0, not ${advised.believed}`);
    [this.scenario, this.advised] = [scenario, advised];
    this.follows = Uint8Array.from({ length: pairs.count }, (_, pair) => (drawAt(seed, LUCK.follows, pairs.grower[pair]!) < advised.followers ? 1 : 0));
    this.last = new Float64Array(SEASONS * items.length).fill(1);
    this.level = new Float64Array(items.length);
    this.told = new Float64Array(items.length).fill(1);
  }

  /** A week's market of an item: price null without trade; pots sold at spot. */
  see(i: number, week: number, price: number | null, sold: number): void {
    if (price === null || sold === 0) return;
    const { items, season, weeks } = this.scenario;
    const ratio = price / items[i]!.price;
    this.last[SEASONS * i + (weeks[week]!.festive ? 1 : 0)] = ratio;
    const usual = items[i]!.demand * season[i * weeks.length + week]!;
    const seen = Math.log(ratio) + Math.log(sold / usual) / this.elasticity(i);
    this.level[i]! += (seen - this.level[i]!) / LEVEL_WEEKS;
  }

  /**
   * Works out what followers are told this week. planted: saleable pots a pair would plant for spot if it believed a ratio, which
   * never fall with it; `meant` without its private error. remembered: what a pair expects by itself.
   */
  prepare(week: number, planted: (pair: number, expected: number, meant: boolean) => number, remembered: (pair: number, readyWeek: number) => number): void {
    const { items, season, weeks, region: { pairs } } = this.scenario;
    items.forEach((item, i) => {
      const readyWeek = week + item.growWeeks;
      if (this.advised.kind === "naive") {
        this.told[i] = this.last[SEASONS * i + (weeks[readyWeek]!.festive ? 1 : 0)]!;
        return;
      }
      const usual = item.demand * season[i * weeks.length + readyWeek]!;
      if (!(usual > 0)) return;
      const mine = pairs.ofItem[i]!;
      const followers: number[] = [];
      let others = 0;
      for (const pair of mine) {
        if (this.follows[pair]) followers.push(pair);
        else others += this.advised.registered * planted(pair, remembered(pair, readyWeek), false) + (1 - this.advised.registered) * planted(pair, 1, true);
      }
      const supplyAt = (ratio: number): number => others + followers.reduce((sum, pair) => sum + planted(pair, ratio, true), 0);
      this.told[i] = equilibrium({ price: Math.exp(this.level[i]!), usual, elasticity: this.elasticity(i) }, supplyAt).price;
    });
  }

  /** What a pair is told, as a ratio to the reference; null: it goes by its own memory. */
  of(pair: number): number | null {
    return this.follows[pair] ? this.told[this.scenario.region.pairs.item[pair]!]! : null;
  }

  /** Consumers and enterprises together, by their parts of demand. */
  private elasticity(i: number): number {
    const { items, assumptions: { enterpriseShare, enterpriseElasticity } } = this.scenario;
    return this.advised.believed * ((1 - enterpriseShare) * items[i]!.elasticity + enterpriseShare * enterpriseElasticity);
  }
}

import { Advice, type Advised } from "./advice.ts";
import { Money } from "./money.ts";
import { emptyTally, Orders, type OrderTally } from "./orders.ts";
import { Plants } from "./plants.ts";
import { Expectations, Planting } from "./planting.ts";
import { Prices } from "./prices.ts";
import type { Scenario } from "./scenario.ts";
import { sellWeek } from "./spot.ts";

/** spot: everything is sold at spot. pooled: enterprises order a part of their needs ahead through the hub, the rest is spot. */
export type Mechanism = "spot" | "pooled";

/** What was counted over the measured weeks. Pots and fen are whole. */
export interface Outcome {
  /** By grower, fen over all measured weeks: sales less fees, inputs, heating, rent, labour, penalties. */
  readonly income: Float64Array;
  readonly causes: Money["causes"];
  readonly planted: number;
  readonly ready: number;
  readonly killed: number;
  readonly culled: number;
  readonly sold: number;
  readonly thrown: number;
  /** By item: deviation of the logarithm of the spot price over the weeks with trade. */
  readonly priceDeviation: Float64Array;
  /** Value sold before the Spring Festival, and all value sold at spot or to orders, at reference prices: fen. */
  readonly festiveValue: number;
  readonly allValue: number;
  readonly enterprises: {
    readonly needed: number;
    /** Pots that met a need of the week, from orders and spot. */
    readonly met: number;
    /** Pots ordered and taken beyond what was needed in the end. */
    readonly surplus: number;
    /** All they paid, agent's fees and penalties included, less penalties they received. */
    readonly paid: number;
    /** What was met, at reference prices. */
    readonly metValue: number;
    readonly neededValue: number;
  };
  readonly orders: OrderTally;
}

/**
 * Lives through a scenario under a mechanism, week by week: weather, harvest, deliveries to orders, spot market, ageing, costs,
 * learning, new orders, plantings. At the end of every week each pot and each fen is accounted for, or the world stops with an
 * Error. advised: what growers who ask are told of prices to come; null, nobody is told anything. The same scenario and mechanism give the same outcome on every machine with the same Math.pow, exp, log and cos.
 */
export function runWorld(scenario: Scenario, mechanism: Mechanism, advised: Advised | null = null): Outcome {
  const world = new World(scenario, mechanism, advised);
  for (let week = 0; week < scenario.simulated; week += 1) world.live(week);
  return world.outcome();
}

class World {
  private readonly plants: Plants;
  private readonly money: Money;
  private readonly prices: Prices;
  private readonly expectations: Expectations;
  private readonly planting: Planting;
  private readonly orders: Orders | null;
  private readonly advice: Advice | null;
  private readonly sums: { count: Float64Array; sum: Float64Array; squares: Float64Array };
  private readonly enterprises = { needed: 0, met: 0, surplus: 0, paid: 0, metValue: 0, neededValue: 0 };
  private festiveValue = 0;
  private allValue = 0;
  private before: ReturnType<World["counts"]>;
  private paidBefore = 0;
  private readonly held: Int32Array;
  private readonly scenario: Scenario;

  constructor(scenario: Scenario, mechanism: Mechanism, advised: Advised | null) {
    const { items, region: { growers, pairs } } = scenario;
    this.scenario = scenario;
    this.plants = new Plants(pairs, items);
    this.money = new Money(growers.length);
    this.prices = new Prices(items);
    this.expectations = new Expectations(scenario);
    this.advice = advised === null ? null : new Advice(scenario, advised);
    this.planting = new Planting(scenario, this.plants, this.money, this.expectations, this.advice);
    this.orders = mechanism === "pooled" ? new Orders(scenario, { plants: this.plants, money: this.money, prices: this.prices, planting: this.planting, expectations: this.expectations }) : null;
    this.held = new Int32Array(pairs.count);
    this.sums = { count: new Float64Array(items.length), sum: new Float64Array(items.length), squares: new Float64Array(items.length) };
    growers.forEach(({ workingCapital }, grower) => this.money.toGrower(grower, "outside", workingCapital, "start"));
    this.planting.begin();
    this.before = this.counts();
  }

  live(week: number): void {
    if (week === this.scenario.assumptions.warmUpWeeks) this.open();
    this.weather(week);
    this.harvest(week);
    this.market(week);
    this.plants.age();
    this.costs(week);
    this.expectations.learn(week, this.prices);
    this.orders?.place(week);
    this.planting.plantForSpot(week, (pair, readyWeek) => this.orders?.promised(pair, readyWeek) ?? 0);
    this.plants.assertAllThere(week);
    this.money.assertBalanced(week);
  }

  /** Everything counted so far belongs to the warm-up. */
  private open(): void {
    this.money.open();
    this.before = this.counts();
    this.paidBefore = -this.money.purses.enterprises;
    if (this.orders !== null) Object.assign(this.orders.tally, emptyTally());
  }

  private weather(week: number): void {
    const { weather: { cold, storm, towns }, assumptions: { coldKill, stormKill, delayFrom }, items, region: { growers, pairs } } = this.scenario;
    for (let pair = 0; pair < pairs.count; pair += 1) {
      const grower = growers[pairs.grower[pair]!]!;
      const at = week * towns + grower.town;
      if (!cold[at] && !storm[at]) continue;
      this.plants.kill(pair, grower.exposure * (cold[at]! * coldKill * items[pairs.item[pair]!]!.tender + storm[at]! * stormKill));
      if (cold[at]! > delayFrom) this.plants.delay(pair, week);
    }
  }

  private harvest(week: number): void {
    const { assumptions: { ordinaryLoss }, region: { growers, pairs } } = this.scenario;
    for (let pair = 0; pair < pairs.count; pair += 1) {
      const { gradeA, gradeC } = growers[pairs.grower[pair]!]!;
      this.plants.ripen(pair, week, ordinaryLoss, gradeA, gradeC);
    }
  }

  private market(week: number): void {
    const { assumptions, items, weeks, demand } = this.scenario;
    const measured = week >= assumptions.warmUpWeeks;
    const received = this.orders?.deliver(week);
    if (this.orders !== null) for (let pair = 0; pair < this.held.length; pair += 1) this.held[pair] = this.orders.held(pair, week);
    items.forEach((item, i) => {
      const at = i * weeks.length + week;
      const need = demand.needed[at]!;
      const ordered = received?.[i] ?? 0;
      const day = sellWeek(this.scenario, this.plants, this.money, this.prices, i, {
        consumers: demand.consumers[at]!, elasticity: item.elasticity, need, enterpriseElasticity: assumptions.enterpriseElasticity, received: ordered,
      }, this.held);
      this.advice?.see(i, week, day.price, day.sold);
      if (!measured) return;
      if (day.price !== null) this.quote(i, day.price);
      const met = Math.min(need, ordered + day.toEnterprises);
      this.enterprises.needed += need;
      this.enterprises.met += met;
      this.enterprises.surplus += ordered + day.toEnterprises - met;
      this.enterprises.metValue += met * item.price;
      this.enterprises.neededValue += need * item.price;
      const value = (day.sold + ordered) * item.price;
      this.allValue += value;
      if (weeks[week]!.festive) this.festiveValue += value;
    });
  }

  private quote(i: number, price: number): void {
    const log = Math.log(price / this.scenario.items[i]!.price);
    this.sums.count[i]! += 1;
    this.sums.sum[i]! += log;
    this.sums.squares[i]! += log * log;
  }

  private costs(week: number): void {
    const { assumptions: { heatFen, placeFen }, items, weeks, weather: { temperature }, region: { growers, pairs } } = this.scenario;
    growers.forEach((grower, g) => {
      let degrees = 0;
      for (const pair of pairs.ofGrower[g]!) {
        const { area, minTemperature } = items[pairs.item[pair]!]!;
        degrees += this.plants.standing[pair]! * area * Math.max(0, minTemperature - temperature[week]!);
      }
      this.money.fromGrower(g, "suppliers", Math.round(degrees * heatFen * grower.heating), "heating");
      this.money.fromGrower(g, "suppliers", Math.round(grower.area * placeFen), "rent and labour");
      const spare = this.money.growers[g]! - grower.workingCapital;
      if (weeks[week]!.springFestival && spare > 0) this.money.fromGrower(g, "households", spare, "drawn");
    });
  }

  private counts(): Record<"planted" | "ready" | "killed" | "culled" | "sold" | "thrown", number> {
    const all = (tally: Float64Array): number => tally.reduce((sum, pots) => sum + pots, 0);
    const { planted, ready, killed, culled, sold, thrown } = this.plants;
    return { planted: all(planted), ready: all(ready), killed: all(killed), culled: all(culled), sold: all(sold), thrown: all(thrown) };
  }

  outcome(): Outcome {
    const now = this.counts();
    const { before } = this;
    const { count, sum, squares } = this.sums;
    return {
      income: this.money.income.slice(), causes: { ...this.money.causes },
      planted: now.planted - before.planted, ready: now.ready - before.ready, killed: now.killed - before.killed, culled: now.culled - before.culled, sold: now.sold - before.sold, thrown: now.thrown - before.thrown,
      priceDeviation: count.map((n, i) => (n === 0 ? 0 : Math.sqrt(Math.max(0, squares[i]! / n - (sum[i]! / n) ** 2)))),
      festiveValue: this.festiveValue, allValue: this.allValue,
      enterprises: { ...this.enterprises, paid: -this.money.purses.enterprises - this.paidBefore },
      orders: this.orders === null ? emptyTally() : { ...this.orders.tally },
    };
  }
}

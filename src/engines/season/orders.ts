import { drawAt, LUCK } from "./chance.ts";
import { enterprisesWant } from "./demand.ts";
import type { Money } from "./money.ts";
import type { Expectations, Planting } from "./planting.ts";
import { cellOf, FRESH_AGES, GRADE_C, GRADE_VALUE, type Plants } from "./plants.ts";
import type { Prices } from "./prices.ts";
import type { Scenario } from "./scenario.ts";
import { shareOut } from "./sharing.ts";
import { holdable } from "./spot.ts";

/** Orders run at most this many weeks from quota to delivery. */
const RING = 40;

/** What became of the promises, pots and fen. */
export interface OrderTally {
  ordered: number;
  promised: number;
  delivered: number;
  replaced: number;
  short: number;
  sideSold: number;
  refused: number;
  paid: number;
  penaltiesToEnterprises: number;
  penaltiesToGrowers: number;
  hubMargin: number;
  hubCosts: number;
}

export function emptyTally(): OrderTally {
  return { ordered: 0, promised: 0, delivered: 0, replaced: 0, short: 0, sideSold: 0, refused: 0, paid: 0, penaltiesToEnterprises: 0, penaltiesToGrowers: 0, hubMargin: 0, hubCosts: 0 };
}

/**
 * Pooled orders: enterprises order a part of their planned needs through the hub when the plants for it are planted; growers
 * who know the item promise a part of their normal output when the price suits them; the order is shared max-min fair among
 * them; plants for it are ready a week early and wait. All enterprises are one buyer.
 *
 * contract price  max(floor × R, (1 − link) × R + link × last spot price) × (1 + agent's fee), R the mean spot price of the past year
 * grower gets     contract price × value of the grade × (1 − hub margin)
 */
export class Orders {
  readonly tally = emptyTally();
  private readonly scenario: Scenario;
  private readonly plants: Plants;
  private readonly money: Money;
  private readonly prices: Prices;
  private readonly planting: Planting;
  private readonly expectations: Expectations;
  private readonly quota: Int32Array;
  private readonly reference: Float64Array;
  private readonly banned: Int32Array;
  /** Cold waves and storms that reached a town up to a week: [week × towns + town]. */
  private readonly hits: Int32Array;

  constructor(scenario: Scenario, parts: { plants: Plants; money: Money; prices: Prices; planting: Planting; expectations: Expectations }) {
    this.scenario = scenario;
    ({ plants: this.plants, money: this.money, prices: this.prices, planting: this.planting, expectations: this.expectations } = parts);
    this.quota = new Int32Array(scenario.region.pairs.count * RING);
    this.reference = new Float64Array(scenario.items.length * RING);
    this.banned = new Int32Array(scenario.region.growers.length);
    this.hits = hitsUntil(scenario);
  }

  /** Pots a pair has promised for a week. */
  promised(pair: number, week: number): number {
    return this.quota[pair * RING + (week % RING)]!;
  }

  /** Pots of this week's harvest that wait for next week's order. */
  held(pair: number, week: number): number {
    return Math.min(this.promised(pair, week + 1), holdable(this.plants, pair));
  }

  /** What the hub asks growers in this week: each item for the week after its plants will be ready. */
  place(week: number): void {
    const { assumptions: { pooledShare, enterpriseElasticity }, items, weeks, demand, region: { pairs } } = this.scenario;
    if (pooledShare === 0) return;
    items.forEach((item, i) => {
      const due = week + item.growWeeks + 1;
      const reference = this.prices.reference(i);
      const wanted = enterprisesWant(Math.round(demand.planned[i * weeks.length + due]! * pooledShare), enterpriseElasticity, reference / item.price);
      const mine = pairs.ofItem[i]!;
      const claims = Array.from(mine, (pair) => this.claim(pair, due, week, reference));
      const shares = shareOut("equal-awards", claims, wanted);
      this.reference[i * RING + (due % RING)] = reference;
      this.tally.ordered += wanted;
      for (let n = 0; n < mine.length; n += 1) {
        const share = shares[n]!;
        if (share === 0) continue;
        this.quota[mine[n]! * RING + (due % RING)] = share;
        this.tally.promised += share;
        this.planting.plant(mine[n]!, due - 1, Math.ceil(share / this.planting.survival()));
      }
    });
  }

  /** Pots a grower would promise: none when banned or when he expects more at spot, else his part, within bench and money. */
  private claim(pair: number, due: number, week: number, reference: number): number {
    const { assumptions, items, region: { growers, pairs } } = this.scenario;
    const g = pairs.grower[pair]!;
    const grower = growers[g]!;
    const item = items[pairs.item[pair]!]!;
    if (this.banned[g]! > week) return 0;
    const spot = this.expectations.of(pair, due) * item.price;
    if (contractPrice(this.scenario, reference, spot) * (1 - assumptions.hubMargin) < spot * (1 - assumptions.spotFee) * (1 - grower.riskPremium)) return 0;
    const room = Math.min(this.planting.freeArea(g) / item.area, this.planting.budget(g) / item.inputCost) * this.planting.survival() - 1;
    return Math.max(0, Math.floor(Math.min(grower.accepts * this.planting.normal(pair, due), room)));
  }

  /** The orders of this week are delivered; the answer is pots received by item. */
  deliver(week: number): Int32Array {
    const received = new Int32Array(this.scenario.items.length);
    this.scenario.items.forEach((_, i) => {
      const lines = Array.from(this.scenario.region.pairs.ofItem[i]!).map((pair) => ({ pair, quota: this.promised(pair, week) })).filter(({ quota }) => quota > 0);
      if (lines.length > 0) received[i] = this.deliverItem(i, week, lines);
      for (const { pair } of lines) this.quota[pair * RING + (week % RING)] = 0;
    });
    return received;
  }

  private deliverItem(i: number, week: number, lines: readonly { pair: number; quota: number }[]): number {
    const { seed, assumptions: { agentFee, defaultRate, penalty } } = this.scenario;
    const spot = this.prices.last[i]!;
    const price = Math.round(contractPrice(this.scenario, this.reference[i * RING + (week % RING)]!, spot));
    const gainByRefusing = price * (1 - penalty) - spot * (1 + agentFee);
    if (gainByRefusing > 0 && drawAt(seed, LUCK.refusal, i, week) < defaultRate) {
      this.refuse(lines, price);
      return 0;
    }
    let got = 0;
    let missing = 0;
    for (const { pair, quota } of lines) {
      const broken = this.sellsBeside(pair, week, price, spot);
      const pots = broken ? 0 : this.handOver(pair, quota, price, true);
      got += pots;
      missing += quota - pots;
      if (broken) {
        this.tally.sideSold += quota;
        this.banned[this.scenario.region.pairs.grower[pair]!] = week + this.scenario.assumptions.banWeeks;
      }
      if (broken || !this.excused(pair, week)) this.fine(pair, quota - pots, price);
    }
    this.tally.delivered += got;
    const replaced = missing > 0 ? this.replace(i, week, missing, price, spot) : 0;
    this.tally.replaced += replaced;
    this.tally.short += missing - replaced;
    return got + replaced;
  }

  private sellsBeside(pair: number, week: number, price: number, spot: number): boolean {
    const { seed, assumptions: { spotFee, hubMargin, penalty, defaultRate } } = this.scenario;
    return spot * (1 - spotFee) - penalty * price > price * (1 - hubMargin) && drawAt(seed, LUCK.sideSelling, pair, week) < defaultRate;
  }

  private refuse(lines: readonly { pair: number; quota: number }[], price: number): void {
    const { assumptions: { penalty }, region: { pairs } } = this.scenario;
    for (const { pair, quota } of lines) {
      const fine = Math.round(quota * price * penalty);
      this.money.toGrower(pairs.grower[pair]!, "enterprises", fine, "penalties");
      this.tally.penaltiesToGrowers += fine;
      this.tally.refused += quota;
    }
  }

  private fine(pair: number, pots: number, price: number): void {
    const fine = Math.round(pots * price * this.scenario.assumptions.penalty);
    this.money.fromGrower(this.scenario.region.pairs.grower[pair]!, "enterprises", fine, "penalties");
    this.tally.penaltiesToEnterprises += fine;
  }

  /** Weather that reached his town while the plants grew excuses what is short. */
  private excused(pair: number, week: number): boolean {
    const { items, weather: { towns }, region: { growers, pairs } } = this.scenario;
    const { town } = growers[pairs.grower[pair]!]!;
    const from = week - 1 - items[pairs.item[pair]!]!.growWeeks;
    return this.hits[week * towns + town]! > (from < 1 ? 0 : this.hits[(from - 1) * towns + town]!);
  }

  /** Fresh pots of grade A and B, older first; then off-grade within the tolerance where he may. Answers what was handed over. */
  private handOver(pair: number, most: number, price: number, offGrade: boolean): number {
    let left = most;
    for (let age = FRESH_AGES - 1; age >= 0; age -= 1) for (let grade = 0; grade < GRADE_C; grade += 1) left -= this.sell(pair, grade, age, left, price);
    if (offGrade) {
      let poor = Math.min(left, Math.floor(most * this.scenario.assumptions.offGrade));
      for (let age = FRESH_AGES - 1; age >= 0; age -= 1) {
        const sold = this.sell(pair, GRADE_C, age, poor, price);
        poor -= sold;
        left -= sold;
      }
    }
    return most - left;
  }

  private sell(pair: number, grade: number, age: number, most: number, price: number): number {
    const { assumptions: { hubMargin, hubHandling }, region: { pairs } } = this.scenario;
    const pots = Math.min(most, this.plants.has(pair, cellOf(grade, age)));
    if (pots === 0) return 0;
    const value = pots * Math.round(price * GRADE_VALUE[grade]!);
    const [margin, handling] = [Math.round(value * hubMargin), Math.round(value * hubHandling)];
    const grower = pairs.grower[pair]!;
    this.plants.sell(pair, cellOf(grade, age), pots);
    this.money.toGrower(grower, "enterprises", value, "pooled sales");
    this.money.fromGrower(grower, "hub", margin, "hub margin");
    this.money.move("hub", "suppliers", handling);
    this.tally.paid += value;
    this.tally.hubMargin += margin;
    this.tally.hubCosts += handling;
    return pots;
  }

  /** What is missing goes to growers of the item with fresh pots left, in proportion to them, if the contract pays at least spot. */
  private replace(i: number, week: number, missing: number, price: number, spot: number): number {
    const { assumptions: { spotFee, hubMargin }, region: { pairs } } = this.scenario;
    if (price * (1 - hubMargin) < spot * (1 - spotFee)) return 0;
    const mine = Array.from(pairs.ofItem[i]!);
    const claims = mine.map((pair) => (this.banned[pairs.grower[pair]!]! > week ? 0 : Math.max(0, this.plants.fresh(pair) - this.held(pair, week))));
    const shares = shareOut("proportional", claims, missing);
    return mine.reduce((sum, pair, n) => sum + (shares[n]! > 0 ? this.handOver(pair, shares[n]!, price, false) : 0), 0);
  }
}

/** Fen a pot of grade B as the enterprise pays it, not yet whole. reference, spot: fen. */
export function contractPrice({ assumptions: { contractFloor, contractLink, agentFee } }: Pick<Scenario, "assumptions">, reference: number, spot: number): number {
  return Math.max(contractFloor * reference, (1 - contractLink) * reference + contractLink * spot) * (1 + agentFee);
}

function hitsUntil({ weeks, weather: { towns, cold, storm } }: Scenario): Int32Array {
  const hits = new Int32Array(weeks.length * towns);
  for (let at = 0; at < hits.length; at += 1) hits[at] = (at < towns ? 0 : hits[at - towns]!) + (cold[at]! > 0 || storm[at]! > 0 ? 1 : 0);
  return hits;
}

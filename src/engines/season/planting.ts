import type { Money } from "./money.ts";
import type { Plants } from "./plants.ts";
import type { Prices } from "./prices.ts";
import { LUCK, normalAt } from "./chance.ts";
import type { Advice } from "./advice.ts";
import type { Scenario } from "./scenario.ts";

/** A planting reacts to expectations within these bounds: nobody leaves an item in a week, nobody trebles it at once beyond. */
const LEAST_RESPONSE = 0.2;
const MOST_RESPONSE = 3;

/**
 * What each grower expects an item to fetch, as a ratio to its reference price, one memory for the Spring Festival and one for
 * the rest of the year: E ← E + λ (P − E), Nerlove's adaptive expectations. λ = 1 is the naive cobweb.
 */
export class Expectations {
  private readonly memory: Float64Array;
  private readonly scenario: Scenario;

  constructor(scenario: Scenario) {
    this.scenario = scenario;
    this.memory = new Float64Array(2 * scenario.region.pairs.count).fill(1);
  }

  /** For goods that are ready in this week. */
  of(pair: number, week: number): number {
    return this.memory[2 * pair + (this.scenario.weeks[week]!.festive ? 1 : 0)]!;
  }

  learn(week: number, prices: Prices): void {
    const { weeks, items, region: { growers, pairs } } = this.scenario;
    const season = weeks[week]!.festive ? 1 : 0;
    for (let pair = 0; pair < pairs.count; pair += 1) {
      const item = pairs.item[pair]!;
      if (prices.traded[item] === 0) continue;
      const seen = prices.last[item]! / items[item]!.price;
      this.memory[2 * pair + season]! += growers[pairs.grower[pair]!]!.adaption * (seen - this.memory[2 * pair + season]!);
    }
  }
}

/** Heating of a pot planted in this week, in usual weather, fen: [item × weeks + week]. */
export function usualHeat({ items, weeks, assumptions }: Scenario): Float64Array {
  const heat = new Float64Array(items.length * weeks.length);
  items.forEach(({ growWeeks, minTemperature, area }, i) => {
    for (let week = 0; week < weeks.length; week += 1) {
      for (let w = week; w < Math.min(week + growWeeks, weeks.length); w += 1) heat[i * weeks.length + week]! += Math.max(0, minTemperature - weeks[w]!.temperature) * area * assumptions.heatFen;
    }
  });
  return heat;
}

/** What growers decide to plant, and what they can. */
export class Planting {
  private readonly scenario: Scenario;
  private readonly plants: Plants;
  private readonly money: Money;
  private readonly expectations: Expectations;
  private readonly heat: Float64Array;
  private readonly advice: Advice | null;

  constructor(scenario: Scenario, plants: Plants, money: Money, expectations: Expectations, advice: Advice | null = null) {
    [this.scenario, this.plants, this.money, this.expectations, this.heat, this.advice] = [scenario, plants, money, expectations, usualHeat(scenario), advice];
  }

  /** Plants that stand before the first week: a normal year's, not paid for. */
  begin(): void {
    const { items, region: { pairs } } = this.scenario;
    for (let pair = 0; pair < pairs.count; pair += 1) {
      const { growWeeks } = items[pairs.item[pair]!]!;
      for (let week = 0; week < growWeeks; week += 1) this.plants.plant(pair, week, Math.round(this.normal(pair, week) / this.survival()));
    }
  }

  /** Pots of a normal year that a pair has ready in this week. */
  normal(pair: number, week: number): number {
    const { items, season, weeks, region: { pairs } } = this.scenario;
    const item = pairs.item[pair]!;
    return pairs.share[pair]! * items[item]!.demand * season[item * weeks.length + week]!;
  }

  survival(): number {
    return 1 - this.scenario.assumptions.ordinaryLoss;
  }

  /** Free bench of a grower, dm², not below 0. */
  freeArea(grower: number): number {
    const { items, region: { growers, pairs } } = this.scenario;
    let used = 0;
    for (const pair of pairs.ofGrower[grower]!) used += this.plants.standing[pair]! * items[pairs.item[pair]!]!.area;
    return Math.max(0, growers[grower]!.area - used);
  }

  /** Money and credit a grower has for inputs, fen, not below 0. */
  budget(grower: number): number {
    return Math.max(0, Math.floor(this.money.growers[grower]! + this.scenario.assumptions.creditShare * this.scenario.region.growers[grower]!.workingCapital));
  }

  plant(pair: number, readyWeek: number, pots: number): void {
    const { items, region: { pairs } } = this.scenario;
    this.plants.plant(pair, readyWeek, pots);
    this.money.fromGrower(pairs.grower[pair]!, "suppliers", pots * items[pairs.item[pair]!]!.inputCost, "inputs");
  }

  /**
   * Every grower plants for spot: his normal pots of the week they become ready in, less what he has promised of them, times
   * (expected price / reference)^cobweb and his private error; nothing where the expected price does not cover inputs and heat;
   * cut evenly to his bench and his money. promised: pots of the pair for that week.
   */
  plantForSpot(week: number, promised: (pair: number, readyWeek: number) => number): void {
    const { items, region: { growers, pairs } } = this.scenario;
    const wish = new Float64Array(pairs.count);
    this.advice?.prepare(week, (pair, expected, meant) => {
      const readyWeek = week + items[pairs.item[pair]!]!.growWeeks;
      return this.response(pair, week, expected, meant) * Math.max(0, this.normal(pair, readyWeek) - promised(pair, readyWeek));
    }, (pair, readyWeek) => this.expectations.of(pair, readyWeek));
    for (let grower = 0; grower < growers.length; grower += 1) {
      let [area, cost] = [0, 0];
      for (const pair of pairs.ofGrower[grower]!) {
        const item = items[pairs.item[pair]!]!;
        const readyWeek = week + item.growWeeks;
        wish[pair] = this.response(pair, week, this.advice?.of(pair) ?? this.expectations.of(pair, readyWeek)) * Math.max(0, this.normal(pair, readyWeek) - promised(pair, readyWeek)) / this.survival();
        area += wish[pair]! * item.area;
        cost += wish[pair]! * item.inputCost;
      }
      if (area === 0) continue;
      const cut = Math.min(1, this.freeArea(grower) / area, this.budget(grower) / cost);
      for (const pair of pairs.ofGrower[grower]!) {
        const pots = Math.floor(wish[pair]! * cut);
        if (pots > 0) this.plant(pair, week + items[pairs.item[pair]!]!.growWeeks, pots);
      }
    }
  }

  /** meant: without the private error, which nobody but the grower could know. */
  private response(pair: number, week: number, expected: number, meant = false): number {
    const { seed, assumptions: { cobweb, plantingError, ordinaryLoss, spotFee }, items, weeks, region: { pairs } } = this.scenario;
    const i = pairs.item[pair]!;
    const item = items[i]!;
    const cost = item.inputCost / (1 - ordinaryLoss) + this.heat[i * weeks.length + week]!;
    if (expected * item.price * (1 - spotFee) < cost) return 0;
    const error = meant || plantingError === 0 ? 1 : Math.exp(plantingError * normalAt(seed, LUCK.planting, pair, week) - plantingError ** 2 / 2);
    return Math.min(MOST_RESPONSE, Math.max(LEAST_RESPONSE, expected ** cobweb)) * error;
  }
}

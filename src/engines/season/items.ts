import type { FestivalCode } from "../calendar/festivals.ts";
import { between, drawAt, LUCK } from "./chance.ts";
import type { Assumptions } from "./assumptions.ts";

/** A trade item as the simulation knows it: one species, variety, pot and packing. Prices in fen a pot of grade B, fresh. */
export interface Item {
  readonly kind: string;
  /** Weeks from planting to ready, 8–30. */
  readonly growWeeks: number;
  /** Weeks it can be sold once ready, 2–4; then it is thrown away. */
  readonly sellWeeks: number;
  /** Long-run reference price, fen. */
  readonly price: number;
  /** Consumers buy D × (price / reference)^−elasticity. */
  readonly elasticity: number;
  /** Part of the year's demand in the weeks before the Spring Festival. */
  readonly springShare: number;
  /** Part of the year's demand in the weeks before its other festivals, and which they are. */
  readonly festivalShare: number;
  readonly festivals: readonly FestivalCode[];
  /** Bench per pot, dm². */
  readonly area: number;
  /** It is heated to this, °C. */
  readonly minTemperature: number;
  /** Plug, pot, medium, fertiliser: fen a pot, paid at planting. */
  readonly inputCost: number;
  /** How much of a cold wave it feels, 0–1. */
  readonly tender: number;
  /** Average demand a week at the reference price, pots, consumers and enterprises together. */
  readonly demand: number;
}

interface Kind {
  readonly kind: string;
  readonly of60: number;
  readonly grow: readonly [number, number];
  readonly sell: readonly [number, number];
  readonly price: readonly [number, number];
  readonly spring: number;
  readonly festival: number;
  readonly festivals: readonly FestivalCode[];
  readonly area: number;
  readonly min: number;
  readonly input: number;
  readonly tender: number;
}

/**
 * Eight kinds of pot plants. Growing times follow published crop times (from bought-in young plants), prices old public quotes
 * (phalaenopsis 18, anthurium 20–25 yuan), bench the pot's size; shares of festivals, inputs and tenderness are assumed.
 * Weighted by value the spring shares give about half of a year before the Spring Festival, as growers report.
 */
export const KINDS: readonly Kind[] = [
  { kind: "phalaenopsis", of60: 6, grow: [22, 30], sell: [3, 4], price: [1_500, 2_600], spring: 0.75, festival: 0.1, festivals: ["women", "mother"], area: 4, min: 15, input: 0.5, tender: 1 },
  { kind: "anthurium", of60: 6, grow: [20, 30], sell: [4, 4], price: [1_200, 2_500], spring: 0.65, festival: 0.1, festivals: ["mother", "national-day"], area: 5, min: 15, input: 0.5, tender: 1 },
  { kind: "winter-flowering", of60: 8, grow: [14, 24], sell: [3, 3], price: [500, 1_200], spring: 0.65, festival: 0.15, festivals: ["christmas", "new-year"], area: 4, min: 10, input: 0.45, tender: 0.7 },
  { kind: "flowering", of60: 12, grow: [10, 16], sell: [2, 3], price: [250, 700], spring: 0.4, festival: 0.25, festivals: ["women", "mother", "teacher", "mid-autumn"], area: 3, min: 10, input: 0.45, tender: 0.7 },
  { kind: "bedding", of60: 10, grow: [8, 12], sell: [2, 2], price: [80, 200], spring: 0.05, festival: 0.5, festivals: ["qingming", "mother", "national-day"], area: 2, min: 3, input: 0.4, tender: 0.2 },
  { kind: "foliage", of60: 10, grow: [14, 28], sell: [4, 4], price: [400, 1_800], spring: 0.35, festival: 0.1, festivals: ["women", "national-day"], area: 4, min: 12, input: 0.45, tender: 0.8 },
  { kind: "succulent", of60: 5, grow: [12, 24], sell: [4, 4], price: [150, 500], spring: 0.2, festival: 0.1, festivals: ["women", "teacher"], area: 1, min: 5, input: 0.4, tender: 0.3 },
  { kind: "forced-bulb", of60: 3, grow: [8, 14], sell: [2, 2], price: [400, 1_000], spring: 0.75, festival: 0.1, festivals: ["valentine", "women"], area: 2, min: 8, input: 0.55, tender: 0.4 },
];
const KINDS_TOTAL = 60;
const ELASTICITY_SPREAD = 0.3;
const WEEKS_OF_YEAR = 365.2425 / 7;

export const MOST_GROW_WEEKS = Math.max(...KINDS.map(({ grow }) => grow[1]));
export const MOST_SELL_WEEKS = Math.max(...KINDS.map(({ sell }) => sell[1]));

/** The items of a seed; every kind has its part of them. */
export function drawItems(seed: number, assumptions: Assumptions): Item[] {
  const { items, growers, valuePerGrower } = assumptions;
  const weights = Array.from({ length: items }, (_, i) => 0.4 + 1.2 * drawAt(seed, LUCK.item, i, 9));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight, i) => {
    const kind = kindAt(((i + 0.5) / items) * KINDS_TOTAL);
    const at = (range: readonly [number, number], b: number): number => between(seed, LUCK.item, range[0], range[1], i, b);
    const whole = ([least, most]: readonly [number, number], b: number): number => Math.floor(at([least, most + 1], b));
    const price = Math.round(at(kind.price, 0));
    return {
      kind: kind.kind, growWeeks: whole(kind.grow, 1), sellWeeks: whole(kind.sell, 2), price,
      elasticity: Math.max(0.1, assumptions.elasticity + at([-ELASTICITY_SPREAD, ELASTICITY_SPREAD], 3)),
      springShare: kind.spring, festivalShare: kind.festival, festivals: kind.festivals, area: kind.area, minTemperature: kind.min,
      inputCost: Math.round(price * kind.input * at([0.9, 1.1], 4)), tender: kind.tender,
      demand: (valuePerGrower * growers * weight) / total / price / WEEKS_OF_YEAR,
    };
  });
}

function kindAt(place: number): Kind {
  let passed = 0;
  for (const kind of KINDS) {
    passed += kind.of60;
    if (place < passed) return kind;
  }
  return KINDS.at(-1)!;
}

/**
 * The consumption index: what a household's usual flowers cost, by the formula of Young with dated weights:
 *
 *   I(t) = Σ w(c) · R(c, t),   R(c, t) = geometric mean of p(i, t) / p(i, base) over the items i of category c quoted in both periods
 *
 * w are the shares of the basket in force; a category without a matched quote in a period is not covered. Weights of covered categories are
 * scaled to one, and the number is withheld when they hold less than NEEDED_COVER of the basket. Sources: Consumer Price Index Manual (2020), chapters 2 and 8.
 */
import type { Handlers } from "../../kernel/machinery/module.ts";
import { addDays } from "../../engines/calendar/day.ts";
import { BASE_VALUE, WHOLE_PPM, type BasketView, type index } from "./contract.ts";
import { basketsOf } from "./desk.ts";
import type { IndexScene } from "./fixing.ts";
import { periodOf, spanOf } from "./rules.ts";
import type { Tables } from "./store.ts";
import { marketOf } from "./views.ts";

export const NEEDED_COVER = 0.6;
const PER_CENT = 100;
const DAYS_IN_WEEK = 7;

/** A retail or e-commerce price seen in a week: price > 0 in minor units per sales unit; of several of one item the geometric mean counts. */
export interface RetailQuote {
  readonly period: string;
  readonly item: string;
  readonly category: string;
  readonly price: number;
}
export interface ConsumptionPoint {
  readonly period: string;
  readonly value: number | null;
  readonly coveredPercent: number;
  readonly withheld: "no_basket" | "no_observations" | "too_little_covered" | null;
  readonly quotes: number;
}

/** One point for each period asked about, 100 in the first one that is covered. Pure. */
export function consumptionSeries(periods: readonly string[], quotes: readonly RetailQuote[], weights: BasketView["weights"] | null): { readonly base: string | null; readonly points: ConsumptionPoint[] } {
  const byPeriod = Map.groupBy(quotes, (quote) => quote.period);
  const prices = (period: string): Map<string, { readonly category: string; readonly log: number }> => new Map([...Map.groupBy(byPeriod.get(period) ?? [], (quote) => quote.item)].map(([item, own]) =>
    [item, { category: own[0]!.category, log: own.reduce((sum, quote) => sum + Math.log(quote.price), 0) / own.length }]));
  const cover = (categories: ReadonlySet<string>): number => (weights ?? []).filter((line) => categories.has(line.category)).reduce((sum, line) => sum + line.ppm, 0) / WHOLE_PPM;
  const base = weights === null ? undefined : periods.find((period) => cover(new Set([...prices(period).values()].map((one) => one.category))) >= NEEDED_COVER);
  const atBase = base === undefined ? null : prices(base);
  const points = periods.map((period): ConsumptionPoint => {
    const own = byPeriod.get(period)?.length ?? 0;
    const nothing = { period, value: null, coveredPercent: 0, quotes: own };
    if (weights === null) return { ...nothing, withheld: "no_basket" };
    if (own === 0) return { ...nothing, withheld: "no_observations" };
    if (atBase === null || period < base!) return { ...nothing, withheld: "too_little_covered" };
    const matched = [...prices(period)].filter(([item]) => atBase.has(item));
    const relatives = new Map([...Map.groupBy(matched, ([, one]) => one.category)].map(([category, list]) => [category, Math.exp(list.reduce((sum, [item, one]) => sum + one.log - atBase.get(item)!.log, 0) / list.length)]));
    const covered = cover(new Set(relatives.keys()));
    const coveredPercent = Math.round(covered * PER_CENT);
    if (covered < NEEDED_COVER) return { ...nothing, coveredPercent, withheld: "too_little_covered" };
    const value = (BASE_VALUE * weights.reduce((sum, line) => sum + (line.ppm / WHOLE_PPM) * (relatives.get(line.category) ?? 0), 0)) / covered;
    return { period, value, coveredPercent, withheld: null, quotes: own };
  });
  return { base: base ?? null, points };
}

/**
 * Retail and e-commerce quotes of some days. This market sells wholesale: none of its own channels is what a household pays, and its wholesale
 * prices are never put in their place. Quotes are collected at shops and on platforms; without them every week is withheld.
 */
async function quotesOf(_scene: IndexScene, _from: string, _to: string): Promise<RetailQuote[]> {
  return [];
}

export const consumptionHandlers: { readonly consumption: Handlers<typeof index, Tables>["consumption"] } = {
  async consumption(asked, { weeks, to }) {
    const scene = asked as IndexScene;
    const last = spanOf("week", periodOf("week", to ?? scene.businessDate)).from;
    const periods = Array.from({ length: weeks }, (_, at) => periodOf("week", addDays(last, DAYS_IN_WEEK * (at + 1 - weeks))));
    const basket = (await basketsOf(scene)).find((one) => one.validFrom <= last) ?? null;
    const quotes = await quotesOf(scene, spanOf("week", periods[0]!).from, spanOf("week", periods.at(-1)!).to);
    const { base, points } = consumptionSeries(periods, quotes, basket?.weights ?? null);
    return { market: await marketOf(scene), formula: "young", basket, base, neededPercent: NEEDED_COVER * PER_CENT, points: points.map((point) => ({ ...point, from: spanOf("week", point.period).from })) };
  },
};

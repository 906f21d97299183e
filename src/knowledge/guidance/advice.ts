import { addDays, daysBetween, mondayOf } from "../../engines/calendar/day.ts";
import { mondaysFrom } from "../../engines/planting/ahead.ts";
import { breakEven, potCost } from "../../engines/planting/cost.ts";
import { equally, type Levels, mapped, quantileOf } from "../../engines/planting/levels.ts";
import { marginOutlook } from "../../engines/planting/margin.ts";
import { lastYears, LEAST_WEEKS, outlookOf } from "../../engines/planting/outlook.ts";
import { ownQuantity } from "../../engines/planting/quantity.ts";
import { adviceOf, type RegionAdvice } from "../../engines/planting/region.ts";
import { normalQuantile } from "../../engines/allocation/normal.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import type { Output } from "../../kernel/machinery/contract.ts";
import { settlement } from "../../market/settlement/contract.ts";
import { prices } from "../prices/contract.ts";
import type { guidance } from "./contract.ts";
import { feeAtCost, sheetOf, type Filled } from "./costs.ts";
import { assumptionOf } from "./estimates.ts";
import { HISTORY_DAYS, LEAST_OWN_WEEKS, LEAST_VOLUME_WEEKS, MAX_CANDIDATES, MAX_WEEKS_AHEAD, OWN_DAYS, OWN_PRICE_SPREAD, USUAL_SPREAD_PERMILLE, verdictOf, VOLUME_WEEKS, WEEKS_BEFORE, WEEKS_SHOWN, type Assumption, type OwnSheet } from "./rules.ts";
import { growerOf, itemOf, itemsOf, keyOf, marketOf, type GuidanceScene, type Item, type Market } from "./scene.ts";
import type { Tables } from "./store.ts";
import { supplyFrom, weekFor, type Supply } from "./supply.ts";
import type { AdviceView, RegionView, WeekView } from "./views.ts";

type Noun = Pick<Handlers<typeof guidance, Tables>, "candidates" | "candidate">;
type Periods = Output<(typeof prices)["actions"]["history"]["output"]>["periods"];

const WEEK = 7;
const PERMILLE = 1_000;
/** A lot within so many days says that somebody sells an item. */
const LOT_DAYS = 400;
/** Points of a price a grower reckons himself. */
const POINTS = 19;

export const adviceHandlers: Noun = {
  async candidates(scene) {
    const growerId = growerOf(scene);
    const { tx, businessDate } = scene;
    const supply = await supplyFrom(scene, mondayOf(businessDate), MAX_WEEKS_AHEAD);
    const mine = await ownItems(scene, growerId, supply);
    const items = await itemsOf(tx, mine.slice(0, MAX_CANDIDATES));
    const market = await marketOf(scene);
    const found: AdviceView[] = [];
    for (const item of items) {
      const filled = await sheetOf(scene, growerId, item);
      found.push(await adviceFor(scene, { growerId, item, filled, market, supply, assumption: await assumptionOf(tx, item.speciesId), week: null }));
    }
    return { today: businessDate, currency: market.currency, demo: market.demo, candidates: found.toSorted(byWorth), left: Math.max(0, mine.length - items.length) };
  },

  async candidate(scene, { itemId, week }) {
    const growerId = growerOf(scene);
    const { tx, businessDate, refuse } = scene;
    const item = await itemOf(scene, itemId);
    const monday = mondayOf(businessDate);
    if (week !== undefined && mondayOf(week) < monday) return refuse("week_is_past", { week });
    if (week !== undefined && daysBetween(monday, week) > WEEK * MAX_WEEKS_AHEAD) return refuse("too_far", { weeks: MAX_WEEKS_AHEAD });
    const filled = await sheetOf(scene, growerId, item);
    const supply = await supplyFrom(scene, monday, Math.max(MAX_WEEKS_AHEAD, filled.sheet.growWeeks) + WEEKS_SHOWN);
    const market = await marketOf(scene);
    const { source, by, at, ...assumption } = await assumptionOf(tx, item.speciesId);
    const advice = await adviceFor(scene, { growerId, item, filled, market, supply, assumption, week: week === undefined ? null : mondayOf(week) });
    const first = addDays(advice.week, -WEEK * WEEKS_BEFORE);
    return {
      today: businessDate, currency: market.currency, demo: market.demo, advice, assumption: { ...assumption, source, by, at },
      weeks: mondaysFrom(first < monday ? monday : first, WEEKS_SHOWN).map((one) => weekFor(supply, keyOf(item), one, growerId)),
    };
  },
};

/** What he grows, sells or has a cost sheet for, the last first. */
async function ownItems({ tx, businessDate }: GuidanceScene, growerId: string, supply: Supply): Promise<string[]> {
  const sheets = await tx.selectFrom("guidance.cost_sheet").select("item_id").where("grower_id", "=", growerId).orderBy("changed_at", "desc").execute();
  const lots = await tx.selectFrom("kernel.lot").select("item_id").select((of) => of.fn.max("business_date").as("last")).where("grower_id", "=", growerId).where("business_date", ">=", addDays(businessDate, -LOT_DAYS)).groupBy("item_id").orderBy("last", "desc").execute();
  const growing = [...supply.keys.values()].flatMap((weeks) => [...weeks.values()].flatMap((parts) => [...parts].filter(([, plans]) => plans.has(growerId)).map(([item]) => item)));
  return [...new Set([...sheets.map((row) => row.item_id), ...growing, ...lots.map((row) => row.item_id)])];
}

const RANK = { plant: 0, careful: 1, full: 2, losing: 3, unknown: 4 } as const;
const byWorth = (a: AdviceView, b: AdviceView): number =>
  RANK[a.verdict] - RANK[b.verdict] || ((b.marginAtRest ?? b.margin)?.perSquareMetreWeek ?? -Infinity) - ((a.marginAtRest ?? a.margin)?.perSquareMetreWeek ?? -Infinity) || (a.itemId < b.itemId ? -1 : 1);

interface Asked {
  readonly growerId: string;
  readonly item: Item;
  readonly filled: Filled;
  readonly market: Market;
  readonly supply: Supply;
  readonly assumption: Assumption;
  /** null: planted today. */
  readonly week: string | null;
}

async function adviceFor(scene: GuidanceScene, { growerId, item, filled: { sheet, example }, market, supply, assumption, week: wanted }: Asked): Promise<AdviceView> {
  const { businessDate } = scene;
  const week = wanted ?? mondayOf(addDays(businessDate, WEEK * sheet.growWeeks));
  const cost = potCost(sheet);
  const fee = feeAtCost(item, cost.saleable, market);
  const weekly = await historyOf(scene, [item.id]);
  const priced = priceOf(weekly, week, sheet.ownPrice);
  const together = await historyOf(scene, await itemsLike(scene, item));
  const volume = volumeOf(together, week);
  const cell = weekFor(supply, keyOf(item), week, growerId);
  const region = priced === null || volume.units === null ? null : regionOf(priced.middle, volume as { units: number; from: "last_year" | "last_weeks" }, cell, assumption);
  const margin = priced === null ? null : marginOutlook(priced.levels, sheet, fee);
  const scale = region === null ? null : region.restPrice / region.usualPrice;
  const marginAtRest = priced === null || scale === null ? null : marginOutlook(mapped(priced.levels, (fen) => fen * scale), sheet, fee);
  const own = await ownSales(scene, growerId, item, sheet);
  const net = (region?.restPrice ?? priced?.middle ?? 0) * (1 - fee);
  return {
    itemId: item.id, itemZh: item.zh, itemEn: item.en, unit: item.unit, speciesId: item.speciesId, kind: item.category, plantedOn: addDays(week, -WEEK * sheet.growWeeks), week, example, breakEven: breakEven(cost, fee), feePermille: fee * PERMILLE,
    verdict: verdictOf(margin?.mean ?? null, marginAtRest), price: priced?.view ?? null, priceWeeks: weekly.length, priceWeeksNeeded: LEAST_WEEKS, margin, marginAtRest, region, volumeWeeks: volume.weeks, volumeWeeksNeeded: LEAST_VOLUME_WEEKS,
    quantity: own.usual === null || priced === null ? null : quantityOf(own.usual, own.spread, own.from, { net, salvage: (net * sheet.salvagePermille) / PERMILLE, cost: cost.saleable, survival: 1 - sheet.lossPermille / PERMILLE }),
    ownWeeks: own.weeks, ownWeeksNeeded: LEAST_OWN_WEEKS, supply: cell,
  };
}

/** Weeks that are over, with a price that may be shown. */
async function historyOf({ ask, businessDate }: GuidanceScene, itemIds: string[]): Promise<(Periods[number] & { units: number; mean: number })[]> {
  const { periods } = await ask(prices.actions.history, { itemIds, by: "week", to: businessDate, days: HISTORY_DAYS });
  const running = mondayOf(businessDate);
  return periods.filter((one): one is Periods[number] & { units: number; mean: number } => one.from < running && one.units !== null && one.mean !== null);
}

async function itemsLike({ tx }: GuidanceScene, item: Item): Promise<string[]> {
  if (item.speciesId === null) return [item.id];
  return (await tx.selectFrom("kernel.trade_item").select("id").where("species_id", "=", item.speciesId).where("unit", "=", item.unit).orderBy("id").limit(500).execute()).map((row) => row.id);
}

interface Priced {
  readonly middle: number;
  readonly levels: Levels;
  readonly view: NonNullable<AdviceView["price"]>;
}

/** His own figure wins over the history's; the history then still gives the band about it, if it has one. */
function priceOf(weekly: readonly { from: string; mean: number }[], week: string, own: number | null): Priced | null {
  const seen = outlookOf(weekly.map(({ from, mean }) => ({ week: from, price: mean })), week);
  const band = (levels: Levels) => ({ low: quantileOf(levels, 0.1), middle: quantileOf(levels, 0.5), high: quantileOf(levels, 0.9) });
  if (own === null) {
    if (!seen.ok) return null;
    const told = band(seen.levels);
    return { middle: told.middle, levels: seen.levels, view: { ...told, basis: seen.method, weeks: seen.weeks, tried: seen.tried, errorPercent: 100 * (Math.exp(seen.error) - 1), skill: seen.skill, spread: seen.spread } };
  }
  const levels = seen.ok ? mapped(seen.levels, (fen) => (fen * own) / quantileOf(seen.levels, 0.5)) : equally(Array.from({ length: POINTS }, (_, n) => own * Math.exp(OWN_PRICE_SPREAD * normalQuantile((n + 0.5) / POINTS))));
  return { middle: own, levels, view: { ...band(levels), basis: "own", weeks: seen.weeks, tried: seen.ok ? seen.tried : 0, errorPercent: null, skill: 0, spread: seen.ok ? seen.spread : "assumed" } };
}

const NEAR = 10;
/** What a week like the wanted one usually takes: last year's on the festival axis, else the mean of the last weeks. */
function volumeOf(together: readonly { from: string; units: number }[], week: string): { units: number | null; from: "last_year" | "last_weeks"; weeks: number } {
  const then = lastYears(week);
  const near = together.filter(({ from }) => Math.abs(daysBetween(from, then)) <= NEAR);
  const last = together.slice(-VOLUME_WEEKS);
  const mean = (list: readonly { units: number }[]): number => list.reduce((sum, one) => sum + one.units, 0) / list.length;
  if (near.length > 0 && together.length >= LEAST_VOLUME_WEEKS) return { units: mean(near), from: "last_year", weeks: near.length };
  return { units: last.length < LEAST_VOLUME_WEEKS ? null : mean(last), from: "last_weeks", weeks: last.length };
}

/** Only what he may see goes in: a withheld cell of the others counts as nothing known, so that no price can be turned back into it. */
function regionOf(price: number, volume: { units: number; from: "last_year" | "last_weeks" }, cell: WeekView, assumption: Assumption): RegionView {
  const committed = cell.own + cell.arrivals + (cell.others.units ?? 0);
  const advice: RegionAdvice = adviceOf({
    price, usual: volume.units, elasticity: assumption.elasticityPermille / PERMILLE, committed, breakEven: (price * assumption.costPermille) / PERMILLE, costSpread: assumption.costSpreadPermille / PERMILLE, headroom: assumption.headroomPermille / PERMILLE,
  });
  return {
    usualUnits: Math.round(volume.units), usualFrom: volume.from, committed, othersKnown: cell.others.why === null || cell.others.why === "nothing", usualPrice: advice.usualPrice, herdPrice: advice.herdPrice, restPrice: advice.restPrice,
    herdUnits: Math.round(advice.herdUnits), restUnits: Math.round(advice.restUnits), room: Math.round(advice.room), follow: advice.follow, bound: advice.bound,
  };
}

interface OwnSales {
  readonly usual: number | null;
  readonly spread: number;
  readonly from: "sheet" | "sales";
  readonly weeks: number;
}
/** What he sells of it in a week in which he sells any: as he says, or as his sales say. */
async function ownSales({ ask, businessDate }: GuidanceScene, growerId: string, item: Item, sheet: OwnSheet): Promise<OwnSales> {
  const { sales } = await ask(settlement.actions.soldBy, { growerId, itemIds: [item.id], from: addDays(mondayOf(businessDate), -OWN_DAYS), to: addDays(mondayOf(businessDate), -1) });
  const weeks = [...Map.groupBy(sales, (sale) => mondayOf(sale.businessDate)).values()].map((list) => list.reduce((sum, sale) => sum + sale.quantity, 0));
  if (sheet.usualAWeek !== null) return { usual: sheet.usualAWeek, spread: (sheet.usualAWeek * (sheet.spreadPermille ?? USUAL_SPREAD_PERMILLE)) / PERMILLE, from: "sheet", weeks: weeks.length };
  if (weeks.length < LEAST_OWN_WEEKS) return { usual: null, spread: 0, from: "sales", weeks: weeks.length };
  const mean = weeks.reduce((sum, units) => sum + units, 0) / weeks.length;
  return { usual: mean, spread: Math.sqrt(weeks.reduce((sum, units) => sum + (units - mean) ** 2, 0) / (weeks.length - 1)), from: "sales", weeks: weeks.length };
}

function quantityOf(usual: number, spread: number, from: "sheet" | "sales", money: { net: number; salvage: number; cost: number; survival: number }): NonNullable<AdviceView["quantity"]> {
  // A pot left over that brought its own cost would be worth growing without end; it is taken just below.
  const { plant, ratio, expectedLeft } = ownQuantity({ usual, deviation: spread, price: money.net, salvage: Math.min(money.salvage, money.cost * 0.99), cost: money.cost, survival: money.survival });
  return { plant, usual, spread, ratio, left: expectedLeft, from };
}

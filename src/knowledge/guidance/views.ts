import { z } from "zod";
import { day } from "../../kernel/lots/contract.ts";
import { MAX_FEN_A_POT, MAX_GROW_WEEKS, MAX_LOSS_PERMILLE, MAX_POTS_PER_SQUARE_METRE } from "../../engines/planting/cost.ts";
import { METHODS } from "../../engines/planting/outlook.ts";
import { VERDICTS } from "./rules.ts";

export const id = z.uuid();
export const goods = { itemId: id, itemZh: z.string(), itemEn: z.string(), unit: z.string() };
const fen = z.int().min(0).max(MAX_FEN_A_POT);

/** A cost sheet as it is typed; money in minor units, `heat` and `place` a square metre and week. */
export const sheetFields = {
  seedling: fen, pot: fen, medium: fen, labour: fen, other: fen.default(0), heat: fen, place: fen,
  growWeeks: z.int().min(1).max(MAX_GROW_WEEKS), heatedWeeks: z.int().min(0).max(MAX_GROW_WEEKS), potsPerSquareMetre: z.int().min(1).max(MAX_POTS_PER_SQUARE_METRE), lossPermille: z.int().min(0).max(MAX_LOSS_PERMILLE),
  ownPrice: z.int().min(1).max(10_000_000).nullable().default(null), usualAWeek: z.int().min(1).max(1_000_000).nullable().default(null), spreadPermille: z.int().min(0).max(2_000).nullable().default(null), salvagePermille: z.int().min(0).max(900).default(200),
};
export const costView = z.object({
  ...goods, ...sheetFields,
  /** Nobody has filled it in: the figures are an example. */
  example: z.boolean(),
  /** Minor units of a planted and of a saleable pot, not rounded, and the parts of the first; breakEven whole, after the market's fees. */
  planted: z.number(), saleable: z.number(), parts: z.record(z.string(), z.number()), loss: z.number(), breakEven: z.int(), feePermille: z.number(),
});
export type CostView = z.infer<typeof costView>;

/** A figure of other growers, or why there is none. Rounded to two figures. */
export const shownView = z.object({ units: z.int().nullable(), why: z.enum(["nothing", "too_few", "one_dominates"]).nullable() });
export type ShownView = z.infer<typeof shownView>;
export const weekView = z.object({ week: day, others: shownView, own: z.int(), arrivals: z.int() });
export type WeekView = z.infer<typeof weekView>;

const marginView = z.object({ mean: z.number(), low: z.number(), middle: z.number(), high: z.number(), perSquareMetreWeek: z.number(), chanceOfLoss: z.number() });
export type MarginView = z.infer<typeof marginView>;
export const priceView = z.object({
  low: z.number(), middle: z.number(), high: z.number(), basis: z.enum(["own", ...METHODS]), weeks: z.int(), tried: z.int(), errorPercent: z.number().nullable(), skill: z.number(), spread: z.enum(["seen", "widened", "assumed"]),
});
export const regionView = z.object({
  usualUnits: z.int(), usualFrom: z.enum(["last_year", "last_weeks"]), committed: z.int(), othersKnown: z.boolean(), usualPrice: z.number(), herdPrice: z.number(), restPrice: z.number(), herdUnits: z.int(), restUnits: z.int(), room: z.int(), follow: z.number(), bound: z.enum(["none", "least", "most"]),
});
export type RegionView = z.infer<typeof regionView>;

/** What is to be known of an item before it is planted for a flowering week. Money in minor units. */
export const adviceView = z.object({
  ...goods, speciesId: z.string().nullable(), kind: z.string(), plantedOn: day, week: day, verdict: z.enum(VERDICTS), example: z.boolean(), breakEven: z.int(), feePermille: z.number(),
  /** null: fewer weeks with prices that may be shown than it takes, and no price of his own. */
  price: priceView.nullable(), priceWeeks: z.int(), priceWeeksNeeded: z.int(),
  /** If nobody else reacts, and if everybody follows; null where it cannot be told. */
  margin: marginView.nullable(), marginAtRest: marginView.nullable(), region: regionView.nullable(), volumeWeeks: z.int(), volumeWeeksNeeded: z.int(),
  /** The newsvendor's quantity for his own customers; null where nobody knows what he sells a week. */
  quantity: z.object({ plant: z.int(), usual: z.number(), spread: z.number(), ratio: z.number(), left: z.number(), from: z.enum(["sheet", "sales"]) }).nullable(), ownWeeks: z.int(), ownWeeksNeeded: z.int(),
  supply: weekView,
});
export type AdviceView = z.infer<typeof adviceView>;

export const assumptionView = z.object({
  speciesId: z.string(), zh: z.string(), en: z.string(), elasticityPermille: z.int(), costPermille: z.int(), costSpreadPermille: z.int(), headroomPermille: z.int(), source: z.string(), by: z.string().nullable(), at: z.string().nullable(),
});
export type AssumptionView = z.infer<typeof assumptionView>;
export const arrivalView = z.object({ id, speciesId: z.string(), zh: z.string(), en: z.string(), unit: z.string(), week: day, units: z.int(), origin: z.string(), source: z.string(), by: z.string(), at: z.string(), demo: z.boolean() });
export type ArrivalView = z.infer<typeof arrivalView>;

export const channelView = z.object({
  channel: z.string(), sales: z.int(), days: z.int(), state: z.enum(["known", "thin", "withheld"]),
  /** null unless known. clearance null: nobody counts what is left there. */
  price: z.number().nullable(), clearance: z.number().nullable(), feePermille: z.number().nullable(), net: z.number().nullable(), deviation: z.number().nullable(), aDay: z.number().nullable(), units: z.int().nullable(),
});
export type ChannelView = z.infer<typeof channelView>;
export const bestDayView = z.object({
  days: z.int(), needed: z.int(), best: day.nullable(), coming: z.array(z.object({ day, weekday: z.int(), percent: z.number().nullable(), festival: z.string().nullable(), usual: z.boolean() })),
});

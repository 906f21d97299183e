import { exampleSheet } from "../../engines/planting/examples.ts";
import type { CostSheet } from "../../engines/planting/cost.ts";

/** Items a list of candidates holds at most; each is a handful of queries. */
export const MAX_CANDIDATES = 12;
/** Weeks of supply shown about the flowering week: so many before it, so many in all. */
export const WEEKS_BEFORE = 3;
export const WEEKS_SHOWN = 9;
export const MAX_WEEKS_AHEAD = 60;
/** How far back sales tell what a week usually takes and fetches. */
export const HISTORY_DAYS = 800;
/** How far back a grower's own sales tell what he sells a week, and the weeks with sales that takes. */
export const OWN_DAYS = 182;
export const LEAST_OWN_WEEKS = 6;
/** How far back a way of selling is looked at. */
export const CHANNEL_DAYS = 28;
export const DAY_HISTORY_DAYS = 240;
export const MAX_DAYS_TO_SELL = 14;
/** Weeks that tell the usual volume: at least so many, of the last so many. */
export const LEAST_VOLUME_WEEKS = 4;
export const VOLUME_WEEKS = 8;
/** Pots by which the fee on a day's sale is worked out: per-lot and daily amounts are spread over as many. */
export const FEE_UNITS = 500;
/** A price a grower reckons himself comes with this spread where the history has none: eight cases of ten within about a quarter. */
export const OWN_PRICE_SPREAD = 0.2;
export const USUAL_SPREAD_PERMILLE = 300;
export const USUAL_SALVAGE_PERMILLE = 200;
/** A chance of losing money above which a margin is told with care. */
export const MUCH_RISK = 1 / 3;

export const VERDICTS = ["plant", "careful", "full", "losing", "unknown"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What is taken of a species of which nobody has entered anything better. */
export interface Assumption {
  readonly elasticityPermille: number;
  readonly costPermille: number;
  readonly costSpreadPermille: number;
  readonly headroomPermille: number;
}
export const USUAL_ASSUMPTION: Assumption = { elasticityPermille: 1_300, costPermille: 850, costSpreadPermille: 200, headroomPermille: 300 };
export const USUAL_SOURCE = "Hovhannisyan & Khachatryan 2017, Agribusiness 33(2):226: ornamentals are mostly price-elastic; the size, costs at 85 % of the usual price ± 20 %, and 30 % of room in the greenhouses are assumed";

/** A grower's own figures, with what he reckons about price and sales. */
export interface OwnSheet extends CostSheet {
  readonly ownPrice: number | null;
  readonly usualAWeek: number | null;
  readonly spreadPermille: number | null;
  readonly salvagePermille: number;
}
export const exampleOf = (category: string): OwnSheet => ({ ...exampleSheet(category), ownPrice: null, usualAWeek: null, spreadPermille: null, salvagePermille: USUAL_SALVAGE_PERMILLE });

/**
 * What a candidate comes to. `usual` and `rest` are mean margins: if nobody else reacts, and if everybody follows.
 * losing: even the first does not pay. full: the first pays, the second no longer does.
 */
export function verdictOf(usual: number | null, rest: { readonly mean: number; readonly chanceOfLoss: number } | null): Verdict {
  if (usual === null) return "unknown";
  if (usual < 0) return "losing";
  if (rest === null) return "careful";
  if (rest.mean < 0) return "full";
  return rest.chanceOfLoss > MUCH_RISK ? "careful" : "plant";
}

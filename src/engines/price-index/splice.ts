/**
 * Extending a multilateral index when a period is added, without revising what was published.
 *
 * A window of n periods moves on by one; the new value links the new window to what is known by way of periods both have. With lag m before the
 * new period: movement m = 1 (de Haan and van der Grient 2011), window m = n − 1 (Krsinich 2016), half m = ⌊n/2⌋ (de Haan 2015), mean: the geometric
 * mean over all m (Diewert and Fox 2017). Plain splices multiply the last value by the new window's change over m periods against the old window's;
 * published ones (Chessa 2019: WISP, HASP; mean on published) multiply the published value m periods back by the new window's change since.
 * FBEW (Chessa 2016) and FBMW (Lamboray 2017) compare with the year's link period in a window that grows from it, or that moves.
 */
import { IndexFault } from "./fault.ts";
import { multilateralLevels, type Levels, type Multilateral } from "./multilateral.ts";
import { yearlyLinks } from "./periods.ts";
import type { PriceTable } from "./table.ts";
import { MAX_WINDOW, MIN_WINDOW } from "./window.ts";

export const SPLICES = ["movement", "window", "half", "mean", "window-published", "half-published", "mean-published", "fbew", "fbmw"] as const;
export type Splice = (typeof SPLICES)[number];
export const DEFAULT_SPLICE: Splice = "mean-published";
/** A year and the same week of the year before. */
export const WEEKLY_WINDOW = 53;

export interface Extension {
  /** Periods in a window, MIN_WINDOW or more. */
  readonly window: number;
  readonly splice: Splice;
  /** Periods in the first window, where a series began before there were as many as a window; left out: a whole window. */
  readonly first?: number;
}

/**
 * One value for each period, 1 at the first. Without an extension one window covers all periods; with one, the first window is computed
 * whole and every later period is spliced on.
 */
export function multilateralSeries(table: PriceTable, method: Multilateral, extension: Extension | null = null): Float64Array {
  const count = table.periods.length;
  if (extension === null) return valuesOf(multilateralLevels(table, method, count)(0, count));
  const { links, longest } = reach(table, extension);
  const levels = multilateralLevels(table, method, longest);
  const yearly = extension.splice === "fbew" || extension.splice === "fbmw";
  const whole = yearly ? 1 : Math.min(extension.first ?? extension.window, extension.window, count);
  const logs = new Float64Array(count);
  logs.set(levels(0, whole).map((level, _, all) => level - all[0]!));
  for (let at = whole; at < count; at += 1) logs[at] = nextLog(levels, logs, at, extension, links);
  return valuesOf(logs);
}

/**
 * The value of the table's last period, given what was published for all earlier ones: the way to publish, because nothing earlier is touched,
 * also while there are fewer periods than a window (it then holds all there are). published: values > 0, one for each earlier period.
 */
export function nextPublished(table: PriceTable, method: Multilateral, published: ArrayLike<number>, extension: Extension): number {
  const at = table.periods.length - 1;
  if (published.length !== at) throw new IndexFault("bad-window", { window: published.length, least: at, most: at }, `The table has ${at} periods before ${table.periods[at]!}, but ${published.length} published values were given. Give one for each.`);
  if (at === 0) return 1;
  const { links, longest } = reach(table, extension);
  return Math.exp(nextLog(multilateralLevels(table, method, longest), Float64Array.from(published, Math.log), at, extension, links));
}

/** ln of the next value: of period `at`, from the logs of the values before it. `links`: see yearlyLinks. */
export function nextLog(levels: Levels, logs: Float64Array, at: number, { window, splice }: Extension, links: Int32Array): number {
  if (splice === "fbew" || splice === "fbmw") {
    const link = links[at]!;
    const start = splice === "fbew" ? link : Math.min(link, Math.max(0, at - window + 1));
    const now = levels(start, at - start + 1);
    return logs[link]! + now[at - start]! - now[link - start]!;
  }
  const start = Math.max(0, at - window + 1);
  const now = levels(start, at - start + 1);
  const change = (lag: number): number => now[at - start]! - now[at - lag - start]!;
  const lags = lagsOf(splice, at - start);
  if (splice.endsWith("-published")) return meanOf(lags, (lag) => logs[at - lag]! + change(lag));
  const oldStart = Math.max(0, at - window);
  const old = levels(oldStart, at - oldStart);
  return logs[at - 1]! + meanOf(lags, (lag) => change(lag) - (old[at - 1 - oldStart]! - old[at - lag - oldStart]!));
}

/** `most`: periods before the new one in its window. */
function lagsOf(splice: Splice, most: number): number[] {
  if (splice === "movement") return [1];
  if (splice.startsWith("window")) return [most];
  return splice.startsWith("half") ? [(most + 1) >> 1] : Array.from({ length: most }, (_, at) => at + 1);
}

const meanOf = (lags: readonly number[], figure: (lag: number) => number): number => lags.reduce((sum, lag) => sum + figure(lag), 0) / lags.length;

const valuesOf = (logs: Float64Array): Float64Array => logs.map((log) => Math.exp(log - logs[0]!));

/** The yearly links, and the longest window that will be asked for. */
function reach(table: PriceTable, { window, splice }: Extension): { readonly links: Int32Array; readonly longest: number } {
  if (!Number.isInteger(window) || window < MIN_WINDOW || window > MAX_WINDOW) throw new IndexFault("bad-window", { window, least: MIN_WINDOW, most: MAX_WINDOW }, `A window has a whole number of periods from ${MIN_WINDOW} to ${MAX_WINDOW}, not ${window}.`);
  const count = table.periods.length;
  const links = yearlyLinks(table.periods, window);
  let longest = Math.min(window, count);
  if (splice === "fbew" || splice === "fbmw") for (let at = 1; at < count; at += 1) longest = Math.max(longest, at - links[at]! + 1);
  return { links, longest };
}

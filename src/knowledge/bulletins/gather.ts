import type { BulletinData, DataIndex, DataLine, DataReason, TrendPoint } from "../../engines/bulletin/data.ts";
import { isShown, sumOf } from "../../engines/bulletin/data.ts";
import { periodOf, spanOf, weekBefore, yearBefore, type DaySheet } from "../../engines/bulletin/gather.ts";
import { isoWeekText } from "../../engines/calendar/day.ts";
import { CURRENCIES, type Currency } from "../../engines/fees/money.ts";
import { isUnit, type Unit } from "../../engines/units/units.ts";
import { calendar } from "../../kernel/calendar/contract.ts";
import { index, type PointView } from "../index/contract.ts";
import { prices, type SheetLineView } from "../prices/contract.ts";
import { kindOf } from "./rules.ts";
import type { BulletinScene } from "./store.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const MAX_LINES = 5_000;
/** Days with a price sheet that are looked at for the trend and the last period with trade. */
const TREND_DAYS = 10;
const DAYS_LOOKED_AT = 400;
/** A year of daily points with its market days, or more than a year of weeks. */
const POINTS_LOOKED_AT = 400;

/** Everything a bulletin of a period says, read from the public price sheets; null when the period has no price sheet. */
export async function gather(scene: BulletinScene<string>, period: string): Promise<BulletinData | null> {
  const { market } = await scene.ask(calendar.actions.today, {});
  const days = (await scene.ask(prices.actions.days, { limit: DAYS_LOOKED_AT })).days.map((day) => day.businessDate).toSorted();
  const sheets = new Map<string, DaySheet>();
  let currency: string = market.currency;
  const sheetOf = async (day: string): Promise<DaySheet> => {
    let sheet = sheets.get(day);
    if (sheet === undefined) {
      const read = await scene.ask(prices.actions.sheet, { businessDate: day, limit: MAX_LINES });
      currency = read.currency;
      sheet = { day, complete: read.complete, vintage: read.updatedAt, lines: read.lines.map(lineOf) };
      sheets.set(day, sheet);
    }
    return sheet;
  };
  const sheetsOf = async (wanted: readonly string[]): Promise<DaySheet[]> => {
    const found: DaySheet[] = [];
    for (const day of wanted) found.push(await sheetOf(day));
    return found;
  };
  const within = (span: { readonly from: string; readonly to: string }): string[] => days.filter((day) => span.from <= day && day <= span.to);
  const own = within(spanOf(period));
  if (own.length === 0) return null;
  const now = await sheetsOf(own);
  const { before, lastYear } = neighboursOf(period, days);
  const earlier = before === null ? null : periodOf(before, await sheetsOf(within(spanOf(before))));
  const yearAgo = lastYear === null ? null : periodOf(lastYear, await sheetsOf(within(spanOf(lastYear))));
  const trendDays = days.filter((day) => day <= spanOf(period).to).slice(-TREND_DAYS);
  const trend = (await sheetsOf(trendDays)).map(({ day, lines }): TrendPoint => { const shown = lines.filter(isShown); return { period: day, value: shown.length === 0 ? null : sumOf(shown, (line) => line.value) }; });
  return {
    kind: kindOf(period), market: { zh: market.nameZh, en: market.nameEn }, demo: market.demo, currency: knownCurrency(currency), utcOffsetMinutes: market.utcOffsetMinutes,
    now: periodOf(period, now), before: earlier, lastYear: yearAgo, index: await indexOf(scene, period), reasons: await reasonsOf(scene, own), outlook: [], trend,
  };
}

/** The last period before it with a price sheet, and the same one 52 weeks earlier if it had one. */
function neighboursOf(period: string, days: readonly string[]): { before: string | null; lastYear: string | null } {
  const { from } = spanOf(period);
  const last = days.findLast((day) => day < from);
  const sameDay = yearBefore(period);
  const ago = spanOf(sameDay);
  const lastYear = days.some((day) => ago.from <= day && day <= ago.to) ? sameDay : null;
  if (last === undefined) return { before: null, lastYear };
  return { before: kindOf(period) === "week" ? isoWeekText(last) : last, lastYear };
}

function lineOf(line: SheetLineView): DataLine {
  const mark = (words: typeof zh | typeof en): string => (line.venue === null ? (line.grade ?? words.ungraded) : `${words.stall}${line.grade === null ? "" : ` ${line.grade}`}`);
  return {
    key: `${line.itemId} ${line.grade ?? ""} ${line.venue ?? ""}`.trim(), item: { zh: line.itemZh, en: line.itemEn }, mark: { zh: mark(zh), en: mark(en) }, unit: knownUnit(line.unit),
    mean: line.mean, sold: line.sold, unsold: line.unsold, value: line.value, deals: line.deals, withheld: line.withheld?.code ?? null,
  };
}

/**
 * The published index of each group for this very period, rounded to hundredths of a point as it is shown everywhere. A period
 * that is withheld or not published yet is not spoken of, and never given the number of another.
 */
async function indexOf(scene: BulletinScene<string>, period: string): Promise<DataIndex[]> {
  const frequency = kindOf(period);
  const { groups } = await scene.ask(index.actions.headlines, { frequency });
  const found: DataIndex[] = [];
  for (const { group, zh: nameZh, en: nameEn } of groups) {
    const { points } = await scene.ask(index.actions.series, { group, frequency, to: spanOf(period).to, limit: POINTS_LOOKED_AT });
    const point = points.find((one) => one.period === period);
    const level = hundredths(point);
    if (point === undefined || level === null) continue;
    const other = (wanted: string | null): DataIndex["before"] => { const there = points.find((one) => one.period === wanted); const known = hundredths(there); return there === undefined || known === null ? null : { period: there.period, level: known }; };
    found.push({ code: group.replaceAll(/[^A-Za-z0-9_]/g, "_"), name: { zh: `${nameZh}价格指数`, en: `${nameEn} price index` }, period, level, before: other(point.previous), lastYear: other(yearBefore(period)), vintage: `${point.vintage} · ${point.publishedAt}` });
  }
  return found;
}
const POINTS_IN_ONE = 100;
const hundredths = (point: PointView | undefined): number | null => (point === undefined || point.value === null ? null : Math.round(point.value * POINTS_IN_ONE));

async function reasonsOf(scene: BulletinScene<string>, days: readonly string[]): Promise<DataReason[]> {
  const sums = new Map<string, DataReason>();
  for (const day of days) {
    for (const { reason, unit, quantity } of (await scene.ask(prices.actions.leftoverReasons, { businessDate: day })).reasons) {
      if (!(reason in zh.passReasons)) continue;
      const known = reason as keyof typeof zh.passReasons;
      const key = `${reason} ${unit}`;
      sums.set(key, { code: `passed_${reason}`, name: { zh: zh.passReasons[known], en: en.passReasons[known] }, unit: knownUnit(unit), quantity: (sums.get(key)?.quantity ?? 0) + quantity });
    }
  }
  return [...sums.values()].toSorted((a, b) => b.quantity - a.quantity || (a.code < b.code ? -1 : 1));
}

const knownUnit = (unit: string): Unit => {
  if (!isUnit(unit)) throw new Error(`The price sheet counts in "${unit}", which is no unit of the house.`);
  return unit;
};
const knownCurrency = (currency: string): Currency => {
  const found = CURRENCIES.find((one) => one === currency);
  if (found === undefined) throw new Error(`No decimals are known for ${currency}.`);
  return found;
};

/** A week that is over and whose days are all closed has its bulletin drafted; which week that could be. */
export const weekEnding = (businessDate: string): string => weekBefore(isoWeekText(businessDate));

import { addDays, dayParts, isDay, isoWeekStart, isoWeekText } from "../../engines/calendar/day.ts";
import { CURRENCIES, formatMoney } from "../../engines/fees/money.ts";
import { checked, type Cell, type Dataset, type Name, type ObsStatus } from "../../engines/open-data/dataset.ts";
import { calendar } from "../../kernel/calendar/contract.ts";
import type { Scene } from "../../kernel/machinery/module.ts";
import { index, MAX_POINTS } from "../index/contract.ts";
import { MAX_RECENT_DAYS, prices, type SheetLineView } from "../prices/contract.ts";
import type { DatasetId } from "./contract.ts";
import { INDEX, OTHER_VENUES, PRICES, UNGRADED } from "./shapes.ts";

export type OpenScene = Scene<Record<never, never>, string>;
export interface Period {
  readonly period: string;
  readonly complete: boolean;
}
/** A dataset, and what its codes are called beyond what its shape lists. */
export interface Table {
  readonly dataset: Dataset;
  readonly nameOf: (column: string, cell: Cell) => Name | null;
}

const MAX_LINES = 5_000;
const DAYS_PER_WEEK = 7;
const WEEK = /^(\d{4})-W(\d{2})$/;
const YEAR = /^(\d{4})-(weeks|days)$/;
const LATEST = "latest";

/** The table of a period, or null where there is none: '2026-11-27', '2026-W47' and 'latest' of prices; '2026-weeks', '2026-days' and 'latest' of the index. */
export const tableOf = (scene: OpenScene, dataset: DatasetId, period: string): Promise<Table | null> => (dataset === "prices" ? priceTable(scene, period) : indexTable(scene, period));

export async function periodsOf(scene: OpenScene, dataset: DatasetId): Promise<Period[]> {
  if (dataset === "prices") {
    const { days } = await scene.ask(prices.actions.days, { limit: MAX_RECENT_DAYS });
    return days.map((day) => ({ period: day.businessDate, complete: day.complete }));
  }
  const found: Period[] = [];
  for (const frequency of ["week", "day"] as const) {
    const { points } = await scene.ask(index.actions.series, { frequency, limit: MAX_POINTS });
    for (const year of new Set(points.map((point) => point.period.slice(0, 4)))) found.push({ period: `${year}-${frequency}s`, complete: true });
  }
  return found.toSorted((a, b) => (a.period < b.period ? 1 : -1));
}

async function priceTable(scene: OpenScene, asked: string): Promise<Table | null> {
  const { days } = await scene.ask(prices.actions.days, { limit: MAX_RECENT_DAYS });
  const period = asked === LATEST ? days[0]?.businessDate : asked;
  const span = period === undefined ? null : spanOf(period);
  if (period === undefined || span === null) return null;
  const own = days.map((day) => day.businessDate).filter((day) => span.from <= day && day <= span.to).toSorted();
  if (own.length === 0) return null;
  const rows: Cell[][] = [];
  const names = new Map<Cell, Name>();
  const vintages: string[] = [];
  let publisher: { zh: string; en: string; demo: boolean } | undefined;
  for (const day of own) {
    const sheet = await scene.ask(prices.actions.sheet, { businessDate: day, limit: MAX_LINES });
    publisher = sheet.market;
    if (sheet.updatedAt !== null) vintages.push(sheet.updatedAt);
    for (const line of sheet.lines) {
      names.set(line.itemId, { zh: line.itemZh, en: line.itemEn });
      rows.push(priceRow(day, line, sheet.currency, sheet.complete));
    }
  }
  const dataset = checked({ shape: PRICES, period, publisher: { zh: publisher!.zh, en: publisher!.en }, demo: publisher!.demo, vintage: vintages.toSorted().at(-1) ?? null, rows });
  return { dataset, nameOf: (column, cell) => (column === "item" ? (names.get(cell) ?? null) : null) };
}

/** First and last day of a day or week; null for what is neither. */
function spanOf(period: string): { from: string; to: string } | null {
  const week = WEEK.exec(period);
  if (week === null) return isDay(period) ? { from: period, to: period } : null;
  try {
    const from = isoWeekStart(Number(week[1]), Number(week[2]));
    return { from, to: addDays(from, DAYS_PER_WEEK - 1) };
  } catch {
    return null;
  }
}

function priceRow(day: string, line: SheetLineView, currency: string, complete: boolean): Cell[] {
  const known = CURRENCIES.find((one) => one === currency);
  const money = (minor: number | null): string | null => (minor === null || known === undefined ? null : formatMoney(minor, known, "en", "plain"));
  // Withheld shows nothing at all; nothing sold has quantities and no price.
  const status: ObsStatus = line.sold === null ? "Q" : line.mean === null ? "M" : complete ? "A" : "P";
  return [
    day, line.itemId, line.grade ?? UNGRADED, line.venue ?? OTHER_VENUES, line.itemZh, line.itemEn === "" ? null : line.itemEn, line.category, line.unit, currency,
    money(line.max), money(line.upper), money(line.middle), money(line.lower), money(line.min), money(line.mean), line.sold, line.unsold, money(line.value), line.deals, status,
  ];
}

async function indexTable(scene: OpenScene, asked: string): Promise<Table | null> {
  const { market, businessDate } = await scene.ask(calendar.actions.today, {});
  const period = asked === LATEST ? `${dayParts(businessDate).year}-weeks` : asked;
  const match = YEAR.exec(period);
  if (match === null) return null;
  const frequency = match[2] === "weeks" ? ("week" as const) : ("day" as const);
  const { groups } = await scene.ask(index.actions.headlines, { frequency });
  const names = new Map<Cell, Name>();
  const rows: Cell[][] = [];
  const vintages: string[] = [];
  // The weeks of an ISO year may begin in the last days of the calendar year before and end in the first of the next.
  const year = Number(match[1]);
  const [from, to] = frequency === "week" ? [isoWeekStart(year, 1), addDays(isoWeekStart(year + 1, 1), -1)] : [`${match[1]}-01-01`, `${match[1]}-12-31`];
  for (const { group, zh, en } of groups) {
    names.set(group, { zh, en });
    const { points } = await scene.ask(index.actions.series, { group, frequency, from, to, limit: MAX_POINTS });
    for (const point of points) {
      if (frequency === "week" && isoWeekText(point.from).slice(0, 4) !== match[1]) continue;
      vintages.push(point.publishedAt);
      const number = (value: number | null): string | null => (value === null ? null : plain(value));
      rows.push([point.period, group, number(point.value), number(point.changePoints), number(point.changePercent), number(point.standardError), number(point.coverage), point.vintage, point.publishedAt, point.value === null ? "Q" : "A"]);
    }
  }
  if (rows.length === 0) return null;
  const dataset = checked({ shape: INDEX, period, publisher: { zh: market.nameZh, en: market.nameEn }, demo: market.demo, vintage: vintages.toSorted().at(-1) ?? null, rows });
  return { dataset, nameOf: (column, cell) => (column === "group" ? (names.get(cell) ?? null) : null) };
}

/** All digits that the number has, without an exponent. */
const plain = (value: number): string => (/e/.test(String(value)) ? value.toFixed(12) : String(value));

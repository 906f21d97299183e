import type { RecordedFigures } from "../../engines/recorded-day/figures.ts";

export type Category = "cut" | "orchid" | "foliage";
export type RecordedUnit = "bunch" | "pot" | "stem" | "box";

/** One row of a recorded day: what one item × variety × grade fetched in one market on one date. Prices in whole won. */
export interface RecordedRow extends RecordedFigures {
  readonly file: string;
  readonly row: number;
  /** Auction date, YYYY-MM-DD. */
  readonly date: string;
  /** Market code as in the file or its name; UNKNOWN_MARKET when neither says. */
  readonly market: string;
  readonly marketName: string | null;
  readonly category: Category | null;
  readonly item: string;
  readonly variety: string;
  readonly grade: string;
  /** The unit's word in the file, for instance 속 or 분. */
  readonly unit: string;
  readonly unitKind: RecordedUnit;
}

export const UNKNOWN_MARKET = "unknown";

/** The Korean files carry no currency column; the won has no minor unit, so amounts are whole won. */
export const RECORDED_CURRENCY = { code: "KRW", digits: 0 } as const;
export const RECORDED_MARKET = { zh: "记录回放", en: "Replay of recorded days", utcOffsetHours: 9 } as const;

const CATEGORY_WORDS: ReadonlyMap<string, Category> = new Map([
  ["cut", "cut"], ["절화", "cut"], ["切花", "cut"],
  ["orchid", "orchid"], ["난", "orchid"], ["兰花", "orchid"],
  ["foliage", "foliage"], ["관엽", "foliage"], ["观叶", "foliage"],
]);
export const CATEGORY_NAMES = "cut 절화 切花, orchid 난 兰花, foliage 관엽 观叶";

const UNIT_WORDS: ReadonlyMap<string, RecordedUnit> = new Map([
  ["속", "bunch"], ["단", "bunch"], ["분", "pot"], ["본", "stem"], ["대", "stem"], ["상자", "box"], ["박스", "box"],
]);
export const UNIT_NAMES = [...UNIT_WORDS.keys()].join(" ");

export function parseCategory(text: string): Category | null {
  return CATEGORY_WORDS.get(text.trim().toLowerCase()) ?? null;
}

export function parseUnit(text: string): RecordedUnit | null {
  return UNIT_WORDS.get(text) ?? null;
}

/** A date of the calendar in the form 2026-05-29, from 1990 to 2098, the last year of the market's calendar. */
export function isRecordedDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1990 && year <= 2098 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** What makes two rows copies of each other, and what seeds a row's lots. */
export function rowKey(row: Pick<RecordedRow, "date" | "market" | "item" | "variety" | "grade">): string {
  return JSON.stringify([row.date, row.market, row.item, row.variety, row.grade]);
}

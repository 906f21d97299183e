/**
 * What a day's place in the calendar says about demand: weekday, season, lunar day, distance to festivals, days the market rested.
 *
 * Only the calendar is used, so a row for a future day never looks ahead. Distances to a festival are spread over two neighbouring
 * knots (piecewise-linear "hat" functions, de Boor 1978), so that sparse years still estimate a smooth run-up.
 * Days before 1901 or after 2099 have no lunar terms.
 */
import { dayOf, fromDayNumber, toDayNumber } from "../calendar/day.ts";
import { type FestivalCode, festivalDay } from "../calendar/festivals.ts";
import { lunarDate, solarDayOfLunar } from "../calendar/lunar.ts";

export const WEEKDAYS = 7;
const HARMONICS = 5;
const LUNAR_DAYS = 30;
const TROPICAL_YEAR = 365.2422;
const FIRST_LUNAR_YEAR = 1902;
const LAST_LUNAR_YEAR = 2098;

/** The Spring Festival moves prices for weeks, the others for days. */
const SPRING_KNOTS = [-45, -35, -28, -22, -18, -15, -12, -10, -8, -6, -5, -4, -3, -2, -1, 0, 2, 4, 6, 8, 10, 13, 16, 20, 26, 34, 44];
const FESTIVAL_KNOTS = [-18, -12, -9, -7, -5, -4, -3, -2, -1, 0, 1, 2, 4, 7, 11];
const FESTIVALS: readonly FestivalCode[] = ["qingming", "mother", "dragon-boat", "mid-autumn", "valentine", "new-year", "qixi"];
/** 中元节, 15th of the seventh lunar month: offerings of flowers in every house in the south. */
const GHOST_MONTH = 7;
const FULL_MOON = 15;
const REST_KINDS = 3;

export const REGRESSOR_COUNT = WEEKDAYS + 2 * HARMONICS + LUNAR_DAYS + SPRING_KNOTS.length + (FESTIVALS.length + 1) * FESTIVAL_KNOTS.length + 2 * REST_KINDS;

/** Which columns hold the slow yearly season, which are penalised less. */
export const HARMONIC_COLUMNS = { from: WEEKDAYS, to: WEEKDAYS + 2 * HARMONICS } as const;

const festivalDays = new Map<string, number>();

function festivalNumber(code: FestivalCode | "ghost", year: number): number {
  const key = `${code}${year}`;
  const known = festivalDays.get(key);
  if (known !== undefined) return known;
  const day = toDayNumber(code === "ghost" ? solarDayOfLunar(year, GHOST_MONTH, FULL_MOON) : festivalDay(code, year));
  festivalDays.set(key, day);
  return day;
}

/** Writes the two hats next to `distance` into the row from `at` on; outside the knots nothing. */
function hat(row: Float64Array, at: number, knots: readonly number[], distance: number): void {
  const last = knots.length - 1;
  if (distance < (knots[0] as number) || distance > (knots[last] as number)) return;
  let k = 0;
  while (k < last - 1 && distance > (knots[k + 1] as number)) k += 1;
  const [left, right] = [knots[k] as number, knots[k + 1] as number];
  const part = (distance - left) / (right - left);
  row[at + k] = 1 - part;
  row[at + k + 1] = part;
}

/**
 * The regressors of one day, REGRESSOR_COUNT numbers. before, after: days to the neighbouring trading days (1 = no rest between).
 */
export function calendarRow(dayNumber: number, before: number, after: number): Float64Array {
  const row = new Float64Array(REGRESSOR_COUNT);
  const year = Number(fromDayNumber(dayNumber).slice(0, 4));
  row[(((dayNumber + 3) % WEEKDAYS) + WEEKDAYS) % WEEKDAYS] = 1;
  let at = WEEKDAYS;
  const angle = (2 * Math.PI * (dayNumber - toDayNumber(dayOf(2000, 1, 1)))) / TROPICAL_YEAR;
  for (let k = 1; k <= HARMONICS; k += 1, at += 2) {
    row[at] = Math.cos(k * angle);
    row[at + 1] = Math.sin(k * angle);
  }
  const lunar = year >= FIRST_LUNAR_YEAR && year <= LAST_LUNAR_YEAR;
  if (lunar) row[at + lunarDate(fromDayNumber(dayNumber)).day - 1] = 1;
  at += LUNAR_DAYS;
  if (lunar) hat(row, at, SPRING_KNOTS, nearest("spring-festival", dayNumber, year));
  at += SPRING_KNOTS.length;
  for (const code of [...FESTIVALS, "ghost"] as const) {
    if (lunar) hat(row, at, FESTIVAL_KNOTS, nearest(code, dayNumber, year));
    at += FESTIVAL_KNOTS.length;
  }
  if (before > 1) row[at + Math.min(before - 2, REST_KINDS - 1)] = 1;
  at += REST_KINDS;
  if (after > 1) row[at + Math.min(after - 2, REST_KINDS - 1)] = 1;
  return row;
}

function nearest(code: FestivalCode | "ghost", dayNumber: number, year: number): number {
  let best = Infinity;
  for (const other of [year - 1, year, year + 1]) {
    const distance = dayNumber - festivalNumber(code, other);
    if (Math.abs(distance) < Math.abs(best)) best = distance;
  }
  return best;
}

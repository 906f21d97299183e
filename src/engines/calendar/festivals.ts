/**
 * Festivals that move the pot-flower trade, and the festival axis.
 *
 * Half a grower's yearly sales fall before the Spring Festival, which wanders by a month on the Gregorian calendar. Two
 * years are therefore compared on the axis "days to the Spring Festival", not by date.
 * Years 1901–2099 (the axis looks one year either way).
 */
import { addDays, dayOf, dayParts, daysBetween, toDayNumber, weekday } from "./day.ts";
import type { DayText } from "./day.ts";
import { lunarDate, qingming, solarDayOfLunar } from "./lunar.ts";
import type { LunarDate } from "./lunar.ts";

export const FESTIVALS = [
  "new-year", "spring-festival", "lantern", "valentine", "women", "qingming", "mother",
  "dragon-boat", "qixi", "teacher", "mid-autumn", "national-day", "christmas",
] as const;
export type FestivalCode = (typeof FESTIVALS)[number];

export const FESTIVAL_WORDS: Record<FestivalCode, { readonly zh: string; readonly en: string }> = {
  "new-year": { zh: "元旦", en: "New Year's Day" },
  "spring-festival": { zh: "春节", en: "Spring Festival" },
  lantern: { zh: "元宵节", en: "Lantern Festival" },
  valentine: { zh: "情人节", en: "Valentine's Day" },
  women: { zh: "妇女节", en: "Women's Day" },
  qingming: { zh: "清明节", en: "Qingming Festival" },
  mother: { zh: "母亲节", en: "Mother's Day" },
  "dragon-boat": { zh: "端午节", en: "Dragon Boat Festival" },
  qixi: { zh: "七夕", en: "Qixi Festival" },
  teacher: { zh: "教师节", en: "Teachers' Day" },
  "mid-autumn": { zh: "中秋节", en: "Mid-Autumn Festival" },
  "national-day": { zh: "国庆节", en: "National Day" },
  christmas: { zh: "圣诞节", en: "Christmas Day" },
};

const FIXED: Partial<Record<FestivalCode, readonly [month: number, day: number]>> = {
  "new-year": [1, 1], valentine: [2, 14], women: [3, 8], teacher: [9, 10], "national-day": [10, 1], christmas: [12, 25],
};
/** In a year with a leap month the festival is kept in the ordinary month. */
const LUNAR: Partial<Record<FestivalCode, readonly [month: number, day: number]>> = {
  "spring-festival": [1, 1], lantern: [1, 15], "dragon-boat": [5, 5], qixi: [7, 7], "mid-autumn": [8, 15],
};
const SUNDAY = 7;

/** The day of a festival in a Gregorian year. */
export function festivalDay(code: FestivalCode, year: number): DayText {
  const fixed = FIXED[code];
  if (fixed !== undefined) return dayOf(year, fixed[0], fixed[1]);
  const lunar = LUNAR[code];
  if (lunar !== undefined) return solarDayOfLunar(year, lunar[0], lunar[1]);
  return code === "qingming" ? qingming(year) : secondSundayOfMay(year);
}

function secondSundayOfMay(year: number): DayText {
  const first = dayOf(year, 5, 1);
  return addDays(first, SUNDAY - weekday(first) + 7);
}

export interface FestivalOccurrence {
  readonly code: FestivalCode;
  readonly day: DayText;
}

/** Every festival from one day to another, both included, in order of day. */
export function festivalsBetween(from: DayText, to: DayText): FestivalOccurrence[] {
  const found: FestivalOccurrence[] = [];
  for (let { year } = dayParts(from); year <= dayParts(to).year; year += 1) {
    for (const code of FESTIVALS) {
      const day = festivalDay(code, year);
      if (from <= day && day <= to) found.push({ code, day });
    }
  }
  return found.toSorted((a, b) => toDayNumber(a.day) - toDayNumber(b.day));
}

export interface FestivalDistance {
  /** The last occurrence on or before the day, and how many days ago it was (0 on the day itself). */
  readonly previous: DayText;
  readonly daysSince: number;
  /** The next occurrence on or after the day, and in how many days. */
  readonly next: DayText;
  readonly daysTo: number;
}

export function festivalDistance(day: DayText, code: FestivalCode): FestivalDistance {
  const { year } = dayParts(day);
  const thisYear = festivalDay(code, year);
  const previous = thisYear <= day ? thisYear : festivalDay(code, year - 1);
  const next = thisYear >= day ? thisYear : festivalDay(code, year + 1);
  return { previous, daysSince: daysBetween(previous, day), next, daysTo: daysBetween(day, next) };
}

/** The next festival of any kind on or after the day. */
export function nextFestival(day: DayText): FestivalOccurrence & { readonly daysTo: number } {
  const within = festivalsBetween(day, addDays(day, 366));
  const first = within[0];
  if (first === undefined) throw new RangeError(`no festival within a year of ${day}`);
  return { ...first, daysTo: daysBetween(day, first.day) };
}

export interface FestivalAxis {
  /** The Spring Festival nearest to the day; of two equally near ones the coming one. */
  readonly springFestival: DayText;
  /** Days from that festival: −10 is ten days before it, 0 the first day of the first month, 14 the Lantern Festival. */
  readonly offset: number;
  readonly lunar: LunarDate;
  /** e.g. 腊月二十. */
  readonly label: string;
  /** 腊月初五 to 腊月廿五, the weeks in which the Spring-Festival stock is shipped. */
  readonly springRush: boolean;
}

const RUSH_MONTH = 12;
const RUSH_FIRST_DAY = 5;
const RUSH_LAST_DAY = 25;

/** Where a day stands on the axis around the Spring Festival. */
export function festivalAxis(day: DayText): FestivalAxis {
  const { previous, daysSince, next, daysTo } = festivalDistance(day, "spring-festival");
  const lunar = lunarDate(day);
  const coming = daysTo <= daysSince;
  return {
    springFestival: coming ? next : previous,
    offset: coming ? (daysTo === 0 ? 0 : -daysTo) : daysSince,
    lunar,
    label: lunar.label,
    springRush: lunar.month === RUSH_MONTH && !lunar.leap && lunar.day >= RUSH_FIRST_DAY && lunar.day <= RUSH_LAST_DAY,
  };
}

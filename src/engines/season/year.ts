/**
 * The year as demand and weather see it, week by week: how much of an item's average demand falls into a week, and how warm it
 * is outside. Festivals come from `engines/calendar`, so the Spring Festival wanders as it does.
 */
import { addDays, daysBetween, dayParts } from "../calendar/day.ts";
import type { DayText } from "../calendar/day.ts";
import { festivalAxis, festivalDay } from "../calendar/festivals.ts";
import type { Item } from "./items.ts";

const DAYS_OF_YEAR = 365.2425;
const WEEKS_OF_YEAR = DAYS_OF_YEAR / 7;
/** The Spring Festival is bought for from this many days before it to this many; the peak lies in the rush of the 12th month. */
const SPRING_FIRST = -49;
const SPRING_PEAK = -17;
const SPRING_LAST = -3;
/** Other festivals are bought for in this many days up to the eve. */
const FESTIVAL_DAYS = 14;
const MID_WEEK = 3;

/** Outdoor mean of a week at Qingzhou, roughly: 13 °C over the year, −2 in mid-January, 28 in mid-July. */
const MEAN_TEMPERATURE = 13;
const TEMPERATURE_SWING = 15;
const COLDEST_DAY = 15;

export interface Week {
  /** Monday. */
  readonly day: DayText;
  /** Height of the spring demand in this week: 1 would be the whole spring demand of the year in it. */
  readonly spring: number;
  /** The week belongs to the Spring Festival's trade. */
  readonly festive: boolean;
  /** The Spring Festival falls into this week. */
  readonly springFestival: boolean;
  /** Usual outdoor mean, °C. */
  readonly temperature: number;
  /** 1–12, of the middle of the week. */
  readonly month: number;
}

/** `count` weeks from a Monday on. Years as `engines/calendar` knows them. */
export function weeksFrom(start: DayText, count: number): Week[] {
  return Array.from({ length: count }, (_, week) => {
    const day = addDays(start, 7 * week);
    const middle = addDays(day, MID_WEEK);
    const { offset } = festivalAxis(middle);
    const { year, month } = dayParts(middle);
    const dayOfYear = daysBetween(`${year}-01-01`, middle);
    return {
      day, month, spring: springTent(offset), festive: offset >= SPRING_FIRST && offset <= SPRING_LAST,
      springFestival: offset >= -MID_WEEK && offset <= MID_WEEK,
      temperature: MEAN_TEMPERATURE - TEMPERATURE_SWING * Math.cos((2 * Math.PI * (dayOfYear - COLDEST_DAY)) / DAYS_OF_YEAR),
    };
  });
}

/** A tent over the days before the festival whose weekly heights sum to 1, however the weeks lie. */
function springTent(offset: number): number {
  if (offset <= SPRING_FIRST || offset >= SPRING_LAST) return 0;
  const height = offset <= SPRING_PEAK ? (offset - SPRING_FIRST) / (SPRING_PEAK - SPRING_FIRST) : (SPRING_LAST - offset) / (SPRING_LAST - SPRING_PEAK);
  return (height * 7) / ((SPRING_LAST - SPRING_FIRST) / 2);
}

/** Demand of each item in each week as a multiple of its average: [item × weeks + week]. The year's mean is about 1. */
export function seasonOf(items: readonly Item[], weeks: readonly Week[]): Float64Array {
  const season = new Float64Array(items.length * weeks.length);
  const named = new Set(items.flatMap(({ festivals }) => festivals));
  const parts = new Map([...named].map((festival) => [festival, weeks.map(({ day }) => festivalPart(day, festival))]));
  items.forEach((item, i) => {
    const flat = 1 - item.springShare - item.festivalShare;
    const each = item.festivals.length === 0 ? 0 : (item.festivalShare * WEEKS_OF_YEAR) / item.festivals.length;
    weeks.forEach(({ spring }, week) => {
      let height = flat + item.springShare * WEEKS_OF_YEAR * spring;
      for (const festival of item.festivals) height += each * parts.get(festival)![week]!;
      season[i * weeks.length + week] = height;
    });
  });
  return season;
}

/** Part of a festival's demand that falls into the week of this Monday. */
function festivalPart(monday: DayText, festival: Item["festivals"][number]): number {
  let part = 0;
  for (const year of [dayParts(monday).year, dayParts(addDays(monday, 7 + FESTIVAL_DAYS)).year].filter((one, n, all) => all.indexOf(one) === n)) {
    const until = daysBetween(monday, festivalDay(festival, year));
    const first = Math.max(0, until - FESTIVAL_DAYS);
    const last = Math.min(7, until);
    part += Math.max(0, last - first) / FESTIVAL_DAYS;
  }
  return part;
}

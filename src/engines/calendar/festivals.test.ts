import { describe, expect, test } from "vitest";
import { addDays, dayParts, fromDayNumber, toDayNumber } from "./day.ts";
import { FESTIVALS, festivalAxis, festivalDay, festivalDistance, festivalsBetween, nextFestival } from "./festivals.ts";
import { lunarDate, lunarDayName, solarDayOfLunar } from "./lunar.ts";

/** First days of the lunar year as printed in public calendars. */
const NEW_YEARS = [
  "1949-01-29", "1985-02-20", "2000-02-05", "2008-02-07", "2012-01-23", "2013-02-10", "2014-01-31", "2015-02-19", "2016-02-08", "2017-01-28", "2018-02-16",
  "2019-02-05", "2020-01-25", "2021-02-12", "2022-02-01", "2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06", "2028-01-26", "2033-01-31", "2034-02-19",
];

describe("lunar dates", () => {
  test.each(NEW_YEARS)("%s is 正月初一", (day) => {
    expect(lunarDate(day)).toMatchObject({ year: dayParts(day).year, month: 1, day: 1, leap: false, label: "正月初一", labelEn: "month 1, day 1" });
    expect(solarDayOfLunar(dayParts(day).year, 1, 1)).toBe(day);
  });

  test.each([
    ["2024-09-17", "八月十五"], ["2025-10-06", "八月十五"], ["2025-05-31", "五月初五"], ["2025-07-25", "闰六月初一"], ["2023-03-22", "闰二月初一"], ["2020-05-23", "闰四月初一"],
    ["2026-02-07", "腊月二十"], ["2026-02-16", "腊月廿九"], ["2025-01-28", "腊月廿九"], ["2024-02-09", "腊月三十"], ["2025-12-20", "冬月初一"], ["2033-12-22", "闰冬月初一"],
  ])("%s is %s", (day, label) => expect(lunarDate(day).label).toBe(label));

  test("the Chinese calendar of the runtime agrees on every day from 1990 to 2040 but in five months", () => {
    // In these months the new moon falls so close to midnight in Beijing that the approximation in the runtime's tables lands
    // on the other day. The printed calendars follow the exact moment, as the five days asserted below do.
    const knownToDiffer = /^(1999-0[12]|2012-0[89]|2018-1[12]|2027-0[23]|2030-0[23])/;
    const oracle = new Intl.DateTimeFormat("en-u-ca-chinese", { timeZone: "UTC", month: "numeric", day: "numeric" });
    const differences: string[] = [];
    for (let n = toDayNumber("1990-01-01"); n < toDayNumber("2041-01-01"); n += 1) {
      const text = fromDayNumber(n);
      if (knownToDiffer.test(text)) continue;
      const parts = oracle.formatToParts(n * 86_400_000);
      const { month, leap, day } = lunarDate(text);
      const theirs = `${parts.find((p) => p.type === "month")?.value}/${parts.find((p) => p.type === "day")?.value}`;
      if (theirs !== `${month}${leap ? "bis" : ""}/${day}`) differences.push(`${text}: ${theirs}`);
    }
    expect(differences).toEqual([]);
    expect(["1999-01-17", "2012-08-17", "2018-11-08", "2027-02-06", "2030-02-03"].map((day) => lunarDate(day).label)).toEqual([
      "腊月初一", "七月初一", "十月初一", "正月初一", "正月初一",
    ]);
    expect(["2025-07-25", "2026-11-27"].map((day) => lunarDate(day).labelEn)).toEqual(["leap month 6, day 1", "month 10, day 19"]);
  });

  test("a day or month that the year does not have is refused by name", () => {
    expect(() => solarDayOfLunar(2026, 6, 1, true)).toThrow("lunar year 2026 has no 闰六月初一");
    expect(() => solarDayOfLunar(2025, 12, 30)).toThrow("腊月三十");
    expect(() => lunarDate("2150-01-01")).toThrow("1900 to 2100");
    expect([1, 10, 11, 20, 21, 29, 30].map(lunarDayName)).toEqual(["初一", "初十", "十一", "二十", "廿一", "廿九", "三十"]);
  });
});

describe("festivals", () => {
  test("the thirteen festivals of 2026", () => {
    expect(festivalsBetween("2026-01-01", "2026-12-31").map((f) => `${f.day} ${f.code}`)).toEqual([
      "2026-01-01 new-year", "2026-02-14 valentine", "2026-02-17 spring-festival", "2026-03-03 lantern", "2026-03-08 women", "2026-04-05 qingming", "2026-05-10 mother",
      "2026-06-19 dragon-boat", "2026-08-19 qixi", "2026-09-10 teacher", "2026-09-25 mid-autumn", "2026-10-01 national-day", "2026-12-25 christmas",
    ]);
  });

  test.each([
    ["qingming", 2023, "2023-04-05"], ["qingming", 2024, "2024-04-04"], ["qingming", 2025, "2025-04-04"], ["mother", 2023, "2023-05-14"], ["mother", 2025, "2025-05-11"], ["mother", 2027, "2027-05-09"],
    ["dragon-boat", 2024, "2024-06-10"], ["qixi", 2024, "2024-08-10"], ["qixi", 2025, "2025-08-29"], ["mid-autumn", 2023, "2023-09-29"], ["mid-autumn", 2020, "2020-10-01"], ["lantern", 2025, "2025-02-12"],
  ] as const)("%s %i is on %s", (code, year, day) => expect(festivalDay(code, year)).toBe(day));

  test("distances count to both sides and are 0 on the day", () => {
    expect(festivalDistance("2026-02-10", "valentine")).toEqual({ previous: "2025-02-14", daysSince: 361, next: "2026-02-14", daysTo: 4 });
    for (const code of FESTIVALS) {
      const day = festivalDay(code, 2026);
      expect(festivalDistance(day, code)).toEqual({ previous: day, daysSince: 0, next: day, daysTo: 0 });
    }
    expect(nextFestival("2026-12-26")).toEqual({ code: "new-year", day: "2027-01-01", daysTo: 6 });
  });
});

describe("the festival axis", () => {
  test("ten days before the festival is the same place in every year", () => {
    for (const newYear of NEW_YEARS) expect(festivalAxis(addDays(newYear, -10))).toMatchObject({ springFestival: newYear, offset: -10 });
    expect(festivalAxis("2026-02-07")).toMatchObject({ springFestival: "2026-02-17", offset: -10, label: "腊月二十", springRush: true });
    expect(festivalAxis("2026-02-17")).toMatchObject({ offset: 0, springRush: false });
    expect(festivalAxis("2026-03-03")).toMatchObject({ offset: 14, label: "正月十五" });
  });

  test("the rush is 腊月初五 to 腊月廿五", () => {
    const rush = Array.from({ length: 60 }, (_, i) => addDays("2026-01-01", i)).filter((day) => festivalAxis(day).springRush);
    expect([rush[0], rush.at(-1), rush.length]).toEqual(["2026-01-23", "2026-02-12", 21]);
  });

  test("the axis runs by one a day and jumps once, in summer", () => {
    let jumps = 0;
    for (let day = "2025-02-01"; day < "2026-06-01"; day = addDays(day, 1)) {
      const step = festivalAxis(addDays(day, 1)).offset - festivalAxis(day).offset;
      if (step !== 1) {
        jumps += 1;
        expect([6, 7, 8, 9]).toContain(dayParts(day).month);
        expect(step).toBeLessThan(-350);
      }
    }
    expect(jumps).toBe(1);
  });
});

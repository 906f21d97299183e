import { describe, expect, test } from "vitest";
import { fromDayNumber, toDayNumber } from "../calendar/day.ts";
import { readDate, readSeries } from "./read-series.ts";
import { daysToCome, rhythmOf } from "./series.ts";

describe("a file of prices", () => {
  test("may count years of the Republic, have a heading, a byte order mark and any order", () => {
    const { series, missing, faults } = readSeries("\uFEFFDate,Average_price\r\n087/12/02,113\r\n087/12/01,84\r\n087/12/03,0\r\n087/12/04,\r\n");
    expect(Array.from(series.days, fromDayNumber)).toEqual(["1998-12-01", "1998-12-02"]);
    expect([...series.values]).toEqual([84, 113]);
    expect({ missing, faults }).toEqual({ missing: 2, faults: [] });
  });
  test("names every line that cannot be read", () => {
    expect(readSeries("date,value\n2020-02-30,5\n2020-03-01,dear\n2020-03-02\n2020-03-03,1\n2020-03-03,2").faults.map(({ line, code }) => `${line} ${code}`)).toEqual(["2 date", "3 value", "4 columns", "6 repeated"]);
  });
  test("keeps zeros where they are values", () => {
    expect([...readSeries("2020-01-01,0\n2020-01-02,-3", { zeroIsValue: true }).series.values]).toEqual([0, -3]);
  });
  test.each([["2017-03", "2017-03-01"], ["106/3/1", "2017-03-01"], ["99.12.31", "2010-12-31"], ["2017-13-01", undefined], ["yesterday", undefined]])("the date %s", (text, day) => {
    expect(readDate(text)).toBe(day === undefined ? undefined : toDayNumber(day));
  });
});

describe("the days to come", () => {
  const from = (first: string, keep: (day: number) => boolean, count: number): number[] => Array.from({ length: count }, (_, i) => toDayNumber(first) + i).filter(keep);
  test("a market that rests on Sundays, and three days from the Spring Festival on as in the year before", () => {
    const rests = new Set(["2022-02-01", "2022-02-02", "2022-02-03"].map(toDayNumber));
    const days = from("2022-01-03", (day) => (day + 3) % 7 !== 6 && !rests.has(day), 383);
    expect(fromDayNumber(days.at(-1) as number)).toBe("2023-01-20");
    expect(Array.from(daysToCome(days, 3, rhythmOf(days)), fromDayNumber)).toEqual(["2023-01-21", "2023-01-25", "2023-01-26"]);
  });
  test.each([[7, "weekly", 52], [91, "quarterly", 4], [1, "daily", 7], [13, "steps", 1]])("a value every %i days is %s, season %i", (spacing, kind, period) => {
    expect(rhythmOf(Array.from({ length: 40 }, (_, i) => 18_000 + i * spacing))).toMatchObject({ kind, period });
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SEOUL_OFFSET_MINUTES, SHANGHAI_OFFSET_MINUTES, businessDate, businessDaySpan, localTime } from "./business-date.ts";
import { addDays, addMonths, dayParts, daysBetween, fromDayNumber, isDay, isoWeek, isoWeekStart, isoWeekText, toDayNumber, weekday } from "./day.ts";

const seed = Number(process.env["SEED"] ?? 20260605);
console.log(`calendar properties: seed ${seed}`);

const at = (iso: string) => Date.parse(iso);

describe("days as text", () => {
  test("arithmetic over month ends, leap days and years", () => {
    expect([addDays("2024-02-28", 1), addDays("2023-02-28", 1), addDays("2026-01-01", -1)]).toEqual(["2024-02-29", "2023-03-01", "2025-12-31"]);
    expect(daysBetween("2025-01-29", "2026-02-17")).toBe(384);
    expect([addMonths("2026-01-31", 1), addMonths("2026-03-15", -3), addMonths("2024-02-29", 12)]).toEqual(["2026-02-28", "2025-12-15", "2025-02-28"]);
  });

  test("a day the calendar does not have is refused", () => {
    expect(["2023-02-29", "2026-13-01", "2026-1-1", "20260101", "1599-12-31", "２０２６-01-01"].map(isDay)).toEqual(Array(6).fill(false));
    expect(() => addDays("2026-04-31", 1)).toThrow('"2026-04-31" is not a day');
  });

  test("the runtime's own calendar agrees on every day number it is asked about", () => {
    const days = fc.integer({ min: toDayNumber("1600-01-01"), max: toDayNumber("2399-12-31") });
    fc.assert(
      fc.property(days, (n) => {
        const text = fromDayNumber(n);
        const oracle = new Date(n * 86_400_000);
        expect(text).toBe(oracle.toISOString().slice(0, 10));
        expect(toDayNumber(text)).toBe(n);
        expect(weekday(text) % 7).toBe(oracle.getUTCDay());
      }),
      { seed, numRuns: 2_000 },
    );
  });

  test("ISO weeks around New Year", () => {
    expect([isoWeekText("2026-01-01"), isoWeekText("2024-12-30"), isoWeekText("2027-01-03"), isoWeekText("2026-11-22")]).toEqual(["2026-W01", "2025-W01", "2026-W53", "2026-W47"]);
    expect(isoWeek("2026-11-22")).toEqual({ year: 2026, week: 47, weekday: 7 });
    expect(isoWeekStart(2026, 47)).toBe("2026-11-16");
    expect(() => isoWeekStart(2025, 53)).toThrow("no ISO week 53");
    for (let n = toDayNumber("2000-01-01"); n < toDayNumber("2030-01-01"); n += 1) {
      const { year, week, weekday: day } = isoWeek(fromDayNumber(n));
      expect(addDays(isoWeekStart(year, week), day - 1)).toBe(fromDayNumber(n));
    }
  });
});

describe("the business date of a market", () => {
  const qingzhou = { utcOffsetMinutes: SHANGHAI_OFFSET_MINUTES, cutOverMinutes: 5 * 60 };

  test("two o'clock at night still belongs to yesterday's market; five o'clock opens the new day", () => {
    expect(businessDate(at("2026-06-02T02:00:00+08:00"), qingzhou)).toBe("2026-06-01");
    expect(businessDate(at("2026-06-02T04:59:59.999+08:00"), qingzhou)).toBe("2026-06-01");
    expect(businessDate(at("2026-06-02T05:00:00+08:00"), qingzhou)).toBe("2026-06-02");
  });

  test("Seoul is an hour ahead, and an evening market may open the next day", () => {
    const seoul = { utcOffsetMinutes: SEOUL_OFFSET_MINUTES, cutOverMinutes: 0 };
    expect(businessDate(at("2026-06-01T15:00:00Z"), seoul)).toBe("2026-06-02");
    expect(businessDate(at("2026-06-01T15:00:00Z"), { ...seoul, utcOffsetMinutes: SHANGHAI_OFFSET_MINUTES })).toBe("2026-06-01");
    const evening = { utcOffsetMinutes: SHANGHAI_OFFSET_MINUTES, cutOverMinutes: -6 * 60 };
    expect(businessDate(at("2026-06-01T18:00:00+08:00"), evening)).toBe("2026-06-02");
    expect(businessDate(at("2026-06-01T17:59:00+08:00"), evening)).toBe("2026-06-01");
  });

  test("the wall clock is read without asking the machine for its zone", () => {
    expect(localTime(at("2026-06-01T23:30:00Z"), SHANGHAI_OFFSET_MINUTES)).toEqual({ day: "2026-06-02", minutes: 450 });
    expect(() => businessDate(0, { utcOffsetMinutes: 480, cutOverMinutes: 900 })).toThrow("cutOverMinutes");
  });

  test("every moment lies in exactly the span of its business date", () => {
    const market = fc.record({ utcOffsetMinutes: fc.integer({ min: -720, max: 840 }), cutOverMinutes: fc.integer({ min: -720, max: 720 }) });
    fc.assert(
      fc.property(fc.integer({ min: -2e12, max: 4e12 }), market, (ms, m) => {
        const date = businessDate(ms, m);
        const { startMs, endMs } = businessDaySpan(date, m);
        expect(startMs <= ms && ms < endMs).toBe(true);
        expect(dayParts(businessDate(endMs, m))).toEqual(dayParts(addDays(date, 1)));
      }),
      { seed },
    );
  });
});

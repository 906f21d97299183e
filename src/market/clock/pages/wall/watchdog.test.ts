import { describe, expect, it } from "vitest";
import { FROZEN_MS, LOST_MS, NIGHT_HOUR, SILENT_MS, whyReload } from "./useWatchdog.ts";
import type { Vital } from "./useWatchdog.ts";

const HOUR = 3_600_000;
const well: Vital = { sinceMessage: 500, sinceFrame: 16, sinceStart: HOUR, visible: true, live: true, selling: true, hour: 10 };

describe("a wall screen that runs for weeks", () => {
  it("is left alone while it lives", () => {
    expect(whyReload(well)).toBeNull();
    expect(whyReload({ ...well, hour: NIGHT_HOUR, sinceStart: 30 * HOUR })).toBeNull();
  });

  it("is started afresh when its picture freezes, unless nobody could see it", () => {
    expect(whyReload({ ...well, sinceFrame: FROZEN_MS + 1 })).toBe("frozen");
    expect(whyReload({ ...well, sinceFrame: FROZEN_MS + 1, visible: false })).toBeNull();
  });

  it("is started afresh when an open line falls silent, and gives a lost one time to come back", () => {
    expect(whyReload({ ...well, sinceMessage: SILENT_MS + 1 })).toBe("silent");
    expect(whyReload({ ...well, live: false, sinceMessage: SILENT_MS + 1 })).toBeNull();
    expect(whyReload({ ...well, live: false, sinceMessage: LOST_MS + 1 })).toBe("lost");
  });

  it("is started afresh once a night, between sessions", () => {
    const night = { ...well, live: false, selling: false, hour: NIGHT_HOUR };
    expect(whyReload({ ...night, sinceStart: 23 * HOUR })).toBe("night");
    expect(whyReload({ ...night, sinceStart: 10 * 60_000 })).toBeNull();
    expect(whyReload({ ...night, sinceStart: 23 * HOUR, hour: 12 })).toBeNull();
  });
});

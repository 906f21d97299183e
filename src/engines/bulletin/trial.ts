/** Markets for the tests of bulletins: a random one from a seed, and a small one with known figures. */
import { addDays } from "../calendar/day.ts";
import type { BulletinData, DataLine, DataPeriod } from "./data.ts";
import { periodOf, yearBefore } from "./gather.ts";

export const line = (name: string, mean: number | null, sold: number | null, more: Partial<DataLine> = {}): DataLine => ({
  key: `${name} A`, item: { zh: name, en: "" }, mark: { zh: "A", en: "A" }, unit: "pot", mean, sold, unsold: sold === null ? null : 0,
  value: mean === null || sold === null ? (sold === 0 ? 0 : null) : mean * sold, deals: sold === null ? null : Math.min(3, sold), withheld: sold === null ? "too_few_sellers" : null, ...more,
});
export const dayOfLines = (day: string, lines: readonly DataLine[]): DataPeriod => periodOf(day, [{ day, complete: true, vintage: `${day}T10:00:00.000Z`, lines }]);
export const bulletin = (now: DataPeriod, before: DataPeriod | null, more: Partial<BulletinData> = {}): BulletinData => ({
  kind: "day", market: { zh: "试验市场", en: "Test market" }, demo: true, currency: "CNY", utcOffsetMinutes: 480, now, before, lastYear: null, index: [], reasons: [], outlook: [], trend: [], ...more,
});

const GOODS = ["蝴蝶兰", "红掌 12 cm", "仙客来", "百合", "凤梨", "绿萝", "长寿花", "君子兰", "杜鹃", "多肉"];
/** Mulberry32, as a generator of numbers in [0, 1). */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A day with withheld, unsold, unchanged and hardly moved lines, its day before, last year, indices, reasons and forecasts. */
export function randomBulletin(seed: number): BulletinData {
  const next = chance(seed);
  const upTo = (n: number): number => Math.floor(next() * n);
  const period = (day: string, base: ReadonlyMap<string, number>): DataPeriod => dayOfLines(day, GOODS.flatMap((name) => {
    if (next() < 0.15) return [];
    if (next() < 0.2) return [line(name, null, null)];
    if (next() < 0.1) return [line(name, null, 0, { unsold: 1 + upTo(50), withheld: "nothing_sold" })];
    const mean = next() < 0.2 ? base.get(name)! : Math.max(1, base.get(name)! + upTo(1_000) - 500);
    return [line(name, mean, 1 + upTo(5_000), { unsold: upTo(3) * upTo(200), unit: name === "百合" ? "stem" : "pot" })];
  }));
  const base = new Map(GOODS.map((name) => [name, 600 + upTo(400_000)]));
  const day = addDays("2026-01-01", upTo(700));
  const level = (): number => 5_000 + upTo(20_000);
  return bulletin(period(day, base), next() < 0.1 ? null : period(addDays(day, -1 - upTo(3)), base), {
    lastYear: next() < 0.4 ? null : period(yearBefore(day), base),
    index: next() < 0.3 ? [] : [{ code: "all", name: { zh: "盆花价格指数", en: "Pot plant price index" }, period: day, level: level(), before: next() < 0.2 ? null : { period: addDays(day, -1), level: level() }, lastYear: next() < 0.5 ? null : { period: yearBefore(day), level: level() }, vintage: "1" }],
    reasons: next() < 0.5 ? [] : [{ code: "pass_floor_reached", name: { zh: "到保护价无人应价", en: "nobody pressed above the floor price" }, unit: "pot", quantity: 1 + upTo(900) }],
    outlook: next() < 0.5 ? [] : [{ key: `${GOODS[0]} A`, name: { zh: GOODS[0]!, en: "" }, unit: "pot", period: addDays(day, 7), mean: 2_000, low: 1_800, high: 2_200, model: "ETS", skill: upTo(200) - 50, vintage: "1" }],
    trend: [{ period: addDays(day, -1), value: null }, { period: day, value: 1_000 }],
  });
}

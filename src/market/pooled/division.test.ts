import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonical } from "../../kernel/machinery/canonical.ts";
import { DIVISION_VERSION, divide, quotasOf, type AnswerInput, type DivisionInput, type DropInput, type GrowerInput, type QuotaOut } from "./division.ts";
import { Pool } from "./pool.ts";
import { NO_SOLVER } from "./ruling.ts";
import { RULES, canMeet, faultsOf, type Rule, type Terms } from "./rules.ts";
import { NO_RECORD, pointsOf } from "./score.ts";

const SEED = Number(process.env["HUALIAN_SEED"] ?? 20_261_128);
const runs = { seed: SEED, numRuns: 250 };
const DAYS = ["2026-12-10", "2026-12-14", "2026-12-18"];
const STEP = 8;

const grower = (id: string, left: number, from = DAYS[0]!, to = DAYS[2]!, capacity: GrowerInput["capacity"] = []): GrowerInput => ({ id, sources: [{ id: `batch-${id}`, kind: "batch", itemId: "phal", lines: [1], from, to, left }], capacity, score: 500, distance: 10_000, quality: 900, transport: 3_000 });
const drop = (n: number, estate: number, change: Partial<DropInput> = {}): DropInput => ({ dropId: `drop-${n}`, line: 1, n, itemId: "phal", unit: "pot", dueOn: DAYS[n - 1]!, estate, cap: estate, step: STEP, minBatch: 0, price: 18_50, ceiling: null, ...change });
const input = (rule: Rule, drops: readonly DropInput[], growers: readonly GrowerInput[], answers: readonly AnswerInput[] = []): DivisionInput => ({ version: DIVISION_VERSION, orderNo: "T20261130-0001", rule, fairnessPm: 500, drops, growers, answers });
const sum = (of: readonly { units: number }[]): number => of.reduce((total, { units }) => total + units, 0);

const anyGrower = (n: number) => fc.record({
  sources: fc.array(fc.record({ left: fc.integer({ min: 0, max: 600 }), from: fc.integer({ min: 0, max: 2 }), days: fc.integer({ min: 0, max: 2 }), kind: fc.constantFrom("batch" as const, "lot" as const) }), { maxLength: 3 }),
  capacity: fc.option(fc.integer({ min: 0, max: 400 }), { nil: null }), score: fc.integer({ min: 0, max: 1_000 }), distance: fc.option(fc.integer({ min: 0, max: 200_000 }), { nil: null }), quality: fc.integer({ min: 0, max: 1_000 }),
}).map(({ sources, capacity, ...rest }): GrowerInput => ({
  id: `grower-${n}`, ...rest, transport: rest.distance ?? 60_000, capacity: capacity === null ? [] : DAYS.map((day) => ({ unit: "pot", day, left: capacity })),
  sources: sources.map((one, at) => ({ id: `${n}-${at}`, kind: one.kind, itemId: "phal", lines: [1], from: DAYS[one.from]!, to: DAYS[Math.min(2, one.from + one.days)]!, left: one.left })),
}));
const anyCase = fc.record({
  truck: fc.option(fc.constantFrom(8, 80, 200), { nil: null }),
  rule: fc.constantFrom(...RULES), growers: fc.integer({ min: 1, max: 7 }).chain((many) => fc.tuple(...Array.from({ length: many }, (_, n) => anyGrower(n)))), minBatch: fc.constantFrom(0, 0, 40), cap: fc.constantFrom(30, 100, 100),
  estates: fc.array(fc.integer({ min: 1, max: 80 }).map((trays) => trays * STEP), { minLength: 1, maxLength: 3 }), moods: fc.array(fc.record({ part: fc.constantFrom(0, 50, 100), more: fc.constantFrom(0, 50, 100), ask: fc.integer({ min: 100, max: 2_400 }), silent: fc.boolean() }), { minLength: 1, maxLength: 20 }),
});
const trays = (units: number): number => Math.floor(units / STEP) * STEP;

/** Answers as the door would let them in: whole trays, at least a batch, within what he has. */
function answersTo(quotas: readonly QuotaOut[], { moods, minBatch }: { moods: readonly { part: number; more: number; ask: number; silent: boolean }[]; minBatch: number }): AnswerInput[] {
  return quotas.flatMap((quota, at): AnswerInput[] => {
    const mood = moods[at % moods.length]!;
    const least = Math.min(minBatch, quota.quota);
    const wish = trays((quota.quota * mood.part) / 100);
    const accepted = wish < least ? 0 : wish;
    const more = trays(((quota.available - accepted) * mood.more) / 100);
    const extra = accepted + more > 0 && accepted + more < minBatch ? 0 : more;
    return mood.silent ? [] : [{ dropId: quota.dropId, growerId: quota.growerId, quota: quota.quota, accepted, extra, ask: mood.ask, has: 0 }];
  });
}

describe("the division of an order", () => {
  test(`keeps every unit, gives nobody more than he has or said, and the same again for the same (seed ${SEED})`, async () => {
    await fc.assert(fc.asyncProperty(anyCase, async ({ rule, growers: plainGrowers, truck, minBatch, cap, estates, moods }) => {
      const growers = truck === null ? plainGrowers : plainGrowers.map((one, n): GrowerInput => ({ ...one, zone: `town ${n % 3}`, trip: 100_00 * (1 + (n % 3)) }));
      const holds = truck === null ? {} : { truckHolds: truck };
      const drops = estates.map((estate, at) => drop(at + 1, estate, { minBatch: Math.min(minBatch, estate), cap: Math.floor((estate * cap) / 100), ceiling: rule === "sealed_bid" ? 2_000 : null }));
      const quotas = await quotasOf({ ...input(rule, drops, growers), ...holds }, NO_SOLVER);
      for (const one of quotas) expect(one.quota).toBeLessThanOrEqual(one.available);
      if (rule !== "sealed_bid") for (const one of drops) expect(quotas.filter((quota) => quota.dropId === one.dropId).reduce((total, { quota }) => total + quota, 0)).toBeLessThanOrEqual(one.estate);
      const answers = answersTo(quotas, { moods, minBatch });
      const asked = { ...input(rule, drops, growers, answers), ...holds };
      const output = await divide(asked, NO_SOLVER);
      // The order in which growers and answers stand does not matter, nor does asking twice.
      expect(canonical(await divide({ ...asked, growers: growers.toReversed(), answers: answers.toReversed() }, NO_SOLVER))).toBe(canonical(output));
      for (const [at, out] of output.drops.entries()) {
        expect(sum(out.shares) + out.unplaced).toBe(drops[at]!.estate);
        expect(out.unplaced).toBeGreaterThanOrEqual(0);
        for (const share of out.shares) {
          const answer = answers.find((one) => one.dropId === out.dropId && one.growerId === share.growerId)!;
          expect(share.units).toBeLessThanOrEqual(Math.min(answer.accepted + answer.extra, drops[at]!.cap));
          expect(share.units % STEP).toBe(0);
          expect(share.units).toBe(share.guaranteed + share.flowed);
          expect(sum(share.sources)).toBe(share.units);
          // What he accepted of his quota is his: nothing changed meanwhile.
          if (rule !== "sealed_bid") expect(share.guaranteed).toBe(Math.min(answer.accepted, answer.quota));
          if (share.units > 0 && rule === "sealed_bid") expect(answer.ask!).toBeLessThanOrEqual(out.clearing!);
          if (share.units > 0) expect(share.units).toBeGreaterThanOrEqual(drops[at]!.minBatch);
        }
      }
      for (const one of growers) {
        for (const source of one.sources) expect(sum(output.drops.flatMap((out) => out.shares).filter((share) => share.growerId === one.id).flatMap((share) => share.sources).filter(({ id }) => id === source.id))).toBeLessThanOrEqual(source.left);
        for (const { day, left } of one.capacity) expect(sum(output.drops.filter((_, at) => drops[at]!.dueOn === day).flatMap((out) => out.shares).filter((share) => share.growerId === one.id))).toBeLessThanOrEqual(left);
      }
    }), runs);
  });

  test("who has a part already gets no more of it than the largest part allows", async () => {
    const asked = input("equal_awards", [drop(1, 200, { cap: 100 })], [grower("a", 400)], [{ dropId: "drop-1", growerId: "a", quota: 96, accepted: 96, extra: 80, ask: null, has: 40 }]);
    expect((await divide(asked, NO_SOLVER)).drops[0]).toMatchObject({ given: 56, shares: [{ units: 56, why: { binding: "no_longer_there" } }] });
  });

  test("asks nobody twice for the same pots: what an early drop takes is not there for a later one", async () => {
    const quotas = await quotasOf(input("equal_awards", [drop(1, 160), drop(2, 160)], [grower("a", 200), grower("b", 40)]), NO_SOLVER);
    expect(quotas.map((one) => [one.dropId, one.growerId, one.available, one.quota])).toEqual([["drop-1", "a", 200, 120], ["drop-1", "b", 40, 40], ["drop-2", "a", 80, 80]]);
  });

  test("fetches a town's goods with as few trucks as will do, and lets another drop of the day ride along", async () => {
    const near = (id: string, zone: string, trip: number): GrowerInput => ({ ...grower(id, 400), zone, trip });
    const asked = { ...input("least_cost", [drop(1, 80), drop(2, 80, { dueOn: DAYS[0]! })], [near("a", "垛石", 300_00), near("b", "仁风", 200_00), near("c", "仁风", 200_00)]), fairnessPm: 0, truckHolds: 160 };
    const quotas = await quotasOf(asked, NO_SOLVER);
    // The first drop starts one truck to the nearer town; the second fits on it.
    expect(quotas.map((one) => [one.dropId, one.growerId, one.quota, one.why.truck]).filter(([, , units]) => Number(units) > 0)).toEqual([
      ["drop-1", expect.stringMatching(/^[bc]$/), 80, { town: "仁风", holds: 160, fixed: 200_00, started: 1, load: 80 }], ["drop-2", expect.stringMatching(/^[bc]$/), 80, { town: "仁风", holds: 160, fixed: 200_00, started: 0, load: 80 }],
    ]);
    expect(quotas.find((one) => one.growerId === "a")!.why).toMatchObject({ binding: "dearer", truck: { town: "垛石", started: 0, load: 0 } });
    // With a fair floor the far town has its truck too.
    const fair = await quotasOf({ ...asked, fairnessPm: 500 }, NO_SOLVER);
    expect(fair.find((one) => one.growerId === "a")).toMatchObject({ quota: 8, why: { binding: "floor", truck: { started: 1, load: 8 } } });
    const output = await divide({ ...asked, answers: quotas.filter((one) => one.dropId === "drop-1").map((one) => ({ dropId: one.dropId, growerId: one.growerId, quota: one.quota, accepted: Math.min(one.quota, 40), extra: 80, ask: null, has: 0 })) }, NO_SOLVER);
    expect(output.drops[0]).toMatchObject({ given: 80, unplaced: 0 });
    expect(output.drops[0]!.shares.filter((share) => share.flowed > 0).every((share) => share.why.truck?.town === "仁风" && share.why.truck.started === 0)).toBe(true);
  });

  test("takes what ends first, and never more than a day's carrying", () => {
    const pool = new Pool([{ id: "a", sources: [{ id: "late", kind: "batch", itemId: "phal", lines: [1], from: DAYS[0]!, to: DAYS[2]!, left: 100 }, { id: "early", kind: "lot", itemId: "phal", lines: [1], from: DAYS[0]!, to: DAYS[0]!, left: 30 }], capacity: [{ unit: "pot", day: DAYS[0]!, left: 80 }] }]);
    const wanted = { itemId: "phal", line: 1, unit: "pot", dueOn: DAYS[0]! };
    expect(pool.left("a", wanted)).toBe(80);
    expect(pool.take("a", wanted, 50)).toEqual([{ id: "early", kind: "lot", units: 30 }, { id: "late", kind: "batch", units: 20 }]);
    expect(pool.left("a", wanted)).toBe(30);
    expect(pool.left("a", { ...wanted, dueOn: DAYS[1]! })).toBe(80);
    expect(pool.left("a", { ...wanted, line: 2 })).toBe(0);
  });

  test("lets sealed asks in from below, and pays all the highest ask taken", async () => {
    const answer = (growerId: string, accepted: number, ask: number): AnswerInput => ({ dropId: "drop-1", growerId, quota: accepted, accepted, extra: 0, ask, has: 0 });
    const output = await divide(input("sealed_bid", [drop(1, 160, { ceiling: 20_00 })], [grower("a", 80), grower("b", 80), grower("c", 80)], [answer("a", 80, 19_00), answer("b", 80, 16_00), answer("c", 80, 21_00)]), NO_SOLVER);
    expect(output.drops[0]).toMatchObject({ given: 160, clearing: 19_00, shares: [{ growerId: "a", units: 80 }, { growerId: "b", units: 80 }, { growerId: "c", units: 0, why: { binding: "above_ceiling" } }] });
  });

  test("scores a newcomer as most, and nobody by one bad day alone", () => {
    expect(pointsOf(NO_RECORD)).toEqual({ fulfilment: 900, punctuality: 900, quality: 900 });
    expect(pointsOf({ promised: 500, delivered: 500, onTime: 0, asOrdered: 500, offGrade: 0 })).toEqual({ fulfilment: 950, punctuality: 450, quality: 950 });
  });

  test("holds against goods only what is said of them", () => {
    const spec = [{ grade: "A" as const, limits: [{ attribute: "heightCm", min: 50, max: null }], pricePm: 1_000 }, { grade: "C" as const, limits: [], pricePm: null }];
    expect(canMeet(spec, { grade: null, attributes: { heightCm: 60 } })).toBe(true);
    expect(canMeet(spec, { grade: null, attributes: {} })).toBe(true);
    expect(canMeet(spec, { grade: null, attributes: { heightCm: 40 } })).toBe(false);
    expect(canMeet(spec, { grade: "B", attributes: {} })).toBe(false);
  });

  test("names what is wrong with terms", () => {
    const line = { itemId: "x", grade: "A", spec: [{ grade: "A", limits: [], pricePm: 900 }], sampling: { samplePm: 20, least: 5, most: 20, acceptPm: 0 }, substitutes: [], quantity: 100, tolerance: 0, step: 8, minBatch: 200, price: { kind: "fixed", price: 1 }, drops: [{ dueOn: "2026-11-29", place: "a", quantity: 90 }] };
    expect(faultsOf({ lines: [line], rule: "sealed_bid", weights: { quality: 1, punctuality: 0, distance: 0, price: 0 } } as unknown as Terms, "2026-11-30").toSorted()).toEqual(["drops_differ", "grade_missing", "minimum_too_large", "not_whole_trays", "past_day", "sealed_both", "weights_differ"]);
  });
});

import { afterAll, describe, expect, test } from "vitest";
import type { Column, MixedModel, Row } from "../../engines/allocation/model.ts";
import { createChance, whole } from "../../engines/clock/chance.ts";
import { HighsSolver, MAX_WAITING } from "./solver.ts";

const solver = new HighsSolver();
afterAll(() => solver.close());
const column = (more: Partial<Column>): Column => ({ name: "x", lower: 0, upper: Infinity, cost: 1, whole: false, ...more });
const row = (factors: readonly number[], lower: number, upper: number): Row => ({ name: "row", lower, upper, terms: factors.map((factor, i) => ({ column: i, factor })) });
const SOON = { timeLimitMs: 20_000 };

describe("HiGHS in its thread", () => {
  test("solves a linear model and says what each row is worth", async () => {
    // A dyer's problem: 3 x + 2 y at least 12, x + y at most 5, as cheap as can be.
    const model: MixedModel = { columns: [column({ cost: 4 }), column({ cost: 3 })], rows: [row([3, 2], 12, Infinity), row([1, 1], 1, 5)] };
    const answer = await solver.solve(model, SOON);
    expect(answer.status).toBe("optimal");
    expect(answer.objective).toBeCloseTo(16, 9);
    expect(answer.values[0]).toBeCloseTo(4, 9);
    expect(answer.duals[0]).toBeCloseTo(4 / 3, 9);
    expect(answer.duals[1]).toBeCloseTo(0, 9);
  });
  test("finds whole numbers where only whole ones will do", async () => {
    const model: MixedModel = { columns: [column({ cost: -5, whole: true, upper: 10 }), column({ cost: -4, whole: true, upper: 10 })], rows: [row([6, 4], -Infinity, 24), row([1, 2], -Infinity, 6)] };
    expect(await solver.solve(model, SOON)).toMatchObject({ status: "optimal", objective: -20 });
  });
  test("says when nothing is possible and when there is no end", async () => {
    expect((await solver.solve({ columns: [column({ upper: 1 })], rows: [row([1], 2, Infinity)] }, SOON)).status).toBe("infeasible");
    expect((await solver.solve({ columns: [column({ cost: -1 })], rows: [row([1], 2, Infinity)] }, SOON)).status).toBe("unbounded");
    expect((await solver.solve({ columns: [column({ cost: -1 }), column({ cost: 0 })], rows: [row([1, -1], 0, 0)] }, SOON)).status).toBe("unbounded");
  });
  test("answers many models in turn, and refuses more than can wait", async () => {
    const asked = Array.from({ length: MAX_WAITING }, (_, i) => solver.solve({ columns: [column({ lower: i })], rows: [] }, SOON));
    await expect(solver.solve({ columns: [column({})], rows: [] }, SOON)).rejects.toThrow("wait for the solver");
    expect((await Promise.all(asked)).map(({ objective }) => objective)).toEqual(Array.from({ length: MAX_WAITING }, (_, i) => i));
  });
  test("stops when its time is up, with what it has or without, and the next model is none the worse", async () => {
    // Splitting 60 odd weights into equal halves in three ways at once: long for any solver.
    const chance = createChance(7);
    const size = 60;
    const weights = [0, 1, 2].map(() => Array.from({ length: size }, () => 2 * whole(chance, 10_000, 90_000) + 1));
    const columns = Array.from({ length: size }, () => column({ cost: -whole(chance, 1, 99), whole: true, upper: 1 }));
    const rows = weights.map((factors) => row(factors, Math.floor(factors.reduce((sum, one) => sum + one, 0) / 2) - 2, Math.floor(factors.reduce((sum, one) => sum + one, 0) / 2)));
    const answer = await solver.solve({ columns, rows }, { timeLimitMs: 200 });
    expect(["stopped", "feasible"]).toContain(answer.status);
    expect((await solver.solve({ columns: [column({ lower: 3 })], rows: [] }, SOON)).objective).toBe(3);
  });
  test("ended in the middle of its work it answers, and starts again for the next model", async () => {
    const running = solver.solve({ columns: Array.from({ length: 400 }, () => column({ lower: 1, whole: true })), rows: [] }, SOON);
    await solver.close();
    expect(["stopped", "optimal"]).toContain((await running).status);
    expect((await solver.solve({ columns: [column({ lower: 2 })], rows: [] }, SOON)).objective).toBe(2);
  });
});

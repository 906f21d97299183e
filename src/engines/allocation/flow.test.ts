import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { flowModel, solveByHighs } from "../../../tests/highs.ts";
import { createChance } from "../clock/chance.ts";
import { certificate } from "./flow-proof.ts";
import { reasons } from "./flow-reasons.ts";
import { costOf, solveFlow, type FlowNetwork, type OptimalFlow } from "./flow.ts";
import { feasibleNetwork, marketNetwork } from "./random-network.ts";

type Arc = readonly [from: number, to: number, cost: number, upper: number, lower?: number];
const network = (supply: readonly number[], arcs: readonly Arc[]): FlowNetwork => ({
  nodes: supply.length, supply, from: arcs.map(([from]) => from), to: arcs.map(([, to]) => to), cost: arcs.map(([, , cost]) => cost),
  upper: arcs.map(([, , , upper]) => upper), lower: arcs.map(([, , , , lower]) => lower ?? 0),
});

/** Solves, proves the answer, and hands it on where there is an optimum. */
function optimumOf(given: FlowNetwork): OptimalFlow {
  const result = solveFlow(given);
  expect(certificate(given, result)).toEqual({ holds: true });
  if (result.status !== "optimal") throw new Error(`the network is ${result.status}`);
  return result;
}
function statusOf(given: FlowNetwork): string {
  const result = solveFlow(given);
  expect(certificate(given, result)).toEqual({ holds: true });
  return result.status;
}

const seed = fc.integer({ min: 0, max: 0x7fff_ffff });
const size = fc.record({ nodes: fc.integer({ min: 1, max: 9 }), arcs: fc.integer({ min: 0, max: 24 }), largestCost: fc.constantFrom(0, 1, 3, 50), largestRoom: fc.constantFrom(0, 1, 5, 40) });
/** Any arcs and supplies at all, so most of these have no flow. */
const anything: fc.Arbitrary<FlowNetwork> = fc.integer({ min: 1, max: 6 }).chain((nodes) => fc.tuple(
  fc.array(fc.integer({ min: -3, max: 3 }), { minLength: nodes - 1, maxLength: nodes - 1 }),
  fc.array(fc.tuple(fc.nat(nodes - 1), fc.nat(nodes - 1), fc.integer({ min: -2, max: 3 }), fc.constantFrom(0, 1, 2, 5, Infinity), fc.integer({ min: -1, max: 1 })), { maxLength: 14 }),
  fc.integer({ min: 0, max: 9 }),
).map(([rest, arcs, odd]) => network([odd === 0 ? 1 : -rest.reduce((sum, amount) => sum + amount, 0), ...rest], arcs)));

describe("three growers and two orders", () => {
  // Growers 0–2 have 100, 60 and 40 pots; order 3 wants 90, order 4 wants 70; node 5 is the market, which takes what is left and fills what is missing at 90.
  const given = network([100, 60, 40, -90, -70, -40], [
    [0, 3, 10, Infinity], [0, 4, 20, 50], [1, 3, 12, Infinity], [1, 4, 15, Infinity], [2, 4, 40, Infinity],
    [0, 5, 0, Infinity], [1, 5, 0, Infinity], [2, 5, 0, Infinity], [5, 3, 90, Infinity], [5, 4, 90, Infinity],
  ]);
  const optimum = optimumOf(given);
  const told = reasons(given, optimum, 5);

  test("the near growers deliver and the far one keeps his pots", () => {
    expect([...optimum.flow]).toEqual([90, 10, 0, 60, 0, 0, 0, 40, 0, 0]);
    expect(optimum.objective).toBe(90 * 10 + 10 * 20 + 60 * 15);
  });

  test("every share says what one pot more or less would cost, and what binds it", () => {
    expect(told.explain(4)).toEqual({ arc: 4, flow: 0, lower: 0, upper: Infinity, cost: 40, reducedCost: told.explain(4).reducedCost, binds: "lower", oneMore: 20, oneLess: null, oneMoreWanted: 40, oneMoreOffered: 0 });
    expect(told.explain(1)).toMatchObject({ flow: 10, binds: "none", oneMore: 7, oneLess: 20, oneMoreOffered: 0 });
    expect(told.explain(3)).toMatchObject({ flow: 60, binds: "none", oneMore: null, oneLess: 7, oneMoreWanted: 40, oneMoreOffered: -5 });
    expect(told.explain(2)).toMatchObject({ flow: 0, binds: "lower", oneMore: 7 });
  });

  test("a false answer is caught", () => {
    const shifted = optimum.flow.slice();
    for (const [arc, change] of [[1, -10], [0, 10], [2, -10], [3, 10]] as const) shifted[arc]! += change;
    expect(certificate(given, { ...optimum, flow: shifted }).holds).toBe(false);
    expect(certificate(given, { ...optimum, objective: optimum.objective - 1 }).holds).toBe(false);
    expect(certificate(given, { ...optimum, price: optimum.price.map((price, node) => (node === 3 ? price + 1 : price)) }).holds).toBe(false);
    expect(certificate(given, { status: "infeasible", because: { kind: "cut", nodes: [0, 1] } }).holds).toBe(false);
    expect(certificate(given, { status: "infeasible", because: { kind: "bounds", arc: 0 } }).holds).toBe(false);
    expect(certificate(given, { status: "unbounded", flow: optimum.flow, cycle: [0, 8] }).holds).toBe(false);
  });
});

describe("networks at the edge", () => {
  test("nothing at all", () => {
    expect(optimumOf(network([], [])).objective).toBe(0);
    expect(optimumOf(network([0, 0], [])).objective).toBe(0);
  });

  test("more wanted than there is, more than the ways can carry, nodes nobody reaches", () => {
    expect(statusOf(network([5, -6], [[0, 1, 1, Infinity]]))).toBe("infeasible");
    expect(statusOf(network([7, -6], [[0, 1, 1, Infinity]]))).toBe("infeasible");
    expect(solveFlow(network([5, 0, -5], [[0, 1, 1, 9], [1, 2, 1, 4]]))).toEqual({ status: "infeasible", because: { kind: "cut", nodes: [0, 1] } });
    expect(statusOf(network([1, -1, 0, 0], [[2, 3, 1, 4]]))).toBe("infeasible");
    expect(solveFlow(network([0, 0], [[0, 1, 1, 2, 3]]))).toEqual({ status: "infeasible", because: { kind: "bounds", arc: 0 } });
  });

  test("lower bounds force a dear way, and a way without end is told with its cycle", () => {
    expect([...optimumOf(network([4, -4], [[0, 1, 1, 9], [0, 1, 7, 9, 2], [0, 1, 1, 1, 1]])).flow]).toEqual([1, 2, 1]);
    expect([...optimumOf(network([0, 0], [[0, 1, 3, 9, -5], [1, 0, -1, 2, -9]])).flow]).toEqual([-5, -5]);
    const endless = network([1, -1, 0], [[0, 1, 1, 9], [1, 2, -3, Infinity], [2, 1, 2, Infinity]]);
    expect(solveFlow(endless)).toMatchObject({ status: "unbounded", cycle: expect.arrayContaining([1, 2]) });
    expect(statusOf(endless)).toBe("unbounded");
    expect(statusOf({ ...endless, supply: [2, -1, 0] })).toBe("infeasible");
  });

  test("an arc back to its own node is filled only where it pays", () => {
    expect([...optimumOf(network([0], [[0, 0, -2, 6], [0, 0, 2, 6], [0, 0, 2, 6, 1]])).flow]).toEqual([6, 0, 1]);
    expect(statusOf(network([0], [[0, 0, -1, Infinity]]))).toBe("unbounded");
  });

  test("figures that cannot be reckoned exactly are refused with their place", () => {
    expect(() => solveFlow(network([1, -1], [[0, 2, 1, 1]]))).toThrow("to of arc 0 must be a node from 0 to 1, got 2");
    expect(() => solveFlow(network([1, -1], [[0, 1, 0.5, 1]]))).toThrow("cost 0 must be a safe integer, got 0.5");
    expect(() => solveFlow(network([1.5, -1.5], []))).toThrow("supply 0");
    expect(() => solveFlow(network([0, 0], [[0, 1, 1, 5, -Infinity]]))).toThrow("lower 0");
    expect(() => solveFlow(network([0, 0], [[0, 1, 1, Number.NaN]]))).toThrow("upper 0");
    expect(() => solveFlow(network([0, 0], [[0, 1, 1, Number.MAX_SAFE_INTEGER]]))).toThrow("leave a bound out with Infinity");
    expect(() => solveFlow(network([0, 0], [[0, 1, 2 ** 52, 1]]))).toThrow("too large for exact prices");
    expect(() => solveFlow({ ...network([0, 0], []), supply: [0] })).toThrow("2 nodes but 1 supplies");
    const dear = network([2 ** 40, -(2 ** 40)], [[0, 1, 2 ** 20, Infinity]]);
    expect(() => solveFlow(dear)).toThrow("beyond the safe integers");
    // Large sums that cancel are added exactly.
    expect(costOf({ ...dear, cost: [2 ** 40 + 1, -(2 ** 40)] }, [2 ** 20 + 1, 2 ** 20 + 2])).toBe(2 ** 20 + 1 - 2 ** 40);
  });
});

describe("any network", () => {
  test("has an answer with a proof, the same every time", () => {
    const seen = new Set<string>();
    fc.assert(fc.property(anything, (given) => {
      const result = solveFlow(given);
      seen.add(result.status);
      expect(certificate(given, result)).toEqual({ holds: true });
      expect(solveFlow(given)).toEqual(result);
    }), { numRuns: 2_000 });
    expect(seen).toEqual(new Set(["optimal", "infeasible", "unbounded"]));
  });

  test("drawn round a flow has an optimum; the order in which it is written down does not move its cost", () => {
    fc.assert(fc.property(seed, size, (seedOf, sizeOf) => {
      const given = feasibleNetwork(createChance(seedOf), sizeOf);
      const { objective } = optimumOf(given);
      const order = fc.sample(fc.shuffledSubarray(given.from.length === 0 ? [] : Array.from(given.from, (_, arc) => arc), { minLength: given.from.length }), { numRuns: 1, seed: seedOf })[0]!;
      const mirror = (node: number): number => given.nodes - 1 - node;
      const pick = (list: ArrayLike<number>): number[] => order.map((arc) => list[arc]!);
      expect(optimumOf({
        nodes: given.nodes, supply: Array.from(given.supply, (_, node) => given.supply[mirror(node)]!), from: pick(given.from).map(mirror), to: pick(given.to).map(mirror),
        cost: pick(given.cost), upper: pick(given.upper), lower: pick(given.lower!),
      }).objective).toBe(objective);
    }), { numRuns: 500 });
  });

  test("with more to choose from never costs more for the same demand", () => {
    fc.assert(fc.property(seed, fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 24 }), fc.integer({ min: 1, max: 200 }), (seedOf, growers, orders, ways, more) => {
      const given = marketNetwork(createChance(seedOf), { growers, orders, arcs: growers + orders + ways });
      const grower = seedOf % growers;
      const supply = Array.from(given.supply, (amount, node) => amount + (node === grower ? more : node === given.nodes - 1 ? -more : 0));
      expect(optimumOf({ ...given, supply }).objective).toBeLessThanOrEqual(optimumOf(given).objective);
    }), { numRuns: 300 });
  });

  test("tells exactly what a unit more or less would cost", () => {
    fc.assert(fc.property(seed, size, fc.nat(), (seedOf, sizeOf, pick) => {
      const given = feasibleNetwork(createChance(seedOf), sizeOf);
      const optimum = optimumOf(given);
      const told = reasons(given, optimum, pick % given.nodes);
      /** The change of the cost when the problem is solved again; null where it then has no flow. */
      const change = (other: Partial<FlowNetwork>): number | null => {
        const again = solveFlow({ ...given, ...other });
        return again.status === "optimal" ? again.objective - optimum.objective : null;
      };
      const moved = (from: number, to: number): ArrayLike<number> => Array.from(given.supply, (amount, node) => amount + (node === from ? 1 : 0) - (node === to ? 1 : 0));
      const bounded = (list: ArrayLike<number>, arc: number, value: number): number[] => Array.from(list, (old, at) => (at === arc ? value : old));
      for (let arc = 0; arc < Math.min(given.from.length, 4); arc++) {
        const at = (arc * 7 + pick) % given.from.length;
        const { flow, lower, upper, oneMore, oneLess, oneMoreWanted, oneMoreOffered } = told.explain(at);
        expect(oneMoreWanted).toBe(change({ supply: moved(pick % given.nodes, given.to[at]!) }));
        expect(oneMoreOffered).toBe(change({ supply: moved(given.from[at]!, pick % given.nodes) }));
        if (flow < upper) expect(oneMore).toBe(change({ lower: bounded(given.lower!, at, flow + 1) }));
        if (flow > lower) expect(oneLess).toBe(change({ upper: bounded(given.upper, at, flow - 1) }));
      }
    }), { numRuns: 300 });
  });
});

describe("beside HiGHS", () => {
  test("the same optimum on markets and on random networks, small and of two thousand arcs", async () => {
    for (let seedOf = 1; seedOf <= 40; seedOf++) {
      const chance = createChance(seedOf);
      const large = seedOf % 10 === 0;
      const given = seedOf % 2 === 0 ? marketNetwork(chance, { growers: large ? 300 : 12, orders: large ? 40 : 4, arcs: large ? 2_000 : 60 })
        : feasibleNetwork(chance, { nodes: large ? 300 : 12, arcs: large ? 2_000 : 60, largestCost: seedOf % 3 === 0 ? 2 : 1_000, largestRoom: 50 });
      const peer = await solveByHighs(flowModel(given));
      expect(peer.status, `seed ${seedOf}`).toBe("optimal");
      const { objective } = optimumOf(given);
      expect(Math.abs(peer.objective - objective), `seed ${seedOf}: ${objective}`).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(objective)));
    }
  });

  test("the same word where there is no flow, or no end", async () => {
    for (const given of fc.sample(anything, { numRuns: 120, seed: 20_261_128 })) {
      const contradicts = Array.from(given.upper, (most, arc) => most < given.lower![arc]!).some((wrong) => wrong);
      // HiGHS refuses bounds that contradict each other, and does not solve a model without columns.
      if (contradicts || given.from.length === 0) continue;
      const [ours, peer] = [solveFlow(given), await solveByHighs(flowModel(given))];
      if (peer.status === "undecided") expect(ours.status).not.toBe("optimal");
      else expect(ours.status).toBe(peer.status);
      if (ours.status === "optimal") expect(ours.objective).toBeCloseTo(peer.objective, 6);
    }
  });
});

/** HiGHS as the named peer of our own solvers, in tests and benches: models as sparse arrays, so that no time goes into text. */
import highsLoader, { type Highs, type ModelData } from "highs";
import type { FlowNetwork } from "../src/engines/allocation/flow.ts";
import type { Pool } from "../src/engines/allocation/orders-over-growers.ts";

export interface PeerAnswer {
  readonly status: "optimal" | "infeasible" | "unbounded" | "undecided" | "time-limit";
  readonly objective: number;
  /** The solver's run alone, without building the model. */
  readonly ms: number;
}

/** The package's types describe its CommonJS half, its module exports the loader itself. */
const load = highsLoader as unknown as () => Promise<Highs>;
let loaded: Promise<Highs> | undefined;

/** `status` is undecided where presolve tells only that there is no optimum. */
export async function solveByHighs(data: ModelData, secondsAtMost = Infinity): Promise<PeerAnswer> {
  const highs = await (loaded ??= load());
  return highs.withModel(data, (model) => {
    model.options.set({ output_flag: false, ...(secondsAtMost === Infinity ? {} : { time_limit: secondsAtMost }) });
    const began = performance.now();
    model.run();
    const ms = performance.now() - began;
    const { optimal, empty, infeasible, unbounded, timeLimit } = highs.constants.modelStatus;
    const code = model.getModelStatus();
    const status: PeerAnswer["status"] = code === optimal || code === empty ? "optimal" : code === infeasible ? "infeasible" : code === unbounded ? "unbounded" : code === timeLimit ? "time-limit" : "undecided";
    return { status, objective: model.getObjectiveValue(), ms };
  });
}

/** Rows are nodes, columns arcs. An arc back to its own node stands in no row. */
export function flowModel({ nodes, supply, from, to, cost, lower, upper }: FlowNetwork): ModelData {
  const [starts, indices, values]: [number[], number[], number[]] = [[0], [], []];
  for (let arc = 0; arc < from.length; arc++) {
    if (from[arc] !== to[arc]) {
      indices.push(from[arc]!, to[arc]!);
      values.push(1, -1);
    }
    starts.push(indices.length);
  }
  const balance = Float64Array.from(supply);
  return {
    numCols: from.length, numRows: nodes, colCost: Float64Array.from(cost), colLower: Float64Array.from(lower ?? from, (least) => (lower === undefined ? 0 : least)), colUpper: Float64Array.from(upper),
    rowLower: balance, rowUpper: balance, matrix: { format: "csc", numRows: nodes, numCols: from.length, starts, indices, values },
  };
}

const WHOLE = 1;

/**
 * Columns are the trays of each candidate, the open trays of each order, and for every candidate with a smallest batch whether it delivers
 * at all; rows the orders, the growers, and the two ends of those batches.
 */
export function poolModel({ orders, capacity, candidates }: Pool): ModelData {
  const wanted = orders.map(({ wanted: pots, tray }) => Math.floor(pots / tray));
  const bounds = candidates.map(({ order, grower }) => {
    const { tray, minBatch } = orders[order]!;
    const [least, most] = [Math.max(1, Math.ceil(minBatch / tray)), Math.min(wanted[order]!, Math.floor(capacity[grower]! / tray))];
    return { least, most: most < least ? 0 : most };
  });
  const batches = bounds.flatMap(({ least, most }, at) => (least > 1 && most > 0 ? [at] : []));
  const firstBatch = orders.length + capacity.length;
  const rowOf = new Map(batches.map((at, place) => [at, firstBatch + 2 * place]));
  const [starts, indices, values]: [number[], number[], number[]] = [[0], [], []];
  const column = (entries: readonly (readonly [row: number, value: number])[]): void => {
    for (const [row, value] of entries) {
      indices.push(row);
      values.push(value);
    }
    starts.push(indices.length);
  };
  for (const [at, { order, grower }] of candidates.entries()) {
    const row = rowOf.get(at);
    column([[order, 1], [orders.length + grower, orders[order]!.tray], ...(row === undefined ? [] : [[row, 1], [row + 1, 1]] as const)]);
  }
  for (let order = 0; order < orders.length; order++) column([[order, 1]]);
  for (const at of batches) column([[rowOf.get(at)!, -bounds[at]!.least], [rowOf.get(at)! + 1, -bounds[at]!.most]]);
  const numCols = candidates.length + orders.length + batches.length;
  const numRows = firstBatch + 2 * batches.length;
  return {
    numCols, numRows, offset: orders.reduce((sum, { wanted: pots, tray, unfilledCost }) => sum + (pots % tray) * unfilledCost, 0),
    colCost: [...candidates.map(({ order, cost }) => cost * orders[order]!.tray), ...orders.map(({ unfilledCost, tray }) => unfilledCost * tray), ...batches.map(() => 0)],
    colLower: new Float64Array(numCols), colUpper: [...bounds.map(({ most }) => most), ...wanted, ...batches.map(() => 1)], integrality: new Int32Array(numCols).fill(WHOLE),
    rowLower: [...wanted, ...capacity.map(() => -Infinity), ...batches.flatMap(() => [0, -Infinity])], rowUpper: [...wanted, ...capacity, ...batches.flatMap(() => [Infinity, 0])],
    matrix: { format: "csc", numRows, numCols, starts, indices, values },
  };
}

/** HiGHS as the named peer of our own solvers, in tests and benches: models as sparse arrays, so that no time goes into text. */
import highsLoader, { type Highs, type ModelData } from "highs";
import type { FlowNetwork } from "../src/engines/allocation/flow.ts";
import type { Pool } from "../src/engines/allocation/orders-over-growers.ts";

export interface PeerAnswer {
  readonly status: "optimal" | "infeasible" | "unbounded" | "undecided" | "time-limit";
  readonly objective: number;
  /** The best bound that was proven; of a model without whole variables the objective. */
  readonly bound: number;
  readonly values: Float64Array;
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
    const objective = model.getObjectiveValue();
    return { status, objective, bound: data.integrality === undefined ? objective : Number(model.info.get("mip_dual_bound")), values: model.getSolution().colValue, ms };
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
/** Nothing, or a whole number from the lower to the upper bound. */
const NOTHING_OR_WHOLE = 3;

/** Columns are the trays of each candidate and the open trays of each order; rows the orders, then the growers. */
export function poolModel({ orders, capacity, candidates }: Pool): ModelData {
  const [starts, indices, values]: [number[], number[], number[]] = [[0], [], []];
  for (const { order, grower } of candidates) {
    indices.push(order, orders.length + grower);
    values.push(1, orders[order]!.tray);
    starts.push(indices.length);
  }
  for (let order = 0; order < orders.length; order++) {
    indices.push(order);
    values.push(1);
    starts.push(indices.length);
  }
  const wanted = orders.map(({ wanted: pots, tray }) => Math.floor(pots / tray));
  const bounds = candidates.map(({ order, grower }) => {
    const { tray, minBatch } = orders[order]!;
    const [least, most] = [Math.max(1, Math.ceil(minBatch / tray)), Math.min(wanted[order]!, Math.floor(capacity[grower]! / tray))];
    return most < least ? { least: 0, most: 0, kind: WHOLE } : least === 1 ? { least: 0, most, kind: WHOLE } : { least, most, kind: NOTHING_OR_WHOLE };
  });
  const numCols = candidates.length + orders.length;
  const numRows = orders.length + capacity.length;
  return {
    numCols, numRows, offset: orders.reduce((sum, { wanted: pots, tray, unfilledCost }) => sum + (pots % tray) * unfilledCost, 0),
    colCost: [...candidates.map(({ order, cost }) => cost * orders[order]!.tray), ...orders.map(({ unfilledCost, tray }) => unfilledCost * tray)],
    colLower: [...bounds.map(({ least }) => least), ...orders.map(() => 0)], colUpper: [...bounds.map(({ most }) => most), ...wanted],
    integrality: Int32Array.from([...bounds.map(({ kind }) => kind), ...orders.map(() => WHOLE)]),
    rowLower: [...wanted, ...capacity.map(() => -Infinity)], rowUpper: [...wanted, ...capacity],
    matrix: { format: "csc", numRows, numCols, starts, indices, values },
  };
}

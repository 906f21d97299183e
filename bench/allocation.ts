/**
 * Pooled orders over growers in whole trays, and the network simplex alone, beside HiGHS in the same process.
 *
 *   node bench/allocation.ts [--json]
 *
 * Pools: 200 orders, 2,000 growers, trays of 6 to 15 pots, batches of at least 40 pots, once with every grower a candidate of ten orders
 * (20,000 ways) and once with ten candidates an order (2,000 ways), at several loads (pots wanted for each pot there is). Each is planned by
 * ours, by a greedy baseline (the candidates that save most first, as many trays as fit) and by HiGHS as a mixed-integer program with a
 * time limit; HiGHS also solves the linear relaxation that gives the bound. The gap is a plan's cost above that bound. "least gap" is what
 * whole trays and batches cost at least, by a nearer bound (`tray-bound.ts`): no plan can have a smaller gap.
 *
 * Flows: markets of 10,000 arcs; the network simplex with its check of the input, and HiGHS's run alone, without building the model. The
 * objectives must be equal. Medians over seeds; the first, unmeasured run warms both up.
 *
 * Seen on two cores shared with much other work, so times are long on both sides: flow 75 ms against 729 ms and 116 against 2,369, ratio 10 to 20; pools at load
 * 0.85: gap 0.25 % (least 0.20 %) with 20,000 ways and 0.11 % (least 0.06 %) with 2,000, greedy 7 % and 22 %. HiGHS's best plan after 20 s was
 * 16 times the bound with 20,000 ways, and 0.08 % above it with 2,000 (ours 0.11 % in 0.5 s). At load 1.1 ours has 0.62 % (least 0.48 %) and 0.46 %.
 */
import { cpus } from "node:os";
import { createChance } from "../src/engines/clock/chance.ts";
import { certificate } from "../src/engines/allocation/flow-proof.ts";
import { solveFlow } from "../src/engines/allocation/flow.ts";
import { costOfPlan, planPool, type Pool } from "../src/engines/allocation/orders-over-growers.ts";
import { poolNetwork } from "../src/engines/allocation/pool-flow.ts";
import { marketNetwork } from "../src/engines/allocation/random-network.ts";
import { randomPool, type PoolShape } from "../src/engines/allocation/random-pool.ts";
import { trayBound } from "../src/engines/allocation/tray-bound.ts";
import { flowModel, poolModel, solveByHighs } from "../tests/highs.ts";
import { median } from "./median.ts";

const FLOW_ARCS = 10_000;
const FLOW_SEEDS = [1, 2, 3, 4, 5, 6, 7];
const BAR_RATIO = 5;
const POOL = { orders: 200, growers: 2_000, candidates: 10 };
const POOL_SEEDS = [1, 2, 3];
const LOADS = [0.7, 0.85, 1.1];
/** The load of a region that orders most of what it grows; the bar stands on it. */
const BAR_LOAD = 0.85;
const BAR_GAP_PERCENT = 0.5;
const MIP_SECONDS = 20;
/** Of the pools HiGHS may take its whole time for, the first seed only. */
const MIP_SEED = POOL_SEEDS[0];

const rounded = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;

function timed<T>(work: () => T): { readonly ms: number; readonly value: T } {
  const began = performance.now();
  const value = work();
  return { ms: performance.now() - began, value };
}

async function flows(): Promise<{ readonly oursMs: number; readonly highsMs: number; readonly ratio: number; readonly pivots: number }> {
  const [ours, highs, pivots]: [number[], number[], number[]] = [[], [], []];
  for (const seed of [0, ...FLOW_SEEDS]) {
    const network = marketNetwork(createChance(seed), { growers: 1_000, orders: 100, arcs: FLOW_ARCS });
    const { ms, value: result } = timed(() => solveFlow(network));
    const peer = await solveByHighs(flowModel(network));
    const proof = certificate(network, result);
    if (result.status !== "optimal" || !proof.holds) throw new Error(`seed ${seed}: the flow is not proven`);
    if (peer.status !== "optimal" || Math.abs(peer.objective - result.objective) > 1e-9 * result.objective) throw new Error(`seed ${seed}: ours costs ${result.objective}, HiGHS's ${peer.objective}`);
    if (seed === 0) continue;
    ours.push(ms);
    highs.push(peer.ms);
    pivots.push(result.pivots);
  }
  return { oursMs: rounded(median(ours), 1), highsMs: rounded(median(highs), 1), ratio: rounded(median(highs) / median(ours), 1), pivots: median(pivots) };
}

/** The candidates that save most a pot come first; each gets as many trays as still fit, or none if they make no batch. */
export function greedy({ orders, capacity, candidates }: Pool): number[] {
  const saves = (at: number): number => orders[candidates[at]!.order]!.unfilledCost - candidates[at]!.cost;
  const open = orders.map(({ wanted }) => wanted);
  const left = [...capacity];
  const trays = candidates.map(() => 0);
  for (const at of [...candidates.keys()].toSorted((a, b) => saves(b) - saves(a) || a - b)) {
    const { order, grower } = candidates[at]!;
    const { tray, minBatch } = orders[order]!;
    const pots = Math.floor(Math.min(open[order]!, left[grower]!) / tray) * tray;
    if (pots === 0 || pots < minBatch || saves(at) < 0) continue;
    trays[at] = pots / tray;
    open[order]! -= pots;
    left[grower]! -= pots;
  }
  return trays;
}

interface PoolFigures {
  readonly oursMs: number;
  readonly oursGap: number;
  readonly leastGap: number;
  readonly greedyMs: number;
  readonly greedyGap: number;
  readonly relaxedByHighsMs: number;
}

async function onePool(pool: Pool): Promise<PoolFigures> {
  const { ms: oursMs, value: plan } = timed(() => planPool(pool));
  const { ms: greedyMs, value: trays } = timed(() => greedy(pool));
  const relaxed = await solveByHighs(flowModel(poolNetwork(pool)));
  const loose = pool.orders.reduce((sum, { wanted, tray, unfilledCost }) => sum + (wanted % tray) * unfilledCost, 0);
  if (Math.abs(relaxed.objective + loose - plan.bound.cost) > 1e-9 * plan.bound.cost) throw new Error(`the bound is ${plan.bound.cost}, HiGHS's ${relaxed.objective + loose}`);
  const gap = (cost: number): number => 100 * (cost / plan.bound.cost - 1);
  return { oursMs, greedyMs, relaxedByHighsMs: relaxed.ms, oursGap: gap(costOfPlan(pool, plan.trays)), greedyGap: gap(costOfPlan(pool, trays)), leastGap: gap(trayBound(pool, plan.bound)) };
}

async function mixedByHighs(pool: Pool): Promise<{ readonly seconds: number; readonly gap: number | null; readonly status: string }> {
  const bound = planPool(pool).bound.cost;
  const peer = await solveByHighs(poolModel(pool), MIP_SECONDS);
  // Without a plan the objective is infinite or nothing.
  const found = Number.isFinite(peer.objective) && peer.objective >= bound * (1 - 1e-6);
  return { seconds: rounded(peer.ms / 1_000, 1), gap: found ? rounded(100 * (peer.objective / bound - 1), 3) : null, status: peer.status };
}

async function pools(shape: PoolShape, say: (line: string) => void): Promise<object & { readonly oursGap: number }> {
  const seen: PoolFigures[] = [];
  for (const seed of POOL_SEEDS) seen.push(await onePool(randomPool(createChance(seed), shape)));
  const highs = await mixedByHighs(randomPool(createChance(MIP_SEED!), shape));
  const of = (key: keyof PoolFigures, digits: number): number => rounded(median(seen.map((figures) => figures[key])), digits);
  const figures = {
    candidatesOfEach: shape.each, load: shape.load, oursMs: of("oursMs", 0), oursGap: of("oursGap", 3), worstGap: rounded(Math.max(...seen.map(({ oursGap }) => oursGap)), 3),
    leastGap: of("leastGap", 3), greedyMs: of("greedyMs", 0), greedyGap: of("greedyGap", 2), relaxedByHighsMs: of("relaxedByHighsMs", 0), highs,
  };
  say(`${shape.each === "grower" ? "10 orders a grower, 20,000 ways" : "10 growers an order,  2,000 ways"}, load ${shape.load}: ours ${figures.oursMs} ms, gap ${figures.oursGap} % (worst ${figures.worstGap}; least gap ${figures.leastGap}) · greedy ${figures.greedyMs} ms, ${figures.greedyGap} % · HiGHS ${highs.seconds} s, ${highs.gap ?? "no plan"}${highs.gap === null ? "" : " %"} (${highs.status}); the bound by HiGHS ${figures.relaxedByHighsMs} ms`);
  return figures;
}

export async function run({ json }: { json: boolean }): Promise<object> {
  const say = (line: string): void => void (json || console.log(line));
  say(`${cpus()[0]?.model ?? "unknown processor"}, Node ${process.version}; HiGHS as WebAssembly, one thread, at most ${MIP_SECONDS} s`);
  const flow = await flows();
  say(`flow of ${FLOW_ARCS.toLocaleString("en")} arcs: ours ${flow.oursMs} ms (${flow.pivots} pivots), HiGHS ${flow.highsMs} ms, ratio ${flow.ratio}, objectives equal; at least ${BAR_RATIO} ×: ${flow.ratio >= BAR_RATIO ? "yes" : "NO"}`);
  const found: (object & { readonly oursGap: number })[] = [];
  let bar = true;
  for (const each of ["grower", "order"] as const) {
    for (const load of LOADS) {
      const figures = await pools({ ...POOL, each, load }, say);
      found.push(figures);
      if (load === BAR_LOAD) bar &&= figures.oursGap <= BAR_GAP_PERCENT;
    }
  }
  say(`gap at load ${BAR_LOAD} at most ${BAR_GAP_PERCENT} %: ${bar ? "yes" : "NO"}`);
  return { flow, pools: found, bars: { ratio: { least: BAR_RATIO, met: flow.ratio >= BAR_RATIO }, gap: { mostPercent: BAR_GAP_PERCENT, met: bar } } };
}

if (import.meta.main) {
  await run({ json: process.argv.includes("--json") }).then((figures) => process.argv.includes("--json") && console.log(JSON.stringify(figures, null, 2)));
  process.exit(0);
}

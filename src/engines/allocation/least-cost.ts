import { exactShares } from "./claims.ts";
import { heuristicPlan } from "./cost-heuristic.ts";
import { costModel, type Kept, planFrom, type Question } from "./cost-model.ts";
import { cheapestFill, cheapestFirst, comparePlans, type CostScene, mostPlaced, type Plan, planOf, relaxedBound } from "./cost-plan.ts";
import { checkDivision, finish } from "./division.ts";
import type { MixedSolver } from "./model.ts";
import { drawOf, publishedOrder } from "./order.ts";
import type { Allocation, Claimant, CostBound, CostWhy, Division, Share } from "./types.ts";

export interface Carrier extends Claimant {
  /** Thousandths of a fen per unit, integer ≥ 0: carrying to the dock, without starting the truck. */
  readonly transport: number;
  /** Thousandths of a fen per unit, integer ≥ 0: what off-grade is expected to cost. */
  readonly gradeLoss: number;
  /** Growers of one zone share its trucks; null where no truck has to be started. A grower who drives alone is a zone of his own. */
  readonly zone: string | null;
}
export interface TruckRule {
  readonly zone: string;
  /** Units a truck holds, at least a tray; trays are not opened to fill it. */
  readonly holds: number;
  /** Fen for each started truck, integer ≥ 0. */
  readonly fixed: number;
  /** Units of room on trucks of the zone that go anyway, integer ≥ 0. */
  readonly free?: number | undefined;
}
export interface CostRequest extends Omit<Division, "loose"> {
  readonly carriers: readonly Carrier[];
  /** One for each zone that is named. */
  readonly trucks: readonly TruckRule[];
  /** 0–1,000: everybody gets at least this part of his max-min fair share, in whole trays, as far as batches allow. */
  readonly floorPerMille: number;
}
/** exact: no trucks and no batches, closed form. solver: proven. feasible: the better of solver and heuristic when time ran out. heuristic: without a solver. */
export type CostWay = "exact" | "solver" | "feasible" | "heuristic";
export interface CostResult extends Allocation<CostWhy> {
  readonly way: CostWay;
  /** The same input gives the same answer everywhere. False when time ran out, or before the last question was answered. */
  readonly repeatable: boolean;
  /** Thousandths of a fen, trucks included. */
  readonly cost: number;
  /** No division of as many units with floors kept as well costs less; equal to the cost where it is proven. */
  readonly bound: number;
  readonly trucks: readonly { readonly zone: string; readonly started: number }[];
  /** Units lacking of floors. */
  readonly floorShort: number;
}

/**
 * Least carrying and loss of grade, with a fair floor for everybody. In this order, each kept while the next is sought:
 *
 *   1. as many trays placed as claims, caps and minimum batches allow
 *   2. as little as possible lacking of the floors (minimum batches alone can make them lack)
 *   3. the least cost, started trucks included
 *   4. among equally cheap divisions, more to those earlier in the published order: least Σ trays × (place × 4,096 + first
 *      three digits of the draw); the draw's digits make a tie of these sums as good as impossible
 *
 * Without trucks and batches the greedy choice is optimal and no solver is asked. Otherwise the four questions go to the solver
 * as mixed-integer models, each with `timeLimitMs`; when the heuristic's plan already meets the first two, they are not asked.
 * `sketch` is where the heuristic is run: here, or in a thread of its own, with the same plan.
 * Its answers are only taken as to who delivers and how many trucks start; trays are filled in exact integers.
 *
 * RangeError for amounts out of their range, a zone without a truck rule, or a truck that holds no tray.
 */
export async function leastCost(request: CostRequest, solver: MixedSolver | null, timeLimitMs: number, sketch: Planner = heuristicPlan): Promise<CostResult> {
  const carriers = publishedOrder(request.carriers, request.tie);
  const scene = sceneOf(request, carriers);
  const plain = scene.carriers.every(({ least }) => least <= 1) && scene.zones.every(({ fixed }) => fixed === 0);
  if (plain) return resultOf(request, carriers, scene, { plan: plainPlan(scene), way: "exact", repeatable: true });
  const guess = await sketch(scene);
  if (solver === null) return resultOf(request, carriers, scene, { plan: guess, way: "heuristic", repeatable: true });
  const weights = carriers.map(({ id }, i) => (i + 1) * DRAW_DIGITS + Number.parseInt(drawOf(request.tie.salt, id).slice(0, 3), 16));
  return resultOf(request, carriers, scene, await solved(scene, guess, weights, solver, timeLimitMs));
}
/** Whoever runs `heuristicPlan`; the plan of a scene is the same wherever it is made. */
export type Planner = (scene: CostScene) => Plan | Promise<Plan>;
const DRAW_DIGITS = 4_096;
const THOUSANDTHS = 1_000;

function sceneOf(request: CostRequest, carriers: readonly Carrier[]): CostScene {
  const { estate, step, trucks, floorPerMille } = request;
  checkDivision(request, carriers);
  const whole = (value: number, what: string, least: number): number => {
    if (!Number.isSafeInteger(value) || value < least) throw new RangeError(`${what} must be an integer of at least ${least}, got ${value}`);
    return value;
  };
  if (!(whole(floorPerMille, "the floor", 0) <= 1_000)) throw new RangeError(`the floor is at most 1,000 per mille, got ${floorPerMille}`);
  const zones = trucks.map(({ zone, holds, fixed, free }) => ({ name: zone, holds: whole(Math.floor(holds / step), `trays of a truck of ${zone}`, 1), fixed: THOUSANDTHS * whole(fixed, `the cost of a truck of ${zone}`, 0), free: Math.floor(whole(free ?? 0, `the room on trucks of ${zone}`, 0) / step) }));
  const tray = Math.floor(estate / step);
  const bounds = carriers.map(({ claim, cap, minBatch }) => {
    const most = Math.floor(Math.min(claim, cap ?? claim) / step);
    const least = Math.max(1, Math.ceil((minBatch ?? 0) / step));
    return { most: most < least ? 0 : most, least };
  });
  const { numerators, denominator } = exactShares("equal-awards", bounds.map(({ most }) => most), tray);
  return {
    trays: tray, zones,
    carriers: carriers.map(({ id, transport, gradeLoss, zone }, i) => {
      const at = zones.findIndex(({ name }) => name === zone);
      if (zone !== null && at === -1) throw new RangeError(`no trucks are known for the zone ${zone}`);
      return { ...bounds[i]!, floor: Math.floor((numerators[i]! * floorPerMille) / (denominator * 1_000)), zone: zone === null ? null : at, cost: step * (whole(transport, `the carrying of ${id}`, 0) + whole(gradeLoss, `the loss of grade of ${id}`, 0)) };
    }),
  };
}

function plainPlan(scene: CostScene): Plan {
  const { carriers } = scene;
  const frame = { lower: carriers.map(({ floor }) => floor), upper: carriers.map(({ most }) => most), room: scene.zones.map(() => Infinity) };
  return planOf(scene, cheapestFill(scene, frame, mostPlaced(scene), cheapestFirst(carriers.map(({ cost }) => cost)))!);
}

interface Found {
  readonly plan: Plan;
  readonly way: CostWay;
  readonly repeatable: boolean;
}

async function solved(scene: CostScene, guess: Plan, weights: readonly number[], solver: MixedSolver, timeLimitMs: number): Promise<Found> {
  let best = guess;
  const ask = async (question: Question, kept: Kept): Promise<{ proven: boolean; objective: number; plan: Plan | null }> => {
    const { model, places } = costModel(scene, question, kept, weights);
    const { status, values, objective } = await solver.solve(model, { timeLimitMs });
    const some = status === "optimal" || status === "feasible";
    const plan = some ? planFrom(scene, values, places, places.trays.reduce((sum, column) => sum + Math.round(values[column] ?? 0), 0)) : null;
    if (plan !== null && comparePlans(plan, best) < 0) best = plan;
    return { proven: status === "optimal" && plan !== null, objective: Math.round(objective), plan };
  };
  const unproven = (): Found => ({ plan: best, way: "feasible", repeatable: false });
  if (best.placed < mostPlaced(scene) && !(await ask("placed", {})).proven) return unproven();
  const placed = best.placed;
  if (best.short > 0 && !(await ask("short", { placed })).proven) return unproven();
  const short = best.short;
  const cheapest = await ask("cost", { placed, short });
  if (!cheapest.proven) return unproven();
  const cost = best.cost;
  const { proven, plan } = await ask("order", { placed, short, cost });
  const kept = proven && plan !== null && plan.short <= short && plan.cost === cost;
  return { plan: kept ? plan : best, way: "solver", repeatable: kept };
}

function resultOf(request: CostRequest, carriers: readonly Carrier[], scene: CostScene, { plan, way, repeatable }: Found): CostResult {
  const { step } = request;
  const loads = scene.zones.map((_, z) => carriers.reduce((sum, _one, i) => sum + (scene.carriers[i]!.zone === z ? plan.trays[i]! * step : 0), 0));
  const shares = carriers.map(({ id, claim, transport, gradeLoss }, i): Share<CostWhy> => {
    const units = plan.trays[i]! * step;
    const bounds = scene.carriers[i]!;
    const truck = bounds.zone === null ? null : { ...request.trucks[bounds.zone]!, started: plan.trucks[bounds.zone]!, load: loads[bounds.zone]! };
    return { id, units, exact: units, why: { truck, rule: "least-cost", floor: bounds.floor * step, unitCost: transport + gradeLoss, bound: boundOf(claim, step, bounds, plan.trays[i]!), rounding: "none" } };
  });
  return {
    ...finish(request, carriers, shares), way, repeatable, cost: plan.cost,
    bound: way === "exact" || way === "solver" ? plan.cost : relaxedBound(scene, plan),
    trucks: scene.zones.map(({ name }, z) => ({ zone: name, started: plan.trucks[z]! })),
    floorShort: plan.short * step,
  };
}

function boundOf(claim: number, step: number, { most, least, floor }: CostScene["carriers"][number], trays: number): CostBound {
  if (claim < step) return "no-claim";
  if (most === 0 || trays < floor) return "minimum-down";
  if (trays === most) return "claim";
  if (trays === 0) return "dearer";
  return trays === floor ? "floor" : trays === least && floor > 0 && floor < least ? "minimum-up" : "cost";
}

/** The thread in which the engine's own way of least cost is worked out. Started by `planner.ts`. */
import { parentPort } from "node:worker_threads";
import { heuristicPlan } from "../../engines/allocation/cost-heuristic.ts";
import type { CostScene, Plan } from "../../engines/allocation/cost-plan.ts";

export interface PlanJob {
  readonly id: number;
  readonly scene: CostScene;
}
export type PlanAnswer = { readonly id: number; readonly plan: Plan } | { readonly id: number; readonly why: string };

parentPort?.on("message", ({ id, scene }: PlanJob) => {
  try {
    parentPort?.postMessage({ id, plan: heuristicPlan(scene) } satisfies PlanAnswer);
  } catch (error) {
    parentPort?.postMessage({ id, why: error instanceof Error ? (error.stack ?? error.message) : String(error) } satisfies PlanAnswer);
  }
});

import { Worker } from "node:worker_threads";
import type { Plan } from "../../engines/allocation/cost-plan.ts";
import type { Planner } from "../../engines/allocation/least-cost.ts";
import type { PlanAnswer, PlanJob } from "./planner-worker.ts";

/** A market that divides nothing for a while gets the thread's memory back. */
const IDLE_MS = 60_000;

interface Waiting {
  readonly done: (plan: Plan) => void;
  readonly fail: (error: Error) => void;
}

/**
 * The engine's own way of least cost in a thread of its own: three hundred growers take it over a second, in which no clock and no
 * other request may stand still. Plans are made one after another; each is the one the calling thread would have made.
 */
export function planInThread(): Planner {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let idle: NodeJS.Timeout | null = null;
  let last = 0;

  const rest = (): void => {
    worker?.unref();
    idle = setTimeout(() => {
      void worker?.terminate();
      worker = null;
    }, IDLE_MS);
    idle.unref();
  };
  const start = (): Worker => {
    const made = new Worker(new URL("./planner-worker.ts", import.meta.url));
    const broken = (error: Error): void => {
      if (worker !== made) return;
      worker = null;
      for (const one of waiting.values()) one.fail(error);
      waiting.clear();
    };
    made.on("message", (answer: PlanAnswer) => {
      const one = waiting.get(answer.id);
      waiting.delete(answer.id);
      if ("plan" in answer) one?.done(answer.plan);
      else one?.fail(new Error(answer.why));
      if (waiting.size === 0) rest();
    });
    made.on("error", (error: unknown) => broken(error instanceof Error ? error : new Error(String(error))));
    made.on("exit", () => broken(new Error("the planning thread came to an end")));
    return made;
  };
  return (scene) => new Promise((done, fail) => {
    if (idle !== null) clearTimeout(idle);
    worker ??= start();
    worker.ref();
    last += 1;
    waiting.set(last, { done, fail });
    worker.postMessage({ id: last, scene } satisfies PlanJob);
  });
}

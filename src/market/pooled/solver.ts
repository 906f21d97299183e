import { Worker } from "node:worker_threads";
import { lpText } from "../../engines/allocation/lp-text.ts";
import type { MixedAnswer, MixedModel, MixedSolver, SolveOptions } from "../../engines/allocation/model.ts";
import type { SolverAnswer, SolverJob } from "./solver-worker.ts";

/** More models than this at once are somebody's mistake; they are solved one after another. */
export const MAX_WAITING = 60;
/** HiGHS looks at its clock between pieces of work; a thread that is this much over its limit is ended. */
const GRACE_MS = 10_000;
/** A thread holds some tens of megabytes; a market that solves nothing for a while gets them back. */
const IDLE_MS = 60_000;
/** What a solution may miss a bound by, relative to the size of the row: the tolerance of HiGHS with room for its own sums. */
const TOLERANCE = 1e-5;

/**
 * HiGHS in a thread of its own, so that no clock waits for an order. One thread, a fixed seed and a gap of nothing: the same
 * model has the same answer, unless time runs out.
 */
export class HighsSolver implements MixedSolver {
  #worker: Worker | null = null;
  /** Settles the model in work. */
  #asked: ((answer: SolverAnswer) => void) | null = null;
  #waiting = 0;
  #last: Promise<unknown> = Promise.resolve();
  #idle: NodeJS.Timeout | null = null;

  /** Rejects when too many wait, and for a model that HiGHS cannot read; a solver that runs out of memory or time answers `stopped`. */
  solve(model: MixedModel, options: SolveOptions): Promise<MixedAnswer> {
    if (this.#waiting >= MAX_WAITING) return Promise.reject(new Error(`more than ${MAX_WAITING} models wait for the solver`));
    const text = lpText(model);
    this.#waiting += 1;
    const answer = this.#last.then(async () => {
      try {
        return answerOf(model, await this.#ask({ text, timeLimitMs: options.timeLimitMs }));
      } finally {
        this.#waiting -= 1;
        if (this.#waiting === 0) this.#rest();
      }
    });
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  /** Ends the thread; a model in work answers `stopped`. A later model starts a fresh one. */
  close(): Promise<unknown> {
    const worker = this.#worker;
    this.#worker = null;
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#asked?.({ kind: "broken" });
    return worker === null ? Promise.resolve() : worker.terminate();
  }

  #ask(job: SolverJob): Promise<SolverAnswer> {
    if (this.#idle !== null) clearTimeout(this.#idle);
    const worker = (this.#worker ??= this.#start());
    worker.ref();
    return new Promise((done, fail) => {
      const limit = setTimeout(() => void this.close(), job.timeLimitMs + GRACE_MS);
      this.#asked = (answer) => {
        this.#asked = null;
        clearTimeout(limit);
        // What a broken run leaves behind in the memory of HiGHS is unknown.
        if (answer.kind !== "solved") void this.close();
        if (answer.kind === "failed") fail(new Error(answer.why));
        else done(answer);
      };
      worker.postMessage(job);
    });
  }

  #start(): Worker {
    const worker = new Worker(new URL("./solver-worker.ts", import.meta.url));
    // A thread that was ended may still speak; only the one in work is heard.
    const hear = (answer: SolverAnswer): void => {
      if (this.#worker === worker) this.#asked?.(answer);
    };
    worker.on("message", hear);
    worker.on("error", (error: unknown) => hear({ kind: "failed", why: error instanceof Error ? error.stack ?? error.message : String(error) }));
    worker.on("exit", () => hear({ kind: "broken" }));
    return worker;
  }

  /** An idle solver keeps no process alive. */
  #rest(): void {
    this.#worker?.unref();
    this.#idle = setTimeout(() => void this.close(), IDLE_MS);
    this.#idle.unref();
  }
}

const STOPPED: MixedAnswer = { status: "stopped", values: [], objective: Number.NaN, duals: [] };

function answerOf(model: MixedModel, answer: SolverAnswer): MixedAnswer {
  if (answer.kind !== "solved") return STOPPED;
  if (answer.status === "Infeasible") return { ...STOPPED, status: "infeasible" };
  if (answer.status === "Unbounded") return { ...STOPPED, status: "unbounded" };
  const values = model.columns.map((_, i) => answer.columns[`x${i}`] ?? Number.NaN);
  const objective = model.columns.reduce((sum, { cost }, i) => sum + cost * values[i]!, 0);
  if (answer.status !== "Optimal") return isKept(model, values) ? { status: "feasible", values, objective, duals: [] } : STOPPED;
  const linear = model.columns.every(({ whole }) => !whole);
  return { status: "optimal", values, objective, duals: linear ? model.rows.map((_, i) => (answer.duals[`r${i}`] ?? 0) + (answer.duals[`s${i}`] ?? 0)) : [] };
}

/** Whether an unproven answer is one at all: HiGHS also hands out points it has not mended yet. */
function isKept({ columns, rows }: MixedModel, values: readonly number[]): boolean {
  const within = (value: number, lower: number, upper: number, size: number): boolean => value >= lower - TOLERANCE * size && value <= upper + TOLERANCE * size;
  return columns.every(({ lower, upper, whole }, i) => within(values[i]!, lower, upper, 1) && (!whole || Math.abs(values[i]! - Math.round(values[i]!)) <= TOLERANCE))
    && rows.every(({ terms, lower, upper }) => within(terms.reduce((sum, { column, factor }) => sum + factor * values[column]!, 0), lower, upper, terms.reduce((most, { factor }) => Math.max(most, Math.abs(factor)), 1)));
}

/** The thread in which HiGHS runs. Started by `solver.ts`, which sends one model at a time. */
import { parentPort } from "node:worker_threads";
import highsLoader, { type Highs } from "highs";

export interface SolverJob {
  /** LP format. */
  readonly text: string;
  readonly timeLimitMs: number;
}
/** broken: the solver itself came to an end, such as for want of memory. failed: the model could not be read. */
export type SolverAnswer =
  | { readonly kind: "solved"; readonly status: string; readonly columns: Readonly<Record<string, number>>; readonly duals: Readonly<Record<string, number>> }
  | { readonly kind: "broken" }
  | { readonly kind: "failed"; readonly why: string };

const SEED = 1;
/** HiGHS calls a model without whole variables solved within these; the gap of nothing makes the others exact. */
const OPTIONS = { threads: 1, parallel: "off", random_seed: SEED, mip_rel_gap: 0, mip_abs_gap: 0, output_flag: false } as const;

/** The package's types describe its CommonJS half, its module exports the loader itself. */
const load = highsLoader as unknown as () => Promise<Highs>;
let loaded: Promise<Highs> | null = null;

parentPort?.on("message", (job: SolverJob) => {
  answer(job).then((found) => parentPort?.postMessage(found), (error: unknown) => {
    // What WebAssembly throws when memory or its stack is at an end.
    const broken = error instanceof WebAssembly.RuntimeError;
    parentPort?.postMessage((broken ? { kind: "broken" } : { kind: "failed", why: error instanceof Error ? error.stack ?? error.message : String(error) }) satisfies SolverAnswer);
  });
});

async function answer({ text, timeLimitMs }: SolverJob): Promise<SolverAnswer> {
  const highs = await (loaded ??= load());
  const options = { ...OPTIONS, time_limit: timeLimitMs / 1_000 };
  const first = highs.solve(text, options);
  // Presolve alone cannot always tell the two apart; the simplex method can.
  const solution = first.Status === "Primal infeasible or unbounded" ? highs.solve(text, { ...options, presolve: "off" }) : first;
  const columns = Object.fromEntries(Object.entries(solution.Columns).map(([name, column]) => [name, "Primal" in column ? column.Primal : Number.NaN]));
  const duals = Object.fromEntries(solution.Rows.flatMap((row) => ("Dual" in row ? [[row.Name, row.Dual]] : [])));
  return { kind: "solved", status: solution.Status, columns, duals };
}

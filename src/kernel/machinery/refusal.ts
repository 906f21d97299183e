import type { InputProblem, RefusalBody } from "./contract.ts";

export type Detail = Readonly<Record<string, string | number | boolean | null>>;

/** An expected "no". It rolls the transaction back and becomes an answer with this code; anything else thrown is a bug. */
export class Refusal extends Error {
  readonly code: string;
  readonly module: string;
  readonly detail: Detail;
  readonly problems: readonly InputProblem[];
  /** True when what the handler wrote stays, as the count of wrong passwords must. */
  readonly keeps: boolean;

  constructor(module: string, code: string, detail: Detail = {}, problems: readonly InputProblem[] = [], keeps = false) {
    super(`${module}.${code}${problems.length > 0 ? `: ${problems.map((p) => `${p.path} ${p.message}`).join("; ")}` : ""}`);
    this.name = "Refusal";
    this.code = code;
    this.module = module;
    this.detail = detail;
    this.problems = problems;
    this.keeps = keeps;
  }

  body(): RefusalBody {
    return {
      refused: this.code,
      module: this.module,
      detail: this.detail,
      ...(this.problems.length > 0 ? { problems: this.problems } : {}),
    };
  }
}

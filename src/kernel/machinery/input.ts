import type { InputProblem, Schema } from "./contract.ts";
import { Refusal } from "./refusal.ts";

/** No form of ours nests deeper. */
const MAX_INPUT_DEPTH = 40;
const MAX_PROBLEMS = 50;
/** A path is named this far and no further, because the sender chose its length. */
const MAX_PATH = 200;

/** Checks a value against its schema; the refusal names every field that is wrong. */
export function validate(module: string, schema: Schema, raw: unknown): unknown {
  const result = schema["~standard"].validate(raw ?? {}) as { value?: unknown; issues?: readonly { message: string; path?: readonly (PropertyKey | { key: PropertyKey })[]; code?: string }[] };
  if (result.issues === undefined) return result.value;
  const problems: InputProblem[] = result.issues.slice(0, MAX_PROBLEMS).map((issue) => ({
    path: (issue.path ?? []).map((part) => String(typeof part === "object" ? part.key : part)).join(".").slice(0, MAX_PATH),
    code: issue.code ?? "invalid",
    message: issue.message,
  }));
  throw new Refusal(module, "bad_input", { fields: problems.map((problem) => problem.path).join(", ") }, problems);
}

/** Refuses text that no database column can hold, and nests that no form needs; both would end as faults deeper down. */
export function refuseUnstorable(module: string, raw: unknown): void {
  const problem = findUnstorable(raw, "", 0);
  if (problem !== null) throw new Refusal(module, "bad_input", { fields: problem.path }, [problem]);
}

function findUnstorable(value: unknown, path: string, depth: number): InputProblem | null {
  const found = (code: string, message: string): InputProblem => ({ path: path.slice(0, MAX_PATH), code, message });
  if (typeof value === "string") {
    if (value.includes("\0")) return found("nul", "holds a NUL character; leave it out");
    return value.isWellFormed() ? null : found("half_character", "holds half of a character; type it again");
  }
  if (typeof value !== "object" || value === null) return null;
  if (depth === MAX_INPUT_DEPTH) return found("too_deep", `is nested deeper than ${MAX_INPUT_DEPTH} levels`);
  for (const [key, item] of Object.entries(value)) {
    const problem = findUnstorable(key, path, depth) ?? findUnstorable(item, path === "" ? key : `${path}.${key}`, depth + 1);
    if (problem !== null) return problem;
  }
  return null;
}

/** Refuses fields the contract does not name: a misspelt field that is silently dropped looks to its sender as if it had counted. */
export function refuseUnknown(module: string, raw: unknown, accepted: unknown): void {
  const path = findUnknown(raw, accepted, "");
  if (path === null) return;
  throw new Refusal(module, "bad_input", { fields: path }, [{ path, code: "unknown_field", message: "there is no such field here" }]);
}

function findUnknown(raw: unknown, accepted: unknown, path: string): string | null {
  if (typeof raw !== "object" || raw === null || typeof accepted !== "object" || accepted === null) return null;
  for (const [key, item] of Object.entries(raw)) {
    const here = (path === "" ? key : `${path}.${key}`).slice(0, MAX_PATH);
    if (!Object.hasOwn(accepted, key)) return here;
    const deeper = findUnknown(item, (accepted as Record<string, unknown>)[key], here);
    if (deeper !== null) return deeper;
  }
  return null;
}

/** The input as the trail keeps it: secrets are struck out. */
export function redact(input: unknown, secret: readonly string[]): unknown {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return input ?? null;
  return Object.fromEntries(Object.entries(input).map(([key, value]) => [key, secret.includes(key) ? "•••" : value]));
}

import type { Contract, Role, Who } from "../../../../kernel/machinery/contract.ts";

/** One action and who may do it; as the server itself reads it, from the same contract. */
export interface MatrixRow {
  readonly module: string;
  readonly action: string;
  readonly kind: "read" | "write";
  readonly summary: string;
  readonly who: readonly Who[];
}

/** Every action that can be reached from outside. */
export function matrixOf(contracts: readonly Contract[]): MatrixRow[] {
  return contracts.flatMap(({ module, actions }) =>
    Object.values(actions).filter((action) => action.who.some((who) => who !== "internal"))
      .map(({ name, kind, summary, who }) => ({ module, action: name, kind, summary, who })));
}

/** How somebody comes to a right: by his role, because everybody signed in has it, or because everybody has it. */
export type Right = "role" | "signed_in" | "public" | null;

export function rightOf(row: Pick<MatrixRow, "who">, role: Role): Right {
  if (row.who.includes("public")) return "public";
  if (row.who.includes("signed_in")) return "signed_in";
  return row.who.includes(role) ? "role" : null;
}

/** The same rule as the server's, for somebody with several roles or none. */
export function mayDo(row: Pick<MatrixRow, "who">, roles: readonly string[], signedIn: boolean): boolean {
  return row.who.includes("public") || (signedIn && row.who.includes("signed_in")) || row.who.some((who) => roles.includes(who));
}

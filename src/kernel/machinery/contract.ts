/**
 * A module is a table of named actions. From this table come the HTTP route, the typed client, the CLI command,
 * the OpenAPI page, the permission matrix, the audit line and the list of refusals to translate.
 */

/** The part of the Standard Schema interface that we use. Constraining by it compiles five times faster than by Zod's own types. */
export interface Schema {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => unknown;
    readonly types?: { readonly input: unknown; readonly output: unknown } | undefined;
  };
}
export type Output<S extends Schema> = NonNullable<S["~standard"]["types"]>["output"];
export type Input<S extends Schema> = NonNullable<S["~standard"]["types"]>["input"];

/** Every role of the market. Business roles come from the party somebody acts for; staff roles from the account. */
export const BUSINESS_ROLES = ["grower", "merchant", "buyer", "agent"] as const;
export const STAFF_ROLES = ["operator", "auctioneer", "grader", "cashier", "collector"] as const;
/** Administration is split in three so that nobody can give himself rights and hide it. */
export const ADMIN_ROLES = ["system_admin", "security_admin", "auditor"] as const;
export const ROLES = [...BUSINESS_ROLES, ...STAFF_ROLES, ...ADMIN_ROLES] as const;
export type Role = (typeof ROLES)[number];

/** Somebody who trades and nothing else: of papers, lots and debts he sees his own. */
export const isTrader = (roles: readonly string[]): boolean => roles.length > 0 && roles.every((role) => (BUSINESS_ROLES as readonly string[]).includes(role));

/** `public`: without log-in. `signed_in`: anybody with a session. `internal`: only another module inside the same transaction. */
export type Who = Role | "public" | "signed_in" | "internal";

export interface ActionShape {
  readonly kind: "read" | "write";
  /** One English sentence for the API page and the CLI. */
  readonly summary: string;
  readonly who: readonly Who[];
  readonly input: Schema;
  readonly output: Schema;
  /** Required, so that a typo in a refusal does not pass. */
  readonly refuses: readonly string[];
  /** Input fields that never reach the audit trail or a log. */
  readonly secret?: readonly string[];
  /** The answer carries a fresh secret, so it is never stored for repeated requests. */
  readonly once?: true;
  /** The largest request in bytes, for an action that takes a file; otherwise a photograph's is. */
  readonly body?: number;
  /** A read whose answer is a file at an address of its own, such as "/open/*": takes `servedInput` and answers `servedFile` (served.ts). */
  readonly served?: `/${string}/*`;
}

export type Action<M extends string = string, N extends string = string, S extends ActionShape = ActionShape> = S & {
  readonly module: M;
  readonly name: N;
};

export interface Contract<
  M extends string = string,
  A extends Record<string, ActionShape> = Record<string, ActionShape>,
  E extends Record<string, Schema> = Record<string, Schema>,
> {
  readonly module: M;
  readonly actions: { readonly [N in keyof A & string]: Action<M, N, A[N]> };
  /** Events are facts in the past tense with plain data. */
  readonly events: E;
}

export function read<I extends Schema, O extends Schema, const R extends readonly string[]>(
  def: { summary: string; who: readonly Who[]; input: I; output: O; refuses: R; served?: `/${string}/*` },
) {
  return { kind: "read" as const, ...def };
}

export function write<I extends Schema, O extends Schema, const R extends readonly string[]>(
  def: { summary: string; who: readonly Who[]; input: I; output: O; refuses: R; secret?: readonly string[]; once?: true; body?: number },
) {
  return { kind: "write" as const, ...def };
}

export function contract<const M extends string, A extends Record<string, ActionShape>, E extends Record<string, Schema>>(
  module: M,
  actions: A,
  events: E,
): Contract<M, A, E> {
  const named = Object.fromEntries(Object.entries(actions).map(([name, shape]) => [name, { ...shape, module, name }]));
  return { module, actions: named as Contract<M, A, E>["actions"], events };
}

/** Refusals every action may answer with; they are translated once, in the shell. */
export const COMMON_REFUSALS = ["not_signed_in", "not_allowed", "not_found", "bad_input", "key_reused", "too_many_requests"] as const;
export type CommonRefusal = (typeof COMMON_REFUSALS)[number];

/** What a refusal says on the wire: what, where, why, how to mend it. */
export interface RefusalBody {
  readonly refused: string;
  readonly module: string;
  /** Values the translated sentence may name, such as { left: 12 }. */
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
  readonly problems?: readonly InputProblem[];
}
export interface InputProblem {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

import type { ActionShape, Contract, Input, Output, RefusalBody } from "./contract.ts";

/** The part of fetch that the client needs; the browser, the CLI and tests pass their own. */
export type Fetch = (url: string, init: { method: string; headers: Record<string, string>; body: string }) => Promise<{ status: number; json(): Promise<unknown> }>;

export class RefusedError extends Error {
  readonly body: RefusalBody;
  constructor(body: RefusalBody) {
    super(`${body.module}.${body.refused}`);
    this.name = "RefusedError";
    this.body = body;
  }
}

/** A bug on the server, with the number the user can read out. */
export class FaultError extends Error {
  readonly number: string;
  constructor(number: string) {
    super(`fault ${number}`);
    this.name = "FaultError";
    this.number = number;
  }
}

export type Client<C extends Contract> = {
  /** Writes take a key; the same key with the same input is done once, so a retry after a lost answer is safe. */
  readonly [N in keyof C["actions"]]: C["actions"][N] extends ActionShape
    ? (input: Input<C["actions"][N]["input"]>, key?: string) => Promise<Output<C["actions"][N]["output"]>>
    : never;
};

export interface ClientOptions {
  readonly fetch: Fetch;
  readonly base: string;
  readonly newKey: () => string;
  readonly token?: string;
}

/** A typed client made from the contract alone. */
export function client<C extends Contract>(contract: C, options: ClientOptions): Client<C> {
  const call = async (name: string, input: unknown, key?: string): Promise<unknown> => {
    const headers: Record<string, string> = { "content-type": "application/json", "idempotency-key": key ?? options.newKey() };
    if (options.token !== undefined) headers["authorization"] = `Bearer ${options.token}`;
    const response = await options.fetch(`${options.base}/api/${contract.module}/${name}`, { method: "POST", headers, body: JSON.stringify(input ?? {}) });
    const body = await response.json();
    if (response.status < 400) return body;
    const said = body as Partial<RefusalBody> & { number?: string };
    if (typeof said.refused === "string") throw new RefusedError(said as RefusalBody);
    throw new FaultError(said.number ?? String(response.status));
  };
  return new Proxy({}, { get: (_target, name) => (input: unknown, key?: string) => call(String(name), input, key) }) as Client<C>;
}

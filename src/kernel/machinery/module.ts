import type { Kysely, Transaction } from "kysely";
import type { Action, ActionShape, CommonRefusal, Contract, Output, Input, Role, Schema } from "./contract.ts";
import type { Detail, Refusal } from "./refusal.ts";

/** A transaction that knows only the tables of one module; a query on another module's table does not compile. */
export type Tx<Tables> = Transaction<Tables>;

/** Who acts. A delegate acts for a grower's party under his own account, and both are on the trail. */
export interface Actor {
  readonly accountId: string | null;
  readonly accountName: string;
  /** The party acted for, if any. */
  readonly partyId: string | null;
  readonly roles: readonly Role[];
  /** True when the account is a delegate of the party, not its owner. */
  readonly delegate: boolean;
  /** Set for the product's own doings: timers, seeds, replays. */
  readonly system: boolean;
}

/** Stands where an id is asked for and there is none; no row has it. */
export const NOBODY = "00000000-0000-0000-0000-000000000000";

export const SYSTEM_ACTOR: Actor = { accountId: null, accountName: "system", partyId: null, roles: [], delegate: false, system: true };

/** What was known about the request, for the audit trail and for limits. */
export interface Origin {
  readonly requestId: string;
  readonly address: string;
  readonly agent: string;
  readonly sessionHash: string | null;
}

export interface Scene<Tables, Refuses extends string = string, Events extends Record<string, Schema> = Record<string, Schema>> {
  readonly tx: Tx<Tables>;
  readonly actor: Actor;
  readonly origin: Origin;
  readonly now: Date;
  /** The market's business date at `now`, as YYYY-MM-DD. */
  readonly businessDate: string;
  /** A fresh time-ordered UUID. */
  newId(): string;
  /** Bytes of chance. Passed in so that a seed can reproduce a run. */
  random(bytes: number): Uint8Array;
  emit<N extends keyof Events & string>(name: N, payload: Input<Events[N]>): Promise<void>;
  refuse(code: Refuses | CommonRefusal, detail?: Detail): never;
  /** Says no and yet keeps what was written, such as a counted failure; it may not be asked for by another action. */
  refuseAndKeep(code: Refuses | CommonRefusal, detail?: Detail): never;
  /** Does a part of the work that may be refused on its own: a refusal takes back that part alone and is handed over. */
  attempt<T>(work: () => Promise<T>): Promise<Attempt<T>>;
  /**
   * For what comes by itself, where nobody waits for an answer: one thing that fails, by a refusal or by a fault, is taken back
   * alone, told to the log under its name, and handed over, so that it does not hold up what comes after it.
   */
  contain<T>(name: string, work: () => Promise<T>): Promise<Contained<T>>;
  /** Asks another module through its contract, inside this transaction. */
  ask<S extends ActionShape>(action: Action<string, string, S>, input: Input<S["input"]>): Promise<Output<S["output"]>>;
}

export type Contained<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown };
export type Attempt<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

type Refuses<S extends ActionShape> = S["refuses"][number];

export type Handlers<C extends Contract, Tables> = {
  readonly [N in keyof C["actions"]]: (
    scene: Scene<Tables, Refuses<C["actions"][N]>, C["events"]>,
    input: Output<C["actions"][N]["input"]>,
  ) => Promise<Output<C["actions"][N]["output"]>>;
};

/** A fact as it stands in the event log. */
export interface LoggedEvent<P = unknown> {
  /** Its number in the log: the same on every server and after a backup, as its place among transactions is not. */
  readonly id: number;
  readonly module: string;
  readonly name: string;
  readonly payload: P;
  readonly at: Date;
  readonly businessDate: string;
}

export interface Hearing<Tables> {
  readonly module: string;
  readonly event: string;
  /** Runs in its own transaction together with the bookmark, so it takes effect once. */
  handle(scene: Scene<Tables>, event: LoggedEvent<never>): Promise<void>;
}

/** Listens to another module's event; the payload's type comes from that module's contract. */
export function hear<Tables, C extends Contract, N extends keyof C["events"] & string>(
  from: C,
  event: N,
  handle: (scene: Scene<Tables>, event: LoggedEvent<Output<C["events"][N]>>) => Promise<void>,
): Hearing<Tables> {
  return { module: from.module, event, handle: handle as Hearing<Tables>["handle"] };
}

/** Something a module does now and then, such as ending what has run out. Each run is one transaction. */
export interface Tick<Tables> {
  readonly everyMs: number;
  /** Answers with how much it did; while it does something it is run again at once. */
  run(scene: Scene<Tables>): Promise<number>;
}

export interface Module {
  readonly contract: Contract;
  readonly handlers: Readonly<Record<string, (scene: Scene<never>, input: never) => Promise<unknown>>>;
  readonly hears: readonly Hearing<never>[];
  readonly ticks: readonly Tick<never>[];
  /** The folder with the forward-only SQL, or null when the module has no tables. */
  readonly migrations: URL | null;
  /** Tables that can be thrown away and rebuilt from the event log. */
  readonly derived: readonly string[];
}

export function defineModule<C extends Contract, Tables>(
  contract: C,
  parts: {
    handlers: Handlers<C, Tables>;
    hears?: readonly Hearing<Tables>[];
    ticks?: readonly Tick<Tables>[];
    migrations?: URL | null;
    derived?: readonly string[];
  },
): Module {
  return {
    contract,
    handlers: parts.handlers as unknown as Module["handlers"],
    hears: (parts.hears ?? []) as unknown as Module["hears"],
    ticks: (parts.ticks ?? []) as unknown as Module["ticks"],
    migrations: parts.migrations ?? null,
    derived: parts.derived ?? [],
  };
}

export type AnyDb = Kysely<Record<string, Record<string, unknown>>>;

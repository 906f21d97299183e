import { sql, type Kysely, type Transaction } from "kysely";
import type { Action, ActionShape, Schema } from "./contract.ts";
import { canonical, sha256 } from "./canonical.ts";
import { uuid7, type World } from "./ids.ts";
import { redact, refuseUnknown, refuseUnstorable, validate } from "./input.ts";
import { SYSTEM_ACTOR, type Actor, type AnyDb, type LoggedEvent, type Module, type Origin, type Scene } from "./module.ts";
import { Refusal, type Detail } from "./refusal.ts";
import { attempted, contained, isLostRace } from "./savepoint.ts";
import type { MachineryTables } from "./tables.ts";

/** A transaction that lost a race for a lock or a row is run again so often before it counts as a bug; it steps aside a little longer each time. */
const MAX_RETRIES = 8;
const STEP_ASIDE_MS = 15;
/** How deep one action may ask another; a longer chain is a cycle. */
const MAX_ASK_DEPTH = 8;
/** Events a listener takes in one transaction. */
const PUMP_BATCH = 200;
const EVENTS_PER_INSERT = 500;
const WAIT_MS = 10;
const MAX_WAITS = 6_000;

export interface Call {
  readonly actor: Actor;
  readonly origin: Origin;
  /** The same key with the same input is answered once; required over HTTP for every write. */
  readonly key?: string;
  /** Set for requests from outside: a field the contract does not name is refused instead of dropped. */
  readonly exact?: boolean;
}

export const INSIDE: Origin = { requestId: "inside", address: "inside", agent: "hualian", sessionHash: null };
export const AS_SYSTEM: Call = { actor: SYSTEM_ACTOR, origin: INSIDE };

export interface EmittedEvent {
  readonly module: string;
  readonly name: string;
  readonly payload: unknown;
}

/** A fact of a transaction that is still under way. */
interface Emission extends EmittedEvent {
  readonly at: Date;
  readonly businessDate: string;
  readonly actor: Actor;
  /** The payload as it was said, whatever becomes of the object. */
  readonly text: string;
}

export interface MarketSettings {
  readonly nameZh: string;
  readonly nameEn: string;
  readonly currency: string;
  readonly utcOffsetMinutes: number;
  readonly cutoverHour: number;
  readonly demo: boolean;
}

/** Before the market has been named, so that naming it can itself be an action. */
const UNNAMED_MARKET: MarketSettings = { nameZh: "花卉市场", nameEn: "Flower market", currency: "CNY", utcOffsetMinutes: 480, cutoverHour: 4, demo: false };

interface Registered {
  readonly shape: Action;
  readonly handler: (scene: Scene<never>, input: never) => Promise<unknown>;
  readonly events: Record<string, Schema>;
}

/** Runs actions: permission, validation, one transaction with idempotency, audit line and events. */
export class Runtime {
  readonly db: AnyDb;
  readonly world: World;
  readonly modules: readonly Module[];
  readonly #actions = new Map<string, Registered>();
  readonly #listeners = new Set<(events: readonly EmittedEvent[]) => void>();
  readonly #troubled = new Set<(line: string) => void>();
  #market: MarketSettings | null = null;
  /** The settings as last read; what runs uses these. */
  #known: MarketSettings = UNNAMED_MARKET;

  constructor(db: AnyDb, modules: readonly Module[], world: World) {
    this.db = db;
    this.world = world;
    this.modules = modules;
    for (const module of modules) {
      for (const [name, shape] of Object.entries(module.contract.actions)) {
        const handler = module.handlers[name];
        if (handler === undefined) throw new Error(`${module.contract.module}.${name} has no handler`);
        this.#actions.set(`${module.contract.module}.${name}`, { shape, handler, events: module.contract.events });
      }
    }
  }

  /** Told after a commit which events it wrote; used by the live channel and to wake the listeners' pump. */
  onCommitted(tell: (events: readonly EmittedEvent[]) => void): () => void {
    this.#listeners.add(tell);
    return () => this.#listeners.delete(tell);
  }

  /** Told of every fault that was contained, with the name of what failed. */
  onContained(tell: (line: string) => void): () => void {
    this.#troubled.add(tell);
    return () => this.#troubled.delete(tell);
  }

  action(module: string, name: string): Action | undefined {
    return this.#actions.get(`${module}.${name}`)?.shape;
  }

  async market(): Promise<MarketSettings> {
    if (this.#market !== null) return this.#market;
    const row = await (this.db as unknown as Kysely<MachineryTables>).selectFrom("kernel.market").selectAll().executeTakeFirst();
    if (row === undefined) return UNNAMED_MARKET;
    this.#market = {
      nameZh: row.name_zh, nameEn: row.name_en, currency: row.currency,
      utcOffsetMinutes: row.utc_offset_minutes, cutoverHour: row.cutover_hour, demo: row.demo,
    };
    return this.#market;
  }

  /** Calls an action by its contract entry. Throws a Refusal for an expected "no". */
  async call<S extends ActionShape>(
    action: Action<string, string, S>,
    input: NonNullable<S["input"]["~standard"]["types"]>["input"],
    call: Call,
  ): Promise<NonNullable<S["output"]["~standard"]["types"]>["output"]> {
    return (await this.run(action.module, action.name, input, call)) as never;
  }

  async run(module: string, name: string, raw: unknown, call: Call): Promise<unknown> {
    const registered = this.#actions.get(`${module}.${name}`);
    if (registered === undefined) throw new Refusal(module, "not_found", { action: name });
    const { shape } = registered;
    await this.#permit(shape, call);
    refuseUnstorable(module, raw);
    const input = validate(module, shape.input, raw);
    if (call.exact === true) refuseUnknown(module, raw, input);
    if (shape.kind === "read") return this.#read(registered, input, call);
    const emitted: Emission[] = [];
    let kept: Refusal | undefined;
    try {
      const output = await this.#inTransaction(async (tx) => {
        emitted.length = 0;
        kept = undefined;
        const earlier = await this.#claimKey(tx, shape, input, call);
        if (earlier !== undefined) return earlier;
        try {
          const result = await this.#handle(registered, tx, input, call, emitted, 0);
          await this.#writeEvents(tx, emitted);
          await this.#audit(tx, shape, input, call, "done", null);
          await this.#keepAnswer(tx, shape, result, call);
          return result;
        } catch (error) {
          if (!(error instanceof Refusal && error.keeps)) throw error;
          kept = error;
          await this.#writeEvents(tx, emitted);
          await this.#audit(tx, shape, input, call, "refused", error.code);
          await this.#forgetKey(tx, call);
          return undefined;
        }
      }, false);
      this.#told(emitted);
      if (kept === undefined) return output;
    } catch (error) {
      const refused = error instanceof Refusal;
      await this.#audit(this.db as never, shape, input, call, refused ? "refused" : "failed", refused ? error.code : null).catch(() => {});
      throw error;
    }
    throw kept;
  }

  #read(registered: Registered, input: unknown, call: Call): Promise<unknown> {
    return this.#inTransaction(async (tx) => {
      const emitted: Emission[] = [];
      const answer = await this.#handle(registered, tx, input, call, emitted, 0);
      if (emitted.length > 0) throw new Error(`${registered.shape.module}.${registered.shape.name} is a read and emits ${emitted[0]!.name}`);
      return answer;
    }, true);
  }

  /** An account that reaches for what it may not do leaves a line on the trail; nobody's knocking does not. */
  async #permit(shape: Action, call: Call): Promise<void> {
    try {
      permit(shape, call.actor);
    } catch (error) {
      if (call.actor.accountId !== null) await this.#audit(this.db as never, shape, {}, call, "refused", (error as Refusal).code).catch(() => {});
      throw error;
    }
  }

  /** Runs work of the product itself (timers, hosts, listeners) with a module's scene, in one transaction. */
  async inScene<T>(module: Module, work: (scene: Scene<never>) => Promise<T>, call: Call = AS_SYSTEM): Promise<T> {
    const emitted: Emission[] = [];
    const result = await this.#inTransaction(async (tx) => {
      emitted.length = 0;
      const done = await work(await this.#scene(module.contract.module, module.contract.events, tx, call, emitted, 0));
      await this.#writeEvents(tx, emitted);
      return done;
    }, false);
    this.#told(emitted);
    return result;
  }

  #told(emitted: readonly EmittedEvent[]): void {
    if (emitted.some((event) => event.module === "calendar" && event.name === "marketSet")) this.#market = null;
    if (emitted.length > 0) for (const tell of this.#listeners) tell(emitted);
  }

  async #inTransaction<T>(work: (tx: Transaction<MachineryTables>) => Promise<T>, readOnly: boolean): Promise<T> {
    const db = this.db as unknown as Kysely<MachineryTables>;
    // Before the transaction: whoever holds a connection and waits for another one waits for ever when all do so.
    this.#known = await this.market();
    for (let attempt = 0; ; attempt++) {
      try {
        const begin = db.transaction();
        return await (readOnly ? begin.setAccessMode("read only") : begin).execute(work);
      } catch (error) {
        if (attempt >= MAX_RETRIES || !isLostRace(error)) throw error;
        await new Promise((wake) => setTimeout(wake, STEP_ASIDE_MS * attempt));
      }
    }
  }

  async #handle(registered: Registered, tx: Transaction<MachineryTables>, input: unknown, call: Call, emitted: Emission[], depth: number): Promise<unknown> {
    const scene = await this.#scene(registered.shape.module, registered.events, tx, call, emitted, depth);
    return registered.handler(scene, input as never);
  }

  async #scene(module: string, events: Record<string, Schema>, tx: Transaction<MachineryTables>, call: Call, emitted: Emission[], depth: number): Promise<Scene<never>> {
    const now = this.world.now();
    const market = this.#known;
    const businessDate = businessDateAt(now, market);
    const scene: Scene<never> = {
      tx: tx as unknown as Scene<never>["tx"],
      actor: call.actor,
      origin: call.origin,
      now,
      businessDate,
      newId: () => uuid7(this.world),
      random: (bytes) => this.world.random(bytes),
      refuse: (code: string, detail: Detail = {}): never => {
        throw new Refusal(module, code, detail);
      },
      refuseAndKeep: (code: string, detail: Detail = {}): never => {
        // Deeper down, the asking action's half-done work would be kept as well.
        throw new Refusal(module, code, detail, [], depth === 0);
      },
      attempt: (work) => attempted(tx, emitted, work),
      contain: (name, work) => contained(tx, emitted, work, (error) => {
        for (const tell of this.#troubled) tell(`${module}: ${name} failed and was taken back: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      }),
      emit: async (name: string, payload: unknown) => {
        const schema = events[name];
        if (schema === undefined) throw new Error(`${module} has no event ${name}`);
        const checked = validate(module, schema, payload);
        emitted.push({ module, name, payload: checked, text: JSON.stringify(checked), at: now, businessDate, actor: call.actor });
      },
      ask: (async (action: Action, input: unknown) => {
        const asked = this.#actions.get(`${action.module}.${action.name}`);
        if (asked === undefined) throw new Error(`nobody answers ${action.module}.${action.name}`);
        if (depth >= MAX_ASK_DEPTH) throw new Error(`asking goes in circles at ${action.module}.${action.name}`);
        if (!action.who.includes("internal")) permit(asked.shape, call.actor);
        return this.#handle(asked, tx, validate(action.module, asked.shape.input, input), call, emitted, depth + 1);
      }) as Scene<never>["ask"],
    };
    return scene;
  }

  /** Written when the work of the transaction is done, all at once: nobody reads them before the commit, and a sale alone has six. */
  async #writeEvents(tx: Transaction<MachineryTables>, emitted: readonly Emission[]): Promise<void> {
    for (let from = 0; from < emitted.length; from += EVENTS_PER_INSERT) {
      await tx.insertInto("kernel.event").values(emitted.slice(from, from + EVENTS_PER_INSERT).map(({ module, name, text, at, businessDate, actor }) => ({
        at, business_date: businessDate, module, name, payload: text, account_id: actor.accountId, party_id: actor.partyId,
      }))).execute();
    }
  }

  async #claimKey(tx: Transaction<MachineryTables>, shape: Action, input: unknown, call: Call): Promise<unknown> {
    if (call.key === undefined) return undefined;
    const owner = call.actor.accountId ?? call.origin.address;
    // Whoever acts for another party now asks for something else, even in the same words.
    const inputHash = sha256(canonical({ input, partyId: call.actor.partyId }));
    const claimed = await tx.insertInto("kernel.request")
      .values({ owner, key: call.key, action: `${shape.module}.${shape.name}`, input_hash: inputHash, output: null, at: this.world.now() })
      .onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
    if (claimed.numInsertedOrUpdatedRows === 1n) return undefined;
    const earlier = await tx.selectFrom("kernel.request").selectAll().where("owner", "=", owner).where("key", "=", call.key).executeTakeFirstOrThrow();
    if (earlier.action !== `${shape.module}.${shape.name}` || earlier.input_hash !== inputHash || earlier.output === null) {
      throw new Refusal(shape.module, "key_reused", { action: earlier.action });
    }
    return (earlier.output as unknown as { answer: unknown }).answer;
  }

  async #keepAnswer(tx: Transaction<MachineryTables>, shape: Action, result: unknown, call: Call): Promise<void> {
    if (call.key === undefined) return;
    const owner = call.actor.accountId ?? call.origin.address;
    const output = shape.once === true ? null : JSON.stringify({ answer: result ?? null });
    await tx.updateTable("kernel.request").set({ output }).where("owner", "=", owner).where("key", "=", call.key).execute();
  }

  async #forgetKey(tx: Transaction<MachineryTables>, call: Call): Promise<void> {
    if (call.key === undefined) return;
    await tx.deleteFrom("kernel.request").where("owner", "=", call.actor.accountId ?? call.origin.address).where("key", "=", call.key).execute();
  }

  async #audit(tx: Kysely<MachineryTables>, shape: Action, input: unknown, call: Call, outcome: "done" | "refused" | "failed", code: string | null): Promise<void> {
    await tx.insertInto("kernel.audit").values({
      at: this.world.now(),
      account_id: call.actor.accountId, account_name: call.actor.accountName,
      party_id: call.actor.partyId, delegate: call.actor.delegate,
      module: shape.module, action: shape.name,
      input: JSON.stringify(redact(input, shape.secret ?? [])),
      outcome, code, address: call.origin.address, request_id: call.origin.requestId,
    }).execute();
  }

  /** Gives every listening module the events after its bookmark. Returns how many were handled. */
  async pump(batch = PUMP_BATCH): Promise<number> {
    let handled = 0;
    const failures: unknown[] = [];
    for (const module of this.modules) {
      if (module.hears.length === 0) continue;
      try {
        handled += await this.#pumpModule(module, batch);
      } catch (error) {
        failures.push(error);
      }
    }
    // A listener that fails holds up itself and nobody else; it is heard of when the others have nothing left to do.
    if (failures.length > 0 && handled === 0) throw failures[0];
    return handled;
  }

  async #pumpModule(module: Module, batch: number): Promise<number> {
    try {
      return await this.#pumpBatch(module, batch);
    } catch (error) {
      if (batch === 1) throw error;
      // The events before the one that fails still count; alone in their transactions they get through.
      let handled = 0;
      try {
        while (handled < batch && (await this.#pumpBatch(module, 1)) === 1) handled++;
      } catch (again) {
        if (handled === 0) throw again;
      }
      return handled;
    }
  }

  async #pumpBatch(module: Module, batch: number): Promise<number> {
    const emitted: Emission[] = [];
    const count = await this.#inTransaction(async (tx) => {
      emitted.length = 0;
      const listener = module.contract.module;
      await tx.insertInto("kernel.bookmark").values({ listener, xid: "0", id: 0 }).onConflict((c) => c.doNothing()).execute();
      const mark = await tx.selectFrom("kernel.bookmark").selectAll().where("listener", "=", listener).forUpdate().executeTakeFirstOrThrow();
      const rows = await tx.selectFrom("kernel.event").selectAll()
        .where(sql<boolean>`(xid, id) > (${mark.xid}::xid8, ${mark.id}::bigint)`)
        .where(sql<boolean>`xid < pg_snapshot_xmin(pg_current_snapshot())`)
        .orderBy("xid").orderBy("id").limit(batch).execute();
      for (const row of rows) {
        const event: LoggedEvent<never> = {
          id: row.id, module: row.module, name: row.name, payload: row.payload as never, at: row.at, businessDate: row.business_date,
        };
        for (const hearing of module.hears) {
          if (hearing.module !== row.module || hearing.event !== row.name) continue;
          await hearing.handle(await this.#scene(listener, module.contract.events, tx, AS_SYSTEM, emitted, 0), event);
        }
      }
      await this.#writeEvents(tx, emitted);
      const last = rows.at(-1);
      if (last !== undefined) await tx.updateTable("kernel.bookmark").set({ xid: last.xid, id: last.id }).where("listener", "=", listener).execute();
      return rows.length;
    }, false);
    this.#told(emitted);
    return count;
  }

  /**
   * Pumps until every listener stands at the end of the log. Events wait for every transaction of the database server that
   * began before theirs, in whatever database, so this waits too; it throws when one of them does not end.
   */
  async settle(): Promise<void> {
    for (let waits = 0; waits < MAX_WAITS; waits++) {
      while ((await this.pump()) > 0);
      if (!(await this.#eventsWait())) return;
      await new Promise((wake) => setTimeout(wake, WAIT_MS));
    }
    throw new Error(`Events have waited ${(MAX_WAITS * WAIT_MS) / 1000} s for a transaction that does not end.`);
  }

  async #eventsWait(): Promise<boolean> {
    const listeners = this.modules.filter((module) => module.hears.length > 0).map((module) => module.contract.module);
    const { rows } = await sql<{ wait: boolean }>`
      select exists (select 1 from kernel.bookmark b join kernel.event e on (e.xid, e.id) > (b.xid, b.id) where b.listener = any(${listeners})) as wait`.execute(this.db);
    return rows[0]!.wait;
  }
}

function permit(shape: Action, actor: Actor): void {
  if (shape.who.includes("public") || actor.system) return;
  if (actor.accountId === null) throw new Refusal(shape.module, "not_signed_in");
  if (shape.who.includes("signed_in")) return;
  if (!shape.who.some((who) => (actor.roles as readonly string[]).includes(who))) {
    throw new Refusal(shape.module, "not_allowed", { needs: shape.who.join(" / ") });
  }
}

/** The business date at an instant: the local day, and before the cut-over hour still the evening before. */
export function businessDateAt(now: Date, market: Pick<MarketSettings, "utcOffsetMinutes" | "cutoverHour">): string {
  const shifted = new Date(now.getTime() + market.utcOffsetMinutes * 60_000 - market.cutoverHour * 3_600_000);
  return shifted.toISOString().slice(0, 10);
}

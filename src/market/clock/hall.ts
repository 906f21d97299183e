import { hash } from "node:crypto";
import pg from "pg";
import { eventOfArray, type EventArray } from "../../engines/clock/event-codec.ts";
import type { SessionEvent } from "../../engines/clock/events.ts";
import { createJournal, type Journal, type SealedGroup } from "../../engines/clock/journal.ts";
import type { Sha256 } from "../../engines/clock/sha256.ts";
import { CLOSED, NEW } from "../../engines/clock/state.ts";
import type { SessionConfig } from "../../engines/clock/types.ts";
import { resumeJournal } from "../../engines/clock/replay.ts";
import { outliving } from "../../kernel/db/connect.ts";
import type { Module } from "../../kernel/machinery/module.ts";
import type { Runtime } from "../../kernel/machinery/runtime.ts";
import { Clerk, type BookGroup, type ClockScene } from "./clerk.ts";
import { closeBooks } from "./close-books.ts";
import { feedLots, feedSeats, learn } from "./feed.ts";
import { SessionHost, type HostListener } from "./host.ts";
import { realClock, type HostClock } from "./host-clock.ts";
import { JournalStore, LeaseHeld, readJournal } from "./journal-store.ts";
import { Stage } from "./stage.ts";

/** The platform's hash, some twenty times faster than the engine's own and the same to the bit. */
export const nativeSha256: Sha256 = (text) => hash("sha256", text, "hex");

const TEND_EVERY_MS = 1_000;
const MAX_CATCHING_UP = 3;
const CLOSE_PATIENCE_MS = 10_000;
/** Events after which a session may need something told, or a host. */
const TENDED: ReadonlySet<string> = new Set(["sessionOpened", "lotQueued", "seatChanged"]);
/** Sessions one node hosts at once; each has a database connection of its own. */
export const MAX_HOSTED_SESSIONS = 4;
/** A session that closes keeps its connection while another is taken up. */
const JOURNAL_CONNECTIONS = 2 * MAX_HOSTED_SESSIONS;

export interface HallOptions {
  readonly runtime: Runtime;
  readonly pool: pg.Pool;
  readonly clock?: HostClock;
  readonly leaseMs?: number;
  /** False: nothing happens by itself, `tend` is called by hand (replays, some tests). */
  readonly background?: boolean;
  readonly log?: (line: string) => void;
}

/** In real time the books follow the screens by this much: telling 6,300 of them takes most of it. */
const BOOKS_REST_MS = 120;

/** What is known of an open session besides the engine's state. */
export interface SessionFacts {
  readonly id: string;
  readonly currency: string;
  readonly businessDate: string;
  readonly anonymousWinners: boolean;
  readonly epoch: Date;
}

export interface Hosted {
  readonly facts: SessionFacts;
  readonly host: SessionHost;
  readonly clerk: Clerk;
  readonly store: JournalStore;
  readonly stage: Stage;
  /** The grower of each queue entry, so that nobody presses his own lot. */
  readonly growerOf: Map<string, string>;
  /** The party and number of each seat. */
  readonly seatOf: Map<string, { readonly partyId: string; readonly no: number; readonly workplaceId: string | null }>;
  /** The seat of a party (or of one of its workplaces), if it has taken one. */
  seatId(partyId: string, workplaceId: string | null): string | undefined;
}

/** Hears what a hosted session says, and outlives the host: a session that is hosted again keeps its listeners. */
export interface HallListener extends HostListener {
  hosted?(hosted: Hosted): void;
}

/**
 * All sessions this node hosts. What should be is in the database (open sessions, their lots and seats); `tend`
 * makes it so, at the start, after every change and once a second. Starting, restarting after a crash and taking over
 * from another node are therefore one and the same.
 */
export class Hall {
  #options: HallOptions | null = null;
  #module: Module | null = null;
  /**
   * Connections of the journals alone. Requests that wait for the clock hold those of the common pool; a journal whose
   * connection broke would wait there for them, and they for it, for ever.
   */
  #journals: pg.Pool | null = null;
  readonly #hosted = new Map<string, Hosted>();
  readonly #listeners = new Map<string, Set<HallListener>>();
  #tending: Promise<void> | null = null;
  #again = false;
  #stopped = false;
  #catchingUp = 0;
  #cleanUp: (() => void)[] = [];
  #closing = new Set<Promise<void>>();

  /** The module whose scene the bookings run in; called once, where the module is made. */
  serve(module: Module): void {
    this.#module = module;
  }

  /** Takes up hosting. Resolves when everything that is open is hosted, or known to be hosted elsewhere. */
  async attach(options: HallOptions): Promise<void> {
    if (this.#options !== null) throw new Error("the hall is attached already");
    this.#options = options;
    this.#journals = outliving(new pg.Pool({ ...options.pool.options, max: JOURNAL_CONNECTIONS }));
    this.#cleanUp.push(options.runtime.onCommitted((events) => {
      if (events.some(({ module, name }) => module === "clock" && TENDED.has(name))) void this.tend();
    }));
    if (options.background !== false) {
      const timer = setInterval(() => void this.tend(), TEND_EVERY_MS);
      timer.unref();
      this.#cleanUp.push(() => clearInterval(timer));
    }
    await this.tend();
  }

  hosted(sessionId: string): Hosted | undefined {
    return this.#hosted.get(sessionId);
  }

  all(): IterableIterator<Hosted> {
    return this.#hosted.values();
  }

  listen(sessionId: string, listener: HallListener): () => void {
    const set = this.#listeners.get(sessionId) ?? new Set();
    this.#listeners.set(sessionId, set.add(listener));
    return () => {
      set.delete(listener);
      if (set.size === 0 && this.#listeners.get(sessionId) === set) this.#listeners.delete(sessionId);
    };
  }

  /** Makes what is hosted agree with what is in the database. Never throws: what failed is tried again by the next call. */
  async tend(): Promise<void> {
    this.#again = true;
    this.#tending ??= (async () => {
      while (this.#again && !this.#stopped) {
        this.#again = false;
        try {
          await this.#tendAll();
        } catch (error) {
          this.#log(`tending the sessions failed and will be tried again: ${String(error)}`);
          break;
        }
      }
    })().finally(() => (this.#tending = null));
    await this.#tending;
  }

  /**
   * For a request that needs what was committed a moment ago to be on the clock. A request that waits holds a database
   * connection, and tending needs one too: only a few may wait, the others go on with what is there.
   */
  async catchUp(): Promise<void> {
    if (this.#catchingUp >= MAX_CATCHING_UP) return;
    this.#catchingUp += 1;
    await this.tend().finally(() => (this.#catchingUp -= 1));
  }

  /** Resolves when everything told to a session so far (or to all of them) is durable and booked. */
  async settled(sessionId?: string): Promise<void> {
    for (const hosted of this.#hosted.values()) {
      if (sessionId !== undefined && hosted.facts.id !== sessionId) continue;
      await hosted.host.idle();
      await hosted.clerk.idle();
    }
    await Promise.all(this.#closing);
  }

  /** Stops hosting in order: what is told is made durable and booked, leases are given back. */
  async close(): Promise<void> {
    this.#stopped = true;
    for (const undo of this.#cleanUp) undo();
    // A database that is away must not keep the server from stopping; what is not durable was never acknowledged.
    await withPatience(this.#giveUpAll());
    for (const { host, clerk, store } of this.#hosted.values()) {
      host.stop();
      clerk.stop();
      store.abandon();
    }
    this.#hosted.clear();
    await this.#journals?.end().catch(() => {});
  }

  async #giveUpAll(): Promise<void> {
    await this.#tending;
    for (const [id, { host, clerk, store }] of this.#hosted) {
      await host.idle();
      host.stop();
      await clerk.idle();
      await store.release().catch(() => {});
      this.#hosted.delete(id);
    }
    await Promise.all(this.#closing);
  }

  /** Stops as a power cut would: nothing more is written, nothing is given back. */
  abandon(): void {
    this.#stopped = true;
    for (const undo of this.#cleanUp) undo();
    for (const { host, clerk, store } of this.#hosted.values()) {
      store.abandon();
      host.stop();
      clerk.stop();
    }
    this.#hosted.clear();
    void this.#journals?.end().catch(() => {});
  }

  async #tendAll(): Promise<void> {
    const rows = await this.#scene(({ tx }) =>
      tx.selectFrom("clock.session").select(["id", "status"]).where("status", "in", ["open", "closing"]).orderBy("business_date", "desc").orderBy("created_at", "desc").execute());
    for (const { id } of rows) {
      if (this.#stopped) return;
      // What is wrong with one session must not keep the others from being hosted.
      await this.#tendOne(id).catch((error: unknown) => this.#log(`tending session ${id} failed and will be tried again: ${String(error)}`));
    }
  }

  async #tendOne(id: string): Promise<void> {
    const hosted = this.#hosted.get(id) ?? (this.#hosted.size < MAX_HOSTED_SESSIONS ? await this.#take(id) : undefined);
    if (hosted === undefined || hosted.host.refusesNow() !== null) return;
    await feedLots((work) => this.#scene(work), hosted);
    await feedSeats((work) => this.#scene(work), hosted);
  }

  /** Takes a session's lease and goes on where its journal ends. */
  async #take(id: string): Promise<Hosted | undefined> {
    const { runtime, leaseMs } = this.#options!;
    const holder = Buffer.from(runtime.world.random(12)).toString("hex");
    const store = new JournalStore(this.#journals!, { session: id, holder, ...(leaseMs === undefined ? {} : { leaseMs }) });
    try {
      await store.acquire();
    } catch (error) {
      store.abandon();
      if (error instanceof LeaseHeld) return undefined;
      throw error;
    }
    const stop: (() => void)[] = [];
    try {
      return await this.#resume(id, store, stop);
    } catch (error) {
      this.#hosted.delete(id);
      for (const undo of stop) undo();
      await store.release().catch(() => {});
      throw error;
    }
  }

  async #resume(id: string, store: JournalStore, stop: (() => void)[]): Promise<Hosted | undefined> {
    const { runtime, pool, clock = realClock } = this.#options!;
    const row = await this.#scene(({ tx }) => tx.selectFrom("clock.session").selectAll().where("id", "=", id).executeTakeFirstOrThrow());
    const config = (JSON.parse(row.header!) as { config: SessionConfig }).config;
    const { journal, stage } = await this.#journal(config, row.seed);
    const facts: SessionFacts = { id, currency: row.currency, businessDate: row.business_date, anonymousWinners: row.anonymous_winners, epoch: row.epoch! };
    const { lots, buyers } = journal.state;
    const names = { entryOf: (lot: number) => lots.ids[lot]!, seatOf: (buyer: number) => buyers.ids[buyer]! };
    const clerk = new Clerk(runtime, this.#module!, { ...facts, restMs: clock === realClock ? BOOKS_REST_MS : 0 }, names, (line) => this.#log(line));
    stop.push(() => clerk.stop());
    for await (const { n, inputs, events } of readJournal(pool, id, row.booked_n)) clerk.take({ n, inputs, events: eventsOf(events) });
    if (journal.state.phase === CLOSED) {
      this.#finish(facts, journal.digest, clerk, store);
      return undefined;
    }
    const time = runtime.world.now().getTime() - facts.epoch.getTime();
    const isNew = journal.state.phase === NEW;
    const host = new SessionHost({ journal, store, clock, time, resumed: !isNew });
    const hosted = hostedOf({ facts, host, clerk, store, stage });
    // At once, before the host's first word can be out.
    this.#relay(hosted);
    stop.push(() => host.stop());
    await learn((work) => this.#scene(work), hosted);
    if (isNew) await host.submit({ kind: "open" });
    if (this.#stopped) throw new Error("the hall was closed meanwhile");
    this.#hosted.set(id, hosted);
    for (const listener of this.#listeners.get(id) ?? []) listener.hosted?.(hosted);
    return hosted;
  }

  /** The session as its journal left it, and what had been told of it. */
  async #journal(config: SessionConfig, seed: string): Promise<{ journal: Journal; stage: Stage }> {
    const groups = [];
    for await (const group of readJournal(this.#options!.pool, config.id)) groups.push(group);
    const journal = groups.length === 0 ? createJournal(config, seed, nativeSha256) : resumeJournal(config, seed, groups, nativeSha256);
    const stage = new Stage(config.clocks.length, (lot) => journal.state.lots.ids[lot]!);
    for (const { events } of groups) for (const event of eventsOf(events)) stage.hear(event);
    return { journal, stage };
  }

  #relay(hosted: Hosted): void {
    const { facts, host, clerk, store, stage } = hosted;
    const each = (tell: (listener: HallListener) => void): void => {
      for (const listener of this.#listeners.get(facts.id) ?? []) tell(listener);
    };
    host.listen({
      group: (sealed) => {
        for (const event of sealed.events) stage.hear(event);
        each((listener) => listener.group?.(sealed));
        clerk.take(bookOf(sealed));
      },
      stalled: (stalled) => each((listener) => listener.stalled?.(stalled)),
      ended: (error) => {
        this.#hosted.delete(facts.id);
        each((listener) => listener.ended?.(error));
        if (this.#stopped) return;
        if (error === null) this.#finish(facts, host.digest, clerk, store);
        else {
          this.#log(`session ${facts.id} is no longer hosted here: ${error.message}`);
          clerk.stop();
          store.abandon();
        }
      },
    });
  }

  /** After the last word: books what is left, frees what was held, publishes the digest. */
  #finish(facts: SessionFacts, digest: string, clerk: Clerk, store: JournalStore): void {
    const closing = (async () => {
      await clerk.idle();
      await closeBooks((work) => this.#scene(work), facts, digest);
      await store.release();
    })().catch((error: unknown) => {
      store.abandon();
      this.#log(`closing the books of session ${facts.id} failed and will be tried again: ${String(error)}`);
    }).finally(() => this.#closing.delete(closing));
    this.#closing.add(closing);
  }

  #scene<T>(work: (scene: ClockScene) => Promise<T>): Promise<T> {
    return this.#options!.runtime.inScene(this.#module!, work as never);
  }

  #log(line: string): void {
    this.#options?.log?.(line);
  }
}

async function withPatience(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => (timer = setTimeout(resolve, CLOSE_PATIENCE_MS)));
  await Promise.race([work, enough]);
  clearTimeout(timer);
}

function hostedOf(parts: Pick<Hosted, "facts" | "host" | "clerk" | "store" | "stage">): Hosted {
  const seatOf: Hosted["seatOf"] = new Map();
  const byHolder = new Map<string, string>();
  return {
    ...parts, seatOf, growerOf: new Map(),
    seatId(partyId, workplaceId) {
      if (byHolder.size !== seatOf.size) for (const [id, seat] of seatOf) byHolder.set(`${seat.partyId}:${seat.workplaceId ?? ""}`, id);
      return byHolder.get(`${partyId}:${workplaceId ?? ""}`);
    },
  };
}

const eventsOf = (text: string): SessionEvent[] => (JSON.parse(text) as EventArray[]).map(eventOfArray);
const bookOf = (sealed: SealedGroup): BookGroup => ({ n: sealed.group.n, inputs: sealed.group.inputs, events: sealed.events });

import type { EventOf, SessionEvent } from "../../engines/clock/events.ts";
import { Refusal } from "../../kernel/machinery/refusal.ts";
import type { Module, Scene } from "../../kernel/machinery/module.ts";
import type { Runtime } from "../../kernel/machinery/runtime.ts";
import { settlement } from "../settlement/contract.ts";
import { bookGroups } from "./bookings.ts";
import type { clock } from "./contract.ts";
import type { Tables } from "./store.ts";

export type ClockScene = Scene<Tables, string, (typeof clock)["events"]>;
type Award = EventOf<"awarded">;

/** A durable group as it is booked. */
export interface BookGroup {
  readonly n: number;
  /** Text of the list of inputs. */
  readonly inputs: string;
  readonly events: readonly SessionEvent[];
}

/** What the books call the engine's lots and buyers. */
export interface Names {
  entryOf(lot: number): string;
  seatOf(buyer: number): string;
}

export interface ClerkSession {
  readonly id: string;
  readonly currency: string;
  readonly businessDate: string;
  readonly epoch: Date;
  /** How long the books wait before each batch, so that all screens have been told before the database is busy with it. */
  readonly restMs: number;
}

const RETRY_MS = 250;
/** A booking that fails this often although the database answers is put aside for a person. */
const MAX_TRIES = 5;
const GROUPS_PER_BOOKING = 64;

/**
 * Books what the journal says: every award in a transaction of its own together with stock, credit and ledger, then
 * everything else of a batch together with the mark how far the books have come. A group may be booked again after
 * a crash; nothing happens twice.
 */
export class Clerk {
  readonly #runtime: Runtime;
  readonly #module: Module;
  readonly #session: ClerkSession;
  readonly #names: Names;
  readonly #log: (line: string) => void;
  #queue: BookGroup[] = [];
  #working: Promise<void> | null = null;
  #stopped = false;

  constructor(runtime: Runtime, module: Module, session: ClerkSession, names: Names, log: (line: string) => void) {
    this.#runtime = runtime;
    this.#module = module;
    this.#session = session;
    this.#names = names;
    this.#log = log;
  }

  take(group: BookGroup): void {
    this.#queue.push(group);
    this.#working ??= this.#work().finally(() => (this.#working = null));
  }

  /** Groups taken and not booked yet. */
  get backlog(): number {
    return this.#queue.length;
  }

  /** Resolves when everything taken is booked. */
  async idle(): Promise<void> {
    while (this.#working !== null) await this.#working;
  }

  stop(): void {
    this.#stopped = true;
    this.#queue = [];
  }

  async #work(): Promise<void> {
    while (this.#queue.length > 0 && !this.#stopped) {
      if (this.#session.restMs > 0) await new Promise((wake) => setTimeout(wake, this.#session.restMs));
      const batch = this.#queue.slice(0, GROUPS_PER_BOOKING);
      for (const group of batch) {
        for (const event of group.events) if (event.kind === "awarded") await this.#bookAward(event, group.n);
      }
      await this.#untilDone(() => this.#scene((scene) => bookGroups(scene, this.#session, this.#names, batch)), null);
      this.#queue.splice(0, batch.length);
    }
  }

  async #bookAward(award: Award, n: number): Promise<void> {
    const problem = await this.#untilDone(() => this.#scene((scene) => this.#book(scene, award, n, null)), MAX_TRIES);
    if (problem === null) return;
    this.#log(`award of run ${award.run} of ${this.#names.entryOf(award.lot)} could not be booked: ${problem}`);
    await this.#untilDone(() => this.#scene((scene) => this.#book(scene, award, n, problem)), null);
  }

  /** One decision of the clock: sale, award and the lot's sums, all or nothing. */
  async #book(scene: ClockScene, award: Award, n: number, problem: string | null): Promise<void> {
    const { id, currency, businessDate, epoch } = this.#session;
    const { tx } = scene;
    const entryId = this.#names.entryOf(award.lot);
    const seatId = this.#names.seatOf(award.buyer);
    const known = await tx.selectFrom("clock.queue as q")
      .innerJoin("clock.seat as t", (join) => join.on("t.id", "=", seatId))
      .leftJoin("clock.award as a", (join) => join.onRef("a.entry_id", "=", "q.id").onRef("a.session_id", "=", "q.session_id").on("a.run", "=", award.run))
      .select(["q.lot_id", "t.party_id", "t.workplace_id", "a.n as booked"]).where("q.id", "=", entryId).executeTakeFirstOrThrow();
    if (known.booked !== null) return;
    const { price, quantity, run } = award;
    let saleId: string | null = null;
    if (problem === null) {
      const { sale } = await scene.ask(settlement.actions.recordSale, {
        channel: "clock", lotId: known.lot_id, buyerId: known.party_id, quantity, price, currency, fromHold: true, creditHeld: true, businessDate,
        cause: "clock", causeId: `${id}:${entryId}:${run}`,
      });
      saleId = sale.id;
    }
    await tx.insertInto("clock.award").values({
      session_id: id, entry_id: entryId, run, seat_id: seatId, lot_id: known.lot_id, party_id: known.party_id, workplace_id: known.workplace_id, business_date: businessDate,
      clock: award.clock, step: award.step, tau: award.tau, price, quantity, via_limit: award.viaLimit, n, at: new Date(epoch.getTime() + award.t), sale_id: saleId, problem,
    }).execute();
    await tx.updateTable("clock.queue").set((of) => ({
      sold: of("sold", "+", quantity), value: of("value", "+", price * quantity), last_price: price,
    })).where("id", "=", entryId).execute();
    if (saleId === null) await scene.emit("awardStuck", { sessionId: id, lotId: known.lot_id, run, problem: problem ?? "" });
    else await scene.emit("lotAwarded", { sessionId: id, lotId: known.lot_id, run, price, quantity, saleId });
  }

  #scene<T>(work: (scene: ClockScene) => Promise<T>): Promise<T> {
    return this.#runtime.inScene(this.#module, work as never);
  }

  /**
   * Tries until it is done. A refusal, or a fault that comes back although the database answers, is returned as text
   * when `tries` are limited; without a limit it is tried for ever, because the books must not skip a line.
   */
  async #untilDone(work: () => Promise<void>, tries: number | null): Promise<string | null> {
    for (let failed = 0; !this.#stopped; ) {
      try {
        await work();
        return null;
      } catch (error) {
        if (error instanceof Refusal && tries !== null) return `${error.module}.${error.code} ${JSON.stringify(error.detail)}`;
        if (await this.#databaseAnswers()) {
          failed += 1;
          this.#log(`booking session ${this.#session.id} failed: ${String(error)}`);
          if (tries !== null && failed >= tries) return String(error).slice(0, 500);
        }
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
    return null;
  }

  async #databaseAnswers(): Promise<boolean> {
    try {
      await this.#scene((scene) => scene.tx.selectFrom("clock.session").select("id").where("id", "=", this.#session.id).execute());
      return true;
    } catch {
      return false;
    }
  }
}

import type { Journal, JournalGroup, SealedGroup } from "../../engines/clock/journal.ts";
import { record, recordAdvance, seal } from "../../engines/clock/journal.ts";
import type { SessionState } from "../../engines/clock/state.ts";
import { CLOSED, NEVER } from "../../engines/clock/state.ts";
import type { SessionInput } from "../../engines/clock/types.ts";
import type { HostClock } from "./host-clock.ts";
import { JournalFenced } from "./journal-store.ts";

/** Inputs that may wait for a commit; more are refused as `busy`, so that a flood cannot eat the memory. */
export const MAX_PENDING_INPUTS = 50_000;
/** When a commit takes longer than this, the session's time stands still: nobody should lose a lot he cannot see. */
export const STALL_AFTER_MS = 1_000;
const RETRY_MS = 100;
/** A host that finds itself this late has slept; its clocks start their runs anew instead of running through what nobody saw. */
export const ASLEEP_AFTER_MS = 3_000;

type WithoutTime<I> = I extends unknown ? Omit<I, "t"> : never;
/** What a host can be told: an input without its time, which the host gives it on arrival. */
export type HostInput = WithoutTime<SessionInput>;

/** An answered input: durable in group `n` of the journal, at place `index`. */
export interface Ack {
  readonly t: number;
  /** 0 accepted, else a number of `answerOf` or `deskAnswerOf`. */
  readonly answer: number;
  readonly n: number;
  readonly index: number;
}

export type HostRefusalCode = "busy" | "reconnecting" | "not_hosted" | "session_closed";
/** The host says no before the clock is asked; the input is in no journal. */
export class HostRefusal extends Error {
  readonly code: HostRefusalCode;
  constructor(code: HostRefusalCode) {
    super(`the session's host refuses: ${code}`);
    this.name = "HostRefusal";
    this.code = code;
  }
}

export interface HostStore {
  /** Resolves when the group is durable. JournalFenced ends the host; any other error is tried again. */
  write(group: JournalGroup): Promise<void>;
}

export interface HostListener {
  /** A group has become durable; its events may now be told. Called in order, once a group. */
  group?(sealed: SealedGroup): void;
  stalled?(stalled: boolean): void;
  /** The host has stopped: closed in order (null), or another one has taken over. */
  ended?(error: Error | null): void;
}

interface Waiter {
  readonly t: number;
  readonly answer: number;
  readonly index: number;
  readonly resolve: (ack: Ack) => void;
  readonly reject: (error: Error) => void;
}

export interface HostOptions {
  readonly journal: Journal;
  readonly store: HostStore;
  readonly clock: HostClock;
  /** Session time (ms) at this moment. */
  readonly time: number;
  /** The session goes on after its former host has died: before anything else its runs start anew. */
  readonly resumed?: boolean;
  readonly maxPending?: number;
}

/**
 * The single writer of one session. Inputs get their time on arrival and are applied at once; nobody hears of them
 * before their group is in the database. While one group commits, the next gathers.
 */
export class SessionHost {
  readonly #journal: Journal;
  readonly #store: HostStore;
  readonly #clock: HostClock;
  readonly #base: number;
  readonly #maxPending: number;
  readonly #listeners = new Set<HostListener>();
  #waiting: Waiter[] = [];
  #committing = false;
  #stalled = false;
  #stopped: Error | null = null;
  #cancelTimer: () => void = () => {};
  #timerDue = NEVER;
  #idle: (() => void)[] = [];

  constructor({ journal, store, clock, time, resumed = false, maxPending = MAX_PENDING_INPUTS }: HostOptions) {
    this.#journal = journal;
    this.#store = store;
    this.#clock = clock;
    // Whole, so that a timer set for a whole moment never finds itself a hair before it.
    this.#base = Math.floor(clock.now()) - Math.max(Math.ceil(time), journal.state.now);
    this.#maxPending = maxPending;
    if (resumed) this.#rerun(this.#now(), "host_was_restarted");
    this.#arm();
    this.#kick();
  }

  /** The engine's state, to be looked at and never changed; it may be ahead of what is durable. */
  get state(): SessionState {
    return this.#journal.state;
  }

  /** Milliseconds of session time now, with their fraction. */
  get time(): number {
    return this.#clock.now() - this.#base;
  }

  /** Hash of the last sealed group. */
  get digest(): string {
    return this.#journal.digest;
  }

  /** Number of the last sealed group. */
  get groups(): number {
    return this.#journal.n;
  }

  get stalled(): boolean {
    return this.#stalled;
  }

  listen(listener: HostListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Why an input would be refused now without the clock being asked. */
  refusesNow(): HostRefusalCode | null {
    if (this.#stopped !== null) return this.#journal.state.phase === CLOSED ? "session_closed" : "not_hosted";
    if (this.#journal.state.phase === CLOSED) return "session_closed";
    if (this.#stalled) return "reconnecting";
    return this.#journal.texts.length >= this.#maxPending ? "busy" : null;
  }

  /**
   * Tells the session an input. Resolves when the input is durable, with the clock's answer; rejects with
   * HostRefusal if the host itself refuses, with RangeError if the input is malformed. In neither case is it journalled.
   */
  submit(input: HostInput): Promise<Ack> {
    const refusal = this.refusesNow();
    if (refusal !== null) return Promise.reject(new HostRefusal(refusal));
    return new Promise((resolve, reject) => {
      try {
        const t = this.#now();
        this.#wake(t);
        const answer = record(this.#journal, { ...input, t } as SessionInput);
        this.#waiting.push({ t, answer, index: this.#journal.texts.length - 1, resolve, reject });
      } catch (error) {
        reject(error as Error);
      }
      this.#arm();
      this.#kick();
    });
  }

  /** Resolves when everything told so far is durable and told. */
  idle(): Promise<void> {
    if (this.#stopped !== null || (!this.#committing && this.#journal.texts.length === 0)) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  /** Stops at once; what is not durable yet is never acknowledged. */
  stop(error: Error | null = null): void {
    if (this.#stopped !== null) return;
    this.#stopped = error ?? new HostRefusal("not_hosted");
    this.#cancelTimer();
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { reject } of waiting) reject(new HostRefusal("not_hosted"));
    this.#beIdle();
    for (const listener of this.#listeners) listener.ended?.(error);
  }

  /** Session time as the whole number the engine counts in. */
  #now(): number {
    return Math.max(this.#journal.state.now, Math.floor(this.time));
  }

  #arm(): void {
    const due = this.#stopped !== null || this.#stalled ? NEVER : this.#journal.state.nextDue;
    if (due === this.#timerDue) return;
    this.#cancelTimer();
    this.#timerDue = due;
    this.#cancelTimer = () => {};
    if (due === NEVER) return;
    // What is due at a moment happens once that moment is over, so that a press of the very millisecond still counts.
    this.#cancelTimer = this.#clock.at(this.#base + due + 1, () => this.#tick());
  }

  #tick(): void {
    this.#timerDue = NEVER;
    if (this.#stopped !== null || this.#stalled) return;
    const t = this.#now();
    this.#wake(t);
    recordAdvance(this.#journal, t);
    this.#arm();
    this.#kick();
  }

  /** If the host has slept past something due, its runs start anew. */
  #wake(t: number): void {
    if (t - this.#journal.state.nextDue > ASLEEP_AFTER_MS) this.#rerun(t, "host_was_asleep");
  }

  #rerun(t: number, reason: string): void {
    record(this.#journal, { kind: "rerun", t, actor: "host", reason });
  }

  #kick(): void {
    if (this.#committing || this.#stopped !== null || this.#journal.texts.length === 0) return;
    this.#committing = true;
    // A microtask later, so that everything told in one breath shares one commit.
    queueMicrotask(() => void this.#commitAll());
  }

  async #commitAll(): Promise<void> {
    try {
      for (;;) {
        const sealed = this.#stopped === null ? seal(this.#journal) : null;
        if (sealed === null) break;
        const waiting = this.#waiting;
        this.#waiting = [];
        await this.#makeDurable(sealed.group, waiting);
        if (this.#stopped !== null) break;
        this.#tell(sealed, waiting);
      }
    } finally {
      this.#committing = false;
      this.#beIdle();
    }
    if (this.#stopped === null && this.#journal.state.phase === CLOSED) this.#finish();
    else this.#kick();
  }

  /** Writes the same group until it is there. Group number and hash make a doubled write harmless. */
  async #makeDurable(group: JournalGroup, waiting: readonly Waiter[]): Promise<void> {
    const watch = this.#clock.at(this.#clock.now() + STALL_AFTER_MS, () => this.#stall());
    while (this.#stopped === null) {
      try {
        await this.#store.write(group);
        break;
      } catch (error) {
        if (error instanceof JournalFenced) {
          this.stop(error);
          break;
        }
        await new Promise<void>((resolve) => this.#clock.at(this.#clock.now() + RETRY_MS, resolve));
      }
    }
    watch();
    if (this.#stopped !== null) for (const { reject } of waiting) reject(new HostRefusal("not_hosted"));
    else if (this.#stalled) this.#recover();
  }

  #stall(): void {
    if (this.#stopped !== null) return;
    this.#stalled = true;
    this.#arm();
    for (const listener of this.#listeners) listener.stalled?.(true);
  }

  /** The database is back. Nobody could press meanwhile, so runs without presses start anew. */
  #recover(): void {
    this.#stalled = false;
    if (this.#journal.state.phase !== CLOSED) this.#rerun(this.#now(), "journal_was_away");
    this.#arm();
    for (const listener of this.#listeners) listener.stalled?.(false);
  }

  #tell(sealed: SealedGroup, waiting: readonly Waiter[]): void {
    const { n } = sealed.group;
    for (const { t, answer, index, resolve } of waiting) resolve({ t, answer, n, index });
    for (const listener of this.#listeners) listener.group?.(sealed);
  }

  #finish(): void {
    this.#stopped = new HostRefusal("session_closed");
    this.#cancelTimer();
    for (const listener of this.#listeners) listener.ended?.(null);
  }

  #beIdle(): void {
    const idle = this.#idle;
    this.#idle = [];
    for (const resolve of idle) resolve();
  }
}

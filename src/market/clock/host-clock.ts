/**
 * Time as a session host sees it: a monotonic clock and timers, passed in so that a test or a replay can run hours
 * of auction in seconds.
 */
export interface HostClock {
  /** Milliseconds from any origin, never backwards; may have a fraction. */
  now(): number;
  /** Calls `fire` once when `now()` has reached `at`. Returns how to cancel it. */
  at(at: number, fire: () => void): () => void;
}

/** A timer further away is set again when it fires: longer ones overflow. */
const LONGEST_TIMER_MS = 0x7fff_ffff;

export const realClock: HostClock = {
  now: () => performance.now(),
  at(at, fire) {
    let timer: NodeJS.Timeout;
    const set = (): void => {
      const left = at - performance.now();
      // The timer of the runtime may fire a fraction early; then the rest is waited for.
      timer = setTimeout(() => (performance.now() >= at ? fire() : set()), Math.min(LONGEST_TIMER_MS, Math.max(0, Math.ceil(left))));
    };
    set();
    return () => clearTimeout(timer);
  },
};

interface Waiting {
  readonly at: number;
  readonly n: number;
  readonly fire: () => void;
}

/** Time that passes only when it is told to. */
export class VirtualClock implements HostClock {
  #now = 0;
  #made = 0;
  readonly #waiting = new Set<Waiting>();

  now(): number {
    return this.#now;
  }

  at(at: number, fire: () => void): () => void {
    const waiting = { at, n: this.#made++, fire };
    this.#waiting.add(waiting);
    return () => this.#waiting.delete(waiting);
  }

  /** When the next timer fires; Infinity if there is none. */
  next(): number {
    let next = Number.POSITIVE_INFINITY;
    for (const waiting of this.#waiting) if (waiting.at < next) next = waiting.at;
    return next;
  }

  /** Lets time pass to `to`, firing every timer on the way at its own moment, in order. */
  advance(to: number): void {
    for (;;) {
      const due = this.#first();
      if (due === null || due.at > to) break;
      this.#waiting.delete(due);
      this.#now = Math.max(this.#now, due.at);
      due.fire();
    }
    this.#now = Math.max(this.#now, to);
  }

  /** Lets time pass to `to` while no timer can fire, as when a machine is suspended. */
  sleep(to: number): void {
    this.#now = Math.max(this.#now, to);
  }

  #first(): Waiting | null {
    let first: Waiting | null = null;
    for (const one of this.#waiting) {
      if (first === null || one.at < first.at || (one.at === first.at && one.n < first.n)) first = one;
    }
    return first;
  }
}

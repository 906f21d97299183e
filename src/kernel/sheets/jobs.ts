import type { PHASES } from "./contract.ts";

export type Phase = (typeof PHASES)[number];
export interface Progress {
  readonly phase: Phase;
  readonly rows: number;
  /** Of the phase, 0 to 1. */
  readonly share: number;
}

export interface Job {
  readonly signal: AbortSignal;
  tell(progress: Progress): void;
  end(): void;
}

/** Cancelled before they began: the file may still be on its way. The oldest are forgotten. */
const MAX_EARLY = 1_000;

/** The imports under way in this process: how far they are, and a way to stop them. One account never sees another's. */
export class Jobs {
  readonly #running = new Map<string, { progress: Progress; readonly stop: AbortController }>();
  readonly #early = new Set<string>();

  /** Without an id nobody can ask about it, and it runs all the same. A transaction that is run again begins its job again. */
  begin(owner: string, id: string | undefined): Job {
    const stop = new AbortController();
    const name = id === undefined ? null : nameOf(owner, id);
    const job = { progress: { phase: "waiting", rows: 0, share: 0 } satisfies Progress as Progress, stop };
    if (name !== null) {
      if (this.#early.delete(name)) stop.abort();
      this.#running.set(name, job);
    }
    return {
      signal: stop.signal,
      tell: (progress) => { job.progress = progress; },
      end: () => { if (name !== null && this.#running.get(name) === job) this.#running.delete(name); },
    };
  }

  progress(owner: string, id: string): Progress | null {
    return this.#running.get(nameOf(owner, id))?.progress ?? null;
  }

  /** True when it was running; otherwise it is stopped when it begins. */
  cancel(owner: string, id: string): boolean {
    const name = nameOf(owner, id);
    const job = this.#running.get(name);
    job?.stop.abort();
    if (job === undefined) {
      this.#early.add(name);
      if (this.#early.size > MAX_EARLY) this.#early.delete(this.#early.values().next().value!);
    }
    return job !== undefined;
  }
}

const nameOf = (owner: string, id: string): string => `${owner}/${id}`;

/** Of this process: an import lives no longer than it. */
export const jobs = new Jobs();

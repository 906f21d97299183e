import { Worker } from "node:worker_threads";
import type { Filled } from "./fill.ts";
import type { Sheet } from "./layout.ts";
import type { Page } from "./page.ts";

/** Blocks that are still to be laid out on a sheet, or pages that stand already. */
export type PressPaper = { readonly blocks: readonly Filled[]; readonly sheet: Sheet; readonly oneSheet: boolean } | { readonly pages: readonly Page[] };
export interface PressOrder {
  readonly papers: readonly PressPaper[];
  /** `madeAt` in milliseconds. */
  readonly facts: { readonly title: string; readonly author: string; readonly madeAt: number; readonly language: "zh" | "en" };
  /** False when only the pages are wanted, for the screen. */
  readonly pdf: boolean;
}
export interface PressJob extends PressOrder {
  readonly n: number;
}
export interface Pressed {
  readonly pages: readonly Page[];
  readonly bytes: Uint8Array | null;
  /** Characters that the font lacks. */
  readonly lacking: string;
}
export type PressAnswer = ({ readonly n: number; readonly ok: true } & Pressed) | { readonly n: number; readonly ok: false; readonly why: string };

/** More orders than this at once are somebody's mistake or malice; each takes tens of milliseconds. */
export const MAX_WAITING = 40;
const TIME_LIMIT_MS = 30_000;
const MEMORY_MB = 512;
/** The thread holds two fonts, about 60 MB; a market that prints nothing for a while gets them back. */
const IDLE_MS = 60_000;

interface Waiting {
  readonly done: (pressed: Pressed) => void;
  readonly fail: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/** Lays papers out and makes PDFs in a thread of its own, one after another. The thread starts with the first order and ends when idle. */
export class Press {
  #worker: Worker | null = null;
  #n = 0;
  #idle: NodeJS.Timeout | null = null;
  readonly #waiting = new Map<number, Waiting>();

  get busy(): boolean {
    return this.#waiting.size >= MAX_WAITING;
  }

  print(order: PressOrder): Promise<Pressed> {
    if (this.busy) return Promise.reject(new Error(`more than ${MAX_WAITING} papers wait for the press`));
    if (this.#idle !== null) clearTimeout(this.#idle);
    const worker = (this.#worker ??= this.#start());
    const n = ++this.#n;
    return new Promise((done, fail) => {
      const timer = setTimeout(() => this.#stop(new Error(`a paper took more than ${TIME_LIMIT_MS / 1000} s`)), TIME_LIMIT_MS);
      timer.unref();
      this.#waiting.set(n, { done, fail, timer });
      worker.ref();
      worker.postMessage({ ...order, n } satisfies PressJob);
    });
  }

  #start(): Worker {
    const worker = new Worker(new URL("./press-worker.ts", import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB } });
    worker.on("message", (answer: PressAnswer) => this.#answered(answer));
    worker.on("error", (error: unknown) => this.#stop(error instanceof Error ? error : new Error(String(error))));
    return worker;
  }

  #answered(answer: PressAnswer): void {
    const waiting = this.#waiting.get(answer.n);
    if (waiting === undefined) return;
    this.#waiting.delete(answer.n);
    clearTimeout(waiting.timer);
    if (answer.ok) waiting.done(answer);
    else waiting.fail(new Error(answer.why));
    if (this.#waiting.size > 0) return;
    // An idle press keeps no process alive.
    this.#worker?.unref();
    this.#idle = setTimeout(() => this.#stop(null), IDLE_MS);
    this.#idle.unref();
  }

  /** Ends the thread; whatever waits fails with the reason, and the next order starts a fresh one. */
  #stop(reason: Error | null): void {
    const worker = this.#worker;
    this.#worker = null;
    for (const { fail, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      fail(reason ?? new Error("the press was stopped"));
    }
    this.#waiting.clear();
    void worker?.terminate();
  }
}

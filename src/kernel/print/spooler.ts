import type { Module, Scene } from "../machinery/module.ts";
import type { Runtime } from "../machinery/runtime.ts";
import { print } from "./contract.ts";
import { SendError, sendToPrinter } from "./sender.ts";
import type { Tables } from "./store.ts";

type PrintScene = Scene<Tables, string, (typeof print)["events"]>;
type Send = typeof sendToPrinter;
const INTERRUPTED = "interrupted";
/** Now and then the list is read without being told, in case a word was lost. */
const LOOK_EVERY_MS = 15_000;

interface Taken {
  readonly id: string;
  readonly host: string;
  readonly port: number;
  readonly bytes: Uint8Array;
}

/**
 * Takes what waits for the printers to them, each printer's papers one after another and the printers side by side, after
 * the transactions that wrote them: a paper of something that was rolled back is never printed, and no transaction waits
 * for a printer. Each paper is tried once; a person decides whether to send it again, because only he sees what came out.
 */
export class Spooler {
  readonly #runtime: Runtime;
  readonly #module: Module;
  readonly #log: (line: string) => void;
  readonly #send: Send;
  readonly #serving = new Map<string, Promise<void>>();
  #closed = false;

  constructor(runtime: Runtime, module: Module, log: (line: string) => void, send: Send = sendToPrinter) {
    this.#runtime = runtime;
    this.#module = module;
    this.#log = log;
    this.#send = send;
  }

  /** What was on its way when the market stopped has failed; then everything that waits is sent. */
  async start(): Promise<() => Promise<void>> {
    await this.#scene(({ tx, now }) => tx.updateTable("kernel.print_job").set({ state: "failed", failure: INTERRUPTED, done_at: now }).where("state", "=", "sending").execute());
    const unhear = this.#runtime.onCommitted((events) => { if (events.some((event) => event.module === "print" && event.name === "jobQueued")) this.#wake(); });
    const timer = setInterval(() => this.#wake(), LOOK_EVERY_MS);
    timer.unref();
    this.#wake();
    return async () => {
      this.#closed = true;
      clearInterval(timer);
      unhear();
      await Promise.all(this.#serving.values());
    };
  }

  /** Sends everything that waits, and returns when it has been tried. */
  async drain(): Promise<void> {
    const printers = await this.#scene(({ tx }) => tx.selectFrom("kernel.print_job").select("printer_id").distinct().where("state", "=", "waiting").execute());
    for (const { printer_id: printer } of printers) if (!this.#serving.has(printer) && !this.#closed) this.#serving.set(printer, this.#serve(printer).finally(() => this.#serving.delete(printer)));
    await Promise.all(this.#serving.values());
  }

  #wake(): void {
    this.drain().catch((error: unknown) => this.#log(`printing will be tried again: ${String(error)}`));
  }

  async #serve(printer: string): Promise<void> {
    for (let job = await this.#take(printer); job !== null; job = this.#closed ? null : await this.#take(printer)) {
      const failure = await this.#send(job.host, job.port, job.bytes).then(() => null, (error: unknown) => (error instanceof SendError ? error.fault : String(error)));
      if (failure !== null) this.#log(`the printer ${job.host}:${job.port} did not take a paper: ${failure}`);
      await this.#end(job.id, printer, failure);
    }
  }

  #take(printer: string): Promise<Taken | null> {
    return this.#scene(async ({ tx }) => {
      const job = await tx.selectFrom("kernel.print_job as j").innerJoin("kernel.printer as p", "p.id", "j.printer_id").select(["j.id", "p.host", "p.port", "j.bytes"])
        .where("j.printer_id", "=", printer).where("j.state", "=", "waiting").orderBy("j.id").limit(1).forUpdate("j").skipLocked().executeTakeFirst();
      if (job === undefined || job.bytes === null) return null;
      await tx.updateTable("kernel.print_job").set((of) => ({ state: "sending" as const, tries: of("tries", "+", 1) })).where("id", "=", job.id).execute();
      return { id: job.id, host: job.host, port: job.port, bytes: job.bytes };
    });
  }

  #end(jobId: string, printerId: string, failure: string | null): Promise<void> {
    return this.#scene(async ({ tx, now, emit }) => {
      await tx.updateTable("kernel.print_job").set(failure === null ? { state: "sent", failure: null, done_at: now, bytes: null } : { state: "failed", failure, done_at: now }).where("id", "=", jobId).execute();
      await emit("jobEnded", { jobId, printerId, sent: failure === null });
    });
  }

  #scene<T>(work: (scene: PrintScene) => Promise<T>): Promise<T> {
    return this.#runtime.inScene(this.#module, (scene) => work(scene as unknown as PrintScene));
  }
}

import { join } from "node:path";
import { sealTrail } from "../kernel/access/trail.ts";
import { connect, type Database } from "../kernel/db/connect.ts";
import { startEmbedded, type EmbeddedServer } from "../kernel/db/embedded.ts";
import { migrate, type MigrationFolder } from "../kernel/db/migrate.ts";
import { Shelf } from "../kernel/files/shelf.ts";
import { realWorld, type World } from "../kernel/machinery/ids.ts";
import type { Module } from "../kernel/machinery/module.ts";
import { Runtime } from "../kernel/machinery/runtime.ts";
import { runTick } from "../kernel/machinery/tick.ts";
import { print } from "../kernel/print/contract.ts";
import { Spooler } from "../kernel/print/spooler.ts";
import { startDeadlines } from "../market/claims/deadlines.ts";
import { NO_PAYER, type Payer } from "../market/payments/payer.ts";
import { startPayer } from "../market/payments/runner.ts";
import { edition, type EditionName } from "./editions.ts";

const PUMP_EVERY_MS = 500;
const SEAL_EVERY_MS = 2_000;
const KERNEL_MIGRATIONS = new URL("../kernel/migrations/", import.meta.url);

export interface Options {
  readonly edition: EditionName;
  /** Where the database and the files live. */
  readonly data: string;
  /** A PostgreSQL of version 15 or later; without it the embedded server is started in `data`. */
  readonly databaseUrl?: string | undefined;
  readonly world?: World;
  /** Who moves the money besides the bank's file; nobody when left out. */
  readonly payer?: Payer | undefined;
  /** Tests and replays pump the listeners themselves. */
  readonly background?: boolean;
  readonly log?: (line: string) => void;
}

/** An opened edition: database up, migrated, modules wired. */
export interface Opened {
  readonly runtime: Runtime;
  readonly database: Database;
  readonly server: EmbeddedServer | null;
  readonly modules: readonly Module[];
  readonly shelf: Shelf;
  close(): Promise<void>;
}

/** Where the SQL of the kernel and of these modules lies. */
export function migrationFolders(modules: readonly Module[]): MigrationFolder[] {
  return [
    { module: "kernel", folder: KERNEL_MIGRATIONS },
    ...modules.flatMap((module) => (module.migrations === null ? [] : [{ module: module.contract.module, folder: module.migrations }])),
  ];
}

export async function open(options: Options): Promise<Opened> {
  const log = options.log ?? (() => {});
  const server = options.databaseUrl === undefined ? await startEmbedded(options.data, log) : null;
  const database = connect(options.databaseUrl ?? server!.url);
  const shelf = new Shelf(join(options.data, "files"));
  const payer = options.payer ?? NO_PAYER;
  const modules = edition(options.edition, shelf, payer, join(options.data, "keys"));
  try {
    const applied = await migrate(database.pool, migrationFolders(modules));
    if (applied.length > 0) log(`applied ${applied.length} migrations`);
  } catch (error) {
    await database.close();
    await server?.stop();
    throw error;
  }
  const runtime = new Runtime(database.db, modules, options.world ?? realWorld);
  const background = options.background !== false;
  const stopBackground = background ? startBackground(runtime, log) : async () => {};
  const stopPrinting = background ? await new Spooler(runtime, modules.find((module) => module.contract.module === print.module)!, log).start() : async () => {};
  const stopPayer = background && payer.rail?.online === true ? startPayer(runtime, payer.rail, log) : async () => {};
  const stopDeadlines = background ? startDeadlines(runtime, log) : async () => {};
  return {
    runtime, database, server, modules, shelf,
    async close() {
      await stopPayer();
      await stopDeadlines();
      await stopPrinting();
      await stopBackground();
      await database.close();
      await server?.stop();
    },
  };
}

/** Wakes the listeners after every commit, and now and then in case a wake-up was lost; seals the audit trail. */
function startBackground(runtime: Runtime, log: (line: string) => void): () => Promise<void> {
  let again = false;
  let running: Promise<void> | null = null;
  let stopped = false;
  const pump = (): void => {
    again = true;
    running ??= (async () => {
      while (again && !stopped) {
        again = false;
        try {
          while (!stopped && (await runtime.pump()) > 0);
        } catch (error) {
          log(`a listener failed and will be tried again: ${String(error)}`);
          break;
        }
      }
    })().finally(() => (running = null));
  };
  const forget = runtime.onCommitted(pump);
  const pumping = setInterval(pump, PUMP_EVERY_MS);
  let sealing: Promise<unknown> | null = null;
  const seal = (): void => {
    sealing ??= sealTrail(runtime.db as never, runtime.world.now()).catch((error: unknown) => log(`sealing the audit trail failed: ${String(error)}`)).finally(() => (sealing = null));
  };
  const seals = setInterval(seal, SEAL_EVERY_MS);
  const deaf = runtime.onContained(log);
  const ticks = runtime.modules.flatMap((module) => module.ticks.map((tick) => startTick(runtime, module, tick, log)));
  return async () => {
    stopped = true;
    forget();
    deaf();
    clearInterval(pumping);
    clearInterval(seals);
    await Promise.all(ticks.map((stop) => stop()));
    await running;
    await sealing;
  };
}

/** Runs a module's tick every so often, never twice at once; returns what stops it. */
function startTick(runtime: Runtime, module: Module, tick: Module["ticks"][number], log: (line: string) => void): () => Promise<void> {
  let running: Promise<void> | null = null;
  const timer = setInterval(() => {
    running ??= runTick(runtime, module, tick).catch((error: unknown) => log(`a tick of ${module.contract.module} failed and will be tried again: ${String(error)}`)).finally(() => (running = null));
  }, tick.everyMs);
  return async () => {
    clearInterval(timer);
    await running;
  };
}

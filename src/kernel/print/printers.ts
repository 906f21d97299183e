import type { Handlers } from "../machinery/module.ts";
import { isUniqueViolation } from "../db/errors.ts";
import { receiptBytes } from "./compose.ts";
import { MAX_PRINTERS, type print } from "./contract.ts";
import { isPrivateAddress, isSizeOf } from "./rules.ts";
import type { KindName } from "./kinds.ts";
import type { Tables } from "./store.ts";
import { composed, sampleOf, type PrintScene } from "./templates.ts";
import type { Language } from "./template.ts";

type Noun = Pick<Handlers<typeof print, Tables>, "settings" | "saveSettings" | "printers" | "savePrinter" | "removePrinter" | "testPrint" | "queue" | "jobs" | "sendAgain">;
/** A printer that is off gathers no more papers than this. */
export const MAX_WAITING_JOBS = 200;
export const REMOVED = "removed";

export const printerHandlers: Noun = {
  async settings({ tx }) {
    const row = await tx.selectFrom("kernel.print_setting").select("address").executeTakeFirst();
    return { address: row?.address ?? null };
  },

  async saveSettings({ tx, emit }, { address }) {
    await tx.insertInto("kernel.print_setting").values({ address }).onConflict((conflict) => conflict.column("only_one").doUpdateSet({ address })).execute();
    await emit("settingsSaved", { address });
    return { address };
  },

  async printers({ tx }) {
    const rows = await tx.selectFrom("kernel.printer").selectAll().where("removed_at", "is", null).orderBy("name").limit(MAX_PRINTERS).execute();
    return { printers: rows.map(printerOf) };
  },

  async savePrinter({ tx, newId, emit, refuse }, { printerId, ...input }) {
    if (!isPrivateAddress(input.host)) return refuse("not_private", { host: input.host });
    const values = { name: input.name, host: input.host, port: input.port, size: input.size, charset: input.charset, cuts: input.cuts, opens_drawer: input.opensDrawer };
    try {
      if (printerId === undefined) {
        const { count } = await tx.selectFrom("kernel.printer").select((of) => of.fn.countAll<number>().as("count")).where("removed_at", "is", null).executeTakeFirstOrThrow();
        if (count >= MAX_PRINTERS) return refuse("too_many_printers", { most: MAX_PRINTERS });
      }
      const row = printerId === undefined
        ? await tx.insertInto("kernel.printer").values({ id: newId(), ...values, removed_at: null }).returningAll().executeTakeFirst()
        : await tx.updateTable("kernel.printer").set(values).where("id", "=", printerId).where("removed_at", "is", null).returningAll().executeTakeFirst();
      if (row === undefined) return refuse("not_found", { printer: printerId ?? "" });
      await emit("printerSaved", printerOf(row));
      return printerOf(row);
    } catch (error) {
      if (isUniqueViolation(error)) return refuse("name_taken", { name: input.name });
      throw error;
    }
  },

  async removePrinter({ tx, now, emit }, { printerId }) {
    const row = await tx.updateTable("kernel.printer").set({ removed_at: now }).where("id", "=", printerId).where("removed_at", "is", null).returning("id").executeTakeFirst();
    if (row === undefined) return { removed: false };
    await tx.updateTable("kernel.print_job").set({ state: "failed", failure: REMOVED, done_at: now }).where("printer_id", "=", printerId).where("state", "=", "waiting").execute();
    await emit("printerRemoved", { printerId });
    return { removed: true };
  },

  testPrint: (scene, { printerId, kind, language }) => queued(scene, { printerId, kind, papers: [sampleOf(kind, scene.now)], language, origin: undefined, title: kind }),

  queue: (scene, { printerId, title, language, origin, paper }) => queued(scene, { printerId, kind: paper.kind, papers: paper.papers, language, origin, title }),

  async jobs({ tx, actor }, { limit }) {
    const rows = await jobRows(tx).orderBy("j.at", "desc").orderBy("j.id", "desc").limit(limit).execute();
    return { jobs: rows.map((row) => jobOf(row, actor.roles.length > 0)) };
  },

  async sendAgain({ tx, emit, refuse }, { jobId }) {
    const job = await jobRows(tx).where("j.id", "=", jobId).forUpdate("j").executeTakeFirst();
    if (job === undefined) return refuse("not_found", { job: jobId });
    if (job.state !== "failed") return refuse("not_failed", { state: job.state });
    if (job.removed_at !== null) return refuse("unknown_printer", { name: job.printer });
    await tx.updateTable("kernel.print_job").set({ state: "waiting", failure: null, done_at: null }).where("id", "=", jobId).execute();
    await emit("jobQueued", { jobId, printerId: job.printer_id });
    return { ...jobOf(job, true), state: "waiting" as const, failure: null, doneAt: null, can: [] };
  },
};

interface Order {
  readonly printerId: string;
  readonly kind: KindName;
  readonly papers: readonly object[];
  readonly language: Language;
  readonly origin: string | undefined;
  readonly title: string;
}

async function queued(scene: PrintScene, { printerId, kind, papers, language, origin, title }: Order) {
  const { tx, now, actor, newId, emit, refuse } = scene;
  const printer = await tx.selectFrom("kernel.printer").selectAll().where("id", "=", printerId).where("removed_at", "is", null).executeTakeFirst();
  if (printer === undefined) return refuse("unknown_printer", { name: printerId });
  if (!isSizeOf(kind, printer.size)) return refuse("size_unknown", { size: printer.size });
  const { waiting } = await tx.selectFrom("kernel.print_job").select((of) => of.fn.countAll<number>().as("waiting")).where("printer_id", "=", printerId).where("state", "in", ["waiting", "sending"]).executeTakeFirstOrThrow();
  if (waiting >= MAX_WAITING_JOBS) return refuse("too_many_jobs", { name: printer.name, waiting });
  const composition = await composed(scene, { kind, size: printer.size, papers, language, origin });
  const bytes = receiptBytes(composition, printer.size, { charset: printer.charset, cuts: printer.cuts, opensDrawer: printer.opens_drawer });
  const jobId = newId();
  await tx.insertInto("kernel.print_job").values({ id: jobId, printer_id: printerId, title, at: now, account_id: actor.accountId, account_name: actor.accountName, state: "waiting", failure: null, done_at: null, bytes: Buffer.from(bytes) }).execute();
  await emit("jobQueued", { jobId, printerId });
  return jobOf(await jobRows(tx).where("j.id", "=", jobId).executeTakeFirstOrThrow(), false);
}

type PrinterRow = { id: string; name: string; host: string; port: number; size: "58mm" | "80mm"; charset: "gb18030" | "gbk"; cuts: boolean; opens_drawer: boolean };
const printerOf = (row: PrinterRow) => ({ id: row.id, name: row.name, host: row.host, port: row.port, size: row.size, charset: row.charset, cuts: row.cuts, opensDrawer: row.opens_drawer });

const jobRows = (tx: PrintScene["tx"]) => tx.selectFrom("kernel.print_job as j").innerJoin("kernel.printer as p", "p.id", "j.printer_id")
  .select(["j.id", "j.printer_id", "p.name as printer", "p.removed_at", "j.title", "j.at", "j.account_name", "j.state", "j.tries", "j.failure", "j.done_at"]);
type JobRow = Awaited<ReturnType<ReturnType<typeof jobRows>["executeTakeFirstOrThrow"]>>;

const jobOf = (row: JobRow, may: boolean) => ({
  id: row.id, printerId: row.printer_id, printer: row.printer, title: row.title, at: row.at.toISOString(), by: row.account_name, state: row.state, tries: row.tries, failure: row.failure, doneAt: row.done_at?.toISOString() ?? null,
  can: may && row.state === "failed" && row.removed_at === null ? ["again" as const] : [],
});

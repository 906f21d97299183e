import { sql, type Kysely } from "kysely";
import type { Action } from "../kernel/machinery/contract.ts";
import type { LoggedEvent, Module, Scene } from "../kernel/machinery/module.ts";
import type { Runtime } from "../kernel/machinery/runtime.ts";
import type { MachineryTables } from "../kernel/machinery/tables.ts";

/** Events read at a time. */
const BATCH = 1_000;

export interface RebuildResult {
  readonly module: string;
  readonly tables: readonly string[];
  readonly events: number;
}

/**
 * Throws a module's derived tables away and makes them again from the event log, up to where its bookmark stands.
 * One transaction: whoever reads meanwhile sees the old tables until the new ones are whole. What a listener is told
 * as the time is the time of the event, so it must not matter when it hears of it. Facts are not told twice: what a
 * listener emits is dropped, and one that asks another module for a change cannot be rebuilt.
 */
export async function rebuild(runtime: Runtime, name: string, log: (line: string) => void = () => {}): Promise<RebuildResult> {
  const module = runtime.modules.find((one) => one.contract.module === name);
  if (module === undefined) throw new Error(`There is no module ${name}. Modules: ${runtime.modules.map((one) => one.contract.module).join(", ")}`);
  if (module.derived.length === 0) {
    const rebuildable = runtime.modules.filter((one) => one.derived.length > 0).map((one) => one.contract.module);
    throw new Error(`${name} has no derived tables; its facts are its own. Modules that can be rebuilt: ${rebuildable.join(", ") || "none"}`);
  }
  const tables = module.derived.map((table) => (table.includes(".") ? table : `${name}.${table}`));
  for (const table of tables) if (!table.startsWith(`${name}.`)) throw new Error(`${table} does not belong to ${name}`);
  let events = 0;
  await runtime.inScene(module, async (scene) => {
    events = 0;
    const tx = scene.tx as unknown as Kysely<MachineryTables>;
    const mark = await tx.selectFrom("kernel.bookmark").selectAll().where("listener", "=", name).forUpdate().executeTakeFirst();
    for (const table of tables.toReversed()) await sql`delete from ${sql.table(table)}`.execute(tx);
    if (mark === undefined) return;
    for await (const event of heardBefore(tx, module, mark)) {
      await hearAgain(module, scene, event);
      if (++events % (10 * BATCH) === 0) log(`${events} events`);
    }
  });
  return { module: name, tables, events };
}

async function* heardBefore(tx: Kysely<MachineryTables>, module: Module, mark: { xid: string; id: number }): AsyncGenerator<LoggedEvent<never>> {
  const wanted = new Set(module.hears.map((hearing) => `${hearing.module}.${hearing.event}`));
  let at = { xid: "0", id: 0 };
  for (;;) {
    const rows = await tx.selectFrom("kernel.event").selectAll()
      .where(sql<boolean>`(xid, id) > (${at.xid}::xid8, ${at.id}::bigint)`)
      .where(sql<boolean>`(xid, id) <= (${mark.xid}::xid8, ${mark.id}::bigint)`)
      .where(sql<boolean>`module || '.' || name = any(${[...wanted]}::text[])`)
      .orderBy("xid").orderBy("id").limit(BATCH).execute();
    for (const row of rows) {
      yield { id: row.id, module: row.module, name: row.name, payload: row.payload as never, at: row.at, businessDate: row.business_date };
    }
    const last = rows.at(-1);
    if (last === undefined) return;
    at = { xid: last.xid, id: last.id };
  }
}

async function hearAgain(module: Module, scene: Scene<never>, event: LoggedEvent<never>): Promise<void> {
  const then: Scene<never> = {
    ...scene,
    now: event.at,
    businessDate: event.businessDate,
    emit: async () => {},
    ask: ((action: Action, input: never) => {
      if (action.kind === "write") throw new Error(`${module.contract.module} answers ${event.module}.${event.name} by asking for ${action.module}.${action.name}; what it derives cannot be separated from what it does, so it is not rebuilt.`);
      return scene.ask(action, input);
    }) as Scene<never>["ask"],
  };
  for (const hearing of module.hears) if (hearing.module === event.module && hearing.event === event.name) await hearing.handle(then, event);
}

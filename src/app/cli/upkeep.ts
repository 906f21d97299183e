import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { Shelf } from "../../kernel/files/shelf.ts";
import { openDoor } from "../backup/door.ts";
import { walk } from "../backup/file.ts";
import { restore } from "../backup/restore.ts";
import { backup } from "../backup/write.ts";
import { edition } from "../editions.ts";
import { migrationFolders, open, type Opened } from "../open.ts";
import { rebuild } from "../rebuild.ts";
import { SEED_COMPLETE, seedDemo } from "../seed.ts";
import { UsageError, print } from "./usage.ts";

/** What the commands that look after a market share: where it lies, and whether a person or a program reads the answer. */
export interface Upkeep {
  readonly data: string;
  readonly json: boolean;
}

const databaseUrl = (): string | undefined => process.env["DATABASE_URL"];
const say = (json: boolean) => (line: string): void => void (json || process.stderr.write(`  ${line}\n`));
const shelfOf = (data: string): Shelf => new Shelf(join(data, "files"));

export async function runBackup(file: string, { data, json }: Upkeep): Promise<number> {
  const began = performance.now();
  const { version } = await import("../start.ts");
  const door = await openDoor(data, { create: false, databaseUrl: databaseUrl(), log: say(json) });
  try {
    const result = await backup(door.url, shelfOf(data), file, { version, now: new Date(), log: say(json) });
    const { rows, tables, photos, photosMissing, schemasLeftOut, bytes, digest } = result;
    const notes = [
      ...photosMissing.map((sha256) => `\n  missing photo 缺少照片 ${sha256}`),
      ...schemasLeftOut.map((schema) => `\n  not a module's, left out 未包含 ${schema}`),
    ];
    print(json, { ...result, seconds: seconds(began) }, `${file}: ${rows} rows of ${tables} tables, ${photos} photos, ${bytes} bytes\ndigest ${digest}${notes.join("")}`);
    return 0;
  } finally {
    await door.close();
  }
}

export async function runRestore(file: string, { data, json }: Upkeep): Promise<number> {
  if (!existsSync(file)) throw new UsageError(`There is no file ${file}.`);
  if (!statSync(file).isFile()) throw new UsageError(`${file} is not an ordinary file; give a backup.`);
  const began = performance.now();
  // Before a database is made for it: a damaged backup leaves nothing behind.
  const checked = await walk(file);
  const url = databaseUrl();
  const door = await openDoor(data, { create: true, databaseUrl: url, log: say(json) });
  try {
    const shelf = shelfOf(data);
    const place = url === undefined ? data : `the database ${new URL(url).pathname.slice(1)}`;
    const result = await restore(file, { url: door.url, shelf, folders: migrationFolders(edition("market", shelf)), place, checked, log: say(json) });
    const missing = result.photosMissing.map((sha256) => `\n  missing photo 缺少照片 ${sha256}`).join("");
    print(json, { ...result, seconds: seconds(began) }, `${result.rows} rows of ${result.tables} tables and ${result.photos} photos are in ${place}; ledger balanced, audit trail whole\ndigest ${result.digest}${missing}`);
    return 0;
  } finally {
    await door.close();
  }
}

export async function runRebuild(module: string, { data, json }: Upkeep): Promise<number> {
  const began = performance.now();
  return inMarket({ data, json }, async ({ runtime }) => {
    const result = await rebuild(runtime, module, say(json));
    print(json, { ...result, seconds: seconds(began) }, `${module}: ${result.tables.join(", ")} made again from ${result.events} events`);
    return 0;
  });
}

export async function runSeed({ data, json }: Upkeep): Promise<number> {
  const began = performance.now();
  return inMarket({ data, json, create: true }, async (opened) => {
    const { rows: [there] } = await opened.database.pool.query<{ closed: boolean }>(
      "select exists (select 1 from kernel.market where not demo or exists (select 1 from kernel.request where key = $1)) as closed", [SEED_COMPLETE],
    );
    // A demonstration that was cut off is no market yet; planting goes on where it stopped.
    if (there?.closed === true) throw new Error(`There is a market in ${data} already; a demonstration is planted into an empty one only. 已有市场，不能播种。`);
    await seedDemo(opened, say(json));
    print(json, { seeded: true, data, seconds: seconds(began) }, `a demonstration region is planted in ${data} 演示数据已就绪`);
    return 0;
  });
}

export async function inMarket<T>({ data, json, create = false }: Upkeep & { create?: boolean }, work: (opened: Opened) => Promise<T>): Promise<T> {
  const door = await openDoor(data, { create, databaseUrl: databaseUrl(), log: say(json) });
  try {
    const opened = await open({ edition: "market", data, databaseUrl: door.url, background: false, log: say(json) });
    try {
      return await work(opened);
    } finally {
      await opened.close();
    }
  } finally {
    await door.close();
  }
}

const seconds = (began: number): number => Math.round(performance.now() - began) / 1000;

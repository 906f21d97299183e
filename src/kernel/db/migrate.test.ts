import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase } from "../../../tests/market.ts";
import { connect, type Database } from "./connect.ts";
import { migrate } from "./migrate.ts";

describe("migrations go forward", () => {
  const root = mkdtempSync(join(tmpdir(), "hualian-migrations-"));
  let database: Database;
  beforeAll(async () => {
    database = connect(await freshDatabase(), 6);
  });
  afterAll(async () => {
    await database.close();
    rmSync(root, { recursive: true, force: true });
  });

  const folders = [{ module: "zoo", folder: pathToFileURL(`${root}/`) }];
  const write = (name: string, text: string): void => writeFileSync(join(root, name), text);
  const tables = async () => (await database.pool.query("select tablename from pg_tables where schemaname = 'zoo' order by 1")).rows.map((row: { tablename: string }) => row.tablename);

  test("each once, in the order of their dates, however many servers start at once", async () => {
    write("2026-11-22-02-fox.sql", "create table zoo.fox (n integer);");
    write("2026-11-22-01-zoo.sql", "create schema zoo; create table zoo.bear (n integer);");
    const all = await Promise.all([migrate(database.pool, folders), migrate(database.pool, folders), migrate(database.pool, folders)]);
    expect(all.map((one) => one.length).toSorted()).toEqual([0, 0, 2]);
    expect(all.find((one) => one.length === 2)).toEqual(["zoo/2026-11-22-01-zoo.sql", "zoo/2026-11-22-02-fox.sql"]);
    expect(await migrate(database.pool, folders)).toEqual([]);
    expect(await tables()).toEqual(["bear", "fox"]);
  });

  test("and one that fails leaves nothing of itself and is tried again when mended", async () => {
    write("2026-11-22-03-owl.sql", "create table zoo.owl (n integer); insert into zoo.nowhere values (1);");
    await expect(migrate(database.pool, folders)).rejects.toThrow(/zoo\/2026-11-22-03-owl\.sql failed: .*nowhere/);
    expect(await tables()).toEqual(["bear", "fox"]);
    write("2026-11-22-03-owl.sql", "create table zoo.owl (n integer);");
    expect(await migrate(database.pool, folders)).toEqual(["zoo/2026-11-22-03-owl.sql"]);
  });

  test("an old one that was changed, or has no date in its name, is refused", async () => {
    write("2026-11-22-02-fox.sql", "create table zoo.wolf (n integer);");
    await expect(migrate(database.pool, folders)).rejects.toThrow(/fox\.sql was changed after it had been applied/);
    write("2026-11-22-02-fox.sql", "create table zoo.fox (n integer);");
    write("elephant.sql", "create table zoo.elephant (n integer);");
    await expect(migrate(database.pool, folders)).rejects.toThrow(/elephant\.sql needs a name like/);
    rmSync(join(root, "elephant.sql"));
    expect(await migrate(database.pool, folders)).toEqual([]);
  });

  test("bigints come back exact or not at all", async () => {
    const one = async (text: string) => (await database.pool.query(`select ${text}::bigint as n`)).rows[0].n as number;
    expect(await one("9007199254740991")).toBe(Number.MAX_SAFE_INTEGER);
    await expect(one("9007199254740993")).rejects.toThrow(/too large to be exact/);
  });
});

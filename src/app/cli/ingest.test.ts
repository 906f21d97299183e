/** `hualian ingest` as a person and as a program call it, without a market: a dry run reads and judges. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";

const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "hualian-ingest-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const hualian = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, "ingest", ...args], { cwd: folder, encoding: "utf8" });
  return { status, out: stdout, err: stderr };
};

test("a dry run from an empty directory says what a file comes to and leaves nothing behind", () => {
  writeFileSync(join(folder, "taipei_lily.csv"), "Date,Average_price\n087/12/01,84\n087/12/02,0\n");
  const { status, out } = hualian("taipei_lily.csv", "--source", "tw-amis", "--dry-run", "--json");
  expect(status).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ source: "tw-amis", dryRun: true, applied: false, rows: 2, accepted: 1, missing: 1, named: [], namedTotal: 0, duplicates: 0, corrected: 0, unchanged: 0, from: "1998-12-01", to: "1998-12-02", markets: 1, items: 1, assumed: { species: "百合", stems: 5 } });
  expect(readdirSync(folder)).toEqual(["taipei_lily.csv"]);
});

test("a file with a row that cannot be read ends with 1 and says how to mend it; a wrong call ends with 2", () => {
  writeFileSync(join(folder, "bad.csv"), "business_date,market,species,unit,price\n2026-11-20,青州,红掌,盆,贵\n");
  const { status, out } = hualian("bad.csv", "--source", "neutral", "--dry-run", "--json");
  expect(status).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ malformedTotal: 1, malformed: [{ row: 2, column: "price", value: "贵", reason: "not_a_number", mend: expect.stringContaining("Write a number") as string }] });
  expect([hualian("bad.csv"), hualian("bad.csv", "--source", "mars"), hualian("none.csv", "--source", "neutral"), hualian("bad.csv", "--source", "neutral", "--date", "tomorrow")].map((ended) => ended.status)).toEqual([2, 2, 2, 2]);
});

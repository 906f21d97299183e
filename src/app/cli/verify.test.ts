import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { createJournal, groupLine, headerLine, record, recordAdvance, seal } from "../../engines/clock/journal.ts";
import { sceneConfig, sceneLot, WHOM } from "../../engines/clock/scene.ts";
import type { SessionInput } from "../../engines/clock/types.ts";

const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));

describe("hualian verify", { timeout: 180_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "hualian-verify-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const hualian = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], { encoding: "utf8" });
    return { status, stdout, stderr };
  };
  const day = morning();
  const write = (name: string, lines: readonly string[]) => {
    const file = join(folder, name);
    writeFileSync(file, `${lines.join("\n")}\n`);
    return file;
  };

  test("derives every award of an exported journal again and prints the digest", () => {
    const file = write("day.ndjson", day.lines);
    const said = hualian("verify", file, "--json", "--digest", day.digest);
    expect(said.status).toBe(0);
    expect(JSON.parse(said.stdout)).toMatchObject({ ok: true, awards: 1, closed: true, digest: day.digest });
    expect(hualian("verify", file).stdout).toContain(`digest ${day.digest}`);
  });

  test("names the first difference, and ends with 1", () => {
    const line = day.lines.findIndex((one) => one.includes('"press"') || one.includes("430"));
    const bent = day.lines.map((one, at) => (at === line ? one.replace("430", "431") : one));
    expect(bent).not.toEqual(day.lines);
    const said = hualian("verify", write("bent.ndjson", bent), "--json");
    expect(said.status).toBe(1);
    expect(JSON.parse(said.stdout)).toMatchObject({ ok: false, difference: { line: line + 1 } });
    expect(hualian("verify", write("bent.ndjson", bent)).stdout).toMatch(new RegExp(`line ${line + 1}, group ${line}`));
  });

  test("with another published digest, with half a file, or with none, says so", () => {
    const file = write("day.ndjson", day.lines);
    expect(hualian("verify", file, "--digest", "0".repeat(64))).toMatchObject({ status: 1, stdout: expect.stringMatching(/digest/) as string });
    expect(hualian("verify", write("half.ndjson", day.lines.slice(0, 4)))).toMatchObject({ status: 1, stdout: expect.stringMatching(/seed/) as string });
    expect(hualian("verify", write("half.ndjson", day.lines.slice(0, 4)), "--seed", "known to the house")).toMatchObject({ status: 0, stdout: expect.stringMatching(/not closed/) as string });
    expect(hualian("verify", write("text", ["hello"]))).toMatchObject({ status: 1, stdout: expect.stringMatching(/line 1: format/) as string });
    expect(hualian("verify", join(folder, "none"))).toMatchObject({ status: 2, stderr: expect.stringMatching(/no file/) as string });
    expect(hualian("verify", write("nothing", []))).toMatchObject({ status: 1, stdout: expect.stringMatching(/line 1: format/) as string });
    expect(hualian("verify", folder)).toMatchObject({ status: 2, stderr: expect.stringMatching(/not an ordinary file/) as string });
    expect(hualian("verify")).toMatchObject({ status: 2, stderr: expect.stringMatching(/FILE is missing/) as string });
  });

  test("a line that was taken out, or two that changed places, are named where the chain breaks", () => {
    const out = hualian("verify", write("out", day.lines.toSpliced(3, 1)), "--json");
    expect([out.status, JSON.parse(out.stdout)]).toMatchObject([1, { ok: false, difference: { line: 4 } }]);
    const [third, fourth] = day.lines.slice(2, 4);
    const swapped = hualian("verify", write("swapped", day.lines.toSpliced(2, 2, fourth!, third!)), "--json");
    expect([swapped.status, JSON.parse(swapped.stdout)]).toMatchObject([1, { ok: false, difference: { line: 3 } }]);
  });

  test("a journal packed with gzip is read as it is; one that was cut off is called so", () => {
    const packed = gzipSync(`${day.lines.join("\n")}\n`);
    const file = join(folder, "day.gz");
    writeFileSync(file, packed);
    expect(hualian("verify", file, "--digest", day.digest)).toMatchObject({ status: 0, stdout: expect.stringContaining(day.digest) as string });
    writeFileSync(file, packed.subarray(0, -20));
    expect(hualian("verify", file)).toMatchObject({ status: 1, stdout: "", stderr: expect.stringMatching(/cut off or damaged/) as string });
  });
});

/** One lot, one press, one award. */
function morning(): { lines: string[]; digest: string } {
  const seed = "known to the house";
  const config = sceneConfig({ seed });
  const journal = createJournal(config, seed);
  const lines = [headerLine(config)];
  const commit = (...inputs: SessionInput[]): void => {
    for (const input of inputs) record(journal, input);
    const sealed = seal(journal);
    if (sealed !== null) lines.push(groupLine(sealed.group));
  };
  commit({ kind: "open", t: 0 });
  commit({ kind: "addBuyer", t: 1, id: "花满楼", creditLimit: 60_000, payer: -1 });
  commit({ kind: "addLot", t: 2, clock: 0, lot: sceneLot("蝴蝶兰") });
  commit({ kind: "startClock", t: 10, clock: 0, ...WHOM });
  commit({ kind: "press", t: 1_460, clock: 0, lot: 0, run: 0, buyer: 0, tau: 430, quantity: 100, delay: 20, pressId: 1 });
  recordAdvance(journal, 60_000);
  commit({ kind: "close", t: 60_000, ...WHOM });
  return { lines, digest: journal.digest };
}

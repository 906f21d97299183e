/** The command line as a person and as a program call it: what stands on which stream, and how it ends. */
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "hualian-main-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function hualian(...args: string[]): Promise<Ended> {
  const { HUALIAN_URL: _url, HUALIAN_TOKEN: _token, ...env } = process.env;
  const child = spawn(process.execPath, [MAIN, ...args], { env: { ...env, TMPDIR: folder }, stdio: ["ignore", "pipe", "pipe"] });
  let [out, err] = ["", ""];
  child.stdout.on("data", (text: Buffer) => (out += text.toString()));
  child.stderr.on("data", (text: Buffer) => (err += text.toString()));
  return new Promise((done) => child.on("close", (code) => done({ code, out, err })));
}

describe("hualian", { timeout: 180_000 }, () => {
  test("helps everywhere, and leaves nothing lying about", async () => {
    for (const args of [["--help"], ["start", "--help"], ["replay", "-h"], ["verify", "--help"], ["restore", "--help"], ["clock", "--help"], ["intake", "declare-lot", "--help"]]) {
      expect([args, await hualian(...args)]).toMatchObject([args, { code: 0, out: expect.stringContaining("hualian") as string, err: "" }]);
    }
    expect(readdirSync(folder)).toEqual([]);
  });

  test("called wrongly it says how to call it on standard error and ends with 2; with --json the error is JSON on standard output", async () => {
    for (const args of [["replay"], ["replay", "--date", "yesterday", "a.xls"], ["start", "--edition", "office"], ["start", "--port", "many"], ["verify", "--nothing"], ["gardening", "plant"], ["clock", "stop-the-world"], ["intake", "declare-lot", "--input", "{"], ["toString"]]) {
      const plain = await hualian(...args);
      expect([args, plain]).toMatchObject([args, { code: 2, out: "", err: expect.stringMatching(/\S/) as string }]);
      const { code, out } = await hualian(...args, "--json");
      expect([args, code, JSON.parse(out)]).toEqual([args, 2, { error: { code: "usage", message: expect.stringMatching(/\S/) as string } }]);
    }
  });

  test("without a market, or with something else in its place, an action says so and ends with 1", async () => {
    const nobody = await hualian("calendar", "today", "--url", "http://127.0.0.1:9", "--json");
    expect([nobody.code, JSON.parse(nobody.out)]).toEqual([1, { error: { code: "failed", message: expect.stringMatching(/No market answers at .*hualian start/) as string } }]);
    const missing = await hualian("backup", join(folder, "b.hualian"), "--data", join(folder, "no-market"), "--json");
    expect([missing.code, JSON.parse(missing.out)]).toEqual([1, { error: { code: "failed", message: expect.stringMatching(/no market/) as string } }]);
  });
});

describe("an action's fields", { timeout: 180_000 }, () => {
  let url: string;
  const heard: unknown[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (text: Buffer) => (body += text.toString()));
    request.on("end", () => {
      heard.push(body === "" ? null : JSON.parse(body));
      response.end(request.url === "/api/calendar/today" ? "<html>" : "{}");
    });
  });
  beforeAll(async () => {
    await new Promise<void>((up) => server.listen(0, "127.0.0.1", up));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => void server.close());

  test("are sent as the contract types them, in one word or two, or whole from a file", async () => {
    const whole = join(folder, "input.json");
    writeFileSync(whole, JSON.stringify({ quantity: "20" }));
    const said = await hualian("intake", "declare-lot", `--url=${url}`, "--input", `@${whole}`, "--note", "2026", "--floor-price=1200", "--grower-id", "null", "--json");
    expect([said.code, JSON.parse(said.out)]).toEqual([0, {}]);
    expect(heard.at(-1)).toMatchObject({ quantity: "20", note: "2026", floorPrice: 1200 });
  });

  test("an answer that is no market's is told from one", async () => {
    expect(await hualian("calendar", "today", "--url", url)).toMatchObject({ code: 1, out: "", err: expect.stringMatching(/is no market/) as string });
  });
});

import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { buildWeb } from "../src/app/web-build.ts";
import { ensureBrowser } from "./browser.ts";

const root = new URL("..", import.meta.url).pathname;
const bin = (name: string): string => join(root, "node_modules", ".bin", name);
const SERVICES = [["PostgreSQL", 5432], ["Redis", 6379], ["NATS", 4222], ["Mosquitto", 1883]] as const;
const say = (line: string): void => console.log(`花链 test: ${line}`);

/** A check that is not a test file; it counts as one test, so that the closing line tells everything. */
interface Check {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}

const CHECKS: readonly Check[] = [
  { name: "types", command: bin("tsc"), args: ["-p", "tsconfig.json"] },
  { name: "pure code compiles without Node and without DOM", command: bin("tsc"), args: ["-p", "tsconfig.pure.json"] },
  { name: "lint", command: bin("oxlint"), args: ["--quiet"] },
  { name: "tidy", command: process.execPath, args: ["scripts/tidy.ts"] },
];

/** Runs a check and keeps what it says until it is told, so that several at once do not speak in one another's lines. */
function check({ name, command, args }: Check): Promise<{ name: string; ok: boolean; output: string }> {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data: Buffer) => (output += String(data)));
    child.once("error", (error) => done({ name, ok: false, output: error.message }));
    child.once("close", (code) => done({ name, ok: code === 0, output: output.trimEnd() }));
  });
}

async function main(filters: string[]): Promise<number> {
  for (const [name, port] of SERVICES) say(`${name} on port ${port}: ${(await answers(port)) ? "there, used where a test needs it" : "NOT THERE, tests that need it say that they were skipped"}`);
  say(existsSync(join(root, "..", "shared")) ? "recorded market data: there" : "recorded market data: NOT THERE, suites bound to it are skipped; our own fixtures still run");
  const browser = ensureBrowser(say);
  say(browser === null ? "Chromium: NOT THERE, page tests are skipped" : `Chromium: ${browser}`);

  let passed = 0;
  let failed = 0;
  // The checks and the build of the pages need nothing of one another.
  const checked = filters.length === 0 ? CHECKS.map(check) : [];
  await buildWeb(say);
  for (const { name, ok, output } of await Promise.all(checked)) {
    if (output !== "") console.log(output);
    say(`${name}: ${ok ? "ok" : "FAILED"}`);
    if (ok) passed += 1;
    else failed += 1;
  }
  const env = { ...process.env, ...(browser === null ? {} : { CHROMIUM: browser }) };
  let skipped = 0;
  mkdirSync(join(root, ".cache"), { recursive: true });
  // Pages are tested after everything else: a browser that shares two cores with a database storm tests the storm.
  const rounds = filters.length > 0 ? [filters] : [["--exclude", "tests/browser/**"], ["tests/browser"]];
  for (const args of rounds) {
    const report = join(root, ".cache", "test-report.json");
    rmSync(report, { force: true });
    const run = spawnSync(process.execPath, [join(root, "node_modules/vitest/vitest.mjs"), "run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...args], { cwd: root, stdio: ["ignore", "inherit", "inherit"], env });
    const before = failed;
    if (existsSync(report)) {
      const counts = JSON.parse(readFileSync(report, "utf8")) as { numPassedTests: number; numFailedTests: number; numPendingTests: number; numTodoTests: number };
      passed += counts.numPassedTests;
      failed += counts.numFailedTests;
      skipped += counts.numPendingTests + counts.numTodoTests;
    } else failed += 1;
    if (run.status !== 0 && failed === before) failed += 1;
  }
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  return failed === 0 ? 0 : 1;
}

function answers(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ port, host: "127.0.0.1", timeout: 500 });
    const end = (there: boolean): void => {
      socket.destroy();
      done(there);
    };
    socket.once("connect", () => end(true)).once("error", () => end(false)).once("timeout", () => end(false));
  });
}

process.exitCode = await main(process.argv.slice(2));

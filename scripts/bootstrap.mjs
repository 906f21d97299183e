// Runs on any Node from version 20: installs what is missing, finds a Node 24, and hands over to it.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const RUNTIME_MAJOR = 24;
const stampFile = join(root, "node_modules", ".hualian-stamp");

/** Installs the pinned packages when the lock file has changed since the last time. */
export function install() {
  const stamp = createHash("sha256").update(readFileSync(join(root, "package-lock.json"))).digest("hex");
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return;
  console.error("花链: installing packages 安装依赖 …");
  const npm = process.env.npm_execpath?.endsWith(".js") ? [process.execPath, process.env.npm_execpath] : ["npm"];
  const result = spawnSync(npm[0], [...npm.slice(1), "ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: root, stdio: ["ignore", 2, 2], shell: process.platform === "win32" });
  if (result.status !== 0) {
    console.error("花链: the packages could not be installed. Is a package registry reachable? 依赖安装失败，请检查软件源。");
    process.exit(1);
  }
  writeFileSync(stampFile, stamp);
}

/** The Node that runs TypeScript files as they are: this one when it is new enough, else the one that came as a package. */
export function runtime() {
  if (Number(process.versions.node.split(".")[0]) >= RUNTIME_MAJOR) return process.execPath;
  const packaged = join(root, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
  if (!existsSync(packaged)) spawnSync(process.execPath, ["installArchSpecificPackage.js"], { cwd: join(root, "node_modules", "node"), stdio: ["ignore", 2, 2] });
  if (existsSync(packaged)) return packaged;
  console.error(`花链 needs Node ${RUNTIME_MAJOR}; the packaged one is missing. 需要 Node ${RUNTIME_MAJOR}。`);
  process.exit(1);
}

/** Runs a TypeScript file with the right Node and passes signals and the exit code on. */
export function run(file, args) {
  const node = runtime();
  const env = { ...process.env, PATH: `${dirname(node)}:${join(root, "node_modules", ".bin")}:${process.env.PATH ?? ""}` };
  const child = spawn(node, ["--disable-warning=ExperimentalWarning", join(root, file), ...args], { stdio: "inherit", env });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(signal !== null ? 1 : (code ?? 1)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [verb, ...rest] = process.argv.slice(2);
  install();
  if (verb === "start") run("src/app/cli/main.ts", ["start", ...rest]);
  else if (verb === "test") run("scripts/test.ts", rest);
  else if (verb === "run" && rest[0] !== undefined) run(rest[0], rest.slice(1));
  else {
    console.error("usage: bootstrap.mjs start | test | run FILE");
    process.exit(2);
  }
}

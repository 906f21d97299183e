import { randomBytes } from "node:crypto";
import { accessSync, constants, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join, resolve } from "node:path";
import { pino } from "pino";
import { access } from "../kernel/access/contract.ts";
import { seedCatalogue } from "../kernel/catalogue/seed.ts";
import { calendar } from "../kernel/calendar/contract.ts";
import { AS_SYSTEM } from "../kernel/machinery/runtime.ts";
import { hallOf } from "../market/clock/module.ts";
import type { EditionName } from "./editions.ts";
import { attachLive } from "../market/clock/live.ts";
import { attachStock } from "../market/offers/live.ts";
import { Keeper } from "./demo/keeper.ts";
import { buildHttp, identify, SESSION_COOKIE } from "./http.ts";
import { open, type Opened } from "./open.ts";
import { assertNoSimulatedMoney, payerFrom, type Environment } from "./payer.ts";
import { onRightsChanged } from "./rights.ts";
import { SEED_COMPLETE, seedDemo } from "./seed.ts";
import { guardSockets, liveLimits, openFileLimit, ROOMY, socketsPerAddress } from "./sockets.ts";
import { buildWeb } from "./web-build.ts";

export interface StartOptions {
  readonly edition: EditionName;
  readonly data: string;
  readonly port: number;
  readonly host: string;
  readonly empty: boolean;
  /** False serves the interface without pages, for tests that need none. */
  readonly pages?: boolean;
  /** False leaves a demonstration market as it is, without simulated growers and buyers. */
  readonly keep?: boolean;
  readonly log?: (line: string) => void;
}

export interface Started {
  readonly opened: Opened;
  readonly url: string;
  /** One-time passwords of a new empty market; null when the market was there before or is a demonstration. */
  readonly firstPasswords: readonly { login: string; password: string }[] | null;
  stop(): Promise<void>;
}

export const version = (JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { version: string }).version;
const FIRST_ADMINS = ["system_admin", "security_admin", "auditor"] as const;

/** Opens the edition and everything around it: pages, interface, live channel, clocks, and a demonstration when asked. */
export async function start(options: StartOptions): Promise<Started> {
  const log = options.log ?? (() => {});
  // Before anything is opened: a market that must not start does not touch its data.
  const { environment, payer } = payerFrom(process.env);
  makeFolder(options.data);
  const unlock = lockData(options.data);
  const logger = pino({ level: process.env["HUALIAN_LOG"] ?? "warn" }, pino.destination(2));
  // What has been opened; the last is closed first.
  const closing: (() => Promise<void>)[] = [async () => unlock()];
  const stop = async (): Promise<void> => {
    for (const close of closing.splice(0).toReversed()) await close();
  };
  try {
    await assertPortFree(options);
    const pages = options.pages === false ? Promise.resolve(null) : buildWeb(log);
    pages.catch(() => {});
    const opened = await open({ edition: options.edition, data: options.data, databaseUrl: process.env["DATABASE_URL"], payer, log });
    closing.push(() => opened.close());
    await refuseSimulatedMoney(environment, opened);
    const firstPasswords = await firstRun(opened, options.empty, log);
    const hall = hallOf(opened.modules);
    closing.push(() => hall.close());
    await hall.attach({ runtime: opened.runtime, pool: opened.database.pool, log });
    const web = await pages;
    const http = await buildHttp({ runtime: opened.runtime, shelf: opened.shelf, web, version, log: (line) => logger.error(line) });
    const files = openFileLimit();
    if (files < ROOMY) log(`only ${files} files may be open here (ulimit -n): the live channel takes ${liveLimits(files).maxConnections} screens, ${liveLimits(files).maxConnectionsPerAddress} of one address 打开文件数上限过小`);
    guardSockets(http.server, socketsPerAddress(files));
    closing.push(() => http.close());
    await http.listen({ port: options.port, host: options.host });
    const live = attachLive(http.server, {
      hall, log,
      limits: liveLimits(files),
      identify: async ({ headers, socket }) =>
        (await identify(opened.runtime, { headers, ip: socket.remoteAddress ?? "unknown", cookies: { [SESSION_COOKIE]: sessionCookie(headers.cookie) } })).actor,
    });
    onRightsChanged(opened.runtime, (changed) => live.lookAgain(changed));
    closing.push(() => live.close());
    const stock = attachStock(http.server, {
      runtime: opened.runtime, log,
      identify: async ({ headers, socket }) => {
        const address = socket.remoteAddress ?? "unknown";
        const { actor } = await identify(opened.runtime, { headers, ip: address, cookies: { [SESSION_COOKIE]: sessionCookie(headers.cookie) } });
        return { actor, address };
      },
    });
    closing.push(() => stock.close());
    let lastAsked = performance.now();
    http.server.on("request", () => (lastAsked = performance.now()));
    const { demo } = await opened.runtime.market();
    const keeper = demo && options.keep !== false ? new Keeper({ runtime: opened.runtime, hall, log, quietFor: () => (live.connections + stock.connections > 0 ? 0 : performance.now() - lastAsked) }) : null;
    if (keeper !== null) closing.push(() => keeper.stop());
    const address = http.server.address();
    const port = typeof address === "object" && address !== null ? address.port : options.port;
    return { opened, firstPasswords, url: `http://localhost:${port}`, stop };
  } catch (error) {
    await stop().catch((also: unknown) => log(String(also)));
    throw error;
  }
}

async function refuseSimulatedMoney(environment: Environment, opened: Opened): Promise<void> {
  if (environment === "production") await assertNoSimulatedMoney(opened.database.pool);
}

/** Asked before anything is opened or planted, which takes long. */
async function assertPortFree({ port, host }: Pick<StartOptions, "port" | "host">): Promise<void> {
  const probe = createServer();
  await new Promise<void>((free, fail) => {
    probe.once("error", (error: NodeJS.ErrnoException) => fail(new Error(
      error.code === "EADDRINUSE" ? `Port ${port} is in use; choose another one with --port. 端口 ${port} 已被占用，请用 --port 换一个。`
      : `The market cannot listen on ${host}:${port} (${error.message}). 无法监听该地址。`,
    )));
    probe.listen({ port, host }, free);
  });
  await new Promise((closed) => probe.close(closed));
}

function makeFolder(data: string): void {
  try {
    // One by one: where a folder cannot be made, as under /proc, Node's own recursion never ends.
    const missing: string[] = [];
    for (let path = resolve(data); !existsSync(path); path = dirname(path)) missing.push(path);
    for (const path of missing.toReversed()) mkdirSync(path);
    if (!statSync(data).isDirectory()) throw new Error("it is a file");
    accessSync(data, constants.W_OK);
  } catch (error) {
    throw new Error(`The market cannot write to ${data} (${(error as Error).message}). Choose another directory with --data. 数据目录无法写入，请用 --data 换一个。`);
  }
}

/** The session token among a request's cookies; upgrades to the live channel do not pass through the HTTP framework. */
function sessionCookie(header: string | undefined): string | undefined {
  return header?.split(";").map((part) => part.trim()).find((part) => part.startsWith(`${SESSION_COOKIE}=`))?.slice(SESSION_COOKIE.length + 1);
}

/** Two servers on one data directory would each believe to be the only one; the second is told so. */
function lockData(data: string): () => void {
  const file = join(data, "server.pid");
  if (existsSync(file)) {
    const pid = Number(readFileSync(file, "utf8"));
    if (pid !== process.pid && isHualian(pid)) throw new Error(`A market already runs on ${data} (process ${pid}). 该数据目录已有市场在运行。`);
  }
  writeFileSync(file, String(process.pid));
  return () => {
    if (existsSync(file) && readFileSync(file, "utf8") === String(process.pid)) writeFileSync(file, "0");
  };
}

function isHualian(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    // A pid may have been given to another program since; only a node that runs our start counts.
    return process.platform !== "linux" || readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("main.ts");
  } catch {
    return false;
  }
}

async function firstRun(opened: Opened, empty: boolean, log: (line: string) => void): Promise<Started["firstPasswords"]> {
  const { runtime } = opened;
  const { rows: [before] } = await opened.database.pool.query<{ named: boolean; demo: boolean; seeded: boolean }>(
    `select exists (select from kernel.market) as named, exists (select from kernel.market where demo) as demo, exists (select from kernel.request where key = $1) as seeded`, [SEED_COMPLETE],
  );
  if (before?.named === true && (!before.demo || before.seeded)) return null;
  if (!empty) {
    log("planting a demonstration region 播种演示数据");
    await seedDemo(opened, log);
    return null;
  }
  const passwords = [];
  for (const role of FIRST_ADMINS) {
    const login = role.replace("_", "-");
    const password = `${randomBytes(9).toString("base64url")}7a`;
    const account = await runtime.call(access.actions.openAccount, { login, name: role, password, mustChange: true }, AS_SYSTEM);
    await runtime.call(access.actions.setRoles, { accountId: account.id, roles: [role] }, AS_SYSTEM);
    passwords.push({ login, password });
  }
  const { species } = await seedCatalogue(runtime);
  log(`species master 品种库 ${species}`);
  await runtime.call(calendar.actions.setMarket, { nameZh: "花卉交易中心", nameEn: "Flower market", currency: "CNY", utcOffsetMinutes: 480, cutoverHour: 4, demo: false }, AS_SYSTEM);
  return passwords;
}

/** The command `hualian start`: runs until it is told to stop. */
export async function startForever(options: StartOptions & { json: boolean }): Promise<number> {
  const began = performance.now();
  const say = (line: string): void => void (options.json || process.stderr.write(`  ${line}\n`));
  const started = await start({ ...options, log: say });
  // Before anybody is told that it is open, so that whoever stops it then is heard. Every time, not once: a terminal's Ctrl+C comes a second time through whoever started this.
  const told = new Promise<void>((stop) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stop());
  });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const { logIns } = await started.opened.runtime.call(access.actions.demoLogIns, {}, AS_SYSTEM);
  if (options.json) process.stdout.write(`${JSON.stringify({ url: started.url, pid: process.pid, seconds: Number(seconds), firstPasswords: started.firstPasswords })}\n`);
  else {
    const people = logIns.map((one) => `    ${one.login.padEnd(12)} ${one.name}  (${one.roles.join(", ")})`).join("\n");
    const first = (started.firstPasswords ?? []).map((one) => `    ${one.login.padEnd(16)} ${one.password}`).join("\n");
    process.stdout.write(`\n  花链 is open: ${started.url}   (${seconds} s)\n`);
    if (first !== "") process.stdout.write(`\n  one-time passwords 一次性密码:\n${first}\n`);
    if (people !== "") process.stdout.write(`\n  demonstration log-ins 演示账号 (one click on the log-in page, or the password peony-2026-garden):\n${people}\n`);
    process.stdout.write("\n  Ctrl+C stops it. 按 Ctrl+C 停止。\n");
  }
  await told;
  say("stopping 正在停止");
  await started.stop();
  return 0;
}

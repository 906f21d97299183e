import { spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { request } from "node:http";
import { createInterface } from "node:readline";
import { WebSocket } from "ws";
import { access } from "../src/kernel/access/contract.ts";
import { client, type Client } from "../src/kernel/machinery/client.ts";
import type { Contract } from "../src/kernel/machinery/contract.ts";
import { openLine, type Line, type LineStatus } from "../src/market/clock/screen.ts";
import type { ServerMessage } from "../src/market/clock/wire.ts";

const MAIN = new URL("../src/app/cli/main.ts", import.meta.url).pathname;
const START_TIMEOUT_MS = 90_000;

/** A market running as a process of its own, as an operator would start it. */
export interface MarketProcess {
  readonly url: string;
  readonly data: string;
  readonly firstPasswords: readonly { login: string; password: string }[];
  /** The server is gone at once, as in a power cut; the database goes on. */
  kill(): Promise<void>;
  killDatabase(): void;
  /** Ends in order and removes the data. */
  stop(): Promise<void>;
  /** Starts again on the same data. */
  again(): Promise<MarketProcess>;
}

export interface StartOptions {
  readonly data?: string;
  readonly args?: readonly string[];
  /** Left out: any free port. Fixed, a restarted market is found again by the same screens. */
  readonly port?: number;
}

/** Starts `hualian start` and waits until it answers. */
export async function startProcess(options: StartOptions = {}): Promise<MarketProcess> {
  const data = options.data ?? freshData();
  const args = options.args ?? ["--empty", "--no-pages"];
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", MAIN, "start", "--data", data, "--port", String(options.port ?? 0), "--json", ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const said: string[] = [];
  child.stderr.on("data", (chunk: Buffer) => said.push(String(chunk)));
  const first = await firstLine(child, said);
  const { url, firstPasswords } = JSON.parse(first) as { url: string; firstPasswords: MarketProcess["firstPasswords"] | null };
  const gone = new Promise<void>((done) => child.once("exit", () => done()));
  return {
    url, data, firstPasswords: firstPasswords ?? [],
    async kill() {
      child.kill("SIGKILL");
      await gone;
    },
    killDatabase: () => killDatabase(data),
    async stop() {
      child.kill("SIGINT");
      await gone;
      rmSync(data, { recursive: true, force: true });
    },
    again: () => startProcess({ ...options, data }),
  };
}

function freshData(): string {
  const data = mkdtempSync(join(tmpdir(), "hualian-process-"));
  chmodSync(data, 0o755);
  return data;
}

function killDatabase(data: string): void {
  const inner = join(data, "db", "pg", "postmaster.pid");
  const pid = Number(readFileSync(existsSync(inner) ? inner : join(data, "pg", "postmaster.pid"), "utf8").split("\n")[0]);
  process.kill(pid, "SIGKILL");
}

function firstLine(child: ChildProcess, said: readonly string[]): Promise<string> {
  return new Promise((done, fail) => {
    const timer = setTimeout(() => fail(new Error(`the market did not start: ${said.join("")}`)), START_TIMEOUT_MS);
    child.once("exit", (code) => fail(new Error(`the market ended with ${code}: ${said.join("")}`)));
    createInterface({ input: child.stdout! }).once("line", (line) => {
      clearTimeout(timer);
      done(line);
    });
  });
}

/** Somebody with a browser or a program: logged in, speaking through the public interface only. */
export interface User {
  readonly token: string;
  readonly accountId: string;
  readonly partyId: string | null;
  /** Which of this machine's own addresses he comes from; many people behind one are slowed down together, as they should be. */
  readonly from: string | undefined;
  /** The typed client of a module. */
  on<C extends Contract>(contract: C): Client<C>;
  /** A live screen on a session; `from` says which of this machine's own addresses it comes from. */
  screen(sessionId: string, workplaceId?: string | null, from?: string): LiveScreen;
}

export async function logIn(url: string, login: string, password: string, from?: string): Promise<User> {
  const program = { base: url, newKey: randomUUID, fetch: sendingFrom(from) };
  const { token, who } = await client(access, program).logIn({ login, password });
  return userOf(url, token, who.accountId, who.party?.id ?? null, from);
}

/** The same person at the market's new address. */
export const at = (url: string, user: User): User => userOf(url, user.token, user.accountId, user.partyId, user.from);

/** Nobody: the public side. */
export const visitor = (url: string): Pick<User, "on"> => ({ on: (contract) => client(contract, { base: url, newKey: randomUUID, fetch: asProgram }) });

function userOf(url: string, token: string, accountId: string, partyId: string | null, from?: string): User {
  return {
    token, accountId, partyId, from,
    on: (contract) => client(contract, { base: url, newKey: randomUUID, fetch: sendingFrom(from), token }),
    screen: (sessionId, workplaceId = null, from) => new LiveScreen(url, token, sessionId, workplaceId, from),
  };
}

const asProgram = (url: string, init: { method: string; headers: Record<string, string>; body: string }) =>
  fetch(url, { ...init, headers: { ...init.headers, "x-hualian-client": "program" } });

const sendingFrom = (from: string | undefined) => (from === undefined ? asProgram : (url: string, init: Parameters<typeof asProgram>[1]) => new Promise<Response>((done, fail) => {
  const asked = request(url.replace("localhost", "127.0.0.1"), { method: init.method, headers: { ...init.headers, "x-hualian-client": "program" }, localAddress: from }, (answer) => {
    const parts: Buffer[] = [];
    answer.on("data", (part: Buffer) => parts.push(part)).on("error", fail).on("end", () => done(new Response(Buffer.concat(parts), { status: answer.statusCode! })));
  });
  asked.on("error", fail).end(init.body);
}));

/** Where the live channel is; by number, because the addresses a screen may come from are of the old kind. */
export const liveUrl = (url: string): string => `${url.replace("http", "ws").replace("localhost", "127.0.0.1")}/live`;

interface Pressed {
  readonly clock: number;
  readonly lot: number;
  readonly run: number;
  readonly stepMs: number;
  readonly t0: number;
}

/** The buyer's own screen logic on a real socket. */
export class LiveScreen {
  readonly heard: ServerMessage[] = [];
  readonly line: Line;
  status: LineStatus | null = null;
  readonly #waiting = new Set<() => void>();
  readonly #every = new Set<(message: ServerMessage) => void>();
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(url: string, token: string, session: string, workplaceId: string | null, from?: string) {
    this.line = openLine({
      session, workplaceId,
      onMessages: (messages) => {
        this.heard.push(...messages);
        for (const message of messages) for (const tell of this.#every) tell(message);
        for (const look of this.#waiting) look();
      },
      onStatus: (status) => (this.status = status),
    }, {
      connect: (events) => {
        const socket = new WebSocket(liveUrl(url), { headers: { authorization: `Bearer ${token}` }, ...(from === undefined ? {} : { localAddress: from }) });
        socket.on("open", () => events.open());
        socket.on("message", (data) => events.message(String(data)));
        socket.on("close", (code) => events.closed(code));
        socket.on("error", () => {});
        return { send: (text) => socket.send(text), close: () => socket.close() };
      },
      now: () => performance.now(),
      wall: () => Date.now(),
      random: () => Math.random(),
      after: (ms, fire) => {
        const timer = setTimeout(fire, ms);
        return () => clearTimeout(timer);
      },
    });
  }

  /** The first message that fits, waiting for it if need be. */
  until<K extends ServerMessage["k"]>(k: K, fits: (message: Extract<ServerMessage, { k: K }>) => boolean = () => true, ms = 20_000): Promise<Extract<ServerMessage, { k: K }>> {
    type Wanted = Extract<ServerMessage, { k: K }>;
    const find = (): Wanted | undefined => this.heard.find((message): message is Wanted => message.k === k && fits(message as Wanted));
    return new Promise((done, fail) => {
      const look = (): void => {
        const found = find();
        if (found === undefined) return;
        clearTimeout(timer);
        this.#waiting.delete(look);
        done(found);
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(look);
        fail(new Error(`no "${k}" came; heard: ${this.heard.slice(-12).map((message) => JSON.stringify(message)).join(" ")}`));
      }, ms);
      this.#waiting.add(look);
      look();
    });
  }

  /** Waits for a programme of a run and for the price on the screen to fall to a step, then presses. */
  async pressAt(step: number, quantity: number, run = 0, lot?: number): Promise<number> {
    const programme = await this.#programme(run, lot);
    const tau = step * programme.stepMs + Math.floor(programme.stepMs / 2);
    await new Promise((wake) => setTimeout(wake, Math.max(0, programme.t0 + tau - this.line.now())));
    return this.#press(programme, tau, quantity);
  }

  /** Presses on a known programme when the price has fallen to a step. */
  pressOn(programme: Pressed, step: number, quantity: number): void {
    const tau = step * programme.stepMs + Math.floor(programme.stepMs / 2);
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#press(programme, tau, quantity);
    }, Math.max(0, programme.t0 + tau - this.line.now()));
    this.#timers.add(timer);
  }

  #press({ clock, lot, run }: Pressed, tau: number, quantity: number): number {
    const pressId = this.line.nextPressId();
    this.line.send({ k: "press", clock, lot, run, tau, quantity, pressId });
    return pressId;
  }

  onEvery(tell: (message: ServerMessage) => void): void {
    this.#every.add(tell);
  }

  async #programme(run: number, lot: number | undefined) {
    const fits = (one: { run: number; lot: number }): boolean => one.run === run && (lot === undefined || one.lot === lot);
    const snapshot = await this.until("snapshot");
    const shown = snapshot.clocks.map((clock) => clock.programme).find((one) => one !== null && fits(one));
    return shown ?? (await this.until("programme", fits));
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.line.close();
  }
}

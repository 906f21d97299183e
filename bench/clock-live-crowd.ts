/**
 * The crowd of the bench `clock-live`: thousands of real WebSocket connections in a process of their own, kept light
 * so that what is measured is the server. It is told what to do over the process channel.
 */
import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";
import { createChance, whole } from "../src/engines/clock/chance.ts";
import { clockSync, type ClockSync } from "../src/market/clock/screen.ts";
import type { ServerMessage, WireProgramme } from "../src/market/clock/wire.ts";

export interface CrowdTask {
  readonly port: number;
  readonly session: string;
  readonly connections: number;
  readonly buyers: number;
  readonly pressesPerRun: number;
  /** Milliseconds after T0 at which buyers press. */
  readonly pressFrom: number;
  readonly pressSpread: number;
  readonly seed: number;
}

export interface CrowdReport {
  readonly open: number;
  readonly lost: number;
  /** Of each award heard: key, and when each connection heard it (monotonic milliseconds, the same clock as the server's). */
  readonly heard: readonly { readonly key: string; readonly at: Float64Array }[];
  /** From sending a press to hearing what became of it, and what that was. */
  readonly presses: readonly { readonly ms: number; readonly outcome: string }[];
  readonly cpuSeconds: number;
  readonly rssMiB: number;
}

const CONNECTS_AT_ONCE = 100;
const PING_EVERY_MS = 10_000;
const PING_FAST_MS = 400;
const FIRST_PINGS = 4;
const TEXT = 1;
const PING = 9;
const PONG = 10;

const now = (): number => Number(process.hrtime.bigint()) / 1e6;

/** A client's frame with the mask zero, which leaves the payload as it is. */
function clientFrame(opcode: number, payload: Buffer): Buffer {
  const header = payload.length < 126 ? 6 : 8;
  const frame = Buffer.alloc(header + payload.length);
  frame[0] = 0x80 | opcode;
  if (header === 6) frame[1] = 0x80 | payload.length;
  else {
    frame[1] = 0x80 | 126;
    frame.writeUInt16BE(payload.length, 2);
  }
  payload.copy(frame, header);
  return frame;
}
const say = (message: unknown): Buffer => clientFrame(TEXT, Buffer.from(JSON.stringify(message)));

class Watcher {
  readonly n: number;
  readonly sync: ClockSync = clockSync();
  readonly #crowd: Crowd;
  #socket: Socket;
  #rest: Buffer = Buffer.alloc(0);
  #upgraded = false;
  #pings = 0;
  readonly ready: Promise<void>;
  #isReady: () => void = () => {};

  constructor(n: number, crowd: Crowd, { port, session, buyers }: CrowdTask) {
    this.n = n;
    this.#crowd = crowd;
    this.ready = new Promise((resolve) => (this.#isReady = resolve));
    this.#socket = connect({ port, host: "127.0.0.1", noDelay: true }, () => {
      const key = randomBytes(16).toString("base64");
      this.#socket.write(`GET /live HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\nX-Bench-Buyer: ${n % buyers}\r\n\r\n`);
    });
    this.#socket.on("data", (chunk) => this.#read(chunk));
    this.#socket.on("close", () => crowd.lose());
    this.#socket.on("error", () => {});
    this.#session = session;
  }
  readonly #session: string;

  write(message: unknown): void {
    this.#socket.write(say(message));
  }

  end(): void {
    this.#socket.destroy();
  }

  #ping(): void {
    this.write({ k: "ping", t: now() });
    this.#pings += 1;
    setTimeout(() => this.#ping(), this.#pings < FIRST_PINGS ? PING_FAST_MS : PING_EVERY_MS).unref();
  }

  #read(chunk: Buffer): void {
    const at = now();
    let data = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    if (!this.#upgraded) {
      const end = data.indexOf("\r\n\r\n");
      if (end < 0) {
        this.#rest = data;
        return;
      }
      this.#upgraded = true;
      data = data.subarray(end + 4);
      this.write({ k: "watch", session: this.#session });
    }
    this.#rest = this.#frames(data, at);
  }

  #frames(data: Buffer, at: number): Buffer {
    let from = 0;
    while (data.length - from >= 2) {
      const opcode = data[from]! & 0x0f;
      let length = data[from + 1]! & 0x7f;
      let header = 2;
      if (length === 126) {
        if (data.length - from < 4) break;
        length = data.readUInt16BE(from + 2);
        header = 4;
      } else if (length === 127) {
        if (data.length - from < 10) break;
        length = Number(data.readBigUInt64BE(from + 2));
        header = 10;
      }
      if (data.length - from < header + length) break;
      const payload = data.subarray(from + header, from + header + length);
      if (opcode === TEXT) this.#text(payload, at);
      else if (opcode === PING) this.#socket.write(clientFrame(PONG, Buffer.from(payload)));
      from += header + length;
    }
    return from === data.length ? Buffer.alloc(0) : Buffer.from(data.subarray(from));
  }

  #text(payload: Buffer, at: number): void {
    // A broadcast is parsed once for the whole crowd; only what is this watcher's own is parsed here.
    const broadcast = this.#crowd.broadcastOf(payload);
    if (broadcast !== null) {
      broadcast.hear(at);
      return;
    }
    const parsed = JSON.parse(payload.toString("utf8")) as ServerMessage | ServerMessage[];
    for (const message of Array.isArray(parsed) ? parsed : [parsed]) {
      if (message.k === "snapshot") {
        this.#isReady();
        this.#ping();
        this.#crowd.isOn(message.clocks.flatMap(({ programme }) => (programme === null ? [] : [programme])));
      } else if (message.k === "pong") this.sync.sample(message.t, at, message.s);
      else if (message.k === "won" || message.k === "lost") this.#crowd.answered(this.n, message.clock, message.lot, message.run, message.k, at);
      else if (message.k === "refused" && message.lot !== undefined) this.#crowd.answered(this.n, message.clock!, message.lot, message.run!, message.code, at);
    }
  }
}

class Broadcast {
  readonly bytes: Buffer;
  readonly key: string | null;
  readonly #at: Float64Array;
  #count = 0;

  constructor(bytes: Buffer, key: string | null, connections: number) {
    this.bytes = bytes;
    this.key = key;
    this.#at = new Float64Array(key === null ? 0 : connections);
  }

  hear(at: number): void {
    if (this.key !== null && this.#count < this.#at.length) this.#at[this.#count++] = at;
  }

  get heard(): Float64Array {
    return this.#at.slice(0, this.#count);
  }
}

const PUBLIC_KINDS: ReadonlySet<string> = new Set(["programme", "award", "sold", "passed", "order", "lotAdded", "finished", "desk", "withdrawn", "skipped", "paused", "resumed"]);
const BROADCASTS_REMEMBERED = 64;

class Crowd {
  readonly task: CrowdTask;
  readonly watchers: Watcher[] = [];
  readonly awards: Broadcast[] = [];
  readonly presses: { ms: number; outcome: string }[] = [];
  readonly #recent: Broadcast[] = [];
  readonly #sent = new Map<string, number>();
  readonly #seen = new Set<string>();
  readonly #chance: ReturnType<typeof createChance>;
  lost = 0;
  ending = false;

  constructor(task: CrowdTask) {
    this.task = task;
    this.#chance = createChance(task.seed);
  }

  lose(): void {
    if (!this.ending) this.lost += 1;
  }

  /** The broadcast with these bytes, known already or met for the first time; null for a message to one watcher. */
  broadcastOf(payload: Buffer): Broadcast | null {
    for (let i = this.#recent.length - 1; i >= 0; i--) if (this.#recent[i]!.bytes.equals(payload)) return this.#recent[i]!;
    const text = payload.toString("utf8");
    const parsed = JSON.parse(text) as ServerMessage | ServerMessage[];
    const messages = Array.isArray(parsed) ? parsed : [parsed];
    if (!messages.every(({ k }) => PUBLIC_KINDS.has(k))) return null;
    const award = messages.find((message) => message.k === "award");
    const broadcast = new Broadcast(Buffer.from(payload), award === undefined ? null : `${award.lot}:${award.run}`, this.task.connections);
    this.#recent.push(broadcast);
    if (this.#recent.length > BROADCASTS_REMEMBERED) this.#recent.shift();
    if (award !== undefined) this.awards.push(broadcast);
    this.isOn(messages.filter((message) => message.k === "programme"));
    return broadcast;
  }

  /** A few of the crowd press each run, at about the same moment. */
  isOn(programmes: readonly WireProgramme[]): void {
    const { pressesPerRun, pressFrom, pressSpread } = this.task;
    for (const on of programmes) {
      const key = `${on.lot}:${on.run}`;
      if (this.#seen.has(key)) continue;
      this.#seen.add(key);
      for (let n = 0; n < pressesPerRun; n++) {
        const watcher = this.watchers[whole(this.#chance, 0, this.watchers.length - 1)];
        if (watcher === undefined) continue;
        const wait = on.t0 + pressFrom + whole(this.#chance, 0, pressSpread) - watcher.sync.at(now());
        setTimeout(() => this.#press(watcher, on), Math.max(0, wait)).unref();
      }
    }
  }

  #press(watcher: Watcher, on: WireProgramme): void {
    const at = now();
    const tau = Math.floor(watcher.sync.at(at) - on.t0);
    this.#sent.set(`${watcher.n}:${on.clock}:${on.lot}:${on.run}`, at);
    watcher.write({ k: "press", clock: on.clock, lot: on.lot, run: on.run, tau, quantity: 1, pressId: Math.floor(at * 1_000) * 8_192 + watcher.n });
  }

  answered(n: number, clock: number, lot: number, run: number, outcome: string, at: number): void {
    const key = `${n}:${clock}:${lot}:${run}`;
    const sent = this.#sent.get(key);
    if (sent === undefined) return;
    this.#sent.delete(key);
    this.presses.push({ ms: at - sent, outcome });
  }
}

async function gather(crowd: Crowd): Promise<void> {
  const { connections } = crowd.task;
  for (let from = 0; from < connections; from += CONNECTS_AT_ONCE) {
    const batch = Array.from({ length: Math.min(CONNECTS_AT_ONCE, connections - from) }, (_, i) => new Watcher(from + i, crowd, crowd.task));
    crowd.watchers.push(...batch);
    const late = new Promise<void>((resolve) => setTimeout(resolve, 20_000).unref());
    await Promise.race([Promise.all(batch.map(({ ready }) => ready)), late]);
  }
}

let crowd: Crowd | null = null;
process.on("message", (message: CrowdTask | "report") => {
  if (message !== "report") {
    crowd = new Crowd(message);
    void gather(crowd).then(() => process.send!({ ready: crowd!.watchers.length - crowd!.lost }));
    return;
  }
  const { awards, presses, watchers, lost } = crowd!;
  const { user, system } = process.cpuUsage();
  const report: CrowdReport = {
    open: watchers.length - lost, lost, presses, heard: awards.map((award) => ({ key: award.key!, at: award.heard })),
    cpuSeconds: (user + system) / 1e6, rssMiB: process.memoryUsage().rss / 2 ** 20,
  };
  crowd!.ending = true;
  process.send!(report, () => process.exit(0));
});

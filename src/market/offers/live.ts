import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";
import type { Actor } from "../../kernel/machinery/module.ts";
import type { Runtime } from "../../kernel/machinery/runtime.ts";
import { StockFeed, type Told } from "./feed.ts";
import { isDesk } from "./lines.ts";
import { STOCK_CLOSE, STOCK_PATH, type StockMessage } from "./wire.ts";

/** Screens have nothing to say here. */
const MAX_MESSAGE_BYTES = 64;
const PROBE_EVERY_MS = 20_000;
/** Who listens for longer than this is looked up again: he may have logged out, or act for another party now. */
const IDENTIFY_AGAIN_MS = 60_000;
export interface StockLimits {
  readonly maxConnections: number;
  readonly maxConnectionsPerAddress: number;
  /** Bytes that may wait for a slow screen before it is dropped. */
  readonly maxBufferedBytes: number;
}
const LIMITS: StockLimits = { maxConnections: 20_000, maxConnectionsPerAddress: 1_000, maxBufferedBytes: 1_048_576 };

export interface StockLiveDeps {
  readonly runtime: Runtime;
  identify(request: IncomingMessage): Promise<{ readonly actor: Actor; readonly address: string }>;
  readonly limits?: Partial<StockLimits>;
  readonly log?: (line: string) => void;
}
export interface StockLive {
  readonly connections: number;
  close(): Promise<void>;
}

interface Listener {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  readonly actor: Actor;
  readonly address: string;
  readonly desk: boolean;
  answered: boolean;
  identifiedAt: number;
}

/** Attaches the stock channel to an HTTP server, on its own path; other upgrades are left to others. */
export function attachStock(server: Server, deps: StockLiveDeps): StockLive {
  const channel = new StockChannel(deps);
  const upgrade = (request: IncomingMessage, wire: Duplex, head: Buffer): void => {
    if ((request.url ?? "").split("?")[0] === STOCK_PATH) void channel.upgrade(request, wire, head);
  };
  server.on("upgrade", upgrade);
  return {
    get connections() {
      return channel.connections;
    },
    async close() {
      server.off("upgrade", upgrade);
      await channel.close();
    },
  };
}

class StockChannel {
  readonly #deps: StockLiveDeps;
  readonly #limits: StockLimits;
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES, perMessageDeflate: false, clientTracking: false });
  readonly #listeners = new Set<Listener>();
  readonly #feed: StockFeed;
  readonly #probing: NodeJS.Timeout;

  constructor(deps: StockLiveDeps) {
    this.#deps = deps;
    this.#limits = { ...LIMITS, ...deps.limits };
    this.#feed = new StockFeed(deps.runtime, (told) => this.#tell(told), deps.log);
    this.#probing = setInterval(() => this.#probe(), PROBE_EVERY_MS);
    this.#probing.unref();
  }

  get connections(): number {
    return this.#listeners.size;
  }

  async upgrade(request: IncomingMessage, wire: Duplex, head: Buffer): Promise<void> {
    wire.on("error", () => {});
    const refuse = (line: string): void => void wire.end(`HTTP/1.1 ${line}\r\nConnection: close\r\n\r\n`);
    if (!sameOrigin(request)) return refuse("403 Forbidden");
    try {
      const { actor, address } = await this.#deps.identify(request);
      if (wire.destroyed) return;
      if (actor.accountId === null) return refuse("401 Unauthorized");
      this.#sockets.handleUpgrade(request, wire, head, (socket) => this.#welcome(socket, request, actor, address));
    } catch (error) {
      this.#deps.log?.(`a stock connection could not be identified: ${String(error)}`);
      refuse("503 Service Unavailable");
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#probing);
    await this.#feed.close();
    const closed = [...this.#listeners].map(({ socket }) => new Promise((resolve) => {
      socket.once("close", resolve);
      socket.close(STOCK_CLOSE.shutdown, "shutdown");
      setTimeout(() => socket.terminate(), 1_000).unref();
    }));
    await Promise.all(closed);
  }

  #welcome(socket: WebSocket, request: IncomingMessage, actor: Actor, address: string): void {
    socket.on("error", () => {});
    const here = [...this.#listeners].filter((one) => one.address === address).length;
    if (this.#listeners.size >= this.#limits.maxConnections) return socket.close(STOCK_CLOSE.tooMany, "tooMany");
    if (here >= this.#limits.maxConnectionsPerAddress) return socket.close(STOCK_CLOSE.tooManyHere, "tooManyHere");
    const listener: Listener = { socket, request, actor, address, desk: isDesk(actor), answered: true, identifiedAt: performance.now() };
    this.#listeners.add(listener);
    socket.on("pong", () => (listener.answered = true));
    socket.on("close", () => this.#listeners.delete(listener));
    socket.send(JSON.stringify({ k: "hello", protocol: 1 } satisfies StockMessage));
  }

  #tell(told: readonly Told[]): void {
    for (const { message, audience, desk } of told) {
      const text = JSON.stringify(message);
      for (const listener of this.#listeners) {
        const may = audience === null || (desk && listener.desk) || (listener.actor.partyId !== null && audience.has(listener.actor.partyId));
        if (!may || listener.socket.readyState !== listener.socket.OPEN) continue;
        listener.socket.send(text);
        if (listener.socket.bufferedAmount > this.#limits.maxBufferedBytes) listener.socket.close(STOCK_CLOSE.slow, "slow");
      }
    }
  }

  #probe(): void {
    const now = performance.now();
    for (const listener of this.#listeners) {
      if (!listener.answered) listener.socket.terminate();
      listener.answered = false;
      listener.socket.ping();
      if (now - listener.identifiedAt > IDENTIFY_AGAIN_MS) this.#identifyAgain(listener, now);
    }
  }

  #identifyAgain(listener: Listener, now: number): void {
    listener.identifiedAt = now;
    this.#deps.identify(listener.request).then(({ actor }) => {
      if (actor.accountId !== listener.actor.accountId || actor.partyId !== listener.actor.partyId) listener.socket.close(STOCK_CLOSE.signedOut, "signedOut");
    }).catch(() => {});
  }
}

/** A page of another site may not listen in somebody's name, even where a browser would send his cookie along. */
function sameOrigin(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
}

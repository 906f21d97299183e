/** A live channel on a real port, and screens that speak to it over real sockets. */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocket } from "ws";
import { access } from "../../kernel/access/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import { identify } from "../../app/http.ts";
import { onRightsChanged } from "../../app/rights.ts";
import type { Person } from "../../../tests/market.ts";
import type { LiveLimits } from "./connection.ts";
import { attachLive, type Live } from "./live.ts";
import { openLine, type Line, type LineStatus, type ScreenWorld } from "./screen.ts";
import type { Trial } from "./trial.ts";
import { LIVE_PATH, type ServerMessage } from "./wire.ts";

export interface LiveTrial {
  readonly live: Live;
  readonly url: string;
  /** A session token of a person who has logged in. */
  token(person: Person): Promise<string>;
  close(): Promise<void>;
}

export async function openLiveTrial({ hall, market }: Trial, limits: Partial<LiveLimits> = {}): Promise<LiveTrial> {
  const server = createServer((_request, response) => response.writeHead(404).end());
  const live = attachLive(server, {
    hall, limits,
    identify: async (request: IncomingMessage) => (await identify(market.runtime, { headers: request.headers })).actor,
    // A test stands in for many addresses by saying which; a market takes the socket's.
    address: (request) => String(request.headers["x-test-address"] ?? request.socket.remoteAddress ?? "unknown"),
  });
  const forget = onRightsChanged(market.runtime, (changed) => live.lookAgain(changed));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}${LIVE_PATH}`;
  return {
    live, url,
    async token({ login, password }) {
      return (await market.runtime.call(access.actions.logIn, { login, password }, AS_SYSTEM)).token;
    },
    async close() {
      forget();
      await live.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export interface Screen {
  readonly line: Line;
  readonly heard: ServerMessage[];
  readonly statuses: LineStatus[];
  /** The first message of a kind (that fits), waiting for it if need be. */
  until<K extends ServerMessage["k"]>(k: K, fits?: (message: Extract<ServerMessage, { k: K }>) => boolean): Promise<Extract<ServerMessage, { k: K }>>;
  /** Cuts the wire under the screen, as a lift or a tunnel would. */
  cut(): void;
}

export interface ScreenOptions {
  readonly session: string;
  readonly token?: string;
  readonly workplaceId?: string | null;
  readonly address?: string;
  /** How wrong the screen's own clock is, in milliseconds. */
  readonly clockError?: number;
}

const PATIENCE_MS = 15_000;

export function openScreen(url: string, options: ScreenOptions): Screen {
  const heard: ServerMessage[] = [];
  const statuses: LineStatus[] = [];
  const waiting = new Set<() => void>();
  let socket: WebSocket | null = null;
  const world: ScreenWorld = {
    connect(events) {
      const headers = { ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }), ...(options.address === undefined ? {} : { "x-test-address": options.address }) };
      const opened = new WebSocket(url, { headers });
      socket = opened;
      opened.on("open", () => events.open());
      opened.on("message", (data) => events.message(String(data)));
      opened.on("close", (code) => events.closed(code));
      opened.on("error", () => {});
      return opened;
    },
    now: () => performance.now() + (options.clockError ?? 0),
    wall: () => Date.now(),
    random: () => 0.5,
    after(ms, fire) {
      const timer = setTimeout(fire, ms);
      return () => clearTimeout(timer);
    },
  };
  const line = openLine({
    session: options.session, workplaceId: options.workplaceId ?? null,
    onMessages(messages) {
      heard.push(...messages);
      for (const look of waiting) look();
    },
    onStatus: (status) => void statuses.push(status),
  }, world);
  return {
    line, heard, statuses,
    until: (k, fits = () => true) => new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no ${k} came; heard ${heard.map((message) => message.k).join(" ")}`)), PATIENCE_MS);
      const look = (): void => {
        const found = heard.find((message): message is never => message.k === k && fits(message as never));
        if (found === undefined) return;
        waiting.delete(look);
        clearTimeout(timer);
        resolve(found);
      };
      waiting.add(look);
      look();
    }),
    cut: () => socket?.terminate(),
  };
}

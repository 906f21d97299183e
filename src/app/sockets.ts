import { readFileSync } from "node:fs";
import type { Server } from "node:http";
import type { Socket } from "node:net";
import { Refusal } from "../kernel/machinery/refusal.ts";
import { LIVE_LIMITS, type LiveLimits } from "../market/clock/connection.ts";

/** Sockets of one address, of whatever kind: its live screens, and as many requests beside them. */
export const MAX_SOCKETS_PER_ADDRESS = 2 * LIVE_LIMITS.maxConnectionsPerAddress;
/** Files the server needs for itself: the database, pages, photographs, logs. */
const OWN_FILES = 128;
/** No single address may take more than this part of the files. */
const SHARE = 4;
/** From here on the limits are those of the product and not of the machine. */
export const ROOMY = OWN_FILES + LIVE_LIMITS.maxConnections + MAX_SOCKETS_PER_ADDRESS;
const UNKNOWN = Number.POSITIVE_INFINITY;

/** How many files this process may have open (`ulimit -n`; Node has raised the soft limit to the hard one). Unknown outside Linux. */
export function openFileLimit(): number {
  try {
    const soft = /^Max open files\s+(\d+|unlimited)/m.exec(readFileSync("/proc/self/limits", "utf8"))?.[1];
    return soft === undefined || soft === "unlimited" ? UNKNOWN : Number(soft);
  } catch {
    return UNKNOWN;
  }
}

const share = (files: number): number => Math.max(1, Math.floor(Math.max(0, files - OWN_FILES) / SHARE));

/** A process without files takes nobody in, so where there are few the channel takes fewer screens, and one address a quarter at most. */
export function liveLimits(files: number): Pick<LiveLimits, "maxConnections" | "maxConnectionsPerAddress"> {
  return {
    maxConnections: Math.min(LIVE_LIMITS.maxConnections, Math.max(1, files - OWN_FILES - share(files))),
    maxConnectionsPerAddress: Math.min(LIVE_LIMITS.maxConnectionsPerAddress, Math.max(1, Math.floor(share(files) / 2))),
  };
}

export const socketsPerAddress = (files: number): number => Math.min(MAX_SOCKETS_PER_ADDRESS, share(files));

/** Answered before anything is read: a flood of sockets must not cost more than their own number. */
const TOO_MANY = (() => {
  const body = JSON.stringify(new Refusal("http", "too_many_requests", { limit: "sockets of one address" }).body());
  return `HTTP/1.1 429 Too Many Requests\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nRetry-After: 15\r\nConnection: close\r\n\r\n${body}`;
})();

const LAST_WORD_MS = 1_000;

/** Sockets of one address beyond the limit, silent ones too, are told so and closed; other addresses notice nothing. */
export function guardSockets(server: Server, perAddress: number): void {
  const held = new Map<string, number>();
  const serve = server.listeners("connection") as ((socket: Socket) => void)[];
  server.removeAllListeners("connection");
  server.on("connection", (socket: Socket) => {
    const address = socket.remoteAddress ?? "unknown";
    const count = (held.get(address) ?? 0) + 1;
    held.set(address, count);
    socket.once("close", () => {
      const left = held.get(address)! - 1;
      if (left > 0) held.set(address, left);
      else held.delete(address);
    });
    if (count > perAddress) sendAway(socket);
    else for (const take of serve) take.call(server, socket);
  });
}

/** Nothing he sends is looked at; it is only taken off the wire, so that our answer is not lost with it. */
function sendAway(socket: Socket): void {
  socket.on("error", () => {});
  socket.once("end", () => socket.destroy());
  socket.setTimeout(LAST_WORD_MS, () => socket.destroy());
  socket.resume();
  socket.end(TOO_MANY);
}

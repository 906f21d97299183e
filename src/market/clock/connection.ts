import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";
import type { Actor } from "../../kernel/machinery/module.ts";
import { textFrame } from "./frame.ts";
import { TokenBucket } from "./throttle.ts";
import { CLOSE, type ServerMessage } from "./wire.ts";

export interface LiveLimits {
  readonly maxConnections: number;
  /** A hall full of buyers may stand behind one address. */
  readonly maxConnectionsPerAddress: number;
  readonly maxConnectionsPerAccount: number;
  /** New connections of one account; a press limit of each would mean little if coming back renewed it without end. */
  readonly maxComingsPerSecond: number;
  readonly comingBurst: number;
  readonly maxPressesPerSecond: number;
  readonly pressBurst: number;
  readonly maxWatchesPerSecond: number;
  readonly watchBurst: number;
  /** Of any kind; a screen that says more is closed. */
  readonly maxMessagesPerSecond: number;
  /** Bytes that may wait for a slow screen before it is dropped. */
  readonly maxBufferedBytes: number;
}
export const LIVE_LIMITS: LiveLimits = {
  maxConnections: 20_000, maxConnectionsPerAddress: 1_000, maxConnectionsPerAccount: 12, maxComingsPerSecond: 2, comingBurst: 36, maxPressesPerSecond: 10, pressBurst: 20,
  maxWatchesPerSecond: 1, watchBurst: 10, maxMessagesPerSecond: 60, maxBufferedBytes: 1_048_576,
};

/** Round trips are measured often at first, then now and then. */
const FIRST_PROBES = 5;
const PROBE_FAST_MS = 300;
const PROBE_EVERY_MS = 10_000;
const ROUND_TRIPS = 16;
/** A line that has not answered for this long is dead, whatever the network says. */
const SILENT_AFTER_MS = 30_000;
const LAST_WORD_MS = 2_000;

/** One open socket: who is behind it, how far away he is, how much he may say. */
export class Connection {
  readonly socket: WebSocket;
  readonly #wire: Duplex;
  readonly #limits: LiveLimits;
  readonly actor: Actor;
  readonly address: string;
  readonly presses: TokenBucket;
  readonly messages: TokenBucket;
  /** A snapshot costs more than a word. */
  readonly watches: TokenBucket;
  session: string | null = null;
  workplaceId: string | null = null;
  seatId: string | null = null;
  /** The last broadcast it has been given, in its snapshot or by itself. */
  since = 0;
  gone = false;
  identifiedAt: number;
  #roundTrips: number[] = [];
  #probes = 0;
  #probeAt: number;
  #probed: number | null = null;
  #answeredAt: number;

  constructor(socket: WebSocket, wire: Duplex, actor: Actor, address: string, limits: LiveLimits, now: number) {
    this.socket = socket;
    this.#wire = wire;
    this.#limits = limits;
    this.actor = actor;
    this.address = address;
    this.presses = new TokenBucket(limits.maxPressesPerSecond, limits.pressBurst, now);
    this.messages = new TokenBucket(limits.maxMessagesPerSecond, limits.maxMessagesPerSecond, now);
    this.watches = new TokenBucket(limits.maxWatchesPerSecond, limits.watchBurst, now);
    this.identifiedAt = now;
    this.#probeAt = now;
    this.#answeredAt = now;
    socket.on("pong", () => this.#heardBack(performance.now()));
  }

  /** One-way delay as measured here, whole milliseconds: half the least round trip of late. */
  get delay(): number {
    let least = Number.POSITIVE_INFINITY;
    for (const rtt of this.#roundTrips) if (rtt < least) least = rtt;
    return least === Number.POSITIVE_INFINITY ? 0 : Math.floor(least / 2);
  }

  send(message: ServerMessage | readonly ServerMessage[]): void {
    this.write(textFrame(JSON.stringify(message)));
  }

  /** Writes bytes framed already; a screen that does not take them is dropped, so that it cannot fill the memory. */
  write(frame: Buffer): void {
    if (this.gone || this.socket.readyState !== this.socket.OPEN) return;
    this.#wire.write(frame);
    if (this.#wire.writableLength > this.#limits.maxBufferedBytes) this.close(CLOSE.slow, "slow");
  }

  close(code: number, reason: string): void {
    if (this.gone) return;
    this.gone = true;
    this.socket.close(code, reason);
    setTimeout(() => this.socket.terminate(), LAST_WORD_MS).unref();
  }

  /** Called now and then: measures the line, and gives up one that is silent. */
  tend(now: number): void {
    if (this.gone) return;
    if (now - this.#answeredAt > SILENT_AFTER_MS) {
      this.close(CLOSE.silent, "silent");
      return;
    }
    if (now < this.#probeAt) return;
    this.#probes += 1;
    this.#probeAt = now + (this.#probes < FIRST_PROBES ? PROBE_FAST_MS : PROBE_EVERY_MS);
    // The clock is read as late as can be, because the loop may have been busy since `now`.
    this.#probed = performance.now();
    this.socket.ping();
  }

  #heardBack(now: number): void {
    this.#answeredAt = now;
    if (this.#probed === null) return;
    this.#roundTrips = [...this.#roundTrips, now - this.#probed].slice(-ROUND_TRIPS);
    this.#probed = null;
  }
}

import { hash } from "node:crypto";
import type { World } from "../../kernel/machinery/ids.ts";
import { VirtualClock } from "../../market/clock/host-clock.ts";

/** Local time at which the day of a replay begins: after the market's cut-over, before any auction. */
const OPENING_HOUR = 5;
const HOUR_MS = 3_600_000;

/**
 * Time and chance of a replay. Time passes only when the replay lets it, so that a day of auction takes as long as the
 * machine needs for it; chance comes from the seed.
 */
export class ReplayTime implements World {
  readonly clock = new VirtualClock();
  readonly #offsetHours: number;
  readonly #seed: string;
  #origin = 0;
  #drawn = 0;

  constructor(seed: string, offsetHours: number) {
    this.#seed = seed;
    this.#offsetHours = offsetHours;
  }

  /** It is now the morning of this day (YYYY-MM-DD). */
  beginDay(date: string): void {
    this.#origin = Date.parse(`${date}T00:00:00Z`) + (OPENING_HOUR - this.#offsetHours) * HOUR_MS - this.clock.now();
  }

  now(): Date {
    return new Date(this.#origin + this.clock.now());
  }

  random(bytes: number): Uint8Array {
    const drawn = Buffer.alloc(bytes);
    for (let at = 0; at < bytes; ) at += hash("sha256", `${this.#seed}\u0000${this.#drawn++}`, "buffer").copy(drawn, at);
    return drawn;
  }
}

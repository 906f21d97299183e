/** A small auction hall for stories and models: one call to open it, plain words to act in it. Pure, like the engine. */
import type { EventKind, EventOf, SessionEvent } from "./events.ts";
import type { Programme } from "./programme.ts";
import { apply, createSession, takeEvents } from "./session.ts";
import { sha256 } from "./sha256.ts";
import type { SessionState } from "./state.ts";
import type { ClockSettings, LotEntry, SessionConfig, SessionInput } from "./types.ts";
import { DEFAULT_CLOCK_SETTINGS, DEFAULT_FUTURE_TOLERANCE_MS, DEFAULT_MAX_DELAY_MS } from "./types.ts";

export interface SceneOptions {
  readonly seed?: string;
  readonly id?: string;
  /** What differs from the default settings, one entry a clock. Default: one clock. */
  readonly clocks?: readonly Partial<ClockSettings>[];
  readonly maxDelayMs?: number;
}

/** Header of a demonstration session. */
export function sceneConfig(options: SceneOptions = {}): SessionConfig {
  return {
    id: options.id ?? "2026-11-22/1",
    currency: "CNY",
    seedCommitment: sha256(options.seed ?? "a seed"),
    maxDelayMs: options.maxDelayMs ?? DEFAULT_MAX_DELAY_MS,
    futureToleranceMs: DEFAULT_FUTURE_TOLERANCE_MS,
    clocks: (options.clocks ?? [{}]).map((settings, i) => ({ ...DEFAULT_CLOCK_SETTINGS, name: `clock ${i + 1}`, ...settings })),
  };
}

/** A lot of 100 pots from 5.00 down to 1.00 in steps of 0.05 yuan, at least 10 a press, unless said otherwise. */
export function sceneLot(id: string, change: Partial<LotEntry> = {}): LotEntry {
  return {
    id,
    sellerId: "grower",
    quantity: 100,
    minPress: 10,
    startPrice: 500,
    stepValue: 5,
    floorPrice: 100,
    hasPhoto: true,
    nextChannel: "direct_stock",
    ...change,
  };
}

export const WHOM = { actor: "auctioneer", reason: "as planned" } as const;

/** The events of one kind. */
export function only<K extends EventKind>(events: readonly SessionEvent[], kind: K): EventOf<K>[] {
  return events.filter((event) => event.kind === kind) as EventOf<K>[];
}

/** An open session of which one reads what it says. */
export class Scene {
  readonly state: SessionState;
  /** Everything said since the last `hear`. */
  private heard: SessionEvent[] = [];
  /** Programme on each clock, as published last. */
  readonly programmes: Programme[] = [];
  private pressIds = 0;

  constructor(options: SceneOptions = {}) {
    this.state = createSession(sceneConfig(options), options.seed ?? "a seed");
    this.tell({ kind: "open", t: 0 });
  }

  tell(input: SessionInput): number {
    const answer = apply(this.state, input);
    for (const event of takeEvents(this.state)) {
      if (event.kind === "programmePublished") this.programmes[event.clock] = event;
      this.heard.push(event);
    }
    return answer;
  }

  /** Events since the last call. */
  hear(): SessionEvent[] {
    const events = this.heard;
    this.heard = [];
    return events;
  }

  /** Adds buyers with their limits in fen; they are numbered from 0 in this order. */
  buyers(...limits: number[]): this {
    for (const creditLimit of limits) {
      this.tell({ kind: "addBuyer", t: this.state.now, id: `buyer ${this.state.buyers.count}`, creditLimit, payer: -1 });
    }
    return this;
  }

  lots(clock: number, ...lots: LotEntry[]): this {
    for (const lot of lots) this.tell({ kind: "addLot", t: this.state.now, clock, lot });
    return this;
  }

  start(t: number, clock = 0): this {
    this.tell({ kind: "startClock", t, clock, ...WHOM });
    return this;
  }

  /** The programme on a clock. */
  on(clock = 0): Programme {
    const programme = this.programmes[clock];
    if (programme === undefined) throw new Error(`nothing has been published on clock ${clock}`);
    return programme;
  }

  /**
   * A press on the run now published: made `tau` ms after T0, on a line with this one-way `delay`, arriving when
   * that says (or `late` ms later).
   */
  press(buyer: number, tau: number, quantity: number, more: { clock?: number; delay?: number; late?: number; pressId?: number } = {}): number {
    const { clock = 0, delay = 0, late = 0 } = more;
    const { lot, run, t0 } = this.on(clock);
    this.pressIds += 1;
    const pressId = more.pressId ?? this.pressIds;
    return this.tell({ kind: "press", t: t0 + tau + delay + late, clock, lot, run, buyer, tau, quantity, delay, pressId });
  }

  advance(t: number): this {
    this.tell({ kind: "advance", t });
    return this;
  }
}

/**
 * The buyer's end of the live channel without any browser: session time from pings, coming back after a lost line,
 * press ids, and sending an unanswered press again. Pages, load generators and tests all use this one.
 * Pure: time, chance, timers and the socket are passed in.
 */
import type { ClientMessage, ServerMessage } from "./wire.ts";
import { CLOSE } from "./wire.ts";

/** Pings by which session time is found, quickly at first, then now and then because clocks drift. */
const FIRST_PINGS = 6;
const PING_FAST_MS = 120;
const PING_EVERY_MS = 10_000;
const SAMPLES = 24;
/** A snapshot further off than this is not explained by its way here. */
const HOST_MOVED_MS = 400;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 10_000;
/** After the server has named a limit, knocking again at once is no use. */
const WAIT_AFTER_LIMIT_MS = 15_000;
/** A session without a host sends its snapshot when it has one; should that be missed, it is asked for again after this long. */
const WATCH_AGAIN_MS = 5_000;
const PRESS_IDS_PER_MS = 1_000;

/** Session time as this screen knows it. */
export interface ClockSync {
  /** A ping answered: sent and received by the screen's own clock, `session` the host's time in between. Milliseconds. */
  sample(sent: number, received: number, session: number): void;
  /** A new connection, perhaps to a new host: old samples no longer count. `session` is its time now, as far as the way here lets it be known. */
  restart(local: number, session: number): void;
  /** Session time at a moment of the screen's own clock. */
  at(local: number): number;
  /** Least round trip of late, null before the first answer; session time is right within half of it. */
  roundTrip(): number | null;
}

/**
 * The offset of the ping that was under way for the shortest time: whatever delays a ping makes its answer look late
 * or early, so the quickest one says most (the minimum filter of NTP, RFC 5905).
 */
export function clockSync(): ClockSync {
  let samples: { readonly rtt: number; readonly offset: number }[] = [];
  let offset = 0;
  const best = () => samples.reduce((least, one) => (one.rtt < least.rtt ? one : least));
  return {
    sample(sent, received, session) {
      const rtt = received - sent;
      if (!(rtt >= 0)) return;
      samples = [...samples, { rtt, offset: session - (sent + received) / 2 }].slice(-SAMPLES);
      offset = best().offset;
    },
    restart(local, session) {
      samples = [];
      // What was known is better than a guess, unless the host's time has moved.
      if (Math.abs(session - local - offset) > HOST_MOVED_MS) offset = session - local;
    },
    at: (local) => local + offset,
    roundTrip: () => (samples.length === 0 ? null : best().rtt),
  };
}

/** How long to wait before the next try: doubling up to ten seconds, spread so that a hall of screens does not come back as one. */
export function backoff(tries: number, closeCode: number | null, random: number): number {
  const limited = closeCode === CLOSE.tooManyHere || closeCode === CLOSE.tooManyOfAccount || closeCode === CLOSE.tooMany || closeCode === CLOSE.noise;
  const base = limited ? WAIT_AFTER_LIMIT_MS : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(tries, 10));
  return base * (0.5 + random);
}

/** Numbers for presses and limit orders that this device has not used before: milliseconds since 1970 × 1000, counting on. */
export function pressIds(wall: () => number): () => number {
  let last = 0;
  return () => (last = Math.max(last + 1, Math.floor(wall()) * PRESS_IDS_PER_MS));
}

export interface LineStatus {
  /** `lost`: coming back by itself. `refused`: the server asked this screen to stay away a while (`closeCode`). */
  readonly phase: "connecting" | "live" | "lost" | "refused";
  readonly roundTrip: number | null;
  /** Session time is right within ± this many milliseconds. */
  readonly error: number | null;
  readonly closeCode: number | null;
}

export interface ScreenSocket {
  send(text: string): void;
  close(): void;
}
export interface SocketEvents {
  open(): void;
  message(text: string): void;
  closed(code: number): void;
}
/** The screen's surroundings. */
export interface ScreenWorld {
  connect(events: SocketEvents): ScreenSocket;
  /** Milliseconds, monotonic, any origin. */
  now(): number;
  /** Milliseconds since 1970. */
  wall(): number;
  random(): number;
  after(ms: number, fire: () => void): () => void;
}

export interface LineOptions {
  readonly session: string;
  readonly workplaceId: string | null;
  onMessages(messages: readonly ServerMessage[]): void;
  onStatus(status: LineStatus): void;
}
export interface Line {
  /** Session time now. */
  now(): number;
  send(message: ClientMessage): void;
  nextPressId(): number;
  close(): void;
}

const nothing = (): void => {};
type Press = Extract<ClientMessage, { k: "press" }>;

/** Opens the line and keeps it open until `close`. */
export function openLine(options: LineOptions, world: ScreenWorld): Line {
  const { session, workplaceId, onMessages, onStatus } = options;
  const sync = clockSync();
  const unanswered = new Map<number, Press>();
  let status: LineStatus = { phase: "connecting", roundTrip: null, error: null, closeCode: null };
  let socket: ScreenSocket | null = null;
  let isOpen = false;
  let tries = 0;
  let pings = 0;
  let closed = false;
  let cancelPing = nothing;
  let cancelRetry = nothing;

  const set = (change: Partial<LineStatus>): void => {
    status = { ...status, ...change };
    onStatus(status);
  };
  const write = (message: ClientMessage): void => {
    if (isOpen) socket?.send(JSON.stringify(message));
  };
  const watch = (): void => write({ k: "watch", session, workplaceId });
  const ping = (): void => {
    write({ k: "ping", t: world.now() });
    pings += 1;
    cancelPing = world.after(pings < FIRST_PINGS ? PING_FAST_MS : PING_EVERY_MS, ping);
  };

  const hear = (message: ServerMessage): void => {
    switch (message.k) {
      case "pong":
        sync.sample(message.t, world.now(), message.s);
        set({ roundTrip: sync.roundTrip(), error: (sync.roundTrip() ?? 0) / 2 });
        return;
      case "snapshot":
        sync.restart(world.now(), message.now);
        tries = 0;
        pings = 0;
        cancelPing();
        cancelRetry();
        set({ phase: "live", closeCode: null, roundTrip: null, error: null });
        sendAgain(message);
        ping();
        return;
      case "error":
        if (message.code !== "not_hosted" && message.code !== "busy") return;
        cancelRetry();
        cancelRetry = world.after(WATCH_AGAIN_MS * (0.5 + world.random()), watch);
        return;
      case "ack":
      case "refused":
      case "repeated":
        unanswered.delete(message.pressId);
        return;
      default:
        return;
    }
  };

  /** What was pressed and never answered is pressed again under its own id, if its run is still on: the clock answers an id once. */
  const sendAgain = (snapshot: Extract<ServerMessage, { k: "snapshot" }>): void => {
    for (const press of unanswered.values()) {
      const on = snapshot.clocks[press.clock]?.programme;
      if (on?.lot === press.lot && on.run === press.run) write(press);
      else unanswered.delete(press.pressId);
    }
  };

  const open = (): void => {
    socket = world.connect({
      open() {
        isOpen = true;
        watch();
      },
      message(text) {
        const frame = JSON.parse(text) as ServerMessage | readonly ServerMessage[];
        const messages = Array.isArray(frame) ? (frame as readonly ServerMessage[]) : [frame as ServerMessage];
        for (const message of messages) hear(message);
        onMessages(messages);
      },
      closed(code) {
        isOpen = false;
        cancelPing();
        cancelRetry();
        if (closed) return;
        tries += 1;
        const limited = code >= CLOSE.tooManyHere && code <= CLOSE.tooMany;
        set({ phase: limited ? "refused" : "lost", closeCode: code });
        cancelRetry = world.after(backoff(tries, code, world.random()), open);
      },
    });
  };
  open();

  return {
    now: () => sync.at(world.now()),
    send(message) {
      if (message.k === "press") unanswered.set(message.pressId, message);
      write(message);
    },
    nextPressId: pressIds(() => world.wall()),
    close() {
      closed = true;
      cancelPing();
      cancelRetry();
      socket?.close();
    },
  };
}

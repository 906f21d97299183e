/** The live session as a store outside React: messages come in, screens subscribe to the slice they draw. */
import { priceAt, stepAt } from "../../../../engines/clock/programme.ts";
import { onEveryFrame } from "../../../../ui/frameLoop.ts";
import type { ServerMessage } from "../../wire.ts";
import { declined, firstState, hear, nextDue, pressed, settle } from "./state.ts";
import type { LiveState } from "./state.ts";
import type { Line, LineOptions, LineStatus } from "../../screen.ts";

export interface LiveStore {
  readonly get: () => LiveState;
  readonly subscribe: (onChange: () => void) => () => void;
  readonly line: () => LineStatus;
  readonly subscribeLine: (onChange: () => void) => () => void;
  /** Session time in milliseconds, synchronised with the host. Cheap enough for every frame. */
  readonly now: () => number;
  /** Told of every message after the state has taken it in. */
  readonly onMessage: (listener: (message: ServerMessage) => void) => () => void;
  /** Presses a clock at the step on the screen. Sends first and tells React afterwards. */
  readonly press: (clock: number, quantity: number) => void;
  /** A number for a press or limit order that this device has not used before. */
  readonly nextPressId: () => number;
  readonly close: () => void;
}

/** How the line is opened: the browser's way, or a test's. */
export type Connect = (options: LineOptions) => Line;

const LONGEST_TIMER_MS = 60_000;
const CONNECTING: LineStatus = { phase: "connecting", roundTrip: null, error: null, closeCode: null };

export function openLive(session: string, workplaceId: string | null, connect: Connect): LiveStore {
  let state = firstState(session);
  let status: LineStatus = CONNECTING;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let painted = Number.NEGATIVE_INFINITY;
  const listeners = new Set<() => void>();
  const lineListeners = new Set<() => void>();
  const messageListeners = new Set<(message: ServerMessage) => void>();

  const set = (next: LiveState): void => {
    if (next === state) return;
    state = next;
    clearTimeout(timer);
    const due = nextDue(state) - line.now();
    if (due !== Number.POSITIVE_INFINITY) timer = setTimeout(() => set(settle(state, line.now())), Math.min(LONGEST_TIMER_MS, Math.max(0, due) + 1));
    for (const listener of listeners) listener();
  };
  const line: Line = connect({
    session,
    workplaceId,
    onMessages: (messages) => {
      const now = line.now();
      set(messages.reduce((before, message) => hear(before, message, now), state));
      for (const message of messages) for (const listener of messageListeners) listener(message);
    },
    onStatus: (next) => {
      status = next;
      for (const listener of lineListeners) listener();
    },
  });
  // What was painted last is what the buyer saw; a finger answers that, not the moment its event was handled.
  const stopFrames = onEveryFrame(() => { painted = line.now(); });

  const press = (clock: number, quantity: number): void => {
    const slot = state.slots[clock];
    const programme = slot?.programme ?? null;
    if (slot === undefined || programme === null || slot.phase !== "running" || slot.hold !== null) return;
    if (status.phase !== "live" || state.stalled) return set(declined(state, clock, state.stalled ? "reconnecting" : "not_watching"));
    if (state.seat === null) return set(declined(state, clock, state.signedIn ? "no_seat" : "not_signed_in"));
    const now = line.now();
    const step = stepAt(programme, Math.min(now, painted));
    if (step < 0) return set(declined(state, clock, "before_start"));
    const tau = Math.max(step * programme.stepMs, Math.min(Math.floor(now - programme.t0), (step + 1) * programme.stepMs - 1));
    const pressId = line.nextPressId();
    line.send({ k: "press", clock, lot: programme.lot, run: programme.run, tau, quantity, pressId });
    set(pressed(state, clock, { lot: programme.lot, run: programme.run, step, price: priceAt(programme, step), quantity, pressId }));
  };

  return {
    get: () => state,
    subscribe: (onChange) => { listeners.add(onChange); return () => listeners.delete(onChange); },
    line: () => status,
    subscribeLine: (onChange) => { lineListeners.add(onChange); return () => lineListeners.delete(onChange); },
    now: line.now,
    onMessage: (listener) => { messageListeners.add(listener); return () => messageListeners.delete(listener); },
    press,
    nextPressId: line.nextPressId,
    close: () => { clearTimeout(timer); stopFrames(); line.close(); },
  };
}

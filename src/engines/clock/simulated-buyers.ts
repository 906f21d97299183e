/**
 * Buyers made by chance: who presses when in a run, over what line, and a hall that plays whole sessions with them.
 * For property tests, benches and demonstrations; pure and seeded.
 */
import { normal, whole } from "./chance.ts";
import { CODE, clearEvents, ROW } from "./events.ts";
import { press } from "./press.ts";
import type { Programme } from "./programme.ts";
import { apply } from "./session.ts";
import { NEVER } from "./state.ts";
import type { SessionState } from "./state.ts";

/** A press as it will arrive; times in session milliseconds, `tau` after T0 on the buyer's own screen. */
export interface SimulatedPress {
  readonly arrival: number;
  readonly buyer: number;
  readonly tau: number;
  readonly quantity: number;
  /** What the host would have measured as this buyer's one-way delay. */
  readonly delay: number;
}

/** Who presses in a run, in any order. */
export type Crowd = (programme: Programme) => readonly SimulatedPress[];

/** A line's one-way delay and how much more it may take, evenly spread, in ms. */
export interface Line {
  readonly oneWayMs: number;
  readonly jitterMs: number;
}

/** How long a press takes on a line, in whole ms. */
export function travel(chance: () => number, line: Line): number {
  return line.oneWayMs + whole(chance, 0, line.jitterMs);
}

export interface ReactingCrowd {
  readonly chance: () => number;
  /** Line of each buyer, by index. */
  readonly lines: readonly Line[];
  /** How many of them want the lot on the clock. */
  readonly wanted: number;
  /** Reaction to the price they have waited for, normally distributed, in ms. */
  readonly reactionMs: number;
  readonly deviationMs: number;
  readonly quantity: () => number;
}

/**
 * Buyers who all wait for the same price of a run, which comes somewhere in its upper half, and then react: the
 * case in which milliseconds decide. Each buyer presses at most once a run.
 */
export function reactingCrowd(crowd: ReactingCrowd): Crowd {
  const { chance, lines, wanted, reactionMs, deviationMs, quantity } = crowd;
  return (programme) => {
    const trigger = whole(chance, 0, programme.lastStep >> 1) * programme.stepMs;
    const first = whole(chance, 0, lines.length - 1);
    const stride = 1 + 2 * whole(chance, 0, 5);
    const presses: SimulatedPress[] = [];
    for (let i = 0; i < wanted; i += 1) {
      const buyer = (first + i * stride) % lines.length;
      const tau = trigger + Math.max(0, Math.round(normal(chance, reactionMs, deviationMs)));
      const line = lines[buyer]!;
      // The host measures the quickest of many pings, so the delay it credits holds no jitter.
      presses.push({ arrival: programme.t0 + tau + travel(chance, line), buyer, tau, quantity: quantity(), delay: line.oneWayMs });
    }
    return presses;
  };
}

/** A press as the hall told it to the engine. */
export type PressTap = (
  t: number,
  clock: number,
  lot: number,
  run: number,
  buyer: number,
  tau: number,
  quantity: number,
  delay: number,
  pressId: number,
) => void;

export interface HallOptions {
  readonly crowd: Crowd;
  /** The hall ends after this many presses, or when every clock has finished. */
  readonly maxPresses: number;
  /** Hears every press, for those who want to play the same again. */
  readonly tap?: PressTap;
  /** What is on the clocks already, for a session whose opening events have been taken. */
  readonly programmes?: readonly Programme[];
  /** Sees the session and what it has just said, before the next crowds are made and the events forgotten. */
  readonly watch?: (state: SessionState) => void;
}

export interface HallResult {
  readonly presses: number;
  readonly accepted: number;
  readonly awards: number;
}

/** A press on its way, with the run it is for. */
interface Flying {
  readonly programme: Programme;
  readonly press: SimulatedPress;
}

/** What is on its way to one clock, by arrival. */
interface Air {
  flying: Flying[];
  next: number;
}

/** Plays a session whose clocks have been started. */
export function playHall(state: SessionState, options: HallOptions): HallResult {
  const air = state.clocks.map((): Air => ({ flying: [], next: 0 }));
  const result = { presses: 0, accepted: 0, awards: 0 };
  for (const programme of options.programmes ?? []) takeOff(air, programme, options.crowd);
  listen(state, options, air, result);
  while (result.presses < options.maxPresses) {
    const from = earliest(air);
    const next = from?.flying[from.next];
    if (from === undefined || next === undefined || next.press.arrival > state.nextDue) {
      // A decision publishes a programme, and its presses may come before those already in the air.
      if (state.nextDue === NEVER) break;
      apply(state, { kind: "advance", t: state.nextDue + 1 });
    } else {
      const { clock, lot, run } = next.programme;
      const { arrival, buyer, tau, quantity, delay } = next.press;
      from.next += 1;
      result.presses += 1;
      press(state, arrival, clock, lot, run, buyer, tau, quantity, delay, result.presses);
      options.tap?.(arrival, clock, lot, run, buyer, tau, quantity, delay, result.presses);
    }
    listen(state, options, air, result);
  }
  return result;
}

/** The clock whose next press arrives first. */
function earliest(air: readonly Air[]): Air | undefined {
  let best: Air | undefined;
  let arrival = NEVER;
  for (const one of air) {
    const candidate = one.flying[one.next];
    if (candidate === undefined || candidate.press.arrival >= arrival) continue;
    best = one;
    arrival = candidate.press.arrival;
  }
  return best;
}

/** Hears the session's events: a new programme brings its crowd; presses still under way for the old run stay. */
function listen(
  state: SessionState,
  options: HallOptions,
  air: readonly Air[],
  result: { accepted: number; awards: number },
): void {
  options.watch?.(state);
  const { rows, count } = state.events;
  for (let i = 0; i < count; i += 1) {
    const code = rows[i * ROW];
    if (code === CODE.pressAccepted) result.accepted += 1;
    else if (code === CODE.awarded) result.awards += 1;
    else if (code === CODE.programmePublished) takeOff(air, programmeOfRow(rows, i * ROW + 2), options.crowd);
  }
  clearEvents(state.events);
}

function takeOff(air: readonly Air[], programme: Programme, crowd: Crowd): void {
  const over = air[programme.clock]!;
  const fresh = crowd(programme).map((one): Flying => ({ programme, press: one }));
  over.flying = [...over.flying.slice(over.next), ...fresh].toSorted((a, b) => a.press.arrival - b.press.arrival);
  over.next = 0;
}

function programmeOfRow(rows: Float64Array, at: number): Programme {
  // Whole numbers again, as they are in the messages a host reads.
  const [clock, lot, run, quantity, startPrice, stepValue, stepMs, floorPrice, lastStep, t0] = Int32Array.from(rows.subarray(at, at + 10)) as unknown as Quantities;
  return { clock, lot, run, quantity, startPrice, stepValue, stepMs, floorPrice, lastStep, t0 };
}

type Quantities = [number, number, number, number, number, number, number, number, number, number];

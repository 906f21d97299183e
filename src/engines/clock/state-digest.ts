/** One hash over all of a session's state: two states with the same digest behave the same for ever after. */
import { ANSWER, ANSWERS, SEAT } from "./state.ts";
import type { ClockState, HoldWindow, LotBook, SessionState } from "./state.ts";

function first(column: Float64Array | Int32Array, count: number): number[] {
  return Array.from(column.subarray(0, count));
}

function windowFacts(window: HoldWindow): unknown[] {
  return [window.count, window.count > 0 ? [window.end] : [], window.presses.slice(0, window.count)];
}

function clockFacts(clock: ClockState): unknown[] {
  const { window, queue, head, ...rest } = clock;
  return [rest, queue.slice(head), windowFacts(window)];
}

function lotFacts(lots: LotBook): unknown[] {
  const { clock, status, offered, remaining, runs, restartPrice, minPress, startPrice, stepValue, floorPrice, hasPhoto, nextChannel } = lots;
  const columns = [clock, status, offered, remaining, runs, restartPrice, minPress, startPrice, stepValue, floorPrice, hasPhoto, nextChannel];
  return columns.map((column) => first(column, lots.count));
}

/** Hex SHA-256 of the state. Of the time only what was settled counts, so that an idle `advance` changes nothing. */
export function stateDigest(state: SessionState): string {
  const { lots, buyers, clocks } = state;
  const facts = [
    state.config,
    state.phase,
    state.nextDue,
    state.totals,
    clocks.map(clockFacts),
    [lots.ids, lots.sellers, lotFacts(lots), [...lots.limits].toSorted(([a], [b]) => a - b)],
    [buyers.ids, first(buyers.seats, buyers.count * SEAT.WIDTH)],
    [buyers.answered, first(buyers.answers, (Math.min(buyers.answered, ANSWERS - 1) + 1) * ANSWER.WIDTH)],
  ];
  return state.sha256(JSON.stringify(facts));
}

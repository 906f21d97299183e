/** What becomes due by itself: windows, limit orders, floors. */
import { decide } from "./decide.ts";
import { fireLimits } from "./limits.ts";
import { reachFloor } from "./run.ts";
import type { ClockState, SessionState } from "./state.ts";
import { HOLDING } from "./state.ts";

/**
 * Carries out everything due strictly before `t`, in the order of time, on the same millisecond in the order of the
 * clocks. Strictly: an input of the very millisecond comes first, so that a window includes its last millisecond
 * and an `advance` never changes what another input would have done.
 */
export function settleBefore(state: SessionState, t: number): void {
  while (state.nextDue < t) {
    const due = state.nextDue;
    const clock = dueAt(state, due);
    state.now = due;
    if (clock.phase === HOLDING) decide(state, clock, due);
    else if (clock.limitDue === due) fireLimits(state, clock, due);
    else reachFloor(state, clock, due);
  }
}

function dueAt(state: SessionState, due: number): ClockState {
  const { clocks } = state;
  for (let i = 0; i < clocks.length; i += 1) if (clocks[i]!.due === due) return clocks[i]!;
  throw new Error(`no clock is due at ${due}`);
}

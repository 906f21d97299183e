import { useEffect, useRef } from "react";
import { PRESET_KEYS } from "./pad.ts";

/** Letters that choose a clock directly, in the order of the keyboard's upper rows. */
export const CLOCK_LETTERS = ["Q", "W", "E", "R", "T", "Y", "U", "I", "O", "P", "A", "S", "D", "F", "G", "H", "J", "K", "Z", "X", "C", "V", "B", "N"] as const;

export interface KeyActions {
  readonly press: () => void;
  readonly preset: (index: number) => void;
  readonly rest: () => void;
  readonly clear: () => void;
  /** One step more (+1) or less (−1). */
  readonly nudge: (by: 1 | -1) => void;
  readonly turn: (by: 1 | -1) => void;
  readonly clock: (index: number) => void;
  readonly limit: () => void;
  readonly view: () => void;
  readonly help: () => void;
}

/**
 * The buyer's keyboard. Listens on the window, so that the keys work wherever the mouse has been; stays away from
 * text fields and dialogs, and from a button that the keyboard itself has moved to.
 */
export function useTradingKeys(actions: KeyActions): void {
  const latest = useRef(actions);
  useEffect(() => { latest.current = actions; });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest("input:not([type=radio]), textarea, select, dialog, [popover]") != null) return;
      const press = event.key === " " || event.key === "Enter";
      if (press && target?.closest("button, a, summary") != null && target.matches(":focus-visible")) return;
      if (act(event, press, latest.current)) event.preventDefault();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}

function act(event: KeyboardEvent, press: boolean, actions: KeyActions): boolean {
  // A key that is held down must not buy lot after lot.
  if (press) {
    if (!event.repeat) actions.press();
    return true;
  }
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
  if (digit !== undefined) {
    const number = Number(digit);
    if (number === 0) actions.rest();
    else if (number <= PRESET_KEYS) actions.preset(number - 1);
    return true;
  }
  const letter = CLOCK_LETTERS.findIndex((one) => event.code === `Key${one}`);
  if (letter >= 0 && !event.shiftKey) {
    actions.clock(letter);
    return true;
  }
  const does = {
    Escape: actions.clear, ArrowUp: () => actions.nudge(1), ArrowDown: () => actions.nudge(-1), ArrowLeft: () => actions.turn(-1), ArrowRight: () => actions.turn(1), l: actions.limit, L: actions.limit, m: actions.view, M: actions.view, "?": actions.help,
  }[event.key];
  does?.();
  return does !== undefined;
}

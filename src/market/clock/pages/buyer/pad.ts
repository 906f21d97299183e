import { useCallback, useRef, useState } from "react";

/** A number of sales units, or everything that is left. Nothing chosen: a touch of the dial buys nothing. */
export type Chosen = number | "rest" | null;

export const PRESET_KEYS = 9;
export const DEFAULT_PRESETS: readonly number[] = [10, 20, 30, 50, 80, 100, 150, 200, 300];
const MAX_PRESET = 100_000;

const keyFor = (buyer: string): string => `hualian.clock.presets.${buyer}`;

/** Presets of this buyer on this device. What cannot be read counts as not there. */
export function readPresets(buyer: string): readonly number[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyFor(buyer)) ?? "null");
    if (Array.isArray(kept) && kept.length === PRESET_KEYS && kept.every((one) => Number.isInteger(one) && one > 0 && one <= MAX_PRESET)) return kept as number[];
  } catch {
    // A kiosk without storage trades with the defaults.
  }
  return DEFAULT_PRESETS;
}

function keepPresets(buyer: string, presets: readonly number[]): void {
  try {
    localStorage.setItem(keyFor(buyer), JSON.stringify(presets));
  } catch {
    // They hold until the page is closed.
  }
}

export interface Pad {
  readonly chosen: Chosen;
  readonly presets: readonly number[];
  readonly choose: (chosen: Chosen) => void;
  /** What is chosen at this very moment, read without a render by the press path. */
  readonly current: () => Chosen;
  readonly setPresets: (presets: readonly number[]) => void;
}

export function usePad(buyer: string): Pad {
  const [chosen, setChosen] = useState<Chosen>(null);
  const [presets, setPresetsState] = useState(() => readPresets(buyer));
  const ref = useRef<Chosen>(null);
  const choose = useCallback((next: Chosen) => { ref.current = next; setChosen(next); }, []);
  const setPresets = useCallback((next: readonly number[]) => { keepPresets(buyer, next); setPresetsState(next); }, [buyer]);
  return { chosen, presets, choose, current: () => ref.current, setPresets };
}

/** How many sales units a press asks for. Asking for more than is left gets the rest, so "rest" asks for the whole run. */
export function askedFor(chosen: Chosen, runQuantity: number): number | null {
  return chosen === "rest" ? runQuantity : chosen;
}

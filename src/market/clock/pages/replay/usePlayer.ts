import { useCallback, useEffect, useRef, useState } from "react";
import { onEveryFrame } from "../../../../ui/frameLoop.ts";

/** The slider and the face's state follow the hand this often; the hand itself moves every frame. */
const TELL_EVERY_MS = 60;

export interface Player {
  /** Session time of the replay, read every frame. */
  readonly now: () => number;
  /** The same, as of the last telling. */
  readonly value: number;
  readonly playing: boolean;
  readonly speed: number;
  readonly seek: (t: number) => void;
  readonly play: (playing: boolean) => void;
  readonly setSpeed: (speed: number) => void;
}

/** Time that can be stopped, turned back and quickened. Starts playing at once, as a replay should. */
export function usePlayer(from: number, to: number): Player {
  const at = useRef(from);
  const [value, setValue] = useState(from);
  const [playing, setPlaying] = useState(true);
  const [speed, setSpeed] = useState(1);
  const now = useCallback(() => at.current, []);
  const seek = useCallback((t: number) => { at.current = t; setValue(t); }, []);
  useEffect(() => {
    if (!playing) return;
    let last = performance.now();
    let told = 0;
    return onEveryFrame(() => {
      const moment = performance.now();
      at.current = Math.min(to, at.current + (moment - last) * speed);
      last = moment;
      if (moment - told > TELL_EVERY_MS || at.current >= to) { told = moment; setValue(at.current); }
      if (at.current >= to) setPlaying(false);
    });
  }, [playing, speed, to]);
  const play = useCallback((next: boolean) => {
    if (next && at.current >= to) seek(from);
    setPlaying(next);
  }, [from, to, seek]);
  return { now, value, playing, speed, seek, play, setSpeed };
}

import { useEffect } from "react";
import { onEveryFrame } from "../../../../ui/frameLoop.ts";

/** No message for this long although the line should be open: the page is started afresh. */
export const SILENT_MS = 60_000;
/** No picture for this long although the screen is visible. */
export const FROZEN_MS = 20_000;
/** A line that is lost is coming back by itself; only after this long is the page started afresh. */
export const LOST_MS = 5 * 60_000;
/** Hour of the market's day in which a wall that has run through is started afresh, between sessions. */
export const NIGHT_HOUR = 4;
const LOOK_EVERY_MS = 5_000;
const DAY_MS = 24 * 3_600_000;
const HOUR_MS = 3_600_000;

export interface Vital {
  readonly sinceMessage: number;
  readonly sinceFrame: number;
  readonly sinceStart: number;
  readonly visible: boolean;
  /** The live line is open and messages (at least pongs) are due. */
  readonly live: boolean;
  /** A session's clocks are on the screen: not the moment for the nightly start. */
  readonly selling: boolean;
  /** Hour of the market's day, 0–23. */
  readonly hour: number;
}

/** Why a wall should be started afresh now, or null. Pure, so that weeks of running can be tested in a moment. */
export function whyReload(vital: Vital): "silent" | "frozen" | "lost" | "night" | null {
  if (vital.visible && vital.sinceFrame > FROZEN_MS) return "frozen";
  if (vital.live && vital.sinceMessage > SILENT_MS) return "silent";
  if (!vital.live && vital.selling && vital.sinceMessage > LOST_MS) return "lost";
  // More than a day after the last start, at night; once, because the start sets the count back.
  if (!vital.selling && vital.hour === NIGHT_HOUR && vital.sinceStart > DAY_MS - 2 * HOUR_MS) return "night";
  return null;
}

export interface WatchdogOptions {
  /** Must not change; reads what is true at the moment. */
  readonly look: () => { readonly live: boolean; readonly selling: boolean; readonly lastMessage: number };
  readonly utcOffsetMinutes: number;
}

/** Starts the page afresh when it has stopped living. First asks whether the server answers: a browser's own error page would never come back. */
export function useWatchdog({ look, utcOffsetMinutes }: WatchdogOptions): void {
  useEffect(() => {
    const started = performance.now();
    let lastFrame = started;
    let asking = false;
    const stopFrames = onEveryFrame(() => { lastFrame = performance.now(); });
    const timer = setInterval(() => {
      const now = performance.now();
      const { live, selling, lastMessage } = look();
      const hour = Math.floor(((Date.now() + utcOffsetMinutes * 60_000) % DAY_MS) / HOUR_MS);
      const visible = document.visibilityState === "visible";
      if (!visible) lastFrame = now;
      if (asking || whyReload({ sinceMessage: now - lastMessage, sinceFrame: now - lastFrame, sinceStart: now - started, visible, live, selling, hour }) === null) return;
      asking = true;
      void fetch("/health", { cache: "no-store" })
        .then((answer) => { if (answer.ok) location.reload(); })
        .catch(() => undefined)
        .finally(() => { asking = false; });
    }, LOOK_EVERY_MS);
    return () => { stopFrames(); clearInterval(timer); };
  }, [look, utcOffsetMinutes]);
}

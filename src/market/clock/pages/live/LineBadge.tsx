import type { ReactNode } from "react";
import { ConnectionDot } from "../../../../ui/ConnectionDot.tsx";
import { useWords } from "../../../../ui/Preferences.tsx";
import type { ConnectionQuality } from "../../../../ui/Viewer.tsx";
import type { LineStatus } from "../../screen.ts";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";
import { useLine, useLiveState } from "./useLive.tsx";
import "./line.css";

const FAIR_ABOVE_MS = 120;
const POOR_ABOVE_MS = 350;

export function qualityOf(line: LineStatus, stalled = false): ConnectionQuality {
  if (line.phase !== "live") return "offline";
  if (stalled || (line.roundTrip ?? 0) > POOR_ABOVE_MS) return "poor";
  return (line.roundTrip ?? 0) > FAIR_ABOVE_MS ? "fair" : "good";
}

/** How good the line to the clocks is, and how exactly this screen knows their time. */
export function LineBadge(): ReactNode {
  const words = useWords(zh, en).line;
  const line = useLine();
  const stalled = useLiveState((state) => state.stalled);
  const text = stalled ? words.stalled : line.phase === "live" ? (line.error === null ? words.live : words.error(line.error < 10 ? line.error.toFixed(1) : String(Math.round(line.error)))) : words[line.phase];
  return (
    <span className="live-line" data-bad={line.phase !== "live" || stalled || undefined}>
      <ConnectionDot quality={qualityOf(line, stalled)} roundTrip={line.roundTrip} />
      <small>{text}</small>
    </span>
  );
}

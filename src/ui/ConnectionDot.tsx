import type { ReactNode } from "react";
import { useWords } from "./Preferences.tsx";
import type { ConnectionQuality } from "./Viewer.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "./ConnectionDot.css";

export interface ConnectionDotProps {
  readonly quality: ConnectionQuality;
  /** Round trip in milliseconds. */
  readonly roundTrip?: number | null | undefined;
}

/** Three bars and a number: quality is told by count and by text, never by colour alone. */
export function ConnectionDot({ quality, roundTrip = null }: ConnectionDotProps): ReactNode {
  const words = useWords(zh, en).connection;
  const lit = { good: 3, fair: 2, poor: 1, offline: 0 }[quality];
  const spoken = `${words.label} ${words[quality]}${roundTrip === null ? "" : `, ${words.milliseconds(Math.round(roundTrip))}`}`;
  return (
    <span className="hl-connection" data-quality={quality} title={spoken}>
      <svg viewBox="0 0 16 14" width="16" height="14" aria-hidden="true">
        {[0, 1, 2].map((bar) => (
          <rect key={bar} x={bar * 5.5} y={9 - bar * 4} width="4" height={5 + bar * 4} rx="1" opacity={bar < lit ? 1 : 0.25} fill="currentColor" />
        ))}
      </svg>
      <span aria-hidden="true">{quality === "offline" || roundTrip === null ? words[quality] : `${Math.round(roundTrip)} ms`}</span>
      <span className="hl-hidden">{spoken}</span>
    </span>
  );
}

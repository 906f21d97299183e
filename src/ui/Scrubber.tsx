import type { CSSProperties, ReactNode } from "react";
import { Button } from "./Button.tsx";
import { useWords } from "./Preferences.tsx";
import { Segmented } from "./Segmented.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "./Scrubber.css";

export interface ScrubMark {
  /** Milliseconds on the same axis as `value`. */
  readonly at: number;
  readonly label: string;
  readonly tone?: "orchid" | "leaf" | "pollen" | "cinnabar" | undefined;
}

export interface ScrubberProps {
  /** Session milliseconds. */
  readonly from: number;
  readonly to: number;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly playing: boolean;
  readonly onPlay: (playing: boolean) => void;
  readonly marks?: readonly ScrubMark[] | undefined;
  readonly speed?: number | undefined;
  readonly speeds?: readonly number[] | undefined;
  readonly onSpeed?: ((speed: number) => void) | undefined;
  /** Words for a moment: "13:04:22.150". */
  readonly format: (value: number) => string;
}

/** One arrow press moves this far; the clock's steps are of the same order. */
const NUDGE_MS = 50;

/** The timeline under a replay. The native range gives keyboard, touch and the screen reader's slider. */
export function Scrubber({ from, to, value, onChange, playing, onPlay, marks = [], speed = 1, speeds, onSpeed, format }: ScrubberProps): ReactNode {
  const words = useWords(zh, en).scrubber;
  const span = Math.max(1, to - from);
  const before = marks.filter((mark) => mark.at < value - 1).at(-1);
  const after = marks.find((mark) => mark.at > value + 1);
  return (
    <div className="hl-scrubber">
      <div className="hl-scrubber-keys">
        <Button iconOnly icon="previous" disabled={before === undefined} onClick={() => { if (before) onChange(before.at); }}>{words.back}</Button>
        <Button iconOnly tone="primary" icon={playing ? "pause" : "play"} onClick={() => onPlay(!playing)}>{playing ? words.pause : words.play}</Button>
        <Button iconOnly icon="next" disabled={after === undefined} onClick={() => { if (after) onChange(after.at); }}>{words.forward}</Button>
      </div>
      <div className="hl-scrubber-track" style={{ "--done": `${((value - from) / span) * 100}%` } as CSSProperties}>
        <input type="range" min={from} max={to} step={NUDGE_MS} value={value} aria-label={words.position} aria-valuetext={format(value)} onChange={(event) => onChange(Number(event.currentTarget.value))} />
        <span className="hl-scrubber-marks" aria-hidden="true">
          {marks.map((mark) => <i key={`${mark.at}${mark.label}`} title={mark.label} data-tone={mark.tone} style={{ insetInlineStart: `${((mark.at - from) / span) * 100}%` }} />)}
        </span>
      </div>
      <output>{format(value)}</output>
      {speeds === undefined || onSpeed === undefined ? null : (
        <Segmented label={words.speed} value={String(speed)} onChange={(next) => onSpeed(Number(next))} choices={speeds.map((one) => ({ value: String(one), label: `${one}×` }))} />
      )}
    </div>
  );
}

import type { ReactNode } from "react";
import { useWords } from "./Preferences.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "./Sparkline.css";

export interface SparklineProps {
  /** null where there is no data: the line breaks instead of lying. */
  readonly values: readonly (number | null)[];
  readonly format?: ((value: number) => string) | undefined;
  readonly label?: string | undefined;
  readonly tone?: "ink" | "orchid" | "leaf" | "cinnabar" | "river" | undefined;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

const PAD = 3;

/** SVG path of a series in a w × h box; a gap starts a new stroke, a lone point becomes a dot-long dash. */
export function sparkPath(values: readonly (number | null)[], width: number, height: number): string {
  const known = values.filter((value): value is number => value !== null);
  if (known.length === 0) return "";
  const low = Math.min(...known);
  const span = Math.max(...known) - low;
  const x = (index: number): number => PAD + (values.length < 2 ? 0 : (index / (values.length - 1)) * (width - 2 * PAD));
  const y = (value: number): number => (span === 0 ? height / 2 : height - PAD - ((value - low) / span) * (height - 2 * PAD));
  let path = "";
  let drawing = false;
  values.forEach((value, index) => {
    if (value === null) { drawing = false; return; }
    const point = `${round(x(index))} ${round(y(value))}`;
    path += drawing ? `L${point}` : `M${point}${values[index + 1] == null ? "h0.01" : ""}`;
    drawing = true;
  });
  return path;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

export function Sparkline({ values, format = String, label, tone = "ink", width = 96, height = 28 }: SparklineProps): ReactNode {
  const words = useWords(zh, en).spark;
  const known = values.filter((value): value is number => value !== null);
  const first = known[0];
  const last = known.at(-1);
  const spoken = first === undefined || last === undefined ? words.none : words.trend(format(first), format(last));
  const path = sparkPath(values, width, height);
  const end = /(-?[\d.]+) (-?[\d.]+)(?:h0\.01)?$/.exec(path);
  return (
    <svg className="hl-spark" data-tone={tone} viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={label === undefined ? spoken : `${label}: ${spoken}`}>
      {path === "" ? <path d={`M${PAD} ${height / 2}H${width - PAD}`} strokeDasharray="2 4" /> : <path d={path} />}
      {end === null ? null : <circle cx={end[1]} cy={end[2]} r="2.5" />}
    </svg>
  );
}

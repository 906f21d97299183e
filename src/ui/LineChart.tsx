import { useLayoutEffect, useMemo, useRef, useState } from "react";
import type { KeyboardEvent, PointerEvent, ReactNode } from "react";
import { axisTicks, linePath, scaleOf } from "./chart.ts";
import "./LineChart.css";

export interface ChartPoint {
  /** Place on the horizontal axis; equal steps are equal times. */
  readonly x: number;
  /** What the point is called when it is read out. */
  readonly label: string;
  /** null where nothing was published: the line breaks instead of lying. */
  readonly value: number | null;
  readonly low?: number | null | undefined;
  readonly high?: number | null | undefined;
}
export interface ChartLine {
  readonly key: string;
  readonly name: string;
  readonly points: readonly ChartPoint[];
}
export interface LineChartProps {
  readonly lines: readonly ChartLine[];
  /** What the chart shows, read aloud and printed above it. */
  readonly label: string;
  readonly format: (value: number) => string;
  /** Words under the horizontal axis; those that would touch are left out. */
  readonly ticks: readonly { readonly x: number; readonly label: string }[];
  /** What a point without a number is called. */
  readonly nothing: string;
  readonly height?: number | undefined;
  /** A level drawn as a dashed line, such as the base. */
  readonly reference?: number | undefined;
  /** Opens the records of a point, by click or Enter. */
  readonly onPick?: ((line: ChartLine, point: ChartPoint) => void) | undefined;
}

const LEFT = 46;
const RIGHT = 14;
const TOP = 12;
const BOTTOM = 26;
const TICK_ROOM = 64;
const START_WIDTH = 640;

/**
 * Lines over time, drawn at the size they are seen: letters do not shrink on a phone. The arrow keys walk along the points and each is read
 * out; whoever cannot see it reads the page's table, which holds the same numbers.
 */
export function LineChart({ lines, label, format, ticks, nothing, height = 260, reference, onPick }: LineChartProps): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(START_WIDTH);
  const [cursor, setCursor] = useState<{ readonly line: number; readonly at: number } | null>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const watch = new ResizeObserver(() => setWidth(Math.max(240, element.clientWidth)));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  const scale = useMemo(() => scaleOf(lines, { width, height, left: LEFT, right: RIGHT, top: TOP, bottom: BOTTOM }, reference), [lines, width, height, reference]);
  const drawn = lines[cursor?.line ?? lines.length - 1];
  const point = cursor === null ? undefined : lines[cursor.line]?.points[cursor.at];
  const move = (event: KeyboardEvent): void => {
    const line = cursor?.line ?? lines.length - 1;
    const last = (lines[line]?.points.length ?? 0) - 1;
    const at = cursor?.at ?? last + 1;
    const steps: Readonly<Record<string, () => { line: number; at: number }>> = {
      ArrowLeft: () => ({ line, at: Math.max(0, at - 1) }), ArrowRight: () => ({ line, at: Math.min(last, at + 1) }), Home: () => ({ line, at: 0 }), End: () => ({ line, at: last }),
      ArrowUp: () => ({ line: Math.max(0, line - 1), at: Math.max(0, Math.min(at, (lines[Math.max(0, line - 1)]?.points.length ?? 1) - 1)) }),
      ArrowDown: () => ({ line: Math.min(lines.length - 1, line + 1), at: Math.max(0, Math.min(at, (lines[Math.min(lines.length - 1, line + 1)]?.points.length ?? 1) - 1)) }),
    };
    if (event.key === "Enter" && drawn !== undefined && point !== undefined) onPick?.(drawn, point);
    const step = Object.hasOwn(steps, event.key) ? steps[event.key] : undefined;
    if (step === undefined || last < 0) return;
    event.preventDefault();
    setCursor(step());
  };
  const nearest = (event: PointerEvent<SVGSVGElement>): { line: number; at: number } | null => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return scale.nearest(lines, event.clientX - left, event.clientY - top);
  };
  return (
    <figure className="hl-chart" ref={box}>
      <figcaption>{label}{lines.length < 2 ? null : <span className="hl-chart-key">{lines.map((line, at) => <span key={line.key} data-line={at % 4}>{line.name}</span>)}</span>}</figcaption>
      <svg
        width={width} height={height} viewBox={`0 0 ${width} ${height}`} tabIndex={0} role="application" aria-label={label} data-picks={onPick === undefined ? undefined : true}
        onKeyDown={move} onPointerMove={(event) => setCursor(nearest(event))} onPointerLeave={() => setCursor(null)} onBlur={() => setCursor(null)}
        onClick={() => { if (drawn !== undefined && point !== undefined) onPick?.(drawn, point); }}
      >
        {scale.levels.map((level) => <g key={level} className="hl-chart-level"><line x1={LEFT} x2={width - RIGHT} y1={scale.y(level)} y2={scale.y(level)} /><text x={LEFT - 6} y={scale.y(level)} dy="0.35em" textAnchor="end">{format(level)}</text></g>)}
        {reference === undefined ? null : <line className="hl-chart-base" x1={LEFT} x2={width - RIGHT} y1={scale.y(reference)} y2={scale.y(reference)} />}
        {axisTicks(ticks, scale.x, TICK_ROOM).map((tick) => <text key={tick.x} className="hl-chart-tick" x={scale.x(tick.x)} y={height - 8} textAnchor={scale.x(tick.x) > width - TICK_ROOM / 2 ? "end" : "middle"}>{tick.label}</text>)}
        {lines.map((line, at) => (
          <g key={line.key} data-line={at % 4}>
            {line.points.filter((one) => one.low != null && one.high != null).map((one) => <line key={one.x} className="hl-chart-interval" x1={scale.x(one.x)} x2={scale.x(one.x)} y1={scale.y(one.low!)} y2={scale.y(one.high!)} />)}
            <path className="hl-chart-line" d={linePath(line.points, scale)} />
            {line.points.filter((one) => one.value === null).map((one) => <text key={one.x} className="hl-chart-gap" x={scale.x(one.x)} y={height - BOTTOM - 4} textAnchor="middle">×</text>)}
          </g>
        ))}
        {point === undefined ? null : <line className="hl-chart-cursor" x1={scale.x(point.x)} x2={scale.x(point.x)} y1={TOP} y2={height - BOTTOM} />}
        {point?.value == null ? null : <circle className="hl-chart-dot" cx={scale.x(point.x)} cy={scale.y(point.value)} r="5" />}
      </svg>
      <output className="hl-chart-read" aria-live="polite">{point === undefined ? " " : `${lines.length > 1 && drawn !== undefined ? `${drawn.name} · ` : ""}${point.label} · ${point.value === null ? nothing : format(point.value)}`}</output>
    </figure>
  );
}

import type { ChartLine, ChartPoint } from "./LineChart.tsx";

/** Where numbers stand on a chart; pure, so that it can be tested without a screen. */
export interface ChartBox {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}
export interface ChartScale {
  readonly x: (x: number) => number;
  readonly y: (value: number) => number;
  /** Round numbers to draw level lines at. */
  readonly levels: readonly number[];
  readonly nearest: (lines: readonly ChartLine[], x: number, y: number) => { line: number; at: number } | null;
}

const LEVELS = 5;

export function scaleOf(lines: readonly ChartLine[], box: ChartBox, reference?: number): ChartScale {
  const points = lines.flatMap((line) => line.points);
  const values = points.flatMap((point) => [point.value, point.low ?? null, point.high ?? null]).filter((value): value is number => value !== null);
  if (reference !== undefined) values.push(reference);
  const levels = roundLevels(Math.min(...values, Infinity), Math.max(...values, -Infinity));
  const [low, high] = [levels[0]!, levels.at(-1)!];
  const xs = points.map((point) => point.x);
  const [first, last] = xs.length === 0 ? [0, 1] : [Math.min(...xs), Math.max(...xs)];
  const x = (at: number): number => round(box.left + (last === first ? 0.5 : (at - first) / (last - first)) * (box.width - box.left - box.right));
  const y = (value: number): number => round(box.height - box.bottom - ((value - low) / (high - low)) * (box.height - box.top - box.bottom));
  return {
    x, y, levels,
    nearest(among, px, py) {
      let best: { line: number; at: number } | null = null;
      let distance = Infinity;
      among.forEach((line, number) => line.points.forEach((point, at) => {
        // The nearest in time first; of several lines there the nearest in height.
        const d = Math.abs(x(point.x) - px) * box.height + (point.value === null ? box.height : Math.abs(y(point.value) - py));
        if (d < distance) [best, distance] = [{ line: number, at }, d];
      }));
      return best;
    },
  };
}

/** Round numbers around a range, 1, 2 or 5 times a power of ten apart. */
export function roundLevels(low: number, high: number): number[] {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [0, 1];
  const span = high - low || Math.max(1, Math.abs(high) / 10);
  const rough = span / (LEVELS - 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((times) => times * power).find((one) => one >= rough)!;
  const from = Math.floor((high === low ? low - span / 2 : low) / step);
  const to = Math.max(from + 1, Math.ceil((high === low ? high + span / 2 : high) / step));
  return Array.from({ length: to - from + 1 }, (_, at) => Number(((from + at) * step).toPrecision(12)));
}

/** A stroke through the points; one without a number breaks it, and a lone one becomes a dot. */
export function linePath(points: readonly ChartPoint[], scale: Pick<ChartScale, "x" | "y">): string {
  let [path, drawing] = ["", false];
  points.forEach((point, at) => {
    if (point.value === null) { drawing = false; return; }
    const place = `${scale.x(point.x)} ${scale.y(point.value)}`;
    path += drawing ? `L${place}` : `M${place}${points[at + 1]?.value == null ? "h0.01" : ""}`;
    drawing = true;
  });
  return path;
}

/** The words that have room, from the last to the first, so that the newest always stands. */
export function axisTicks<T extends { readonly x: number }>(ticks: readonly T[], x: (at: number) => number, room: number): T[] {
  const kept: T[] = [];
  for (const tick of ticks.toReversed()) if (kept.length === 0 || x(kept[0]!.x) - x(tick.x) >= room) kept.unshift(tick);
  return kept;
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** Charts as plain geometry, so that the page, the paper and a test see the same one. Units are those of the box. */
import type { TrendPoint } from "./data.ts";

export interface Bar {
  readonly label: string;
  readonly text: string;
  /** Left edge and width of the bar; it begins at the zero line. */
  readonly x: number;
  readonly width: number;
  readonly way: -1 | 0 | 1;
}
export interface Bars {
  /** Where the zero line stands. */
  readonly zero: number;
  readonly bars: readonly Bar[];
}

/** Bars from a common zero line: to the right for rises, to the left for falls, the longest as long as there is room. */
export function barsOf(values: readonly { readonly label: string; readonly text: string; readonly value: number }[], width: number): Bars {
  const most = Math.max(0, ...values.map(({ value }) => value));
  const least = Math.min(0, ...values.map(({ value }) => value));
  const span = most - least;
  const scale = span === 0 ? 0 : width / span;
  const zero = -least * scale;
  return {
    zero,
    bars: values.map(({ label, text, value }) => ({ label, text, way: value > 0 ? 1 : value < 0 ? -1 : 0, x: value < 0 ? zero + value * scale : zero, width: Math.abs(value) * scale })),
  };
}

export interface LinePoint {
  readonly period: string;
  readonly x: number;
  /** null where there is no value: the line breaks instead of lying. */
  readonly y: number | null;
  readonly value: number | null;
}

/** Columns of equal width over the periods, from zero up, so that heights can be compared. */
export function columnsOf(points: readonly TrendPoint[], width: number, height: number): { readonly points: readonly LinePoint[]; readonly step: number; readonly top: number } {
  const top = Math.max(1, ...points.map(({ value }) => value ?? 0));
  const step = points.length === 0 ? width : width / points.length;
  return { top, step, points: points.map(({ period, value }, at) => ({ period, value, x: at * step, y: value === null ? null : height - (value / top) * height })) };
}

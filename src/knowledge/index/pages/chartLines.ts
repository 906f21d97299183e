import type { ChartLine, ChartPoint } from "../../../ui/LineChart.tsx";
import type { PointView } from "../contract.ts";
import type { PageWords } from "./words.zh.ts";

/** A chart's point that knows which number it is. */
export interface PeriodPoint extends ChartPoint {
  readonly period: string;
}
interface Drawn {
  readonly lines: readonly ChartLine[];
  readonly ticks: readonly { readonly x: number; readonly label: string }[];
}
/** Years beside each other on the festival axis; more are a tangle. */
const MAX_YEARS = 4;

const pointAt = (point: PointView, x: number, label: string): PeriodPoint => ({ x, label, period: point.period, value: point.value, low: point.low, high: point.high });

/** One line along the calendar; every period is a step, also one without a number. */
export function calendarLine(points: readonly PointView[], name: string): Drawn {
  return {
    lines: [{ key: name, name, points: points.map((point, x) => pointAt(point, x, `${point.period} (${point.from})`)) }],
    ticks: points.map((point, x) => ({ x, label: point.period.includes("W") ? point.period.slice(2) : point.period.slice(5) })),
  };
}

/** The years laid upon each other by their distance from the Spring Festival; days are days, weeks are weeks. */
export function festivalLines(points: readonly PointView[], words: Pick<PageWords, "weeksFrom" | "festivalYear">): Drawn {
  const daily = points.some((point) => !point.period.includes("W"));
  const place = (point: PointView): number => (daily ? point.festival.days / 7 : point.festival.weeks);
  const years = [...Map.groupBy(points, (point) => point.festival.springFestival)].slice(-MAX_YEARS);
  const xs = [...new Set(points.map((point) => Math.round(place(point))))].toSorted((a, b) => a - b);
  return {
    lines: years.map(([festival, own]): ChartLine => ({
      key: festival, name: words.festivalYear(festival.slice(0, 4)), points: own.map((point) => pointAt(point, place(point), `${words.weeksFrom(Math.round(place(point)))} · ${point.period}`)),
    })),
    ticks: xs.map((x) => ({ x, label: words.weeksFrom(x) })),
  };
}

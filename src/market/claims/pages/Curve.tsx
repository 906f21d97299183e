import type { ReactNode } from "react";
import { clockTime, usePageWords } from "./words.ts";

const WIDTH = 480;
const HEIGHT = 120;
const EDGE = 24;
const CENTI = 100;

/** The temperatures of the way, drawn; the lowest and the highest are also said. */
export function Curve({ points }: { readonly points: readonly { readonly at: string; readonly centi: number }[] }): ReactNode {
  const words = usePageWords().claim;
  const times = points.map((point) => new Date(point.at).getTime());
  const values = points.map((point) => point.centi);
  const [from, to, low, high] = [Math.min(...times), Math.max(...times), Math.min(...values), Math.max(...values)];
  const x = (time: number): number => EDGE + ((time - from) / Math.max(1, to - from)) * (WIDTH - 2 * EDGE);
  const y = (value: number): number => HEIGHT - EDGE - ((value - low) / Math.max(1, high - low)) * (HEIGHT - 2 * EDGE);
  const celsius = (value: number): string => words.celsius((value / CENTI).toFixed(1));
  const says = `${words.temperatures}: ${celsius(low)} – ${celsius(high)}, ${clockTime(points[0]!.at)} – ${clockTime(points.at(-1)!.at)}`;
  return (
    <figure>
      <svg className="claim-curve" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={says}>
        <polyline fill="none" stroke="currentColor" strokeWidth="2" points={points.map((point, n) => `${x(times[n]!).toFixed(1)},${y(point.centi).toFixed(1)}`).join(" ")} />
        {points.length === 1 ? <circle cx={x(from)} cy={y(low)} r="4" fill="currentColor" /> : null}
      </svg>
      <figcaption>{says}</figcaption>
    </figure>
  );
}

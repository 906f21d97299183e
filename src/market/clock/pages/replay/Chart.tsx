import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { PointerEvent, ReactNode, RefObject } from "react";
import { endOf } from "../../../../engines/clock/programme.ts";
import { dialLabels } from "../../../../ui/clock/dial.ts";
import { onEveryFrame } from "../../../../ui/frameLoop.ts";
import { useWords } from "../../../../ui/Preferences.tsx";
import { formatMoney } from "../../../../ui/money.ts";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";
import type { PressMark, Run, Story } from "./story.ts";

const HEIGHT = 300;
const LEFT = 62;
/** Room that a written price takes, in CSS pixels. */
const LABEL_WIDTH = 64;
const LABEL_HEIGHT = 15;
const RIGHT = 14;
const TOP = 16;
const BOTTOM = 26;

export interface ChartProps {
  readonly story: Story;
  readonly currency: string;
  /** Read every frame: the cursor moves without a render. */
  readonly now: () => number;
  readonly onSeek: (t: number) => void;
}

interface Scale {
  readonly width: number;
  readonly x: (t: number) => number;
  readonly y: (price: number) => number;
}

/** The price over time, the presses where they stood on their buyers' screens, and the window in which they were gathered. */
export function Chart({ story, currency, now, onSeek }: ChartProps): ReactNode {
  const words = useWords(zh, en).replay;
  const cursor = useRef<SVGGElement>(null);
  const box = useRef<SVGSVGElement>(null);
  const span = Math.max(1, story.to - story.from);
  const range = Math.max(1, story.topPrice - story.floorPrice);
  const width = useWidth(box);
  const inner = width - LEFT - RIGHT;
  const scale: Scale = {
    width,
    x: (t) => LEFT + ((t - story.from) / span) * inner,
    y: (price) => TOP + ((story.topPrice - price) / range) * (HEIGHT - TOP - BOTTOM),
  };
  useEffect(() => onEveryFrame(() => {
    cursor.current?.setAttribute("transform", `translate(${LEFT + ((Math.min(story.to, Math.max(story.from, now())) - story.from) / span) * inner} 0)`);
  }), [story, now, span, inner]);
  const seek = (event: PointerEvent): void => {
    const rect = box.current?.getBoundingClientRect();
    if (rect === undefined || (event.type === "pointermove" && event.buttons !== 1)) return;
    onSeek(Math.max(story.from, Math.min(story.to, story.from + ((event.clientX - rect.left - LEFT) / inner) * span)));
  };
  const labelled = roomyRuns(story.runs, scale);
  return (
    <svg className="replay-chart" ref={box} viewBox={`0 0 ${width} ${HEIGHT}`} height={HEIGHT} role="img" aria-label={words.chart} onPointerDown={seek} onPointerMove={seek}>
      <Grid story={story} currency={currency} scale={scale} />
      {story.runs.map((run) => <RunLine key={run.run} run={run} scale={scale} currency={currency} labelled={labelled.has(run.run)} />)}
      <g ref={cursor} className="replay-cursor"><line y1={TOP - 8} y2={HEIGHT - BOTTOM + 4} /></g>
    </svg>
  );
}

/** Runs whose price has room to be written: where prices stand close, the first is written and the table below says the others. */
function roomyRuns(runs: readonly Run[], { x, y }: Scale): ReadonlySet<number> {
  const written: { readonly run: number; readonly x: number; readonly y: number }[] = [];
  for (const { run, award } of runs) {
    if (award === null) continue;
    const place = { run, x: x(award.t), y: y(award.price) };
    if (written.every((other) => Math.abs(other.x - place.x) > LABEL_WIDTH || Math.abs(other.y - place.y) > LABEL_HEIGHT)) written.push(place);
  }
  return new Set(written.map((place) => place.run));
}

/** Width of the drawing in CSS pixels, so that letters and dots keep their shape. */
function useWidth(box: RefObject<SVGSVGElement | null>): number {
  const [width, setWidth] = useState(800);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const measure = (): void => setWidth(Math.max(LEFT + RIGHT + 1, element.clientWidth));
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    return () => watch.disconnect();
  }, [box]);
  return width;
}

function Grid({ story, currency, scale }: { readonly story: Story; readonly currency: string; readonly scale: Scale }): ReactNode {
  const line = { startPrice: story.topPrice, stepValue: 1, floorPrice: story.floorPrice };
  const seconds = Math.max(1, Math.ceil(((story.to - story.from) / 1_000) * (60 / scale.width)));
  const first = Math.ceil(story.from / 1_000);
  const marks: number[] = [];
  for (let second = first; second * 1_000 <= story.to; second += seconds) marks.push(second * 1_000);
  return (
    <g className="replay-grid">
      {dialLabels(line, currency, 6).map(({ text, fraction }) => {
        const y = scale.y(story.topPrice - fraction * (story.topPrice - story.floorPrice));
        return <g key={text}><line x1={LEFT} x2={scale.width - RIGHT} y1={y} y2={y} /><text x={LEFT - 8} y={y + 4} textAnchor="end">{text}</text></g>;
      })}
      <g data-floor><line x1={LEFT} x2={scale.width - RIGHT} y1={scale.y(story.floorPrice)} y2={scale.y(story.floorPrice)} /><text x={LEFT - 8} y={scale.y(story.floorPrice) + 4} textAnchor="end">{formatMoney(story.floorPrice, currency, { symbol: false })}</text></g>
      {marks.map((t) => <text key={t} x={scale.x(t)} y={HEIGHT - 8} textAnchor="middle">{((t - (story.runs[0]?.programme.t0 ?? 0)) / 1_000).toFixed(0)} s</text>)}
    </g>
  );
}

/** One run: the price falls in a straight line of steps, the window is shaded, each press is a dot with its way to the host. */
function RunLine({ run, scale, currency, labelled }: { readonly run: Run; readonly scale: Scale; readonly currency: string; readonly labelled: boolean }): ReactNode {
  const { programme, hold, award } = run;
  const { x, y } = scale;
  const until = Math.min(run.ended, endOf(programme));
  const fallen = Math.min(programme.lastStep, Math.max(0, (until - programme.t0) / programme.stepMs));
  const low = Math.max(programme.floorPrice, programme.startPrice - fallen * programme.stepValue);
  return (
    <g className="replay-run">
      {hold === null ? null : <rect className="replay-hold" x={x(hold.from)} width={Math.max(2, x(hold.to) - x(hold.from))} y={TOP - 8} height={HEIGHT - TOP - BOTTOM + 8} />}
      {until > programme.t0 ? <path className="replay-price" d={`M${x(programme.t0)} ${y(programme.startPrice)}L${x(until)} ${y(low)}`} /> : null}
      {award === null ? null : <path className="replay-award" d={`M${x(programme.t0 + award.tau)} ${y(award.price)}H${x(award.t)}`} />}
      {run.presses.map((press, index) => <Press key={index} press={press} scale={scale} />)}
      {award === null || !labelled ? null : <text className="replay-label" x={Math.min(scale.width - 60, x(award.t) + 6)} y={Math.max(TOP + 8, y(award.price) - 8)}>{formatMoney(award.price, currency)}</text>}
    </g>
  );
}

function Press({ press, scale }: { readonly press: PressMark; readonly scale: Scale }): ReactNode {
  const x = scale.x(press.at);
  const y = scale.y(press.price);
  return (
    <g className="replay-press" data-outcome={press.outcome} data-mine={press.mine || undefined}>
      <line x1={x} x2={scale.x(press.arrived)} y1={y} y2={y} />
      {press.outcome === "late" ? <path d={`M${x - 5} ${y - 5}l10 10m0 -10l-10 10`} /> : press.outcome === "won" ? <path d={`M${x} ${y - 8}C${x + 9} ${y - 3} ${x + 7} ${y + 7} ${x} ${y + 8}C${x - 7} ${y + 7} ${x - 9} ${y - 3} ${x} ${y - 8}Z`} /> : <circle cx={x} cy={y} r="5.5" />}
    </g>
  );
}

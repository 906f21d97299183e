import type { ReactNode } from "react";
import { barsOf, columnsOf } from "../../../engines/bulletin/chart.ts";
import type { BulletinData, Language } from "../../../engines/bulletin/data.ts";
import { formatMoney } from "../../../ui/money.ts";
import { moverRows, signedPercent } from "../rules.ts";
import { usePageWords } from "./words.ts";

const BAR_WIDTH = 200;
const BAR_HEIGHT = 10;
const TREND = { width: 300, height: 90, gap: 0.22 } as const;

/** Five up and five down. Names and figures are text of the page, so that they stay readable at any width; only the bars are drawn. */
export function MoverBars({ data, language }: { readonly data: BulletinData; readonly language: Language }): ReactNode {
  const words = usePageWords().bulletin;
  const rows = moverRows(data);
  if (rows.length === 0) return null;
  const { zero, bars } = barsOf(rows.map((row) => ({ label: row.name[language], text: signedPercent(row.change), value: row.change })), BAR_WIDTH);
  return (
    <figure className="bul-chart">
      <figcaption>{words.chartMovers}</figcaption>
      <ol className="bul-bars">
        {bars.map((bar, at) => {
          const { pair } = rows[at]!;
          return (
            <li key={pair.now.key} data-way={bar.way > 0 ? "up" : "down"}>
              <span className="bul-bar-name">{bar.label}</span>
              <span className="bul-bar-price">{formatMoney(pair.before.mean ?? 0, data.currency)} → {formatMoney(pair.now.mean ?? 0, data.currency)}</span>
              <b>{bar.text}</b>
              <svg viewBox={`0 0 ${BAR_WIDTH} ${BAR_HEIGHT}`} preserveAspectRatio="none" aria-hidden="true"><rect x={bar.x} y="1" width={Math.max(bar.width, 1)} height={BAR_HEIGHT - 2} /><path d={`M${zero} 0V${BAR_HEIGHT}`} /></svg>
            </li>
          );
        })}
      </ol>
    </figure>
  );
}

/** The value of the published lines over the last days with trade, from zero up. */
export function TrendColumns({ data }: { readonly data: BulletinData }): ReactNode {
  const words = usePageWords().bulletin;
  const known = data.trend.filter((point) => point.value !== null);
  if (known.length < 2) return null;
  const { points, step } = columnsOf(data.trend, TREND.width, TREND.height);
  const money = (minor: number | null): string => (minor === null ? "—" : formatMoney(minor, data.currency));
  const last = points.at(-1)!;
  return (
    <figure className="bul-chart">
      <figcaption>{words.chartTrend}</figcaption>
      <svg className="bul-columns" viewBox={`0 0 ${TREND.width} ${TREND.height}`} preserveAspectRatio="none" role="img" aria-label={`${words.chartTrend}: ${points.map((point) => `${point.period} ${money(point.value)}`).join(", ")}`}>
        {points.map((point) => (point.y === null ? null : <rect key={point.period} data-last={point === last || undefined} x={point.x + (step * TREND.gap) / 2} width={step * (1 - TREND.gap)} y={point.y} height={TREND.height - point.y} />))}
      </svg>
      <p className="bul-axis"><span>{points[0]!.period}<br />{money(points[0]!.value)}</span><span>{last.period}<br />{money(last.value)}</span></p>
    </figure>
  );
}

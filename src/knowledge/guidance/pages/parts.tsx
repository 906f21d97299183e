import type { ReactNode } from "react";
import { Badge, type BadgeTone } from "../../../ui/Badge.tsx";
import type { Verdict } from "../rules.ts";
import type { MarginView, WeekView } from "../views.ts";
import { money, useAmount, useDay, usePageWords, useTerms } from "./words.ts";
import "./guidance.css";

const TONE: Readonly<Record<Verdict, BadgeTone>> = { plant: "leaf", careful: "pollen", full: "pollen", losing: "cinnabar", unknown: "plain" };
export function VerdictBadge({ verdict }: { readonly verdict: Verdict }): ReactNode {
  return <Badge tone={TONE[verdict]}>{useTerms().verdicts[verdict]}</Badge>;
}

/** The band in which eight margins of ten lie, with the mean; the dashed line is nothing gained and nothing lost. */
export function RiskBand({ margin, currency }: { readonly margin: MarginView; readonly currency: string }): ReactNode {
  const words = usePageWords().list;
  const low = Math.min(margin.low, 0);
  const high = Math.max(margin.high, 0);
  const span = Math.max(1, (high - low) * 1.1);
  const at = (fen: number): string => `${(100 * (fen - low + span * 0.045)) / span}%`;
  return (
    <div>
      <div className="gd-band" role="img" aria-label={`${words.band} ${money(margin.low, currency)} – ${money(margin.high, currency)}`}>
        <i style={{ insetInlineStart: at(margin.low), inlineSize: `${(100 * (margin.high - margin.low)) / span}%` }} /><s style={{ insetInlineStart: at(0) }} /><em style={{ insetInlineStart: at(margin.mean) }} />
      </div>
      <div className="gd-band-ends"><span>{money(margin.low, currency)}</span><span>{words.band}</span><span>{money(margin.high, currency)}</span></div>
    </div>
  );
}

/** A week a line: what others have registered, what is his, what is expected from elsewhere. A withheld figure is hatched, and its length says nothing. */
export function SupplyBars({ weeks, unit, current }: { readonly weeks: readonly WeekView[]; readonly unit: string; readonly current: string }): ReactNode {
  const words = usePageWords().one;
  const amount = useAmount();
  const day = useDay();
  const sumOf = (week: WeekView): number => (week.others.units ?? 0) + week.own + week.arrivals;
  const most = Math.max(1, ...weeks.map(sumOf)) * 1.05;
  const width = (units: number): { inlineSize: string } => ({ inlineSize: `${(100 * units) / most}%` });
  return (
    <>
      <p className="gd-key"><span><i data-of="others" />{words.others}</span><span><i data-of="own" />{words.own}</span><span><i data-of="arrivals" />{words.arrivals}</span></p>
      <ul className="gd-bars">
        {weeks.map((week) => (
          <li key={week.week} aria-current={week.week === current ? "date" : undefined}>
            <span>{day(week.week)}</span>
            <span className="gd-bar" aria-hidden="true">
              {week.others.units === null ? (week.others.why === "nothing" ? null : <i data-of="hidden" style={{ inlineSize: "18%" }} />) : <i data-of="others" style={width(week.others.units)} />}
              {week.own > 0 ? <i data-of="own" style={width(week.own)} /> : null}{week.arrivals > 0 ? <i data-of="arrivals" style={width(week.arrivals)} /> : null}
            </span>
            <small>{words.others} {week.others.units === null ? words.why[week.others.why ?? "nothing"] : `≈ ${amount(week.others.units, unit)}`}{week.own > 0 ? ` · ${words.own} ${amount(week.own, unit)}` : ""}{week.arrivals > 0 ? ` · ${words.arrivals} ${amount(week.arrivals, unit)}` : ""}</small>
          </li>
        ))}
      </ul>
    </>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { daysBetween } from "../../../engines/calendar/day.ts";
import { calendar } from "../../../kernel/calendar/contract.ts";
import { Badge } from "../../../ui/Badge.tsx";
import type { BadgeTone } from "../../../ui/Badge.tsx";
import { DateLeaf } from "../../../ui/DateLeaf.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { useOnline } from "../../../ui/OfflineBar.tsx";
import { usePreferences } from "../../../ui/Preferences.tsx";
import { useViewer } from "../../../ui/Viewer.tsx";
import { useApi } from "../../../ui/api.ts";
import type { ParcelState, PromiseState, Risk, State } from "../rules.ts";
import type { LineTerms, SubstituteView } from "../views.ts";
import { clockTime, perMille, shareOf, useAmount, useLimit, usePooledWords } from "./words.ts";

const STATE_TONE: Readonly<Record<State, BadgeTone>> = { draft: "plain", asked: "pollen", open: "orchid", allocated: "river", closed: "leaf", cancelled: "plain" };
const PROMISE_TONE: Readonly<Record<PromiseState, BadgeTone>> = { standing: "pollen", kept: "leaf", short: "cinnabar", defaulted: "cinnabar", withdrawn: "plain" };
const PARCEL_TONE: Readonly<Record<ParcelState, BadgeTone>> = { expected: "pollen", accepted: "river", shipped: "leaf", returned: "cinnabar", cancelled: "plain" };
const GRAVE: readonly Risk[] = ["stuck", "late", "no_credit", "short_promised"];

/** That something comes instead of what was ordered, and at what part of its price. */
export function Instead({ of: substitute, named = false }: { readonly of: SubstituteView | undefined; readonly named?: boolean | undefined }): ReactNode {
  const words = usePooledWords().substitute;
  const { language } = usePreferences();
  return substitute === undefined ? null : <span className="pooled-instead"><Badge tone="pollen">{words.short}</Badge> {named ? <b>{language === "zh" ? substitute.itemZh : substitute.itemEn}</b> : null} <small>{words.of(language === "zh" ? substitute.forZh : substitute.forEn, perMille(substitute.pricePm))}</small></span>;
}

export function OrderState({ state }: { readonly state: State }): ReactNode {
  return <Badge tone={STATE_TONE[state]}>{usePooledWords().states[state]}</Badge>;
}
export function PromiseBadge({ state }: { readonly state: PromiseState }): ReactNode {
  return <Badge tone={PROMISE_TONE[state]}>{usePooledWords().promiseStates[state]}</Badge>;
}
export function ParcelBadge({ state }: { readonly state: ParcelState }): ReactNode {
  return <Badge tone={PARCEL_TONE[state]}>{usePooledWords().parcelStates[state]}</Badge>;
}
export function RiskBadge({ risk, children }: { readonly risk: Risk; readonly children?: ReactNode }): ReactNode {
  return <Badge tone={GRAVE.includes(risk) ? "cinnabar" : "pollen"}>{usePooledWords().risks[risk]}{children}</Badge>;
}

interface BarProps {
  readonly of: number;
  readonly promised: number;
  readonly graded: number;
  readonly shipped: number;
  /** Left out where lines have different units. */
  readonly unit?: string | undefined;
}
/** One calm bar: what is promised hatched, what the grader accepted, what has left. */
export function ProgressBar({ of, promised, graded, shipped, unit = "" }: BarProps): ReactNode {
  const { bar } = usePooledWords();
  const amount = useAmount();
  const width = (n: number): string => `${of === 0 ? 0 : Math.min(100, (100 * n) / of)}%`;
  const say = (n: number): string => (unit === "" ? shareOf(n, of) : amount(n, unit));
  return (
    <span className="pooled-bar" role="img" aria-label={bar.label(say(promised), say(graded), say(shipped), say(of))}>
      <span data-part="promised" style={{ inlineSize: width(promised) }} />
      <span data-part="graded" style={{ inlineSize: width(graded) }} />
      <span data-part="shipped" style={{ inlineSize: width(shipped) }} />
    </span>
  );
}
export function BarLegend(): ReactNode {
  const { bar } = usePooledWords();
  return <span className="pooled-legend" aria-hidden="true"><i data-part="promised" />{bar.promised}<i data-part="graded" />{bar.graded}<i data-part="shipped" />{bar.shipped}</span>;
}

const NEAR_FESTIVAL_DAYS = 20;
/** The day large with its weekday, in how many days, its lunar date, and the festival it is wanted for if one is near. */
export function DueDay({ on, plain = false }: { readonly on: string; readonly plain?: boolean | undefined }): ReactNode {
  const { due } = usePooledWords();
  const { language } = usePreferences();
  const { businessDate } = useViewer();
  const api = useApi(calendar);
  const { data } = useQuery({ queryKey: ["calendar", "on", on], queryFn: () => api.today({ on }), staleTime: Number.POSITIVE_INFINITY });
  const away = businessDate === null ? null : daysBetween(businessDate, on);
  const near = data?.festivals.filter((one) => one.daysAway >= 0 && one.daysAway <= NEAR_FESTIVAL_DAYS).toSorted((a, b) => a.daysAway - b.daysAway)[0];
  const when = away === null ? "" : away === 0 ? due.today : away === 1 ? due.tomorrow : away > 1 ? due.inDays(away) : due.ago(-away);
  const hint = near === undefined ? "" : near.daysAway === 0 ? due.festivalOn(near[language]) : due.festivalIn(near[language], near.daysAway);
  return (
    <span className="pooled-due" data-plain={plain || undefined} data-today={away === 0 || undefined}>
      <DateLeaf date={on} lunar={data === undefined ? null : { zh: data.lunarZh, en: data.lunarEn }} />
      <small>{[when, hint].filter((one) => one !== "").join(" · ")}</small>
    </span>
  );
}

const MINUTE_MS = 60_000;
const HOUR_MINUTES = 60;
const DAY_MINUTES = 24 * HOUR_MINUTES;
/** Soon enough to be coloured. */
const URGENT_MINUTES = 3 * HOUR_MINUTES;
/** How long one may still answer; counts down by the minute. */
export function Countdown({ until }: { readonly until: string }): ReactNode {
  const { left } = usePooledWords();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE_MS / 2);
    return () => clearInterval(timer);
  }, []);
  const minutes = Math.floor((Date.parse(until) - now) / MINUTE_MS);
  const text = minutes <= 0 ? left.over : minutes >= DAY_MINUTES ? left.days(Math.floor(minutes / DAY_MINUTES), Math.floor((minutes % DAY_MINUTES) / HOUR_MINUTES)) : minutes >= HOUR_MINUTES ? left.hours(Math.floor(minutes / HOUR_MINUTES), minutes % HOUR_MINUTES) : left.minutes(minutes);
  return <span className="pooled-left" data-urgent={minutes < URGENT_MINUTES || undefined}><Icon name="clock" /><b>{text}</b><small>{left.by(clockTime(until))}</small></span>;
}

/** The measured spec, the best grade first: limits and what of the price it gets. */
export function SpecList({ spec }: { readonly spec: LineTerms["spec"] }): ReactNode {
  const { spec: words } = usePooledWords();
  const limit = useLimit();
  return (
    <ul className="pooled-spec">
      {spec.map((one) => (
        <li key={one.grade}>
          <b>{words.grade(one.grade)}</b>
          <span>{one.limits.length === 0 ? words.any : one.limits.map(limit).join(" · ")}</span>
          <small>{one.pricePm === null ? words.notTaken : words.priceAt(perMille(one.pricePm))}</small>
        </li>
      ))}
    </ul>
  );
}

/** Said once above what was read earlier, while there is no network. */
export function OfflineNote(): ReactNode {
  const words = usePooledWords();
  const online = useOnline();
  return online ? null : <p className="pooled-offline" role="status"><Icon name="offline" />{words.offline}</p>;
}

/** A small figure with its name under it; a row of them. */
export function Counts({ counts }: { readonly counts: readonly (readonly [name: string, value: ReactNode])[] }): ReactNode {
  return <dl className="pooled-counts">{counts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>;
}

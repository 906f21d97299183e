import type { CSSProperties, ReactNode } from "react";
import { calendar } from "../../../kernel/calendar/contract.ts";
import { weekday } from "../../../ui/DateLeaf.tsx";
import { usePreferences, useWords } from "../../../ui/Preferences.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { useRead } from "./useRead.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** The ruler reaches to Spring Festival while that is near, else this far. */
const LONGEST_RULER_DAYS = 150;
const SHORT_RULER_DAYS = 120;
const WEEK = 7;

interface Festival {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly date: string;
  readonly daysAway: number;
}

/** The day as the market counts it, and how far the next festivals are: half of a grower's year hangs on them. */
export function DayBand(): ReactNode {
  const words = useWords(zh, en).day;
  const { language } = usePreferences();
  const { data } = useRead(calendar, "today", {});
  if (data === undefined) return <div className="home-day"><Skeleton lines={3} /></div>;
  const [year = 0, month = 1, day = 1] = data.businessDate.split("-").map(Number);
  return (
    <section className="home-day" aria-label={words.title}>
      <div className="home-leaf">
        <time dateTime={data.businessDate}><b>{day}</b></time>
        <div>
          <p className="home-leaf-month"><span>{words.month(month)}</span> <span>{year}</span></p>
          <p>{words.weekdays[weekday(year, month, day)]}</p>
          <p className="home-leaf-lunar">{words.lunar(language === "zh" ? data.lunarZh : data.lunarEn)}</p>
        </div>
      </div>
      <div className="home-spring">
        <Spring days={data.springFestivalDays} />
        <Ruler festivals={data.festivals} />
      </div>
    </section>
  );
}

/** `days` is the place on the festival axis: negative before, positive after. */
function Spring({ days }: { readonly days: number }): ReactNode {
  const words = useWords(zh, en).day;
  if (days === 0) return <p className="home-spring-count"><b>{words.springToday}</b></p>;
  const [before, n, after] = days < 0 ? words.toSpring(-days) : words.afterSpring(days);
  return <p className="home-spring-count">{before} <b>{n}</b> {after}</p>;
}

function Ruler({ festivals }: { readonly festivals: readonly Festival[] }): ReactNode {
  const words = useWords(zh, en).day;
  const { language } = usePreferences();
  const spring = festivals.find((one) => one.id === "spring-festival")?.daysAway ?? SHORT_RULER_DAYS;
  const reach = spring <= LONGEST_RULER_DAYS ? Math.max(spring, WEEK) : SHORT_RULER_DAYS;
  const shown = festivals.filter((one) => one.daysAway <= reach);
  return (
    <ol className="home-ruler" aria-label={words.ruler} style={share("--week", WEEK / reach)}>
      <li className="home-ruler-today" style={share("--at", 0)}><span>{words.today}</span></li>
      {shown.map((one, index) => (
        <li key={one.id} data-row={index % 2} data-spring={one.id === "spring-festival" || undefined} data-end={one.daysAway / reach > 0.9 || undefined} style={share("--at", one.daysAway / reach)}>
          <span>{language === "zh" ? one.zh : one.en} <small>{words.away(one.daysAway)}</small></span>
        </li>
      ))}
    </ol>
  );
}

/** A place on the ruler, handed to the style sheet. */
function share(name: "--at" | "--week", part: number): CSSProperties {
  return { [name]: `${part * 100}%` };
}

import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import type { z } from "zod";
import type { calendar } from "../../../../kernel/calendar/contract.ts";
import type { Output } from "../../../../kernel/machinery/contract.ts";
import { BrandMark, Wordmark } from "../../../../ui/Brand.tsx";
import { DateLeaf } from "../../../../ui/DateLeaf.tsx";
import { usePreferences, useWords } from "../../../../ui/Preferences.tsx";
import type { sessionRow } from "../../views.ts";
import { en as moduleEn } from "../../words.en.ts";
import { zh as moduleZh } from "../../words.zh.ts";

export type Today = Output<typeof calendar.actions.today.output>;
export type SessionRow = z.infer<typeof sessionRow>;

/** Whose market, which day, which session, what time. */
export function WallHead({ today, session }: { readonly today: Today | undefined; readonly session: SessionRow | null }): ReactNode {
  const { language } = usePreferences();
  const states = useWords(moduleZh, moduleEn).sessionStatus;
  return (
    <header className="wall-head">
      <span className="wall-brand"><BrandMark /><Wordmark /></span>
      <h1>{today === undefined ? "" : language === "zh" ? today.market.nameZh : today.market.nameEn}</h1>
      {session === null ? null : <p className="wall-session"><b>{session.title}</b><span>{session.no} · {states[session.status]}</span></p>}
      <span className="wall-gap" />
      {today === undefined ? null : <DateLeaf date={today.businessDate} lunar={{ zh: today.lunarZh, en: `lunar ${today.lunarEn}` }} />}
      <WallTime utcOffsetMinutes={today?.market.utcOffsetMinutes ?? 480} />
    </header>
  );
}

/** The market's time of day, wherever the screen hangs. Written without a render: it runs for weeks. */
function WallTime({ utcOffsetMinutes }: { readonly utcOffsetMinutes: number }): ReactNode {
  const place = useRef<HTMLTimeElement>(null);
  useEffect(() => {
    const write = (): void => {
      const text = new Date(Date.now() + utcOffsetMinutes * 60_000).toISOString().slice(11, 19);
      if (place.current !== null) place.current.textContent = text;
    };
    write();
    const timer = setInterval(write, 1_000);
    return () => clearInterval(timer);
  }, [utcOffsetMinutes]);
  return <time className="wall-time" ref={place} />;
}

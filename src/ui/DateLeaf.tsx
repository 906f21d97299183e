import type { ReactNode } from "react";
import { usePreferences, useWords } from "./Preferences.tsx";
import type { Bilingual } from "./Viewer.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "./DateLeaf.css";

const WEEKDAYS_ZH = ["日", "一", "二", "三", "四", "五", "六"];
const WEEKDAYS_EN = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS_EN = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Day of the week of an ISO date, 0 = Sunday (Sakamoto's method: no time zone can shift it). */
export function weekday(year: number, month: number, day: number): number {
  const shift = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4][month - 1] ?? 0;
  const y = month < 3 ? year - 1 : year;
  return (y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + shift + day) % 7;
}

/** A leaf of the wall calendar: the business date large, the lunar date beside it. */
export function DateLeaf({ date, lunar }: { readonly date: string; readonly lunar?: Bilingual | null | undefined }): ReactNode {
  const { language } = usePreferences();
  const words = useWords(zh, en);
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  const turn = weekday(year, month, day);
  return (
    <span className="hl-leaf-date" title={`${words.businessDate} ${date}`}>
      <span className="hl-hidden">{words.businessDate} </span>
      <time dateTime={date}>
        {language === "zh" ? `${month}月${day}日 周${WEEKDAYS_ZH[turn]}` : `${WEEKDAYS_EN[turn]} ${day} ${MONTHS_EN[month - 1]}`}
      </time>
      {lunar === undefined || lunar === null ? null : <span className="hl-leaf-lunar" lang={language === "zh" ? "zh-CN" : undefined}>{lunar[language]}</span>}
    </span>
  );
}

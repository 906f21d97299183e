import type { ReactNode } from "react";
import { addMonths, daysInMonth } from "../../../../engines/calendar/day.ts";
import { Button } from "../../../../ui/Button.tsx";
import type { BadgeTone } from "../../../../ui/Badge.tsx";
import { useWords } from "../../../../ui/Preferences.tsx";
import type { DeclarationView, VoucherBuyer } from "../../voucher-views.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export const FILE_TONE: Readonly<Record<VoucherBuyer["file"], BadgeTone>> = { none: "plain", made: "leaf", stale: "pollen" };
export const STATE_TONE: Readonly<Record<DeclarationView["state"], BadgeTone>> = { holds: "leaf", over: "pollen", ended: "plain", wrong: "cinnabar" };

/** "2026-11" of a day; the month of nowhere before the day is known. */
export const monthOf = (day: string | null): string => (day ?? "2026-01-01").slice(0, 7);

export function rangeOf(month: string): { from: string; to: string } {
  const [year = 2026, number = 1] = month.split("-").map(Number);
  return { from: `${month}-01`, to: `${month}-${String(daysInMonth(year, number)).padStart(2, "0")}` };
}

/** One month before and after, by two buttons. */
export function MonthBar({ month, onMonth, children }: { readonly month: string; readonly onMonth: (month: string) => void; readonly children?: ReactNode }): ReactNode {
  const words = useWords(zh, en).month;
  const step = (months: number): void => onMonth(addMonths(`${month}-01`, months).slice(0, 7));
  return (
    <div className="settle-days">
      <Button icon="left" iconOnly onClick={() => step(-1)}>{words.previous}</Button>
      <strong className="settle-month">{month}</strong>
      <Button icon="right" iconOnly onClick={() => step(1)}>{words.next}</Button>
      {children}
    </div>
  );
}

/** Some days in a row; on a narrow screen the last one goes under the first. */
export function Days({ from, to }: { readonly from: string; readonly to: string }): ReactNode {
  return from === to ? <span className="settle-nowrap">{from}</span> : <><span className="settle-nowrap">{from} ~</span> <span className="settle-nowrap">{to}</span></>;
}

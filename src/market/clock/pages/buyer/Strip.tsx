import type { ReactNode } from "react";
import { Button } from "../../../../ui/Button.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { useWords } from "../../../../ui/Preferences.tsx";
import { Segmented } from "../../../../ui/Segmented.tsx";
import { LineBadge } from "../live/LineBadge.tsx";
import { useLiveState } from "../live/useLive.tsx";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";

export type HallView = "focus" | "grid";

export interface StripProps {
  readonly title: string;
  readonly currency: string;
  readonly view: HallView;
  readonly onView: (view: HallView) => void;
  readonly onHelp: () => void;
  /** Chooser of workplace, chooser of session. */
  readonly children: ReactNode;
}

/** The line above the clocks: what I may still spend, how good my line is. */
export function Strip({ title, currency, view, onView, onHelp, children }: StripProps): ReactNode {
  const words = useWords(zh, en).hall;
  return (
    <header className="hall-strip">
      <h1>{title}</h1>
      {children}
      <Credit currency={currency} />
      <span className="hall-gap" />
      <LineBadge />
      <span className="hall-strip-tools">
        <Segmented<HallView> label={words.view} value={view} onChange={onView} choices={[{ value: "focus", label: words.viewFocus }, { value: "grid", label: words.viewGrid }]} />
        <Button size="small" tone="quiet" onClick={() => window.open("/clock?view=grid", "_blank", "popup,width=1600,height=900")}>{words.secondScreen}</Button>
        <Button size="small" tone="quiet" icon="info" iconOnly onClick={onHelp}>{words.keys}</Button>
      </span>
    </header>
  );
}

/** Free credit and what has become of the rest; the bar shows the same without words. */
function Credit({ currency }: { readonly currency: string }): ReactNode {
  const words = useWords(zh, en).hall;
  const seat = useLiveState((state) => state.seat);
  if (seat === null) return null;
  const free = seat.allowance - seat.used - seat.held;
  const part = (amount: number): string => `${seat.allowance === 0 ? 0 : (amount / seat.allowance) * 100}%`;
  return (
    <dl className="hall-credit" data-low={free * 10 < seat.allowance || undefined}>
      <div data-main><dt>{words.free}</dt><dd><MoneyText minor={free} currency={currency} /></dd></div>
      <div data-bar aria-hidden="true"><dd><span><i data-used style={{ inlineSize: part(seat.used) }} /><i data-held style={{ inlineSize: part(seat.held) }} /></span></dd></div>
      <div data-more><dt>{words.used}</dt><dd><MoneyText minor={seat.used} currency={currency} /></dd></div>
      {seat.held === 0 ? null : <div data-more><dt>{words.held}</dt><dd><MoneyText minor={seat.held} currency={currency} /></dd></div>}
      <div data-more><dt>{words.seat(seat.no)}</dt><dd><MoneyText minor={seat.allowance} currency={currency} /></dd></div>
    </dl>
  );
}

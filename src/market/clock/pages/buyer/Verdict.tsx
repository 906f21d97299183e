import type { ReactNode } from "react";
import { Icon } from "../../../../ui/Icon.tsx";
import { usePreferences, useWords } from "../../../../ui/Preferences.tsx";
import { formatMoney } from "../../../../ui/money.ts";
import type { Mine } from "../live/slot.ts";
import { useBookSlice, useSlot } from "../live/useLive.tsx";
import { quantityOf, shortNo } from "../lot/facts.tsx";
import { useRefusal } from "../refusal.ts";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";

/** What became of a press, in one sentence. */
export function useMineText(currency: string): (mine: Mine, unit: string | undefined) => { readonly text: string; readonly tone: "leaf" | "pollen" | "cinnabar" } {
  const words = useWords(zh, en).hall;
  const { language } = usePreferences();
  const refusal = useRefusal();
  return (mine, unit) => {
    if (mine.kind === "won") return { tone: "leaf", text: words.won(formatMoney(mine.price, currency), quantityOf(mine.quantity, unit ?? "", language)) + (mine.viaLimit ? words.wonLimit : "") };
    if (mine.kind === "refused") return { tone: "cinnabar", text: refusal(mine.code) };
    if (mine.lateMs !== null) return { tone: "pollen", text: words.late(String(mine.lateMs)) };
    if (mine.byDraw) return { tone: "pollen", text: words.beatenDraw };
    if (mine.steps > 0) return { tone: "pollen", text: words.beatenSteps(String(Math.max(0, mine.ms)), mine.steps) };
    return { tone: "pollen", text: words.beatenMs(String(Math.max(0, mine.ms))) };
  };
}

/** The line below the dial: how the last press on this clock ended. */
export function Verdict({ index, currency }: { readonly index: number; readonly currency: string }): ReactNode {
  const slot = useSlot(index);
  const mine = slot?.mine ?? null;
  const entry = useBookSlice((book) => (mine?.lot == null ? undefined : book.byLot.get(mine.lot)));
  const tell = useMineText(currency);
  const said = mine === null ? null : tell(mine, entry?.unit);
  // Once the next lot is on the clock, the sentence must say which one it is about.
  const past = entry !== undefined && slot?.programme?.lot !== entry.lot;
  return (
    <p className="hall-verdict" role="status" data-tone={said?.tone}>
      {said === null || mine === null ? null : <><Icon name={mine.kind === "won" ? "check" : mine.kind === "refused" ? "stop" : "clock"} /><span>{past ? `${shortNo(entry.lotNo)} ` : null}{said.text}</span></>}
    </p>
  );
}

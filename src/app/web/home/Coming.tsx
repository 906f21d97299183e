import type { ReactNode } from "react";
import { clock } from "../../../market/clock/contract.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { usePreferences, useWords } from "../../../ui/Preferences.tsx";
import { useRead } from "./useRead.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const LOTS_READ = 40;
const LOTS_SHOWN = 6;

/** A few of the lots of the next session, one of each item, with their photographs and start prices. */
export function Coming({ sessionId, currency }: { readonly sessionId: string; readonly currency: string }): ReactNode {
  const words = useWords(zh, en);
  const { language } = usePreferences();
  const { data } = useRead(clock, "queue", { sessionId, limit: LOTS_READ });
  const seen = new Set<string>();
  const lots = (data?.entries ?? []).filter((entry) => entry.photoId !== null && !seen.has(entry.itemId) && seen.add(entry.itemId)).slice(0, LOTS_SHOWN);
  if (lots.length === 0) return null;
  return (
    <ul className="home-coming" aria-label={words.clock.coming}>
      {lots.map((lot) => (
        <li key={lot.entryId}>
          {lot.photoId === null ? <Icon name="photo" /> : <img src={`/photos/${lot.photoId}`} alt="" loading="lazy" width="160" height="120" />}
          <p>{language === "zh" ? lot.itemZh : lot.itemEn}</p>
          <p className="home-dim"><small>{words.clock.startAt}</small> <MoneyText minor={lot.startPrice} currency={currency} per={words.per[lot.unit] ?? lot.unit} /></p>
        </li>
      ))}
    </ul>
  );
}

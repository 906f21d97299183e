import { useState } from "react";
import type { ReactNode } from "react";
import { Badge } from "../../../../ui/Badge.tsx";
import { Button } from "../../../../ui/Button.tsx";
import { Icon } from "../../../../ui/Icon.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { usePreferences, useWords } from "../../../../ui/Preferences.tsx";
import type { QueueEntry } from "../../views.ts";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { useBookSlice, useRereadBook, useSlot } from "../live/useLive.tsx";
import { itemName, quantityOf, shortNo } from "../lot/facts.tsx";
import { photoUrl } from "../lot/LotPhoto.tsx";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";
import { LimitDialog } from "./LimitDialog.tsx";
import type { MyLimits } from "./limits.ts";

export interface UpcomingProps {
  readonly index: number;
  readonly name: string;
  readonly currency: string;
  readonly limits: MyLimits;
  readonly count: number;
}

/** The next lots of a clock, each with its photograph and a place for a limit order. */
export function Upcoming({ index, name, currency, limits, count }: UpcomingProps): ReactNode {
  const words = useWords(zh, en).hall;
  const list = useBookSlice((book) => book.upcoming[index]);
  const waiting = useSlot(index)?.waiting ?? 0;
  const failed = useBookSlice((book) => book.failed);
  const reread = useRereadBook();
  const [asked, setAsked] = useState<QueueEntry | null>(null);
  return (
    <section className="hall-panel hall-next" aria-label={words.nextOn(name)}>
      <header><h2>{words.nextOn(name)}</h2><small>{words.toGo(Math.max(waiting, list?.length ?? 0))}</small></header>
      {list === undefined && failed ? <p className="hall-none">{words.nextFailed} <Button size="small" icon="replay" onClick={reread}>{words.nextRetry}</Button></p> : list === undefined ? <Skeleton lines={count} height="2.5rem" /> : list.length === 0 ? <p className="hall-none">{words.nextNone}</p> : (
        <ol>
          {list.slice(0, count).map((entry) => <NextLot key={entry.entryId} entry={entry} currency={currency} limit={limits.of(entry.lotId)?.price ?? null} onAsk={setAsked} mayPlace={limits.mayPlace} />)}
        </ol>
      )}
      <LimitDialog entry={asked} currency={currency} limits={limits} onClose={() => setAsked(null)} />
    </section>
  );
}

function NextLot({ entry, currency, limit, mayPlace, onAsk }: { readonly entry: QueueEntry; readonly currency: string; readonly limit: number | null; readonly mayPlace: boolean; readonly onAsk: (entry: QueueEntry) => void }): ReactNode {
  const words = useWords(zh, en);
  const { language } = usePreferences();
  return (
    <li>
      <span className="hall-next-photo">{entry.photoId === null ? <Icon name="photo" /> : <img src={photoUrl(entry.photoId)} alt="" loading="lazy" decoding="async" />}</span>
      <span className="hall-next-lot">
        <b>{itemName(entry, language)}</b>
        <small><span title={entry.lotNo}>{shortNo(entry.lotNo)}</span>{entry.grade === null ? null : <Badge tone={entry.grade === "A" ? "leaf" : "plain"}>{entry.grade}</Badge>}<span>{quantityOf(entry.remaining, entry.unit, language)}</span></small>
        <small><span>{words.lot.startShort} <MoneyText minor={entry.startPrice} currency={currency} /></span>{entry.recentPrice === null ? null : <span>{words.lot.recentShort} <MoneyText minor={entry.recentPrice} currency={currency} /></span>}</small>
      </span>
      {mayPlace ? (
        <Button size="small" tone={limit === null ? "plain" : "quiet"} aria-label={`${words.hall.placeLimit} ${entry.lotNo}`} onClick={() => onAsk(entry)}>
          {limit === null ? words.hall.placeLimit : <MoneyText minor={limit} currency={currency} />}
        </Button>
      ) : null}
    </li>
  );
}

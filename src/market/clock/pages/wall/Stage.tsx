import { useCallback, useEffect, useRef } from "react";
import type { ReactNode } from "react";
import type { Output } from "../../../../kernel/machinery/contract.ts";
import { ClockFace } from "../../../../ui/clock/ClockFace.tsx";
import { Icon } from "../../../../ui/Icon.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { usePreferences, useWords } from "../../../../ui/Preferences.tsx";
import type { clock } from "../../contract.ts";
import type { QueueEntry } from "../../views.ts";
import { faceOf } from "../live/face.ts";
import { useBook, useBookSlice, useLine, useLiveState, useLotOn, useNow, useSlot, useStore } from "../live/useLive.tsx";
import { useConnected, useFaceWords } from "../buyer/FocusClock.tsx";
import { itemName, quantityOf, unitAfter, useLotNote } from "../lot/facts.tsx";
import { LotPhoto, photoUrl } from "../lot/LotPhoto.tsx";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";
import { Totals } from "./Totals.tsx";
import { useWatchdog } from "./useWatchdog.ts";

export type Board = Output<typeof clock.actions.board.output>;

const AWARDS_SHOWN = 11;
/** Three clocks stand as columns, one and two fill a row: each arrangement has room for so many lots to come. */
const NEXT_SHOWN = { row: 5, columns: 3, grid: 2, many: 0 } as const;
type Arrangement = keyof typeof NEXT_SHOWN;

function arrangementOf(clocks: number): { readonly name: Arrangement; readonly columns: number } {
  if (clocks <= 2) return { name: "row", columns: Math.max(1, clocks) };
  if (clocks === 3) return { name: "columns", columns: 3 };
  if (clocks === 4) return { name: "grid", columns: 2 };
  return { name: "many", columns: clocks <= 9 ? 3 : 4 };
}

export interface StageProps {
  readonly head: ReactNode;
  readonly board: Board;
  readonly utcOffsetMinutes: number;
}

/** The hall while clocks run. */
export function Stage({ head, board, utcOffsetMinutes }: StageProps): ReactNode {
  const words = useWords(zh, en).wall;
  const connected = useLine().phase === "live";
  useWallWatchdog(utcOffsetMinutes);
  const currency = board.session?.currency ?? "CNY";
  const { name, columns } = arrangementOf(board.clocks.length);
  return (
    <div className="wall" data-clocks={name === "many" ? "many" : "few"} data-arrangement={name}>
      {head}
      <div className="wall-clocks" style={{ "--columns": columns } as Record<string, number>}>
        {board.clocks.map(({ clock: index, settings }) => <WallClock key={index} index={index} name={settings.name} currency={currency} next={NEXT_SHOWN[name]} />)}
      </div>
      <aside className="wall-side">
        <Totals board={board} currency={currency} />
        <Awards board={board} currency={currency} />
      </aside>
      <footer className="wall-foot"><span>{connected ? words.anonymous : words.offline}</span><span>{words.commitment} {board.session?.commitment}</span></footer>
    </div>
  );
}

function useWallWatchdog(utcOffsetMinutes: number): void {
  const store = useStore();
  const last = useRef(performance.now());
  useEffect(() => store.onMessage(() => { last.current = performance.now(); }), [store]);
  const look = useCallback(() => ({ live: store.line().phase === "live", selling: true, lastMessage: last.current }), [store]);
  useWatchdog({ look, utcOffsetMinutes });
}

function WallClock({ index, name, currency, next }: { readonly index: number; readonly name: string; readonly currency: string; readonly next: number }): ReactNode {
  const { language } = usePreferences();
  const slot = useSlot(index);
  const entry = useLotOn(slot);
  const now = useNow();
  const words = useFaceWords();
  const note = useLotNote();
  const connected = useConnected();
  if (slot === undefined) return <div className="wall-cell" />;
  const face = faceOf(slot, connected, words);
  return (
    <div className="wall-cell">
      <ClockFace
        name={name} lotNumber={entry?.lotNo} lotTitle={entry === undefined ? undefined : itemName(entry, language)} lotNote={entry === undefined ? undefined : note(entry)}
        programme={face.programme} state={face.state} now={now} left={face.left} unit={entry === undefined ? "" : unitAfter(entry.unit, face.left ?? 2, language)} per={entry === undefined ? undefined : unitAfter(entry.unit, 1, language)}
        currency={currency} topPrice={face.topPrice ?? entry?.startPrice} size="wall" photo={entry?.photoId == null ? undefined : <LotPhoto entry={entry} />} facts={next === 0 ? undefined : <NextLots index={index} shown={next} />}
      />
    </div>
  );
}

function NextLots({ index, shown }: { readonly index: number; readonly shown: number }): ReactNode {
  const words = useWords(zh, en).wall;
  const next = useBookSlice((book) => book.upcoming[index]);
  if (next === undefined || next.length === 0) return null;
  return (
    <section className="wall-next">
      <h2>{words.next}</h2>
      <ol>{next.slice(0, shown).map((entry) => <NextLot key={entry.entryId} entry={entry} />)}</ol>
    </section>
  );
}

function NextLot({ entry }: { readonly entry: QueueEntry }): ReactNode {
  const { language } = usePreferences();
  return (
    <li>
      <span className="wall-next-photo">{entry.photoId === null ? <Icon name="pot" /> : <img src={photoUrl(entry.photoId)} alt="" decoding="async" />}</span>
      <span><b>{itemName(entry, language)}</b><small>{entry.lotNo} · {quantityOf(entry.remaining, entry.unit, language)}</small></span>
    </li>
  );
}

interface Deal {
  readonly key: string;
  readonly name: string;
  readonly no: string;
  readonly price: number;
  readonly quantity: number;
  readonly unit: string;
  readonly fresh: boolean;
}

/** The latest deals, newest on top: those heard live, then those of before this screen was switched on. */
function Awards({ board, currency }: { readonly board: Board; readonly currency: string }): ReactNode {
  const words = useWords(zh, en).wall;
  const { language } = usePreferences();
  const live = useLiveState((state) => state.awards);
  const book = useBook();
  const earlier = useRef(board.awards);
  const heard = live.flatMap((award): Deal[] => {
    const entry = book.byLot.get(award.lot);
    return entry === undefined ? [] : [{ key: `l${award.n}`, name: itemName(entry, language), no: entry.lotNo, price: award.price, quantity: award.quantity, unit: entry.unit, fresh: award === live[0] }];
  });
  const before = earlier.current.map((award, at): Deal => ({ key: `b${at}`, name: itemName(award, language), no: award.lotNo, price: award.price, quantity: award.quantity, unit: award.unit, fresh: false }));
  const deals = [...heard, ...before].slice(0, AWARDS_SHOWN);
  return (
    <section className="wall-awards">
      <h2>{words.awards}</h2>
      {deals.length === 0 ? <p>{words.noAwards}</p> : (
        <ol>
          {deals.map((deal) => (
            <li key={deal.key} data-fresh={deal.fresh || undefined}>
              <span><b>{deal.name}</b><small>{deal.no}</small></span>
              <span><MoneyText minor={deal.price} currency={currency} /><small>{quantityOf(deal.quantity, deal.unit, language)}</small></span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useApi } from "../../../../ui/api.ts";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { usePreferences, useWords } from "../../../../ui/Preferences.tsx";
import { clock } from "../../contract.ts";
import type { SessionView } from "../../contract.ts";
import { en as moduleEn } from "../../words.en.ts";
import { zh as moduleZh } from "../../words.zh.ts";
import { useBook, useLiveState } from "../live/useLive.tsx";
import { itemName, quantityOf } from "../lot/facts.tsx";
import { useMoment } from "../moment.ts";
import { useReason } from "../reason.ts";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";

const LATEST = 200;
const AWARDS_SHOWN = 30;
/** Who signs what the host itself does in the journal. */
const HOST = "host";

/** What the desk did and why, and what the clocks sold: newest first. */
export function DeskLog({ session }: { readonly session: SessionView }): ReactNode {
  return (
    <div className="desk-log">
      <Interventions session={session} />
      <Deals session={session} />
    </div>
  );
}

function Interventions({ session }: { readonly session: SessionView }): ReactNode {
  const sessionId = session.id;
  const words = useWords(zh, en).desk.live;
  const { acts: actWords, hostActor } = useWords(moduleZh, moduleEn);
  const acts: Readonly<Record<string, string>> = actWords;
  const reason = useReason();
  const api = useApi(clock);
  const moment = useMoment();
  const turn = useLiveState((state) => state.deskTurn);
  // The list is written behind the journal: once at the turn, and once more when the books have followed.
  const first = useQuery({ queryKey: ["clock", "interventions", sessionId, "count", turn], queryFn: () => api.interventions({ sessionId, limit: 1 }), placeholderData: (before) => before, refetchInterval: 3_000 });
  const total = first.data?.total ?? 0;
  const { data } = useQuery({ queryKey: ["clock", "interventions", sessionId, total], queryFn: () => api.interventions({ sessionId, limit: LATEST, offset: Math.max(0, total - LATEST) }), enabled: total > 0, placeholderData: (before) => before });
  const list = (data?.interventions ?? []).toReversed();
  return (
    <section className="desk-box">
      <h3>{words.log}</h3>
      {list.length === 0 ? <p className="desk-none">{words.noLog}</p> : (
        <ol tabIndex={0} aria-label={words.log}>
          {list.map((one) => (
            <li key={`${one.n}/${one.act}/${one.clock}/${one.lotId}/${one.t}`}>
              <small>{moment.time(one.at)} {one.actor === HOST ? hostActor : one.actor}</small>
              <span><b>{acts[one.act] ?? one.act}</b> {one.clock === null ? "" : `${session.clockViews[one.clock]?.settings.name ?? ""} `}{one.lotNo ?? ""}</span>
              <span className="desk-why">{reason(one.reason)}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function Deals({ session }: { readonly session: SessionView }): ReactNode {
  const words = useWords(zh, en).desk.live;
  const { language } = usePreferences();
  const awards = useLiveState((state) => state.awards);
  const book = useBook();
  return (
    <section className="desk-box">
      <h3>{words.awards}</h3>
      {awards.length === 0 ? <p className="desk-none">{words.noAwards}</p> : (
        <ol tabIndex={0} aria-label={words.awards}>
          {awards.slice(0, AWARDS_SHOWN).map((award) => {
            const entry = book.byLot.get(award.lot);
            return (
              <li key={award.n} className="desk-deal">
                <span><b>{entry === undefined ? `#${award.lot}` : itemName(entry, language)}</b><small>{session.clockViews[award.clock]?.settings.name} · {entry?.lotNo}</small></span>
                <span><MoneyText minor={award.price} currency={session.currency} /><small>{quantityOf(award.quantity, entry?.unit ?? "", language)}</small></span>
              </li>
            );
          })}
        </ol>
      )}
    </section>
  );
}

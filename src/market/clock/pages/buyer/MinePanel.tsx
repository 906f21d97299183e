import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useApi } from "../../../../ui/api.ts";
import { Badge } from "../../../../ui/Badge.tsx";
import { Button } from "../../../../ui/Button.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { usePreferences, useWords } from "../../../../ui/Preferences.tsx";
import { Segmented } from "../../../../ui/Segmented.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { formatMoney } from "../../../../ui/money.ts";
import { clock } from "../../contract.ts";
import { useReason } from "../reason.ts";
import { en as moduleEn } from "../../words.en.ts";
import { zh as moduleZh } from "../../words.zh.ts";
import { useBook, useLiveState } from "../live/useLive.tsx";
import type { Notice } from "../live/state.ts";
import { itemName, quantityOf, shortNo } from "../lot/facts.tsx";
import { useProblemLine, useRefusal } from "../refusal.ts";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";
import type { LimitOrder, MyLimits } from "./limits.ts";
import { useMineText } from "./Verdict.tsx";

const WINS_SHOWN = 200;
type Tab = "mine" | "limits" | "log";

/** What is mine in this session: what I bought, what waits for me, what I was told. */
export function MinePanel({ sessionId, currency, limits }: { readonly sessionId: string; readonly currency: string; readonly limits: MyLimits }): ReactNode {
  const words = useWords(zh, en).hall;
  const [tab, setTab] = useState<Tab>("mine");
  const waiting = limits.list.filter((one) => one.status === "waiting").length;
  return (
    <section className="hall-panel hall-mine" aria-label={words.mine}>
      <header>
        <Segmented<Tab> wide label={words.mine} value={tab} onChange={setTab} choices={[{ value: "mine", label: words.mine }, { value: "limits", label: waiting > 0 ? `${words.limits} ${waiting}` : words.limits }, { value: "log", label: words.log }]} />
      </header>
      {tab === "mine" ? <WinsList sessionId={sessionId} currency={currency} seated={limits.mayPlace} /> : tab === "limits" ? <LimitsList sessionId={sessionId} currency={currency} limits={limits} /> : <LogList currency={currency} />}
    </section>
  );
}

/** Wins from the books, and above them those that were won a moment ago and are still on their way there. */
function WinsList({ sessionId, currency, seated }: { readonly sessionId: string; readonly currency: string; readonly seated: boolean }): ReactNode {
  const words = useWords(zh, en).hall;
  const { language } = usePreferences();
  const api = useApi(clock);
  const live = useLiveState((state) => state.wins);
  const book = useBook();
  const { data } = useQuery({
    queryKey: ["clock", "wins", sessionId, live.length], queryFn: () => api.wins({ sessionId, limit: WINS_SHOWN }), enabled: seated, placeholderData: (before) => before,
    // The books follow the clock a moment behind.
    refetchInterval: (query) => (query.state.data !== undefined && (query.state.data.total < live.length || query.state.data.wins.some((win) => win.saleId === null && win.problem === null)) ? 1_500 : false),
  });
  const booked = data?.wins ?? [];
  const known = new Set(booked.map((win) => `${win.lotId}/${win.run}`));
  const fresh = live.toReversed().flatMap((win) => {
    const entry = book.byLot.get(win.lot);
    return entry === undefined || known.has(`${entry.lotId}/${win.run}`) ? [] : [{ ...win, entry }];
  });
  const total = (data?.value ?? 0) + fresh.reduce((sum, win) => sum + win.price * win.quantity, 0);
  const count = (data?.total ?? 0) + fresh.length;
  if (count === 0) return <p className="hall-none">{words.noWins}</p>;
  return (
    <>
      <ol className="hall-wins" tabIndex={0} aria-label={words.bought}>
        {fresh.map((win) => (
          <WinLine key={`${win.entry.lotId}/${win.run}`} no={win.entry.lotNo} name={itemName(win.entry, language)} quantity={quantityOf(win.quantity, win.entry.unit, language)} price={win.price} gross={win.price * win.quantity} currency={currency} note={words.pending} />
        ))}
        {booked.map((win) => (
          <WinLine
            key={`${win.lotId}/${win.run}`} no={win.lotNo} name={itemName(win, language)} quantity={quantityOf(win.quantity, win.unit, language)} price={win.price} gross={win.gross} currency={win.currency}
            note={win.problem !== null ? words.stuck : win.saleId === null ? words.pending : win.viaLimit ? words.viaLimit : null} trouble={win.problem !== null}
          />
        ))}
      </ol>
      <footer className="hall-total"><span>{words.total} · {words.deals(count)}</span><MoneyText minor={total} currency={currency} size="figure" /></footer>
    </>
  );
}

interface WinLineProps {
  readonly no: string;
  readonly name: string;
  readonly quantity: string;
  readonly price: number;
  readonly gross: number;
  readonly currency: string;
  readonly note: string | null;
  readonly trouble?: boolean;
}

function WinLine({ no, name, quantity, price, gross, currency, note, trouble = false }: WinLineProps): ReactNode {
  return (
    <li>
      <span><b>{name}</b><small><span title={no}>{shortNo(no)}</span>{note === null ? null : <Badge tone={trouble ? "cinnabar" : "plain"}>{note}</Badge>}</small></span>
      <span><MoneyText minor={gross} currency={currency} /><small>{quantity} × <MoneyText minor={price} currency={currency} bare /></small></span>
    </li>
  );
}

export const LIMIT_TONE = { waiting: "orchid", fired: "pollen", filled: "leaf", cancelled: "plain", ended: "plain" } as const;

function LimitsList({ sessionId, currency, limits }: { readonly sessionId: string; readonly currency: string; readonly limits: MyLimits }): ReactNode {
  const words = useWords(zh, en).hall;
  if (limits.list.length === 0) return <p className="hall-none">{words.noLimits}</p>;
  return (
    <ol className="hall-wins" tabIndex={0} aria-label={words.limits}>
      {limits.list.map((limit) => <LimitLine key={`${limit.lotId}/${limit.pressId}`} limit={limit} sessionId={sessionId} currency={currency} />)}
    </ol>
  );
}

function LimitLine({ limit, sessionId, currency }: { readonly limit: LimitOrder; readonly sessionId: string; readonly currency: string }): ReactNode {
  const words = useWords(zh, en).hall;
  const names = useWords(moduleZh, moduleEn).limitStatus;
  const { language } = usePreferences();
  const api = useApi(clock);
  const queries = useQueryClient();
  const toast = useToast();
  const problemLine = useProblemLine();
  const cancel = useMutation({
    mutationFn: () => api.cancelLimit({ sessionId, lotId: limit.lotId, workplaceId: limit.workplaceId }),
    onSuccess: () => toast(words.takenBack),
    onError: (error) => toast(problemLine(error), "cinnabar"),
    onSettled: () => queries.invalidateQueries({ queryKey: ["clock", "limits", sessionId] }),
  });
  return (
    <li>
      <span><b>{itemName(limit, language)}</b><small><span title={limit.lotNo}>{shortNo(limit.lotNo)}</span><Badge tone={LIMIT_TONE[limit.status]}>{names[limit.status]}</Badge></small></span>
      <span><MoneyText minor={limit.filledPrice ?? limit.price} currency={currency} /><small>× {limit.filled > 0 ? limit.filled : limit.quantity}</small></span>
      {limit.can.includes("cancelLimit") ? <Button size="small" tone="quiet" busy={cancel.isPending} aria-label={`${words.takeBack} ${limit.lotNo}`} onClick={() => cancel.mutate()}>{words.takeBack}</Button> : null}
    </li>
  );
}

function LogList({ currency }: { readonly currency: string }): ReactNode {
  const words = useWords(zh, en).hall;
  const notices = useLiveState((state) => state.notices);
  if (notices.length === 0) return <p className="hall-none">{words.noLog}</p>;
  return <ol className="hall-log" tabIndex={0} aria-label={words.log}>{notices.map((notice) => <LogLine key={notice.n} notice={notice} currency={currency} />)}</ol>;
}

function LogLine({ notice, currency }: { readonly notice: Notice; readonly currency: string }): ReactNode {
  const words = useWords(zh, en);
  const { language } = usePreferences();
  const acts: Readonly<Record<string, string>> = useWords(moduleZh, moduleEn).acts;
  const reason = useReason();
  const book = useBook();
  const refusal = useRefusal();
  const tell = useMineText(currency);
  const lot = notice.kind === "mine" ? notice.mine.lot : notice.lot;
  const entry = lot === null ? undefined : book.byLot.get(lot);
  const about = entry === undefined ? (notice.clock === null ? "" : words.clockName(notice.clock + 1)) : `${shortNo(entry.lotNo)} ${itemName(entry, language)}`;
  const said = notice.kind === "mine" ? tell(notice.mine, entry?.unit) : notice.kind === "desk" ? { text: `${words.hall.desk(acts[notice.act] ?? notice.act)}${notice.reason === "" ? "" : ` · ${reason(notice.reason)}`}`, tone: undefined } : limitText();
  function limitText(): { readonly text: string; readonly tone: "leaf" | "pollen" | "cinnabar" | undefined } {
    if (notice.kind !== "limit") return { text: "", tone: undefined };
    const price = notice.price === null ? "" : formatMoney(notice.price, currency);
    switch (notice.status) {
      case "placed": return { text: words.hall.limitPlaced(price), tone: undefined };
      case "fired": return { text: words.hall.limitFired(price), tone: "pollen" };
      case "cancelled": return { text: words.hall.limitCancelled, tone: undefined };
      case "ended": return { text: words.hall.limitEnded, tone: undefined };
      case "refused": return { text: words.hall.limitRefused + refusal(notice.code ?? ""), tone: "cinnabar" };
    }
  }
  return <li data-tone={said.tone}><small>{about}</small><span>{said.text}</span></li>;
}

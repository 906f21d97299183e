import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Badge } from "../../../ui/Badge.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Field } from "../../../ui/Field.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Page } from "../../../ui/Page.tsx";
import { usePreferences } from "../../../ui/Preferences.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { StatRow, StatTile } from "../../../ui/StatTile.tsx";
import { TextArea } from "../../../ui/TextInput.tsx";
import { useToast } from "../../../ui/Toast.tsx";
import { useApi } from "../../../ui/api.ts";
import { formatCount } from "../../../ui/money.ts";
import { saveBase64 } from "../../../ui/saveFile.ts";
import { packaging } from "../contract.ts";
import type { BalanceRow, HandOverView, MovementRow, QuestionView } from "../views.ts";
import { PassDialog } from "./PassDialog.tsx";
import { useAct } from "./useAct.ts";
import { useKindName, useMoneyOf, usePackagingTold, usePageWords, useTerms } from "./words.ts";
import "./packaging.css";

const PAGE = 12;

/** /packaging/mine: my balance, what waits for me, and every line of my account. */
export default function MinePage(): ReactNode {
  const words = usePageWords();
  const told = usePackagingTold();
  const kindName = useKindName();
  const { language } = usePreferences();
  const api = useApi(packaging);
  const { busy, act } = useAct();
  const [passing, setPassing] = useState<BalanceRow | null>(null);
  const { data, error, refetch } = useQuery({ queryKey: ["packaging", "mine"], queryFn: () => api.mine({}) });
  return (
    <Page
      title={words.titles.mine} intro={words.mine.intro} narrow
      actions={<>
        <Button icon="download" busy={busy} onClick={() => void act(() => api.exportMovements({ language }), (file) => saveBase64(file.name, file.base64))}>{words.desk.exportLog}</Button>
        <Button icon="print" busy={busy} onClick={() => void act(() => api.printSlip({ language, origin: location.origin, size: "A5" }), (file) => saveBase64(file.name, file.base64))}>{words.mine.slip}</Button>
      </>}
    >
      {error === null ? null : <ErrorState number={told(error).number} onRetry={() => void refetch()}>{told(error).text}</ErrorState>}
      {data === undefined ? (error === null ? <Skeleton lines={6} /> : null) : (
        <>
          {data.reminders.map((one) => <p key={one.kindEn} role="status" className="pack-late">{words.mine.reminder(one.quantity, kindName(one), one.oldestDays)}</p>)}
          <StatRow>
            <StatTile label={words.mine.holds} value={formatCount(data.balances.reduce((sum, row) => sum + row.quantity, 0))} />
            <StatTile label={words.mine.deposit} value={<MoneyText minor={data.deposit} currency={data.currency} />} note={words.mine.depositNote} />
          </StatRow>
          {data.balances.length === 0 ? <EmptyState title={words.mine.none}>{words.mine.noneWhy}</EmptyState> : null}
          <ul className="pack-cards">{data.balances.map((row) => <li key={row.kindId}><Held row={row} onPass={() => setPassing(row)} /></li>)}</ul>
          <HandOvers handOvers={data.handOvers} />
          <Questions questions={data.questions} />
          <Log />
          {passing === null ? null : <PassDialog row={passing} onClose={() => setPassing(null)} />}
        </>
      )}
    </Page>
  );
}

function Held({ row, onPass }: { readonly row: BalanceRow; readonly onPass: () => void }): ReactNode {
  const words = usePageWords();
  const kindName = useKindName();
  return (
    <div className="pack-card" data-tone={row.overdue > 0 ? "pollen" : undefined}>
      <b>{kindName(row)} × {formatCount(row.quantity)}</b><span><MoneyText minor={row.deposit} currency={row.currency} /></span>
      <small>{row.since === null ? null : words.mine.since(row.since, row.oldestDays ?? 0)}</small><span>{row.overdue > 0 ? <Badge tone="pollen">{words.columns.overdue} {row.overdue}</Badge> : null}</span>
      <span className="pack-card-deeds"><Button onClick={onPass}>{words.mine.pass}</Button></span>
    </div>
  );
}

function HandOvers({ handOvers }: { readonly handOvers: readonly HandOverView[] }): ReactNode {
  const words = usePageWords();
  const terms = useTerms();
  const kindName = useKindName();
  const api = useApi(packaging);
  const { busy, act } = useAct();
  if (handOvers.length === 0) return null;
  return (
    <>
      <h2>{words.mine.waiting}</h2>
      <ul className="pack-cards">
        {handOvers.map((one) => {
          const incoming = one.can.includes("confirm");
          return (
            <li key={one.id} className="pack-card" data-tone={incoming ? "pollen" : undefined}>
              <b>{incoming ? words.mine.incoming(one.from, one.quantity, kindName(one)) : `${one.from} → ${one.to} · ${kindName(one)} × ${one.quantity}`}</b><Badge tone={one.state === "confirmed" ? "leaf" : one.state === "proposed" ? "pollen" : "plain"}>{terms.handOvers[one.state]}</Badge>
              <small>{[one.no, one.note].filter((part) => part !== "").join(" · ")}{incoming ? ` · ${words.mine.confirmWhy}` : ""}</small><span />
              {one.can.length === 0 ? null : (
                <span className="pack-card-deeds">
                  {one.can.map((decision) => <Button key={decision} tone={decision === "confirm" ? "primary" : undefined} busy={busy} onClick={() => void act(() => api.decideHandOver({ handOverId: one.id, decision }))}>{words.mine[decision]}</Button>)}
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}

function Questions({ questions }: { readonly questions: readonly QuestionView[] }): ReactNode {
  const words = usePageWords();
  if (questions.length === 0) return null;
  return (
    <>
      <h2>{words.mine.questions}</h2>
      <ul className="pack-cards">
        {questions.map((one) => (
          <li key={one.id} className="pack-card">
            <b>{one.text}</b><small>{one.no}</small>
            <p className="pack-answer">{one.answer === null ? words.mine.waitingAnswer : <><b>{words.mine.answered(one.answeredBy ?? "")}</b>: {one.answer}</>}</p>
          </li>
        ))}
      </ul>
    </>
  );
}

function Log(): ReactNode {
  const words = usePageWords();
  const terms = useTerms();
  const kindName = useKindName();
  const moneyOf = useMoneyOf();
  const api = useApi(packaging);
  const [limit, setLimit] = useState(PAGE);
  const [asking, setAsking] = useState<MovementRow | null>(null);
  const { data } = useQuery({ queryKey: ["packaging", "log", "mine", limit], queryFn: () => api.movements({ limit }), placeholderData: (before) => before });
  return (
    <>
      <h2>{words.mine.log}</h2>
      {data === undefined ? <Skeleton lines={4} /> : null}
      {data?.movements.length === 0 ? <p className="pack-hint">{words.desk.noLog}</p> : null}
      <ul className="pack-cards">
        {data?.movements.map((row) => (
          <li key={row.id} className="pack-card">
            <b>{terms.acts[row.act]} · {kindName(row)} × {formatCount(row.quantity)}</b><small>{row.businessDate}</small>
            <small>{[row.no, moneyOf(row), row.moneyDate === null ? "" : words.money.paper(row.moneyDate), row.reason].filter((part) => part !== "").join(" · ")}{row.photoIds.map((photo, n) => <span key={photo}> <a href={`/photos/${photo}`} target="_blank" rel="noreferrer">{words.dock.photo} {n + 1}</a></span>)}</small><span>{row.question === "open" ? <Badge tone="pollen">{words.mine.waitingAnswer}</Badge> : row.can.includes("ask") ? <Button size="small" onClick={() => setAsking(row)}>{words.mine.ask}</Button> : null}</span>
          </li>
        ))}
      </ul>
      {data !== undefined && data.total > data.movements.length ? <Button wide onClick={() => setLimit(limit + PAGE)}>{words.common.more(data.total - data.movements.length)}</Button> : null}
      {asking === null ? null : <AskDialog row={asking} onClose={() => setAsking(null)} />}
    </>
  );
}

function AskDialog({ row, onClose }: { readonly row: MovementRow; readonly onClose: () => void }): ReactNode {
  const words = usePageWords();
  const terms = useTerms();
  const kindName = useKindName();
  const api = useApi(packaging);
  const toast = useToast();
  const { busy, act } = useAct();
  const [text, setText] = useState("");
  const [tried, setTried] = useState(false);
  const short = text.trim().length < 2;
  const send = (): void => {
    setTried(true);
    if (!short) void act(() => api.question({ movementId: row.id, text }), () => { toast(words.mine.asked, "leaf"); onClose(); });
  };
  return (
    <Dialog open sticky title={`${words.mine.ask} · ${row.no}`} onClose={onClose} actions={<><Button onClick={onClose}>{words.common.cancel}</Button><Button tone="primary" busy={busy} onClick={send}>{words.mine.askSend}</Button></>}>
      <div className="pack-form">
        <p>{terms.acts[row.act]} · {kindName(row)} × {row.quantity} · {row.businessDate}</p>
        <Field label={words.mine.askText} required error={tried && short ? words.mine.askText : undefined}><TextArea value={text} onChange={setText} maxLength={500} rows={3} /></Field>
      </div>
    </Dialog>
  );
}

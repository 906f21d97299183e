import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import type { ReactNode } from "react";
import { SheetButtons } from "../../../../kernel/sheets/pages/SheetButtons.tsx";
import { useApi } from "../../../../ui/api.ts";
import { Badge } from "../../../../ui/Badge.tsx";
import { Button } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { formatCount, formatMoney } from "../../../../ui/money.ts";
import { Page } from "../../../../ui/Page.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { offers, type LineView, type RequestView } from "../../contract.ts";
import { LineForm } from "../grower/LineForm.tsx";
import { useLeft, useStock } from "../live/useStock.ts";
import { Price } from "../market/BuyDialog.tsx";
import { readQuantity } from "../../rules.ts";
import { useAct } from "../useAct.ts";
import { useImportProblems, useItemName, usePageWords, useProblem, useTimes, useUnits } from "../words.ts";
import { AskDialog } from "./AskDialog.tsx";
import "../offers.css";

const LOOK_AGAIN_MS = 30_000;

/** /requests: what buyers look for, and what growers answer. */
export default function RequestsPage(): ReactNode {
  const { titles, requests: words, sheets } = usePageWords();
  const reasons = useImportProblems();
  const api = useApi(offers);
  const problem = useProblem();
  const { roles } = useViewer();
  useStock();
  const [query, setQuery] = useState("");
  const [asking, setAsking] = useState(false);
  const [answering, setAnswering] = useState<{ request: RequestView; line?: LineView } | null>(null);
  const asked = useDeferredValue(query);
  const list = useQuery({ queryKey: ["offers", "requests", asked], queryFn: () => api.requests({ query: asked, limit: 100 }), refetchInterval: LOOK_AGAIN_MS, placeholderData: (before) => before });
  const buys = roles.includes("buyer") || roles.includes("agent");
  const ask = <Button tone="primary" icon="plus" onClick={() => setAsking(true)}>{words.ask}</Button>;
  return (
    <Page title={titles.requests} intro={words.intro} actions={buys ? ask : undefined}>
      <div className="offers-filters" role="search"><TextInput type="search" value={query} onChange={setQuery} placeholder={words.search} aria-label={words.search} autoComplete="off" /><div className="offers-sheets"><SheetButtons told={problem} give={(asked) => api.giveRequests({ query, ...asked })} taken={buys ? { ...sheets.requests, reasons, take: (file) => api.takeRequests(file), reads: ["offers"] } : undefined} /></div></div>
      {list.isError ? <ErrorState number={problem(list.error).number} onRetry={() => void list.refetch()}>{problem(list.error).text}</ErrorState> : null}
      {list.isPending ? <Skeleton lines={4} height="6rem" /> : null}
      {list.data?.requests.length === 0 ? <EmptyState title={words.empty} actions={buys ? ask : undefined}>{buys ? words.emptyHint : words.emptyGrower}</EmptyState> : null}
      <ul className="offers-requests">{list.data?.requests.map((request) => <Request key={request.id} request={request} readAt={list.dataUpdatedAt} onAnswer={(line) => setAnswering(line === undefined ? { request } : { request, line })} />)}</ul>
      {asking ? <AskDialog onClose={() => setAsking(false)} /> : null}
      {answering === null ? null : <LineForm kind="offer" request={answering.request} line={answering.line} onClose={() => setAnswering(null)} />}
    </Page>
  );
}

function Request({ request, readAt, onAnswer }: { readonly request: RequestView; readonly readAt: number; readonly onAnswer: (line?: LineView) => void }): ReactNode {
  const { requests: words, requestStates } = usePageWords();
  const api = useApi(offers);
  const toast = useToast();
  const name = useItemName();
  const units = useUnits();
  const times = useTimes();
  const { busy, act } = useAct();
  const [accepting, setAccepting] = useState<LineView | null>(null);
  const own = request.can.includes("answer") ? request.answers[0] : undefined;
  return (
    <li className="offers-request">
      <header><b>{request.no}</b><Badge tone={request.state === "open" ? "orchid" : request.state === "filled" ? "leaf" : "plain"}>{requestStates[request.state]}</Badge>{request.mine ? <Badge tone="river">{words.mine}</Badge> : null}</header>
      <h3>{request.itemId === null ? request.spec : name(request)}</h3>
      {request.itemId === null ? null : <p>{request.spec}</p>}
      <p><b>{units.amount(request.quantity, request.unit)}</b> · {words.wanted(times.day(request.wantedOn))}{request.price === null ? "" : ` · ${words.idea(formatMoney(request.price, request.currency))}`}{request.filled > 0 ? ` · ${words.filled(formatCount(request.filled), formatCount(request.quantity))}` : ""}</p>
      {request.note === "" ? null : <p className="offers-note">{request.note}</p>}
      <p className="offers-soft">{request.buyer ?? words.anonymous} · {times.at(request.createdAt)} · {request.answerCount === 0 ? words.noAnswers : words.answers(request.answerCount)}</p>
      {request.answers.length === 0 ? null : <ul className="offers-answers">{request.answers.map((line) => <Answer key={line.id} line={line} readAt={readAt} onAccept={request.can.includes("accept") ? () => setAccepting(line) : undefined} />)}</ul>}
      <div className="offers-request-acts">
        {request.can.includes("answer") ? <Button tone="primary" onClick={() => onAnswer(own)}>{own === undefined ? words.answer : words.yours}</Button> : null}
        {request.can.includes("cancel") ? <Button tone="quiet" busy={busy} onClick={() => void act(() => api.cancelRequest({ requestId: request.id }), () => toast(words.cancelled, "leaf"))}>{words.cancel}</Button> : null}
      </div>
      {accepting === null ? null : <Accept request={request} line={accepting} onClose={() => setAccepting(null)} />}
    </li>
  );
}

function Answer({ line, readAt, onAccept }: { readonly line: LineView; readonly readAt: number; readonly onAccept: (() => void) | undefined }): ReactNode {
  const { requests: words, market } = usePageWords();
  const units = useUnits();
  const left = useLeft(line, readAt);
  return (
    <li>
      {line.photoId === null ? null : <img src={`/photos/${line.photoId}`} alt="" loading="lazy" />}
      <span><b><MoneyText minor={line.price} currency={line.currency} per={units.unit(line.unit)} /></b><small>{line.grower} · {left === 0 ? market.gone : market.left(units.amount(left, line.unit))}{line.grade === null ? "" : ` · ${market.grade(line.grade)}`}{line.note === "" ? "" : ` · ${line.note}`}</small></span>
      {onAccept === undefined || line.state !== "open" ? null : <Button size="small" tone="primary" disabled={left === 0} onClick={onAccept}>{words.accept}</Button>}
    </li>
  );
}

function Accept({ request, line, onClose }: { readonly request: RequestView; readonly line: LineView; readonly onClose: () => void }): ReactNode {
  const { requests: words, buy } = usePageWords();
  const api = useApi(offers);
  const toast = useToast();
  const units = useUnits();
  const { busy, act } = useAct();
  const [written, setWritten] = useState(String(Math.max(1, Math.min(line.left, request.quantity - request.filled))));
  const read = readQuantity(written, line.unit, line.packing);
  const accept = (): void => void act(() => api.acceptAnswer({ requestId: request.id, lineId: line.id, quantity: written }), (order) => { toast(words.accepted(order.no ?? ""), "leaf"); onClose(); });
  return (
    <Dialog open sticky onClose={onClose} title={words.acceptTitle(line.grower)} actions={<Button tone="primary" busy={busy} disabled={!read.ok} onClick={accept}>{words.accept}</Button>}>
      <Field label={buy.quantity} hint={buy.hint} error={read.ok ? null : buy.unread}><TextInput value={written} onChange={setWritten} autoFocus suffix={read.ok ? units.amount(read.quantity, line.unit) : null} /></Field>
      <Price line={line} quantity={read.ok ? read.quantity : 0} />
    </Dialog>
  );
}

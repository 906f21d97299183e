import { useState } from "react";
import type { ReactNode } from "react";
import { Button, ButtonRow } from "../../../../ui/Button.tsx";
import { ConfirmDialog } from "../../../../ui/Dialog.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { useApi } from "../../../../ui/api.ts";
import { formatMoney } from "../../../../ui/money.ts";
import { contracts } from "../../contract.ts";
import type { CallView, ContractView } from "../../views.ts";
import { CallStateBadge, PartStateBadge, PriceHow } from "../parts.tsx";
import { useAct } from "../useAct.ts";
import { clockTime, useAmount, usePageWords } from "../words.ts";
import { AnswerDialog } from "./AnswerDialog.tsx";
import { AssignDialog } from "./AssignDialog.tsx";

/** Each call-off with its lots and what may be done with it, the latest day first. */
export function Calls({ view }: { readonly view: ContractView }): ReactNode {
  const { contract: words } = usePageWords();
  if (view.calls.length === 0) return <EmptyState title={words.noCalls}>{words.noCallsWhy}</EmptyState>;
  return <ul className="contract-calls">{view.calls.map((call) => <li key={call.id}><Call call={call} view={view} /></li>)}</ul>;
}

function Call({ call, view }: { readonly call: CallView; readonly view: ContractView }): ReactNode {
  const { call: words, contract: says } = usePageWords();
  const amount = useAmount();
  const { price } = view.terms;
  const money = (minor: number): string => formatMoney(minor, call.currency);
  return (
    <article className="contract-call" data-state={call.state} aria-label={`#${call.seq} ${call.dueOn}`}>
      <header><b>{call.dueOn}</b><span>#{call.seq} · {says.periodN(call.period)}</span><CallStateBadge state={call.state} /></header>
      <p className="contract-counts">
        <span><small>{words.asked}</small>{amount(call.asked, call.unit)}</span>
        {call.confirmed === null ? null : <span><small>{words.confirmed}</small>{amount(call.confirmed, call.unit)}</span>}
        {call.earmarked === 0 ? null : <span><small>{words.earmarked}</small>{amount(call.earmarked, call.unit)}</span>}
        {call.held === 0 ? null : <span><small>{words.held}</small>{amount(call.held, call.unit)}</span>}
        <span><small>{words.delivered}</small>{amount(call.delivered, call.unit)}</span>
        {call.gross === 0 ? null : <span><small>{words.price}</small>{money(call.fixedPrice ?? call.price?.price ?? 0)} · {money(call.gross)}</span>}
      </p>
      {call.price !== null && price.kind === "formula" ? <p><small>{words.computed}: </small><PriceHow made={call.price} formula={price} currency={call.currency} /></p> : null}
      {call.problem === null ? null : <p role="status"><b>{words.problem(call.problem)}</b></p>}
      <p className="contract-hint">{words.by(call.calledBy, clockTime(call.calledAt))}{call.note === "" ? null : ` · ${call.note}`}{call.answerBy === null ? null : ` · ${words.answerBy(clockTime(call.answerBy))}`}{call.silent ? ` · ${words.silent}` : null}{call.reason === "" ? null : ` · ${call.reason}`}</p>
      {call.parts.length === 0 ? null : <Parts call={call} mine={view.contract.mySide === "seller" && view.contract.state === "running"} />}
      <CallDeeds call={call} view={view} />
    </article>
  );
}

function Parts({ call, mine }: { readonly call: CallView; readonly mine: boolean }): ReactNode {
  const { call: words } = usePageWords();
  const api = useApi(contracts);
  const amount = useAmount();
  const { busy, act } = useAct();
  return (
    <ul className="contract-parts">
      {call.parts.map((part) => (
        <li key={part.id}>
          <span>{part.lotNo}{part.grade === null ? null : ` · ${part.grade}`} · {amount(part.quantity, call.unit)}</span>
          <PartStateBadge state={part.state} />
          {mine && (part.state === "held" || part.state === "earmarked") ? <Button size="small" tone="quiet" busy={busy} onClick={() => void act(() => api.unassign({ callOffId: call.id, partId: part.id }))}>{words.unassign}</Button> : null}
        </li>
      ))}
    </ul>
  );
}

function CallDeeds({ call, view }: { readonly call: CallView; readonly view: ContractView }): ReactNode {
  const { call: words, common } = usePageWords();
  const api = useApi(contracts);
  const toast = useToast();
  const { busy, act } = useAct();
  const [asking, setAsking] = useState<"answer" | "assign" | "deliver" | null>(null);
  if (call.can.length === 0) return null;
  const close = (): void => setAsking(null);
  return (
    <>
      <ButtonRow>
        {call.can.includes("answer") ? <Button tone="primary" onClick={() => setAsking("answer")}>{words.answer}</Button> : null}
        {call.can.includes("assign") ? <Button tone="primary" onClick={() => setAsking("assign")}>{words.assign}</Button> : null}
        {call.can.includes("deliver") ? <Button tone="primary" icon="truck" onClick={() => setAsking("deliver")}>{words.deliver}</Button> : null}
        {call.can.includes("cancel_call") ? <Button busy={busy} onClick={() => void act(() => api.cancelCallOff({ callOffId: call.id }))}>{words.cancel}</Button> : null}
      </ButtonRow>
      {asking === "answer" ? <AnswerDialog call={call} packing={view.packing} onClose={close} /> : null}
      {asking === "assign" ? <AssignDialog call={call} onClose={close} /> : null}
      {asking === "deliver" ? (
        <ConfirmDialog open title={words.deliver} action={words.deliver} busy={busy} onClose={close} onConfirm={() => void act(() => api.deliver({ callOffId: call.id }), () => { toast(common.done, "leaf"); close(); })}><p>{words.deliverWhy}</p></ConfirmDialog>
      ) : null}
    </>
  );
}

import { useState } from "react";
import type { ReactNode } from "react";
import { Badge } from "../../../../ui/Badge.tsx";
import { Button } from "../../../../ui/Button.tsx";
import { Icon } from "../../../../ui/Icon.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { useApi } from "../../../../ui/api.ts";
import { formatMoney } from "../../../../ui/money.ts";
import { pooled } from "../../contract.ts";
import type { InvitationView } from "../../views.ts";
import { DueDay, Instead, SpecList } from "../parts.tsx";
import { useAct } from "../useAct.ts";
import { clockTime, perMille, useAmount, useItemName, usePooledWords, usePriceSentence, useTray, useUnit } from "../words.ts";
import { AnswerForm } from "./AnswerForm.tsx";
import { WhySheet } from "./WhySheet.tsx";
import { useGrowerWords } from "./words.ts";

interface CardProps {
  readonly invitation: InvitationView;
  /** Says whose order it is, where the card stands alone. */
  readonly named?: boolean | undefined;
}

/** One drop a grower is asked for: what, when, where, for how much, how many of it; and three large buttons. */
export function InvitationCard({ invitation, named = false }: CardProps): ReactNode {
  const words = useGrowerWords();
  const tray = useTray();
  const itemName = useItemName();
  const [why, setWhy] = useState(false);
  const [changing, setChanging] = useState(false);
  const may = invitation.can.includes("answer");
  const asking = may && (invitation.state === "waiting" || changing);
  return (
    <article className="pooled-ask" data-state={invitation.state}>
      {named ? <p className="pooled-ask-who">{invitation.enterprise} · {invitation.title}</p> : null}
      <header><h2>{itemName(invitation)}</h2><Badge tone="orchid">{invitation.grade}</Badge></header>
      <Instead of={invitation.substitute} />
      <p className="pooled-ask-when"><DueDay on={invitation.dueOn} /><span><small>{words.ask.place}</small>{invitation.place}</span></p>
      <Price invitation={invitation} />
      <div className="pooled-ask-quota">
        <span><small>{words.ask.quota}</small><b>{tray.both(invitation.quota, invitation)}</b></span>
        <Button tone="quiet" size="small" icon="info" onClick={() => setWhy(true)}>{words.ask.why}</Button>
        <Has invitation={invitation} />
      </div>
      <details className="pooled-more"><summary>{words.ask.spec}</summary><SpecList spec={invitation.spec} /><Terms invitation={invitation} /></details>
      {asking ? <Ask invitation={invitation} onDone={() => setChanging(false)} onKeep={changing ? () => setChanging(false) : undefined} /> : <AnswerShown invitation={invitation} onChange={may ? () => setChanging(true) : undefined} />}
      {why ? <WhySheet invitation={invitation} onClose={() => setWhy(false)} /> : null}
    </article>
  );
}

function Price({ invitation }: { readonly invitation: InvitationView }): ReactNode {
  const { price: words } = usePooledWords();
  const sentence = usePriceSentence();
  const unit = useUnit();
  return (
    <p className="pooled-ask-price">
      <Icon name="money" /><span><b>{sentence(invitation.price, invitation.currency, invitation.unit)}</b>
        {(invitation.price.kind === "index" || invitation.substitute !== undefined) && invitation.priceNow !== null ? <small>{(invitation.substitute === undefined ? words.now : words.instead)(`${formatMoney(invitation.priceNow, invitation.currency)}/${unit(invitation.unit)}`)}</small> : null}</span>
    </p>
  );
}

function Has({ invitation: { available, basis, unit } }: { readonly invitation: InvitationView }): ReactNode {
  const words = useGrowerWords();
  const amount = useAmount();
  return <small className="pooled-ask-has">{words.ask.has} {amount(available, unit)}{basis.inLots + basis.inBatches === 0 ? null : <>（{words.ask.hasFrom(amount(basis.inLots, unit), amount(basis.inBatches, unit))}）</>}</small>;
}

function Terms({ invitation: { marginPm, depositPercent } }: { readonly invitation: InvitationView }): ReactNode {
  const words = useGrowerWords();
  return <p className="pooled-hint">{[...(marginPm > 0 ? [words.ask.margin(perMille(marginPm))] : []), ...(depositPercent > 0 ? [words.ask.deposit(depositPercent)] : [])].join(" · ")}</p>;
}

interface AskProps {
  readonly invitation: InvitationView;
  readonly onDone: () => void;
  readonly onKeep: (() => void) | undefined;
}
/** All, a part, or none. What is sealed has to be typed, so everything goes through the form there. */
function Ask({ invitation, onDone, onKeep }: AskProps): ReactNode {
  const words = useGrowerWords();
  const tray = useTray();
  const api = useApi(pooled);
  const toast = useToast();
  const { busy, act } = useAct();
  const sealed = invitation.price.kind === "sealed";
  const [part, setPart] = useState(false);
  const send = (answer: { accepted: number; extra?: number; ask?: number }): void => void act(() => api.answer({ orderId: invitation.orderId, answers: [{ invitationId: invitation.id, ...answer }] }), () => {
    toast(words.answered.sent, "leaf");
    setPart(false);
    onDone();
  });
  if (part) return <AnswerForm invitation={invitation} busy={busy} onSend={send} onKeep={() => setPart(false)} />;
  return (
    <div className="pooled-three">
      <Button tone="primary" size="large" wide busy={busy} onClick={() => (sealed ? setPart(true) : send({ accepted: invitation.quota }))}>{words.buttons.all(tray.both(invitation.quota, invitation))}</Button>
      <span><Button size="large" wide disabled={busy} onClick={() => setPart(true)}>{words.buttons.part}</Button><Button size="large" wide disabled={busy} onClick={() => send({ accepted: 0 })}>{words.buttons.no}</Button></span>
      {onKeep === undefined ? null : <Button tone="quiet" wide onClick={onKeep}>{words.buttons.keep}</Button>}
    </div>
  );
}

function AnswerShown({ invitation, onChange }: { readonly invitation: InvitationView; readonly onChange: (() => void) | undefined }): ReactNode {
  const words = useGrowerWords();
  const tray = useTray();
  const amount = useAmount();
  const { state, accepted, quota, extra, ask, answeredBy, answeredAt, currency, unit } = invitation;
  const taken = accepted ?? 0;
  const said = state === "silent" ? words.answered.silent : taken === 0 ? words.answered.none : taken >= quota ? words.answered.all(tray.both(taken, invitation)) : words.answered.part(tray.both(taken, invitation), amount(quota, unit));
  return (
    <div className="pooled-answered" data-taken={taken > 0 || undefined} role="status">
      <Icon name={state === "silent" || taken === 0 ? "minus" : "check"} size="1.5em" />
      <span><b>{said}</b><small>{[...(extra > 0 ? [words.answered.extra(amount(extra, unit))] : []), ...(ask === null ? [] : [words.answered.ask(formatMoney(ask, currency))]), ...(answeredAt === null ? [] : [words.answered.by(answeredBy, clockTime(answeredAt))])].join(" · ")}</small></span>
      {onChange === undefined ? null : <Button size="small" onClick={onChange}>{words.buttons.change}</Button>}
    </div>
  );
}

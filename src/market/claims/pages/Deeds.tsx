import { useState } from "react";
import type { ReactNode } from "react";
import { Button, ButtonRow } from "../../../ui/Button.tsx";
import { ConfirmDialog, Dialog } from "../../../ui/Dialog.tsx";
import { Field } from "../../../ui/Field.tsx";
import { Panel } from "../../../ui/Page.tsx";
import { TextArea, TextInput } from "../../../ui/TextInput.tsx";
import { useToast } from "../../../ui/Toast.tsx";
import { useApi } from "../../../ui/api.ts";
import { currencyFace, formatMoney, parseMoney } from "../../../ui/money.ts";
import { claims } from "../contract.ts";
import type { ClaimView } from "../views.ts";
import { EvidenceField, NO_EVIDENCE, photosOf } from "./Evidence.tsx";
import { ConfirmRuling, RuleDialog } from "./Ruling.tsx";
import { useAsked, useDue } from "./parts.tsx";
import { useAct } from "./useAct.ts";
import { usePageWords } from "./words.ts";

type Asking = "accept" | "offer" | "contest" | "refuse" | "withdraw" | "rule" | "confirm" | null;

/** What the reader may do with this claim now; the server says it, and what his silence would mean. */
export function Deeds({ view }: { readonly view: ClaimView }): ReactNode {
  const words = usePageWords().claim;
  const due = useDue();
  const asked = useAsked();
  const toast = useToast();
  const api = useApi(claims);
  const { busy, act } = useAct();
  const [asking, setAsking] = useState<Asking>(null);
  const { claim, silentPercent } = view;
  const { can } = claim;
  if (can.length === 0) return null;
  const close = (): void => setAsking(null);
  const done = (): void => { close(); toast(words.done, "leaf"); };
  return (
    <Panel title={words.deeds}>
      <div className="claim-form">
        <p><b>{asked(claim)}</b> · {due(claim)}</p>
        {can.includes("answer") ? <p className="claim-hint">{words.silence(silentPercent)}</p> : null}
        {can.includes("reply") && claim.offered !== null ? <p><b>{words.offered} {formatMoney(claim.offered, claim.currency)}</b> <span className="claim-hint">{words.replySilence}</span></p> : null}
        <ButtonRow>
          {can.includes("answer") ? <><Button tone="primary" onClick={() => setAsking("accept")}>{words.accept}</Button><Button onClick={() => setAsking("offer")}>{words.offer}</Button><Button onClick={() => setAsking("contest")}>{words.contest}</Button></> : null}
          {can.includes("reply") ? <><Button tone="primary" busy={busy} onClick={() => void act(() => api.reply({ claimId: claim.id, accept: true }), done)}>{words.take}</Button><Button onClick={() => setAsking("refuse")}>{words.refuse}</Button></> : null}
          {can.includes("rule") ? <Button tone="primary" onClick={() => setAsking("rule")}>{words.rule}</Button> : null}
          {can.includes("confirm") ? <Button tone="primary" onClick={() => setAsking("confirm")}>{words.confirm}</Button> : null}
          {can.includes("withdraw") ? <Button tone="quiet" onClick={() => setAsking("withdraw")}>{words.withdraw}</Button> : null}
        </ButtonRow>
      </div>
      <ConfirmDialog open={asking === "accept"} title={words.accept} action={words.accept} busy={busy} onClose={close} onConfirm={() => void act(() => api.answer({ claimId: claim.id, answer: "accept" }), done)}><p>{asked(claim)}</p><p>{words.acceptWhy}</p></ConfirmDialog>
      <ConfirmDialog open={asking === "withdraw"} title={words.withdraw} action={words.withdraw} tone="danger" busy={busy} onClose={close} onConfirm={() => void act(() => api.withdraw({ claimId: claim.id }), done)}><p>{words.withdrawWhy}</p></ConfirmDialog>
      {asking === "offer" || asking === "contest" ? <AnswerDialog view={view} answer={asking} onClose={close} onDone={done} /> : null}
      {asking === "refuse" ? <RefuseDialog claimId={claim.id} onClose={close} onDone={done} /> : null}
      {asking === "rule" ? <RuleDialog view={view} onClose={close} onDone={done} /> : null}
      {asking === "confirm" ? <ConfirmRuling view={view} onClose={close} onDone={done} /> : null}
    </Panel>
  );
}

interface Asked {
  readonly onClose: () => void;
  readonly onDone: () => void;
}

function AnswerDialog({ view: { claim }, answer, onClose, onDone }: Asked & { readonly view: ClaimView; readonly answer: "offer" | "contest" }): ReactNode {
  const { claim: words, fresh, common } = usePageWords();
  const api = useApi(claims);
  const { busy, act } = useAct();
  const [text, setText] = useState("");
  const [typed, setTyped] = useState("");
  const [evidence, setEvidence] = useState(NO_EVIDENCE);
  const [tried, setTried] = useState(false);
  const amount = parseMoney(typed, claim.currency);
  const amountBad = answer === "offer" && (amount === null || amount < 1 || amount > claim.askAmount);
  const placeBad = evidence.shots.length > 0 && evidence.place.trim().length < 2;
  const textBad = answer === "contest" && text.trim().length < 2;
  const send = (): void => {
    setTried(true);
    if (amountBad || placeBad || textBad) return;
    void act(() => api.answer({ claimId: claim.id, answer, text, photos: photosOf(evidence), ...(answer === "offer" && amount !== null ? { amount } : {}) }), onDone);
  };
  return (
    <Dialog open sticky title={words[answer]} onClose={onClose} actions={<><Button onClick={onClose}>{common.cancel}</Button><Button tone="primary" busy={busy} onClick={send}>{words[answer]}</Button></>}>
      <div className="claim-form">
        {answer === "offer" ? (
          <Field label={words.offerAmount} hint={words.most(formatMoney(claim.askAmount, claim.currency))} error={tried && amountBad ? words.amountBad : undefined}><TextInput value={typed} onChange={setTyped} inputMode="decimal" prefix={currencyFace(claim.currency).symbol} /></Field>
        ) : <p className="claim-hint">{words.contestWhy}</p>}
        <Field label={words.text} error={tried && textBad ? words.contestWhy : undefined}><TextArea value={text} onChange={setText} maxLength={500} /></Field>
        <EvidenceField evidence={evidence} onChange={setEvidence} label={words.photos} error={tried && placeBad ? fresh.placeNeeded : null} />
      </div>
    </Dialog>
  );
}

function RefuseDialog({ claimId, onClose, onDone }: Asked & { readonly claimId: string }): ReactNode {
  const words = usePageWords().claim;
  const api = useApi(claims);
  const { busy, act } = useAct();
  const [text, setText] = useState("");
  return (
    <ConfirmDialog open title={words.refuse} action={words.refuse} busy={busy} onClose={onClose} onConfirm={() => void act(() => api.reply({ claimId, accept: false, text }), onDone)}>
      <Field label={words.text}><TextArea value={text} onChange={setText} maxLength={500} /></Field>
    </ConfirmDialog>
  );
}

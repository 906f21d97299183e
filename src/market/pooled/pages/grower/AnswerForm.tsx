import { useState } from "react";
import type { ReactNode } from "react";
import { Button } from "../../../../ui/Button.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { QuantityStepper } from "../../../../ui/QuantityStepper.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { currencyFace, formatMoney, parseMoney } from "../../../../ui/money.ts";
import { fillIn } from "../../../../ui/told.ts";
import type { InvitationView } from "../../views.ts";
import { useAmount, useTray, useUnit } from "../words.ts";
import { useGrowerWords } from "./words.ts";

interface FormProps {
  readonly invitation: InvitationView;
  readonly busy: boolean;
  readonly onSend: (answer: { accepted: number; extra?: number; ask?: number }) => void;
  readonly onKeep: () => void;
}

/** A part in whole trays, what could come on top, and where asks are sealed, the ask. */
export function AnswerForm({ invitation, busy, onSend, onKeep }: FormProps): ReactNode {
  const { part: words, buttons } = useGrowerWords();
  const tray = useTray();
  const amount = useAmount();
  const unit = useUnit();
  const { quota, available, step, currency } = invitation;
  const sealed = invitation.price.kind === "sealed" ? invitation.price.ceiling : null;
  const [accepted, setAccepted] = useState(invitation.accepted !== null && invitation.accepted > 0 ? invitation.accepted : quota);
  const [extra, setExtra] = useState(invitation.extra);
  const [typed, setTyped] = useState(invitation.ask === null ? "" : formatMoney(invitation.ask, currency, { symbol: false }));
  const [tried, setTried] = useState(false);
  const more = Math.max(0, Math.floor((available - accepted) / step) * step);
  const ask = sealed === null ? null : parseMoney(typed, currency);
  const wrong = sealed === null ? undefined : ask === null || ask < 1 ? words.askBad : ask > sealed ? words.askHigh(formatMoney(sealed, currency)) : undefined;
  const send = (): void => {
    setTried(true);
    if (wrong === undefined) onSend({ accepted, extra: Math.min(extra, more), ...(ask === null ? {} : { ask }) });
  };
  return (
    <div className="pooled-part">
      <Field label={words.accept} hint={step === 1 ? undefined : `${tray.text(accepted, invitation)} · ${tray.size(invitation)}`}><QuantityStepper value={accepted} min={0} max={quota} step={step} snap unit={unit(invitation.unit)} onChange={setAccepted} /></Field>
      {more === 0 ? <p className="pooled-hint">{words.noneLeft}</p> : (
        <Field label={words.extra} hint={step === 1 || extra === 0 ? words.extraWhy : tray.text(Math.min(extra, more), invitation)}><QuantityStepper value={Math.min(extra, more)} min={0} max={more} step={step} snap unit={unit(invitation.unit)} onChange={setExtra} /></Field>
      )}
      {sealed === null ? null : (
        <Field label={fillIn(words.ask, { unit: unit(invitation.unit) })} hint={`${words.askWhy} ${words.askHigh(formatMoney(sealed, currency))}`} error={tried ? wrong : undefined}>
          <TextInput inputMode="decimal" prefix={currencyFace(currency).symbol} value={typed} onChange={setTyped} maxLength={10} />
        </Field>
      )}
      <p className="pooled-sum" role="status">{words.sum(tray.both(accepted, invitation), amount(Math.min(extra, more), invitation.unit))}</p>
      <Button tone="primary" size="large" wide busy={busy} onClick={send}>{buttons.send}</Button>
      <Button tone="quiet" wide onClick={onKeep}>{buttons.keep}</Button>
    </div>
  );
}

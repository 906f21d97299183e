import { useState } from "react";
import type { ReactNode } from "react";
import { Button } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { QuantityStepper } from "../../../../ui/QuantityStepper.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { useApi } from "../../../../ui/api.ts";
import { pooled } from "../../contract.ts";
import type { PromiseView } from "../../views.ts";
import { useAct } from "../useAct.ts";
import { usePooledWords, useTray, useUnit } from "../words.ts";
import { useGrowerWords } from "./words.ts";

const LEAST_REASON = 2;

/** A grower says early that he cannot bring it: how much, and why with one press. */
export function WithdrawDialog({ promise, onClose }: { readonly promise: PromiseView; readonly onClose: () => void }): ReactNode {
  const { withdraw: words } = useGrowerWords();
  const common = usePooledWords();
  const tray = useTray();
  const unit = useUnit();
  const api = useApi(pooled);
  const toast = useToast();
  const { busy, act } = useAct();
  const [quantity, setQuantity] = useState(promise.open);
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const bad = reason.trim().length < LEAST_REASON;
  const send = (): void => {
    setTried(true);
    if (!bad) void act(() => api.withdraw({ promiseId: promise.id, quantity, reason }), () => { toast(words.done, "leaf"); onClose(); });
  };
  return (
    <Dialog open sticky title={words.title} onClose={onClose} actions={<><Button onClick={onClose}>{common.cancel}</Button><Button tone="danger" busy={busy} onClick={send}>{words.send(tray.both(quantity, promise))}</Button></>}>
      <div className="pooled-part">
        <p className="pooled-hint">{words.why}</p>
        <Field label={words.quantity} hint={promise.step === 1 ? undefined : tray.text(quantity, promise)}><QuantityStepper value={quantity} min={1} max={promise.open} step={promise.step} unit={unit(promise.unit)} onChange={setQuantity} /></Field>
        <Field group label={words.reason} error={tried && bad ? common.reasonBad : undefined}>
          <div className="pooled-chips">{words.reasons.map((one) => <button key={one} type="button" aria-pressed={reason === one} onClick={() => setReason(one)}>{one}</button>)}</div>
          <TextInput value={reason} onChange={setReason} maxLength={300} aria-label={words.reason} />
        </Field>
      </div>
    </Dialog>
  );
}

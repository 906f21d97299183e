import { useState } from "react";
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Field } from "../../../ui/Field.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useToast } from "../../../ui/Toast.tsx";
import { useApi } from "../../../ui/api.ts";
import { batches } from "../contract.ts";
import { LOSSES, type Loss } from "../rules.ts";
import type { BatchView } from "../views.ts";
import { PhotoField, type Shot } from "./PhotoField.tsx";
import { useAct, useAmount, useItemName, usePageWords, useTerms, useUnitWord } from "./words.ts";

/** A loss is told by how many, one key for why, and a picture if there is one. */
export function LoseDialog({ batch, onClose }: { readonly batch: BatchView; readonly onClose: () => void }): ReactNode {
  const { batch: words, common, form } = usePageWords();
  const terms = useTerms();
  const amount = useAmount();
  const name = useItemName();
  const unitWord = useUnitWord();
  const toast = useToast();
  const api = useApi(batches);
  const { busy, act } = useAct();
  const [quantity, setQuantity] = useState("");
  const [reason, setReason] = useState<Loss | null>(null);
  const [text, setText] = useState("");
  const [photo, setPhoto] = useState<Shot | null>(null);
  const [why, setWhy] = useState<string | null>(null);
  const save = (): void => {
    if (quantity.trim() === "") return setWhy(form.quantityBad);
    if (reason === null) return setWhy(words.why);
    void act(() => api.lose({ batchId: batch.id, version: batch.version, quantity, reason, text, photoId: photo?.id ?? null }), () => { toast(words.lostSaved, "leaf"); onClose(); }, setWhy);
  };
  return (
    <Dialog open sticky title={words.lostTitle} onClose={onClose} actions={<><Button onClick={onClose}>{common.cancel}</Button><Button tone="primary" busy={busy} onClick={save}>{common.save}</Button></>}>
      <div className="bat-form">
        <p className="bat-soft">{name(batch)} · {words.expected} {amount(batch.expected, batch.unit)}</p>
        <Field label={words.lostHow}><TextInput inputMode="numeric" value={quantity} onChange={setQuantity} maxLength={60} data-big="" suffix={unitWord(batch.unit)} autoComplete="off" /></Field>
        <Field group label={words.reason}>
          <div className="bat-reasons" role="radiogroup" aria-label={words.reason}>
            {LOSSES.map((one) => <button key={one} type="button" role="radio" aria-checked={reason === one} onClick={() => setReason(one)}>{terms.losses[one]}</button>)}
          </div>
        </Field>
        <Field label={words.text} optional={reason !== "other"} hint={words.textHint}><TextInput value={text} onChange={setText} maxLength={300} /></Field>
        <PhotoField photo={photo} onChange={setPhoto} />
        {why === null ? null : <p role="alert" className="bat-bad">{why}</p>}
      </div>
    </Dialog>
  );
}

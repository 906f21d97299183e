import { useState } from "react";
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Field } from "../../../ui/Field.tsx";
import { Select } from "../../../ui/Select.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useToast } from "../../../ui/Toast.tsx";
import { useApi } from "../../../ui/api.ts";
import { batches } from "../contract.ts";
import { LOSSES, readQuantity, type Loss } from "../rules.ts";
import type { BatchView } from "../views.ts";
import { copied, measured } from "./form/draft.ts";
import { ExtraFields } from "./form/Extras.tsx";
import { useAct, usePageWords, useTerms, useUnitWord } from "./words.ts";

/** Everything that may be said anew about a batch; why is asked only where it becomes smaller. */
export function ChangeDialog({ batch, onClose }: { readonly batch: BatchView; readonly onClose: () => void }): ReactNode {
  const { batch: words, common, form } = usePageWords();
  const terms = useTerms();
  const unitWord = useUnitWord();
  const toast = useToast();
  const api = useApi(batches);
  const { busy, act } = useAct();
  const [expected, setExpected] = useState(String(batch.expected));
  const [readyFrom, setReadyFrom] = useState(batch.readyFrom);
  const [readyTo, setReadyTo] = useState(batch.readyTo);
  const [said, setSaid] = useState(() => ({ ...copied(batch), note: batch.note }));
  const [reason, setReason] = useState<Loss | null>(null);
  const [text, setText] = useState("");
  const [why, setWhy] = useState<string | null>(null);
  const read = readQuantity(expected, batch.unit, batch.packing);
  const fewer = read.ok && read.quantity < batch.expected;
  const save = (): void => {
    if (!read.ok) return setWhy(form.quantityBad);
    if (fewer && reason === null) return setWhy(words.why);
    void act(() => api.change({
      batchId: batch.id, version: batch.version, ...(read.quantity === batch.expected ? {} : { expected }), readyFrom, readyTo, planted: said.planted.trim() === "" ? null : said.planted, attributes: measured(said.measures),
      grade: said.grade, place: said.place, note: said.note, photoId: said.photo?.id ?? null, reason: fewer ? reason : null, text,
    }), () => { toast(words.saved, "leaf"); onClose(); }, setWhy);
  };
  return (
    <Dialog open sticky title={`${words.changeTitle} · ${batch.no}`} onClose={onClose} actions={<><Button onClick={onClose}>{common.cancel}</Button><Button tone="primary" busy={busy} onClick={save}>{common.save}</Button></>}>
      <div className="bat-form">
        <Field label={words.expected}><TextInput value={expected} onChange={setExpected} inputMode="numeric" maxLength={60} data-big="" suffix={unitWord(batch.unit)} autoComplete="off" /></Field>
        {fewer ? (
          <div className="bat-days">
            <Field label={words.reason}><Select value={reason ?? ""} onChange={setReason} placeholder={words.why} choices={LOSSES.map((one) => ({ value: one, label: terms.losses[one] }))} /></Field>
            <Field label={words.text} optional><TextInput value={text} onChange={setText} maxLength={300} /></Field>
          </div>
        ) : null}
        <div className="bat-days">
          <Field label={form.readyFrom}><TextInput type="date" value={readyFrom} onChange={setReadyFrom} /></Field>
          <Field label={form.readyTo}><TextInput type="date" value={readyTo} min={readyFrom} onChange={setReadyTo} /></Field>
        </div>
        <ExtraFields draft={said} onChange={(part) => setSaid((before) => ({ ...before, ...part }))} />
        {why === null ? null : <p role="alert" className="bat-bad">{why}</p>}
      </div>
    </Dialog>
  );
}

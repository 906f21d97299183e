import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { files } from "../../../kernel/files/contract.ts";
import { GRADES } from "../../../kernel/lots/contract.ts";
import type { Input } from "../../../kernel/machinery/contract.ts";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Field } from "../../../ui/Field.tsx";
import { KeptPhotos, type KeptPhoto } from "../../../ui/KeptPhotos.tsx";
import { QuantityStepper } from "../../../ui/QuantityStepper.tsx";
import { Segmented } from "../../../ui/Segmented.tsx";
import { Select } from "../../../ui/Select.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useToast } from "../../../ui/Toast.tsx";
import { useApi } from "../../../ui/api.ts";
import { formatMoney, parseMoney } from "../../../ui/money.ts";
import { UNIT_WORDS, isUnit } from "../../../engines/units/units.ts";
import { usePreferences } from "../../../ui/Preferences.tsx";
import { loss } from "../contract.ts";
import { MAX_PHOTOS, REASONS, needsSecond, type Grade, type LossAct, type Reason } from "../rules.ts";
import type { AgeingRow } from "../views.ts";
import { useAct } from "./useAct.ts";
import { useAmount, useItemName, usePageWords, useTerms } from "./words.ts";

type What = Input<(typeof loss)["actions"]["record"]["input"]>["act"];
/** What is usual for each deed, so that most need no choosing. */
const USUAL: Readonly<Record<LossAct, Reason>> = { downgrade: "fading", markdown: "unsold", write_off: "fading", donation: "fading" };

/** One deed about one lot: how much, why, and what it looks like. */
export function ActDialog({ row, kind, price: advised, onClose }: { readonly row: AgeingRow; readonly kind: LossAct; readonly price: number | null; readonly onClose: () => void }): ReactNode {
  const words = usePageWords();
  const terms = useTerms();
  const itemName = useItemName();
  const amount = useAmount();
  const api = useApi(loss);
  const photos = useApi(files);
  const toast = useToast();
  const { busy, act } = useAct();
  const rules = useQuery({ queryKey: ["loss", "terms"], queryFn: () => api.terms({}) });
  const lower = GRADES.filter((grade) => row.grade === null || GRADES.indexOf(grade) > GRADES.indexOf(row.grade));
  const [quantity, setQuantity] = useState(row.free);
  const [grade, setGrade] = useState<Grade>(lower[0] ?? "E");
  const [price, setPrice] = useState(advised === null ? "" : formatMoney(advised, row.currency, { symbol: false }));
  const [receiver, setReceiver] = useState<{ id: string | null; name: string }>({ id: null, name: "" });
  const [reason, setReason] = useState<Reason>(USUAL[kind]);
  const [text, setText] = useState("");
  const [shots, setShots] = useState<readonly KeptPhoto[]>([]);
  const [tried, setTried] = useState(false);
  const [why, setWhy] = useState<string | null>(null);
  const newPrice = parseMoney(price, row.currency);
  const cheaper = newPrice !== null && newPrice > 0 && row.price !== null && newPrice < row.price;
  const wrong = { price: kind === "markdown" && !cheaper, receiver: kind === "donation" && receiver.name.trim().length < 2, text: reason === "other" && text.trim().length < 2, photo: shots.length === 0 };
  const value = row.price === null ? 0 : kind === "markdown" ? row.free * (row.price - (newPrice ?? row.price)) : quantity * row.price;
  const second = rules.data !== undefined && needsSecond(value, rules.data.settings);
  const what = (): What => (kind === "downgrade" ? { kind, quantity, grade } : kind === "markdown" ? { kind, price: newPrice ?? 0 } : kind === "donation" ? { kind, quantity, receiverId: receiver.id, receiver: receiver.name.trim() } : { kind, quantity });
  const save = (): void => {
    setTried(true);
    setWhy(null);
    if (Object.values(wrong).some(Boolean)) return;
    void act(() => api.record({ lotId: row.lotId, act: what(), reason, text, photoIds: shots.map((shot) => shot.id) }), (done) => { toast(done.state === "done" ? words.form.done(done.no) : words.form.waits(done.no), "leaf"); onClose(); }, setWhy);
  };
  return (
    <Dialog open sticky title={`${terms.acts[kind]} · ${itemName(row)}`} onClose={onClose} actions={<><Button onClick={onClose}>{words.common.cancel}</Button><Button tone="primary" busy={busy} onClick={save}>{words.form.save[kind]}</Button></>}>
      <div className="loss-form">
        <p className="loss-hint">{row.lotNo} · {row.grower} · {words.ageing.free(amount(row.free, row.unit))}</p>
        {kind === "markdown" ? <PriceField row={row} value={price} onChange={setPrice} error={tried && wrong.price} /> : <HowMany row={row} value={quantity} onChange={setQuantity} />}
        {kind === "downgrade" ? <Field group label={words.form.grade} hint={quantity < row.onHand ? words.form.splitHint : undefined}><Segmented label={words.form.grade} value={grade} onChange={setGrade} choices={lower.map((one) => ({ value: one, label: one }))} /></Field> : null}
        {kind === "donation" ? <Receiver receiver={receiver} onChange={setReceiver} error={tried && wrong.receiver} /> : null}
        <Field label={words.form.reason}><Select value={reason} onChange={setReason} choices={REASONS.map((one) => ({ value: one, label: terms.reasons[one] }))} /></Field>
        <Field label={words.form.text} optional={reason !== "other"} error={tried && wrong.text ? words.form.textNeeded : undefined}><TextInput value={text} onChange={setText} maxLength={300} /></Field>
        <KeptPhotos label={words.form.photo} hint={words.form.photoHint} error={tried && wrong.photo ? words.form.photoNeeded : undefined} max={MAX_PHOTOS} photos={shots} keep={photos.keepPhoto} act={act} onChange={setShots} />
        {second ? <p className="loss-second" role="status">{words.form.second(formatMoney(value, row.currency))}</p> : null}
        {why === null ? null : <p role="alert" className="loss-warn">{why}</p>}
      </div>
    </Dialog>
  );
}

function HowMany({ row, value, onChange }: { readonly row: AgeingRow; readonly value: number; readonly onChange: (value: number) => void }): ReactNode {
  const { form: words } = usePageWords();
  const { language } = usePreferences();
  const unit = isUnit(row.unit) ? UNIT_WORDS[row.unit][language === "zh" ? "zh" : "enPlural"] : row.unit;
  return <Field label={words.quantity}><QuantityStepper value={value} min={1} max={row.free} unit={unit} onChange={onChange} /></Field>;
}

function PriceField({ row, value, onChange, error }: { readonly row: AgeingRow; readonly value: string; readonly onChange: (value: string) => void; readonly error: boolean }): ReactNode {
  const { form: words } = usePageWords();
  const terms = useTerms();
  return (
    <>
      <Field label={words.price} hint={row.price === null ? undefined : words.priceNow(formatMoney(row.price, row.currency), terms.sources[row.priceSource])} error={error ? words.priceBad : undefined}><TextInput inputMode="decimal" value={value} onChange={onChange} /></Field>
      <p className="loss-hint">{words.supplyHint}</p>
    </>
  );
}

function Receiver({ receiver, onChange, error }: { readonly receiver: { id: string | null; name: string }; readonly onChange: (receiver: { id: string | null; name: string }) => void; readonly error: boolean }): ReactNode {
  const { form: words } = usePageWords();
  const api = useApi(loss);
  const query = receiver.name.trim();
  const { data } = useQuery({ queryKey: ["loss", "receivers", query], queryFn: () => api.receivers({ query }), enabled: query.length > 0 && receiver.id === null });
  return (
    <>
      <Field label={words.receiver} hint={words.receiverHint} error={error ? words.receiverNeeded : undefined}><TextInput value={receiver.name} onChange={(name) => onChange({ id: null, name })} maxLength={120} autoComplete="off" /></Field>
      {receiver.id !== null || data === undefined || data.parties.length === 0 ? null : (
        <ul className="loss-receivers">{data.parties.map((one) => <li key={one.partyId}><Button size="small" onClick={() => onChange({ id: one.partyId, name: one.name })}>{one.name}</Button></li>)}</ul>
      )}
    </>
  );
}

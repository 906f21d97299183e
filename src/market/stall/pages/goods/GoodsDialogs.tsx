import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { catalogue } from "../../../../kernel/catalogue/contract.ts";
import type { ItemView } from "../../../../kernel/catalogue/contract.ts";
import { useApi } from "../../../../ui/api.ts";
import { Button } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { formatCount, parseMoney } from "../../../../ui/money.ts";
import { stall } from "../../contract.ts";
import { measure } from "../../rules.ts";
import type { StockRow } from "../../views.ts";
import { useAct } from "../useAct.ts";
import { newId, useName, usePageWords, useUnits } from "../words.ts";

const FOUND_SHOWN = 8;
const MIN_REASON = 2;

/** Finds an item of the market's catalogue by name, pinyin or initials. */
export function ItemSearch({ onChoose }: { readonly onChoose: (item: ItemView) => void }): ReactNode {
  const words = usePageWords().goods;
  const name = useName();
  const units = useUnits();
  const api = useApi(catalogue);
  const [query, setQuery] = useState("");
  const found = useQuery({ queryKey: ["catalogue", "items", query], queryFn: () => api.items({ query, limit: FOUND_SHOWN }), placeholderData: keepPreviousData, enabled: query.trim() !== "" });
  return (
    <div className="stall-form">
      <Field label={words.find} required><TextInput value={query} onChange={setQuery} autoCapitalize="none" autoComplete="off" spellCheck={false} maxLength={60} /></Field>
      <ul className="stall-found">{query.trim() === "" ? null : (found.data?.items ?? []).map((item) => <li key={item.id}><button type="button" onClick={() => onChoose(item)}><span>{name(item)}</span><small>{units.unit(item.unit)}</small></button></li>)}</ul>
    </div>
  );
}

/** One arrival: what and how much; what it cost and where it came from are for the keeper's own memory. */
export function ArriveDialog({ stallId, currency, onClose }: { readonly stallId: string; readonly currency: string; readonly onClose: () => void }): ReactNode {
  const all = usePageWords();
  const words = all.goods;
  const name = useName();
  const units = useUnits();
  const api = useApi(stall);
  const toast = useToast();
  const { busy, act } = useAct();
  const [arrivalId] = useState(newId);
  const [item, setItem] = useState<ItemView | null>(null);
  const [form, setForm] = useState({ quantity: "", cost: "", source: "" });
  const measured = item === null ? null : measure(item, form.quantity);
  const cost = form.cost === "" ? null : parseMoney(form.cost, currency);
  const send = (): Promise<void> => act(() => api.arrive({ stallId, arrivalId, itemId: item!.id, quantity: form.quantity, purchasePrice: cost, source: form.source }), () => { toast(words.saved, "leaf"); onClose(); });
  return (
    <Dialog open onClose={onClose} title={item === null ? words.arrive : `${words.arrive} · ${name(item)}`} sticky actions={<><Button onClick={onClose}>{all.cancel}</Button><Button tone="primary" busy={busy} disabled={measured?.ok !== true} onClick={() => void send()}>{words.arrive}</Button></>}>
      {item === null ? <ItemSearch onChoose={setItem} /> : (
        <div className="stall-form">
          <Field label={all.quantity} required hint={measured?.ok === true ? units.amount(measured.quantity, item.unit) : Object.entries(item.packing).map(([unit, count]) => `1 ${units.unit(unit)} = ${formatCount(count)} ${units.unit(item.unit)}`).join(" · ")} error={form.quantity !== "" && measured?.ok === false ? all.counter.bad : null}>
            <TextInput value={form.quantity} onChange={(quantity) => setForm({ ...form, quantity })} maxLength={60} autoComplete="off" />
          </Field>
          <Field label={words.cost} optional><TextInput value={form.cost} onChange={(text) => setForm({ ...form, cost: text })} inputMode="decimal" maxLength={12} autoComplete="off" /></Field>
          <Field label={words.source} optional><TextInput value={form.source} onChange={(source) => setForm({ ...form, source })} maxLength={120} /></Field>
        </div>
      )}
    </Dialog>
  );
}

export function FetchDialog({ stallId, onClose }: { readonly stallId: string; readonly onClose: () => void }): ReactNode {
  const all = usePageWords();
  const api = useApi(stall);
  const { busy, act } = useAct();
  const [lotNo, setLotNo] = useState("");
  return (
    <Dialog open onClose={onClose} title={all.goods.fetch} size="small" sticky actions={<><Button onClick={onClose}>{all.cancel}</Button><Button tone="primary" busy={busy} disabled={lotNo.trim() === ""} onClick={() => void act(() => api.fetchLot({ stallId, lotNo }), onClose)}>{all.goods.take}</Button></>}>
      <div className="stall-form"><Field label={all.goods.lotNo} required><TextInput value={lotNo} onChange={setLotNo} maxLength={40} autoComplete="off" autoCapitalize="characters" /></Field></div>
    </Dialog>
  );
}

export function RecountDialog({ row, onClose }: { readonly row: StockRow; readonly onClose: () => void }): ReactNode {
  const all = usePageWords();
  const name = useName();
  const api = useApi(stall);
  const { busy, act } = useAct();
  const [countId] = useState(newId);
  const [counted, setCounted] = useState(String(row.onHand));
  const [reason, setReason] = useState("");
  const ready = /^\d{1,7}$/.test(counted) && reason.trim().length >= MIN_REASON;
  return (
    <Dialog open onClose={onClose} title={`${all.goods.recount} · ${name(row)}`} size="small" sticky actions={<><Button onClick={onClose}>{all.cancel}</Button><Button tone="primary" busy={busy} disabled={!ready} onClick={() => void act(() => api.recount({ lotId: row.lotId, countId, counted: Number(counted), reason }), onClose)}>{all.save}</Button></>}>
      <div className="stall-form">
        <Field label={all.goods.counted} required><TextInput value={counted} onChange={(text) => setCounted(text.replaceAll(/\D/g, ""))} inputMode="numeric" maxLength={7} /></Field>
        <Field label={all.reason} required><TextInput value={reason} onChange={setReason} maxLength={200} /></Field>
      </div>
    </Dialog>
  );
}

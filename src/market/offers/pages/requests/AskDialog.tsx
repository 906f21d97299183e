import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { catalogue, type ItemView } from "../../../../kernel/catalogue/contract.ts";
import { useApi } from "../../../../ui/api.ts";
import { Button } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { Field, FieldGrid } from "../../../../ui/Field.tsx";
import { parseMoney } from "../../../../ui/money.ts";
import { usePreferences } from "../../../../ui/Preferences.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { offers } from "../../contract.ts";
import { readQuantity } from "../../rules.ts";
import { useAct } from "../useAct.ts";
import { usePageWords, useUnits } from "../words.ts";

const MOST_FOUND = 6;

/** What a buyer looks for, in his own words or by the item. */
export function AskDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { requests: words, buy, form } = usePageWords();
  const api = useApi(offers);
  const toast = useToast();
  const units = useUnits();
  const { businessDate } = useViewer();
  const { busy, act } = useAct();
  const [item, setItem] = useState<ItemView | null>(null);
  const [spec, setSpec] = useState("");
  const [quantity, setQuantity] = useState("");
  const [day, setDay] = useState(businessDate ?? "");
  const [price, setPrice] = useState("");
  const [note, setNote] = useState("");
  const read = readQuantity(quantity, item?.unit ?? "pot", item?.packing ?? {});
  const idea = price.trim() === "" ? null : parseMoney(price);
  const ready = spec.trim() !== "" && read.ok && day !== "" && (price.trim() === "" || idea !== null);
  const send = (): void => void act(() => api.askFor({ itemId: item?.id ?? null, spec, quantity, wantedOn: day, price: idea, note }), (request) => { toast(words.sent(request.no), "leaf"); onClose(); });
  return (
    <Dialog open sticky onClose={onClose} title={words.askTitle} actions={<Button tone="primary" busy={busy} disabled={!ready} onClick={send}>{words.send}</Button>}>
      <ItemFinder item={item} onPick={setItem} />
      <Field label={words.spec} required><TextInput value={spec} onChange={setSpec} maxLength={200} placeholder={words.specHint} /></Field>
      <FieldGrid>
        <Field label={words.quantity} required error={quantity.trim() === "" || read.ok ? null : buy.unread}><TextInput value={quantity} onChange={setQuantity} suffix={read.ok ? units.amount(read.quantity, item?.unit ?? "pot") : null} /></Field>
        <Field label={words.day} required><TextInput type="date" value={day} onChange={setDay} /></Field>
        <Field label={words.price} error={price.trim() === "" || idea !== null ? null : form.priceMissing}><TextInput inputMode="decimal" value={price} onChange={setPrice} prefix="¥" /></Field>
      </FieldGrid>
      <Field label={words.note} optional><TextInput value={note} onChange={setNote} maxLength={500} /></Field>
    </Dialog>
  );
}

function ItemFinder({ item, onPick }: { readonly item: ItemView | null; readonly onPick: (item: ItemView | null) => void }): ReactNode {
  const { requests: words, market } = usePageWords();
  const { language } = usePreferences();
  const api = useApi(catalogue);
  const [query, setQuery] = useState("");
  const found = useQuery({ queryKey: ["catalogue", "items", query], queryFn: () => api.items({ query, limit: MOST_FOUND }), enabled: query.trim() !== "" });
  const name = (one: ItemView): string => (language === "zh" || one.en === "" ? one.zh : one.en);
  if (item !== null) return <p className="offers-picked"><b>{name(item)}</b> <Button size="small" tone="quiet" icon="close" iconOnly onClick={() => onPick(null)}>{words.cancel}</Button></p>;
  return (
    <>
      <Field label={words.item}><TextInput type="search" value={query} onChange={setQuery} placeholder={market.search} autoComplete="off" /></Field>
      {query.trim() === "" ? null : <ul className="offers-picks">{found.data?.items.map((one) => <li key={one.id}><Button size="small" onClick={() => onPick(one)}>{name(one)}</Button></li>)}</ul>}
    </>
  );
}

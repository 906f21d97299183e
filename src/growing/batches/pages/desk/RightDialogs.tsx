import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import type { ReactNode } from "react";
import { catalogue } from "../../../../kernel/catalogue/contract.ts";
import { parties } from "../../../../kernel/parties/contract.ts";
import { Button } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { Segmented } from "../../../../ui/Segmented.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useApi } from "../../../../ui/api.ts";
import { batches } from "../../contract.ts";
import type { RightView } from "../../views.ts";
import { useAct, usePageWords, useItemName } from "../words.ts";

const SHOWN = 8;
interface Chosen {
  readonly id: string;
  readonly name: string;
}

/** A list to choose one from, by any part of its name. */
function Chooser({ label, hint, chosen, onChoose, found, query, onQuery }: { readonly label: string; readonly hint?: string; readonly chosen: Chosen | null; readonly onChoose: (one: Chosen | null) => void; readonly found: readonly Chosen[]; readonly query: string; readonly onQuery: (query: string) => void }): ReactNode {
  const words = usePageWords().form;
  if (chosen !== null) return <Field group label={label}><div className="bat-chosen"><strong>{chosen.name}</strong><Button size="small" onClick={() => onChoose(null)}>{words.changeItem}</Button></div></Field>;
  return (
    <Field group label={label} hint={hint}>
      <TextInput value={query} onChange={onQuery} aria-label={label} placeholder={words.find} autoComplete="off" maxLength={60} />
      <ul className="bat-found">{found.map((one) => <li key={one.id}><button type="button" onClick={() => onChoose(one)}><span>{one.name}</span></button></li>)}</ul>
    </Field>
  );
}

export function RightDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { desk: words, common } = usePageWords();
  const name = useItemName();
  const api = useApi(batches);
  const goods = useApi(catalogue);
  const { busy, act } = useAct();
  const [query, setQuery] = useState("");
  const asked = useDeferredValue(query.trim());
  const found = useQuery({ queryKey: ["catalogue", "items", asked], queryFn: () => goods.items({ query: asked, limit: SHOWN }), enabled: asked !== "", placeholderData: keepPreviousData });
  const [item, setItem] = useState<(Chosen & { varietyId: string | null }) | null>(null);
  const [scope, setScope] = useState<"whole" | "oneItem">("whole");
  const [said, setSaid] = useState({ holder: "", certificate: "", from: "", to: "", note: "" });
  const [why, setWhy] = useState<string | null>(null);
  const items = asked === "" ? [] : (found.data?.items ?? []).map((one) => ({ id: one.id, name: name({ itemZh: one.zh, itemEn: one.en }), varietyId: one.varietyId }));
  const save = (): void => {
    if (item === null || said.holder.trim() === "" || said.certificate.trim() === "" || said.from === "" || said.to === "") return setWhy(words.bad);
    const variety = scope === "whole" ? item.varietyId : null;
    void act(() => api.protect({ ...said, varietyId: variety, itemId: variety === null ? item.id : null }), onClose, setWhy);
  };
  const set = (part: Partial<typeof said>): void => setSaid((before) => ({ ...before, ...part }));
  return (
    <Dialog open sticky title={words.protect} onClose={onClose} actions={<><Button onClick={onClose}>{common.cancel}</Button><Button tone="primary" busy={busy} onClick={save}>{common.save}</Button></>}>
      <div className="bat-form">
        <Chooser label={words.variety} hint={words.varietyHint} chosen={item} found={items} query={query} onQuery={setQuery} onChoose={(one) => setItem(one === null ? null : (items.find(({ id }) => id === one.id) ?? null))} />
        {item === null || item.varietyId === null ? null : <Segmented label={words.variety} value={scope} onChange={setScope} choices={[{ value: "whole", label: words.whole }, { value: "oneItem", label: words.oneItem }]} />}
        <Field label={words.holder}><TextInput value={said.holder} onChange={(holder) => set({ holder })} maxLength={120} /></Field>
        <Field label={words.certificate}><TextInput value={said.certificate} onChange={(certificate) => set({ certificate })} maxLength={80} /></Field>
        <Days said={said} onChange={set} />
        <Field label={words.note} optional><TextInput value={said.note} onChange={(text) => set({ note: text })} maxLength={500} /></Field>
        {why === null ? null : <p role="alert" className="bat-bad">{why}</p>}
      </div>
    </Dialog>
  );
}

function Days({ said, onChange }: { readonly said: { readonly from: string; readonly to: string }; readonly onChange: (part: { from?: string; to?: string }) => void }): ReactNode {
  const { form: words } = usePageWords();
  const { desk } = usePageWords();
  return (
    <Field group label={desk.fromTo}>
      <div className="bat-days">
        <TextInput type="date" aria-label={`${desk.fromTo} ${words.readyFrom}`} value={said.from} onChange={(from) => onChange({ from })} />
        <TextInput type="date" aria-label={`${desk.fromTo} ${words.readyTo}`} value={said.to} min={said.from} onChange={(to) => onChange({ to })} />
      </div>
    </Field>
  );
}

export function LicenceDialog({ right, onClose }: { readonly right: RightView; readonly onClose: () => void }): ReactNode {
  const { desk: words, common } = usePageWords();
  const name = useItemName();
  const api = useApi(batches);
  const people = useApi(parties);
  const { busy, act } = useAct();
  const [query, setQuery] = useState("");
  const asked = useDeferredValue(query.trim());
  const found = useQuery({ queryKey: ["parties", "find", asked], queryFn: () => people.find({ query: asked, role: "grower", limit: SHOWN }), placeholderData: keepPreviousData });
  const [grower, setGrower] = useState<Chosen | null>(null);
  const [said, setSaid] = useState({ from: "", to: right.to });
  const [limit, setLimit] = useState("");
  const [why, setWhy] = useState<string | null>(null);
  const save = (): void => {
    if (grower === null || said.from === "" || said.to === "" || !/^\d{0,8}$/.test(limit.trim()) || limit.trim() === "0") return setWhy(words.bad);
    void act(() => api.license({ rightId: right.id, growerId: grower.id, ...said, limit: limit.trim() === "" ? null : Number(limit) }), onClose, setWhy);
  };
  return (
    <Dialog open sticky title={words.licence} onClose={onClose} actions={<><Button onClick={onClose}>{common.cancel}</Button><Button tone="primary" busy={busy} onClick={save}>{common.save}</Button></>}>
      <div className="bat-form">
        <p className="bat-soft">{name({ itemZh: right.zh, itemEn: right.en })} · {right.certificate} · {right.from}–{right.to}</p>
        <Chooser label={words.grower} chosen={grower} found={(found.data?.parties ?? []).map((one) => ({ id: one.id, name: [one.name, one.town].filter(Boolean).join(" · ") }))} query={query} onQuery={setQuery} onChoose={setGrower} />
        <Days said={said} onChange={(part) => setSaid((before) => ({ ...before, ...part }))} />
        <Field label={words.limit} optional hint={words.limitNone}><TextInput value={limit} onChange={setLimit} inputMode="numeric" maxLength={8} /></Field>
        {why === null ? null : <p role="alert" className="bat-bad">{why}</p>}
      </div>
    </Dialog>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useApi } from "../../../../ui/api.ts";
import { Button } from "../../../../ui/Button.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { Segmented } from "../../../../ui/Segmented.tsx";
import { Select } from "../../../../ui/Select.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { offers } from "../../contract.ts";
import { usePageWords } from "../words.ts";
import type { Draft } from "./draft.ts";

/** For whom an offer is: one customer, found by name or pinyin, or a group. */
export function WhoFor({ draft, onChange, wrong }: { readonly draft: Draft; readonly onChange: (change: Partial<Draft>) => void; readonly wrong: boolean }): ReactNode {
  const { form: words } = usePageWords();
  const api = useApi(offers);
  const groups = useQuery({ queryKey: ["offers", "groups"], queryFn: () => api.groups({}) });
  const [side, setSide] = useState<"customer" | "group">(draft.groupId === null ? "customer" : "group");
  const choose = (next: "customer" | "group"): void => { setSide(next); onChange(next === "customer" ? { groupId: null } : { buyer: null, groupId: groups.data?.groups[0]?.id ?? null }); };
  return (
    <>
      <Field label={words.who} group error={wrong ? words.whom : null}><Segmented value={side} onChange={choose} choices={[{ value: "customer", label: words.customer }, { value: "group", label: words.toGroup, disabled: groups.data?.groups.length === 0 }]} /></Field>
      {side === "group" ? <Select aria-label={words.toGroup} value={draft.groupId ?? ""} onChange={(groupId) => onChange({ groupId, buyer: null })} choices={(groups.data?.groups ?? []).map((group) => ({ value: group.id, label: group.name }))} /> : <BuyerFinder picked={draft.buyer} onPick={(buyer) => onChange({ buyer, groupId: null })} />}
    </>
  );
}

export interface BuyerFinderProps {
  readonly picked: { readonly id: string; readonly name: string } | null;
  readonly onPick: (buyer: { readonly id: string; readonly name: string } | null) => void;
}

export function BuyerFinder({ picked, onPick }: BuyerFinderProps): ReactNode {
  const { form: words, groups } = usePageWords();
  const api = useApi(offers);
  const [query, setQuery] = useState("");
  const found = useQuery({ queryKey: ["offers", "findBuyers", query], queryFn: () => api.findBuyers({ query }) });
  if (picked !== null) return <p className="offers-picked"><b>{picked.name}</b> <Button size="small" tone="quiet" icon="close" iconOnly onClick={() => onPick(null)}>{groups.remove(picked.name)}</Button></p>;
  return (
    <>
      <Field label={words.customer}><TextInput type="search" value={query} onChange={setQuery} placeholder={words.search} autoComplete="off" /></Field>
      <ul className="offers-picks">{found.data?.buyers.map((buyer) => <li key={buyer.id}><Button size="small" onClick={() => { onPick(buyer); setQuery(""); }}>{buyer.name}{buyer.town === null ? "" : ` · ${buyer.town}`}</Button></li>)}</ul>
    </>
  );
}

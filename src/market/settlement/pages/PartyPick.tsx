import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { parties } from "../../../kernel/parties/contract.ts";
import { Button } from "../../../ui/Button.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useApi } from "../../../ui/api.ts";
import { usePageWords } from "./words.ts";

export interface Picked {
  readonly id: string;
  readonly name: string;
}
const CHOICES = 6;

/** Finds a party by a few letters of its name or pinyin; the choices are buttons, so that keyboard and finger take them alike. */
export function PartyPick({ picked, onPick, label }: { readonly picked: Picked | null; readonly onPick: (party: Picked | null) => void; readonly label: string }): ReactNode {
  const words = usePageWords();
  const api = useApi(parties);
  const [query, setQuery] = useState("");
  const { data } = useQuery({ queryKey: ["settlement", "partyPick", query], queryFn: () => api.find({ query, limit: CHOICES }), enabled: picked === null && query.trim() !== "", placeholderData: (before) => before });
  if (picked !== null) return <div className="settle-picked"><b>{picked.name}</b><Button size="small" tone="quiet" icon="close" iconOnly onClick={() => onPick(null)}>{words.common.cancel}</Button></div>;
  return (
    <div className="settle-pick">
      <TextInput aria-label={label} placeholder={words.partyDay.chooseHint} value={query} onChange={setQuery} type="search" />
      {query.trim() === "" ? null : <div className="settle-pick-found">{(data?.parties ?? []).map((party) => <Button key={party.id} size="small" onClick={() => { onPick({ id: party.id, name: party.name }); setQuery(""); }}>{party.name}</Button>)}</div>}
    </div>
  );
}

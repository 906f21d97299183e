import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { catalogue } from "../../../../kernel/catalogue/contract.ts";
import { Button } from "../../../../ui/Button.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { usePreferences } from "../../../../ui/Preferences.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useApi } from "../../../../ui/api.ts";
import { contracts } from "../../contract.ts";
import type { Side } from "../../rules.ts";
import { usePageWords } from "../words.ts";
import type { Named } from "./draft.ts";

const MOST_FOUND = 8;
const LEAST_TYPED = 2;

interface Finder<T> {
  readonly chosen: T | null;
  readonly onPick: (one: T | null) => void;
  readonly error?: string | undefined;
}

export function PartnerFinder({ chosen, onPick, error, as }: Finder<{ id: string; name: string }> & { readonly as: Side }): ReactNode {
  const { draft: words } = usePageWords();
  const api = useApi(contracts);
  const [query, setQuery] = useState("");
  const ready = query.trim().length >= LEAST_TYPED;
  const { data } = useQuery({ queryKey: ["contracts", "partners", as, query], queryFn: () => api.partners({ as, query }), enabled: ready && chosen === null });
  if (chosen !== null) return <Chosen label={words.partner} name={chosen.name} onChange={() => onPick(null)} />;
  return (
    <div>
      <Field label={words.partner} hint={words.partnerHint} error={error}><TextInput type="search" value={query} onChange={setQuery} maxLength={60} autoComplete="off" /></Field>
      {!ready || data === undefined ? null : data.parties.length === 0 ? <p role="status">{words.partnerNone}</p> : (
        <ul className="contract-picks">{data.parties.map((one) => <li key={one.id}><Button size="small" onClick={() => onPick({ id: one.id, name: one.name })}>{one.name}{one.town === null ? "" : ` · ${one.town}`}{one.phoneTail === "" ? "" : ` · ${one.phoneTail}`}</Button></li>)}</ul>
      )}
    </div>
  );
}

export function ItemFinder({ chosen, onPick, error, label }: Finder<Named> & { readonly label: string }): ReactNode {
  const { draft: words } = usePageWords();
  const { language } = usePreferences();
  const api = useApi(catalogue);
  const [query, setQuery] = useState("");
  const { data } = useQuery({ queryKey: ["catalogue", "items", query, MOST_FOUND], queryFn: () => api.items({ query, limit: MOST_FOUND }), enabled: query.trim() !== "" && chosen === null });
  if (chosen !== null) return <Chosen label={label} name={chosen.name} onChange={() => onPick(null)} />;
  return (
    <div>
      <Field label={label} hint={words.itemHint} error={error}><TextInput type="search" value={query} onChange={setQuery} maxLength={60} autoComplete="off" /></Field>
      {query.trim() === "" ? null : <ul className="contract-picks">{data?.items.map((one) => {
        const name = language === "zh" || one.en === "" ? one.zh : one.en;
        return <li key={one.id}><Button size="small" onClick={() => { setQuery(""); onPick({ id: one.id, name, unit: one.unit }); }}>{name}</Button></li>;
      })}</ul>}
    </div>
  );
}

function Chosen({ label, name, onChange }: { readonly label: string; readonly name: string; readonly onChange: () => void }): ReactNode {
  const { draft: words } = usePageWords();
  return <div className="contract-chosen"><small>{label}</small><b>{name}</b><Button size="small" tone="quiet" onClick={onChange}>{words.change}</Button></div>;
}

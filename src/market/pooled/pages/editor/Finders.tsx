import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { catalogue, type ItemView } from "../../../../kernel/catalogue/contract.ts";
import { parties } from "../../../../kernel/parties/contract.ts";
import { Button } from "../../../../ui/Button.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { usePreferences } from "../../../../ui/Preferences.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useApi } from "../../../../ui/api.ts";
import { useEditorWords } from "./words.ts";

const MOST_FOUND = 8;
const LEAST_TYPED = 2;

interface FinderProps<T> {
  readonly label: string;
  readonly chosen: { readonly name: string } | null;
  readonly onPick: (one: T | null) => void;
  readonly error?: string | undefined;
}

/** An item of the catalogue by name, pinyin or initials. */
export function ItemFinder({ label, chosen, onPick, error }: FinderProps<ItemView>): ReactNode {
  const words = useEditorWords();
  const { language } = usePreferences();
  const api = useApi(catalogue);
  const [query, setQuery] = useState("");
  const { data } = useQuery({ queryKey: ["catalogue", "items", query, MOST_FOUND], queryFn: () => api.items({ query, limit: MOST_FOUND }), enabled: query.trim() !== "" && chosen === null });
  if (chosen !== null) return <Chosen label={label} name={chosen.name} onChange={() => onPick(null)} />;
  return (
    <div>
      <Field label={label} hint={words.itemHint} error={error}><TextInput type="search" value={query} onChange={setQuery} maxLength={60} autoComplete="off" /></Field>
      {query.trim() === "" ? null : <ul className="pooled-picks">{data?.items.map((one) => <li key={one.id}><Button size="small" onClick={() => { setQuery(""); onPick(one); }}>{language === "zh" || one.en === "" ? one.zh : one.en}</Button></li>)}</ul>}
    </div>
  );
}

/** The enterprise for which the hub writes. */
export function EnterpriseFinder({ label, chosen, onPick, error }: FinderProps<{ readonly id: string; readonly name: string }>): ReactNode {
  const words = useEditorWords();
  const api = useApi(parties);
  const [query, setQuery] = useState("");
  const ready = query.trim().length >= LEAST_TYPED;
  const { data } = useQuery({ queryKey: ["parties", "buyers", query], queryFn: () => api.find({ query, role: "buyer", limit: MOST_FOUND }), enabled: ready && chosen === null });
  if (chosen !== null) return <Chosen label={label} name={chosen.name} onChange={() => onPick(null)} />;
  return (
    <div>
      <Field label={label} hint={words.enterpriseHint} error={error}><TextInput type="search" value={query} onChange={setQuery} maxLength={60} autoComplete="off" /></Field>
      {ready ? <ul className="pooled-picks">{data?.parties.map((one) => <li key={one.id}><Button size="small" onClick={() => onPick({ id: one.id, name: one.name })}>{one.name}</Button></li>)}</ul> : null}
    </div>
  );
}

function Chosen({ label, name, onChange }: { readonly label: string; readonly name: string; readonly onChange: () => void }): ReactNode {
  const words = useEditorWords();
  return <div className="pooled-chosen"><small>{label}</small><b>{name}</b><Button size="small" tone="quiet" onClick={onChange}>{words.change}</Button></div>;
}

import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import type { ReactNode } from "react";
import { catalogue } from "../../../kernel/catalogue/contract.ts";
import { Button } from "../../../ui/Button.tsx";
import { Field } from "../../../ui/Field.tsx";
import { usePreferences } from "../../../ui/Preferences.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useApi } from "../../../ui/api.ts";
import type { DraftItem } from "./draft.ts";
import { usePageWords } from "./words.ts";

const MOST = 8;

/** An item of the catalogue by name, pinyin or initials. */
export function ItemSearch({ onPick }: { readonly onPick: (item: DraftItem) => void }): ReactNode {
  const words = usePageWords().fresh;
  const { language } = usePreferences();
  const api = useApi(catalogue);
  const [query, setQuery] = useState("");
  const asked = useDeferredValue(query.trim());
  const { data } = useQuery({ queryKey: ["catalogue", "items", asked], queryFn: () => api.items({ query: asked, limit: MOST }), enabled: asked !== "", placeholderData: (before) => before });
  return (
    <div className="agent-search">
      <Field label={words.lookUp} hint={words.lookUpHint}><TextInput value={query} onChange={setQuery} type="search" maxLength={60} /></Field>
      {asked === "" ? null : <ul>{data?.items.map((item) => <li key={item.id}><Button size="small" wide onClick={() => onPick({ itemId: item.id, zh: item.zh, en: item.en, unit: item.unit, packing: item.packing })}>{language === "zh" || item.en === "" ? item.zh : item.en}</Button></li>)}</ul>}
    </div>
  );
}

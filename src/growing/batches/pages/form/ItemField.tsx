import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import type { ReactNode } from "react";
import { catalogue } from "../../../../kernel/catalogue/contract.ts";
import { Button } from "../../../../ui/Button.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { Icon } from "../../../../ui/Icon.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useApi } from "../../../../ui/api.ts";
import { useItemName, usePageWords, useUnitWord } from "../words.ts";
import type { DraftItem } from "./draft.ts";

const SHOWN = 10;

export interface ItemFieldProps {
  readonly label: string;
  readonly chosen: DraftItem | null;
  /** What he usually grows, one tap away. */
  readonly usual: readonly DraftItem[];
  readonly onChoose: (item: DraftItem | null) => void;
  readonly missing: boolean;
}

/** What he grows as buttons; everything else by name, pinyin or initials. */
export function ItemField({ label, chosen, usual, onChoose, missing }: ItemFieldProps): ReactNode {
  const words = usePageWords().form;
  const name = useItemName();
  const unitWord = useUnitWord();
  const api = useApi(catalogue);
  const [query, setQuery] = useState("");
  const asked = useDeferredValue(query.trim());
  const found = useQuery({ queryKey: ["catalogue", "items", asked], queryFn: () => api.items({ query: asked, limit: SHOWN }), enabled: chosen === null && asked !== "", placeholderData: keepPreviousData });
  if (chosen !== null) return <Field group label={label}><div className="bat-chosen"><strong>{name({ itemZh: chosen.zh, itemEn: chosen.en })}</strong><Button size="small" onClick={() => onChoose(null)}>{words.changeItem}</Button></div></Field>;
  const items = asked === "" ? [] : (found.data?.items ?? []).map((one): DraftItem => ({ itemId: one.id, zh: one.zh, en: one.en, unit: one.unit, packing: one.packing }));
  return (
    <Field group label={label} error={missing ? words.pickItem : null}>
      {usual.length === 0 || asked !== "" ? null : <div className="bat-usual" role="group" aria-label={words.recent}>{usual.map((one) => <button key={one.itemId} type="button" onClick={() => onChoose(one)}>{name({ itemZh: one.zh, itemEn: one.en })}</button>)}</div>}
      <TextInput value={query} onChange={setQuery} placeholder={words.find} aria-label={words.find} autoCapitalize="none" autoComplete="off" spellCheck={false} maxLength={60} suffix={<Icon name="search" />} />
      {asked !== "" && found.data?.items.length === 0 ? <p className="bat-soft">{words.noItem}</p> : null}
      <ul className="bat-found">{items.map((one) => <li key={one.itemId}><button type="button" onClick={() => { setQuery(""); onChoose(one); }}><span>{name({ itemZh: one.zh, itemEn: one.en })}</span><small>{unitWord(one.unit)}</small></button></li>)}</ul>
    </Field>
  );
}

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import type { ReactNode } from "react";
import { catalogue } from "../../../kernel/catalogue/contract.ts";
import { Field } from "../../../ui/Field.tsx";
import { usePreferences } from "../../../ui/Preferences.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useApi } from "../../../ui/api.ts";
import { usePageWords } from "./words.ts";

const SHOWN = 6;
export interface ChosenSpecies {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly unit: string;
}

/** A species by name or pinyin; typing again chooses anew. */
export function SpeciesField({ chosen, onChoose }: { readonly chosen: ChosenSpecies | null; readonly onChoose: (species: ChosenSpecies | null) => void }): ReactNode {
  const words = usePageWords().ahead;
  const { language } = usePreferences();
  const api = useApi(catalogue);
  const [query, setQuery] = useState("");
  const asked = useDeferredValue(query.trim());
  const found = useQuery({ queryKey: ["catalogue", "species", asked], queryFn: () => api.species({ query: asked, limit: SHOWN }), enabled: asked !== "" && chosen === null, placeholderData: keepPreviousData });
  return (
    <Field label={words.species} hint={words.speciesFind}>
      <TextInput value={chosen === null ? query : chosen[language]} onChange={(text) => { onChoose(null); setQuery(text); }} autoCapitalize="none" autoComplete="off" spellCheck={false} maxLength={60} />
      {chosen !== null || asked === "" ? null : <ul className="gd-found">{(found.data?.species ?? []).map((one) => <li key={one.id}><button type="button" onClick={() => onChoose(one)}>{one[language]}</button></li>)}</ul>}
    </Field>
  );
}

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import type { ReactNode } from "react";
import { parties } from "../../../../kernel/parties/contract.ts";
import { Button } from "../../../../ui/Button.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { Icon } from "../../../../ui/Icon.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useApi } from "../../../../ui/api.ts";
import { usePageWords } from "../words.ts";

const SHOWN = 8;

export interface GrowerPickerProps {
  readonly chosen: { readonly id: string; readonly name: string } | null;
  readonly onChoose: (grower: { id: string; name: string } | null) => void;
  readonly missing: boolean;
}

/** For the desk: whose goods these are, by name, pinyin or the tail of the telephone. */
export function GrowerPicker({ chosen, onChoose, missing }: GrowerPickerProps): ReactNode {
  const words = usePageWords().form;
  const api = useApi(parties);
  const [query, setQuery] = useState("");
  const asked = useDeferredValue(query.trim());
  const found = useQuery({ queryKey: ["parties", "find", asked], queryFn: () => api.find({ query: asked, role: "grower", limit: SHOWN }), enabled: chosen === null, placeholderData: keepPreviousData });
  if (chosen !== null) {
    return (
      <Field group label={words.grower}>
        <div className="lot-item-chosen"><span className="lot-picture"><Icon name="user" size="1.75rem" /></span><strong>{chosen.name}</strong><Button size="small" onClick={() => onChoose(null)}>{words.changeGrower}</Button></div>
      </Field>
    );
  }
  const growers = found.data?.parties ?? [];
  const more = (found.data?.total ?? 0) - growers.length;
  return (
    <Field group label={words.grower} error={missing ? words.pickGrower : null}>
      <TextInput value={query} onChange={setQuery} placeholder={words.findGrower} aria-label={words.findGrower} autoCapitalize="none" autoComplete="off" spellCheck={false} maxLength={60} suffix={<Icon name="search" />} />
      {found.data !== undefined && growers.length === 0 ? <EmptyState title={words.noGrower} /> : null}
      <ul className="lot-found">
        {growers.map((party) => (
          <li key={party.id}><button type="button" onClick={() => onChoose({ id: party.id, name: party.name })}><Icon name="user" /><span>{party.name}</span><small>{[party.town, party.phoneMasked].filter(Boolean).join(" · ")}</small></button></li>
        ))}
      </ul>
      {more > 0 ? <p className="hl-field-hint">{words.moreGrowers(more)}</p> : null}
    </Field>
  );
}

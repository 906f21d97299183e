import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import type { ReactNode } from "react";
import { catalogue } from "../../../../kernel/catalogue/contract.ts";
import { Button } from "../../../../ui/Button.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { Icon } from "../../../../ui/Icon.tsx";
import { usePreferences } from "../../../../ui/Preferences.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useApi } from "../../../../ui/api.ts";
import { intake } from "../../contract.ts";
import { useIntakeTold, usePageWords, useUnits } from "../words.ts";
import type { DraftItem } from "./draft.ts";

const FOUND_SHOWN = 12;
const RECENT_SHOWN = 6;

export interface ItemPickerProps {
  readonly growerId: string | undefined;
  readonly chosen: DraftItem | null;
  readonly onChoose: (item: DraftItem | null) => void;
  readonly missing: boolean;
}

/** What he usually brings, as pictures; everything else by name, pinyin or initials. */
export function ItemPicker({ growerId, chosen, onChoose, missing }: ItemPickerProps): ReactNode {
  const words = usePageWords().form;
  const { language } = usePreferences();
  const api = useApi(intake);
  const [query, setQuery] = useState("");
  const usual = useQuery({ queryKey: ["intake", "suggestions", growerId ?? "me"], queryFn: () => api.suggestions({ limit: RECENT_SHOWN, ...(growerId === undefined ? {} : { growerId }) }) });
  if (chosen !== null) {
    return (
      <Field group label={words.item}>
        <div className="lot-item-chosen">
          <ItemPicture item={chosen} />
          <strong>{nameOf(chosen, language)}</strong>
          <Button size="small" onClick={() => onChoose(null)}>{words.changeItem}</Button>
        </div>
      </Field>
    );
  }
  const items = (usual.data?.items ?? []).map((one) => ({ ...one, lastFloorPrice: one.lastFloorPrice }));
  return (
    <Field group label={words.item} error={missing ? words.pickItem : null}>
      {usual.isPending ? <Skeleton lines={2} height="4rem" /> : null}
      {items.length === 0 || query !== "" ? null : (
        <div className="lot-items" role="group" aria-label={words.recent}>
          {items.map((item) => <button key={item.itemId} type="button" onClick={() => onChoose(item)}><ItemPicture item={item} /><span>{nameOf(item, language)}</span></button>)}
        </div>
      )}
      <TextInput value={query} onChange={setQuery} placeholder={words.find} aria-label={words.find} autoCapitalize="none" autoComplete="off" spellCheck={false} maxLength={60} suffix={<Icon name="search" />} />
      {query.trim() === "" ? <p className="hl-field-hint">{words.findShort}</p> : <Found query={query.trim()} onChoose={onChoose} />}
    </Field>
  );
}

function Found({ query, onChoose }: { readonly query: string; readonly onChoose: (item: DraftItem) => void }): ReactNode {
  const words = usePageWords().form;
  const { language } = usePreferences();
  const units = useUnits();
  const api = useApi(catalogue);
  const told = useIntakeTold();
  const asked = useDeferredValue(query);
  const found = useQuery({ queryKey: ["catalogue", "items", asked], queryFn: () => api.items({ query: asked, limit: FOUND_SHOWN }), placeholderData: keepPreviousData });
  if (found.isError) return <p role="alert">{told(found.error).text}</p>;
  if (found.data === undefined) return <Skeleton lines={3} height="3rem" />;
  const { items, total } = found.data;
  if (items.length === 0) return <EmptyState title={words.noItem}>{words.noItemHint}</EmptyState>;
  return (
    <>
      <ul className="lot-found">
        {items.map((item) => (
          <li key={item.id}>
            <button type="button" onClick={() => onChoose({ itemId: item.id, zh: item.zh, en: item.en, unit: item.unit, packing: item.packing, potExtra: item.potExtra, lastFloorPrice: null, photoId: null })}>
              <Icon name="pot" /><span>{nameOf(item, language)}</span><small>{units.unit(item.unit)}</small>
            </button>
          </li>
        ))}
      </ul>
      {total > items.length ? <p className="hl-field-hint">{words.more(total - items.length)}</p> : null}
    </>
  );
}

const nameOf = (item: { readonly zh: string; readonly en: string }, language: "zh" | "en"): string => (language === "zh" || item.en === "" ? item.zh : item.en);

function ItemPicture({ item }: { readonly item: { readonly photoId: string | null } }): ReactNode {
  return item.photoId === null ? <span className="lot-picture"><Icon name="pot" size="1.75rem" /></span> : <img className="lot-picture" src={`/photos/${item.photoId}`} alt="" loading="lazy" />;
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { catalogue, type ItemView } from "../../../kernel/catalogue/contract.ts";
import { Button } from "../../../ui/Button.tsx";
import { Field } from "../../../ui/Field.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useApi } from "../../../ui/api.ts";
import { useName, usePageWords } from "./words.ts";

const MOST_FOUND = 8;

/** Finds a trade item as people call it, and hands it over. */
export function ItemFinder({ onPick, first = "" }: { readonly onPick: (item: ItemView) => void; readonly first?: string }): ReactNode {
  const { mapping: words } = usePageWords();
  const name = useName();
  const api = useApi(catalogue);
  const [query, setQuery] = useState(first);
  const { data } = useQuery({ queryKey: ["catalogue", "items", query, MOST_FOUND], queryFn: () => api.items({ query: query.trim(), limit: MOST_FOUND }), enabled: query.trim() !== "" });
  return (
    <div>
      <Field label={words.find}><TextInput type="search" value={query} onChange={setQuery} maxLength={60} autoComplete="off" /></Field>
      {data === undefined ? null : data.items.length === 0 ? <p role="status" className="col-soft">{words.nothing}</p> : (
        <ul className="col-picks">{data.items.map((item) => <li key={item.id}><Button size="small" onClick={() => { setQuery(""); onPick(item); }}>{name(item.zh, item.en)}</Button></li>)}</ul>
      )}
    </div>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Button } from "../../../../ui/Button.tsx";
import { Icon } from "../../../../ui/Icon.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useApi } from "../../../../ui/api.ts";
import { packaging } from "../../contract.ts";
import type { PartyHit } from "../../views.ts";
import { usePageWords } from "../words.ts";

const SHOWN = 6;

/** Whom we saw last as buttons; everybody by a few letters, the tail of his number, or the label of his lot. */
export function Who({ party, find, onChoose }: { readonly party: PartyHit | null; /** What the page was opened with, such as the number of a lot. */ readonly find: string; readonly onChoose: (party: PartyHit | null) => void }): ReactNode {
  const { dock: words } = usePageWords();
  const api = useApi(packaging);
  const [query, setQuery] = useState(find);
  const { data } = useQuery({ queryKey: ["packaging", "find", query], queryFn: () => api.findParty({ query, limit: SHOWN }), enabled: party === null, placeholderData: (before) => before });
  if (party !== null) {
    return (
      <section className="pack-chosen" aria-label={words.who}>
        <div><b>{party.name}</b><small>{[party.town, party.phoneTail, party.lotNo === null ? null : words.lot(party.lotNo)].filter((part) => part !== null && part !== "").join(" · ")}</small></div>
        <Button onClick={() => { setQuery(""); onChoose(null); }}>{words.change}</Button>
      </section>
    );
  }
  return (
    <section className="pack-who" aria-label={words.who}>
      <TextInput value={query} onChange={setQuery} aria-label={words.find} placeholder={words.find} type="search" autoCapitalize="none" autoComplete="off" spellCheck={false} maxLength={120} suffix={<Icon name="search" />} />
      <ul>
        {data?.parties.map((one) => (
          <li key={one.partyId}><button type="button" onClick={() => onChoose(one)}><b>{one.name}</b><small>{[one.town, one.phoneTail].filter((part) => part !== null && part !== "").join(" · ")}</small></button></li>
        ))}
      </ul>
      {data?.parties.length === 0 ? <p role="status"><b>{words.nobody}</b> {words.nobodyWhy}</p> : null}
    </section>
  );
}

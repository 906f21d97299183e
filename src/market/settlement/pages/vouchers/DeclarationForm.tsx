import { useState } from "react";
import type { ReactNode } from "react";
import { addDays, addMonths } from "../../../../engines/calendar/day.ts";
import { checkCitizenId } from "../../../../engines/identity/citizen.ts";
import { Button } from "../../../../ui/Button.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { usePreferences, useWords } from "../../../../ui/Preferences.tsx";
import { Segmented } from "../../../../ui/Segmented.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useTerms } from "../words.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export interface DeclarationInput {
  readonly validFrom: string;
  readonly validTo: string;
  readonly categories: string[];
  readonly goods: string;
  readonly place: string;
  readonly citizenId: string;
}
type Until = "year" | "one" | "two";

export interface DeclarationFormProps {
  readonly today: string;
  readonly categories: readonly string[];
  readonly known: string | null;
  readonly name: string;
  readonly busy: boolean;
  readonly action: string;
  readonly children?: ReactNode;
  readonly onSend: (input: DeclarationInput) => void;
}

/** The fields of a declaration, the same for a grower with a phone and for the desk that writes a paper down. */
export function DeclarationForm({ today, categories, known, name, busy, action, children, onSend }: DeclarationFormProps): ReactNode {
  const words = useWords(zh, en).form;
  const terms = useTerms();
  const { language } = usePreferences();
  const [typed, setTyped] = useState({ goods: "", place: "", citizenId: "", from: `${today.slice(0, 8)}01` });
  const [until, setUntil] = useState<Until>("one");
  const [scope, setScope] = useState<"all" | "some">("all");
  const [picked, setPicked] = useState<readonly string[]>([]);
  const [tried, setTried] = useState(false);
  const put = (key: keyof typeof typed) => (value: string): void => setTyped({ ...typed, [key]: value });
  const short = (text: string): string | null => (tried && text.trim().length < 2 ? words.needed : null);
  const idOk = checkCitizenId(typed.citizenId, today).ok;
  const send = (): void => {
    setTried(true);
    if (!idOk || typed.goods.trim().length < 2 || typed.place.trim().length < 2 || (scope === "some" && picked.length === 0)) return;
    const validTo = until === "year" ? `${today.slice(0, 4)}-12-31` : addDays(addMonths(typed.from, until === "one" ? 12 : 24), -1);
    onSend({ validFrom: typed.from, validTo, categories: scope === "all" ? [] : [...picked], goods: typed.goods, place: typed.place, citizenId: typed.citizenId });
  };
  const toggle = (category: string): void => setPicked(picked.includes(category) ? picked.filter((one) => one !== category) : [...picked, category]);
  return (
    <form className="settle-form" noValidate onSubmit={(event) => { event.preventDefault(); send(); }}>
      {children}
      <Field label={words.goods} hint={words.goodsHint} required error={short(typed.goods)}><TextInput value={typed.goods} onChange={put("goods")} maxLength={120} /></Field>
      <Field label={words.place} hint={words.placeHint} required error={short(typed.place)}><TextInput value={typed.place} onChange={put("place")} maxLength={120} /></Field>
      <Field label={words.id} hint={known === null ? words.idHint : words.idKnown(known)} required error={tried && !idOk ? words.idBad : null}><TextInput value={typed.citizenId} onChange={put("citizenId")} maxLength={20} autoComplete="off" inputMode="text" /></Field>
      {categories.length < 2 ? null : (
        <Field label={words.scope} group error={tried && scope === "some" && picked.length === 0 ? words.needed : null}>
          <Segmented value={scope} onChange={setScope} choices={[{ value: "all", label: words.all }, { value: "some", label: words.some }]} />
          {scope === "all" ? null : <span className="settle-picks">{categories.map((category) => <Button key={category} size="small" tone={picked.includes(category) ? "primary" : "plain"} aria-pressed={picked.includes(category)} onClick={() => toggle(category)}>{terms.categories[category] ?? category}</Button>)}</span>}
        </Field>
      )}
      <Field label={words.from} required><TextInput type="date" value={typed.from} onChange={put("from")} /></Field>
      <Field label={words.until} group><Segmented value={until} onChange={setUntil} choices={(["year", "one", "two"] as const).map((value) => ({ value, label: words.untilChoices[value] }))} /></Field>
      <p className="settle-declare" lang={language}>{words.text(name)}</p>
      <Button type="submit" tone="primary" size="large" wide busy={busy}>{action}</Button>
    </form>
  );
}

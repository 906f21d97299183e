import { useState } from "react";
import type { ReactNode } from "react";
import { GRADES } from "../../../../kernel/lots/contract.ts";
import { Field } from "../../../../ui/Field.tsx";
import { Segmented } from "../../../../ui/Segmented.tsx";
import { TextArea, TextInput } from "../../../../ui/TextInput.tsx";
import { PhotoField } from "../PhotoField.tsx";
import { usePageWords, useTerms } from "../words.ts";
import type { Draft } from "./draft.ts";

const MEASURES = ["heightCm", "crownCm", "spikes", "buds"] as const;

type Said = Pick<Draft, "grade" | "measures" | "planted" | "place" | "note" | "photo">;
interface ExtrasProps {
  readonly draft: Said;
  readonly onChange: (part: Partial<Said>) => void;
}

/** What orders ask for besides the number: folded away, and open when something is in it. */
export function Extras({ draft, onChange }: ExtrasProps): ReactNode {
  const words = usePageWords().form;
  const filled = draft.grade !== null || draft.place !== "" || draft.planted !== "" || draft.note !== "" || Object.keys(draft.measures).length > 0;
  const [open] = useState(filled);
  return <details className="bat-extras" open={open}><summary>{words.extras}</summary><ExtraFields draft={draft} onChange={onChange} /></details>;
}

export function ExtraFields({ draft, onChange }: ExtrasProps): ReactNode {
  const words = usePageWords().form;
  const terms = useTerms();
  return (
    <div className="bat-extra-fields">
      <Field group label={words.grade}><Segmented wide label={words.grade} value={draft.grade ?? ""} onChange={(grade) => onChange({ grade: grade === "" ? null : grade })} choices={[{ value: "" as const, label: words.gradeNone }, ...GRADES.map((one) => ({ value: one, label: one }))]} /></Field>
      <div className="bat-measures">
        {MEASURES.map((one) => <Field key={one} label={terms.measures[one] ?? one}><TextInput inputMode="decimal" value={draft.measures[one] ?? ""} onChange={(value) => onChange({ measures: { ...draft.measures, [one]: value } })} maxLength={8} autoComplete="off" /></Field>)}
        <Field label={words.planted}><TextInput inputMode="numeric" value={draft.planted} onChange={(planted) => onChange({ planted })} maxLength={60} autoComplete="off" /></Field>
        <Field label={words.place}><TextInput value={draft.place} onChange={(place) => onChange({ place })} maxLength={60} placeholder={words.placeHint} /></Field>
      </div>
      <Field label={words.note} optional><TextArea value={draft.note} onChange={(note) => onChange({ note })} maxLength={500} rows={2} /></Field>
      <PhotoField photo={draft.photo} onChange={(photo) => onChange({ photo })} />
    </div>
  );
}

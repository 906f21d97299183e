import { useId, useRef } from "react";
import type { ReactNode } from "react";
import { Button } from "../../../../ui/Button.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { useWords } from "../../../../ui/Preferences.tsx";
import { Segmented } from "../../../../ui/Segmented.tsx";
import { Select } from "../../../../ui/Select.tsx";
import { TextArea, TextInput } from "../../../../ui/TextInput.tsx";
import type { Bilingual } from "../../fields.ts";
import { shapeOf } from "../../kinds.ts";
import { ALIGNMENTS, MAX_LABEL, MAX_TEMPLATE_TEXT, SCALES, type ScaleName } from "../../template.ts";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";
import { choicesOf, nameOf, useEditing } from "./edit.ts";

export const useBlockWords = () => useWords(zh, en).blocks;

/** The words of a block in the language that is edited, with a list from which fields are put in where the pen stands. */
export function WordsField({ label, value, onChange, rows = 2 }: { readonly label: string; readonly value: Bilingual; readonly onChange: (value: Bilingual) => void; readonly rows?: number }): ReactNode {
  const words = useBlockWords();
  const { kind, language } = useEditing();
  const id = useId();
  const area = useRef<HTMLDivElement>(null);
  const text = nameOf(value, language);
  const set = (typed: string): void => onChange({ ...value, [language]: typed });
  const insert = (field: string): void => {
    const pen = area.current?.querySelector("textarea");
    const at = pen?.selectionStart ?? text.length;
    set(`${text.slice(0, at)}{${field}}${text.slice(pen?.selectionEnd ?? at)}`);
  };
  return (
    <div className="print-words" ref={area}>
      <Field label={label}><TextArea value={text} onChange={set} rows={rows} maxLength={MAX_TEMPLATE_TEXT} /></Field>
      <Select id={id} aria-label={words.insert} value="" placeholder={words.insert} onChange={insert} choices={choicesOf(shapeOf(kind).fields, language)} />
    </div>
  );
}

/** A field's own name on this paper. Empty is the name it always has; the tick takes the name away. */
export function LabelInput({ label, fallback, onChange }: { readonly label: Bilingual | null; readonly fallback: Bilingual; readonly onChange: (label: Bilingual | null) => void }): ReactNode {
  const words = useBlockWords();
  const { language } = useEditing();
  const hidden = label !== null && label.zh === "" && label.en === "";
  const set = (typed: string): void => onChange(typed === "" ? null : { ...(label === null || hidden ? { zh: fallback.zh, en: fallback.en } : label), [language]: typed });
  return (
    <>
      <TextInput aria-label={words.label} value={hidden || label === null ? "" : nameOf(label, language)} placeholder={nameOf(fallback, language)} onChange={set} maxLength={MAX_LABEL} disabled={hidden} />
      <label className="print-tick"><input type="checkbox" checked={hidden} onChange={(event) => onChange(event.currentTarget.checked ? { zh: "", en: "" } : null)} />{words.hideLabel}</label>
    </>
  );
}

export function Tick({ label, checked, onChange }: { readonly label: string; readonly checked: boolean; readonly onChange: (checked: boolean) => void }): ReactNode {
  return <label className="print-tick"><input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />{label}</label>;
}

export function ScaleField({ value, onChange }: { readonly value: ScaleName; readonly onChange: (value: ScaleName) => void }): ReactNode {
  const words = useBlockWords();
  return <Field label={words.scale} group><Segmented value={value} onChange={onChange} choices={SCALES.map((one) => ({ value: one, label: words.scales[one] }))} /></Field>;
}

type Align = (typeof ALIGNMENTS)[number];
export function AlignField({ value, onChange }: { readonly value: Align; readonly onChange: (value: Align) => void }): ReactNode {
  const words = useBlockWords();
  return <Field label={words.align} group><Segmented value={value} onChange={onChange} choices={ALIGNMENTS.map((one) => ({ value: one, label: words.aligns[one] }))} /></Field>;
}

export function NumberField({ label, value, least, most, onChange }: { readonly label: string; readonly value: number; readonly least: number; readonly most: number; readonly onChange: (value: number) => void }): ReactNode {
  return <Field label={label}><TextInput type="number" value={String(value)} min={least} max={most} onChange={(typed) => { const number = Number(typed); if (Number.isInteger(number) && number >= least && number <= most) onChange(number); }} /></Field>;
}

/** Up, down, away: the same three on every row and every block. */
export function MoveButtons({ name, first, last, onMove, onRemove }: { readonly name: string; readonly first: boolean; readonly last: boolean; readonly onMove: (by: -1 | 1) => void; readonly onRemove: (() => void) | undefined }): ReactNode {
  const words = useBlockWords();
  return (
    <span className="print-move">
      <Button tone="quiet" size="small" icon="up" iconOnly disabled={first} aria-label={`${words.up} ${name}`} onClick={() => onMove(-1)}>{words.up}</Button>
      <Button tone="quiet" size="small" icon="down" iconOnly disabled={last} aria-label={`${words.down} ${name}`} onClick={() => onMove(1)}>{words.down}</Button>
      <Button tone="quiet" size="small" icon="close" iconOnly disabled={onRemove === undefined} aria-label={`${words.remove} ${name}`} onClick={onRemove}>{words.remove}</Button>
    </span>
  );
}

import type { ReactNode } from "react";
import { Button } from "../../../../ui/Button.tsx";
import { Select } from "../../../../ui/Select.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import type { Bilingual, Fields } from "../../fields.ts";
import { MAX_COLUMN_SHARE, type Block } from "../../template.ts";
import { choicesOf, nameOf, replaced, shifted, useEditing, without } from "./edit.ts";
import { LabelInput, MoveButtons, Tick, useBlockWords } from "./parts.tsx";

type FieldRow = Extract<Block, { kind: "fields" }>["fields"][number];
type ColumnRow = Extract<Block, { kind: "table" }>["columns"][number];
const UNKNOWN: Bilingual = { zh: "", en: "" };

/** The fields of a block: which, under what name, in what order. */
export function FieldRows({ rows, fields, onChange }: { readonly rows: readonly FieldRow[]; readonly fields: Fields; readonly onChange: (rows: FieldRow[]) => void }): ReactNode {
  const words = useBlockWords();
  const { language } = useEditing();
  const choices = choicesOf(fields, language);
  const unused = Object.keys(fields).find((name) => !rows.some((row) => row.field === name));
  return (
    <Rows add={words.addField} onAdd={unused === undefined ? undefined : () => onChange([...rows, { field: unused, label: null, bold: false }])}>
      {rows.map((row, at) => (
        <li key={at}>
          <Select aria-label={words.field} value={row.field} onChange={(field) => onChange(replaced(rows, at, { ...row, field, label: null }))} choices={choices} />
          <LabelInput label={row.label} fallback={fields[row.field] ?? UNKNOWN} onChange={(label) => onChange(replaced(rows, at, { ...row, label }))} />
          <Tick label={words.bold} checked={row.bold} onChange={(bold) => onChange(replaced(rows, at, { ...row, bold }))} />
          <MoveButtons name={nameOf(fields[row.field] ?? UNKNOWN, language)} first={at === 0} last={at === rows.length - 1} onMove={(by) => onChange(shifted(rows, at, by))} onRemove={rows.length === 1 ? undefined : () => onChange(without(rows, at))} />
        </li>
      ))}
    </Rows>
  );
}

/** The columns of a table: which, under what title, how wide against the others. */
export function ColumnRows({ rows, fields, onChange }: { readonly rows: readonly ColumnRow[]; readonly fields: Fields; readonly onChange: (rows: ColumnRow[]) => void }): ReactNode {
  const words = useBlockWords();
  const { language } = useEditing();
  const choices = choicesOf(fields, language);
  const unused = Object.keys(fields).find((name) => !rows.some((row) => row.field === name));
  const width = (row: ColumnRow, typed: string): ColumnRow => {
    const share = Number(typed);
    return Number.isInteger(share) && share >= 1 && share <= MAX_COLUMN_SHARE ? { ...row, share } : row;
  };
  return (
    <Rows add={words.addColumn} onAdd={unused === undefined ? undefined : () => onChange([...rows, { field: unused, title: null, share: 4 }])}>
      {rows.map((row, at) => (
        <li key={at}>
          <Select aria-label={words.column} value={row.field} onChange={(field) => onChange(replaced(rows, at, { ...row, field, title: null }))} choices={choices} />
          <LabelInput label={row.title} fallback={fields[row.field] ?? UNKNOWN} onChange={(title) => onChange(replaced(rows, at, { ...row, title }))} />
          <TextInput type="number" aria-label={words.width} value={String(row.share)} min={1} max={MAX_COLUMN_SHARE} onChange={(typed) => onChange(replaced(rows, at, width(row, typed)))} />
          <MoveButtons name={nameOf(fields[row.field] ?? UNKNOWN, language)} first={at === 0} last={at === rows.length - 1} onMove={(by) => onChange(shifted(rows, at, by))} onRemove={rows.length === 1 ? undefined : () => onChange(without(rows, at))} />
        </li>
      ))}
    </Rows>
  );
}

function Rows({ add, onAdd, children }: { readonly add: string; readonly onAdd: (() => void) | undefined; readonly children: ReactNode }): ReactNode {
  return (
    <div className="print-rows">
      <ol>{children}</ol>
      <Button size="small" icon="plus" disabled={onAdd === undefined} onClick={onAdd}>{add}</Button>
    </div>
  );
}

import type { ReactNode } from "react";
import { Field } from "../../../../ui/Field.tsx";
import { Segmented } from "../../../../ui/Segmented.tsx";
import { Select } from "../../../../ui/Select.tsx";
import { shapeOf } from "../../kinds.ts";
import { codeFields } from "../../rules.ts";
import { CODES, MAX_CODE_MM, MAX_SHARE, MAX_SPACE_MM, MIN_CODE_MM, MIN_SHARE, RULES, SHAPES, type Block } from "../../template.ts";
import { choicesOf, nameOf, useEditing } from "./edit.ts";
import { AlignField, NumberField, ScaleField, Tick, WordsField, useBlockWords } from "./parts.tsx";
import { ColumnRows, FieldRows } from "./rows.tsx";

interface FormProps<B extends Block> {
  readonly block: B;
  readonly onChange: (block: B) => void;
}
type Of<K extends Block["kind"]> = Extract<Block, { kind: K }>;

/** A list of blocks within a block; the list itself knows this form, so it is passed in. */
export type NestedList = (name: string, blocks: readonly Block[], onChange: (blocks: Block[]) => void) => ReactNode;

/** Everything about one block. */
export function BlockForm({ block, onChange, nested }: FormProps<Block> & { readonly nested: NestedList }): ReactNode {
  return (
    <div className="print-form">
      <Own block={block} onChange={onChange} nested={nested} />
      {block.kind === "rule" || block.kind === "space" ? null : <WhenField block={block} onChange={onChange} />}
    </div>
  );
}

function Own({ block, onChange, nested }: FormProps<Block> & { readonly nested: NestedList }): ReactNode {
  const words = useBlockWords();
  switch (block.kind) {
    case "text": return <TextForm block={block} onChange={onChange} />;
    case "logo":
    case "footer": return <><WordsField label={words.text} value={block.text} onChange={(text) => onChange({ ...block, text })} /><AlignField value={block.align} onChange={(align) => onChange({ ...block, align })} /></>;
    case "fields": return <FieldsForm block={block} onChange={onChange} />;
    case "table": return <TableForm block={block} onChange={onChange} />;
    case "rule": return <Field label={words.style} group><Segmented value={block.style} onChange={(style) => onChange({ ...block, style })} choices={RULES.map((one) => ({ value: one, label: words.styles[one] }))} /></Field>;
    case "space": return <NumberField label={words.mm} value={block.mm} least={1} most={MAX_SPACE_MM} onChange={(mm) => onChange({ ...block, mm })} />;
    case "code": return <CodeForm block={block} onChange={onChange} />;
    case "beside": return (
      <>
        <NumberField label={words.share} value={block.share} least={MIN_SHARE} most={MAX_SHARE} onChange={(share) => onChange({ ...block, share })} />
        {nested(words.left, block.left, (left) => onChange({ ...block, left: left as Of<"beside">["left"] }))}
        {nested(words.right, block.right, (right) => onChange({ ...block, right: right as Of<"beside">["right"] }))}
      </>
    );
  }
}

function TextForm({ block, onChange }: FormProps<Of<"text">>): ReactNode {
  const words = useBlockWords();
  return (
    <>
      <WordsField label={words.text} value={block.text} onChange={(text) => onChange({ ...block, text })} />
      <ScaleField value={block.scale} onChange={(scale) => onChange({ ...block, scale })} />
      <AlignField value={block.align} onChange={(align) => onChange({ ...block, align })} />
      <Tick label={words.bold} checked={block.bold} onChange={(bold) => onChange({ ...block, bold })} />
      <Tick label={words.boxed} checked={block.boxed} onChange={(boxed) => onChange({ ...block, boxed })} />
    </>
  );
}

function FieldsForm({ block, onChange }: FormProps<Of<"fields">>): ReactNode {
  const words = useBlockWords();
  const { kind } = useEditing();
  return (
    <>
      <Field label={words.shape} group><Segmented value={block.shape} onChange={(shape) => onChange({ ...block, shape })} choices={SHAPES.map((one) => ({ value: one, label: words.shapes[one] }))} /></Field>
      <ScaleField value={block.scale} onChange={(scale) => onChange({ ...block, scale })} />
      <FieldRows rows={block.fields} fields={shapeOf(kind).fields} onChange={(fields) => onChange({ ...block, fields })} />
    </>
  );
}

function TableForm({ block, onChange }: FormProps<Of<"table">>): ReactNode {
  const words = useBlockWords();
  const { kind, language } = useEditing();
  const { tables } = shapeOf(kind);
  const columns = tables[block.table]?.columns ?? {};
  const choose = (table: string): void => onChange({ ...block, table, columns: Object.keys(tables[table]?.columns ?? {}).slice(0, 6).map((field) => ({ field, title: null, share: 4 })) });
  return (
    <>
      {Object.keys(tables).length < 2 ? null : <Field label={words.table}><Select value={block.table} onChange={choose} choices={Object.entries(tables).map(([value, table]) => ({ value, label: nameOf(table, language) }))} /></Field>}
      <ScaleField value={block.scale} onChange={(scale) => onChange({ ...block, scale })} />
      <Tick label={words.head} checked={block.head} onChange={(head) => onChange({ ...block, head })} />
      <ColumnRows rows={block.columns} fields={columns} onChange={(rows) => onChange({ ...block, columns: rows })} />
    </>
  );
}

function CodeForm({ block, onChange }: FormProps<Of<"code">>): ReactNode {
  const words = useBlockWords();
  const { kind, language } = useEditing();
  const { fields } = shapeOf(kind);
  const drawable = codeFields(kind, block.code);
  const possible = CODES.filter((code) => codeFields(kind, code).length > 0);
  const chooseCode = (code: (typeof CODES)[number]): void => {
    const from = codeFields(kind, code);
    onChange({ ...block, code, field: from.includes(block.field) ? block.field : from[0] ?? block.field });
  };
  return (
    <>
      <Field label={words.code}><Select value={block.code} onChange={chooseCode} choices={possible.map((one) => ({ value: one, label: words.codes[one] }))} /></Field>
      <Field label={words.field}><Select value={block.field} onChange={(field) => onChange({ ...block, field })} choices={choicesOf(fields, language).filter(({ value }) => drawable.includes(value))} /></Field>
      <NumberField label={words.codeMm} value={block.mm} least={MIN_CODE_MM} most={MAX_CODE_MM} onChange={(mm) => onChange({ ...block, mm })} />
      <AlignField value={block.align} onChange={(align) => onChange({ ...block, align })} />
      <WordsField label={words.caption} value={block.caption} rows={1} onChange={(caption) => onChange({ ...block, caption })} />
    </>
  );
}

function WhenField({ block, onChange }: FormProps<Block>): ReactNode {
  const words = useBlockWords();
  const { kind, language } = useEditing();
  const { fields, tables } = shapeOf(kind);
  const choices = [{ value: "", label: words.always }, ...choicesOf(fields, language), ...Object.entries(tables).map(([value, table]) => ({ value, label: nameOf(table, language) }))];
  return <Field label={words.when}><Select value={block.when ?? ""} onChange={(when) => onChange({ ...block, when: when === "" ? null : when })} choices={choices} /></Field>;
}

import type { ReactNode } from "react";
import { GRADES } from "../../../../kernel/lots/contract.ts";
import { Field, FieldGrid } from "../../../../ui/Field.tsx";
import { Segmented } from "../../../../ui/Segmented.tsx";
import { Select } from "../../../../ui/Select.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { currencyFace } from "../../../../ui/money.ts";
import type { Grade } from "../../rules.ts";
import { usePageWords, useUnit } from "../words.ts";
import { priceFrom, type Draft, type Figure } from "./draft.ts";
import { Preview } from "./Preview.tsx";

interface EditorProps {
  readonly draft: Draft;
  readonly currency: string;
  readonly wrong: boolean;
  readonly onChange: (change: Partial<Draft>) => void;
}

/** Fixed, or by the price sheet; a formula is computed on the last published figures while it is typed. */
export function PriceEditor({ draft, currency, wrong, onChange }: EditorProps): ReactNode {
  const { price: words, draft: says } = usePageWords();
  const unit = useUnit();
  const per = draft.item === null ? null : `/${unit(draft.item.unit)}`;
  const price = priceFrom(draft, currency);
  const figure = (name: Figure, label: string, hint?: string): ReactNode => (
    <Field label={label} hint={hint}><TextInput inputMode="decimal" prefix={currencyFace(currency).symbol} suffix={per} value={draft.figures[name]} onChange={(value) => onChange({ figures: { ...draft.figures, [name]: value } })} /></Field>
  );
  return (
    <div className="contract-form">
      <Segmented wide value={draft.priceKind} onChange={(priceKind) => onChange({ priceKind })} label={words.title} choices={[{ value: "fixed", label: words.fixed }, { value: "formula", label: words.formula }]} />
      {draft.priceKind === "fixed" ? <FieldGrid>{figure("price", words.price)}</FieldGrid> : (
        <>
          <Reference draft={draft} onChange={onChange} />
          <FieldGrid>
            <Field label={words.factor} hint={words.factorHint}><TextInput inputMode="decimal" value={draft.figures.factor} onChange={(factor) => onChange({ figures: { ...draft.figures, factor } })} /></Field>
            {figure("premium", words.premium, words.premiumHint)}{figure("floor", words.floor)}{figure("cap", words.cap)}
            <Field label={words.missing}><Select value={draft.missing} onChange={(missing) => onChange({ missing })} choices={[{ value: "last" as const, label: words.last }, { value: "base" as const, label: words.base }]} /></Field>
            {figure("basePrice", words.basePrice)}
          </FieldGrid>
        </>
      )}
      {wrong && price === null ? <p role="alert" className="contract-alert">{says.missing.price}</p> : null}
      {price?.kind === "formula" ? <Preview price={price} currency={currency} /> : null}
    </div>
  );
}

function Reference({ draft, onChange }: Pick<EditorProps, "draft" | "onChange">): ReactNode {
  const { price: words } = usePageWords();
  const count = (name: "publications" | "lag", label: string, hint?: string): ReactNode => (
    <Field label={label} hint={hint}><TextInput inputMode="numeric" value={draft.figures[name]} onChange={(value) => onChange({ figures: { ...draft.figures, [name]: value } })} /></Field>
  );
  return (
    <FieldGrid>
      <Field label={words.basis}><Select value={draft.basis} onChange={(basis) => onChange({ basis })} choices={[{ value: "mean" as const, label: words.mean }, { value: "day" as const, label: words.day }]} /></Field>
      {draft.basis === "mean" ? count("publications", words.publications) : null}
      {count("lag", words.lag, words.lagHint)}
      <Field label={words.refGrade}><Select value={draft.refGrade === "" ? "none" : draft.refGrade} onChange={(grade) => onChange({ refGrade: grade === "none" ? "" : (grade as Grade) })} choices={[...GRADES.map((grade) => ({ value: grade as string, label: grade })), { value: "none", label: words.ungraded }]} /></Field>
      <Field label={words.venue}><Select value={draft.venue} onChange={(venue) => onChange({ venue })} choices={[{ value: "market" as const, label: words.market }, { value: "stall" as const, label: words.stall }]} /></Field>
    </FieldGrid>
  );
}

import type { ReactNode } from "react";
import { Field } from "../../../../ui/Field.tsx";
import { Segmented } from "../../../../ui/Segmented.tsx";
import { Select } from "../../../../ui/Select.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { currencyFace } from "../../../../ui/money.ts";
import { usePriceSentence, useUnit } from "../words.ts";
import { priceOf, type LineFigure } from "./draft.ts";
import type { LineProps } from "./LineEditor.tsx";
import { useEditorWords } from "./words.ts";

/** Fixed, by the price sheet, or asked of growers; said back as the sentence growers will read. */
export function PriceEditor({ line, currency, wrong, onChange }: Pick<LineProps, "line" | "currency" | "onChange"> & { readonly wrong: boolean }): ReactNode {
  const words = useEditorWords();
  const unit = useUnit();
  const sentence = usePriceSentence();
  const per = line.item === null ? undefined : `/${unit(line.item.unit)}`;
  const price = priceOf(line, currency);
  const set = (name: LineFigure, value: string): void => onChange({ figures: { ...line.figures, [name]: value } });
  const money = (name: LineFigure, label: string, hint?: string): ReactNode => <Field label={label} hint={hint}><TextInput inputMode="decimal" prefix={currencyFace(currency).symbol} suffix={per} value={line.figures[name]} onChange={(value) => set(name, value)} maxLength={12} /></Field>;
  const count = (name: LineFigure, label: string, hint?: string): ReactNode => <Field label={label} hint={hint}><TextInput inputMode="decimal" value={line.figures[name]} onChange={(value) => set(name, value)} maxLength={8} /></Field>;
  return (
    <div className="pooled-form" role="group" aria-label={words.price}>
      <b>{words.price}</b>
      <Segmented value={line.kind} onChange={(kind) => onChange({ kind })} label={words.price} choices={(["fixed", "index", "sealed"] as const).map((value) => ({ value, label: words.kinds[value] }))} />
      {line.kind === "fixed" ? <div className="pooled-grid">{money("price", words.fixed)}</div> : line.kind === "sealed" ? <div className="pooled-grid">{money("ceiling", words.ceiling, words.ceilingHint)}</div> : (
        <div className="pooled-grid">
          {money("floor", words.floor)}{money("cap", words.cap)}{count("factor", words.factor, words.factorHint)}{money("premium", words.premium)}
          <Field label={words.basis}><Select value={line.basis} onChange={(basis) => onChange({ basis })} choices={[{ value: "mean" as const, label: words.mean }, { value: "day" as const, label: words.day }]} /></Field>
          {line.basis === "mean" ? count("publications", words.publications) : null}{count("lag", words.lag)}{money("base", words.base)}
        </div>
      )}
      {price !== null && line.item !== null ? <p className="pooled-hint" role="status">{sentence(price, currency, line.item.unit)}</p> : wrong ? <p role="alert" className="pooled-alert">{words.missing.price}</p> : null}
    </div>
  );
}

import type { ReactNode } from "react";
import { addDays } from "../../../../engines/calendar/day.ts";
import { GRADES } from "../../../../kernel/lots/contract.ts";
import { Button } from "../../../../ui/Button.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { usePreferences } from "../../../../ui/Preferences.tsx";
import { Select } from "../../../../ui/Select.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { MAX_DROPS, MAX_LIMITS, MAX_SUBSTITUTES, type Grade } from "../../rules.ts";
import { useAmount, usePooledWords, useUnit } from "../words.ts";
import { sumOf, type LineFigure, type TermFault, type TypedGrade, type TypedLine } from "./draft.ts";
import { ItemFinder } from "./Finders.tsx";
import { PriceEditor } from "./PriceEditor.tsx";
import { useEditorWords } from "./words.ts";

export interface LineProps {
  readonly line: TypedLine;
  readonly n: number;
  readonly currency: string;
  /** Growers may be asked for their price. */
  readonly wrong: TermFault | null;
  readonly onChange: (change: Partial<TypedLine>) => void;
  readonly onRemove: (() => void) | undefined;
}

/** One kind of goods: what it is, what each grade must measure, when and where it is wanted, at what price. */
export function LineEditor({ line, n, currency, wrong, onChange, onRemove }: LineProps): ReactNode {
  const words = useEditorWords();
  const { language } = usePreferences();
  const unit = useUnit();
  const figure = (name: LineFigure, label: string, hint?: string, suffix?: string): ReactNode => <Field label={label} hint={hint}><TextInput inputMode="decimal" suffix={suffix} value={line.figures[name]} onChange={(value) => onChange({ figures: { ...line.figures, [name]: value } })} maxLength={10} /></Field>;
  const per = line.item === null ? undefined : unit(line.item.unit);
  return (
    <section className="pooled-box" aria-label={words.line(n)}>
      <header><h3>{words.line(n)}{line.item === null ? null : ` · ${line.item.name}`}</h3>{onRemove === undefined ? null : <Button size="small" tone="quiet" icon="close" onClick={onRemove}>{words.remove}</Button>}</header>
      <ItemFinder label={words.item} chosen={line.item} error={wrong === "item" ? words.missing.item : undefined} onPick={(item) => onChange(item === null ? { item: null } : { item: { id: item.id, name: language === "zh" || item.en === "" ? item.zh : item.en, unit: item.unit }, figures: { ...line.figures, step: String(item.packing["box"] ?? 1) } })} />
      <Drops line={line} wrong={wrong === "drops"} onChange={onChange} />
      <PriceEditor line={line} currency={currency} wrong={wrong === "price"} onChange={onChange} />
      <Spec line={line} wrong={wrong === "spec"} onChange={onChange} />
      <div className="pooled-grid">
        {figure("step", words.step, words.stepHint, per)}{figure("minBatch", words.minBatch, words.minBatchHint, per)}{figure("tolerance", words.tolerance)}
      </div>
      <div className="pooled-grid" role="group" aria-label={words.sampling}>{figure("sample", words.samplePm)}{figure("least", words.least, undefined, per)}{figure("most", words.most, undefined, per)}{figure("accept", words.acceptPm)}</div>
      <Substitutes line={line} onChange={onChange} />
    </section>
  );
}

type PartProps = Pick<LineProps, "line" | "onChange"> & { readonly wrong?: boolean };

function Drops({ line, wrong = false, onChange }: PartProps): ReactNode {
  const words = useEditorWords();
  const amount = useAmount();
  const unit = useUnit();
  const set = (n: number, change: Partial<TypedLine["drops"][number]>): void => onChange({ drops: line.drops.map((one, i) => (i === n ? { ...one, ...change } : one)) });
  const last = line.drops.at(-1);
  const add = (): void => onChange({ drops: [...line.drops, { dueOn: last === undefined || last.dueOn === "" ? "" : addDays(last.dueOn, 1), place: last?.place ?? "", quantity: last?.quantity ?? "" }] });
  const suffix = line.item === null ? undefined : unit(line.item.unit);
  return (
    <div className="pooled-form" role="group" aria-label={words.drops}>
      <b>{words.drops} <small>{line.item === null ? "" : words.sum(amount(sumOf(line.drops), line.item.unit))}</small></b>
      {line.drops.map((drop, n) => (
        <div className="pooled-row" key={n}>
          <Field label={words.due}><TextInput type="date" value={drop.dueOn} onChange={(dueOn) => set(n, { dueOn })} /></Field>
          <Field label={words.place}><TextInput value={drop.place} onChange={(place) => set(n, { place })} maxLength={120} /></Field>
          <Field label={words.quantity}><TextInput inputMode="numeric" suffix={suffix} value={drop.quantity} onChange={(quantity) => set(n, { quantity })} maxLength={10} /></Field>
          {line.drops.length < 2 ? null : <Button tone="quiet" icon="close" iconOnly onClick={() => onChange({ drops: line.drops.filter((_, i) => i !== n) })}>{`${words.remove} ${drop.dueOn}`}</Button>}
        </div>
      ))}
      {wrong ? <p role="alert" className="pooled-alert">{words.missing.drops}</p> : null}
      {line.drops.length >= MAX_DROPS ? null : <div><Button size="small" icon="plus" onClick={add}>{words.addDrop}</Button></div>}
    </div>
  );
}

function Spec({ line, wrong = false, onChange }: PartProps): ReactNode {
  const words = useEditorWords();
  const { attributes } = usePooledWords();
  const choices = Object.entries(attributes).map(([value, label]) => ({ value, label }));
  const set = (n: number, change: Partial<TypedGrade>): void => onChange({ spec: line.spec.map((one, i) => (i === n ? { ...one, ...change } : one)) });
  const free = GRADES.filter((grade) => !line.spec.some((one) => one.grade === grade));
  return (
    <div className="pooled-form" role="group" aria-label={words.spec}>
      <div className="pooled-row">
        <b>{words.spec}</b>
        <Field label={words.grade}><Select value={line.grade} onChange={(grade) => onChange({ grade: grade as Grade })} choices={line.spec.map((one) => ({ value: one.grade, label: one.grade }))} /></Field>
      </div>
      <p className="pooled-hint">{words.specHint}</p>
      {line.spec.map((one, n) => (
        <div key={one.grade} className="pooled-grade">
          <b>{one.grade}</b>
          <div className="pooled-form">
            {one.limits.map((limit, k) => {
              const change = (part: Partial<typeof limit>): void => set(n, { limits: one.limits.map((each, i) => (i === k ? { ...each, ...part } : each)) });
              return (
                <div className="pooled-row" key={k}>
                  <Field label={words.attribute}><Select value={limit.attribute} onChange={(attribute) => change({ attribute })} choices={choices} /></Field>
                  <Field label={words.min}><TextInput inputMode="decimal" value={limit.min} onChange={(min) => change({ min })} maxLength={8} /></Field>
                  <Field label={words.max}><TextInput inputMode="decimal" value={limit.max} onChange={(max) => change({ max })} maxLength={8} /></Field>
                  {one.limits.length < 2 ? null : <Button tone="quiet" icon="close" iconOnly onClick={() => set(n, { limits: one.limits.filter((_, i) => i !== k) })}>{`${words.remove} ${one.grade} ${attributes[limit.attribute] ?? ""}`}</Button>}
                </div>
              );
            })}
            <div className="pooled-row">
              <Field label={words.pricePm}><TextInput inputMode="decimal" value={one.percent} onChange={(percent) => set(n, { percent })} maxLength={5} /></Field>
              {one.limits.length >= MAX_LIMITS ? null : <Button size="small" icon="plus" onClick={() => set(n, { limits: [...one.limits, { attribute: "crownCm", min: "", max: "" }] })}>{words.addLimit}</Button>}
              {line.spec.length < 2 ? null : <Button size="small" tone="quiet" onClick={() => onChange({ spec: line.spec.filter((_, i) => i !== n) })}>{`${words.remove} ${one.grade}`}</Button>}
            </div>
          </div>
        </div>
      ))}
      {wrong ? <p role="alert" className="pooled-alert">{words.missing.spec}</p> : null}
      {free[0] === undefined ? null : <div><Button size="small" icon="plus" onClick={() => onChange({ spec: [...line.spec, { grade: free[0]!, percent: "", limits: line.spec[0]?.limits.map((limit) => ({ ...limit, min: "", max: "" })) ?? [] }] })}>{words.addGrade}</Button></div>}
    </div>
  );
}

function Substitutes({ line, onChange }: PartProps): ReactNode {
  const words = useEditorWords();
  const { language } = usePreferences();
  return (
    <details className="pooled-more">
      <summary>{words.substitutes}{line.substitutes.length === 0 ? "" : ` ${line.substitutes.length}`}</summary>
      <div className="pooled-form">
        {line.substitutes.map((one, n) => (
          <div className="pooled-row" key={one.id}>
            <b>{one.name}</b>
            <Field label={words.pricePm}><TextInput inputMode="decimal" value={one.percent} onChange={(percent) => onChange({ substitutes: line.substitutes.map((each, i) => (i === n ? { ...each, percent } : each)) })} maxLength={5} /></Field>
            <Button size="small" tone="quiet" onClick={() => onChange({ substitutes: line.substitutes.filter((_, i) => i !== n) })}>{`${words.remove} ${one.name}`}</Button>
          </div>
        ))}
        {line.substitutes.length >= MAX_SUBSTITUTES ? null : <ItemFinder label={words.addSubstitute} chosen={null} onPick={(item) => { if (item !== null && item.id !== line.item?.id && !line.substitutes.some((one) => one.id === item.id)) onChange({ substitutes: [...line.substitutes, { id: item.id, name: language === "zh" || item.en === "" ? item.zh : item.en, unit: item.unit, percent: "95" }] }); }} />}
      </div>
    </details>
  );
}

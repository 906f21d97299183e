import type { ReactNode } from "react";
import { addDays } from "../../../../engines/calendar/day.ts";
import { Button, ButtonRow } from "../../../../ui/Button.tsx";
import { Field, FieldGrid } from "../../../../ui/Field.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { MAX_PERIODS, bandOf } from "../../rules.ts";
import { useAmount, usePageWords } from "../words.ts";
import { planned, sumOf, whole, type Draft, type TypedPeriod } from "./draft.ts";

interface PlanProps {
  readonly draft: Draft;
  readonly wrong: string | null;
  readonly onChange: (change: Partial<Draft>) => void;
}
const WEEK = 7;

/** A plan of weeks made with one press, each line of it free to change. */
export function PlanEditor({ draft, wrong, onChange }: PlanProps): ReactNode {
  const { draft: words } = usePageWords();
  const amount = useAmount();
  const unit = draft.item?.unit ?? "pot";
  const made = planned(draft);
  const sum = sumOf(draft.periods);
  const whole_ = bandOf(sum, whole(draft.figures.band) || 0);
  const put = (key: number, change: Partial<TypedPeriod>): void => onChange({ periods: draft.periods.map((one) => (one.key === key ? { ...one, ...change } : one)) });
  const add = (): void => {
    const last = draft.periods.at(-1);
    const from = last === undefined ? draft.from : addDays(last.to === "" ? last.from : last.to, 1);
    onChange({ periods: [...draft.periods, { key: Math.max(-1, ...draft.periods.map((one) => one.key)) + 1, from, to: addDays(from, WEEK - 1), planned: last?.planned ?? "" }] });
  };
  return (
    <div className="contract-form">
      <FieldGrid>
        <Field label={words.quantity} error={wrong ?? undefined}><TextInput inputMode="numeric" value={draft.quantity} onChange={(quantity) => onChange({ quantity })} suffix={whole(draft.quantity) > 0 ? amount(whole(draft.quantity), unit) : null} /></Field>
        <Field label={words.from}><TextInput type="date" value={draft.from} onChange={(from) => onChange({ from })} /></Field>
        <Field label={words.weeks}><TextInput inputMode="numeric" value={draft.weeks} onChange={(weeks) => onChange({ weeks })} /></Field>
      </FieldGrid>
      <ButtonRow>
        <Button icon="calendar" disabled={made === null || made.length > MAX_PERIODS} onClick={() => { if (made !== null) onChange({ periods: made }); }}>{words.make}</Button>
        <Button icon="plus" disabled={draft.periods.length >= MAX_PERIODS || (draft.periods.length === 0 && draft.from === "")} onClick={add}>{words.addPeriod}</Button>
      </ButtonRow>
      {draft.periods.length === 0 ? null : (
        <ol className="contract-plan">
          {draft.periods.map((one, index) => (
            <li key={one.key}>
              <b>{index + 1}</b>
              <input className="contract-plan-cell" type="date" aria-label={`${index + 1} ${words.from}`} value={one.from} onChange={(event) => put(one.key, { from: event.currentTarget.value })} />
              <input className="contract-plan-cell" type="date" aria-label={`${index + 1} –`} value={one.to} onChange={(event) => put(one.key, { to: event.currentTarget.value })} />
              <input className="contract-plan-cell" inputMode="numeric" aria-label={`${index + 1} ${words.planned}`} value={one.planned} onChange={(event) => put(one.key, { planned: event.currentTarget.value })} />
              <Button size="small" tone="quiet" icon="close" iconOnly onClick={() => onChange({ periods: draft.periods.filter((other) => other.key !== one.key) })}>{words.remove}</Button>
            </li>
          ))}
        </ol>
      )}
      {draft.periods.length === 0 ? null : <p role="status"><b>{words.sum(amount(sum, unit))}</b> · {words.range(String(whole_.lower), String(whole_.upper))}{whole(draft.quantity) > 0 && whole(draft.quantity) !== sum ? <small className="contract-hint"> {words.differs}</small> : null}</p>}
    </div>
  );
}

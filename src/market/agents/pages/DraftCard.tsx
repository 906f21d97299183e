import { useState } from "react";
import type { ReactNode } from "react";
import { Badge } from "../../../ui/Badge.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Field } from "../../../ui/Field.tsx";
import { usePreferences } from "../../../ui/Preferences.tsx";
import { Select } from "../../../ui/Select.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { formatMoney } from "../../../ui/money.ts";
import { GRADES, PRIORITIES } from "../rules.ts";
import { ItemSearch } from "./ItemSearch.tsx";
import { MarkedText } from "./MarkedText.tsx";
import { faultsOf, unitsOf, withItem, type Draft } from "./draft.ts";
import { usePageWords, useTerms, useUnits } from "./words.ts";

interface DraftCardProps {
  readonly n: number;
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
}

const SURE = 85;

/** One wish beside its words: everything can be put right here, and what was doubted is said. */
export function DraftCard({ n, draft, onChange }: DraftCardProps): ReactNode {
  const words = usePageWords();
  const terms = useTerms();
  const units = useUnits();
  const faults = faultsOf(draft);
  const counted = unitsOf(draft);
  const { read } = draft;
  const unit = draft.item === null || draft.item === "words" ? (counted?.unit ?? "pot") : draft.item.unit;
  return (
    <li className="agent-draft" data-left={draft.left || undefined} data-fault={faults.length > 0 || undefined}>
      <div className="agent-draft-head">
        <b>{n}</b>
        {read === null ? <span className="agent-said">{words.fresh.byHand}</span> : <MarkedText text={read.said} from={read.from} parts={read.parts} problems={read.problems} />}
        {read === null ? null : <Badge tone={read.confidence >= SURE ? "leaf" : "pollen"}>{words.fresh.sure(read.confidence)}</Badge>}
        <Button size="small" tone="quiet" icon={draft.left ? "plus" : "close"} onClick={() => onChange({ ...draft, left: !draft.left })}>{draft.left ? words.fresh.restore : words.fresh.remove}</Button>
      </div>
      {draft.left ? null : (
        <>
          {read === null || read.problems.length === 0 ? null : <ul className="agent-doubts">{read.problems.map((problem) => <li key={`${problem.code} ${problem.from}`}>{words.problems[problem.code]}{problem.code === "unread" || problem.code === "unknown_item" ? `：${read.said.slice(problem.from - read.from, problem.to - read.from)}` : ""}</li>)}</ul>}
          <div className="agent-draft-fields">
            <ItemField draft={draft} fault={faults.includes("item")} onChange={onChange} />
            <Field label={words.common.quantity} hint={counted !== null && counted.unit !== "" ? units.amount(counted.units, counted.unit) : words.fresh.quantityHint} error={faults.includes("quantity") && draft.quantity !== "" ? words.problems.bad_quantity : faults.includes("quantity") ? words.problems.no_quantity : null}><TextInput value={draft.quantity} onChange={(quantity) => onChange({ ...draft, quantity })} maxLength={60} /></Field>
            <Field label={words.fresh.limit} hint={converted(draft) ? words.fresh.limitSaid(`${formatMoney(read!.limitFen!)}${read!.limitPer === null ? "" : `/${read!.limitPer}`}`) : words.fresh.limitHint(units.unit(unit))} error={faults.includes("limit") ? words.statement.wrongAmount : null}><TextInput value={draft.limit} onChange={(limit) => onChange({ ...draft, limit })} prefix="¥" inputMode="decimal" maxLength={12} /></Field>
            <Field label={words.fresh.gradeLeast}><Select value={draft.grade ?? "any"} onChange={(grade) => onChange({ ...draft, grade: grade === "any" ? null : grade })} choices={[{ value: "any" as const, label: words.fresh.gradeAny }, ...GRADES.map((value) => ({ value, label: value }))]} /></Field>
            <Field label={words.fresh.priority}><Select value={draft.priority} onChange={(priority) => onChange({ ...draft, priority })} choices={PRIORITIES.map((value) => ({ value, label: terms.priorities[value] }))} /></Field>
            <label className="agent-check"><input type="checkbox" checked={draft.substitute} onChange={(event) => onChange({ ...draft, substitute: event.currentTarget.checked })} />{words.fresh.substitute}</label>
          </div>
        </>
      )}
    </li>
  );
}

/** The limit is not the number he wrote, because he priced another unit. */
const converted = ({ read, limit }: Draft): boolean => read !== null && read.limitFen !== null && limit !== "" && Math.round(Number(limit) * 100) !== read.limitFen;

function ItemField({ draft, fault, onChange }: { readonly draft: Draft; readonly fault: boolean; readonly onChange: (draft: Draft) => void }): ReactNode {
  const { fresh: words, problems } = usePageWords();
  const { language } = usePreferences();
  const [looking, setLooking] = useState(draft.read === null);
  const named = draft.read?.candidates ?? [];
  const chosen = draft.item === "words" || draft.item === null ? null : draft.item;
  const choices = [...named, ...(chosen !== null && !named.some((one) => one.itemId === chosen.itemId) ? [{ ...chosen, score: 0 }] : [])];
  const value = draft.item === null ? "" : draft.item === "words" ? "words" : draft.item.itemId;
  const choose = (picked: string): void => {
    if (picked === "look") setLooking(true);
    else onChange(withItem(draft, picked === "words" ? "words" : (choices.find((one) => one.itemId === picked) ?? null)));
  };
  return (
    <div className="agent-draft-item">
      <Field label={words.item} error={fault ? problems.no_item : null}>
        <Select value={value} placeholder={words.choose} onChange={choose} choices={[...choices.map((one) => ({ value: one.itemId, label: language === "zh" || one.en === "" ? one.zh : one.en })), { value: "words", label: words.words }, { value: "look", label: words.lookUp }]} />
      </Field>
      {looking ? <ItemSearch onPick={(item) => { onChange(withItem(draft, item)); setLooking(false); }} /> : null}
      {draft.item === "words" ? <Field label={words.spec}><TextInput value={draft.spec} onChange={(spec) => onChange({ ...draft, spec })} maxLength={200} /></Field> : null}
    </div>
  );
}

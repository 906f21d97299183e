import { useState } from "react";
import type { ReactNode } from "react";
import { useNavigate } from "react-router";
import { GRADES } from "../../../../kernel/lots/contract.ts";
import { Button, ButtonRow } from "../../../../ui/Button.tsx";
import { Field, FieldGrid } from "../../../../ui/Field.tsx";
import { Panel } from "../../../../ui/Page.tsx";
import { Segmented } from "../../../../ui/Segmented.tsx";
import { Select } from "../../../../ui/Select.tsx";
import { TextArea, TextInput } from "../../../../ui/TextInput.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { useApi } from "../../../../ui/api.ts";
import { currencyFace, parseMoney } from "../../../../ui/money.ts";
import { contracts } from "../../contract.ts";
import { MAX_SUBSTITUTES, type Grade } from "../../rules.ts";
import { useAct } from "../useAct.ts";
import { usePageWords, useTerms } from "../words.ts";
import { priceFrom, sumOf, termsFrom, type Draft, type Figure } from "./draft.ts";
import { ItemFinder, PartnerFinder } from "./Finders.tsx";
import { PlanEditor } from "./PlanEditor.tsx";
import { PriceEditor } from "./PriceEditor.tsx";

interface FormProps {
  readonly start: Draft;
  readonly currency: string;
  readonly contractId?: string | undefined;
}

/** Who, what, when, at what price, on what deposit; the rules of the game have usual values and stand folded below. */
export function DraftForm({ start, currency, contractId }: FormProps): ReactNode {
  const { draft: words, price: priceWords } = usePageWords();
  const api = useApi(contracts);
  const navigate = useNavigate();
  const toast = useToast();
  const { busy, act } = useAct();
  const [draft, setDraft] = useState(start);
  const [tried, setTried] = useState(false);
  const set = (change: Partial<Draft>): void => setDraft((before) => ({ ...before, ...change }));
  const terms = termsFrom(draft, currency);
  const missing = typeof terms === "string" ? terms : null;
  const wrong = (what: typeof missing): string | undefined => (tried && missing === what && what !== null ? words.missing[what] : undefined);
  const save = (): void => {
    setTried(true);
    if (typeof terms === "string" || draft.partner === null) return;
    const partnerId = draft.partner.id;
    void act(() => api.saveDraft({ ...(contractId === undefined ? {} : { contractId }), as: draft.as, partnerId, terms: { ...terms, substitutes: [...terms.substitutes], periods: [...terms.periods] } }), (row) => {
      toast(words.saved(row.no), "leaf");
      void navigate(`/contracts/${row.no}`);
    });
  };
  return (
    <form className="contract-form" onSubmit={(event) => { event.preventDefault(); save(); }}>
      <Panel title={words.goods}>
        <div className="contract-form">
          <Sides draft={draft} onChange={set} />
          <PartnerFinder as={draft.as} chosen={draft.partner} onPick={(partner) => set({ partner })} error={wrong("partner")} />
          <ItemFinder label={words.item} chosen={draft.item} onPick={(item) => set({ item })} error={wrong("item")} />
          <Grades draft={draft} onChange={set} />
        </div>
      </Panel>
      <Panel title={words.plan}><PlanEditor draft={draft} onChange={set} wrong={wrong("quantity") ?? wrong("plan") ?? null} /></Panel>
      <Panel title={priceWords.title}><PriceEditor draft={draft} currency={currency} wrong={tried && missing === "price"} onChange={set} /></Panel>
      <Panel title={words.deposits}><DepositFields draft={draft} currency={currency} onChange={set} /></Panel>
      <Rules draft={draft} onChange={set} />
      {tried && missing !== null ? <p role="alert" className="contract-alert">{words.missing[missing]}</p> : null}
      <ButtonRow><Button tone="primary" size="large" type="submit" busy={busy}>{words.save}</Button></ButtonRow>
    </form>
  );
}

interface PartProps {
  readonly draft: Draft;
  readonly onChange: (change: Partial<Draft>) => void;
}

/** Asked only of somebody who both sells and buys. */
function Sides({ draft, onChange }: PartProps): ReactNode {
  const { draft: words } = usePageWords();
  const { sides } = useTerms();
  const { roles } = useViewer();
  const both = (roles.includes("grower") || roles.includes("merchant")) && (roles.includes("buyer") || roles.includes("agent"));
  return both ? <Field label={words.side} group><Segmented value={draft.as} onChange={(as) => onChange({ as, partner: null })} choices={[{ value: "seller", label: sides.seller }, { value: "buyer", label: sides.buyer }]} /></Field> : null;
}

function Grades({ draft, onChange }: PartProps): ReactNode {
  const { draft: words, contract: says } = usePageWords();
  const below = GRADES.slice(draft.grade === "" ? GRADES.length : GRADES.indexOf(draft.grade) + 1);
  const grade = (value: string): Grade | "" => (value === "any" ? "" : (value as Grade));
  return (
    <>
      <FieldGrid>
        <Field label={words.grade}><Select value={draft.grade === "" ? "any" : draft.grade} onChange={(value) => onChange({ grade: grade(value), lowest: "", refGrade: grade(value) })} choices={[...GRADES.map((one) => ({ value: one as string, label: one })), { value: "any", label: says.anyGrade }]} /></Field>
        {below.length === 0 ? null : <Field label={words.lowest} hint={words.lowestHint}><Select value={draft.lowest === "" ? "any" : draft.lowest} onChange={(value) => onChange({ lowest: grade(value) })} choices={[{ value: "any", label: words.noLower }, ...below.map((one) => ({ value: one as string, label: one }))]} /></Field>}
      </FieldGrid>
      {draft.substitutes.map((one) => <div className="contract-chosen" key={one.id}><small>{words.substitutes}</small><b>{one.name}</b><Button size="small" tone="quiet" onClick={() => onChange({ substitutes: draft.substitutes.filter((other) => other.id !== one.id) })}>{words.remove}</Button></div>)}
      {draft.item === null || draft.substitutes.length >= MAX_SUBSTITUTES ? null : (
        <details className="contract-more"><summary>{words.substitutes}</summary><ItemFinder label={words.addSubstitute} chosen={null} onPick={(item) => { if (item !== null && item.id !== draft.item?.id && !draft.substitutes.some((one) => one.id === item.id)) onChange({ substitutes: [...draft.substitutes, item] }); }} /></details>
      )}
    </>
  );
}

const PERMILLE = 1_000;
function DepositFields({ draft, currency, onChange }: PartProps & { readonly currency: string }): ReactNode {
  const { draft: words } = usePageWords();
  const price = priceFrom(draft, currency);
  const value = price === null ? 0 : sumOf(draft.periods) * (price.kind === "fixed" ? price.price : price.floor);
  const field = (name: "depositSeller" | "depositBuyer", label: string): ReactNode => {
    const amount = parseMoney(draft.figures[name], currency);
    const hint = value > 0 && amount !== null && amount > 0 ? words.depositHint(`${Math.round((amount * PERMILLE) / value) / 10}%`) : undefined;
    return <Field label={label} hint={hint}><TextInput inputMode="decimal" prefix={currencyFace(currency).symbol} value={draft.figures[name]} onChange={(text) => onChange({ figures: { ...draft.figures, [name]: text } })} /></Field>;
  };
  return <FieldGrid>{field("depositSeller", words.depositSeller)}{field("depositBuyer", words.depositBuyer)}</FieldGrid>;
}

function Rules({ draft, onChange }: PartProps): ReactNode {
  const { draft: words } = usePageWords();
  const figure = (name: Figure, label: string): ReactNode => <Field label={label} key={name}><TextInput inputMode="numeric" value={draft.figures[name]} onChange={(text) => onChange({ figures: { ...draft.figures, [name]: text } })} /></Field>;
  return (
    <details className="contract-more">
      <summary>{words.rules}</summary>
      <div className="contract-form">
        <FieldGrid>{figure("band", words.band)}{figure("periodBand", words.periodBand)}{figure("lead", words.lead)}{figure("answer", words.answer)}{figure("grace", words.grace)}</FieldGrid>
        <FieldGrid>{figure("short", words.short)}{figure("tolerance", words.tolerance)}{figure("late", words.late)}{figure("off", words.off)}{figure("taken", words.taken)}{figure("deviations", words.deviations)}</FieldGrid>
        <Field label={words.under} group><Segmented value={draft.under} onChange={(under) => onChange({ under })} choices={[{ value: "default", label: words.underDefault }, { value: "deviation", label: words.underDeviation }]} /></Field>
        <Field label={words.note} optional><TextArea value={draft.note} onChange={(note) => onChange({ note })} maxLength={500} /></Field>
      </div>
    </details>
  );
}

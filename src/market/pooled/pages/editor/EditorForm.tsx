import { useState } from "react";
import type { ReactNode } from "react";
import { useNavigate } from "react-router";
import { Button, ButtonRow } from "../../../../ui/Button.tsx";
import { Field, FieldGrid } from "../../../../ui/Field.tsx";
import { Panel } from "../../../../ui/Page.tsx";
import { TextArea, TextInput } from "../../../../ui/TextInput.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { useApi } from "../../../../ui/api.ts";
import { pooled } from "../../contract.ts";
import { MAX_LINES } from "../../rules.ts";
import type { OrderView, TermsView } from "../../views.ts";
import { useAct } from "../useAct.ts";
import { isWrong, newLine, termsOf, type Draft, type Figure, type TypedLine } from "./draft.ts";
import { EnterpriseFinder } from "./Finders.tsx";
import { LineEditor } from "./LineEditor.tsx";
import { Preview } from "./Preview.tsx";
import { RuleChooser } from "./RuleChooser.tsx";
import { useEditorWords } from "./words.ts";

interface FormProps {
  readonly start: Draft;
  readonly today: string;
  readonly currency: string;
  /** The draft that is changed. */
  readonly saved?: OrderView | undefined;
}

/** What, when, at what price, divided how; the rules of the game have usual values and stand folded below. */
export function EditorForm({ start, today, currency, saved }: FormProps): ReactNode {
  const words = useEditorWords();
  const { roles } = useViewer();
  const api = useApi(pooled);
  const navigate = useNavigate();
  const toast = useToast();
  const { busy, act } = useAct();
  const [draft, setDraft] = useState(start);
  const [tried, setTried] = useState(false);
  const set = (change: Partial<Draft>): void => setDraft((before) => ({ ...before, ...change }));
  const asHub = !roles.includes("buyer");
  const found = termsOf(draft, currency);
  const wrong = isWrong(found) ? found : asHub && draft.enterprise === null ? { what: "enterprise" as const, line: null } : null;
  const setLine = (key: number, change: Partial<TypedLine>): void => setDraft((before) => {
    const lines = before.lines.map((one) => (one.key === key ? { ...one, ...change } : one));
    // A sealed price and its rule go together.
    const sealed = lines.some((one) => one.kind === "sealed");
    return { ...before, lines: change.kind === undefined ? lines : lines.map((one) => (sealed === (one.kind === "sealed") ? one : { ...one, kind: change.kind! })), rule: sealed ? "sealed_bid" : before.rule === "sealed_bid" ? "proportional" : before.rule };
  });
  const save = (): void => {
    setTried(true);
    if (isWrong(found) || wrong !== null) return;
    void act(() => api.saveDraft({ ...(saved === undefined ? {} : { orderId: saved.order.id, hubId: saved.order.hubId }), ...(asHub && draft.enterprise !== null ? { enterpriseId: draft.enterprise.id } : {}), title: draft.title, terms: found as TermsView }), (row) => {
      toast(words.saved(row.no), "leaf");
      void navigate(`/pooled-orders/${row.no}`);
    });
  };
  return (
    <form className="pooled-form" onSubmit={(event) => { event.preventDefault(); save(); }}>
      <Panel>
        <div className="pooled-form">
          <Field label={words.name} hint={words.nameHint} error={tried && wrong?.what === "name" ? words.missing.name : undefined}><TextInput value={draft.title} onChange={(title) => set({ title })} maxLength={120} /></Field>
          {asHub ? <EnterpriseFinder label={words.enterprise} chosen={draft.enterprise} onPick={(enterprise) => set({ enterprise })} error={tried && wrong?.what === "enterprise" ? words.missing.enterprise : undefined} /> : null}
        </div>
      </Panel>
      <Panel title={words.lines}>
        <div className="pooled-form">
          {draft.lines.map((line, n) => <LineEditor key={line.key} line={line} n={n + 1} currency={currency} wrong={tried && wrong?.line === n + 1 ? wrong.what : null} onChange={(change) => setLine(line.key, change)} onRemove={draft.lines.length < 2 ? undefined : () => set({ lines: draft.lines.filter((one) => one.key !== line.key) })} />)}
          {draft.lines.length >= MAX_LINES ? null : <div><Button icon="plus" onClick={() => set({ lines: [...draft.lines, newLine(Math.max(...draft.lines.map((one) => one.key)) + 1, today)] })}>{words.addLine}</Button></div>}
        </div>
      </Panel>
      <Panel title={words.rule}><RuleChooser rule={draft.rule} sealed={draft.lines.some((one) => one.kind === "sealed")} saved={saved} onChange={(rule) => set({ rule })} /></Panel>
      <TermFields draft={draft} onChange={set} />
      {isWrong(found) ? null : <Preview terms={found} currency={currency} />}
      {tried && wrong !== null ? <p role="alert" className="pooled-alert">{wrong.line === null ? words.missing[wrong.what] : words.whichLine(wrong.line, words.missing[wrong.what])}</p> : null}
      <ButtonRow><Button tone="primary" size="large" type="submit" busy={busy}>{words.save}</Button></ButtonRow>
    </form>
  );
}

const REMEDIES = ["reallocate", "cover", "consent"] as const;

/** Weights, bounds, deposits, deadlines and penalties. */
function TermFields({ draft, onChange }: { readonly draft: Draft; readonly onChange: (change: Partial<Draft>) => void }): ReactNode {
  const words = useEditorWords();
  const figure = (name: Figure, label: string): ReactNode => <Field key={name} label={label}><TextInput inputMode="decimal" value={draft.figures[name]} onChange={(value) => onChange({ figures: { ...draft.figures, [name]: value } })} maxLength={6} /></Field>;
  const toggle = (one: (typeof REMEDIES)[number]): void => onChange({ remedies: draft.remedies.includes(one) ? draft.remedies.filter((each) => each !== one) : REMEDIES.filter((each) => each === one || draft.remedies.includes(each)) });
  return (
    <Panel>
      <details className="pooled-more">
        <summary>{words.more}</summary>
        <div className="pooled-form">
          <FieldGrid>{figure("cap", words.cap_)}{figure("margin", words.margin)}{figure("depositEnterprise", `${words.deposits} · ${words.depositEnterprise}`)}{figure("depositGrower", `${words.deposits} · ${words.depositGrower}`)}{figure("answerHours", words.answerHours)}{figure("graceDays", words.graceDays)}</FieldGrid>
          <b>{words.weights}</b>
          <FieldGrid>{figure("quality", words.quality)}{figure("punctuality", words.punctuality)}{figure("distance", words.distance)}{figure("price", words.priceWeight)}{draft.rule === "least_cost" ? figure("fairness", words.fairness) : null}</FieldGrid>
          {draft.rule === "least_cost" ? <><b>{words.truck}</b><FieldGrid>{figure("truckHolds", words.truckHolds)}{figure("truckTrip", words.truckTrip)}{figure("truckKm", words.truckKm)}</FieldGrid></> : null}
          <b>{words.penalties}</b>
          <FieldGrid>{figure("short", words.short)}{figure("late", words.late)}{figure("withdrawn", words.withdrawn)}{figure("sideSold", words.sideSold)}{figure("refused", words.refused)}</FieldGrid>
          <fieldset className="pooled-remedies"><legend>{words.remedies}</legend>{REMEDIES.map((one) => <label key={one}><input type="checkbox" checked={draft.remedies.includes(one)} onChange={() => toggle(one)} /> {words.remedyNames[one]}</label>)}</fieldset>
          <Field label={words.note} optional><TextArea value={draft.note} onChange={(note) => onChange({ note })} maxLength={500} /></Field>
        </div>
      </details>
    </Panel>
  );
}

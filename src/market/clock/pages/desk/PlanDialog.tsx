import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { DEFAULT_CLOCK_SETTINGS, MAX_CLOCKS, MAX_GRACE_MS, MAX_HOLD_MS, MAX_STEP_MS, MIN_STEP_MS } from "../../../../engines/clock/types.ts";
import type { ClockSettings } from "../../../../engines/clock/types.ts";
import { useApi } from "../../../../ui/api.ts";
import { Button } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { Field, FieldGrid } from "../../../../ui/Field.tsx";
import { useWords } from "../../../../ui/Preferences.tsx";
import { QuantityStepper } from "../../../../ui/QuantityStepper.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { clock } from "../../contract.ts";
import { useProblem } from "../refusal.ts";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";

const MAX_TAKE_ALL = 10_000;
const MAX_RESTART = 1_000;
const FIRST_CLOCKS = 2;

export interface PlanDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onPlanned: (sessionId: string) => void;
}

export function PlanDialog({ open, onClose, onPlanned }: PlanDialogProps): ReactNode {
  const words = useWords(zh, en).desk;
  return <Dialog open={open} onClose={onClose} title={words.plan} size="large" sticky>{open ? <PlanForm onPlanned={onPlanned} /> : null}</Dialog>;
}

function PlanForm({ onPlanned }: { readonly onPlanned: (sessionId: string) => void }): ReactNode {
  const words = useWords(zh, en).desk;
  const api = useApi(clock);
  const queries = useQueryClient();
  const toast = useToast();
  const problem = useProblem();
  const { businessDate } = useViewer();
  const fresh = (index: number): ClockSettings => ({ ...DEFAULT_CLOCK_SETTINGS, name: words.form.defaults[index] ?? `${index + 1}` });
  const [title, setTitle] = useState(words.form.defaultTitle);
  const [date, setDate] = useState(businessDate ?? "");
  const [clocks, setClocks] = useState<readonly ClockSettings[]>(() => Array.from({ length: FIRST_CLOCKS }, (_, index) => fresh(index)));
  const [anonymousWinners, setAnonymous] = useState(true);
  const [showGrowers, setGrowers] = useState(true);
  const plan = useMutation({
    mutationFn: () => api.planSession({ title, businessDate: date, clocks: [...clocks], anonymousWinners, showGrowers }),
    onSuccess: async (session) => {
      await queries.invalidateQueries({ queryKey: ["clock", "sessions"] });
      toast(words.planned, "leaf");
      onPlanned(session.id);
    },
  });
  const told = plan.error === null ? null : problem(plan.error);
  const change = (index: number, to: Partial<ClockSettings>): void => setClocks(clocks.map((one, at) => (at === index ? { ...one, ...to } : one)));
  return (
    <form className="desk-plan" onSubmit={(event) => { event.preventDefault(); if (!plan.isPending) plan.mutate(); }}>
      <FieldGrid>
        <Field label={words.form.title} hint={words.form.titleHint}><TextInput value={title} onChange={setTitle} maxLength={80} required /></Field>
        <Field label={words.form.date}><TextInput type="date" value={date} onChange={setDate} min={businessDate ?? undefined} required /></Field>
      </FieldGrid>
      <label className="desk-check"><input type="checkbox" checked={anonymousWinners} onChange={(event) => setAnonymous(event.currentTarget.checked)} />{words.form.anonymous}<small>{words.form.anonymousHint}</small></label>
      <label className="desk-check"><input type="checkbox" checked={showGrowers} onChange={(event) => setGrowers(event.currentTarget.checked)} />{words.form.growers}</label>
      {clocks.map((settings, index) => (
        <fieldset key={index} className="desk-clock-form">
          <legend>{settings.name || index + 1}</legend>
          <SettingsFields settings={settings} onChange={(to) => change(index, to)} />
          {clocks.length > 1 ? <Button size="small" tone="quiet" icon="close" onClick={() => setClocks(clocks.filter((_, at) => at !== index))}>{words.form.removeClock(settings.name)}</Button> : null}
        </fieldset>
      ))}
      {clocks.length < MAX_CLOCKS ? <Button icon="plus" onClick={() => setClocks([...clocks, fresh(clocks.length)])}>{words.form.addClock}</Button> : null}
      {told === null ? null : <p className="desk-problem" role="alert">{told.text}{told.number === undefined ? null : ` ${told.number}`}</p>}
      <div className="hl-button-row" data-align="end"><Button type="submit" tone="primary" busy={plan.isPending}>{words.form.submit}</Button></div>
    </form>
  );
}

/** The rhythm of one clock; what is seldom changed is folded away. */
export function SettingsFields({ settings, onChange }: { readonly settings: ClockSettings; readonly onChange: (to: Partial<ClockSettings>) => void }): ReactNode {
  const words = useWords(zh, en).desk.form;
  return (
    <>
      <FieldGrid>
        <Field label={words.name}><TextInput value={settings.name} onChange={(name) => onChange({ name })} maxLength={40} required /></Field>
        <Field label={words.stepMs} hint={words.stepHint}><QuantityStepper value={settings.stepMs} min={MIN_STEP_MS} max={MAX_STEP_MS} step={10} unit={words.ms} onChange={(stepMs) => onChange({ stepMs })} /></Field>
        <Field label={words.holdMs} hint={words.holdHint}><QuantityStepper value={settings.holdMs} min={0} max={MAX_HOLD_MS} step={50} unit={words.ms} onChange={(holdMs) => onChange({ holdMs })} /></Field>
        <Field label={words.graceMs} hint={words.graceHint}><QuantityStepper value={settings.graceMs} min={0} max={MAX_GRACE_MS} step={250} unit={words.ms} onChange={(graceMs) => onChange({ graceMs })} /></Field>
      </FieldGrid>
      <details>
        <summary>{words.more}</summary>
        <FieldGrid>
          <Field label={words.restartSteps} hint={words.restartHint}><QuantityStepper value={settings.restartSteps} min={0} max={MAX_RESTART} unit={words.steps} onChange={(restartSteps) => onChange({ restartSteps })} /></Field>
          <Field label={words.takeAllBelow} hint={words.takeAllHint}><QuantityStepper value={settings.takeAllBelow} min={0} max={MAX_TAKE_ALL} unit="" onChange={(takeAllBelow) => onChange({ takeAllBelow })} /></Field>
          <Field label={words.marginMs}><QuantityStepper value={settings.marginMs} min={0} max={1_000} step={10} unit={words.ms} onChange={(marginMs) => onChange({ marginMs })} /></Field>
        </FieldGrid>
        <label className="desk-check"><input type="checkbox" checked={settings.photolessLast} onChange={(event) => onChange({ photolessLast: event.currentTarget.checked })} />{words.photolessLast}</label>
        <label className="desk-check"><input type="checkbox" checked={settings.liveBeforeLimit} onChange={(event) => onChange({ liveBeforeLimit: event.currentTarget.checked })} />{words.liveBeforeLimit}</label>
      </details>
    </>
  );
}

import { useState } from "react";
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Field, FieldGrid } from "../../../ui/Field.tsx";
import { TextArea, TextInput } from "../../../ui/TextInput.tsx";
import { useApi } from "../../../ui/api.ts";
import { formatMoney, parseMoney } from "../../../ui/money.ts";
import { loss } from "../contract.ts";
import { MAX_DAYS, MAX_STEPS, isOrdered, type LossSettings } from "../rules.ts";
import { useAct } from "./useAct.ts";
import { usePageWords } from "./words.ts";

/** "2 10" a line: from two days, ten percent. */
const stepsFrom = (text: string): { days: number; percent: number }[] => text.split("\n").map((line) => line.trim()).filter((line) => line !== "").map((line) => {
  const [days = "", percent = ""] = line.replaceAll("%", "").split(/\s+/);
  return { days: Number(days), percent: Number(percent) };
});

interface Typed {
  readonly secondFrom: number | null;
  readonly ageDays: number;
  readonly steps: { days: number; percent: number }[];
  readonly donateDays: number;
  readonly writeOffDays: number;
}
const MOST_PERCENT = 95;
const within = (n: number, most: number): boolean => Number.isInteger(n) && n >= 1 && n <= most;

/** The rules as they were typed, or null where a figure is none or out of order; the server looks again. */
function settingsFrom({ secondFrom, ...typed }: Typed) {
  const days = [typed.ageDays, typed.donateDays, typed.writeOffDays, ...typed.steps.map((step) => step.days)];
  if (secondFrom === null || secondFrom < 0 || typed.steps.length > MAX_STEPS || !days.every((n) => within(n, MAX_DAYS)) || !typed.steps.every((step) => within(step.percent, MOST_PERCENT))) return null;
  const settings = { secondFrom, ...typed };
  return isOrdered(settings) ? settings : null;
}

export function TermsDialog({ settings, currency, onClose }: { readonly settings: LossSettings; readonly currency: string; readonly onClose: () => void }): ReactNode {
  const { terms: words, common } = usePageWords();
  const api = useApi(loss);
  const { busy, act } = useAct();
  const [second, setSecond] = useState(formatMoney(settings.secondFrom, currency, { symbol: false }));
  const [age, setAge] = useState(String(settings.ageDays));
  const [steps, setSteps] = useState(settings.steps.map((step) => `${step.days} ${step.percent}`).join("\n"));
  const [donate, setDonate] = useState(String(settings.donateDays));
  const [writeOff, setWriteOff] = useState(String(settings.writeOffDays));
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const fresh = settingsFrom({ secondFrom: parseMoney(second, currency), ageDays: Number(age), steps: stepsFrom(steps), donateDays: Number(donate), writeOffDays: Number(writeOff) });
  const save = (): void => {
    setTried(true);
    if (fresh !== null && reason.trim().length >= 2) void act(() => api.setTerms({ settings: fresh, reason }), onClose);
  };
  return (
    <Dialog open sticky title={words.title} onClose={onClose} actions={<><Button onClick={onClose}>{common.cancel}</Button><Button tone="primary" busy={busy} onClick={save}>{words.save}</Button></>}>
      <div className="loss-form">
        <FieldGrid>
          <Field label={words.second}><TextInput inputMode="decimal" value={second} onChange={setSecond} /></Field>
          <Field label={words.age}><TextInput inputMode="numeric" value={age} onChange={setAge} /></Field>
          <Field label={words.donate}><TextInput inputMode="numeric" value={donate} onChange={setDonate} /></Field>
          <Field label={words.writeOff}><TextInput inputMode="numeric" value={writeOff} onChange={setWriteOff} /></Field>
        </FieldGrid>
        <Field label={words.steps}><TextArea value={steps} onChange={setSteps} rows={5} maxLength={200} /></Field>
        <Field label={words.reason} required error={tried && reason.trim().length < 2 ? words.reason : undefined}><TextInput value={reason} onChange={setReason} maxLength={300} /></Field>
        {tried && fresh === null ? <p role="alert" className="loss-warn">{words.bad}</p> : null}
      </div>
    </Dialog>
  );
}

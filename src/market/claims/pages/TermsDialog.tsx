import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { GRADES } from "../../../kernel/lots/contract.ts";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Field } from "../../../ui/Field.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useToast } from "../../../ui/Toast.tsx";
import { useApi } from "../../../ui/api.ts";
import { formatMoney, parseMoney } from "../../../ui/money.ts";
import { CHANNELS } from "../../settlement/contract.ts";
import { claims } from "../contract.ts";
import { CLASSES, type ClaimSettings } from "../rules.ts";
import { useAct } from "./useAct.ts";
import { usePageWords, useTerms } from "./words.ts";

/** Parts per million in a percent. */
const PERCENT = 10_000;
type Typed = Readonly<Record<string, string>>;

const typedOf = (settings: ClaimSettings, currency: string): Typed => ({
  ...Object.fromEntries(CHANNELS.map((channel) => [`window.${channel}`, String(settings.windowHours[channel])])),
  ...Object.fromEntries(GRADES.map((grade) => [`grade.${grade}`, String(settings.gradePercent[grade])])),
  ...Object.fromEntries(CLASSES.map((one) => [`levy.${one}`, formatMoney(settings.levy[one], currency, { symbol: false })])),
  answer: String(settings.answerHours), reply: String(settings.replyHours), arbitration: String(settings.arbitrationHours), silent: String(settings.silentPercent), days: String(settings.qualityDays),
  classB: String(settings.classBFrom / PERCENT), classC: String(settings.classCFrom / PERCENT),
});

/** What was typed as settings, or null when a figure is none or out of its range. Schemas are not in the browser; the server checks again. */
function settingsFrom(typed: Typed, currency: string): ClaimSettings | null {
  const whole = (key: string): number => (/^\d{1,6}$/.test(typed[key]?.trim() ?? "") ? Number(typed[key]) : NaN);
  const ppm = (key: string): number => (/^\d{1,3}(?:\.\d{1,4})?$/.test(typed[key]?.trim() ?? "") ? Math.round(Number(typed[key]) * PERCENT) : NaN);
  const each = <K extends string>(keys: readonly K[], read: (key: K) => number): Record<K, number> => Object.fromEntries(keys.map((key) => [key, read(key)])) as Record<K, number>;
  const settings: ClaimSettings = {
    windowHours: each(CHANNELS, (channel) => whole(`window.${channel}`)), gradePercent: each(GRADES, (grade) => whole(`grade.${grade}`)), levy: each(CLASSES, (one) => parseMoney(typed[`levy.${one}`] ?? "", currency) ?? NaN),
    answerHours: whole("answer"), replyHours: whole("reply"), arbitrationHours: whole("arbitration"), silentPercent: whole("silent"), qualityDays: whole("days"), classBFrom: ppm("classB"), classCFrom: ppm("classC"),
  };
  const figures = Object.values(settings).flatMap((value) => (typeof value === "number" ? [value] : Object.values(value as Readonly<Record<string, number>>)));
  const worth = GRADES.map((grade) => settings.gradePercent[grade]);
  const falling = worth.every((one, n) => n === 0 || one <= worth[n - 1]!);
  return figures.every((value) => Number.isSafeInteger(value) && value >= 0) && settings.classBFrom < settings.classCFrom && falling ? settings : null;
}

export function TermsDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const api = useApi(claims);
  const { data } = useQuery({ queryKey: ["claims", "terms"], queryFn: () => api.terms({}) });
  return data === undefined ? null : <TermsForm settings={data.settings} currency={data.currency} onClose={onClose} />;
}

function TermsForm({ settings, currency, onClose }: { readonly settings: ClaimSettings; readonly currency: string; readonly onClose: () => void }): ReactNode {
  const { terms: words, common } = usePageWords();
  const names = useTerms();
  const api = useApi(claims);
  const toast = useToast();
  const { busy, act } = useAct();
  const [typed, setTyped] = useState(() => typedOf(settings, currency));
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const fresh = settingsFrom(typed, currency);
  const save = (): void => {
    setTried(true);
    if (fresh === null || reason.trim().length < 2) return;
    void act(() => api.setTerms({ settings: fresh, reason }), () => { toast(words.saved, "leaf"); onClose(); });
  };
  const cell = (key: string, label: string): ReactNode => <Field key={key} label={label}><TextInput inputMode="decimal" value={typed[key] ?? ""} onChange={(value) => setTyped({ ...typed, [key]: value })} /></Field>;
  return (
    <Dialog open sticky size="large" title={words.title} onClose={onClose} actions={<><Button onClick={onClose}>{common.cancel}</Button><Button tone="primary" busy={busy} onClick={save}>{words.save}</Button></>}>
      <div className="claim-form">
        <h3>{words.window}</h3>
        <div className="claim-terms">{CHANNELS.map((channel) => cell(`window.${channel}`, names.channels[channel]))}</div>
        <div className="claim-terms">{cell("answer", words.answer)}{cell("reply", words.reply)}{cell("arbitration", words.arbitration)}{cell("silent", words.silent)}{cell("days", words.days)}{cell("classB", words.classB)}{cell("classC", words.classC)}</div>
        <h3>{words.grades}</h3>
        <div className="claim-terms">{GRADES.map((grade) => cell(`grade.${grade}`, grade))}</div>
        <h3>{words.levy}</h3>
        <div className="claim-terms">{CLASSES.map((one) => cell(`levy.${one}`, one))}</div>
        <Field label={words.reason} error={tried && reason.trim().length < 2 ? words.reason : undefined}><TextInput value={reason} onChange={setReason} maxLength={300} /></Field>
        {tried && fresh === null ? <p role="alert">{words.bad}</p> : null}
      </div>
    </Dialog>
  );
}

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import type { FormEvent, ReactNode } from "react";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Field, FieldGrid } from "../../../ui/Field.tsx";
import { usePreferences, useWords } from "../../../ui/Preferences.tsx";
import { Segmented } from "../../../ui/Segmented.tsx";
import { Select } from "../../../ui/Select.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useToast } from "../../../ui/Toast.tsx";
import { useApi } from "../../../ui/api.ts";
import { parseMoney } from "../../../ui/money.ts";
import { useTold } from "../../../ui/told.ts";
import { FEE_BASES, ledger } from "../contract.ts";
import type { Fee } from "./FeesPage.tsx";
import { REFUSALS } from "./refusals.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Basis = (typeof FEE_BASES)[number];
const CODE = /^[a-z][a-z0-9_]{0,59}$/;
const PERCENT = /^(\d{1,3})(?:\.(\d{1,4}))?$/;
const PERCENT_DIGITS = 4;
const MILLIONTHS = 1_000_000;

/** "2.5" per cent → 25,000 millionths, exactly; null for what is no rate. */
export function parseRate(typed: string): number | null {
  const match = PERCENT.exec(typed.normalize("NFKC").trim());
  if (match === null) return null;
  const millionths = Number(`${match[1]}${(match[2] ?? "").padEnd(PERCENT_DIGITS, "0")}`);
  return millionths <= MILLIONTHS ? millionths : null;
}

/** A dated line; an old one is never changed, it ends and the next one begins. */
export function AddFeeDialog({ currency, from, onClose }: { readonly currency: string; readonly from: string; readonly onClose: () => void }): ReactNode {
  const words = useWords(zh, en).fees;
  const { adding } = words;
  const { language } = usePreferences();
  const api = useApi(ledger);
  const queries = useQueryClient();
  const toast = useToast();
  const told = useTold(REFUSALS);
  const formId = useId();
  const [form, setForm] = useState({ code: "", zh: "", en: "", payer: "seller" as Fee["payer"], basis: "rate_on_gross" as Basis, value: "", min: "", max: "", channel: "", from, to: "" });
  const [tried, setTried] = useState(false);
  const set = (change: Partial<typeof form>): void => setForm({ ...form, ...change });
  const optional = (text: string): number | null | undefined => (text.trim() === "" ? null : parseMoney(text, currency) ?? undefined);
  const value = form.basis === "rate_on_gross" ? parseRate(form.value) : parseMoney(form.value, currency);
  const [min, max] = [optional(form.min), optional(form.max)];
  const faults = {
    code: CODE.test(form.code) ? null : adding.bad.code,
    zh: form.zh.trim() === "" ? adding.bad.name : null,
    en: form.en.trim() === "" ? adding.bad.name : null,
    value: value === null ? (form.basis === "rate_on_gross" ? adding.bad.percent : adding.bad.value) : null,
    min: min === undefined ? adding.bad.value : null,
    max: max === undefined ? adding.bad.value : min != null && max !== null && min > max ? adding.bad.range : null,
    dates: form.to !== "" && form.to < form.from ? adding.bad.dates : null,
  };
  const add = useMutation({
    mutationFn: () => api.addFee({
      code: form.code, zh: form.zh.trim(), en: form.en.trim(), payer: form.payer, basis: form.basis, value: value ?? 0, minMinor: min ?? null, maxMinor: max ?? null,
      channel: form.channel === "" ? null : form.channel, currency, validFrom: form.from, validTo: form.to === "" ? null : form.to, example: false,
    }),
    onSuccess: async (fee) => {
      await queries.invalidateQueries({ queryKey: ["ledger", "feeSheet"] });
      toast(adding.done(language === "zh" ? fee.zh : fee.en), "leaf");
      onClose();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (Object.values(faults).every((fault) => fault === null)) add.mutate();
  };
  const say = (fault: string | null): string | null => (tried ? fault : null);
  const refused = add.error === null ? null : told(add.error);
  return (
    <Dialog open onClose={onClose} sticky size="large" title={adding.title} actions={<Button type="submit" form={formId} tone="primary" busy={add.isPending}>{adding.submit}</Button>}>
      <form id={formId} className="ledger-form" onSubmit={submit} noValidate>
        <FieldGrid>
          <Field label={adding.zh} required error={say(faults.zh)}><TextInput value={form.zh} onChange={(text) => set({ zh: text })} maxLength={60} /></Field>
          <Field label={adding.en} required error={say(faults.en)}><TextInput value={form.en} onChange={(text) => set({ en: text })} maxLength={60} /></Field>
          <Field label={adding.code} hint={adding.codeHint} required error={refused?.code === "overlaps" ? refused.text : say(faults.code)}><TextInput value={form.code} onChange={(code) => set({ code: code.toLowerCase() })} maxLength={60} spellCheck={false} autoCapitalize="none" /></Field>
          <Field label={adding.payer} group><Segmented value={form.payer} onChange={(payer) => set({ payer })} choices={(["seller", "buyer"] as const).map((one) => ({ value: one, label: words[one] }))} /></Field>
          <Field label={adding.basis}><Select value={form.basis} onChange={(basis) => set({ basis })} choices={FEE_BASES.map((one) => ({ value: one, label: words.bases[one] }))} /></Field>
          <Field label={form.basis === "rate_on_gross" ? adding.rate : adding.amount} required error={say(faults.value)}><TextInput value={form.value} onChange={(text) => set({ value: text })} inputMode="decimal" maxLength={16} suffix={form.basis === "rate_on_gross" ? "%" : undefined} /></Field>
          <Field label={adding.min} optional error={say(faults.min)}><TextInput value={form.min} onChange={(text) => set({ min: text })} inputMode="decimal" maxLength={16} /></Field>
          <Field label={adding.max} optional error={say(faults.max)}><TextInput value={form.max} onChange={(text) => set({ max: text })} inputMode="decimal" maxLength={16} /></Field>
          <Field label={adding.channel}><Select value={form.channel} onChange={(channel) => set({ channel })} choices={[{ value: "", label: words.allChannels }, ...Object.entries(words.channels).map(([one, label]) => ({ value: one, label }))]} /></Field>
          <Field label={adding.from}><TextInput type="date" value={form.from} onChange={(text) => set({ from: text })} /></Field>
          <Field label={adding.until} optional error={say(faults.dates)}><TextInput type="date" value={form.to} onChange={(text) => set({ to: text })} /></Field>
        </FieldGrid>
        {refused === null || refused.code === "overlaps" ? null : <p className="ledger-problem" role="alert">{refused.text} {refused.number}</p>}
      </form>
    </Dialog>
  );
}

export function EndFeeDialog({ fee, today, onClose }: { readonly fee: Fee; readonly today: string; readonly onClose: () => void }): ReactNode {
  const words = useWords(zh, en).fees.ending;
  const { language } = usePreferences();
  const api = useApi(ledger);
  const queries = useQueryClient();
  const toast = useToast();
  const told = useTold(REFUSALS);
  const [last, setLast] = useState(today);
  const name = language === "zh" ? fee.zh : fee.en;
  const end = useMutation({
    mutationFn: () => api.endFee({ feeId: fee.id, lastDay: last }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["ledger", "feeSheet"] });
      toast(words.done(name, last), "leaf");
      onClose();
    },
  });
  return (
    <Dialog open onClose={onClose} sticky size="small" title={words.title(name)} actions={<Button tone="danger" disabled={last === ""} busy={end.isPending} onClick={() => end.mutate()}>{words.submit}</Button>}>
      <div className="ledger-form">
        <p>{words.why}</p>
        <Field label={words.last} error={end.error === null ? null : told(end.error).text}><TextInput type="date" min={today} value={last} onChange={setLast} /></Field>
      </div>
    </Dialog>
  );
}

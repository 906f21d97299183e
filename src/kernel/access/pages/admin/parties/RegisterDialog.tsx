import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import type { FormEvent, ReactNode } from "react";
import { checkCitizenId, checkMobile } from "../../../../../engines/identity/citizen.ts";
import { checkUscc } from "../../../../../engines/identity/uscc.ts";
import { Button } from "../../../../../ui/Button.tsx";
import { Dialog } from "../../../../../ui/Dialog.tsx";
import { Field, FieldGrid } from "../../../../../ui/Field.tsx";
import { Icon } from "../../../../../ui/Icon.tsx";
import { useWords } from "../../../../../ui/Preferences.tsx";
import { Segmented } from "../../../../../ui/Segmented.tsx";
import { TextInput } from "../../../../../ui/TextInput.tsx";
import { useToast } from "../../../../../ui/Toast.tsx";
import { useApi } from "../../../../../ui/api.ts";
import { useTold } from "../../../../../ui/told.ts";
import { BUSINESS_ROLES } from "../../../../machinery/contract.ts";
import { parties } from "../../../../parties/contract.ts";
import { en as refusalsEn } from "../../../../parties/words.en.ts";
import { zh as refusalsZh } from "../../../../parties/words.zh.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

type Kind = "organisation" | "person";
type BusinessRole = (typeof BUSINESS_ROLES)[number];
const ACCOUNT = /^\d{8,30}$/;
/** Refusals that belong to the code field; the others stand at the end of the form. */
const AT_CODE: readonly string[] = ["bad_uscc", "uscc_needed", "uscc_taken", "bad_citizen_id"];
const blankless = (text: string): string => text.replaceAll(/\s/g, "");
const orNull = (text: string): string | null => (text.trim() === "" ? null : text.trim());

/** Registers a party. Every check character is computed while one types, with the place of the fault named. */
export function RegisterDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const all = useWords(zh, en);
  const words = all.registering;
  const api = useApi(parties);
  const queries = useQueryClient();
  const toast = useToast();
  const told = useTold({ zh: refusalsZh.refusals, en: refusalsEn.refusals });
  const formId = useId();
  const [form, setForm] = useState({ kind: "organisation" as Kind, name: "", code: "", phone: "", town: "", bankName: "", bankAccount: "", roles: ["grower"] as readonly BusinessRole[] });
  const [tried, setTried] = useState(false);
  const set = (change: Partial<typeof form>): void => setForm({ ...form, ...change });
  const code = useCodeCheck(form.kind, form.code);
  const phone = form.phone.trim() === "" ? null : checkMobile(form.phone);
  const account = blankless(form.bankAccount);
  const faults = {
    name: form.name.trim() === "" ? words.nameNeeded : null,
    roles: form.roles.length === 0 ? words.rolesNeeded : null,
    phone: phone === null || phone.ok ? null : words.phoneFaults[phone.reason](phone.reason === "length" ? form.phone.trim().length : phone.position),
    bank: account === "" || ACCOUNT.test(account) ? null : words.bankBad,
  };
  const register = useMutation({
    mutationFn: () => api.register({
      kind: form.kind, name: form.name, roles: [...form.roles], town: orNull(form.town), bankName: orNull(form.bankName), bankAccount: account === "" ? null : account,
      uscc: form.kind === "organisation" ? orNull(form.code) : null, citizenId: form.kind === "person" ? orNull(form.code) : null, phone: phone?.ok === true ? phone.mobile : null,
    }),
    onSuccess: async (party) => {
      await queries.invalidateQueries({ queryKey: ["parties", "find"] });
      toast(words.done(party.name), "leaf");
      onClose();
    },
  });
  const refused = register.error === null ? null : told(register.error);
  const ready = code.good && faults.name === null && faults.roles === null && faults.phone === null && faults.bank === null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (ready) register.mutate();
  };
  const organisation = form.kind === "organisation";
  return (
    <Dialog open onClose={onClose} sticky size="large" title={words.title} actions={<Button type="submit" form={formId} tone="primary" busy={register.isPending}>{words.submit}</Button>}>
      <form id={formId} className="admin-form" onSubmit={submit} noValidate>
        <FieldGrid>
          <Field label={words.kind} group><Segmented value={form.kind} onChange={(kind) => set({ kind, code: "" })} choices={(["organisation", "person"] as const).map((value) => ({ value, label: all.kinds[value] }))} /></Field>
          <Field label={words.roles} group hint={words.rolesHint} error={tried ? faults.roles : null}>
            <div className="admin-checks">
              {BUSINESS_ROLES.map((role) => (
                <label key={role}><input type="checkbox" checked={form.roles.includes(role)} onChange={(event) => set({ roles: event.currentTarget.checked ? [...form.roles, role] : form.roles.filter((one) => one !== role) })} />{all.roleNames[role]}</label>
              ))}
            </div>
          </Field>
        </FieldGrid>
        <FieldGrid>
          <Field label={organisation ? words.name : words.namePerson} required error={tried ? faults.name : null}><TextInput value={form.name} onChange={(name) => set({ name })} maxLength={120} autoComplete="off" /></Field>
          <Field
            label={organisation ? words.uscc : words.citizen} required={organisation} hint={code.fits ?? (organisation ? words.usccHint : words.citizenHint)}
            error={refused !== null && AT_CODE.includes(refused.code ?? "") ? refused.text : tried || code.finished ? code.fault : null}
          >
            <TextInput value={form.code} onChange={(value) => set({ code: value.toUpperCase() })} maxLength={30} autoComplete="off" autoCapitalize="characters" spellCheck={false} suffix={code.fits === null ? undefined : <span className="admin-ok"><Icon name="check" /></span>} />
          </Field>
          <Field label={words.phone} hint={words.phoneHint} error={tried ? faults.phone : null}><TextInput value={form.phone} onChange={(value) => set({ phone: value })} type="tel" inputMode="tel" maxLength={20} autoComplete="off" /></Field>
          <Field label={words.town} optional><TextInput value={form.town} onChange={(town) => set({ town })} maxLength={40} autoComplete="off" /></Field>
          <Field label={words.bankName} optional><TextInput value={form.bankName} onChange={(bankName) => set({ bankName })} maxLength={60} autoComplete="off" /></Field>
          <Field label={words.bankAccount} optional hint={words.bankHint} error={tried ? faults.bank : null}><TextInput value={form.bankAccount} onChange={(bankAccount) => set({ bankAccount })} inputMode="numeric" maxLength={40} autoComplete="off" /></Field>
        </FieldGrid>
        {refused === null || AT_CODE.includes(refused.code ?? "") ? null : <p className="admin-problem" role="alert">{refused.text} {refused.number}</p>}
      </form>
    </Dialog>
  );
}

interface CodeCheck {
  readonly good: boolean;
  /** As many characters as the code has: a fault may be told without being asked. */
  readonly finished: boolean;
  readonly fault: { readonly what: string; readonly why?: string; readonly how?: string } | null;
  readonly fits: string | null;
}

/** The same check as the server's, told in the reader's language. */
function useCodeCheck(kind: Kind, text: string): CodeCheck {
  const words = useWords(zh, en).registering;
  const { length } = blankless(text);
  if (kind === "organisation") {
    const checked = checkUscc(text);
    if (checked.ok) return { good: true, finished: true, fault: null, fits: words.usccFits(checked.kindName) };
    return { good: false, finished: length >= 18, fault: words.usccFaults[checked.reason](checked.reason === "length" ? length : checked.position), fits: null };
  }
  if (length === 0) return { good: true, finished: false, fault: null, fits: null };
  const checked = checkCitizenId(text);
  if (checked.ok) return { good: true, finished: true, fault: null, fits: words.citizenFits };
  return { good: false, finished: length >= 18, fault: words.citizenFaults[checked.reason](checked.reason === "length" ? length : checked.position), fits: null };
}

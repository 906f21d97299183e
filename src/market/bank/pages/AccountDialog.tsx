import { useState } from "react";
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Field } from "../../../ui/Field.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useToast } from "../../../ui/Toast.tsx";
import { useApi } from "../../../ui/api.ts";
import { bank } from "../contract.ts";
import { useAct } from "./useAct.ts";
import { usePageWords } from "./words.ts";

const NUMBER = /^\d{8,30}$/;

export function AccountDialog({ onClose, onAdded }: { readonly onClose: () => void; readonly onAdded: (id: string) => void }): ReactNode {
  const words = usePageWords();
  const api = useApi(bank);
  const toast = useToast();
  const { busy, act } = useAct();
  const [typed, setTyped] = useState({ label: "", bankName: "", number: "" });
  const [tried, setTried] = useState(false);
  const number = typed.number.replaceAll(/\s/g, "");
  const put = (key: keyof typeof typed) => (value: string): void => setTyped({ ...typed, [key]: value });
  const send = (): void => {
    setTried(true);
    if (typed.label.trim().length < 2 || !NUMBER.test(number)) return;
    void act(() => api.addAccount({ ...typed, number }), (account) => { toast(words.account.added, "leaf"); onAdded(account.id); onClose(); });
  };
  return (
    <Dialog open onClose={onClose} title={words.account.add} size="small" sticky actions={<><Button onClick={onClose}>{words.cancel}</Button><Button tone="primary" busy={busy} onClick={send}>{words.account.add}</Button></>}>
      <Field label={words.account.name} hint={words.account.nameHint} required error={tried && typed.label.trim().length < 2 ? words.account.needed : null}><TextInput value={typed.label} onChange={put("label")} maxLength={60} /></Field>
      <Field label={words.account.bank} optional><TextInput value={typed.bankName} onChange={put("bankName")} maxLength={60} /></Field>
      <Field label={words.account.number} hint={words.account.numberHint} required error={tried && !NUMBER.test(number) ? words.account.needed : null}><TextInput value={typed.number} onChange={put("number")} maxLength={40} inputMode="numeric" autoComplete="off" /></Field>
    </Dialog>
  );
}

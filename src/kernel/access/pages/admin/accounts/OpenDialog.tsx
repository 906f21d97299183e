import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import type { FormEvent, ReactNode } from "react";
import { Button } from "../../../../../ui/Button.tsx";
import { Dialog } from "../../../../../ui/Dialog.tsx";
import { Field } from "../../../../../ui/Field.tsx";
import { useWords } from "../../../../../ui/Preferences.tsx";
import { TextInput } from "../../../../../ui/TextInput.tsx";
import { useToast } from "../../../../../ui/Toast.tsx";
import { useApi } from "../../../../../ui/api.ts";
import { useTold } from "../../../../../ui/told.ts";
import { access } from "../../../contract.ts";
import { passwordFault } from "../../../rules.ts";
import { en as refusalsEn } from "../../../words.en.ts";
import { zh as refusalsZh } from "../../../words.zh.ts";
import { copyText } from "../copyText.ts";
import { oneTimePassword } from "./oneTimePassword.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const LOGIN = /^[a-z0-9._-]{3,60}$/;
const fresh = (): string => oneTimePassword((bytes) => crypto.getRandomValues(bytes));

/** Opens an account with a one-time password, and shows both once so that they can be handed over. */
export function OpenDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const words = useWords(zh, en).opening;
  const api = useApi(access);
  const queries = useQueryClient();
  const told = useTold({ zh: refusalsZh.refusals, en: refusalsEn.refusals });
  const form = useId();
  const [login, setLogin] = useState("");
  const [name, setName] = useState("");
  const [password, setPassword] = useState(fresh);
  const [tried, setTried] = useState(false);
  const open = useMutation({
    mutationFn: () => api.openAccount({ login: login.trim(), name: name.trim(), password, mustChange: true }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["access", "accounts"] }),
  });
  const badLogin = LOGIN.test(login.trim().toLowerCase()) ? null : words.badLogin;
  const badName = name.trim() === "" ? words.nameNeeded : null;
  const fault = passwordFault(password, login.trim());
  const refused = open.error === null ? null : told(open.error);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (badLogin === null && badName === null && fault === null) open.mutate();
  };
  if (open.data !== undefined) return <HandOver id={open.data.id} login={open.data.login} name={open.data.name} password={password} onClose={onClose} />;
  return (
    <Dialog open onClose={onClose} sticky title={words.title} actions={<Button type="submit" form={form} tone="primary" busy={open.isPending}>{words.submit}</Button>}>
      <form id={form} className="admin-form" onSubmit={submit} noValidate>
        <p className="admin-note">{words.intro}</p>
        <Field label={words.login} hint={words.loginHint} required error={refused?.code === "login_taken" ? refused.text : tried ? badLogin : null}>
          <TextInput value={login} onChange={(value) => setLogin(value.toLowerCase())} autoCapitalize="none" autoComplete="off" spellCheck={false} maxLength={60} />
        </Field>
        <Field label={words.name} required error={tried ? badName : null}><TextInput value={name} onChange={setName} autoComplete="off" maxLength={60} /></Field>
        <Field label={words.password} hint={words.passwordHint} error={fault === null ? (refused === null || refused.code === "login_taken" ? null : refused.text) : words.faults[fault]}>
          <TextInput value={password} onChange={setPassword} autoComplete="off" spellCheck={false} maxLength={128} suffix={<Button size="small" tone="quiet" onClick={() => setPassword(fresh())}>{words.another}</Button>} />
        </Field>
      </form>
    </Dialog>
  );
}

function HandOver({ id, login, name, password, onClose }: { readonly id: string; readonly login: string; readonly name: string; readonly password: string; readonly onClose: () => void }): ReactNode {
  const words = useWords(zh, en).opening;
  const toast = useToast();
  const copy = (): void => void copyText(`${login}\t${password}`).then(() => toast(words.copied, "leaf"));
  return (
    <Dialog open onClose={onClose} sticky title={words.done(name)} size="small" actions={<><Button onClick={copy}>{words.copy}</Button><Button tone="primary" onClick={onClose}>{words.close}</Button></>}>
      <p>{words.handOver}</p>
      <dl className="admin-secret"><div><dt>{words.login}</dt><dd>{login}</dd></div><div><dt>{words.password}</dt><dd>{password}</dd></div></dl>
      <dl className="admin-secret" data-small><div><dt>{words.numberFor}</dt><dd>{id}</dd></div></dl>
    </Dialog>
  );
}

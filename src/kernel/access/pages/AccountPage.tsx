import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { FormEvent, ReactNode } from "react";
import { Badge } from "../../../ui/Badge.tsx";
import { Button } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Facts } from "../../../ui/Facts.tsx";
import { Field } from "../../../ui/Field.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { Page, Panel } from "../../../ui/Page.tsx";
import { useWords } from "../../../ui/Preferences.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useToast } from "../../../ui/Toast.tsx";
import { useApi } from "../../../ui/api.ts";
import { useTold } from "../../../ui/told.ts";
import type { Output } from "../../machinery/contract.ts";
import { access } from "../contract.ts";
import type { whoView } from "../contract.ts";
import { passwordFault } from "../rules.ts";
import { en as refusalsEn } from "../words.en.ts";
import { zh as refusalsZh } from "../words.zh.ts";
import { sessionChanged } from "./session.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "./AccountPage.css";

type Who = Output<typeof whoView>;
const REFUSALS = { zh: refusalsZh.refusals, en: refusalsEn.refusals };

export default function AccountPage(): ReactNode {
  const { account: words, roles } = useWords(zh, en);
  const api = useApi(access);
  const told = useTold(REFUSALS);
  const me = useQuery({ queryKey: ["access", "me"], queryFn: () => api.me({}) });
  const signOut = useMutation({ mutationFn: () => api.logOut({}), onSuccess: () => { window.location.assign("/login"); } });
  const who = me.data?.who;
  if (me.isError) return <Page title={words.title} narrow><ErrorState number={told(me.error).number} onRetry={() => void me.refetch()}>{told(me.error).text}</ErrorState></Page>;
  if (who === undefined || who === null) return <Page title={words.title} narrow><Skeleton lines={6} /></Page>;
  const names: Readonly<Record<string, string>> = roles;
  return (
    <Page title={who.name} intro={words.intro} narrow actions={<Button icon="leave" busy={signOut.isPending} onClick={() => signOut.mutate()}>{words.signOut}</Button>}>
      {who.mustChange ? <p className="account-must"><Icon name="key" /><span>{words.mustChange}</span></p> : null}
      {who.mustChange ? <PasswordPanel who={who} /> : null}
      <Panel>
        <Facts facts={[
          { label: words.who, value: who.login }, { label: words.roles, value: who.roles.map((role) => names[role] ?? role).join("、") || "—" },
          { label: words.actingFor, value: who.party?.name ?? words.nobody, wide: true },
        ]} />
      </Panel>
      <PartiesPanel who={who} />
      {who.mustChange ? null : <PasswordPanel who={who} />}
    </Page>
  );
}

/** Whom the account may act for; one tap changes it for every page. */
function PartiesPanel({ who }: { readonly who: Who }): ReactNode {
  const words = useWords(zh, en).account;
  const api = useApi(access);
  const queries = useQueryClient();
  const toast = useToast();
  const told = useTold(REFUSALS);
  const act = useMutation({
    mutationFn: (partyId: string) => api.actFor({ partyId }),
    onSuccess: (now) => {
      queries.clear();
      sessionChanged();
      if (now.party !== null) toast(words.chosen(now.party.name), "leaf");
    },
    onError: (error) => toast(told(error).text, "cinnabar"),
  });
  return (
    <Panel title={words.switchTitle}>
      {who.parties.length === 0 ? <EmptyState title={words.noParties}>{words.noPartiesWhy}</EmptyState> : (
        <>
          <p className="account-note">{words.switchIntro}</p>
          <ul className="account-parties">
            {who.parties.map((party) => {
              const now = party.id === who.party?.id;
              return (
                <li key={party.id}>
                  <button type="button" aria-pressed={now} disabled={act.isPending} onClick={() => { if (!now) act.mutate(party.id); }}>
                    <Icon name={party.role === "delegate" ? "people" : "user"} size="1.5em" />
                    <span><strong>{party.name}</strong><small>{words.as[party.role]}</small></span>
                    {now ? <Badge tone="leaf">{words.now}</Badge> : <span className="account-choose">{words.choose}</span>}
                  </button>
                </li>
              );
            })}
          </ul>
        </>
      )}
    </Panel>
  );
}

function PasswordPanel({ who }: { readonly who: Who }): ReactNode {
  const words = useWords(zh, en).account;
  const api = useApi(access);
  const toast = useToast();
  const told = useTold(REFUSALS);
  const queries = useQueryClient();
  const [old, setOld] = useState("");
  const [fresh, setFresh] = useState("");
  const [again, setAgain] = useState("");
  const fault = fresh === "" ? null : passwordFault(fresh, who.login);
  const change = useMutation({
    mutationFn: () => api.changePassword({ old, fresh }),
    onSuccess: () => {
      for (const clear of [setOld, setFresh, setAgain]) clear("");
      toast(words.changed, "leaf");
      void queries.invalidateQueries({ queryKey: ["access", "me"] });
    },
  });
  const refused = change.error === null ? null : told(change.error);
  const ready = old !== "" && fresh !== "" && fault === null && fresh === again;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (ready) change.mutate();
  };
  return (
    <Panel title={words.passwordTitle}>
      <form className="account-password" onSubmit={submit} noValidate>
        <input type="text" name="username" autoComplete="username" value={who.login} readOnly hidden />
        <Field label={words.old} error={refused?.code === "wrong_password" ? refused.text : null}><TextInput type="password" autoComplete="current-password" value={old} onChange={setOld} maxLength={128} /></Field>
        <Field label={words.fresh} hint={words.rule} error={fault === null ? (refused !== null && refused.code !== "wrong_password" ? refused.text : null) : words.faults[fault] ?? fault}>
          <TextInput type="password" autoComplete="new-password" value={fresh} onChange={setFresh} maxLength={128} />
        </Field>
        <Field label={words.again} error={again !== "" && again !== fresh ? words.differ : null}><TextInput type="password" autoComplete="new-password" value={again} onChange={setAgain} maxLength={128} /></Field>
        <Button type="submit" tone="primary" disabled={!ready} busy={change.isPending}>{words.change}</Button>
      </form>
    </Panel>
  );
}

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { FormEvent, ReactNode } from "react";
import { Badge } from "../../../ui/Badge.tsx";
import { Button } from "../../../ui/Button.tsx";
import { ConfirmDialog } from "../../../ui/Dialog.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Field } from "../../../ui/Field.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { Page, Panel } from "../../../ui/Page.tsx";
import { useWords } from "../../../ui/Preferences.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useToast } from "../../../ui/Toast.tsx";
import { useApi } from "../../../ui/api.ts";
import { useTold } from "../../../ui/told.ts";
import { parties } from "../contract.ts";
import { REFUSALS } from "./refusals.ts";
import { TrailPanel } from "./Trail.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "./DelegatesPage.css";

interface Member {
  readonly accountId: string;
  readonly name: string;
  readonly role: "owner" | "member" | "delegate";
  readonly grantedAt: string;
  readonly revokedAt: string | null;
}

export default function DelegatesPage(): ReactNode {
  const words = useWords(zh, en);
  const api = useApi(parties);
  const told = useTold(REFUSALS);
  const members = useQuery({ queryKey: ["parties", "members"], queryFn: () => api.members({}) });
  const owner = members.data?.members.find((one) => one.role === "owner" && one.revokedAt === null);
  return (
    <Page title={words.title} intro={words.intro} narrow>
      {members.isError ? <ErrorState number={told(members.error).number} onRetry={() => void members.refetch()}>{told(members.error).text}</ErrorState> : null}
      {members.isPending ? <Skeleton lines={4} height="3rem" /> : null}
      {members.data === undefined ? null : (
        <>
          {members.data.canAppoint ? null : <p className="delegates-note"><Icon name="info" />{words.acting(owner?.name ?? "")}</p>}
          <MembersPanel members={members.data.members} mayEnd={members.data.canAppoint} />
          {members.data.canAppoint ? <AppointPanel /> : null}
        </>
      )}
      <TrailPanel />
    </Page>
  );
}

function MembersPanel({ members, mayEnd }: { readonly members: readonly Member[]; readonly mayEnd: boolean }): ReactNode {
  const words = useWords(zh, en);
  const now = members.filter((one) => one.revokedAt === null);
  const past = members.filter((one) => one.revokedAt !== null);
  return (
    <Panel title={words.who}>
      <ul className="delegates-list">{now.map((one) => <MemberLine key={one.accountId} one={one} mayEnd={mayEnd} />)}</ul>
      {now.some((one) => one.role === "delegate") ? null : <EmptyState title={words.none}>{words.noneHint}</EmptyState>}
      {past.length === 0 ? null : <details><summary>{words.past}（{past.length}）</summary><ul className="delegates-list">{past.map((one) => <MemberLine key={one.accountId} one={one} mayEnd={false} />)}</ul></details>}
    </Panel>
  );
}

function MemberLine({ one, mayEnd }: { readonly one: Member; readonly mayEnd: boolean }): ReactNode {
  const words = useWords(zh, en);
  const api = useApi(parties);
  const queries = useQueryClient();
  const toast = useToast();
  const told = useTold(REFUSALS);
  const [asking, setAsking] = useState(false);
  const end = useMutation({
    mutationFn: () => api.dismissDelegate({ accountId: one.accountId }),
    onSuccess: () => toast(words.dismissed(one.name), "leaf"),
    onError: (error) => toast(told(error).text, "cinnabar"),
    onSettled: () => { setAsking(false); void queries.invalidateQueries({ queryKey: ["parties"] }); },
  });
  return (
    <li>
      <Icon name={one.role === "delegate" ? "people" : "user"} size="1.5em" />
      <span><strong>{one.name}</strong><small>{one.revokedAt === null ? words.since(one.grantedAt.slice(0, 10)) : words.until(one.revokedAt.slice(0, 10))}</small></span>
      <Badge tone={one.role === "delegate" && one.revokedAt === null ? "orchid" : "plain"}>{words.as[one.role]}</Badge>
      {mayEnd && one.role === "delegate" ? <Button tone="danger" size="small" onClick={() => setAsking(true)}>{words.dismiss}</Button> : null}
      <ConfirmDialog open={asking} title={words.dismissTitle(one.name)} action={words.dismiss} tone="danger" busy={end.isPending} onConfirm={() => end.mutate()} onClose={() => setAsking(false)}>{words.dismissWhy}</ConfirmDialog>
    </li>
  );
}

function AppointPanel(): ReactNode {
  const words = useWords(zh, en);
  const api = useApi(parties);
  const queries = useQueryClient();
  const toast = useToast();
  const told = useTold(REFUSALS);
  const [login, setLogin] = useState("");
  const [tried, setTried] = useState(false);
  const appoint = useMutation({
    mutationFn: () => api.appointDelegate({ login: login.trim().toLowerCase() }),
    onSuccess: (member) => {
      toast(words.appointed(member.name), "leaf");
      setLogin("");
      setTried(false);
      void queries.invalidateQueries({ queryKey: ["parties"] });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (login.trim() !== "") appoint.mutate();
  };
  const problem = tried && login.trim() === "" ? words.loginMissing : appoint.error === null ? null : told(appoint.error).text;
  return (
    <Panel title={words.appoint}>
      <form className="delegates-form" onSubmit={submit} noValidate>
        <Field label={words.login} hint={words.loginHint} error={problem}><TextInput value={login} onChange={(text) => { setLogin(text); appoint.reset(); }} autoCapitalize="none" spellCheck={false} autoComplete="off" maxLength={60} /></Field>
        <Button type="submit" tone="primary" busy={appoint.isPending} wide>{words.submit}</Button>
      </form>
    </Panel>
  );
}

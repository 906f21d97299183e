import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Badge } from "../../../../../ui/Badge.tsx";
import { Button } from "../../../../../ui/Button.tsx";
import { EmptyState } from "../../../../../ui/EmptyState.tsx";
import { Page } from "../../../../../ui/Page.tsx";
import { usePreferences, useWords } from "../../../../../ui/Preferences.tsx";
import { Segmented } from "../../../../../ui/Segmented.tsx";
import { Table } from "../../../../../ui/Table.tsx";
import type { Column } from "../../../../../ui/Table.tsx";
import { TextInput } from "../../../../../ui/TextInput.tsx";
import { useToast } from "../../../../../ui/Toast.tsx";
import { useViewer } from "../../../../../ui/Viewer.tsx";
import { useApi } from "../../../../../ui/api.ts";
import { useTold } from "../../../../../ui/told.ts";
import type { Output } from "../../../../machinery/contract.ts";
import { access } from "../../../contract.ts";
import { en as refusalsEn } from "../../../words.en.ts";
import { zh as refusalsZh } from "../../../words.zh.ts";
import { copyText } from "../copyText.ts";
import { useMarketTime } from "../useMarketTime.ts";
import { CloseDialog } from "./CloseDialog.tsx";
import { OpenDialog } from "./OpenDialog.tsx";
import { RolesDialog } from "./RolesDialog.tsx";
import { ThreeAdministrators } from "./ThreeAdministrators.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "../admin.css";

export type Account = Output<typeof access.actions.accounts.output>["accounts"][number];
const ADMINS: readonly string[] = ["system_admin", "security_admin", "auditor"];
const FILTERS = {
  all: () => true,
  staff: (one: Account) => one.roles.length > 0,
  admins: (one: Account) => one.roles.some((role) => ADMINS.includes(role)),
  stale: (one: Account) => one.stale && !one.disabled,
  disabled: (one: Account) => one.disabled,
} as const;
type Filter = keyof typeof FILTERS;
type Doing = { readonly what: "open" } | { readonly what: "roles" | "close"; readonly account: Account };

export default function AccountsPage(): ReactNode {
  const words = useWords(zh, en);
  const api = useApi(access);
  const told = useTold({ zh: refusalsZh.refusals, en: refusalsEn.refusals });
  const { roles } = useViewer();
  const [filter, setFilter] = useState<Filter>("all");
  const [text, setText] = useState("");
  const [doing, setDoing] = useState<Doing | null>(null);
  const { data, error, refetch } = useQuery({ queryKey: ["access", "accounts", {}], queryFn: () => api.accounts({}) });
  const me = useQuery({ queryKey: ["access", "me", {}], queryFn: () => api.me({}) });
  const columns = useColumns(me.data?.who?.accountId, setDoing);
  const wanted = text.trim().toLowerCase();
  // Who is looking must be known first: nobody is offered, even for a moment, to change his own roles.
  const shown = me.isPending ? undefined : data?.accounts.filter((one) => FILTERS[filter](one) && (wanted === "" || `${one.login} ${one.name}`.toLowerCase().includes(wanted)));
  const done = (): void => setDoing(null);
  return (
    <Page title={words.title} intro={words.intro} actions={roles.includes("system_admin") ? <Button tone="primary" icon="plus" onClick={() => setDoing({ what: "open" })}>{words.open}</Button> : undefined}>
      <ThreeAdministrators />
      <div className="admin-tools">
        <span className="admin-strip"><Segmented label={words.filter} value={filter} onChange={setFilter} choices={(Object.keys(FILTERS) as Filter[]).map((value) => ({ value, label: words.filters[value] }))} /></span>
        <span className="admin-search"><TextInput value={text} onChange={setText} type="search" placeholder={words.search} aria-label={words.search} /></span>
      </div>
      <Table
        caption={words.caption} columns={columns} rows={shown} rowKey={(one) => one.id} csvName="accounts" printable
        tone={(one) => (one.disabled ? "cinnabar" : one.stale ? "pollen" : undefined)}
        origin={data === undefined ? undefined : { source: words.source, coverage: words.coverage(shown?.length ?? 0, data.accounts.length) }}
        empty={<EmptyState title={words.none}>{words.noneWhy}</EmptyState>}
        error={error === null ? undefined : { message: told(error).text, number: told(error).number, onRetry: () => void refetch() }}
      />
      {doing?.what === "open" ? <OpenDialog onClose={done} /> : null}
      {doing?.what === "roles" ? <RolesDialog account={doing.account} onClose={done} /> : null}
      {doing?.what === "close" ? <CloseDialog account={doing.account} onClose={done} /> : null}
    </Page>
  );
}

function useColumns(me: string | undefined, act: (doing: Doing) => void): readonly Column<Account>[] {
  const words = useWords(zh, en);
  const { language } = usePreferences();
  const { roles } = useViewer();
  const time = useMarketTime();
  const toast = useToast();
  const copy = (one: Account): void => void copyText(one.id).then(() => toast(words.numberCopied(one.name), "leaf"));
  const names = (one: Account): string => one.roles.map((role) => words.roleNames[role]).join(language === "zh" ? "、" : ", ");
  const state = (one: Account): readonly (readonly [keyof typeof words.states, "cinnabar" | "pollen" | "leaf"])[] => {
    if (one.disabled) return [["disabled", "cinnabar"]];
    const found: ("locked" | "stale")[] = [];
    if (one.lockedUntil !== null && Date.parse(one.lockedUntil) > Date.now()) found.push("locked");
    if (one.stale) found.push("stale");
    return found.length === 0 ? [["active", "leaf"]] : found.map((what) => [what, "pollen"] as const);
  };
  const mayGrant = roles.includes("security_admin");
  const mayClose = roles.includes("system_admin");
  return [
    { key: "name", title: words.name, phone: "title", cell: (one) => <span>{one.name} {one.demo ? <Badge>{words.states.demo}</Badge> : null}</span>, text: (one) => one.name, sortBy: (one) => one.name },
    { key: "login", title: words.login, cell: (one) => <code>{one.login}</code>, text: (one) => one.login, sortBy: (one) => one.login },
    { key: "roles", title: words.roles, cell: (one) => (one.roles.length === 0 ? <span className="admin-faint">{words.noRoles}</span> : <span className="admin-badges">{one.roles.map((role) => <Badge key={role} tone={ADMINS.includes(role) ? "orchid" : "river"}>{words.roleNames[role]}</Badge>)}</span>), text: names, sortBy: names },
    { key: "last", title: words.lastLogin, cell: (one) => (one.lastLoginAt === null ? words.never : time(one.lastLoginAt)), text: (one) => one.lastLoginAt ?? "", sortBy: (one) => one.lastLoginAt },
    { key: "state", title: words.state, cell: (one) => <span className="admin-badges">{state(one).map(([what, tone]) => <Badge key={what} tone={tone}>{words.states[what]}</Badge>)}</span>, text: (one) => state(one).map(([what]) => words.states[what]).join(" "), sortBy: (one) => state(one).map(([what]) => what).join(" ") },
    ...(mayGrant || mayClose ? [{
      key: "acts", title: words.acts, align: "end" as const,
      cell: (one: Account) => one.id === me ? <small className="admin-faint">{words.oneself}</small> : (
        <span className="admin-acts">
          {mayGrant ? <Button size="small" icon="shield" onClick={() => act({ what: "roles", account: one })} aria-label={`${words.setRoles} ${one.name}`}>{words.setRoles}</Button> : null}
          {mayClose ? <Button size="small" tone="quiet" onClick={() => copy(one)} aria-label={`${words.copyNumber} ${one.name}`}>{words.copyNumber}</Button> : null}
          {mayClose ? <Button size="small" tone={one.disabled ? "plain" : "danger"} onClick={() => act({ what: "close", account: one })} aria-label={`${one.disabled ? words.enable : words.disable} ${one.name}`}>{one.disabled ? words.enable : words.disable}</Button> : null}
        </span>
      ),
    }] : []),
  ];
}

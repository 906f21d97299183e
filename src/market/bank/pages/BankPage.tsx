import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useSearchParams } from "react-router";
import { ListExchange } from "../../../kernel/sheets/pages/ListExchange.tsx";
import { Button } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Field } from "../../../ui/Field.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Page, Panel } from "../../../ui/Page.tsx";
import { usePreferences } from "../../../ui/Preferences.tsx";
import { Segmented } from "../../../ui/Segmented.tsx";
import { Select } from "../../../ui/Select.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { StatRow, StatTile } from "../../../ui/StatTile.tsx";
import { useToast } from "../../../ui/Toast.tsx";
import { useApi } from "../../../ui/api.ts";
import { MAX_STATEMENT_BYTES, bank } from "../contract.ts";
import { RULES } from "../rules.ts";
import type { AccountView } from "../views.ts";
import { AccountDialog } from "./AccountDialog.tsx";
import { AllLines } from "./AllLines.tsx";
import { BookItems } from "./BookItems.tsx";
import { Days } from "./Days.tsx";
import { WorkList } from "./WorkList.tsx";
import { useAct } from "./useAct.ts";
import { useBankTold, usePageWords, useTerms } from "./words.ts";
import "./bank.css";

const VIEWS = ["work", "all", "books", "days"] as const;
type View = (typeof VIEWS)[number];

/** /bank: the bank's statement against the books. */
export default function BankPage(): ReactNode {
  const words = usePageWords();
  const told = useBankTold();
  const api = useApi(bank);
  const [search, setSearch] = useSearchParams();
  const [adding, setAdding] = useState(false);
  const { data, error, refetch } = useQuery({ queryKey: ["bank", "accounts"], queryFn: () => api.accounts({}) });
  const account = data?.accounts.find((one) => one.id === search.get("account")) ?? data?.accounts[0];
  const view = VIEWS.find((one) => one === search.get("view")) ?? "work";
  const go = (more: Record<string, string>): void => setSearch({ ...Object.fromEntries(search), ...more }, { replace: true });
  if (error !== null) {
    const { text, number } = told(error);
    return <Page title={words.title}><ErrorState number={number} onRetry={() => void refetch()}>{text}</ErrorState></Page>;
  }
  const add = data?.can.includes("add") === true ? <Button icon="plus" onClick={() => setAdding(true)}>{words.account.add}</Button> : null;
  return (
    <Page title={words.title} intro={words.intro} actions={account !== undefined && data?.can.includes("import") === true ? <>{add}<Statement account={account} /></> : add}>
      {data === undefined ? <Skeleton lines={10} /> : account === undefined ? <EmptyState title={words.account.none}>{words.account.noneWhy}</EmptyState> : (
        <>
          <AccountBar account={account} accounts={data.accounts} onAccount={(id) => go({ account: id })} />
          <Sums account={account} onView={(next) => go({ view: next })} />
          <Segmented label={words.title} value={view} onChange={(next: View) => go({ view: next })} choices={VIEWS.map((value) => ({ value, label: value === "work" ? `${words.views.work} ${account.open}` : words.views[value] }))} />
          {view === "work" ? <WorkList account={account} /> : view === "all" ? <AllLines account={account} /> : view === "books" ? <BookItems /> : <Days />}
          <Rules />
        </>
      )}
      {adding ? <AccountDialog onClose={() => setAdding(false)} onAdded={(id) => go({ account: id })} /> : null}
    </Page>
  );
}

function Statement({ account }: { readonly account: AccountView }): ReactNode {
  const words = usePageWords().import;
  const { importProblems } = useTerms();
  const { language } = usePreferences();
  const told = useBankTold();
  const queries = useQueryClient();
  const toast = useToast();
  const api = useApi(bank);
  const { busy, act } = useAct();
  return (
    <>
      <ListExchange
        title={words.title} intro={words.intro} counted={words.counted} maxBytes={MAX_STATEMENT_BYTES} told={told} reasons={importProblems}
        give={() => api.exportLines({ accountId: account.id, from: account.from ?? "2000-01-01", to: account.through ?? "2399-12-31", language })} template={() => api.statementTemplate({ language })}
        take={(input) => api.importStatement({ accountId: account.id, ...input })} onDone={() => void Promise.all([queries.invalidateQueries({ queryKey: ["bank"] }), queries.invalidateQueries({ queryKey: ["settlement"] })])}
      />
      {account.open > 0 ? <Button icon="replay" busy={busy} onClick={() => void act(() => api.matchAgain({ accountId: account.id }), ({ booked, open }) => toast(words.matched(booked, open), "leaf"))}>{words.again}</Button> : null}
    </>
  );
}

function AccountBar({ account, accounts, onAccount }: { readonly account: AccountView; readonly accounts: readonly AccountView[]; readonly onAccount: (id: string) => void }): ReactNode {
  const words = usePageWords().account;
  return (
    <div className="bank-bar">
      {accounts.length < 2 ? <strong>{account.label}</strong> : <Field label={words.label}><Select value={account.id} onChange={onAccount} choices={accounts.map((one) => ({ value: one.id, label: `${one.label} ${one.numberMasked}` }))} /></Field>}
      <span>{account.bankName} {account.numberMasked}</span>
      <span>{account.through === null ? words.noLines : words.through(account.through)}</span>
      {account.closing === null ? null : <span>{words.closing} <MoneyText minor={account.closing} currency={account.currency} /></span>}
    </div>
  );
}

function Sums({ account, onView }: { readonly account: AccountView; readonly onView: (view: View) => void }): ReactNode {
  const words = usePageWords().sums;
  const api = useApi(bank);
  const { data } = useQuery({ queryKey: ["bank", "sums", account.id], queryFn: () => api.lines({ accountId: account.id, limit: 1 }), placeholderData: (before) => before });
  const money = (minor: number | undefined): ReactNode => (minor === undefined ? null : <MoneyText minor={minor} currency={account.currency} signed />);
  return (
    <>
      <StatRow>
        <StatTile label={words.all} value={money(data?.sums.all)} note={words.lines(account.lines)} onOpen={() => onView("all")} />
        <StatTile label={words.matched} value={money(data?.sums.matched)} tone="leaf" onOpen={() => onView("all")} />
        <StatTile label={words.explained} value={money(data?.sums.explained)} onOpen={() => onView("all")} />
        <StatTile label={words.open} value={money(data?.sums.open)} tone={account.open > 0 ? "pollen" : "leaf"} note={words.lines(account.open)} onOpen={() => onView("work")} />
      </StatRow>
      <p className="bank-faint">{words.equal}</p>
    </>
  );
}

function Rules(): ReactNode {
  const words = usePageWords();
  const terms = useTerms();
  return <Panel title={words.rules}><ol className="bank-rules">{RULES.filter((rule) => rule.books).map((rule) => <li key={rule.code}>{terms.rules[rule.code]}</li>)}</ol></Panel>;
}

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useNavigate } from "react-router";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { Field } from "../../../ui/Field.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Page } from "../../../ui/Page.tsx";
import { useWords } from "../../../ui/Preferences.tsx";
import { Select } from "../../../ui/Select.tsx";
import { Table } from "../../../ui/Table.tsx";
import type { Column } from "../../../ui/Table.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useApi } from "../../../ui/api.ts";
import { formatCount, formatMoney } from "../../../ui/money.ts";
import { useTold } from "../../../ui/told.ts";
import type { Output } from "../../machinery/contract.ts";
import { ledger } from "../contract.ts";
import { REFUSALS } from "./refusals.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "./ledger.css";

type Answer = Output<typeof ledger.actions.balances.output>;
export type Balance = Answer["balances"][number];

/** One account of the chart in one currency, over all parties. */
interface AccountSum {
  readonly account: string;
  readonly currency: string;
  readonly parties: number;
  readonly debit: number;
  readonly credit: number;
  readonly amount: number;
  readonly postings: number;
}

export function sumAccounts(balances: readonly Balance[]): AccountSum[] {
  const sums = new Map<string, AccountSum>();
  for (const { account, currency, partyId, amount, postings } of balances) {
    const key = `${account} ${currency}`;
    const before = sums.get(key) ?? { account, currency, parties: 0, debit: 0, credit: 0, amount: 0, postings: 0 };
    sums.set(key, {
      ...before, parties: before.parties + (partyId === null ? 0 : 1), amount: before.amount + amount, postings: before.postings + postings,
      debit: before.debit + Math.max(0, amount), credit: before.credit + Math.min(0, amount),
    });
  }
  return [...sums.values()];
}

/** Currencies are never added to each other. */
export function totals(balances: readonly Balance[]): { currency: string; amount: number }[] {
  const sums = new Map<string, number>();
  for (const { currency, amount } of balances) sums.set(currency, (sums.get(currency) ?? 0) + amount);
  return [...sums].map(([currency, amount]) => ({ currency, amount }));
}

/** Every account of the ledger, and their sum, which is zero or something is badly wrong. */
export default function BalancesPage(): ReactNode {
  const all = useWords(zh, en);
  const words = all.balances;
  const api = useApi(ledger);
  const told = useTold(REFUSALS);
  const navigate = useNavigate();
  const [upTo, setUpTo] = useState("");
  const [account, setAccount] = useState("");
  const [text, setText] = useState("");
  const input = upTo === "" ? {} : { upTo };
  const { data, error, refetch } = useQuery({ queryKey: ["ledger", "balances", input], queryFn: () => api.balances(input), placeholderData: keepPreviousData });
  const shown = data?.balances.filter((one) => (account === "" || one.account === account) && (text.trim() === "" || (one.party ?? "").includes(text.trim())));
  const columns = useColumns(shown ?? []);
  const problem = error === null ? undefined : { message: told(error).text, number: told(error).number, onRetry: () => void refetch() };
  const kinds = [...new Set(data?.balances.map((one) => one.account))];
  return (
    <Page title={words.title} intro={words.intro} actions={<Field label={words.upTo} hint={words.upToHint}><TextInput type="date" value={upTo} onChange={setUpTo} /></Field>}>
      {data === undefined ? null : <Verdict answer={data} />}
      <Table
        caption={words.accountsTitle} columns={columns.accounts} rows={data === undefined ? undefined : sumAccounts(data.balances)} rowKey={(one) => `${one.account} ${one.currency}`} onOpen={(one) => setAccount(account === one.account ? "" : one.account)}
        selectedKey={data?.balances.filter((one) => one.account === account).map((one) => `${one.account} ${one.currency}`)[0]} empty={<EmptyState title={words.none}>{words.noneWhy}</EmptyState>} error={problem} printable csvName="ledger-accounts"
      />
      <Table
        caption={words.partiesTitle} columns={columns.parties} rows={shown} rowKey={(one) => `${one.account} ${one.partyId} ${one.currency}`} error={problem} printable csvName="ledger-balances"
        origin={shown === undefined ? undefined : { source: all.source, coverage: words.coverage(formatCount(shown.length)) }}
        onOpen={(one) => { if (one.partyId !== null) void navigate(`/ledger/${one.partyId}`); }} empty={<EmptyState title={words.none}>{words.noneWhy}</EmptyState>}
        tools={<>
          <Select aria-label={all.account} value={account} onChange={setAccount} choices={[{ value: "", label: words.all }, ...kinds.map((value) => ({ value, label: all.accounts[value] ?? value }))]} />
          <TextInput type="search" value={text} onChange={setText} placeholder={words.search} aria-label={words.search} />
        </>}
      />
    </Page>
  );
}

/** The one sentence an auditor comes for. */
function Verdict({ answer }: { readonly answer: Answer }): ReactNode {
  const words = useWords(zh, en).balances;
  const sums = totals(answer.balances);
  const well = sums.every((one) => one.amount === 0) && answer.unbalancedSets === 0;
  return (
    <section className="ledger-verdict" data-well={well || undefined} role={well ? undefined : "alert"}>
      <Icon name={well ? "check" : "stop"} size="2rem" />
      <div>
        <p className="ledger-verdict-sum">{sums.length === 0 ? "0" : sums.map((one) => <MoneyText key={one.currency} minor={one.amount} currency={one.currency} />)}</p>
        <p>{well ? words.zero : words.notZero}</p>
      </div>
      <div>
        <p className="ledger-verdict-sum">{formatCount(answer.sets)}</p>
        <p>{words.sets} · {answer.unbalancedSets === 0 ? words.setsEach : words.unbalanced(formatCount(answer.unbalancedSets))}</p>
      </div>
    </section>
  );
}

function useColumns(shown: readonly Balance[]): { readonly accounts: readonly Column<AccountSum>[]; readonly parties: readonly Column<Balance>[] } {
  const all = useWords(zh, en);
  const name = (account: string): string => all.accounts[account] ?? account;
  const sums = totals(shown);
  return {
    accounts: [
      { key: "account", title: all.account, phone: "title", cell: (one) => name(one.account), text: (one) => name(one.account) },
      { key: "debit", title: all.balances.owed, align: "end", cell: (one) => <MoneyText minor={one.debit} currency={one.currency} />, text: (one) => formatMoney(one.debit, one.currency, { symbol: false }), sortBy: (one) => one.debit },
      { key: "credit", title: all.balances.owing, align: "end", cell: (one) => <MoneyText minor={one.credit} currency={one.currency} />, text: (one) => formatMoney(one.credit, one.currency, { symbol: false }), sortBy: (one) => one.credit },
      { key: "amount", title: all.amount, align: "end", cell: (one) => <b><MoneyText minor={one.amount} currency={one.currency} /></b>, text: (one) => formatMoney(one.amount, one.currency, { symbol: false }), sortBy: (one) => one.amount },
      { key: "parties", title: all.party, align: "end", phone: "wide-only", cell: (one) => (one.parties === 0 ? all.market : all.balances.parties(formatCount(one.parties))), text: (one) => String(one.parties), sortBy: (one) => one.parties },
      { key: "postings", title: all.postings, align: "end", cell: (one) => formatCount(one.postings), text: (one) => String(one.postings), sortBy: (one) => one.postings },
    ],
    parties: [
      { key: "party", title: all.party, phone: "title", cell: (one) => one.party ?? <span className="ledger-own">{all.market}</span>, text: (one) => one.party ?? all.market, sortBy: (one) => one.party },
      { key: "account", title: all.account, cell: (one) => name(one.account), text: (one) => name(one.account), sortBy: (one) => name(one.account) },
      { key: "currency", title: all.currency, phone: "wide-only", cell: (one) => one.currency, text: (one) => one.currency, sortBy: (one) => one.currency },
      { key: "postings", title: all.postings, align: "end", cell: (one) => formatCount(one.postings), text: (one) => String(one.postings), sortBy: (one) => one.postings },
      {
        key: "amount", title: all.amount, align: "end", cell: (one) => <MoneyText minor={one.amount} currency={one.currency} />, text: (one) => formatMoney(one.amount, one.currency, { symbol: false }), sortBy: (one) => one.amount,
        total: sums.map((one) => <MoneyText key={one.currency} minor={one.amount} currency={one.currency} />),
      },
    ],
  };
}

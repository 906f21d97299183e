import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Fragment, useMemo, useState } from "react";
import type { ReactNode } from "react";
import { Link, useParams } from "react-router";
import { addDays } from "../../../engines/calendar/day.ts";
import { ButtonLink } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { Field } from "../../../ui/Field.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Page } from "../../../ui/Page.tsx";
import { useWords } from "../../../ui/Preferences.tsx";
import { Table } from "../../../ui/Table.tsx";
import type { Column } from "../../../ui/Table.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useApi } from "../../../ui/api.ts";
import { formatCount, formatMoney } from "../../../ui/money.ts";
import { useTold } from "../../../ui/told.ts";
import type { Output } from "../../machinery/contract.ts";
import { parties } from "../../parties/contract.ts";
import { ledger } from "../contract.ts";
import { REFUSALS } from "./refusals.ts";
import { useMarket } from "./useMarket.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "./ledger.css";

type Entry = Output<typeof ledger.actions.entries.output>["entries"][number];
interface Line extends Entry {
  readonly n: number;
  /** Sum of this account and currency up to this line, from the first day shown. */
  readonly running: number;
}
const DAYS_SHOWN = 31;

/** Runs up each account in each currency by itself; they are never added to each other. */
export function runUp(entries: readonly Entry[]): Line[] {
  const sums = new Map<string, number>();
  return entries.map((entry, n) => {
    const key = `${entry.account} ${entry.currency}`;
    const running = (sums.get(key) ?? 0) + entry.amount;
    sums.set(key, running);
    return { ...entry, n, running };
  });
}

/** What stands behind a party's balance, posting by posting. */
export default function EntriesPage(): ReactNode {
  const all = useWords(zh, en);
  const words = all.entries;
  const { partyId = "" } = useParams();
  const { businessDate, timeOf } = useMarket();
  const told = useTold(REFUSALS);
  const books = useApi(ledger);
  const people = useApi(parties);
  const [days, setDays] = useState<{ readonly from?: string; readonly to?: string }>({});
  // A cleared date field is an empty text: then the usual days are shown again.
  const to = days.to || businessDate;
  const from = days.from || (to === undefined ? undefined : addDays(to, 1 - DAYS_SHOWN));
  const party = useQuery({ queryKey: ["parties", "get", { partyId }], queryFn: () => people.get({ partyId }) });
  const input = { partyId, from: from ?? "", to: to ?? "" };
  const { data, error, refetch } = useQuery({ queryKey: ["ledger", "entries", input], queryFn: () => books.entries(input), enabled: from !== undefined && to !== undefined, placeholderData: keepPreviousData });
  const lines = useMemo(() => (data === undefined ? undefined : runUp(data.entries)), [data]);
  const columns = useColumns(timeOf);
  const failed = error ?? party.error;
  return (
    <Page title={party.data === undefined ? words.titleAny : words.title(party.data.name)} intro={words.intro} actions={<ButtonLink icon="left" to="/ledger">{words.back}</ButtonLink>}>
      <div className="ledger-days">
        <Field label={words.from}><TextInput type="date" value={from ?? ""} onChange={(value) => setDays({ ...days, from: value })} /></Field>
        <Field label={words.to}><TextInput type="date" value={to ?? ""} onChange={(value) => setDays({ ...days, to: value })} /></Field>
      </div>
      <Table
        caption={words.titleAny} columns={columns} rows={lines} rowKey={(one) => String(one.n)} printable csvName="ledger-entries" maxHeight="70dvh"
        origin={lines === undefined ? undefined : { source: all.source, coverage: words.coverage(formatCount(lines.length)) }}
        empty={<EmptyState title={words.none}>{words.noneWhy}</EmptyState>}
        error={failed === null ? undefined : { message: told(failed).text, number: told(failed).number, onRetry: () => void refetch() }}
      />
    </Page>
  );
}

/** Numbers that stand on papers and labels open what they name. */
const LOT_NO = /^L\d{8}-\d+$/;
const PAPER_NO = /^[SB]\d{8}-\d+$/;

function Memo({ text }: { readonly text: string }): ReactNode {
  return text.split(" ").map((word, n) => {
    const to = LOT_NO.test(word) ? `/l/${word}` : PAPER_NO.test(word) ? `/papers/${word}` : null;
    return <Fragment key={`${n} ${word}`}>{to === null ? word : <Link to={to}>{word}</Link>} </Fragment>;
  });
}

const money = (minor: number | null, currency: string): ReactNode => (minor === null ? "" : <MoneyText minor={minor} currency={currency} />);
const plain = (minor: number | null, currency: string): string => (minor === null ? "" : formatMoney(minor, currency, { symbol: false }));

function useColumns(timeOf: (iso: string) => string): readonly Column<Line>[] {
  const all = useWords(zh, en);
  const words = all.entries;
  const side = (one: Line, debit: boolean): number | null => ((one.amount > 0) === debit ? Math.abs(one.amount) : null);
  return [
    { key: "date", title: words.date, cell: (one) => one.businessDate, text: (one) => one.businessDate },
    { key: "at", title: words.at, phone: "wide-only", cell: (one) => timeOf(one.at), text: (one) => one.at },
    { key: "kind", title: words.kind, phone: "title", cell: (one) => <span>{all.kinds[one.kind] ?? one.kind} <span className="ledger-own"><Memo text={one.memo} /></span></span>, text: (one) => `${all.kinds[one.kind] ?? one.kind} ${one.memo}`.trim() },
    { key: "account", title: all.account, cell: (one) => all.accounts[one.account] ?? one.account, text: (one) => all.accounts[one.account] ?? one.account },
    { key: "cause", title: words.cause, phone: "wide-only", cell: (one) => <code className="ledger-cause" title={`${one.cause} ${one.causeId}`}>{one.cause} {one.causeId}</code>, text: (one) => `${one.cause} ${one.causeId}` },
    { key: "debit", title: words.debit, align: "end", cell: (one) => money(side(one, true), one.currency), text: (one) => plain(side(one, true), one.currency) },
    { key: "credit", title: words.credit, align: "end", cell: (one) => money(side(one, false), one.currency), text: (one) => plain(side(one, false), one.currency) },
    { key: "running", title: words.running, align: "end", cell: (one) => <MoneyText minor={one.running} currency={one.currency} />, text: (one) => plain(one.running, one.currency) },
  ];
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { Badge } from "../../../ui/Badge.tsx";
import { Button } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { Field } from "../../../ui/Field.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Table } from "../../../ui/Table.tsx";
import type { Column } from "../../../ui/Table.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useApi } from "../../../ui/api.ts";
import { formatMoney } from "../../../ui/money.ts";
import { bank } from "../contract.ts";
import type { AccountView, LineView } from "../views.ts";
import { UndoDialog } from "./ResolveDialogs.tsx";
import { textOf } from "./textOf.ts";
import { useBankTold, usePageWords, useTerms } from "./words.ts";

const PAGE = 100;
const TONE = { open: "pollen", matched: "leaf", explained: "river" } as const;

/** Every line and what became of it. */
export function AllLines({ account }: { readonly account: AccountView }): ReactNode {
  const words = usePageWords();
  const terms = useTerms();
  const told = useBankTold();
  const api = useApi(bank);
  const [query, setQuery] = useState("");
  const [limit, setLimit] = useState(PAGE);
  const [undoing, setUndoing] = useState<LineView | null>(null);
  const { data, error, refetch } = useQuery({ queryKey: ["bank", "all", account.id, query, limit], queryFn: () => api.lines({ accountId: account.id, query, limit }), placeholderData: (before) => before });
  const said = error === null ? undefined : told(error);
  const { currency } = account;
  const columns: readonly Column<LineView>[] = [
    { key: "day", title: words.columns.day, cell: (row) => <span className="bank-nowrap">{row.day}<small className="bank-note">{row.serial}</small></span>, text: (row) => `${row.day} ${row.serial}`, sortBy: (row) => row.day },
    { key: "amount", title: words.columns.amount, align: "end", phone: "title", cell: (row) => <MoneyText minor={row.amount} currency={currency} signed bare />, text: (row) => formatMoney(row.amount, currency, { symbol: false }), sortBy: (row) => row.amount },
    { key: "who", title: words.columns.who, cell: (row) => <>{row.name}<small className="bank-note">{row.accountMasked}</small></>, text: (row) => `${row.name} ${row.accountMasked}`, sortBy: (row) => row.name },
    { key: "text", title: words.columns.text, cell: (row) => textOf(row), text: textOf },
    { key: "state", title: words.columns.state, cell: (row) => <Badge tone={TONE[row.state]}>{terms.states[row.state]}</Badge>, text: (row) => terms.states[row.state], sortBy: (row) => row.state },
    { key: "how", title: words.columns.how, cell: (row) => <How row={row} currency={currency} />, text: (row) => (row.resolution === null ? "" : `${row.resolution.papers.map((paper) => paper.no).join(" ")} ${row.resolution.reason} ${row.resolution.by}`) },
    { key: "act", title: words.columns.act, cell: (row) => (row.can.includes("undo") ? <Button size="small" tone="quiet" onClick={() => setUndoing(row)}>{words.all.undo}</Button> : null) },
  ];
  return (
    <>
      <Table
        caption={words.views.all} columns={columns} rows={data?.lines} rowKey={(row) => row.id} csvName="bank-lines" tone={(row) => TONE[row.state] === "river" ? undefined : (TONE[row.state] as "pollen" | "leaf")}
        tools={<Field label={words.all.search}><TextInput type="search" value={query} onChange={setQuery} maxLength={60} /></Field>}
        error={said === undefined ? undefined : { message: said.text, number: said.number, onRetry: () => void refetch() }} empty={<EmptyState title={words.all.none}>{words.all.noneWhy}</EmptyState>}
      />
      {data !== undefined && data.total > data.lines.length ? <Button onClick={() => setLimit(limit + PAGE)}>{words.all.more(data.total - data.lines.length)}</Button> : null}
      {undoing === null ? null : <UndoDialog line={undoing} onClose={() => setUndoing(null)} />}
    </>
  );
}

function How({ row, currency }: { readonly row: LineView; readonly currency: string }): ReactNode {
  const words = usePageWords().all;
  const terms = useTerms();
  const { resolution } = row;
  if (resolution === null) return null;
  return (
    <>
      {resolution.papers.map((paper) => <span key={paper.no} className="bank-paper"><Link to={`/papers/${paper.no}`}>{paper.no}</Link> {paper.party} · {terms.whats[paper.what]}</span>)}
      <small className="bank-note">
        {resolution.code === null ? "" : `${terms.codes[resolution.code]}${resolution.papers.length === 0 ? "" : ` ${formatMoney(resolution.explained, currency)}`} · `}
        {resolution.automatic ? `${words.automatic} · ${terms.rules[resolution.rule as keyof typeof terms.rules] ?? resolution.rule}` : `${resolution.reason} · ${resolution.by}`}
      </small>
    </>
  );
}

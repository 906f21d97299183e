import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { Badge } from "../../../ui/Badge.tsx";
import { Button } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { usePreferences } from "../../../ui/Preferences.tsx";
import { Table } from "../../../ui/Table.tsx";
import type { Column } from "../../../ui/Table.tsx";
import { useApi } from "../../../ui/api.ts";
import { formatMoney } from "../../../ui/money.ts";
import { saveBase64 } from "../../../ui/saveFile.ts";
import { bank } from "../contract.ts";
import type { BookItem } from "../views.ts";
import { NoteDialog } from "./ResolveDialogs.tsx";
import { useAct } from "./useAct.ts";
import { useBankTold, usePageWords, useTerms } from "./words.ts";

/** Differences seen from the books. */
export function BookItems(): ReactNode {
  const words = usePageWords();
  const terms = useTerms();
  const told = useBankTold();
  const { language } = usePreferences();
  const api = useApi(bank);
  const { busy, act } = useAct();
  const [noting, setNoting] = useState<BookItem | null>(null);
  const { data, error, refetch } = useQuery({ queryKey: ["bank", "books"], queryFn: () => api.bookItems({}), placeholderData: (before) => before });
  const said = error === null ? undefined : told(error);
  const currency = data?.currency ?? "CNY";
  const columns: readonly Column<BookItem>[] = [
    { key: "what", title: words.columns.what, cell: (row) => <Badge tone={row.kind === "silent" ? "pollen" : "cinnabar"}>{terms.books.kinds[row.kind]}</Badge>, text: (row) => terms.books.kinds[row.kind], sortBy: (row) => row.kind },
    { key: "no", title: words.columns.no, phone: "title", cell: (row) => <Link to={`/papers/${row.no}`}>{row.no}</Link>, text: (row) => row.no, sortBy: (row) => row.no },
    { key: "party", title: words.columns.party, cell: (row) => row.party, text: (row) => row.party, sortBy: (row) => row.party },
    { key: "date", title: words.columns.businessDate, cell: (row) => <span className="bank-nowrap">{row.businessDate}</span>, text: (row) => row.businessDate, sortBy: (row) => row.businessDate },
    { key: "amount", title: words.columns.amount, align: "end", cell: (row) => <MoneyText minor={row.amount} currency={currency} signed bare />, text: (row) => formatMoney(row.amount, currency, { symbol: false }), sortBy: (row) => row.amount },
    { key: "on", title: words.columns.paidOn, cell: (row) => row.on ?? row.fileNo ?? "", text: (row) => row.on ?? row.fileNo ?? "" },
    { key: "act", title: words.columns.act, cell: (row) => (row.can.includes("note") ? <Button size="small" onClick={() => setNoting(row)}>{words.books.explain}</Button> : null) },
  ];
  return (
    <>
      <Table
        caption={terms.books.title} columns={columns} rows={data?.items} rowKey={(row) => `${row.kind} ${row.no}`} tone={(row) => (row.kind === "silent" ? "pollen" : "cinnabar")}
        tools={<Button icon="download" busy={busy} onClick={() => void act(() => api.exportBookItems({ language }), (file) => saveBase64(file.name, file.base64))}>{words.books.excel}</Button>}
        error={said === undefined ? undefined : { message: said.text, number: said.number, onRetry: () => void refetch() }} empty={<EmptyState title={words.books.none}>{words.books.noneWhy}</EmptyState>}
      />
      {noting === null ? null : <NoteDialog item={noting} currency={currency} onClose={() => setNoting(null)} />}
    </>
  );
}

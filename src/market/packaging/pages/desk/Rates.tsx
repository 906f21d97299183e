import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { Table } from "../../../../ui/Table.tsx";
import type { Column } from "../../../../ui/Table.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useApi } from "../../../../ui/api.ts";
import { formatCount } from "../../../../ui/money.ts";
import { packaging } from "../../contract.ts";
import type { RateView } from "../../views.ts";
import { percentOf, usePackagingTold, usePageWords } from "../words.ts";

/** What came to no good end, per party; a row leads to its movements. */
export function Rates({ onLog }: { readonly onLog: (partyId: string) => void }): ReactNode {
  const words = usePageWords();
  const told = usePackagingTold();
  const api = useApi(packaging);
  const [query, setQuery] = useState("");
  const { data, error, refetch } = useQuery({ queryKey: ["packaging", "rates", query], queryFn: () => api.rates({ query, limit: 500 }), placeholderData: (before) => before });
  const said = error === null ? undefined : told(error);
  const figure = (key: "returned" | "damaged" | "lost"): Column<RateView> => ({ key, title: words.columns[key], align: "end", cell: (row) => formatCount(row[key]), text: (row) => String(row[key]), sortBy: (row) => row[key] });
  const columns: readonly Column<RateView>[] = [
    { key: "party", title: words.columns.party, phone: "title", cell: (row) => <b>{row.party}</b>, text: (row) => row.party, sortBy: (row) => row.party },
    { key: "share", title: words.columns.share, align: "end", cell: (row) => (row.share === null ? words.common.none : <>{percentOf(row.share)}{row.small ? <small> {words.desk.small}</small> : null}</>), text: (row) => (row.share === null ? "" : percentOf(row.share)), sortBy: (row) => row.share },
    figure("returned"), figure("damaged"), figure("lost"),
  ];
  return (
    <Table
      caption={words.desk.rates} columns={columns} rows={data?.rates} rowKey={(row) => row.partyId} onOpen={(row) => onLog(row.partyId)} origin={data === undefined ? undefined : { source: words.desk.ratesNote(data.from, data.to) }} csvName="packaging-rates"
      tools={<Field label={words.common.search}><TextInput value={query} onChange={setQuery} maxLength={60} type="search" /></Field>}
      error={said === undefined ? undefined : { message: said.text, number: said.number, onRetry: () => void refetch() }} empty={<EmptyState title={words.desk.noRates}>{words.desk.noRatesWhy}</EmptyState>}
    />
  );
}

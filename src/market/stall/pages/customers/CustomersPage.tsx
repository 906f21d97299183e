import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useNavigate } from "react-router";
import { SheetButtons } from "../../../../kernel/sheets/pages/SheetButtons.tsx";
import { useApi } from "../../../../ui/api.ts";
import { Button } from "../../../../ui/Button.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { Page } from "../../../../ui/Page.tsx";
import { Table } from "../../../../ui/Table.tsx";
import type { Column } from "../../../../ui/Table.tsx";
import { formatMoney } from "../../../../ui/money.ts";
import { stall } from "../../contract.ts";
import type { BookRow } from "../../views.ts";
import { NewCustomerDialog } from "../counter/Customers.tsx";
import { useAct } from "../useAct.ts";
import { WithStall } from "../useStall.tsx";
import { newId, usePageWords, useStallTold, useTerms } from "../words.ts";
import "../stall.css";

/** /stall/customers: who owes what, and since when. */
export default function CustomersPage(): ReactNode {
  return <WithStall>{({ stall: mine }, chooser) => <Book key={mine.id} stallId={mine.id} chooser={chooser} />}</WithStall>;
}

const AGES = ["upTo7", "upTo30", "upTo60", "older"] as const;

function Book({ stallId, chooser }: { readonly stallId: string; readonly chooser: ReactNode }): ReactNode {
  const all = usePageWords();
  const words = all.credit;
  const api = useApi(stall);
  const told = useStallTold();
  const terms = useTerms();
  const navigate = useNavigate();
  const { act } = useAct();
  const [adding, setAdding] = useState(false);
  const { data, error, refetch } = useQuery({ queryKey: ["stall", "book", stallId], queryFn: () => api.creditBook({ stallId }) });
  const currency = data?.currency ?? "CNY";
  const sum = (key: "balance" | (typeof AGES)[number]): number => (data?.rows ?? []).reduce((total, row) => total + row[key], 0);
  const money = (key: "balance" | "limit" | (typeof AGES)[number], totalled = true): Column<BookRow> => ({
    key, title: words[key], align: "end", cell: (row) => (row[key] === 0 ? "—" : <MoneyText minor={row[key]} currency={currency} />), text: (row) => formatMoney(row[key], currency, { symbol: false }), sortBy: (row) => row[key],
    ...(totalled ? { total: <MoneyText minor={sum(key as "balance")} currency={currency} /> } : {}),
  });
  return (
    <Page title={words.title} intro={chooser} actions={<Button icon="plus" onClick={() => setAdding(true)}>{all.counter.fresh}</Button>}>
      <Table
        caption={words.title} captionHidden rows={data?.rows} rowKey={(row) => row.customerId} onOpen={(row) => void navigate(`/stall/customers/${row.customerId}`)} sorting={{ key: "balance", direction: "descending" }} printable
        tools={<SheetButtons told={told} give={(asked) => api.giveCustomers({ stallId, ...asked })} taken={{ ...all.sheets.customers, reasons: terms.importProblems, take: (file) => api.takeCustomers({ stallId, ...file }), reads: ["stall"] }} />}
        columns={[{ key: "customer", title: words.customer, phone: "title", cell: (row) => <><b>{row.nickname}</b> <small>{row.phoneTail}</small></>, text: (row) => row.nickname, sortBy: (row) => row.nickname }, money("balance"), ...AGES.map((age) => money(age)), money("limit", false)]}
        tone={(row) => (row.older > 0 ? "cinnabar" : row.upTo60 > 0 ? "pollen" : undefined)} error={error === null ? undefined : { message: told(error).text, number: told(error).number, onRetry: () => void refetch() }}
        empty={<EmptyState title={words.none}>{words.noneWhy}</EmptyState>}
      />
      <NewCustomerDialog open={adding} onClose={() => setAdding(false)} onDone={(customer) => { setAdding(false); void act(() => api.registerCustomer({ stallId, customer: { id: newId(), ...customer } })); }} />
    </Page>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { Badge } from "../../../../ui/Badge.tsx";
import { Button } from "../../../../ui/Button.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { Page } from "../../../../ui/Page.tsx";
import { usePreferences, useWords } from "../../../../ui/Preferences.tsx";
import { Table } from "../../../../ui/Table.tsx";
import type { Column } from "../../../../ui/Table.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useApi } from "../../../../ui/api.ts";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { formatCount, formatMoney } from "../../../../ui/money.ts";
import { saveBase64 } from "../../../../ui/saveFile.ts";
import { settlement } from "../../contract.ts";
import type { DeclarationView, VoucherBuyer } from "../../voucher-views.ts";
import { useAct } from "../useAct.ts";
import { useProblem } from "../words.ts";
import { EndDialog } from "./EndDialog.tsx";
import { RegisterDialog } from "./RegisterDialog.tsx";
import { Days, FILE_TONE, MonthBar, STATE_TONE, monthOf, rangeOf } from "./parts.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "../settlement.css";

/** /vouchers: who bought in a month, what of it is complete, and whose declaration lacks. */
export default function VouchersPage(): ReactNode {
  const words = useWords(zh, en);
  const { language } = usePreferences();
  const api = useApi(settlement);
  const problem = useProblem();
  const navigate = useNavigate();
  const { businessDate } = useViewer();
  const { act, busy } = useAct();
  const [search, setSearch] = useSearchParams();
  const month = search.get("month") ?? monthOf(businessDate);
  const period = rangeOf(month);
  const { data, error, refetch } = useQuery({ queryKey: ["settlement", "voucherBuyers", month], queryFn: () => api.voucherBuyers(period), placeholderData: (before) => before });
  const told = error === null ? undefined : problem(error);
  const currency = data?.currency ?? "CNY";
  const money = (key: string, title: string, pick: (row: VoucherBuyer) => number): Column<VoucherBuyer> => ({
    key, title, align: "end", cell: (row) => <MoneyText minor={pick(row)} currency={currency} bare />, text: (row) => formatMoney(pick(row), currency, { symbol: false }), sortBy: pick,
    total: <MoneyText minor={(data?.buyers ?? []).reduce((sum, row) => sum + pick(row), 0)} currency={currency} bare />,
  });
  const columns: readonly Column<VoucherBuyer>[] = [
    { key: "buyer", title: words.columns.buyer, phone: "title", cell: (row) => row.buyer, text: (row) => row.buyer, sortBy: (row) => row.buyer },
    { key: "lines", title: words.columns.lines, align: "end", cell: (row) => formatCount(row.lines), text: (row) => String(row.lines), sortBy: (row) => row.lines },
    money("billed", words.columns.billed, (row) => row.billed), money("ready", words.columns.ready, (row) => row.ready), money("lacking", words.columns.lacking, (row) => row.lacking), money("allowances", words.columns.allowances, (row) => row.allowances),
    { key: "file", title: words.columns.file, cell: (row) => <><Badge tone={FILE_TONE[row.file]}>{words.files[row.file]}</Badge>{row.lastNo === null ? null : <small className="settle-note">{row.lastNo}</small>}</>, text: (row) => `${words.files[row.file]} ${row.lastNo ?? ""}`, sortBy: (row) => row.file },
  ];
  return (
    <Page
      title={words.titles.vouchers} intro={<><Badge tone="river">{words.notInvoice}</Badge> {words.intro}</>}
      actions={<Button icon="download" busy={busy} onClick={() => void act(() => api.voucherGapsWorkbook({ ...period, language }), (file) => saveBase64(file.name, file.base64))}>{words.gaps.excel}</Button>}
    >
      <MonthBar month={month} onMonth={(next) => setSearch({ month: next })} />
      {data !== undefined && data.openDays.length > 0 ? <p className="settle-warn">{words.openDays(data.openDays.length, data.openDays[0]!)}</p> : null}
      <Table
        caption={words.month.label(month)} columns={columns} rows={data?.buyers} rowKey={(row) => row.buyerId} csvName={`purchase-data-${month}`} onOpen={(row) => void navigate(`/vouchers/${row.buyerId}?month=${month}`)}
        tone={(row) => (row.lackingLines > 0 ? "pollen" : row.file === "made" ? "leaf" : undefined)} empty={<EmptyState title={words.empty.title}>{words.empty.why}</EmptyState>}
        error={told === undefined ? undefined : { message: told.text, number: told.number, onRetry: () => void refetch() }}
      />
      <Declarations />
    </Page>
  );
}

function Declarations(): ReactNode {
  const words = useWords(zh, en);
  const api = useApi(settlement);
  const cashier = useViewer().roles.includes("cashier");
  const [query, setQuery] = useState("");
  const [ending, setEnding] = useState<DeclarationView | null>(null);
  const [registering, setRegistering] = useState(false);
  const { data } = useQuery({ queryKey: ["settlement", "declarations", query], queryFn: () => api.declarations({ query }), placeholderData: (before) => before });
  const columns: readonly Column<DeclarationView>[] = [
    { key: "party", title: words.columns.party, phone: "title", cell: (row) => row.party, text: (row) => row.party, sortBy: (row) => row.party },
    { key: "id", title: words.columns.id, cell: (row) => <span className="settle-anywhere">{row.citizenMasked}</span>, text: (row) => row.citizenMasked },
    { key: "goods", title: words.columns.goods, cell: (row) => <>{row.goods}<small className="settle-note">{row.place}</small></>, text: (row) => `${row.goods} ${row.place}` },
    { key: "valid", title: words.columns.valid, cell: (row) => <Days from={row.validFrom} to={row.validTo} />, text: (row) => `${row.validFrom} ~ ${row.validTo}`, sortBy: (row) => row.validTo },
    { key: "given", title: words.columns.given, cell: (row) => <>{row.givenBy}{row.delegate ? ` (${words.declarations.delegate})` : ""}{row.paper === null ? null : <small className="settle-note">{words.declarations.paper(row.paper)}</small>}</>, text: (row) => `${row.givenBy} ${row.paper ?? ""}` },
    { key: "state", title: words.columns.state, cell: (row) => <><Badge tone={STATE_TONE[row.state]}>{words.declarations.states[row.state]}</Badge>{row.endedWhy === null ? null : <small className="settle-note">{row.endedWhy}</small>}</>, text: (row) => words.declarations.states[row.state], sortBy: (row) => row.state },
    ...(cashier ? [{ key: "act", title: words.columns.act, cell: (row: DeclarationView) => row.can.includes("end") ? <Button size="small" tone="quiet" onClick={() => setEnding(row)}>{words.declarations.end}</Button> : null }] : []),
  ];
  return (
    <>
      <Table
        caption={words.declarations.title} columns={columns} rows={data?.declarations} rowKey={(row) => row.id} csvName="declarations"
        tools={<><Field label={words.declarations.search}><TextInput value={query} onChange={setQuery} maxLength={60} type="search" /></Field>{cashier ? <Button icon="plus" onClick={() => setRegistering(true)}>{words.gaps.register}</Button> : null}</>}
        empty={<EmptyState title={words.declarations.none}>{words.declarations.noneWhy}</EmptyState>}
      />
      {ending === null ? null : <EndDialog declaration={ending} onClose={() => setEnding(null)} />}
      {registering ? <RegisterDialog onClose={() => setRegistering(false)} /> : null}
    </>
  );
}

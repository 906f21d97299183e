import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useNavigate } from "react-router";
import { Button } from "../../../../ui/Button.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { Page } from "../../../../ui/Page.tsx";
import { usePreferences } from "../../../../ui/Preferences.tsx";
import { Select } from "../../../../ui/Select.tsx";
import { StatRow, StatTile } from "../../../../ui/StatTile.tsx";
import { Table } from "../../../../ui/Table.tsx";
import type { Column } from "../../../../ui/Table.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useApi } from "../../../../ui/api.ts";
import { formatCount } from "../../../../ui/money.ts";
import { saveBase64 } from "../../../../ui/saveFile.ts";
import { contracts } from "../../contract.ts";
import { STATES, type State } from "../../rules.ts";
import type { ContractRow } from "../../views.ts";
import { BandBar, ContractState, usePriceOf } from "../parts.tsx";
import { useAct } from "../useAct.ts";
import { shortDay, useAmount, useContractsTold, useItemName, usePageWords, useTerms } from "../words.ts";
import { OfficesDialog } from "./OfficesDialog.tsx";
import "../contracts.css";

const PAGE = 100;
const LOOK_AGAIN_MS = 30_000;

/** /contracts-desk: every contract, for the manager and the auditor. They look; the two parties act. */
export default function DeskPage(): ReactNode {
  const words = usePageWords();
  const terms = useTerms();
  const told = useContractsTold();
  const api = useApi(contracts);
  const navigate = useNavigate();
  const { language } = usePreferences();
  const { busy, act } = useAct();
  const [query, setQuery] = useState("");
  const [state, setState] = useState<State | "any">("any");
  const [limit, setLimit] = useState(PAGE);
  const [offices, setOffices] = useState(false);
  const wish = { query, ...(state === "any" ? {} : { state }) };
  const { data, error, refetch } = useQuery({ queryKey: ["contracts", "desk", wish, limit], queryFn: () => api.desk({ ...wish, limit }), placeholderData: (before) => before, refetchInterval: LOOK_AGAIN_MS });
  const columns = useColumns();
  const said = error === null ? undefined : told(error);
  return (
    <Page title={words.titles.desk} intro={words.desk.intro} actions={<Button icon="shield" onClick={() => setOffices(true)}>{words.desk.offices}</Button>}>
      <StatRow>
        <StatTile label={words.desk.running} value={data === undefined ? null : formatCount(data.running)} unit={words.desk.unit} />
        <StatTile label={words.desk.deposits} value={data === undefined ? null : <MoneyText minor={data.depositsHeld} currency={data.currency} size="figure" />} to="/ledger" />
        <StatTile label={words.desk.deviations} value={data === undefined ? null : formatCount(data.deviations)} unit={words.desk.times} tone={(data?.deviations ?? 0) > 0 ? "pollen" : "plain"} />
      </StatRow>
      <Table
        caption={words.titles.desk} columns={columns} rows={data?.contracts} rowKey={(row) => row.id} onOpen={(row) => void navigate(`/contracts/${row.no}`)} tone={(row) => (row.state === "defaulted" ? "cinnabar" : row.deviations > 0 ? "pollen" : undefined)}
        tools={<>
          <Field label={words.columns.state}><Select value={state} onChange={setState} choices={[{ value: "any" as const, label: words.desk.any }, ...STATES.filter((one) => one !== "draft").map((value) => ({ value, label: terms.states[value] }))]} /></Field>
          <Field label={words.common.search}><TextInput value={query} onChange={setQuery} maxLength={60} type="search" /></Field>
          <Button size="small" icon="download" busy={busy} onClick={() => void act(() => api.exportContracts({ ...wish, language }), (file) => saveBase64(file.name, file.base64))}>{words.common.excel}</Button>
          <Button size="small" icon="download" busy={busy} onClick={() => void act(() => api.exportCallOffs({ language }), (file) => saveBase64(file.name, file.base64))}>{words.mine.calls}</Button>
        </>}
        error={said === undefined ? undefined : { message: said.text, number: said.number, onRetry: () => void refetch() }} empty={<EmptyState title={words.desk.none}>{words.desk.noneWhy}</EmptyState>}
      />
      {data !== undefined && data.total > data.contracts.length ? <Button onClick={() => setLimit(limit + PAGE)}>{words.common.more(data.total - data.contracts.length)}</Button> : null}
      {offices ? <OfficesDialog onClose={() => setOffices(false)} /> : null}
    </Page>
  );
}

function useColumns(): readonly Column<ContractRow>[] {
  const { columns: words, common } = usePageWords();
  const itemName = useItemName();
  const amount = useAmount();
  const priceOf = usePriceOf();
  return [
    { key: "no", title: words.no, phone: "title", cell: (row) => <><b>{row.no}</b> {itemName(row)}{row.grade === null ? null : ` ${row.grade}`}</>, sortBy: (row) => row.no },
    { key: "state", title: words.state, cell: (row) => <ContractState state={row.state} />, sortBy: (row) => row.state },
    { key: "parties", title: words.parties, cell: (row) => `${row.seller} → ${row.buyer}`, sortBy: (row) => row.seller },
    { key: "quantity", title: words.quantity, align: "end", cell: (row) => amount(row.quantity, row.unit), sortBy: (row) => row.quantity },
    { key: "called", title: words.called, align: "end", cell: (row) => formatCount(row.called), sortBy: (row) => row.called },
    { key: "delivered", title: words.delivered, cell: (row) => <span className="contract-cell"><span>{formatCount(row.delivered)}</span><BandBar lower={row.lower} upper={row.upper} called={row.called} delivered={row.delivered} unit={row.unit} /></span>, sortBy: (row) => row.delivered },
    { key: "price", title: words.price, cell: priceOf },
    { key: "deposit", title: words.deposit, align: "end", cell: (row) => (row.depositHeld === 0 ? common.none : <MoneyText minor={row.depositHeld} currency={row.currency} />), sortBy: (row) => row.depositHeld },
    { key: "deviations", title: words.deviations, align: "end", cell: (row) => formatCount(row.deviations), sortBy: (row) => row.deviations },
    { key: "dates", title: words.dates, cell: (row) => (row.startsOn === null ? common.none : <span className="contract-dates">{shortDay(row.startsOn)} – {shortDay(row.endsOn ?? "")}</span>), sortBy: (row) => row.startsOn },
  ];
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useNavigate } from "react-router";
import { Badge } from "../../../ui/Badge.tsx";
import { Button } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { Field } from "../../../ui/Field.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Page } from "../../../ui/Page.tsx";
import { Select } from "../../../ui/Select.tsx";
import { Table } from "../../../ui/Table.tsx";
import type { Column } from "../../../ui/Table.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { SheetButtons } from "../../../kernel/sheets/pages/SheetButtons.tsx";
import { useApi } from "../../../ui/api.ts";
import { useViewer } from "../../../ui/Viewer.tsx";
import { formatMoney } from "../../../ui/money.ts";
import { claims } from "../contract.ts";
import { STATES, type State } from "../rules.ts";
import type { ClaimRow } from "../views.ts";
import { TermsDialog } from "./TermsDialog.tsx";
import { ClaimState, useAsked, useDue } from "./parts.tsx";
import { useAmount, useClaimsTold, useItemName, usePageWords, useTerms } from "./words.ts";
import "./claims.css";

const PAGE = 100;
const LOOK_AGAIN_MS = 15_000;

/** /claims-desk: the market's list, what is overdue first. */
export default function DeskPage(): ReactNode {
  const words = usePageWords();
  const terms = useTerms();
  const told = useClaimsTold();
  const api = useApi(claims);
  const navigate = useNavigate();
  const { roles } = useViewer();
  const [query, setQuery] = useState("");
  const [state, setState] = useState<State | "any">("any");
  const [limit, setLimit] = useState(PAGE);
  const [editing, setEditing] = useState(false);
  const input = { query, limit, ...(state === "any" ? {} : { state }) };
  const { data, error, refetch } = useQuery({ queryKey: ["claims", "desk", input], queryFn: () => api.desk(input), placeholderData: (before) => before, refetchInterval: LOOK_AGAIN_MS });
  const columns = useColumns();
  const said = error === null ? undefined : told(error);
  return (
    <Page title={words.titles.desk} intro={words.desk.intro} actions={roles.includes("operator") ? <Button icon="gear" onClick={() => setEditing(true)}>{words.desk.terms}</Button> : undefined}>
      {(data?.escalated ?? 0) > 0 ? <p role="status"><Badge tone="cinnabar">{words.desk.escalated(data?.escalated ?? 0)}</Badge></p> : null}
      <Table
        caption={words.titles.desk} columns={columns} rows={data?.claims} rowKey={(row) => row.id} onOpen={(row) => void navigate(`/claims/${row.no}`)}
        tone={(row) => (row.escalated ? "cinnabar" : row.can.length > 0 ? "orchid" : undefined)}
        tools={<><Field label={words.columns.state}><Select value={state} onChange={setState} choices={[{ value: "any" as const, label: words.desk.any }, ...STATES.map((value) => ({ value, label: terms.states[value] }))]} /></Field><Field label={words.common.search}><TextInput value={query} onChange={setQuery} maxLength={60} type="search" /></Field><SheetButtons told={told} give={(asked) => api.giveDesk({ query, ...(state === "any" ? {} : { state }), ...asked })} /></>}
        error={said === undefined ? undefined : { message: said.text, number: said.number, onRetry: () => void refetch() }} empty={<EmptyState title={words.desk.none}>{words.desk.noneWhy}</EmptyState>}
      />
      {data !== undefined && data.total > data.claims.length ? <Button onClick={() => setLimit(limit + PAGE)}>{words.common.more(data.total - data.claims.length)}</Button> : null}
      {editing ? <TermsDialog onClose={() => setEditing(false)} /> : null}
    </Page>
  );
}

function useColumns(): readonly Column<ClaimRow>[] {
  const { columns: words } = usePageWords();
  const terms = useTerms();
  const itemName = useItemName();
  const amount = useAmount();
  const asked = useAsked();
  const due = useDue();
  return [
    { key: "no", title: words.no, phone: "title", cell: (row) => <><b>{row.no}</b> {itemName(row)}</>, text: (row) => `${row.no} ${itemName(row)}`, sortBy: (row) => row.no },
    { key: "lot", title: words.lot, cell: (row) => <span className="claim-nowrap">{row.lotNo}</span>, text: (row) => row.lotNo, sortBy: (row) => row.lotNo },
    { key: "parties", title: words.parties, cell: (row) => `${row.grower} → ${row.buyer}`, text: (row) => `${row.grower} → ${row.buyer}`, sortBy: (row) => row.grower },
    { key: "units", title: words.units, align: "end", cell: (row) => amount(row.units, row.unit), text: (row) => String(row.units), sortBy: (row) => row.units },
    { key: "ask", title: words.ask, cell: (row) => <>{terms.faults[row.fault]} · {asked(row)}</>, text: (row) => `${terms.faults[row.fault]} ${asked(row)}` },
    { key: "state", title: words.state, cell: (row) => <ClaimState claim={row} />, text: (row) => (row.outcome === null ? terms.states[row.state] : terms.outcomes[row.outcome]), sortBy: (row) => row.state },
    { key: "due", title: words.due, cell: (row) => due(row), text: (row) => row.dueAt ?? "", sortBy: (row) => row.dueAt },
    { key: "money", title: words.money, align: "end", cell: (row) => (row.outcome === null ? null : <MoneyText minor={row.outcomeAmount} currency={row.currency} bare />), text: (row) => formatMoney(row.outcomeAmount, row.currency, { symbol: false }), sortBy: (row) => row.outcomeAmount },
  ];
}

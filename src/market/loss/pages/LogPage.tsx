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
import { usePreferences } from "../../../ui/Preferences.tsx";
import { Select } from "../../../ui/Select.tsx";
import { Table } from "../../../ui/Table.tsx";
import type { Column } from "../../../ui/Table.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useApi } from "../../../ui/api.ts";
import { formatMoney } from "../../../ui/money.ts";
import { saveBase64 } from "../../../ui/saveFile.ts";
import { loss } from "../contract.ts";
import { ACTS, type LossAct } from "../rules.ts";
import type { ActView } from "../views.ts";
import { ActState } from "./parts.tsx";
import { useAct } from "./useAct.ts";
import { clockTime, useAmount, useItemName, useLossTold, usePageWords, useTerms } from "./words.ts";
import "./loss.css";

const PAGE = 100;

/** /loss/log: everything that was done, what waits for a second person first. */
export default function LogPage(): ReactNode {
  const words = usePageWords();
  const terms = useTerms();
  const told = useLossTold();
  const { language } = usePreferences();
  const api = useApi(loss);
  const navigate = useNavigate();
  const { busy, act } = useAct();
  const [query, setQuery] = useState("");
  const [kind, setKind] = useState<LossAct | "any">("any");
  const [limit, setLimit] = useState(PAGE);
  const input = { query, limit, ...(kind === "any" ? {} : { kind }) };
  const { data, error, refetch } = useQuery({ queryKey: ["loss", "acts", input], queryFn: () => api.acts(input), placeholderData: (before) => before });
  const columns = useColumns();
  const said = error === null ? undefined : told(error);
  return (
    <Page title={words.titles.log} intro={words.log.intro} actions={<Button icon="download" busy={busy} onClick={() => void act(() => api.exportActs({ language }), (file) => saveBase64(file.name, file.base64))}>{words.common.export}</Button>}>
      {(data?.waiting ?? 0) > 0 ? <p role="status"><Badge tone="pollen">{words.log.waiting(data?.waiting ?? 0)}</Badge></p> : null}
      <Table
        caption={words.titles.log} columns={columns} rows={data?.acts} rowKey={(row) => row.id} onOpen={(row) => void navigate(`/loss/${row.no}`)} tone={(row) => (row.state === "proposed" ? "pollen" : undefined)}
        tools={<><Field label={words.log.kind}><Select value={kind} onChange={setKind} choices={[{ value: "any" as const, label: words.log.anyKind }, ...ACTS.map((value) => ({ value, label: terms.acts[value] }))]} /></Field><Field label={words.common.search}><TextInput value={query} onChange={setQuery} maxLength={60} type="search" /></Field></>}
        error={said === undefined ? undefined : { message: said.text, number: said.number, onRetry: () => void refetch() }} empty={<EmptyState title={words.log.none}>{words.log.noneWhy}</EmptyState>}
      />
      {data !== undefined && data.total > data.acts.length ? <Button onClick={() => setLimit(limit + PAGE)}>{words.common.more(data.total - data.acts.length)}</Button> : null}
    </Page>
  );
}

function useColumns(): readonly Column<ActView>[] {
  const { columns: words, common } = usePageWords();
  const terms = useTerms();
  const itemName = useItemName();
  const amount = useAmount();
  const how = (row: ActView): string => (row.kind === "downgrade" ? `${row.oldGrade ?? common.none} → ${row.newGrade ?? ""}` : row.kind === "markdown" ? `${row.price === null ? common.none : formatMoney(row.price, row.currency)} → ${formatMoney(row.newPrice ?? 0, row.currency)}` : row.receiver ?? "");
  return [
    { key: "no", title: words.no, width: "9.5rem", cell: (row) => row.no, text: (row) => row.no, sortBy: (row) => row.no },
    { key: "act", title: words.act, phone: "title", cell: (row) => <><b>{terms.acts[row.kind]}</b> {how(row)}</>, text: (row) => `${terms.acts[row.kind]} ${how(row)}`, sortBy: (row) => row.kind },
    { key: "item", title: words.item, cell: (row) => <>{itemName(row)} <small>{row.lotNo}</small></>, text: (row) => `${row.lotNo} ${itemName(row)}`, sortBy: itemName },
    { key: "grower", title: words.grower, cell: (row) => row.grower, text: (row) => row.grower, sortBy: (row) => row.grower },
    { key: "quantity", title: words.quantity, align: "end", cell: (row) => amount(row.quantity, row.unit), text: (row) => String(row.quantity), sortBy: (row) => row.quantity },
    { key: "value", title: words.value, align: "end", cell: (row) => (row.kind === "downgrade" ? common.none : <MoneyText minor={row.value} currency={row.currency} bare />), text: (row) => formatMoney(row.value, row.currency, { symbol: false }), sortBy: (row) => row.value },
    { key: "reason", title: words.reason, cell: (row) => [terms.reasons[row.reason], row.text].filter((part) => part !== "").join(" · "), text: (row) => `${terms.reasons[row.reason]} ${row.text}` },
    { key: "state", title: words.state, cell: (row) => <ActState state={row.state} />, text: (row) => terms.states[row.state], sortBy: (row) => row.state },
    { key: "by", title: words.by, cell: (row) => <>{row.by} <small>{clockTime(row.at)}</small></>, text: (row) => `${row.by} ${row.at}`, sortBy: (row) => row.at },
  ];
}

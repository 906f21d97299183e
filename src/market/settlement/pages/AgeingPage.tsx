import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useNavigate } from "react-router";
import { useApi } from "../../../ui/api.ts";
import { Button } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Page } from "../../../ui/Page.tsx";
import { usePreferences } from "../../../ui/Preferences.tsx";
import { Segmented } from "../../../ui/Segmented.tsx";
import { StatRow, StatTile } from "../../../ui/StatTile.tsx";
import { Table } from "../../../ui/Table.tsx";
import type { Column } from "../../../ui/Table.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useToast } from "../../../ui/Toast.tsx";
import { useViewer } from "../../../ui/Viewer.tsx";
import { formatCount, formatMoney } from "../../../ui/money.ts";
import { saveBase64 } from "../../../ui/saveFile.ts";
import { settlement } from "../contract.ts";
import type { AgeRow } from "../money-views.ts";
import type { Side } from "../rules.ts";
import { useAct } from "./useAct.ts";
import { usePageWords, useProblem } from "./words.ts";
import "./settlement.css";

const PAGE = 200;
const BUCKETS = ["notDue", "upTo7", "upTo30", "older"] as const;
const TONES = { notDue: "plain", upTo7: "pollen", upTo30: "pollen", older: "cinnabar" } as const;

/** /ageing: what is unpaid, by party and by how late it is. */
export default function AgeingPage(): ReactNode {
  const words = usePageWords();
  const { language } = usePreferences();
  const cashier = useViewer().roles.includes("cashier");
  const api = useApi(settlement);
  const problem = useProblem();
  const navigate = useNavigate();
  const toast = useToast();
  const { busy, act } = useAct();
  const [side, setSide] = useState<Side>("buyer");
  const [query, setQuery] = useState("");
  const [overdueOnly, setOverdueOnly] = useState(false);
  const [limit, setLimit] = useState(PAGE);
  const input = { side, query, overdueOnly, limit };
  const { data, error, refetch } = useQuery({ queryKey: ["settlement", "ageing", input], queryFn: () => api.ageing(input), placeholderData: (before) => before });
  const told = error === null ? undefined : problem(error);
  const currency = data?.currency ?? "CNY";
  const money = (key: (typeof BUCKETS)[number] | "total"): Column<AgeRow> => ({
    key, title: words.ageing[key], align: "end", sortBy: (row) => row[key], cell: (row) => (row[key] === 0 ? <span className="settle-faint">—</span> : <MoneyText minor={row[key]} currency={currency} bare />),
    text: (row) => formatMoney(row[key], currency, { symbol: false }), total: data === undefined ? undefined : <MoneyText minor={data.sums[key]} currency={currency} bare />,
  });
  const columns: readonly Column<AgeRow>[] = [
    { key: "party", title: words.ageing.party, phone: "title", cell: (row) => row.party, text: (row) => row.party, sortBy: (row) => row.party },
    { key: "papers", title: words.ageing.papers, align: "end", phone: "wide-only", cell: (row) => formatCount(row.papers), text: (row) => String(row.papers), sortBy: (row) => row.papers },
    ...BUCKETS.map(money), money("total"),
    { key: "oldest", title: words.ageing.oldest, cell: (row) => <span className="settle-nowrap">{row.oldestDueOn}</span>, text: (row) => row.oldestDueOn, sortBy: (row) => row.oldestDueOn },
  ];
  const make = (): void => void act(() => api.makeDueFile({ kind: side === "seller" ? "payout" : "debit" }), (file) => { toast(words.ageing.made(file.no), "leaf"); void navigate(`/day/${file.businessDate}/bank/${file.id}`); });
  return (
    <Page
      title={words.ageing.title} intro={words.ageing.intro(data?.today ?? "…")}
      actions={(
        <>
          <Button icon="download" busy={busy} onClick={() => void act(() => api.exportAgeing({ side, language }), (file) => saveBase64(file.name, file.base64))}>{words.common.excel}</Button>
          {cashier ? <Button tone="primary" icon="money" busy={busy} onClick={make}>{words.ageing.makeFile}</Button> : null}
        </>
      )}
    >
      <StatRow>{BUCKETS.map((key) => <StatTile key={key} label={words.ageing[key]} tone={(data?.sums[key] ?? 0) > 0 ? TONES[key] : "plain"} value={data === undefined ? null : <MoneyText minor={data.sums[key]} currency={currency} />} />)}</StatRow>
      <Table
        caption={words.ageing.title} columns={columns} rows={data?.rows} rowKey={(row) => `${row.partyId} ${row.side}`} printable onOpen={(row) => void navigate(`/ledger/${row.partyId}`)}
        tone={(row) => (row.older > 0 ? "cinnabar" : row.total > row.notDue ? "pollen" : undefined)}
        tools={(
          <>
            <Segmented label={words.ageing.title} value={side} onChange={setSide} choices={[{ value: "buyer", label: words.ageing.buyers }, { value: "seller", label: words.ageing.sellers }]} />
            <label className="settle-check"><input type="checkbox" checked={overdueOnly} onChange={(event) => setOverdueOnly(event.currentTarget.checked)} />{words.ageing.overdueOnly}</label>
            <TextInput aria-label={words.common.search} placeholder={words.partyDay.chooseHint} value={query} onChange={setQuery} type="search" />
          </>
        )}
        error={told === undefined ? undefined : { message: told.text, number: told.number, onRetry: () => void refetch() }} empty={<EmptyState title={words.ageing.none}>{words.ageing.noneWhy}</EmptyState>}
      />
      {(data?.total ?? 0) > (data?.rows.length ?? 0) ? <Button onClick={() => setLimit(Math.min(2_000, limit * 4))}>{words.common.more((data?.total ?? 0) - (data?.rows.length ?? 0))}</Button> : null}
    </Page>
  );
}

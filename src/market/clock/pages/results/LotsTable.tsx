import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { SheetButtons } from "../../../../kernel/sheets/pages/SheetButtons.tsx";
import { useApi } from "../../../../ui/api.ts";
import { Badge } from "../../../../ui/Badge.tsx";
import type { BadgeTone } from "../../../../ui/Badge.tsx";
import { Button } from "../../../../ui/Button.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { usePreferences, useWords } from "../../../../ui/Preferences.tsx";
import { Select } from "../../../../ui/Select.tsx";
import "../../../../ui/TextInput.css";
import { Table } from "../../../../ui/Table.tsx";
import type { Column } from "../../../../ui/Table.tsx";
import { formatCount, formatMoney } from "../../../../ui/money.ts";
import { clock } from "../../contract.ts";
import type { SessionView } from "../../contract.ts";
import type { QueueEntry } from "../../views.ts";
import { en as moduleEn } from "../../words.en.ts";
import { zh as moduleZh } from "../../words.zh.ts";
import { itemName, unitAfter } from "../lot/facts.tsx";
import { useProblem } from "../refusal.ts";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";

const PAGE = 200;
export const ENTRY_TONE: Readonly<Record<QueueEntry["status"], BadgeTone>> = { queued: "plain", running: "pollen", sold: "leaf", passed: "cinnabar", withdrawn: "plain", dequeued: "plain" };

/** The lots of a session with their results; each leads to its replay once it is over. */
export function LotsTable({ session }: { readonly session: SessionView }): ReactNode {
  const words = useWords(zh, en);
  const api = useApi(clock);
  const problem = useProblem();
  const [index, setIndex] = useState("all");
  const [limit, setLimit] = useState(PAGE);
  const query = { sessionId: session.id, limit: Math.min(limit, 2_000), ...(index === "all" ? {} : { clock: Number(index) }) };
  const { data, error, refetch } = useQuery({ queryKey: ["clock", "queue", query], queryFn: () => api.queue(query), placeholderData: (before) => before, refetchInterval: session.status === "open" ? 10_000 : false });
  const columns = useLotColumns(session);
  const told = error === null ? undefined : problem(error);
  const more = (data?.total ?? 0) - (data?.entries.length ?? 0);
  return (
    <>
      <Table
        caption={words.sessions.lotsOf} columns={columns} rows={data?.entries} rowKey={(row) => row.entryId} printable maxHeight="60dvh"
        origin={{ source: words.sessions.source, coverage: words.sessions.coverage(data?.entries.length ?? 0, data?.total ?? 0) }}
        tools={<>{session.clocks < 2 ? null : <Select aria-label={words.sessions.filterClock} value={index} onChange={setIndex} choices={[{ value: "all", label: words.sessions.all }, ...session.clockViews.map(({ clock: n, settings }) => ({ value: String(n), label: settings.name }))]} />}<SheetButtons told={problem} give={(asked) => api.giveLots({ sessionId: session.id, ...(index === "all" ? {} : { clock: Number(index) }), ...asked })} /></>}
        error={told === undefined ? undefined : { message: told.text, number: told.number, onRetry: () => void refetch() }}
      />
      {more > 0 && limit < 2_000 ? <Button onClick={() => setLimit(limit + PAGE * 4)}>{words.sessions.more(more)}</Button> : null}
    </>
  );
}

function useLotColumns(session: SessionView): readonly Column<QueueEntry>[] {
  const words = useWords(zh, en);
  const names = useWords(moduleZh, moduleEn);
  const { language } = usePreferences();
  const { currency } = session;
  const money = (minor: number | null): ReactNode => (minor === null ? words.lot.none : <MoneyText minor={minor} currency={currency} />);
  const outcome = (row: QueueEntry): string => (row.status === "passed" ? names.nextChannels[row.nextChannel] : row.outcomeReason);
  return [
    { key: "no", title: words.lot.lotNo, cell: (row) => <b className="results-no">{row.lotNo}</b>, text: (row) => row.lotNo, sortBy: (row) => row.lotNo, phone: "title" },
    { key: "item", title: words.wins.item, cell: (row) => itemName(row, language), text: (row) => itemName(row, language), sortBy: (row) => itemName(row, language) },
    { key: "grade", title: words.lot.grade, align: "center", cell: (row) => row.grade ?? words.lot.none, text: (row) => row.grade ?? "", sortBy: (row) => row.grade },
    { key: "clock", title: words.lot.clock, cell: (row) => session.clockViews[row.clock]?.settings.name ?? row.clock + 1, text: (row) => session.clockViews[row.clock]?.settings.name ?? String(row.clock + 1), sortBy: (row) => row.clock, phone: "wide-only" },
    { key: "place", title: words.lot.place, align: "end", cell: (row) => row.place ?? words.lot.none, text: (row) => String(row.place ?? ""), sortBy: (row) => row.place, phone: "wide-only" },
    { key: "quantity", title: words.lot.quantity, align: "end", cell: (row) => `${formatCount(row.quantity)} ${unitAfter(row.unit, row.quantity, language)}`, text: (row) => String(row.quantity), sortBy: (row) => row.quantity },
    { key: "sold", title: words.lot.sold, align: "end", cell: (row) => formatCount(row.sold), text: (row) => String(row.sold), sortBy: (row) => row.sold },
    { key: "start", title: words.lot.start, align: "end", cell: (row) => money(row.startPrice), text: (row) => formatMoney(row.startPrice, currency, { symbol: false }), sortBy: (row) => row.startPrice, phone: "wide-only" },
    { key: "last", title: words.lot.lastPrice, align: "end", cell: (row) => money(row.lastPrice), text: (row) => (row.lastPrice === null ? "" : formatMoney(row.lastPrice, currency, { symbol: false })), sortBy: (row) => row.lastPrice },
    { key: "value", title: words.lot.value, align: "end", cell: (row) => money(row.value), text: (row) => formatMoney(row.value, currency, { symbol: false }), sortBy: (row) => row.value, total: <MoneyText minor={session.totals.value} currency={currency} /> },
    { key: "status", title: words.lot.status, cell: (row) => <><Badge tone={ENTRY_TONE[row.status]}>{names.entryStatus[row.status]}</Badge> <small className="results-faint">{outcome(row)}</small></>, text: (row) => `${names.entryStatus[row.status]} ${outcome(row)}`.trim(), sortBy: (row) => row.status },
    { key: "replay", title: words.sessions.replay, cell: (row) => (row.can.includes("lotReplay") ? <Link to={`/replay/${row.sessionId}/${row.lotId}`} aria-label={`${words.sessions.replay} ${row.lotNo}`}>{words.sessions.replay}</Link> : null) },
  ];
}

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useApi } from "../../../../ui/api.ts";
import { Badge } from "../../../../ui/Badge.tsx";
import { Button } from "../../../../ui/Button.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { usePreferences, useWords } from "../../../../ui/Preferences.tsx";
import { Select } from "../../../../ui/Select.tsx";
import { Table } from "../../../../ui/Table.tsx";
import type { Column } from "../../../../ui/Table.tsx";
import { formatMoney } from "../../../../ui/money.ts";
import { clock } from "../../contract.ts";
import type { SessionView } from "../../contract.ts";
import type { QueueEntry } from "../../views.ts";
import { en as moduleEn } from "../../words.en.ts";
import { zh as moduleZh } from "../../words.zh.ts";
import { itemName, quantityOf } from "../lot/facts.tsx";
import { useProblem } from "../refusal.ts";
import { ENTRY_TONE } from "../results/LotsTable.tsx";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";
import { CorrectDialog } from "./CorrectDialog.tsx";
import type { Ask } from "./ReasonDialog.tsx";

const PAGE = 300;
const MOST = 2_000;
const LOOK_EVERY_MS = 4_000;

export interface QueuedLotsProps {
  readonly session: SessionView;
  readonly onAsk: (ask: Ask) => void;
}

/** The lots on the session's queues, with what may still be done to each. */
export function QueuedLots({ session, onAsk }: QueuedLotsProps): ReactNode {
  const words = useWords(zh, en);
  const api = useApi(clock);
  const problem = useProblem();
  const [index, setIndex] = useState("all");
  const [limit, setLimit] = useState(PAGE);
  const [correcting, setCorrecting] = useState<QueueEntry | null>(null);
  const query = { sessionId: session.id, limit, ...(index === "all" ? {} : { clock: Number(index) }) };
  const { data, error, refetch } = useQuery({ queryKey: ["clock", "queue", session.id, "desk", query], queryFn: () => api.queue(query), placeholderData: (before) => before, refetchInterval: session.status === "open" ? LOOK_EVERY_MS : false });
  const columns = useQueueColumns(session, onAsk, setCorrecting);
  const told = error === null ? undefined : problem(error);
  const shown = data?.entries.length ?? 0;
  const total = data?.total ?? 0;
  return (
    <>
      <Table
        caption={words.desk.queued.title} columns={columns} rows={data?.entries} rowKey={(row) => row.entryId} csvName={`${session.no}-queue`} maxHeight="26rem"
        origin={{ source: words.desk.queued.order, coverage: words.desk.queued.coverage(shown, total) }}
        tools={<Select aria-label={words.sessions.filterClock} value={index} onChange={setIndex} choices={[{ value: "all", label: words.sessions.all }, ...session.clockViews.map(({ clock: n, settings, waiting }) => ({ value: String(n), label: `${settings.name} (${waiting})` }))]} />}
        error={told === undefined ? undefined : { message: told.text, number: told.number, onRetry: () => void refetch() }}
        empty={<EmptyState title={words.desk.queued.none}>{words.desk.queued.noneWhy}</EmptyState>}
        tone={(row) => (row.status === "running" ? "pollen" : undefined)}
      />
      {total > shown && limit < MOST ? <Button onClick={() => setLimit(Math.min(MOST, limit + PAGE))}>{words.sessions.more(total - shown)}</Button> : null}
      <CorrectDialog session={session} entry={correcting} onClose={() => setCorrecting(null)} />
    </>
  );
}

function useQueueColumns(session: SessionView, onAsk: (ask: Ask) => void, onCorrect: (entry: QueueEntry) => void): readonly Column<QueueEntry>[] {
  const words = useWords(zh, en);
  const names = useWords(moduleZh, moduleEn);
  const { language } = usePreferences();
  const api = useApi(clock);
  const queries = useQueryClient();
  const { currency } = session;
  const price = (minor: number): ReactNode => <MoneyText minor={minor} currency={currency} />;
  const ask = (row: QueueEntry, act: "dequeue" | "skipLot" | "withdrawLot", title: string): void =>
    onAsk({
      title: `${title} · ${row.lotNo} ${itemName(row, language)}`, quick: words.desk.reasons[act], tone: act === "skipLot" ? "primary" : "danger",
      run: async (reason) => {
        await api[act]({ sessionId: row.sessionId, lotId: row.lotId, reason });
        await queries.invalidateQueries({ queryKey: ["clock"] });
      },
    });
  return [
    { key: "place", title: words.lot.place, align: "end", cell: (row) => row.place ?? words.lot.none, text: (row) => String(row.place ?? ""), sortBy: (row) => row.place },
    { key: "no", title: words.lot.lotNo, cell: (row) => <b>{row.lotNo}</b>, text: (row) => row.lotNo, phone: "title" },
    { key: "item", title: words.wins.item, cell: (row) => itemName(row, language), text: (row) => itemName(row, language), sortBy: (row) => itemName(row, language) },
    { key: "grade", title: words.lot.grade, align: "center", cell: (row) => row.grade ?? words.lot.none, text: (row) => row.grade ?? "", sortBy: (row) => row.grade },
    { key: "clock", title: words.lot.clock, cell: (row) => session.clockViews[row.clock]?.settings.name ?? row.clock + 1, text: (row) => session.clockViews[row.clock]?.settings.name ?? "", sortBy: (row) => row.clock },
    { key: "quantity", title: words.lot.quantity, align: "end", cell: (row) => quantityOf(row.remaining, row.unit, language), text: (row) => String(row.remaining), sortBy: (row) => row.remaining },
    { key: "min", title: words.lot.minPress, align: "end", cell: (row) => row.minPress, text: (row) => String(row.minPress), phone: "wide-only" },
    { key: "start", title: words.lot.start, align: "end", cell: (row) => price(row.startPrice), text: (row) => formatMoney(row.startPrice, currency, { symbol: false }), sortBy: (row) => row.startPrice },
    { key: "floor", title: words.lot.floor, align: "end", cell: (row) => price(row.floorPrice), text: (row) => formatMoney(row.floorPrice, currency, { symbol: false }) },
    { key: "photo", title: words.lot.photo, align: "center", cell: (row) => (row.photoId === null ? <Badge tone="pollen">{words.desk.builder.noPhoto}</Badge> : "✓"), text: (row) => (row.photoId === null ? "" : "✓"), phone: "wide-only" },
    { key: "status", title: words.lot.status, cell: (row) => <Badge tone={ENTRY_TONE[row.status]}>{names.entryStatus[row.status]}</Badge>, text: (row) => names.entryStatus[row.status] },
    {
      key: "acts", title: words.desk.acts, cell: (row) => (
        <span className="desk-acts">
          {row.can.includes("correctEntry") ? <Button size="small" tone="quiet" aria-label={`${words.desk.queued.correct} ${row.lotNo}`} onClick={() => onCorrect(row)}>{words.desk.queued.correct}</Button> : null}
          {row.can.includes("skipLot") && row.status === "running" ? <Button size="small" tone="quiet" aria-label={`${words.desk.queued.skip} ${row.lotNo}`} onClick={() => ask(row, "skipLot", words.desk.queued.skip)}>{words.desk.queued.skip}</Button> : null}
          {row.can.includes("dequeue") ? <Button size="small" tone="quiet" aria-label={`${words.desk.queued.remove} ${row.lotNo}`} onClick={() => ask(row, "dequeue", words.desk.queued.remove)}>{words.desk.queued.remove}</Button>
            : row.can.includes("withdrawLot") ? <Button size="small" tone="quiet" aria-label={`${words.desk.queued.withdraw} ${row.lotNo}`} onClick={() => ask(row, "withdrawLot", words.desk.queued.withdraw)}>{words.desk.queued.withdraw}</Button> : null}
        </span>
      ),
    },
  ];
}

import { useQueries, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import type { z } from "zod";
import { SheetButtons } from "../../../../kernel/sheets/pages/SheetButtons.tsx";
import { useApi } from "../../../../ui/api.ts";
import { Badge } from "../../../../ui/Badge.tsx";
import { Button, ButtonLink } from "../../../../ui/Button.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { OfflineBar } from "../../../../ui/OfflineBar.tsx";
import { Page } from "../../../../ui/Page.tsx";
import { usePreferences, useWords } from "../../../../ui/Preferences.tsx";
import { StatRow, StatTile } from "../../../../ui/StatTile.tsx";
import { Table } from "../../../../ui/Table.tsx";
import type { Column } from "../../../../ui/Table.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { saveText } from "../../../../ui/csv.ts";
import { formatCount, formatMoney } from "../../../../ui/money.ts";
import { clock } from "../../contract.ts";
import type { pressView, winView } from "../../views.ts";
import { en as moduleEn } from "../../words.en.ts";
import { zh as moduleZh } from "../../words.zh.ts";
import { itemName, quantityOf } from "../lot/facts.tsx";
import { useMoment } from "../moment.ts";
import { useProblem, useProblemLine } from "../refusal.ts";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";

export type Win = z.infer<typeof winView>;
export type Press = z.infer<typeof pressView>;

const MOST = 2_000;
const PRESSES = 1_000;
const LOOK_EVERY_MS = 8_000;

/** /wins: what the firm bought on the clock on a day, with a receipt for every press. */
export default function WinsPage(): ReactNode {
  const words = useWords(zh, en).wins;
  const api = useApi(clock);
  const problem = useProblem();
  const { businessDate } = useViewer();
  const [chosen, setChosen] = useState<string | null>(null);
  const date = chosen ?? businessDate ?? "";
  const wins = useQuery({ queryKey: ["clock", "wins", "day", date], queryFn: () => api.wins({ businessDate: date, limit: MOST }), enabled: date !== "", refetchInterval: date === businessDate ? LOOK_EVERY_MS : false });
  const { presses, currency } = useDayPresses(date);
  const told = wins.error === null ? undefined : problem(wins.error);
  const receipt = useReceipt();
  const winColumns = useWinColumns(presses, receipt, <MoneyText minor={wins.data?.value ?? 0} currency={currency} />);
  return (
    <Page
      title={words.title} intro={words.intro}
      actions={<>
        <TextInput type="date" value={date} max={businessDate ?? undefined} onChange={setChosen} aria-label={words.date} />
        {date === "" ? null : <ButtonLink icon="print" to={`/slips/${date}`}>{words.slipGo}</ButtonLink>}
      </>}
    >
      <OfflineBar />
      <StatRow>
        <StatTile label={words.deals} value={wins.data === undefined ? null : formatCount(wins.data.total)} />
        <StatTile label={words.value} value={wins.data === undefined ? null : <MoneyText minor={wins.data.value} currency={currency} size="figure" />} tone="orchid" />
      </StatRow>
      <Table
        caption={words.title} columns={winColumns} rows={wins.data?.wins} rowKey={(win) => `${win.lotId}/${win.run}/${win.workplaceId ?? ""}`} printable tools={<SheetButtons told={problem} give={(asked) => api.giveWins({ ...(date === "" ? {} : { businessDate: date }), ...asked })} />}
        error={told === undefined ? undefined : { message: told.text, number: told.number, onRetry: () => void wins.refetch() }}
        empty={<EmptyState title={words.none} actions={<ButtonLink tone="primary" to="/clock">{words.toClock}</ButtonLink>}>{words.noneWhy}</EmptyState>}
        tone={(win) => (win.problem === null ? undefined : "cinnabar")}
      />
      <PressTable presses={presses} receipt={receipt} currency={currency} />
    </Page>
  );
}

/** My presses in the sessions of a day, and the currency those sessions count in. */
function useDayPresses(date: string): { readonly presses: readonly Press[] | undefined; readonly currency: string | undefined } {
  const api = useApi(clock);
  const sessions = useQuery({ queryKey: ["clock", "sessions", "day", date], queryFn: () => api.sessions({ from: date, to: date }), enabled: date !== "" });
  const begun = (sessions.data?.sessions ?? []).filter((row) => row.status !== "planned" && row.status !== "cancelled");
  const presses = useQueries({
    queries: begun.map((row) => ({ queryKey: ["clock", "presses", row.id], queryFn: () => api.presses({ sessionId: row.id, limit: PRESSES }), refetchInterval: row.status === "open" ? LOOK_EVERY_MS : (false as const) })),
    combine: (results) => (sessions.data === undefined || results.some(({ data, isLoading }) => data === undefined && isLoading) ? undefined : results.flatMap(({ data }) => data?.presses ?? [])),
  });
  return { presses, currency: sessions.data?.sessions[0]?.currency };
}

interface Receipt {
  readonly busy: number | null;
  readonly save: (press: Press) => void;
}

/** Fetches a receipt and hands it over as a file that `hualian` or anybody's own program can check. */
function useReceipt(): Receipt {
  const words = useWords(zh, en).wins;
  const api = useApi(clock);
  const toast = useToast();
  const problemLine = useProblemLine();
  const [busy, setBusy] = useState<number | null>(null);
  const save = (press: Press): void => {
    setBusy(press.pressId);
    api.receipt({ sessionId: press.sessionId, pressId: press.pressId })
      .then((receipt) => { saveText(`receipt-${press.lotNo}-${press.run}.json`, `${JSON.stringify(receipt, null, 2)}\n`, "application/json"); toast(words.saved, "leaf"); })
      .catch((error: unknown) => toast(problemLine(error), "cinnabar"))
      .finally(() => setBusy(null));
  };
  return { busy, save };
}

function ReceiptButton({ press, receipt }: { readonly press: Press | undefined; readonly receipt: Receipt }): ReactNode {
  const words = useWords(zh, en).wins;
  if (press === undefined || !press.receipt) return words.noReceipt;
  return <Button size="small" tone="quiet" icon="download" busy={receipt.busy === press.pressId} aria-label={`${words.download} ${press.lotNo}`} onClick={() => receipt.save(press)}>{words.receipt}</Button>;
}

function useWinColumns(presses: readonly Press[] | undefined, receipt: Receipt, total: ReactNode): readonly Column<Win>[] {
  const words = useWords(zh, en);
  const { language } = usePreferences();
  const moment = useMoment();
  const pressOf = (win: Win): Press | undefined => presses?.find((press) => press.lotId === win.lotId && press.run === win.run && press.outcome === "won" && press.sessionId === win.sessionId);
  const state = (win: Win): string => win.problem ?? (win.saleId === null ? words.hall.pending : words.wins.booked);
  return [
    { key: "at", title: words.wins.at, cell: (win) => moment.time(win.at), text: (win) => moment.full(win.at), sortBy: (win) => win.at },
    { key: "no", title: words.lot.lotNo, cell: (win) => <b>{win.lotNo}</b>, text: (win) => win.lotNo, sortBy: (win) => win.lotNo },
    { key: "item", title: words.wins.item, cell: (win) => itemName(win, language), text: (win) => itemName(win, language), sortBy: (win) => itemName(win, language), phone: "title" },
    { key: "grade", title: words.lot.grade, align: "center", cell: (win) => win.grade ?? words.lot.none, text: (win) => win.grade ?? "", sortBy: (win) => win.grade },
    { key: "quantity", title: words.wins.quantity, align: "end", cell: (win) => quantityOf(win.quantity, win.unit, language), text: (win) => String(win.quantity), sortBy: (win) => win.quantity },
    { key: "price", title: words.wins.price, align: "end", cell: (win) => <MoneyText minor={win.price} currency={win.currency} />, text: (win) => formatMoney(win.price, win.currency, { symbol: false }), sortBy: (win) => win.price },
    { key: "gross", title: words.wins.gross, align: "end", cell: (win) => <MoneyText minor={win.gross} currency={win.currency} />, text: (win) => formatMoney(win.gross, win.currency, { symbol: false }), sortBy: (win) => win.gross, total },
    { key: "via", title: words.wins.via, cell: (win) => (win.viaLimit ? words.wins.limit : words.wins.live), text: (win) => (win.viaLimit ? words.wins.limit : words.wins.live), phone: "wide-only" },
    { key: "place", title: words.wins.place, cell: (win) => win.workplace ?? words.hall.firm, text: (win) => win.workplace ?? words.hall.firm, phone: "wide-only" },
    { key: "state", title: words.lot.status, cell: (win) => <Badge tone={win.problem !== null ? "cinnabar" : win.saleId === null ? "plain" : "leaf"}>{state(win)}</Badge>, text: state },
    { key: "receipt", title: words.wins.receipt, cell: (win) => <ReceiptButton press={pressOf(win)} receipt={receipt} /> },
  ];
}

const OUTCOME_TONE = { pending: "plain", won: "leaf", lost: "pollen", too_late: "cinnabar" } as const;

/** All presses that counted, won or lost, with how narrowly. */
function PressTable({ presses, receipt, currency }: { readonly presses: readonly Press[] | undefined; readonly receipt: Receipt; readonly currency: string | undefined }): ReactNode {
  const words = useWords(zh, en);
  const outcomes = useWords(moduleZh, moduleEn).pressOutcome;
  const moment = useMoment();
  const beaten = (press: Press): string => (press.beatenByMs === null ? "" : press.byDraw ? words.replay.byDraw : words.hall.beatenSteps(String(Math.max(0, press.beatenByMs)), Math.max(0, press.beatenBySteps ?? 0)));
  const columns: readonly Column<Press>[] = [
    { key: "at", title: words.wins.at, cell: (press) => moment.time(press.at), text: (press) => moment.full(press.at), sortBy: (press) => press.at },
    { key: "no", title: words.lot.lotNo, cell: (press) => <b>{press.lotNo}</b>, text: (press) => press.lotNo, phone: "title" },
    { key: "outcome", title: words.wins.outcome, cell: (press) => <Badge tone={OUTCOME_TONE[press.outcome]}>{outcomes[press.outcome]}</Badge>, text: (press) => outcomes[press.outcome], sortBy: (press) => press.outcome },
    { key: "step", title: words.wins.pressStep, align: "end", cell: (press) => press.step ?? words.lot.none, text: (press) => String(press.step ?? "") },
    { key: "price", title: words.wins.price, align: "end", cell: (press) => (press.price === null ? words.lot.none : <MoneyText minor={press.price} currency={currency} />), text: (press) => (press.price === null ? "" : formatMoney(press.price, currency, { symbol: false })) },
    { key: "quantity", title: words.wins.quantity, align: "end", cell: (press) => formatCount(press.quantity), text: (press) => String(press.quantity) },
    { key: "via", title: words.wins.via, cell: (press) => (press.viaLimit ? words.wins.limit : words.wins.live), text: (press) => (press.viaLimit ? words.wins.limit : words.wins.live) },
    { key: "beaten", title: words.wins.beaten, cell: beaten, text: beaten },
    { key: "receipt", title: words.wins.receipt, cell: (press) => <ReceiptButton press={press} receipt={receipt} /> },
  ];
  return <Table caption={words.wins.presses} columns={columns} rows={presses} rowKey={(press) => `${press.sessionId}/${press.pressId}/${press.run}`} csvName="presses" maxHeight="30rem" />;
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useApi } from "../../../ui/api.ts";
import { Badge } from "../../../ui/Badge.tsx";
import { Button, ButtonRow } from "../../../ui/Button.tsx";
import { ConfirmDialog, Dialog } from "../../../ui/Dialog.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { Field } from "../../../ui/Field.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Page } from "../../../ui/Page.tsx";
import { usePreferences } from "../../../ui/Preferences.tsx";
import { Select } from "../../../ui/Select.tsx";
import { Table } from "../../../ui/Table.tsx";
import type { Column } from "../../../ui/Table.tsx";
import { TextArea, TextInput } from "../../../ui/TextInput.tsx";
import { useToast } from "../../../ui/Toast.tsx";
import { useViewer } from "../../../ui/Viewer.tsx";
import { formatMoney } from "../../../ui/money.ts";
import { saveBase64 } from "../../../ui/saveFile.ts";
import { settlement } from "../contract.ts";
import type { CorrectionView } from "../money-views.ts";
import { CorrectionDialog } from "./CorrectionDialog.tsx";
import { useAct } from "./useAct.ts";
import { clockTime, usePageWords, useProblem } from "./words.ts";
import "./settlement.css";

const TONE = { proposed: "pollen", confirmed: "leaf", rejected: "plain" } as const;
const STATES = ["proposed", "confirmed", "rejected"] as const;
const PAGE = 100;
/** An export begins here when nothing else is said: long before any market of ours. */
const FROM = "2020-01-01";

/** /corrections: amounts that were wrong, put right by their own entries; those that wait for a second person first. */
export default function CorrectionsPage(): ReactNode {
  const words = usePageWords();
  const { language } = usePreferences();
  const { businessDate } = useViewer();
  const api = useApi(settlement);
  const problem = useProblem();
  const { busy, act } = useAct();
  const [query, setQuery] = useState("");
  const [state, setState] = useState<(typeof STATES)[number] | "any">("any");
  const [limit, setLimit] = useState(PAGE);
  const [writing, setWriting] = useState(false);
  const input = { query, limit, ...(state === "any" ? {} : { state }) };
  const { data, error, refetch } = useQuery({ queryKey: ["settlement", "corrections", input], queryFn: () => api.corrections(input), placeholderData: (before) => before, refetchInterval: 15_000 });
  const told = error === null ? undefined : problem(error);
  return (
    <Page
      title={words.corrections.title} intro={words.corrections.intro}
      actions={(
        <>
          <Button icon="download" busy={busy} onClick={() => void act(() => api.exportCorrections({ from: FROM, to: businessDate ?? FROM, language }), (file) => saveBase64(file.name, file.base64))}>{words.common.excel}</Button>
          {data?.can.includes("propose") === true ? <Button tone="primary" icon="plus" onClick={() => setWriting(true)}>{words.corrections.propose}</Button> : null}
        </>
      )}
    >
      {data === undefined ? null : <p className="settle-faint">{data.limit === 0 ? words.corrections.limitZero : words.corrections.limitNow(formatMoney(data.limit, data.currency))}{data.waiting === 0 ? null : <> <Badge tone="pollen">{words.corrections.waiting(data.waiting)}</Badge></>}</p>}
      <List
        rows={data?.corrections} error={told === undefined ? undefined : { message: told.text, number: told.number, onRetry: () => void refetch() }}
        tools={<><Select aria-label={words.columns.state} value={state} onChange={setState} choices={[{ value: "any" as const, label: words.corrections.any }, ...STATES.map((value) => ({ value, label: words.corrections.states[value] }))]} /><TextInput aria-label={words.common.search} placeholder={words.common.search} value={query} onChange={setQuery} type="search" /></>}
      />
      {(data?.total ?? 0) > (data?.corrections.length ?? 0) ? <Button onClick={() => setLimit(limit + PAGE)}>{words.common.more((data?.total ?? 0) - (data?.corrections.length ?? 0))}</Button> : null}
      {writing && data !== undefined ? <CorrectionDialog limit={data.limit} currency={data.currency} onClose={() => setWriting(false)} /> : null}
    </Page>
  );
}

interface ListProps {
  readonly rows: readonly CorrectionView[] | undefined;
  readonly error: { readonly message: string; readonly number?: string | undefined; readonly onRetry: () => void } | undefined;
  readonly tools: ReactNode;
}

function List({ rows, error, tools }: ListProps): ReactNode {
  const { corrections: words, columns: heads, common } = usePageWords();
  const api = useApi(settlement);
  const { busy, act } = useAct();
  const [confirming, setConfirming] = useState<CorrectionView | null>(null);
  const [taking, setTaking] = useState<CorrectionView | null>(null);
  const decide = (row: CorrectionView, confirm: boolean): void => void act(() => api.decideCorrection({ correctionId: row.id, confirm }), () => setConfirming(null));
  const end = (name: string | null, side: "seller" | "buyer" | null): string => (name === null || side === null ? words.market : `${name}${words[side]}`);
  const columns: readonly Column<CorrectionView>[] = [
    { key: "no", title: heads.no, cell: (row) => <span className="settle-nowrap">{row.no}</span>, text: (row) => row.no, sortBy: (row) => row.no },
    { key: "ends", title: words.ends, phone: "title", cell: (row) => <>{end(row.payer, row.payerSide)} → {end(row.payee, row.payeeSide)}</>, text: (row) => `${end(row.payer, row.payerSide)} → ${end(row.payee, row.payeeSide)}` },
    { key: "amount", title: heads.amount, align: "end", cell: (row) => <MoneyText minor={row.amount} currency={row.currency} bare />, text: (row) => formatMoney(row.amount, row.currency, { symbol: false }), sortBy: (row) => row.amount },
    { key: "reason", title: heads.reason, cell: (row) => <>{row.reason}{row.corrects === null ? null : <small className="settle-note">{words.corrects(row.corrects)}</small>}{row.correctedBy === null ? null : <small className="settle-note">{words.correctedBy(row.correctedBy)}</small>}</>, text: (row) => row.reason },
    { key: "hands", title: words.hands, cell: (row) => <>{row.proposedBy}{row.decidedBy === null || row.decidedBy === row.proposedBy ? null : ` → ${row.decidedBy}`}<small className="settle-note">{clockTime(row.at)}</small></>, text: (row) => `${row.proposedBy} ${row.decidedBy ?? ""}` },
    { key: "state", title: heads.state, cell: (row) => <><Badge tone={TONE[row.state]}>{words.states[row.state]}</Badge>{row.businessDate === null ? null : <small className="settle-note">{words.on(row.businessDate)}</small>}</>, text: (row) => words.states[row.state], sortBy: (row) => row.state },
    {
      key: "act", title: heads.act, cell: (row) => row.can.length === 0 ? null : (
        <ButtonRow>
          {row.can.includes("confirm") ? <Button size="small" tone="primary" busy={busy} onClick={() => setConfirming(row)}>{words.confirm}</Button> : null}
          {row.can.includes("reject") ? <Button size="small" busy={busy} onClick={() => decide(row, false)}>{words.reject}</Button> : null}
          {row.can.includes("take_back") ? <Button size="small" tone="quiet" onClick={() => setTaking(row)}>{words.takeBack}</Button> : null}
          {row.state === "proposed" && !row.can.includes("confirm") ? <small className="settle-faint">{words.own}</small> : null}
        </ButtonRow>
      ),
    },
  ];
  return (
    <>
      <Table caption={words.title} columns={columns} rows={rows} rowKey={(row) => row.id} tools={tools} error={error} tone={(row) => (row.state === "proposed" ? "pollen" : undefined)} empty={<EmptyState title={words.none}>{words.noneWhy}</EmptyState>} />
      <ConfirmDialog open={confirming !== null} title={words.confirm} action={words.confirm} busy={busy} onClose={() => setConfirming(null)} onConfirm={() => { if (confirming !== null) decide(confirming, true); }}>
        {confirming === null ? null : <p><b>{formatMoney(confirming.amount, confirming.currency)}</b> · {end(confirming.payer, confirming.payerSide)} → {end(confirming.payee, confirming.payeeSide)}<br />{confirming.reason}</p>}
        <p>{words.confirmWhy}</p>
      </ConfirmDialog>
      {taking === null ? null : <TakeBack key={taking.id} row={taking} cancel={common.cancel} onClose={() => setTaking(null)} />}
    </>
  );
}

function TakeBack({ row, cancel, onClose }: { readonly row: CorrectionView; readonly cancel: string; readonly onClose: () => void }): ReactNode {
  const words = usePageWords().corrections;
  const api = useApi(settlement);
  const toast = useToast();
  const { busy, act } = useAct();
  const [reason, setReason] = useState("");
  const take = (): void => void act(() => api.takeBackCorrection({ correctionId: row.id, reason }), (made) => { toast(made.state === "confirmed" ? words.booked : words.proposed, "leaf"); onClose(); });
  return (
    <Dialog open sticky onClose={onClose} title={words.takeBackTitle(row.no)} actions={<><Button onClick={onClose}>{cancel}</Button><Button tone="danger" busy={busy} disabled={reason.trim().length < 2} onClick={take}>{words.takeBack}</Button></>}>
      <p>{formatMoney(row.amount, row.currency)} · {row.reason}</p>
      <p className="settle-faint">{words.takeBackWhy}</p>
      <Field label={words.reason} hint={words.reasonHint} required><TextArea value={reason} onChange={setReason} maxLength={160} /></Field>
    </Dialog>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Link, useParams } from "react-router";
import { SheetButtons } from "../../../kernel/sheets/pages/SheetButtons.tsx";
import { useApi } from "../../../ui/api.ts";
import { Badge } from "../../../ui/Badge.tsx";
import { Button, ButtonLink, ButtonRow } from "../../../ui/Button.tsx";
import { ConfirmDialog, Dialog } from "../../../ui/Dialog.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Facts } from "../../../ui/Facts.tsx";
import { Field } from "../../../ui/Field.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Page, Panel } from "../../../ui/Page.tsx";
import { Segmented } from "../../../ui/Segmented.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { Table } from "../../../ui/Table.tsx";
import type { Column } from "../../../ui/Table.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useToast } from "../../../ui/Toast.tsx";
import { useViewer } from "../../../ui/Viewer.tsx";
import { formatCount, formatMoney } from "../../../ui/money.ts";
import { saveBase64 } from "../../../ui/saveFile.ts";
import { MAX_MARKS, settlement } from "../contract.ts";
import type { BankFileView, BankLineView } from "../views.ts";
import { useAct } from "./useAct.ts";
import { clockTime, usePageWords, useProblem, useTerms } from "./words.ts";
import "./settlement.css";

const TONE = { at_bank: "river", paid: "leaf", failed: "cinnabar" } as const;
const MOST = 2_000;

/** /day/:date/bank/:fileId: a file for the bank, to be taken and answered line by line. */
export default function BankFilePage(): ReactNode {
  const { date = "", fileId = "" } = useParams();
  const words = usePageWords();
  const api = useApi(settlement);
  const problem = useProblem();
  const [offset, setOffset] = useState(0);
  const { data, error, refetch } = useQuery({ queryKey: ["settlement", "bankLines", fileId, offset], queryFn: () => api.bankLines({ fileId, limit: MOST, offset }), placeholderData: (before) => before });
  const back = <ButtonLink icon="left" to={`/day/${date}`}>{words.titles.day}</ButtonLink>;
  if (error !== null) {
    const told = problem(error);
    return <Page title={words.titles.bank} actions={back}><ErrorState number={told.number} onRetry={() => void refetch()}>{told.text}</ErrorState></Page>;
  }
  if (data === undefined) return <Page title={words.titles.bank} actions={back}><Skeleton lines={10} /></Page>;
  const { file, lines } = data;
  const name = file.kind === "payout" ? words.day.payoutFile : words.day.debitFile;
  return (
    <Page title={`${name} ${file.no}`} intro={words.bank.intro} actions={back}>
      <FileDesk file={file} lines={lines} />
      <LinesTable file={file} lines={lines} />
      {data.total <= MOST ? null : (
        <ButtonRow>
          <Button icon="left" disabled={offset === 0} onClick={() => setOffset(offset - MOST)}>{words.common.back}</Button>
          <Button icon="right" disabled={offset + MOST >= data.total} onClick={() => setOffset(offset + MOST)}>{words.common.more(Math.max(0, data.total - offset - MOST))}</Button>
        </ButtonRow>
      )}
    </Page>
  );
}

function FileDesk({ file, lines }: { readonly file: BankFileView; readonly lines: readonly BankLineView[] }): ReactNode {
  const words = usePageWords();
  const cashier = useViewer().roles.includes("cashier");
  const api = useApi(settlement);
  const toast = useToast();
  const { busy, act } = useAct();
  const [encoding, setEncoding] = useState<"utf8" | "gb18030">("gb18030");
  const [marking, setMarking] = useState(false);
  const [reference, setReference] = useState("");
  const [done, setDone] = useState(0);
  const open = lines.filter((line) => line.state === "at_bank").map((line) => line.statementId);
  const take = (): void => void act(() => api.takeBankFile({ fileId: file.id, encoding }), (taken) => { saveBase64(taken.name, taken.base64); toast(words.bank.taken(taken.sha256.slice(0, 12)), "leaf"); });
  const markAll = (): void => void act(async () => {
    for (let from = 0; from < open.length; from += MAX_MARKS) {
      await api.markPaid({ statementIds: open.slice(from, from + MAX_MARKS), reference });
      setDone(Math.min(open.length, from + MAX_MARKS));
    }
    return open.length;
  }, (marked) => { setMarking(false); setDone(0); toast(words.bank.markedAll(marked), "leaf"); });
  return (
    <Panel actions={cashier && open.length > 0 ? <Button tone="primary" icon="check" onClick={() => setMarking(true)}>{words.bank.markAll(open.length)}</Button> : undefined}>
      <Facts facts={[
        { label: words.bank.lines, value: formatCount(file.lines) }, { label: words.bank.total, value: <MoneyText minor={file.total} currency={file.currency} />, tone: "orchid" },
        { label: words.columns.date, value: file.businessDate }, { label: words.bank.madeBy, value: `${file.madeBy === "system" ? words.day.system : file.madeBy} · ${clockTime(file.madeAt)}`, wide: true },
        { label: words.columns.state, value: words.day.fileProgress(file.paid, file.lines), tone: file.open === 0 ? "leaf" : "river" },
      ]} />
      {cashier ? (
        <ButtonRow>
          <Segmented label={words.bank.encoding} value={encoding} onChange={setEncoding} choices={[{ value: "gb18030", label: words.bank.gb18030 }, { value: "utf8", label: words.bank.utf8 }]} />
          <Button icon="download" busy={busy} onClick={take}>{words.bank.take}</Button>
        </ButtonRow>
      ) : null}
      <ConfirmDialog open={marking} title={words.bank.markAll(open.length)} action={busy && done > 0 ? words.bank.marking(done, open.length) : words.bank.markOne} busy={busy} onClose={() => setMarking(false)} onConfirm={markAll}>
        <p>{words.bank.confirmAll}</p>
        <Field label={words.bank.reference} hint={words.bank.referenceHint} optional><TextInput value={reference} onChange={setReference} maxLength={80} /></Field>
      </ConfirmDialog>
    </Panel>
  );
}

function LinesTable({ file, lines }: { readonly file: BankFileView; readonly lines: readonly BankLineView[] }): ReactNode {
  const words = usePageWords();
  const cashier = useViewer().roles.includes("cashier");
  const api = useApi(settlement);
  const problem = useProblem();
  const terms = useTerms();
  const { busy, act } = useAct();
  const [failing, setFailing] = useState<BankLineView | null>(null);
  const columns: readonly Column<BankLineView>[] = [
    { key: "line", title: words.columns.line, align: "end", cell: (line) => line.line, text: (line) => String(line.line), sortBy: (line) => line.line, phone: "wide-only" },
    { key: "name", title: words.columns.name, phone: "title", cell: (line) => line.name, text: (line) => line.name, sortBy: (line) => line.name },
    { key: "bank", title: words.columns.bank, cell: (line) => line.bankName, text: (line) => line.bankName },
    { key: "account", title: words.columns.account, cell: (line) => <span className="settle-nowrap">{line.accountMasked}</span>, text: (line) => line.accountMasked },
    { key: "no", title: words.columns.no, cell: (line) => <Link to={`/papers/${line.statementNo}`}>{line.statementNo}</Link>, text: (line) => line.statementNo },
    { key: "amount", title: words.columns.amount, align: "end", cell: (line) => <MoneyText minor={line.amount} currency={file.currency} bare />, text: (line) => formatMoney(line.amount, file.currency, { symbol: false }), sortBy: (line) => line.amount, total: <MoneyText minor={file.total} currency={file.currency} bare /> },
    { key: "state", title: words.columns.state, cell: (line) => <><Badge tone={TONE[line.state]}>{words.bank.states[line.state]}</Badge>{line.failure === null ? null : <small className="settle-note">{line.failure}</small>}</>, text: (line) => words.bank.states[line.state], sortBy: (line) => line.state },
    ...(cashier ? [{
      key: "act", title: words.columns.act, cell: (line: BankLineView) => line.state !== "at_bank" ? null : (
        <ButtonRow>
          <Button size="small" busy={busy} onClick={() => void act(() => api.markPaid({ statementIds: [line.statementId] }))}>{words.bank.markOne}</Button>
          <Button size="small" tone="quiet" onClick={() => setFailing(line)}>{words.bank.failOne}</Button>
        </ButtonRow>
      ),
    }] : []),
  ];
  return (
    <>
      <Table caption={words.bank.detail} columns={columns} rows={lines} rowKey={(line) => `${line.line}`} printable tools={<SheetButtons told={problem} give={(asked) => api.giveBankLines({ fileId: file.id, ...asked })} taken={cashier ? { ...words.sheets.marks, reasons: terms.importProblems, take: (sent) => api.takeBankLines(sent), reads: ["settlement"] } : undefined} />} tone={(line) => (line.state === "failed" ? "cinnabar" : line.state === "paid" ? "leaf" : undefined)} />
      {failing === null ? null : <SendBack key={failing.statementId} line={failing} onClose={() => setFailing(null)} />}
    </>
  );
}

function SendBack({ line, onClose }: { readonly line: BankLineView; readonly onClose: () => void }): ReactNode {
  const words = usePageWords();
  const api = useApi(settlement);
  const toast = useToast();
  const { busy, act } = useAct();
  const [reason, setReason] = useState("");
  const send = (): void => void act(() => api.markFailed({ statementIds: [line.statementId], reason }), () => { toast(words.bank.failed, "leaf"); onClose(); });
  return (
    <Dialog open sticky size="small" onClose={onClose} title={words.bank.failTitle(line.name)} actions={<><Button onClick={onClose}>{words.common.cancel}</Button><Button tone="danger" busy={busy} disabled={reason.trim().length < 2} onClick={send}>{words.bank.failOne}</Button></>}>
      <Field label={words.bank.failReason} hint={words.bank.failHint} required><TextInput value={reason} onChange={setReason} maxLength={200} /></Field>
    </Dialog>
  );
}

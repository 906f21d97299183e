import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useParams } from "react-router";
import { useApi } from "../../../ui/api.ts";
import { Badge } from "../../../ui/Badge.tsx";
import { Button, ButtonRow } from "../../../ui/Button.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { usePreferences } from "../../../ui/Preferences.tsx";
import { PrintSheet } from "../../../ui/PrintSheet.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { Table } from "../../../ui/Table.tsx";
import type { Column } from "../../../ui/Table.tsx";
import { settlement } from "../contract.ts";
import type { PaperDetail, PaperLine } from "../views.ts";
import { PaperCode } from "./PaperCode.tsx";
import { Charges, PaperState, Sums, useAmount } from "./parts.tsx";
import { saveBase64 } from "./saveFile.ts";
import { useAct } from "./useAct.ts";
import { clockTime, useItemName, usePageWords, useProblem, useTerms } from "./words.ts";
import "./settlement.css";

/** /papers/:no: one statement or bill, the same on screen and on A4; what its QR code opens. */
export default function PaperPage(): ReactNode {
  const { no = "" } = useParams();
  const words = usePageWords();
  const { language } = usePreferences();
  const api = useApi(settlement);
  const problem = useProblem();
  const { busy, act } = useAct();
  const { data, error, refetch } = useQuery({ queryKey: ["settlement", "paper", no], queryFn: () => api.paper({ no }) });
  if (error !== null) {
    const told = problem(error);
    return <ErrorState title={no} number={told.number} onRetry={() => void refetch()}>{told.text}</ErrorState>;
  }
  if (data === undefined) return <Skeleton lines={12} />;
  return (
    <div className="settle-paper">
      <ButtonRow align="end">
        <Button icon="download" busy={busy} onClick={() => void act(() => api.paperWorkbook({ statementId: data.paper.id, language }), (file) => saveBase64(file.name, file.base64))}>{words.common.excel}</Button>
        <Button tone="primary" icon="print" onClick={() => print()}>{words.common.print}</Button>
      </ButtonRow>
      <PaperSheet detail={data} />
    </div>
  );
}

function PaperSheet({ detail }: { readonly detail: PaperDetail }): ReactNode {
  const words = usePageWords();
  const { language } = usePreferences();
  const { paper, lines, linesTotal, corrections, charges, market, bank } = detail;
  const seller = paper.side === "seller";
  const facts = [
    { label: seller ? words.paper.grower : words.paper.buyer, value: <b>{paper.party}</b> },
    { label: words.columns.date, value: paper.businessDate },
    { label: seller ? words.paper.account : words.paper.accountBuyer, value: bank === null ? words.paper.noAccount : `${bank.name} ${bank.accountMasked}` },
    { label: words.columns.state, value: <><PaperState state={paper.state} /> {paper.paidAt === null ? null : clockTime(paper.paidAt)}{paper.failure === null ? null : words.paper.failedWhy(paper.failure)}</> },
  ];
  return (
    <PrintSheet
      title={seller ? words.paper.statement : words.paper.bill} number={paper.no} facts={facts} code={<PaperCode path={detail.path} name={words.paper.scan} />}
      demo={market.demo ? words.common.demo : undefined}
      footer={<><p>{words.paper.footer}</p>{paper.example ? <p>{words.fees.example}</p> : null}<p>{market[language]} · {words.paper.scan}</p></>}
    >
      <Lines lines={lines} currency={paper.currency} caption={words.paper.lines} own={paper.businessDate} />
      {linesTotal > lines.length ? <p>{words.paper.linesCut(lines.length, linesTotal)}</p> : null}
      {corrections.length === 0 ? null : <Lines lines={corrections} currency={paper.currency} caption={words.paper.corrections} own={paper.businessDate} />}
      <div className="settle-bottom">
        <Charges charges={charges} currency={paper.currency} caption={words.paper.charges} />
        <Sums paper={paper} />
      </div>
    </PrintSheet>
  );
}

/** Sales on a paper. A sale of an earlier day is a correction and counts backwards. */
export function Lines({ lines, currency, caption, own }: { readonly lines: readonly PaperLine[]; readonly currency: string; readonly caption: string; readonly own: string }): ReactNode {
  const words = usePageWords();
  const terms = useTerms();
  const itemName = useItemName();
  const amount = useAmount();
  const counted = (line: PaperLine): number => (line.businessDate < own ? -line.gross : line.reversed?.on === own ? 0 : line.gross);
  const grade = (line: PaperLine): string => (line.firstGrade !== null && line.firstGrade !== line.grade && line.grade !== null ? words.paper.gradeChange(line.firstGrade, line.grade) : line.grade ?? words.common.none);
  const note = (line: PaperLine): string | null => {
    if (line.reversed === null) return null;
    const what = line.businessDate < own ? words.paper.originally(line.businessDate) : line.reversed.on === own ? words.paper.sameDay : words.paper.taken(line.reversed.on);
    return `${what} · ${line.reversed.reason} · ${words.paper.goods[line.reversed.goods]}`;
  };
  const columns: readonly Column<PaperLine>[] = [
    { key: "lot", title: words.columns.lot, cell: (line) => <span className="settle-nowrap">{line.lotNo}</span> },
    { key: "item", title: words.columns.item, phone: "title", cell: (line) => <>{itemName(line)}{note(line) === null ? null : <small className="settle-note">{note(line)}</small>}</> },
    { key: "grade", title: words.columns.grade, align: "center", cell: (line) => (line.firstGrade !== null && line.firstGrade !== line.grade ? <Badge tone="pollen">{grade(line)}</Badge> : grade(line)) },
    { key: "channel", title: words.columns.channel, cell: (line) => terms.channels[line.channel], phone: "wide-only" },
    { key: "quantity", title: words.columns.quantity, align: "end", cell: (line) => amount(line.quantity, line.unit) },
    { key: "price", title: words.columns.price, align: "end", cell: (line) => <MoneyText minor={line.price} currency={currency} bare /> },
    { key: "amount", title: words.columns.amount, align: "end", cell: (line) => <MoneyText minor={counted(line)} currency={currency} bare /> },
  ];
  return <Table caption={caption} columns={columns} rows={lines} rowKey={(line) => line.saleId} tone={(line) => (line.reversed === null ? undefined : "pollen")} />;
}

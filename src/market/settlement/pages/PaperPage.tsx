import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link, useParams } from "react-router";
import { useApi } from "../../../ui/api.ts";
import { Button, ButtonRow } from "../../../ui/Button.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { usePreferences } from "../../../ui/Preferences.tsx";
import { PrintSheet } from "../../../ui/PrintSheet.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { useViewer } from "../../../ui/Viewer.tsx";
import { saveBase64 } from "../../../ui/saveFile.ts";
import { settlement } from "../contract.ts";
import type { PaperDetail } from "../views.ts";
import { Lines } from "./Lines.tsx";
import { PaperCode } from "./PaperCode.tsx";
import { Charges, PaperState, Sums, Transfers } from "./parts.tsx";
import { useAct } from "./useAct.ts";
import { clockTime, usePageWords, useProblem } from "./words.ts";
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
        <Button icon="download" busy={busy} onClick={() => void act(() => api.printPaper({ statementId: data.paper.id, language, origin: location.origin }), (file) => saveBase64(file.name, file.base64))}>{words.common.pdf}</Button>
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
  const { paper, lines, linesTotal, corrections, transfers, charges, market, bank } = detail;
  const seller = paper.side === "seller";
  const { roles } = useViewer();
  const buys = !seller && (roles.includes("buyer") || roles.includes("agent"));
  const facts = [
    { label: seller ? words.paper.grower : words.paper.buyer, value: <b>{paper.party}</b> },
    { label: words.columns.date, value: <><Link to={`/party-day/${paper.businessDate}/${paper.partyId}`}>{paper.businessDate}</Link> · {words.partyDay.dueOn} {paper.dueOn}</> },
    { label: seller ? words.paper.account : words.paper.accountBuyer, value: bank === null ? words.paper.noAccount : `${bank.name} ${bank.accountMasked}` },
    { label: words.columns.state, value: <><PaperState state={paper.state} /> {paper.paidAt === null ? null : clockTime(paper.paidAt)}{paper.failure === null ? null : words.paper.failedWhy(paper.failure)}</> },
  ];
  return (
    <PrintSheet
      title={seller ? words.paper.statement : words.paper.bill} number={paper.no} facts={facts} code={<PaperCode path={detail.path} name={words.paper.scan} />}
      demo={paper.simulated ? words.partyDay.simulated : market.demo ? words.common.demo : undefined}
      footer={<><p>{words.paper.footer}</p>{paper.example ? <p>{words.fees.example}</p> : null}<p>{market[language]} · {words.paper.scan}</p></>}
    >
      <Lines lines={lines} currency={paper.currency} caption={words.paper.lines} own={paper.businessDate} claimPath={buys ? (line) => `/claims/new?sale=${line.saleId}` : undefined} />
      {linesTotal > lines.length ? <p>{words.paper.linesCut(lines.length, linesTotal)}</p> : null}
      {corrections.length === 0 ? null : <Lines lines={corrections} currency={paper.currency} caption={words.paper.corrections} own={paper.businessDate} />}
      <Transfers transfers={transfers} currency={paper.currency} />
      <div className="settle-bottom">
        <Charges charges={charges} currency={paper.currency} caption={words.paper.charges} />
        <Sums paper={paper} />
      </div>
    </PrintSheet>
  );
}

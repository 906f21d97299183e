import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { Badge } from "../../../ui/Badge.tsx";
import { Button } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Table } from "../../../ui/Table.tsx";
import type { Column } from "../../../ui/Table.tsx";
import { useApi } from "../../../ui/api.ts";
import { useViewer } from "../../../ui/Viewer.tsx";
import { formatMoney } from "../../../ui/money.ts";
import { bank } from "../contract.ts";
import type { Why } from "../rules.ts";
import type { AccountView, CandidateView, LineView } from "../views.ts";
import { ExplainDialog, MatchDialog, ReturnDialog } from "./ResolveDialogs.tsx";
import { textOf } from "./textOf.ts";
import { useBankTold, usePageWords, useTerms } from "./words.ts";

const TONE: Readonly<Record<Why, "pollen" | "cinnabar" | "river" | "orchid">> = { unmatched: "cinnabar", amount_differs: "cinnabar", twice: "cinnabar", sum_of_several: "orchid", parts: "orchid", returned: "pollen", likely: "river" };
type Doing = { readonly line: LineView; readonly how: "match" | "returned" | "explain"; readonly candidate?: CandidateView | undefined };

/** Open lines, each with why it is open, what it may be, and one key to settle it. */
export function WorkList({ account }: { readonly account: AccountView }): ReactNode {
  const words = usePageWords();
  const terms = useTerms();
  const told = useBankTold();
  const api = useApi(bank);
  const cashier = useViewer().roles.includes("cashier");
  const [doing, setDoing] = useState<Doing | null>(null);
  const { data, error, refetch } = useQuery({ queryKey: ["bank", "work", account.id], queryFn: () => api.lines({ accountId: account.id, state: "open", limit: 500 }), placeholderData: (before) => before });
  const said = error === null ? undefined : told(error);
  const currency = account.currency;
  const columns: readonly Column<LineView>[] = [
    { key: "day", title: words.columns.day, cell: (row) => <span className="bank-nowrap">{row.day}</span>, text: (row) => row.day, sortBy: (row) => row.day },
    { key: "amount", title: words.columns.amount, align: "end", phone: "title", cell: (row) => <MoneyText minor={row.amount} currency={currency} signed bare />, text: (row) => formatMoney(row.amount, currency, { symbol: false }), sortBy: (row) => row.amount },
    { key: "who", title: words.columns.who, cell: (row) => <>{row.name}<small className="bank-note">{row.accountMasked}</small></>, text: (row) => `${row.name} ${row.accountMasked}`, sortBy: (row) => row.name },
    { key: "text", title: words.columns.text, cell: (row) => textOf(row), text: textOf },
    { key: "why", title: words.columns.why, cell: (row) => (row.why === null ? null : <span title={terms.whyHelp[row.why]}><Badge tone={TONE[row.why]}>{terms.whys[row.why]}</Badge></span>), text: (row) => (row.why === null ? "" : terms.whys[row.why]), sortBy: (row) => row.why },
    { key: "maybe", title: words.columns.maybe, cell: (row) => <Candidates row={row} currency={currency} />, text: (row) => row.candidates.map((one) => one.papers.map((paper) => paper.no).join("+")).join(" / ") },
    ...(cashier ? [{ key: "act", title: words.columns.act, cell: (row: LineView) => <Deeds row={row} onDo={setDoing} /> }] : []),
  ];
  return (
    <>
      <Table
        caption={words.views.work} columns={columns} rows={data?.lines} rowKey={(row) => row.id} csvName="bank-open" tone={(row) => (row.why === "returned" ? "pollen" : row.why === "unmatched" || row.why === "amount_differs" || row.why === "twice" ? "cinnabar" : "orchid")}
        error={said === undefined ? undefined : { message: said.text, number: said.number, onRetry: () => void refetch() }} empty={<EmptyState title={words.work.none}>{words.work.noneWhy}</EmptyState>}
      />
      {doing === null ? null : doing.how === "match" ? <MatchDialog line={doing.line} candidate={doing.candidate} currency={currency} onClose={() => setDoing(null)} />
        : doing.how === "returned" && doing.candidate !== undefined ? <ReturnDialog line={doing.line} candidate={doing.candidate} onClose={() => setDoing(null)} /> : <ExplainDialog line={doing.line} onClose={() => setDoing(null)} />}
    </>
  );
}

function Candidates({ row, currency }: { readonly row: LineView; readonly currency: string }): ReactNode {
  const words = usePageWords().work;
  const terms = useTerms();
  const [best] = row.candidates;
  if (best === undefined) return row.why === null ? null : <small className="bank-note">{terms.whyHelp[row.why]}</small>;
  return (
    <>
      {best.papers.map((paper) => <span key={paper.statementId} className="bank-paper"><Link to={`/papers/${paper.no}`}>{paper.no}</Link> {paper.party} <MoneyText minor={paper.due} currency={currency} bare /></span>)}
      <small className="bank-note">
        {[...new Set(best.because)].map((why) => terms.because[why]).join(" · ")}
        {best.lineIds.length > 1 ? ` · ${words.inLines(best.lineIds.length)}` : ""}
        {best.difference === 0 || row.why === "returned" || row.why === "twice" ? "" : ` · ${words.differs(formatMoney(best.difference, currency))}`}
      </small>
    </>
  );
}

function Deeds({ row, onDo }: { readonly row: LineView; readonly onDo: (doing: Doing) => void }): ReactNode {
  const words = usePageWords().work;
  const [best] = row.candidates;
  const fits = best !== undefined && row.why !== "twice";
  return (
    <span className="bank-deeds">
      {fits && row.why === "returned" ? <Button size="small" tone="primary" onClick={() => onDo({ line: row, how: "returned", candidate: best })}>{words.returned(best.papers[0]?.no ?? "")}</Button> : null}
      {fits && row.why !== "returned" ? <Button size="small" tone="primary" onClick={() => onDo({ line: row, how: "match", candidate: best })}>{best.papers.length === 1 ? words.match(best.papers[0]?.no ?? "") : words.matchMany(best.papers.length)}</Button> : null}
      <Button size="small" onClick={() => onDo({ line: row, how: "explain" })}>{words.explain}</Button>
      {row.why === "returned" ? null : <Button size="small" tone="quiet" onClick={() => onDo({ line: row, how: "match" })}>{words.other}</Button>}
    </span>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useNavigate } from "react-router";
import { SheetButtons } from "../../../kernel/sheets/pages/SheetButtons.tsx";
import { useApi } from "../../../ui/api.ts";
import { Button } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Segmented } from "../../../ui/Segmented.tsx";
import { Table } from "../../../ui/Table.tsx";
import type { Column } from "../../../ui/Table.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useViewer } from "../../../ui/Viewer.tsx";
import { formatCount, formatMoney } from "../../../ui/money.ts";
import { settlement } from "../contract.ts";
import type { Side } from "../rules.ts";
import type { PaperView } from "../views.ts";
import { PaperState } from "./parts.tsx";
import { usePageWords, useProblem, useTerms } from "./words.ts";

const PAGE = 100;
const MOST = 2_000;

/** The statements or bills of a day, to be searched, opened, exported. */
export function Papers({ businessDate, currency, step }: { readonly businessDate: string; readonly currency: string; readonly step: string }): ReactNode {
  const words = usePageWords();
  const terms = useTerms();
  const states = terms.paperStates;
  const cashier = useViewer().roles.includes("cashier");
  const api = useApi(settlement);
  const problem = useProblem();
  const navigate = useNavigate();
  const [side, setSide] = useState<Side>("seller");
  const [query, setQuery] = useState("");
  const [limit, setLimit] = useState(PAGE);
  const input = { businessDate, side, query, limit };
  const { data, error, refetch } = useQuery({ queryKey: ["settlement", "papers", input, step], queryFn: () => api.papers(input), placeholderData: (before) => before });
  const told = error === null ? undefined : problem(error);
  const money = (key: string, title: string, pick: (paper: PaperView) => number, phone?: "wide-only"): Column<PaperView> => ({
    key, title, align: "end", cell: (paper) => <MoneyText minor={pick(paper)} currency={currency} bare />, text: (paper) => formatMoney(pick(paper), currency, { symbol: false }), sortBy: pick, phone,
  });
  const columns: readonly Column<PaperView>[] = [
    { key: "no", title: words.columns.no, cell: (paper) => <span className="settle-nowrap">{paper.no}</span>, text: (paper) => paper.no, sortBy: (paper) => paper.no },
    { key: "name", title: words.columns.name, cell: (paper) => paper.party, text: (paper) => paper.party, sortBy: (paper) => paper.party, phone: "title" },
    { key: "deals", title: words.columns.deals, align: "end", cell: (paper) => formatCount(paper.sales), text: (paper) => String(paper.sales), sortBy: (paper) => paper.sales },
    money("gross", words.money.gross, (paper) => paper.gross + paper.corrected),
    money("fees", words.money.fees, (paper) => paper.fees, "wide-only"),
    money("packaging", words.money.packaging, (paper) => paper.packaging, "wide-only"),
    money("total", side === "seller" ? words.money.net : words.money.total, (paper) => paper.total, "wide-only"),
    money("carried", words.money.carriedIn, (paper) => paper.carriedIn, "wide-only"),
    money("due", side === "seller" ? words.day.payout : words.day.collect, (paper) => paper.due),
    { key: "state", title: words.columns.state, cell: (paper) => <PaperState state={paper.state} />, text: (paper) => states[paper.state], sortBy: (paper) => paper.state },
  ];
  const more = (data?.total ?? 0) - (data?.papers.length ?? 0);
  return (
    <>
      <Table
        caption={words.day.papers} columns={columns} rows={data?.papers} rowKey={(paper) => paper.id} onOpen={(paper) => void navigate(`/papers/${paper.no}`)}
        tone={(paper) => (paper.state === "failed" ? "cinnabar" : paper.state === "paid" ? "leaf" : undefined)}
        tools={<><Segmented label={words.day.papers} value={side} onChange={setSide} choices={[{ value: "seller", label: words.day.statements }, { value: "buyer", label: words.day.bills }]} /><TextInput aria-label={words.common.search} placeholder={words.common.search} value={query} onChange={setQuery} type="search" /><SheetButtons told={problem} give={(asked) => api.givePapers({ businessDate, side, query, ...asked })} taken={cashier ? { ...words.sheets.marks, reasons: terms.importProblems, take: (file) => api.takePapers(file), reads: ["settlement"] } : undefined} /></>}
        error={told === undefined ? undefined : { message: told.text, number: told.number, onRetry: () => void refetch() }} empty={<EmptyState title={words.day.papersNone}>{words.day.papersWhy}</EmptyState>}
      />
      {more > 0 && limit < MOST ? <Button onClick={() => setLimit(Math.min(MOST, limit * 4))}>{words.common.more(more)}</Button> : null}
    </>
  );
}

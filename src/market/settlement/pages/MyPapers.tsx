import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { SheetButtons } from "../../../kernel/sheets/pages/SheetButtons.tsx";
import { useApi } from "../../../ui/api.ts";
import { Button, ButtonLink } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Page, Panel } from "../../../ui/Page.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { StatRow, StatTile } from "../../../ui/StatTile.tsx";
import { useViewer } from "../../../ui/Viewer.tsx";
import { settlement } from "../contract.ts";
import type { Side } from "../rules.ts";
import type { DraftView, PaperView } from "../views.ts";
import { MyMoney } from "./MyMoney.tsx";
import { Lines } from "./Lines.tsx";
import { Charges, PaperState, Sums } from "./parts.tsx";
import { usePageWords, useProblem } from "./words.ts";
import "./settlement.css";

const PAGE = 20;

/** My money: what the open days would come to, what is on its way, and every paper so far. For growers and, on the other side, buyers. */
export function MyPapers({ side }: { readonly side: Side }): ReactNode {
  const words = usePageWords();
  const api = useApi(settlement);
  const problem = useProblem();
  const { businessDate } = useViewer();
  const [limit, setLimit] = useState(PAGE);
  const seller = side === "seller";
  const { data, error, refetch } = useQuery({ queryKey: ["settlement", "mine", side, limit], queryFn: () => (seller ? api.myStatements({ limit }) : api.myBills({ limit })), placeholderData: (before) => before, refetchInterval: 15_000 });
  const told = error === null ? null : problem(error);
  return (
    <Page
      narrow title={seller ? words.titles.statements : words.titles.bills} intro={seller ? words.mine.statementsIntro : words.mine.billsIntro}
      actions={seller || businessDate === null ? undefined : <ButtonLink icon="list" to={`/slips/${businessDate}`}>{words.mine.slip}</ButtonLink>}
    >
      {told !== null ? <ErrorState number={told.number} onRetry={() => void refetch()}>{told.text}</ErrorState> : data === undefined ? <Skeleton lines={8} /> : (
        <>
          {data.drafts.map((draft) => <Draft key={draft.businessDate} draft={draft} />)}
          <StatRow>
            <StatTile label={seller ? words.mine.unpaidSeller : words.mine.unpaidBuyer} value={<MoneyText minor={data.unpaid} currency={data.currency} />} tone={data.unpaid > 0 ? "pollen" : "plain"} />
            <StatTile label={seller ? words.mine.paidSeller : words.mine.paidBuyer} value={<MoneyText minor={data.paidThisMonth} currency={data.currency} />} tone="leaf" />
          </StatRow>
          <MyMoney side={side} />
          {data.total === 0 && data.drafts.length === 0 ? <EmptyState title={seller ? words.mine.none : words.mine.noneBills}>{seller ? words.mine.noneWhy : words.mine.noneBillsWhy}</EmptyState> : null}
          {data.papers.length === 0 ? null : <div className="settle-sheets"><SheetButtons told={problem} give={(asked) => api.giveMyPapers({ side, ...asked })} /></div>}
          <ul className="settle-cards">{data.papers.map((paper) => <li key={paper.id}><PaperCard paper={paper} /></li>)}</ul>
          {data.total > data.papers.length ? <Button wide onClick={() => setLimit(limit + PAGE)}>{words.common.more(data.total - data.papers.length)}</Button> : null}
        </>
      )}
    </Page>
  );
}

function PaperCard({ paper }: { readonly paper: PaperView }): ReactNode {
  const words = usePageWords();
  return (
    <Link className="settle-card" to={`/papers/${paper.no}`}>
      <span className="settle-card-date">{paper.businessDate}<small>{paper.no} · {words.mine.deals(paper.sales)}</small></span>
      <span className="settle-card-money"><MoneyText minor={paper.due} currency={paper.currency} /><PaperState state={paper.state} /></span>
      <Icon name="right" />
    </Link>
  );
}

function Draft({ draft }: { readonly draft: DraftView }): ReactNode {
  const words = usePageWords();
  const [open, setOpen] = useState(false);
  return (
    <Panel title={words.mine.soFar(draft.businessDate)} actions={<span className="settle-faint">{words.mine.draft}</span>}>
      <Sums paper={draft} last={draft.side === "seller" ? words.mine.arrives : words.mine.pays} />
      <Button tone="quiet" icon={open ? "up" : "down"} aria-expanded={open} onClick={() => setOpen(!open)}>{words.mine.detail} · {words.mine.deals(draft.linesTotal)}</Button>
      {open ? <><Lines lines={draft.lines} currency={draft.currency} caption={words.paper.lines} own={draft.businessDate} /><Charges charges={draft.charges} currency={draft.currency} caption={words.paper.charges} /></> : null}
    </Panel>
  );
}

import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { addDays, mondayOf } from "../../../engines/calendar/day.ts";
import { SheetButtons } from "../../../kernel/sheets/pages/SheetButtons.tsx";
import { Button, ButtonLink, ButtonRow } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Page } from "../../../ui/Page.tsx";
import { Segmented } from "../../../ui/Segmented.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { useApi } from "../../../ui/api.ts";
import { batches } from "../contract.ts";
import { isOver } from "../rules.ts";
import type { BatchView } from "../views.ts";
import { Capacity } from "./Capacity.tsx";
import { LoseDialog } from "./LoseDialog.tsx";
import { StateBadge, Warnings } from "./parts.tsx";
import { useAct, useAmount, useBatchTold, useDay, useItemName, usePageWords, useTerms } from "./words.ts";
import "./batches.css";

const PAGE = 100;
const LOOK_AGAIN_MS = 30_000;

/** /growing: what stands on my benches by the week it will be ready, with the deeds of a morning's round. */
export default function BenchPage(): ReactNode {
  const { titles, bench: words, common, sheets } = usePageWords();
  const terms = useTerms();
  const told = useBatchTold();
  const api = useApi(batches);
  const [which, setWhich] = useState<"now" | "over">("now");
  const [losing, setLosing] = useState<BatchView | null>(null);
  const list = useInfiniteQuery({
    queryKey: ["batches", "mine"], queryFn: ({ pageParam }) => api.mine({ limit: PAGE, offset: pageParam }), initialPageParam: 0, refetchInterval: LOOK_AGAIN_MS,
    getNextPageParam: (page, pages) => { const shown = pages.reduce((n, one) => n + one.batches.length, 0); return shown < page.total ? shown : undefined; },
  });
  const first = list.data?.pages[0];
  const all = list.data?.pages.flatMap((page) => page.batches) ?? [];
  const shown = all.filter(({ state }) => isOver(state) === (which === "over"));
  return (
    <Page title={titles.bench} intro={words.intro} actions={<ButtonLink tone="primary" icon="plus" to="/growing/new">{words.add}</ButtonLink>}>
      {list.isError ? <ErrorState number={told(list.error).number} onRetry={() => void list.refetch()}>{told(list.error).text}</ErrorState> : null}
      {first === undefined ? (list.isError ? null : <Skeleton lines={6} />) : (
        <>
          {first.short > 0 ? <p className="bat-warn" role="status">{words.shortAll(first.short)}</p> : null}
          <Segmented wide value={which} onChange={setWhich} label={titles.bench} choices={[{ value: "now", label: words.now }, { value: "over", label: words.over }]} />
          {shown.length === 0 && list.hasNextPage !== true ? <EmptyState title={which === "now" ? words.none : words.noneOver} actions={which === "now" ? <ButtonLink tone="primary" icon="plus" to="/growing/new">{words.add}</ButtonLink> : undefined}>{which === "now" ? words.noneWhy : null}</EmptyState> : null}
          <Weeks batches={shown} today={first.today} onLose={setLosing} />
          {list.hasNextPage ? <Button wide busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{common.more(first.total - all.length)}</Button> : null}
          <Capacity />
          <ButtonRow><SheetButtons told={told} give={(asked) => api.giveBatches(asked)} taken={{ ...sheets, reasons: terms.importProblems, take: (file) => api.takeBatches(file), reads: ["batches"] }} /></ButtonRow>
        </>
      )}
      {losing === null ? null : <LoseDialog batch={losing} onClose={() => setLosing(null)} />}
    </Page>
  );
}

function Weeks({ batches: shown, today, onLose }: { readonly batches: readonly BatchView[]; readonly today: string; readonly onLose: (batch: BatchView) => void }): ReactNode {
  const { common } = usePageWords();
  const day = useDay();
  const headOf = (batch: BatchView): string => (batch.overdue ? common.past : mondayOf(batch.readyFrom) <= mondayOf(today) ? common.thisWeek : common.week(`${day(mondayOf(batch.readyFrom), today)}–${day(addDays(mondayOf(batch.readyFrom), 6))}`));
  const groups = Map.groupBy(shown, (batch) => (isOver(batch.state) ? "" : headOf(batch)));
  return [...groups].map(([head, own]) => (
    <section key={head} className="bat-week">
      {head === "" ? null : <h2>{head}</h2>}
      <ul className="bat-cards">{own.map((batch) => <li key={batch.id}><Card batch={batch} today={today} onLose={() => onLose(batch)} /></li>)}</ul>
    </section>
  ));
}

function Card({ batch, today, onLose }: { readonly batch: BatchView; readonly today: string; readonly onLose: () => void }): ReactNode {
  const { bench: words, common } = usePageWords();
  const api = useApi(batches);
  const { busy, act } = useAct();
  const amount = useAmount();
  const name = useItemName();
  const day = useDay();
  const gone = batch.fulfilled + batch.brought;
  return (
    <article className="bat-card" data-tone={batch.short > 0 ? "cinnabar" : batch.state === "ready" ? "leaf" : undefined}>
      <Link to={`/growing/${batch.id}`} className="bat-card-head">
        <b>{name(batch)}{batch.grade === null ? "" : ` · ${batch.grade}`}</b><strong>{amount(batch.expected, batch.unit)}</strong>
        <small>{day(batch.readyFrom, today)} {common.to} {day(batch.readyTo, today)}{batch.place === "" ? "" : ` · ${batch.place}`}</small>
      </Link>
      <p className="bat-card-figures">
        <span>{words.left(amount(batch.left, batch.unit))}</span>{batch.promised > 0 ? <span>{words.promised(amount(batch.promised, batch.unit))}</span> : null}{gone > 0 ? <span>{words.gone(amount(gone, batch.unit))}</span> : null}
      </p>
      <p className="bat-badges"><StateBadge state={batch.state} /><Warnings batch={batch} /></p>
      <div className="bat-deeds">
        {batch.can.includes("ready") ? <Button busy={busy} onClick={() => void act(() => api.advance({ batchId: batch.id, to: "ready" }))}>{words.ready}</Button> : null}
        {batch.can.includes("lose") ? <Button onClick={onLose}>{words.lose}</Button> : null}
        {batch.can.includes("copy") ? <ButtonLink to={`/growing/new?copy=${batch.id}`}>{words.copy}</ButtonLink> : null}
      </div>
    </article>
  );
}

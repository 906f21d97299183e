import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Button, ButtonLink, ButtonRow } from "../../../../ui/Button.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { formatMoney } from "../../../../ui/money.ts";
import { Page } from "../../../../ui/Page.tsx";
import { Segmented } from "../../../../ui/Segmented.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { StatRow, StatTile } from "../../../../ui/StatTile.tsx";
import { useApi } from "../../../../ui/api.ts";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { settlement } from "../../../settlement/contract.ts";
import { intake, type LotCard } from "../../contract.ts";
import { ExcelButtons } from "../desk/Excel.tsx";
import { useWaiting } from "../form/useWaiting.ts";
import { WaitingLots } from "../form/WaitingLots.tsx";
import { useIntakeTold, usePageWords, useTimes } from "../words.ts";
import { LotTile } from "./LotTile.tsx";
import "./MyLots.css";
import "../form/LotForm.css";

const PAGE = 30;
const LOOK_AGAIN_MS = 15_000;

export default function MyLotsPage(): ReactNode {
  const { titles, lots: words } = usePageWords();
  const viewer = useViewer();
  const [when, setWhen] = useState<"today" | "all">("today");
  const api = useApi(intake);
  const told = useIntakeTold();
  const today = viewer.businessDate;
  const span = when === "today" && today !== null ? { from: today } : {};
  const list = useInfiniteQuery({
    queryKey: ["intake", "myLots", when, today],
    queryFn: ({ pageParam }) => api.myLots({ ...span, limit: PAGE, offset: pageParam }),
    initialPageParam: 0,
    getNextPageParam: (page, pages) => { const shown = pages.reduce((n, one) => n + one.lots.length, 0); return shown < page.total ? shown : undefined; },
    refetchInterval: LOOK_AGAIN_MS,
  });
  const waiting = useWaiting(`${viewer.name ?? ""}.${viewer.actingFor ?? ""}`, list.data?.pages[0]?.currency ?? "CNY");
  const lots = list.data?.pages.flatMap((page) => page.lots);
  const total = list.data?.pages[0]?.total ?? 0;
  return (
    <Page title={titles.lots} intro={words.intro} actions={<ButtonLink tone="primary" icon="plus" to="/lots/new">{words.newLot}</ButtonLink>}>
      <WaitingLots waiting={waiting} />
      <Money today={today} />
      <Segmented wide value={when} onChange={setWhen} label={titles.lots} choices={[{ value: "today", label: words.today }, { value: "all", label: words.all }]} />
      {list.isError ? <ErrorState number={told(list.error).number} onRetry={() => void list.refetch()}>{told(list.error).text}</ErrorState> : null}
      {list.isPending ? <Skeleton lines={4} height="6rem" /> : null}
      {lots?.length === 0 ? <EmptyState title={when === "today" ? words.emptyToday : words.empty} actions={<ButtonLink tone="primary" to="/lots/new">{words.newLot}</ButtonLink>}>{words.emptyHint}</EmptyState> : null}
      {lots === undefined ? null : <ByDay lots={lots} today={today} />}
      {list.hasNextPage && lots !== undefined ? <Button wide busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{words.more(total - lots.length)}</Button> : null}
      <ButtonRow><ExcelButtons on={undefined} /></ButtonRow>
    </Page>
  );
}

function ByDay({ lots, today }: { readonly lots: readonly LotCard[]; readonly today: string | null }): ReactNode {
  const { lots: words, form } = usePageWords();
  const times = useTimes();
  const days = [...new Set(lots.map((lot) => lot.plannedOn))];
  return days.map((day) => (
    <section key={day} className="lot-day">
      <h2>{day === today ? form.today : times.day(day)}</h2>
      <ul className="lot-tiles">{lots.filter((lot) => lot.plannedOn === day).map((lot) => <LotTile key={lot.id} lot={lot} />)}</ul>
      <span className="hl-hidden">{words.of(lots.length, lots.length)}</span>
    </section>
  ));
}

/** Today's money, and what the books would pay out for it as they stand now. */
function Money({ today }: { readonly today: string | null }): ReactNode {
  const words = usePageWords().lots;
  const lotsApi = useApi(intake);
  const moneyApi = useApi(settlement);
  const day = useQuery({ queryKey: ["intake", "myLots", "sum", today], queryFn: () => lotsApi.myLots({ ...(today === null ? {} : { from: today, to: today }), limit: 1 }), refetchInterval: LOOK_AGAIN_MS });
  const papers = useQuery({ queryKey: ["settlement", "myStatements"], queryFn: () => moneyApi.myStatements({ limit: 1 }), refetchInterval: LOOK_AGAIN_MS, retry: false });
  const draft = papers.data?.drafts.find((one) => one.businessDate === today);
  const currency = day.data?.currency ?? "CNY";
  return (
    <StatRow>
      <StatTile label={words.money} value={day.data === undefined ? null : <span className="lots-money"><MoneyText minor={day.data.gross} currency={currency} /></span>} tone="orchid" note={day.data === undefined ? undefined : `${words.count} ${day.data.total}`} />
      <StatTile
        label={words.payout} tone="leaf" value={draft === undefined ? null : <span className="lots-money"><MoneyText minor={draft.due} currency={draft.currency} /></span>}
        note={draft === undefined ? words.payoutNone : words.payoutHint(formatMoney(draft.fees + draft.packaging, draft.currency))} {...(draft === undefined ? {} : { to: "/statements" })}
      />
    </StatRow>
  );
}

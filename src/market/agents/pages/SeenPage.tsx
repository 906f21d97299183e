import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useParams } from "react-router";
import { Badge } from "../../../ui/Badge.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Page } from "../../../ui/Page.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { useApi } from "../../../ui/api.ts";
import { agents } from "../contract.ts";
import { LineCard } from "./LineCard.tsx";
import { Progress } from "./parts.tsx";
import { LIVE_MS, useAgentsTold, usePageWords } from "./words.ts";
import "./agents.css";

/** /my-lists/seen/:secret: what a client without an account sees by his agent's link. */
export default function SeenPage(): ReactNode {
  const { secret = "" } = useParams();
  const words = usePageWords();
  const told = useAgentsTold();
  const api = useApi(agents);
  const { data, error, refetch } = useQuery({ queryKey: ["agents", "seen", secret], queryFn: () => api.seen({ secret }), refetchInterval: LIVE_MS, retry: false });
  if (error !== null && data === undefined) {
    const said = told(error);
    return <Page title={words.titles.mine} narrow><ErrorState title={words.common.error} number={said.number} onRetry={said.offline === true ? () => void refetch() : undefined}>{said.code === undefined ? said.text : words.link.gone}</ErrorState></Page>;
  }
  if (data === undefined) return <Page title={words.titles.mine} narrow><Skeleton lines={6} /></Page>;
  return (
    <Page title={words.link.seen(data.client)} intro={<>{words.link.by(data.agent)}</>} narrow>
      {data.lists.length === 0 ? <EmptyState title={words.link.none} /> : null}
      {data.lists.map((list) => (
        <section key={list.id} className="agent-seen" aria-label={list.no}>
          <h2>{list.no} {list.closedAt === null ? <Badge tone="leaf">{words.work.live}</Badge> : <Badge>{words.desk.closed}</Badge>}</h2>
          <Progress filled={list.filled} of={list.units} label={`${list.no} ${words.work.bought}`} />
          <p className="agent-soft">{words.work.wanted(list.wantedOn)} · {words.common.goods} <MoneyText minor={list.goods} currency={list.currency} /> · {words.common.commission} <MoneyText minor={list.commission} currency={list.currency} /></p>
          <ol className="agent-lines">{list.items.map((line) => <LineCard key={line.id} line={line} list={list} chosen={false} onChoose={undefined} />)}</ol>
        </section>
      ))}
    </Page>
  );
}

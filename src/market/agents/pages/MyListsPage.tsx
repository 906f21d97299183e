import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { Badge } from "../../../ui/Badge.tsx";
import { Button, ButtonLink } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Page } from "../../../ui/Page.tsx";
import { Segmented } from "../../../ui/Segmented.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { useApi } from "../../../ui/api.ts";
import { agents } from "../contract.ts";
import type { ListRowView } from "../views.ts";
import { Progress } from "./parts.tsx";
import { LIVE_MS, clockTime, useAgentsTold, usePageWords } from "./words.ts";
import "./agents.css";

const PAGE = 40;

/** /my-lists: what somebody has given to agents, each list with how far it is. */
export default function MyListsPage(): ReactNode {
  const words = usePageWords();
  const told = useAgentsTold();
  const api = useApi(agents);
  const [open, setOpen] = useState<"open" | "closed">("open");
  const [limit, setLimit] = useState(PAGE);
  const input = { as: "client" as const, open: open === "open", limit };
  const { data, error, refetch } = useQuery({ queryKey: ["agents", "lists", input], queryFn: () => api.lists(input), refetchInterval: LIVE_MS, placeholderData: (before) => before });
  return (
    <Page title={words.titles.mine} intro={words.mine.intro} narrow actions={<ButtonLink tone="primary" icon="plus" to="/my-lists/new">{words.mine.give}</ButtonLink>}>
      <Segmented wide value={open} onChange={setOpen} label={words.common.state} choices={[{ value: "open", label: words.mine.open }, { value: "closed", label: words.mine.closed }]} />
      {error === null || data !== undefined ? null : <ErrorState number={told(error).number} onRetry={() => void refetch()}>{told(error).text}</ErrorState>}
      {data === undefined && error === null ? <Skeleton lines={5} /> : null}
      {data?.lists.length === 0 ? <EmptyState title={words.mine.none} actions={<ButtonLink tone="primary" to="/my-lists/new">{words.mine.give}</ButtonLink>}>{words.mine.noneWhy}</EmptyState> : null}
      <ul className="agent-cards">{data?.lists.map((list) => <li key={list.id}><Card list={list} /></li>)}</ul>
      {data !== undefined && data.total > data.lists.length ? <Button wide onClick={() => setLimit(limit + PAGE)}>{words.common.more(data.total - data.lists.length)}</Button> : null}
      <ul className="agent-cards">{[...new Map(data?.lists.map((list) => [list.clientId, list])).values()].map((list) => <li key={list.clientId}><ButtonLink wide icon="money" to={`/my-lists/statement/${list.clientId}`}>{words.mine.statement} · {list.agent}</ButtonLink></li>)}</ul>
    </Page>
  );
}

function Card({ list }: { readonly list: ListRowView }): ReactNode {
  const words = usePageWords();
  return (
    <Link className="agent-card" to={`/my-lists/${list.no}`}>
      <b>{list.agent}</b><span>{list.urgentOpen > 0 ? <Badge tone="cinnabar">{words.columns.urgent} {list.urgentOpen}</Badge> : list.filled === list.units ? <Badge tone="leaf">{words.work.bought}</Badge> : null}</span>
      <Progress filled={list.filled} of={list.units} label={`${list.no} ${words.columns.progress}`} /><span><MoneyText minor={list.goods + list.commission} currency={list.currency} /></span>
      <small>{list.no} · {words.work.wanted(list.wantedOn)}</small><small>{list.lastFillAt === null ? words.mine.nothing : clockTime(list.lastFillAt)}</small>
    </Link>
  );
}

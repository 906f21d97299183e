import { useInfiniteQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import type { ReactNode } from "react";
import { Link, useSearchParams } from "react-router";
import { SheetButtons } from "../../../../kernel/sheets/pages/SheetButtons.tsx";
import { useApi } from "../../../../ui/api.ts";
import { Badge, type BadgeTone } from "../../../../ui/Badge.tsx";
import { Button, ButtonLink } from "../../../../ui/Button.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { formatCount, formatMoney } from "../../../../ui/money.ts";
import { Page } from "../../../../ui/Page.tsx";
import { Select } from "../../../../ui/Select.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { offers, type PurchaseHead } from "../../contract.ts";
import { PURCHASE_STATES, type PurchaseState } from "../../rules.ts";
import { useStock } from "../live/useStock.ts";
import { usePageWords, useProblem, useTimes } from "../words.ts";
import "../offers.css";

const PAGE = 50;
const LOOK_AGAIN_MS = 30_000;
export const STATE_TONES: Readonly<Record<PurchaseState | "reserved", BadgeTone>> = { cart: "plain", reserved: "plain", placed: "pollen", confirmed: "river", booked: "leaf", cancelled: "plain", expired: "plain", short: "cinnabar" };

/** /orders: a buyer's own, a grower's with his lines, everybody's for the staff. */
export default function OrdersPage(): ReactNode {
  const { titles, orders: words, orderStates } = usePageWords();
  const api = useApi(offers);
  const problem = useProblem();
  const { roles } = useViewer();
  useStock();
  const [query, setQuery] = useState("");
  const [state, setState] = useState<PurchaseState | "all">("all");
  const asked = useDeferredValue(query);
  // The code on a packing list opens the orders it was made of.
  const [search, setSearch] = useSearchParams();
  const [on, buyerId] = [search.get("on"), search.get("buyer")];
  const picked = { query: asked, ...(state === "all" ? {} : { state }), ...(on === null ? {} : { from: on, to: on }), ...(buyerId === null ? {} : { buyerId }) };
  const list = useInfiniteQuery({
    queryKey: ["offers", "orders", picked],
    queryFn: ({ pageParam }) => api.orders({ ...picked, limit: PAGE, offset: pageParam }),
    initialPageParam: 0, refetchInterval: LOOK_AGAIN_MS, placeholderData: (before) => before,
    getNextPageParam: (page, pages) => { const shown = pages.reduce((n, one) => n + one.orders.length, 0); return shown < page.total ? shown : undefined; },
  });
  const orders = list.data?.pages.flatMap((page) => page.orders);
  const buys = roles.includes("buyer") || roles.includes("agent");
  return (
    <Page title={titles.orders} intro={words.intro} actions={buys ? <ButtonLink tone="primary" icon="buyer" to="/market">{titles.market}</ButtonLink> : undefined}>
      <div className="offers-filters" role="search">
        <TextInput type="search" value={query} onChange={setQuery} placeholder={words.search} aria-label={words.search} autoComplete="off" />
        <Select aria-label={words.state} value={state} onChange={setState} choices={[{ value: "all", label: `${words.state} · ${words.all}` }, ...PURCHASE_STATES.filter((one) => one !== "cart").map((one) => ({ value: one, label: orderStates[one] }))]} />
        <div className="offers-sheets"><SheetButtons told={problem} give={(asking) => api.giveOrders({ ...picked, ...asking })} /></div>
      </div>
      {on === null ? null : <p className="offers-day"><b>{words.onDay(on, orders?.[0]?.buyer ?? "")}</b><Button size="small" onClick={() => setSearch({}, { replace: true })}>{words.allOrders}</Button></p>}
      {list.isError ? <ErrorState number={problem(list.error).number} onRetry={() => void list.refetch()}>{problem(list.error).text}</ErrorState> : null}
      {list.isPending ? <Skeleton lines={6} height="4rem" /> : null}
      {orders?.length === 0 ? <EmptyState title={words.empty} actions={buys ? <ButtonLink to="/market">{titles.market}</ButtonLink> : undefined}>{words.emptyHint}</EmptyState> : null}
      <ul className="offers-orders">{orders?.map((order) => <Head key={order.id} order={order} />)}</ul>
      {list.hasNextPage ? <Button wide busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{words.more}</Button> : null}
    </Page>
  );
}

function Head({ order }: { readonly order: PurchaseHead }): ReactNode {
  const { orders: words, orderStates, cart } = usePageWords();
  const times = useTimes();
  return (
    <li>
      <Link to={`/orders/${order.id}`} className="offers-order">
        <b>{order.no}</b><Badge tone={STATE_TONES[order.state]}>{orderStates[order.state]}</Badge>{order.cut > 0 ? <Badge tone="cinnabar">{words.cut(formatCount(order.cut))}</Badge> : null}{order.toAnswer > 0 ? <Badge tone="pollen">{words.toAnswer(order.toAnswer)}</Badge> : null}
        <span className="offers-soft">{order.buyer} · {order.placedAt === null ? "" : times.at(order.placedAt)} · {cart.lines(order.lines)}</span>
        <strong>{formatMoney(order.amount, order.currency)}</strong>
      </Link>
    </li>
  );
}

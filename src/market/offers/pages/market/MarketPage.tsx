import { useInfiniteQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import type { ReactNode } from "react";
import { SheetButtons } from "../../../../kernel/sheets/pages/SheetButtons.tsx";
import { useApi } from "../../../../ui/api.ts";
import { Badge } from "../../../../ui/Badge.tsx";
import { Button, ButtonLink } from "../../../../ui/Button.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Page } from "../../../../ui/Page.tsx";
import { Segmented } from "../../../../ui/Segmented.tsx";
import { Select } from "../../../../ui/Select.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { offers, type LineView } from "../../contract.ts";
import { KINDS, type LineKind } from "../../rules.ts";
import { useStock } from "../live/useStock.ts";
import { useCategories } from "../categories.ts";
import { useImportProblems, usePageWords, useProblem } from "../words.ts";
import { BuyDialog } from "./BuyDialog.tsx";
import { Cart } from "./Cart.tsx";
import { Tile } from "./Tile.tsx";
import { useCart } from "./useCart.ts";
import "../offers.css";

const PAGE = 48;
/** The channel tells what changes; this only mends what a lost line missed. */
const LOOK_AGAIN_MS = 60_000;
type Order = "name" | "price" | "left" | "ends";

/** /market: everything that can be bought besides the clock, each with what is really left, and the cart beside it. */
export default function MarketPage(): ReactNode {
  const { titles, market: words, sheets } = usePageWords();
  const reasons = useImportProblems();
  const { roles } = useViewer();
  const buys = roles.includes("buyer") || roles.includes("agent");
  const api = useApi(offers);
  const problem = useProblem();
  const { live } = useStock();
  const cart = useCart();
  const [query, setQuery] = useState("");
  const [kind, setKind] = useState<LineKind | "all">("all");
  const [category, setCategory] = useState("all");
  const [order, setOrder] = useState<Order>("name");
  const [chosen, setChosen] = useState<LineView | null>(null);
  const asked = useDeferredValue(query);
  const list = useInfiniteQuery({
    queryKey: ["offers", "market", asked, kind, category, order],
    queryFn: ({ pageParam }) => api.market({ query: asked, order, limit: PAGE, offset: pageParam, ...(kind === "all" ? {} : { kind }), ...(category === "all" ? {} : { category }) }),
    initialPageParam: 0, refetchInterval: LOOK_AGAIN_MS, placeholderData: (before) => before,
    getNextPageParam: (page, pages) => { const shown = pages.reduce((n, one) => n + one.lines.length, 0); return shown < page.total ? shown : undefined; },
  });
  const lines = list.data?.pages.flatMap((page) => page.lines);
  const first = list.data?.pages[0];
  return (
    <Page title={titles.market} intro={words.intro} actions={<Badge tone={live ? "leaf" : "pollen"}>{live ? words.live : words.stale}</Badge>}>
      <div className="offers-market">
        <div className="offers-shelf">
          <Filters query={query} onQuery={setQuery} kind={kind} onKind={setKind} category={category} onCategory={setCategory} order={order} onOrder={setOrder} categories={first?.categories ?? []} />
          {list.isError ? <ErrorState number={problem(list.error).number} onRetry={() => void list.refetch()}>{problem(list.error).text}</ErrorState> : null}
          {list.isPending ? <Skeleton lines={4} height="9rem" /> : null}
          {lines?.length === 0 ? <EmptyState title={words.empty} actions={<ButtonLink to="/requests">{words.toRequests}</ButtonLink>}>{words.emptyHint}</EmptyState> : null}
          {lines === undefined || lines.length === 0 ? null : <p className="offers-count" role="status">{words.shown(lines.length, first?.total ?? 0)}</p>}
          <div className="offers-sheets"><SheetButtons told={problem} give={(asked) => api.giveMarket({ query, ...(kind === "all" ? {} : { kind }), ...(category === "all" ? {} : { category }), ...asked })} taken={buys ? { ...sheets.cart, reasons, take: (file) => api.takeCart(file), reads: ["offers"] } : undefined} /></div>
          <ul className="offers-tiles">{lines?.map((line) => <Tile key={line.id} line={line} readAt={list.dataUpdatedAt} inCart={cart.quantityOf(line.id)} onBuy={() => setChosen(line)} />)}</ul>
          {list.hasNextPage ? <Button wide busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{words.more((first?.total ?? 0) - (lines?.length ?? 0))}</Button> : null}
        </div>
        <Cart cart={cart} />
      </div>
      {chosen === null ? null : <BuyDialog line={lines?.find((line) => line.id === chosen.id) ?? chosen} readAt={list.dataUpdatedAt} inCart={cart.quantityOf(chosen.id)} onClose={() => setChosen(null)} />}
    </Page>
  );
}

interface FiltersProps {
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly kind: LineKind | "all";
  readonly onKind: (kind: LineKind | "all") => void;
  readonly category: string;
  readonly onCategory: (category: string) => void;
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
  readonly categories: readonly { readonly category: string; readonly lines: number }[];
}

function Filters({ query, onQuery, kind, onKind, category, onCategory, order, onOrder, categories }: FiltersProps): ReactNode {
  const { market: words, kinds } = usePageWords();
  const nameOf = useCategories();
  return (
    <div className="offers-filters" role="search">
      <TextInput type="search" value={query} onChange={onQuery} placeholder={words.search} aria-label={words.search} autoComplete="off" />
      <Segmented wide label={words.kind} value={kind} onChange={onKind} choices={[{ value: "all", label: words.all }, ...KINDS.map((one) => ({ value: one, label: kinds[one] }))]} />
      <div className="offers-selects">
        <Select aria-label={words.category} value={category} onChange={onCategory} choices={[{ value: "all", label: `${words.category} · ${words.all}` }, ...categories.map((one) => ({ value: one.category, label: `${nameOf(one.category)} ${one.lines}` }))]} />
        <Select aria-label={words.order} value={order} onChange={onOrder} choices={(["name", "price", "left", "ends"] as const).map((one) => ({ value: one, label: words.orders[one] }))} />
      </div>
    </div>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { toDayNumber } from "../../../engines/calendar/day.ts";
import type { Output } from "../../../kernel/machinery/contract.ts";
import { Badge } from "../../../ui/Badge.tsx";
import { ButtonLink } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Page } from "../../../ui/Page.tsx";
import { Provenance } from "../../../ui/Provenance.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useApi } from "../../../ui/api.ts";
import { formatCount } from "../../../ui/money.ts";
import { collection } from "../contract.ts";
import { priceText, useName, usePageWords, useTerms } from "./words.ts";
import "./collection.css";

type Item = Output<typeof collection.actions.beside.output>["items"][number];
type Destination = Item["destinations"][number];

/** /collection/beside: what an item fetches here and where it is sold on, side by side, each with its day. */
export default function BesidePage(): ReactNode {
  const { titles, beside: words, common } = usePageWords();
  const api = useApi(collection);
  const [query, setQuery] = useState("");
  const { data, isError, refetch } = useQuery({ queryKey: ["collection", "beside", query], queryFn: () => api.beside({ query }), placeholderData: (before) => before });
  return (
    <Page title={titles.beside} intro={words.intro} actions={<ButtonLink to="/collection/standard" icon="info">{titles.standard}</ButtonLink>}>
      <div className="col-bar"><TextInput type="search" aria-label={common.search} placeholder={common.search} value={query} onChange={setQuery} maxLength={60} /></div>
      {isError ? <ErrorState title={titles.beside} onRetry={() => void refetch()} /> : data === undefined ? <Skeleton /> : data.items.length === 0 ? <EmptyState title={words.empty}>{words.emptyWhy}</EmptyState> : (
        <>
          <Provenance origin={{ source: words.source, coverage: String(data.total), age: data.businessDate }} />
          <ul className="col-items">{data.items.map((item) => <ItemPrices key={item.itemId} item={item} today={data.businessDate} />)}</ul>
        </>
      )}
    </Page>
  );
}

function ItemPrices({ item, today }: { readonly item: Item; readonly today: string }): ReactNode {
  const { beside: words, common } = usePageWords();
  const terms = useTerms();
  const name = useName();
  const unitOf = (unit: string): string => common.perUnit(terms.units[unit as keyof typeof terms.units] ?? unit);
  const amountOf = (quantity: number, unit: string): string => `${formatCount(quantity)} ${terms.units[unit as keyof typeof terms.units] ?? unit}`;
  const age = (day: string): string => {
    const days = toDayNumber(today) - toDayNumber(day);
    return `${day} · ${days === 0 ? words.today : words.days(days)}`;
  };
  const { origin } = item;
  return (
    <li className="col-item">
      <h2>{name(item.itemZh, item.itemEn)}</h2>
      <ul className="col-sides">
        <li className="col-side" data-own="">
          <span>{words.origin}</span>
          <strong>{origin === null ? common.none : origin.withheld ? words.withheld : `${priceText(origin.mean, origin.currency, origin.perUnit)}${unitOf(origin.unit)}`}</strong>
          <small>{origin === null ? words.noOrigin : `${age(origin.businessDate)}${origin.quantity === null ? "" : ` · ${amountOf(origin.quantity, origin.unit)}`}`}</small>
        </li>
        {item.destinations.map((one) => (
          <li key={`${one.source} ${one.market} ${one.unit} ${one.currency}`} className="col-side">
            <span>{one.market} {one.side === "origin" ? <Badge tone="leaf">{terms.sides.origin}</Badge> : null}</span>
            <strong>{priceText(one.mean, one.currency, one.perUnit)}{unitOf(one.unit)}</strong>
            <small>{age(one.businessDate)} · {one.quantity === null ? words.noQuantity : amountOf(one.quantity, one.unit)}{one.series > 1 ? ` · ${words.coverage(one.series)}` : ""}{difference(one, item, words.diff) ?? (one.comparable || origin === null || origin.withheld ? "" : ` · ${words.differs}`)}</small>
          </li>
        ))}
      </ul>
    </li>
  );
}

const PERCENT = 100;

/** " · against this market +12%"; null where the two cannot be compared. */
function difference(one: Destination, { origin }: Item, words: string): string | null {
  if (!one.comparable || origin === null || origin.withheld) return null;
  const change = Math.round(((one.mean / one.perUnit) / (origin.mean / origin.perUnit) - 1) * PERCENT);
  return ` · ${words} ${change > 0 ? "+" : change < 0 ? "−" : ""}${Math.abs(change)}%`;
}

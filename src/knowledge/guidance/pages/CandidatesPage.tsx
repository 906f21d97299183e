import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { catalogue } from "../../../kernel/catalogue/contract.ts";
import { Badge } from "../../../ui/Badge.tsx";
import { ButtonLink } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { Page } from "../../../ui/Page.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useApi } from "../../../ui/api.ts";
import { guidance } from "../contract.ts";
import type { AdviceView } from "../views.ts";
import { RiskBand, VerdictBadge } from "./parts.tsx";
import { money, percent, useAmount, useDay, useGuidanceTold, useItemName, usePageWords } from "./words.ts";

const FOUND = 10;

/** /guidance: what I could plant today, the best first. */
export default function CandidatesPage(): ReactNode {
  const { titles, list: words } = usePageWords();
  const told = useGuidanceTold();
  const api = useApi(guidance);
  const found = useQuery({ queryKey: ["guidance", "candidates"], queryFn: () => api.candidates({}) });
  return (
    <Page title={titles.candidates} intro={words.intro} actions={<ButtonLink to="/guidance/ahead" icon="calendar">{titles.ahead}</ButtonLink>}>
      <FindItem />
      {found.isError ? <ErrorState number={told(found.error).number} onRetry={() => void found.refetch()}>{told(found.error).text}</ErrorState> : null}
      {found.data === undefined ? (found.isError ? null : <Skeleton lines={8} />) : found.data.candidates.length === 0 ? <EmptyState title={words.empty} actions={<ButtonLink tone="primary" icon="plus" to="/growing/new">{words.enter}</ButtonLink>}>{words.emptyWhy}</EmptyState> : (
        <>
          <ul className="gd-cards">{found.data.candidates.map((advice) => <li key={advice.itemId}><Card advice={advice} currency={found.data.currency} today={found.data.today} /></li>)}</ul>
          {found.data.left > 0 ? <p className="gd-soft">{words.left(found.data.left)}</p> : null}
        </>
      )}
    </Page>
  );
}

function FindItem(): ReactNode {
  const words = usePageWords().list;
  const name = useItemName();
  const api = useApi(catalogue);
  const [query, setQuery] = useState("");
  const asked = useDeferredValue(query.trim());
  const found = useQuery({ queryKey: ["catalogue", "items", asked], queryFn: () => api.items({ query: asked, limit: FOUND }), enabled: asked !== "", placeholderData: keepPreviousData });
  return (
    <div className="gd-stack gd-noprint" role="search">
      <TextInput type="search" value={query} onChange={setQuery} placeholder={words.find} aria-label={words.find} autoCapitalize="none" autoComplete="off" spellCheck={false} maxLength={60} suffix={<Icon name="search" />} />
      {asked === "" || found.data === undefined ? null : found.data.items.length === 0 ? <p className="gd-soft">{words.noItem}</p> : <ul className="gd-found">{found.data.items.map((item) => <li key={item.id}><Link to={`/guidance/${item.id}`}>{name({ itemZh: item.zh, itemEn: item.en })}</Link></li>)}</ul>}
    </div>
  );
}

function Card({ advice, currency, today }: { readonly advice: AdviceView; readonly currency: string; readonly today: string }): ReactNode {
  const { list: words, one } = usePageWords();
  const name = useItemName();
  const day = useDay();
  const amount = useAmount();
  const margin = advice.marginAtRest ?? advice.margin;
  const { others } = advice.supply;
  return (
    <Link className="gd-card" data-verdict={advice.verdict} to={`/guidance/${advice.itemId}`}>
      <span className="gd-card-head"><b>{name(advice)}</b><span><VerdictBadge verdict={advice.verdict} /> {advice.example ? <Badge>{words.example}</Badge> : null}</span></span>
      <span className="gd-soft">{words.flowers(day(advice.week, today))}</span>
      <span className="gd-figures">
        <span><small>{advice.marginAtRest === null ? words.margin : `${words.margin} · ${words.marginRest}`}</small><b data-loss={(margin !== null && margin.mean < 0) || undefined}>{margin === null ? "—" : money(margin.mean, currency)}</b></span>
        <span><small>{words.breakEven}</small><b>{money(advice.breakEven, currency)}</b></span>
      </span>
      {margin === null ? <span className="gd-soft">{words.thinPrice(advice.priceWeeks, advice.priceWeeksNeeded)}</span> : <><RiskBand margin={margin} currency={currency} /><span className="gd-soft">{words.perArea} {money(margin.perSquareMetreWeek, currency)} · {words.loss(percent(margin.chanceOfLoss))}</span></>}
      <span className="gd-soft">{one.supply}: {others.units === null ? one.why[others.why ?? "nothing"] : `≈ ${amount(others.units, advice.unit)}`}{advice.supply.own > 0 ? ` · ${one.own} ${amount(advice.supply.own, advice.unit)}` : ""}</span>
    </Link>
  );
}

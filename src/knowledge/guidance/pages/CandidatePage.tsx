import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useParams, useSearchParams } from "react-router";
import { addDays, mondayOf } from "../../../engines/calendar/day.ts";
import type { Output } from "../../../kernel/machinery/contract.ts";
import { ButtonLink } from "../../../ui/Button.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Field } from "../../../ui/Field.tsx";
import { Page, Panel, Split } from "../../../ui/Page.tsx";
import { Select } from "../../../ui/Select.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { useApi } from "../../../ui/api.ts";
import { guidance } from "../contract.ts";
import { MAX_WEEKS_AHEAD } from "../rules.ts";
import { RiskBand, SupplyBars, VerdictBadge } from "./parts.tsx";
import { money, percent, useAmount, useDay, useGuidanceTold, useItemName, usePageWords } from "./words.ts";

type Found = Output<(typeof guidance)["actions"]["candidate"]["output"]>;

/** /guidance/:id: one item for one flowering week; ?week= is a Monday. */
export default function CandidatePage(): ReactNode {
  const { titles, list } = usePageWords();
  const { id = "" } = useParams();
  const [query, setQuery] = useSearchParams();
  const week = query.get("week") ?? undefined;
  const api = useApi(guidance);
  const told = useGuidanceTold();
  const name = useItemName();
  const found = useQuery({ queryKey: ["guidance", "candidate", id, week], queryFn: () => api.candidate({ itemId: id, ...(week === undefined ? {} : { week }) }), placeholderData: keepPreviousData });
  if (found.isError) return <Page title={titles.candidate}><ErrorState number={told(found.error).number} onRetry={() => void found.refetch()}>{told(found.error).text}</ErrorState></Page>;
  if (found.data === undefined) return <Page title={titles.candidate}><Skeleton lines={10} /></Page>;
  const { advice } = found.data;
  return (
    <Page title={name(advice)} intro={<VerdictBadge verdict={advice.verdict} />} actions={<ButtonLink tone="primary" icon="plus" to="/growing/new">{list.enter}</ButtonLink>}>
      <Weeks found={found.data} chosen={week} onChoose={(one) => setQuery(one === "" ? {} : { week: one }, { replace: true })} />
      <Split>
        <div className="gd-stack"><Margin found={found.data} /><Follow found={found.data} /><Supply found={found.data} /></div>
        <div className="gd-stack"><Costs found={found.data} /><Quantity found={found.data} /><Assumes found={found.data} /></div>
      </Split>
    </Page>
  );
}

function Weeks({ found: { advice, today }, chosen, onChoose }: { readonly found: Found; readonly chosen: string | undefined; readonly onChoose: (week: string) => void }): ReactNode {
  const words = usePageWords().one;
  const day = useDay();
  const monday = mondayOf(today);
  const weeks = Array.from({ length: MAX_WEEKS_AHEAD }, (_, n) => addDays(monday, 7 * n));
  return (
    <div className="gd-stack">
      <Field label={words.week} hint={words.plantOn(day(advice.plantedOn, today))}><Select value={chosen ?? "today"} onChange={(week) => onChoose(week === "today" ? "" : week)} choices={[{ value: "today", label: `${words.today} → ${chosen === undefined ? day(advice.week, today) : ""}`.replace(/ → $/, "") }, ...weeks.map((week) => ({ value: week, label: day(week, today) }))]} /></Field>
      {advice.plantedOn < addDays(today, -7) ? <p className="gd-warn">{words.past(day(advice.plantedOn, today))}</p> : null}
    </div>
  );
}

function Margin({ found: { advice, currency } }: { readonly found: Found }): ReactNode {
  const words = usePageWords().one;
  const { price } = advice;
  const margin = advice.marginAtRest ?? advice.margin;
  if (price === null || margin === null) return <Panel title={words.thin}><p>{words.thinWhy(advice.priceWeeks, advice.priceWeeksNeeded)}</p></Panel>;
  return (
    <Panel title={words.margin}>
      <div className="gd-stack">
        <div className="gd-figures">
          <span><small>{words.mean}</small><b data-loss={margin.mean < 0 || undefined}>{money(margin.mean, currency)}</b></span><span><small>{words.area}</small><b data-loss={margin.perSquareMetreWeek < 0 || undefined}>{money(margin.perSquareMetreWeek, currency)}</b></span>
          <span><small>{words.loss}</small><b>{percent(margin.chanceOfLoss)}</b></span><span><small>{words.price}</small><b>{money(advice.region?.restPrice ?? price.middle, currency)}</b></span>
        </div>
        <RiskBand margin={margin} currency={currency} />
        <p className="gd-soft">{words.priceWhy[price.basis]} {money(price.middle, currency)} [{money(price.low, currency)} – {money(price.high, currency)}] · {words.weeks(price.weeks)}{price.errorPercent === null ? "" : ` · ${words.error(`${Math.round(price.errorPercent)}%`)}`}{price.skill > 0 ? ` · ${words.skill(percent(price.skill))}` : ""} · {words.spread[price.spread]}</p>
      </div>
    </Panel>
  );
}

function Follow({ found: { advice, currency } }: { readonly found: Found }): ReactNode {
  const words = usePageWords().one;
  const amount = useAmount();
  const { region } = advice;
  if (region === null) return <Panel title={words.follow}><p>{words.noRegion(advice.volumeWeeks, advice.volumeWeeksNeeded)}</p></Panel>;
  const lines = [{ label: words.usual, price: region.usualPrice, units: region.usualUnits }, { label: words.herd, price: region.herdPrice, units: region.herdUnits }, { label: words.rest, price: region.restPrice, units: region.restUnits, main: true }];
  return (
    <Panel title={words.follow}>
      <div className="gd-stack">
        <ul className="gd-lines">{lines.map((line) => <li key={line.label} data-main={line.main}><span>{line.label} <small>≈ {amount(line.units, advice.unit)}</small></span><b>{money(line.price, currency)}</b></li>)}</ul>
        <p><b>{region.room > 0 ? words.room(amount(region.room, advice.unit)) : words.noRoom}</b></p>
        <p className="gd-soft">{words.usualFrom[region.usualFrom](amount(region.usualUnits, advice.unit))} · {words.committed(amount(region.committed, advice.unit))}{region.othersKnown ? "" : ` · ${words.unknownOthers}`}{region.bound === "none" ? "" : ` · ${words.bound}`}</p>
        <p className="gd-soft">{words.followWhy}</p>
      </div>
    </Panel>
  );
}

function Supply({ found: { advice, weeks } }: { readonly found: Found }): ReactNode {
  const words = usePageWords().one;
  return (
    <Panel title={words.supply} actions={<ButtonLink size="small" to="/guidance/ahead">{words.all}</ButtonLink>}>
      <div className="gd-stack"><SupplyBars weeks={weeks} unit={advice.unit} current={advice.week} /><p className="gd-soft">{words.supplyIntro}</p></div>
    </Panel>
  );
}

function Costs({ found: { advice, currency } }: { readonly found: Found }): ReactNode {
  const words = usePageWords().one;
  return (
    <Panel title={words.costs} actions={<ButtonLink size="small" icon="sheet" to={`/guidance/${advice.itemId}/cost`}>{words.costOpen}</ButtonLink>}>
      {advice.example ? <p className="gd-warn">{words.example}</p> : null}
      <p>{words.breakEven} <b>{money(advice.breakEven, currency)}</b> <span className="gd-soft">{words.fee(`${(advice.feePermille / 10).toFixed(1)}%`)}</span></p>
    </Panel>
  );
}

function Quantity({ found: { advice } }: { readonly found: Found }): ReactNode {
  const words = usePageWords().one;
  const amount = useAmount();
  const { quantity } = advice;
  return (
    <Panel title={words.quantity}>
      {quantity === null ? <p>{words.noQuantity(advice.ownWeeks, advice.ownWeeksNeeded)}</p> : (
        <><p><b>{words.plant(amount(quantity.plant, advice.unit))}</b></p><p className="gd-soft">{words.quantityWhy[quantity.from](`${amount(Math.round(quantity.usual), advice.unit)} ± ${Math.round(quantity.spread)}`)} · {words.ratio(percent(quantity.ratio))} · {words.leftOver(amount(Math.round(quantity.left), advice.unit))}</p></>
      )}
    </Panel>
  );
}

function Assumes({ found: { assumption } }: { readonly found: Found }): ReactNode {
  const words = usePageWords().one;
  const share = (permille: number): string => percent(permille / 1_000);
  return (
    <Panel title={words.assumes}>
      <ul className="gd-lines">
        <li>{words.elasticity(percent(0.9 ** -(assumption.elasticityPermille / 1_000) - 1))}</li><li>{words.costs2(share(assumption.costPermille), share(assumption.costSpreadPermille))}</li><li>{words.headroom(share(assumption.headroomPermille))}</li>
      </ul>
      <p className="gd-soft">{words.source}: {assumption.by === null ? words.usualSource : `${assumption.source} · ${words.by(assumption.by)}`}</p>
      <p><b>{words.promise}</b></p>
    </Panel>
  );
}

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useParams } from "react-router";
import { FESTIVAL_WORDS, type FestivalCode } from "../../../engines/calendar/festivals.ts";
import type { Risk } from "../../../engines/planting/channels.ts";
import type { Output } from "../../../kernel/machinery/contract.ts";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Field } from "../../../ui/Field.tsx";
import { Page, Panel, Split } from "../../../ui/Page.tsx";
import { usePreferences } from "../../../ui/Preferences.tsx";
import { Segmented } from "../../../ui/Segmented.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { useApi } from "../../../ui/api.ts";
import { guidance } from "../contract.ts";
import type { ChannelView } from "../views.ts";
import { money, percent, useAmount, useDay, useGuidanceTold, useItemName, usePageWords, useTerms, useUnitWord } from "./words.ts";
import "./guidance.css";

type Found = Output<(typeof guidance)["actions"]["selling"]["output"]>;
const RISKS: readonly Risk[] = ["most", "even", "safe"];
const DAYS = ["1", "3", "7", "14"] as const;

/** /guidance/sell/:id: how to sell one of my lots. */
export default function SellPage(): ReactNode {
  const { titles, sell: words } = usePageWords();
  const { id = "" } = useParams();
  const [risk, setRisk] = useState<Risk>("even");
  const [days, setDays] = useState<(typeof DAYS)[number]>("3");
  const api = useApi(guidance);
  const told = useGuidanceTold();
  const name = useItemName();
  const amount = useAmount();
  const found = useQuery({ queryKey: ["guidance", "selling", id, risk, days], queryFn: () => api.selling({ lotId: id, risk, days: Number(days) }), placeholderData: keepPreviousData });
  if (found.isError) return <Page title={titles.sell}><ErrorState number={told(found.error).number} onRetry={() => void found.refetch()}>{told(found.error).text}</ErrorState></Page>;
  if (found.data === undefined) return <Page title={titles.sell}><Skeleton lines={8} /></Page>;
  const { data } = found;
  return (
    <Page title={`${titles.sell} · ${name(data)}${data.grade === null ? "" : ` ${data.grade}`}`} intro={<>{data.no} · {amount(data.units, data.unit)}<br />{words.intro(data.lookedBack)}</>}>
      <div className="gd-choices gd-noprint">
        <Field group label={words.risk}><Segmented wide value={risk} onChange={setRisk} choices={RISKS.map((one) => ({ value: one, label: words.risks[one] }))} /></Field>
        <Field group label={words.days}><Segmented wide value={days} onChange={setDays} choices={DAYS.map((one) => ({ value: one, label: words.dayCount(Number(one)) }))} /></Field>
      </div>
      <Split>
        <div className="gd-stack"><SplitPanel found={data} /><Channels found={data} /></div>
        <div className="gd-stack"><Day found={data} /></div>
      </Split>
    </Page>
  );
}

function SplitPanel({ found }: { readonly found: Found }): ReactNode {
  const words = usePageWords().sell;
  const terms = useTerms();
  const amount = useAmount();
  const channelName = (channel: string): string => terms.channels[channel as keyof typeof terms.channels] ?? channel;
  if (found.net === null || found.deviation === null) return <Panel title={words.none}><p>{words.noneWhy}</p></Panel>;
  const parts = found.channels.filter((one) => (one.units ?? 0) > 0);
  return (
    <Panel title={words.split}>
      <div className="gd-stack">
        <ul className="gd-lines">
          {parts.map((one) => <li key={one.channel} data-main><span>{channelName(one.channel)}</span><b>{amount(one.units ?? 0, found.unit)}</b></li>)}
          {found.left > 0 ? <li><span>{words.left(amount(found.left, found.unit))}</span></li> : null}
        </ul>
        <p>{words.net} <b>{words.about(money(found.net, found.currency), money(found.deviation, found.currency))}</b></p>
        <p className="gd-soft">{words.assumes}</p>
      </div>
    </Panel>
  );
}

function Channels({ found }: { readonly found: Found }): ReactNode {
  const words = usePageWords().sell;
  const terms = useTerms();
  const amount = useAmount();
  const unitWord = useUnitWord();
  const said = (one: ChannelView): ReactNode => {
    if (one.state === "thin") return <small>{words.thin(one.sales, one.days)}</small>;
    if (one.state === "withheld") return <small>{words.withheld(one.sales)}</small>;
    return <small>{words.price} {money(one.price ?? 0, found.currency)} · {one.clearance === null ? words.noClearance : `${words.clearance} ${percent(one.clearance)}`} · {words.fee} {((one.feePermille ?? 0) / 10).toFixed(1)}% · {words.aDay} {amount(Math.round(one.aDay ?? 0), found.unit)} · {words.sales} {one.sales}</small>;
  };
  return (
    <Panel title={words.channels}>
      {found.basis === "any_grade" ? <p className="gd-soft">{words.anyGrade}</p> : null}
      <ul className="gd-lines">
        {found.channels.map((one) => <li key={one.channel}><span><b>{terms.channels[one.channel as keyof typeof terms.channels] ?? one.channel}</b></span><span>{one.net === null ? "—" : <><b>{money(one.net, found.currency)}</b>/{unitWord(found.unit)}</>}</span><span style={{ flexBasis: "100%" }}>{said(one)}</span></li>)}
      </ul>
    </Panel>
  );
}

function Day({ found: { day: told, today } }: { readonly found: Found }): ReactNode {
  const words = usePageWords().sell;
  const { language } = usePreferences();
  const day = useDay();
  if (told.coming.length === 0) return <Panel title={words.day}><p>{words.thinDays(told.days, told.needed)}</p></Panel>;
  return (
    <Panel title={words.day}>
      <div className="gd-stack">
        <p><b>{told.best === null ? words.noBest(told.days) : words.best(day(told.best, today))}</b></p>
        <ul className="gd-days">
          {told.coming.map((one) => (
            <li key={one.day} data-best={one.day === told.best || undefined} data-off={!one.usual || undefined}>
              <b>{day(one.day, today)}</b><span>{words.weekdays[one.weekday - 1]} {one.usual ? (one.percent === null ? "" : `${one.percent >= 0 ? "+" : "−"}${Math.abs(one.percent).toFixed(1)}%`) : words.notUsual}</span>
              {one.festival === null ? null : <small>{words.festival(FESTIVAL_WORDS[one.festival as FestivalCode][language])}</small>}
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  );
}

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { useApi } from "../../../ui/api.ts";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { usePreferences } from "../../../ui/Preferences.tsx";
import { ScaledCanvas } from "../../../ui/ScaledCanvas.tsx";
import { Sparkline } from "../../../ui/Sparkline.tsx";
import { formatCount } from "../../../ui/money.ts";
import { prices } from "../../prices/contract.ts";
import type { SheetLineView } from "../../prices/contract.ts";
import { index } from "../contract.ts";
import type { HeadlineView } from "../contract.ts";
import { Change } from "./pointColumns.tsx";
import { levelText, momentOf, percentText, shareText, signed, useGroupName, useIndexWords, useItemName } from "./words.ts";
import "./index.css";

const LOOK_MS = 30_000;
const TILES = 8;
const LINES = 10;
const SHEET_LINES = 1_000;
const BASIS_POINTS = 100;

/** /index/wall: 1920 × 1080, in nobody's colours. Every number names its coverage and its age, and leads to its records. */
export default function IndexWallPage(): ReactNode {
  const words = useIndexWords();
  const { language } = usePreferences();
  const api = useApi(index);
  const { data } = useQuery({ queryKey: ["index", "headlines", "week"], queryFn: () => api.headlines({ frequency: "week" }), refetchInterval: LOOK_MS, refetchIntervalInBackground: true });
  const shown = data?.groups.filter((group) => group.newest !== null) ?? [];
  return (
    <ScaledCanvas label={words.wallTitle}>
      <div className="index-wall">
        <header><h1>{words.wallTitle}</h1><span>{data === undefined ? null : <>{data.market[language]}{data.market.demo ? <em>{words.demo}</em> : null}<small>{momentOf(data.asOf)}</small></>}</span></header>
        <section className="index-wall-tiles">{shown.length === 0 ? <p className="index-wall-empty">{words.empty}</p> : shown.slice(0, TILES).map((group) => <Tile key={group.group} group={group} />)}</section>
        <Highlights />
        <footer><span>{words.wallFoot}</span><Link to="/index">{words.methodTitle}</Link></footer>
      </div>
    </ScaledCanvas>
  );
}

function Tile({ group }: { readonly group: HeadlineView }): ReactNode {
  const words = useIndexWords();
  const groupName = useGroupName();
  const point = group.newest!;
  const to = `/index/${group.group}/week/${point.period}`;
  return (
    <article data-withheld={point.value === null || undefined}>
      <h2>{groupName(group)}<small>{point.period}{group.base === null ? null : ` · ${words.levelUnit(group.base)}`}</small></h2>
      {point.value === null ? <Link to={to} className="index-wall-why">{words.withheldShort}<small>{point.withheld === null ? null : words.withheld[point.withheld]}</small></Link> : (
        <>
          <Link to={to} className="index-wall-level">{levelText(point.value)}</Link>
          <div className="index-wall-changes"><Link to={to}><Change value={point.changePoints} text={(value) => words.points(signed(value))} /></Link><Link to={to}><Change value={point.changePercent} text={percentText} /></Link></div>
        </>
      )}
      <Sparkline values={group.trend.map((one) => one.value)} width={190} height={48} label={groupName(group)} format={levelText} />
      <p>
        {point.coverage === null ? null : <Link to={to}>{words.coverage} {point.coverage}%</Link>}{point.matchedShare === null ? null : <Link to={to}>{words.matched} {shareText(point.matchedShare)}</Link>}{point.quantity === null ? null : <Link to={to}>{words.volume} {formatCount(point.quantity)}</Link>}
        <span>{words.age(momentOf(point.publishedAt))}</span>
      </p>
    </article>
  );
}

/** The newest price sheet's lines with most value; each leads to its sales. */
function Highlights(): ReactNode {
  const words = useIndexWords();
  const itemName = useItemName();
  const api = useApi(prices);
  const { data } = useQuery({ queryKey: ["prices", "wall-highlights"], queryFn: () => api.sheet({ limit: SHEET_LINES }), refetchInterval: LOOK_MS, refetchIntervalInBackground: true });
  const lines = data?.lines.filter((line) => line.mean !== null).toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0)).slice(0, LINES) ?? [];
  const sheet = `/prices?on=${data?.businessDate ?? ""}`;
  /** The sheet with this item's lines alone; each opens to its sales. */
  const to = (line: SheetLineView): string => `${sheet}&q=${encodeURIComponent(line.itemZh)}`;
  const face = (line: SheetLineView): string => `${itemName(line)} ${line.grade ?? ""}${line.venue === null ? "" : ` ${words.stall}`}`;
  return (
    <section className="index-wall-prices">
      <h2>{words.highlights}<small>{data === undefined ? null : words.highlightsDay(data.businessDate)}{data?.updatedAt == null ? null : ` · ${momentOf(data.updatedAt)}`}</small></h2>
      <ul>
        {lines.map((line) => (
          <li key={`${line.itemId} ${line.grade ?? ""} ${line.venue ?? ""}`}>
            <span>{face(line)}</span>
            <Link to={to(line)}><MoneyText minor={line.mean ?? 0} currency={data?.currency ?? "CNY"} bare /></Link>
            <Link to={to(line)}><Change value={line.changeBasisPoints === null ? null : line.changeBasisPoints / BASIS_POINTS} text={percentText} /></Link>
            <Link to={to(line)}>{formatCount(line.sold ?? 0)}</Link>
          </li>
        ))}
      </ul>
      {data === undefined ? null : <p><Link to={sheet}>{words.turnover} <MoneyText minor={data.sums.value} currency={data.currency} /></Link><Link to={sheet}>{words.volume} {formatCount(data.sums.sold)}</Link><span>{words.coverage} {data.sums.shown}/{data.total}</span></p>}
    </section>
  );
}

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { useApi } from "../../../ui/api.ts";
import { Badge } from "../../../ui/Badge.tsx";
import { Button, ButtonLink } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { LineChart } from "../../../ui/LineChart.tsx";
import { Page, Panel } from "../../../ui/Page.tsx";
import { usePreferences } from "../../../ui/Preferences.tsx";
import { Segmented } from "../../../ui/Segmented.tsx";
import { Select } from "../../../ui/Select.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { StatRow, StatTile } from "../../../ui/StatTile.tsx";
import { Table } from "../../../ui/Table.tsx";
import { useViewer } from "../../../ui/Viewer.tsx";
import { mayOpen } from "../../../ui/page.ts";
import type { Output } from "../../../kernel/machinery/contract.ts";
import { ALL_GROUP, BASE_VALUE, MAX_POINTS, index } from "../contract.ts";
import type { Frequency, PointView } from "../contract.ts";
import { Consumption } from "./Consumption.tsx";
import { RevisionTable } from "./RevisionTable.tsx";
import { calendarLine, festivalLines } from "./chartLines.ts";
import { indexPages } from "./entries.ts";
import { usePointColumns } from "./pointColumns.tsx";
import { levelText, momentOf, percentText, shareText, signed, useGroupName, useIndexTold, useIndexWords } from "./words.ts";
import "./index.css";

type Series = Output<typeof index.actions.series.output>;
const isFrequency = (text: string | null): text is Frequency => text === "week" || text === "day";

/** /index: a group's published index with its method, its table and its revisions. */
export default function IndexPage(): ReactNode {
  const words = useIndexWords();
  const { language } = usePreferences();
  const { roles } = useViewer();
  const groupName = useGroupName();
  const told = useIndexTold();
  const api = useApi(index);
  const [search, setSearch] = useSearchParams();
  const group = search.get("group") ?? ALL_GROUP;
  const asked = search.get("by");
  const frequency: Frequency = isFrequency(asked) ? asked : "week";
  const axis = search.get("axis") === "festival" ? "festival" : "calendar";
  const groups = useQuery({ queryKey: ["index", "headlines", frequency], queryFn: () => api.headlines({ frequency }) });
  const { data, error, refetch } = useQuery({ queryKey: ["index", "series", group, frequency], queryFn: () => api.series({ group, frequency, limit: MAX_POINTS }), placeholderData: (before) => before });
  const change = (key: string, value: string, usual: string): void => {
    const next = new URLSearchParams(search);
    if (value === usual) next.delete(key);
    else next.set(key, value);
    setSearch(next, { replace: true });
  };
  const desk = indexPages.find((page) => page.path === "/index/desk");
  const problem = error === null ? null : told(error);
  return (
    <Page
      title={words.title} intro={data === undefined ? undefined : <>{words.intro(data.market[language])}{data.market.demo ? <> <Badge tone="pollen">{words.demo}</Badge></> : null}</>}
      actions={(
        <>
          {desk === undefined || !mayOpen(desk, roles) ? null : <ButtonLink icon="gear" to="/index/desk">{words.desk}</ButtonLink>}
          <ButtonLink icon="sheet" to="/prices">{words.sheet}</ButtonLink>
          <ButtonLink icon="wall" to="/index/wall">{words.wall}</ButtonLink>
          <Button icon="print" onClick={() => print()}>{words.print}</Button>
        </>
      )}
    >
      <div className="index-bar">
        <Select aria-label={words.group} value={group} onChange={(value) => change("group", value, ALL_GROUP)} choices={(groups.data?.groups ?? []).map((one) => ({ value: one.group, label: groupName(one) }))} />
        <Segmented label={words.frequency} value={frequency} onChange={(value) => change("by", value, "week")} choices={[{ value: "week", label: words.week }, { value: "day", label: words.day }]} />
        <Segmented label={words.axis} value={axis} onChange={(value) => change("axis", value, "calendar")} choices={[{ value: "calendar", label: words.calendar }, { value: "festival", label: words.festival }]} />
      </div>
      {problem !== null ? <ErrorState number={problem.number} onRetry={() => void refetch()}>{problem.text}</ErrorState> : data === undefined ? <Skeleton lines={8} /> : data.points.length === 0 ? <EmptyState title={group === ALL_GROUP ? words.empty : words.noGroup}>{words.emptyWhy}</EmptyState> : <Shown data={data} axis={axis} />}
      {data?.method == null ? null : <Panel title={words.methodTitle}><ol className="index-method">{words.method(data.method.window, data.method.initial, data.method.version).map((line) => <li key={line}>{line}</li>)}</ol></Panel>}
      <RevisionTable />
      <Consumption />
    </Page>
  );
}

function Shown({ data, axis }: { readonly data: Series; readonly axis: "calendar" | "festival" }): ReactNode {
  const words = useIndexWords();
  const groupName = useGroupName();
  const navigate = useNavigate();
  const columns = usePointColumns(data.market.currency);
  const base = data.method?.base ?? "";
  const place = (point: { readonly period: string }): string => `/index/${data.group}/${data.frequency}/${point.period}`;
  const festival = axis === "festival";
  const { lines, ticks } = festival ? festivalLines(data.points, words) : calendarLine(data.points, groupName(data));
  const newest = data.points.at(-1)!;
  return (
    <>
      <Headline point={newest} points={data.points} base={base} to={place(newest)} />
      <Panel>
        <LineChart
          lines={lines} ticks={ticks} label={festival ? words.festivalChart(groupName(data)) : words.chart(groupName(data), base)} format={levelText} nothing={words.withheldShort} reference={BASE_VALUE}
          onPick={(_line, point) => { if ("period" in point && typeof point.period === "string") void navigate(place({ period: point.period })); }}
        />
      </Panel>
      <Table
        caption={words.table} columns={columns} rows={data.points.toReversed()} rowKey={(point) => point.period} csvName={`hualian-index-${data.group}-${data.frequency}`} onOpen={(point) => void navigate(place(point))} maxHeight="60dvh"
        origin={{ source: words.source, coverage: newest.coverage === null ? words.withheldShort : words.coverageOf(`${newest.coverage}%`), age: words.age(momentOf(newest.publishedAt)) }}
      />
    </>
  );
}

/** Level and change; points and per cent stand in tiles of their own. A withheld period shows its reason, and beside it the last number under its own name. */
function Headline({ point, points, base, to }: { readonly point: PointView; readonly points: readonly PointView[]; readonly base: string; readonly to: string }): ReactNode {
  const words = useIndexWords();
  const last = points.findLast((one) => one.value !== null);
  if (point.value === null) {
    return <StatRow><StatTile label={`${words.level} ${point.period}`} value={words.withheldShort} tone="pollen" note={<>{point.withheld === null ? null : words.withheld[point.withheld]}{last === undefined ? null : <><br />{words.lastShown(last.period, levelText(last.value!))}</>}</>} to={to} /></StatRow>;
  }
  const against = point.previous === null ? undefined : words.versus(point.previous);
  return (
    <StatRow>
      <StatTile label={`${words.level} ${point.period}`} value={levelText(point.value)} unit={words.levelUnit(base)} tone="orchid" note={words.span(point.from, point.to)} to={to} />
      <StatTile label={words.changePoints} value={point.changePoints === null ? null : words.points(signed(point.changePoints))} note={against} to={to} />
      <StatTile label={words.changePercent} value={point.changePercent === null ? null : percentText(point.changePercent)} note={against} to={to} />
      <StatTile label={words.interval} value={point.low === null || point.high === null ? null : `${levelText(point.low)} – ${levelText(point.high)}`} note={point.standardError === null ? undefined : `${words.error} ${point.standardError.toFixed(2)}`} to={to} />
      <StatTile label={words.coverage} value={point.coverage === null ? null : `${point.coverage}%`} note={point.matchedShare === null ? undefined : `${words.matched} ${shareText(point.matchedShare)}`} to={to} />
    </StatRow>
  );
}

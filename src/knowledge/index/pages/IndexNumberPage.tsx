import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useParams } from "react-router";
import { useActing } from "../../../ui/acting.ts";
import { useApi } from "../../../ui/api.ts";
import { Badge } from "../../../ui/Badge.tsx";
import { Button, ButtonLink } from "../../../ui/Button.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Facts } from "../../../ui/Facts.tsx";
import { Page, Panel } from "../../../ui/Page.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { Table } from "../../../ui/Table.tsx";
import type { Column } from "../../../ui/Table.tsx";
import { useToast } from "../../../ui/Toast.tsx";
import { saveText } from "../../../ui/csv.ts";
import { formatCount, formatMoney } from "../../../ui/money.ts";
import type { Output } from "../../../kernel/machinery/contract.ts";
import { DEMO_HISTORY, index } from "../contract.ts";
import type { CellView, Frequency } from "../contract.ts";
import { Records } from "./Records.tsx";
import { RevisionTable } from "./RevisionTable.tsx";
import { levelText, momentOf, percentText, shareText, signed, useGroupName, useIndexTold, useIndexWords, useItemName } from "./words.ts";
import "./index.css";

type Point = Output<typeof index.actions.point.output>;
const NOTHING_READ: readonly string[] = [];

/** /index/:group/:frequency/:period: everything one number is made of, and how to compute it outside the system. */
export default function IndexNumberPage(): ReactNode {
  const words = useIndexWords();
  const groupName = useGroupName();
  const told = useIndexTold();
  const api = useApi(index);
  const asked = useParams();
  const pick = { group: asked["group"] ?? "", frequency: (asked["frequency"] === "day" ? "day" : "week") as Frequency, period: asked["period"] ?? "" };
  const { data, error, refetch } = useQuery({ queryKey: ["index", "point", pick], queryFn: () => api.point(pick) });
  const problem = error === null ? null : told(error);
  const beside = (period: string | null, title: string): ReactNode => (period === null ? null : <ButtonLink to={`/index/${pick.group}/${pick.frequency}/${period}`}>{title}</ButtonLink>);
  return (
    <Page
      title={words.numberTitle(data === undefined ? "" : groupName(data), pick.period)} intro={words.numberIntro}
      actions={<>{beside(data?.previous ?? null, words.previous)}{beside(data?.next ?? null, words.next)}<ButtonLink icon="left" to={`/index?group=${pick.group}&by=${pick.frequency}`}>{words.back}</ButtonLink><Button icon="print" onClick={() => print()}>{words.print}</Button></>}
    >
      {problem !== null ? <ErrorState number={problem.number} onRetry={() => void refetch()}>{problem.text}</ErrorState> : data === undefined ? <Skeleton lines={8} /> : <Shown data={data} />}
    </Page>
  );
}

function Shown({ data }: { readonly data: Point }): ReactNode {
  const words = useIndexWords();
  const [opened, setOpened] = useState<CellView | null>(null);
  const { point, method, mostInfluence } = data;
  const money = (minor: number | null): string => (minor === null ? words.none : formatMoney(minor, data.market.currency));
  const ratio = (value: number | null): string => (value === null ? words.none : value.toFixed(4));
  return (
    <>
      <Facts facts={[
        { label: `${words.level} (${words.levelUnit(method.base)})`, value: point.value === null ? `${words.withheldShort}: ${point.withheld === null ? "" : words.withheld[point.withheld]}` : levelText(point.value), tone: point.value === null ? "pollen" : "orchid" },
        { label: words.changePoints, value: point.changePoints === null ? words.none : words.points(signed(point.changePoints)) }, { label: words.changePercent, value: point.changePercent === null ? words.none : percentText(point.changePercent) },
        { label: words.interval, value: point.low === null || point.high === null ? words.none : `${levelText(point.low)} – ${levelText(point.high)}` }, { label: words.coverage, value: point.coverage === null ? words.none : words.coverageOf(`${point.coverage}%`) }, { label: words.matched, value: point.matchedShare === null ? words.none : shareText(point.matchedShare) },
        { label: words.sellers, value: point.sellers ?? words.none }, { label: words.volume, value: point.quantity === null ? words.none : formatCount(point.quantity) }, { label: words.value, value: money(point.valueMinor) },
        { label: words.laspeyres, value: ratio(point.laspeyres) }, { label: words.paasche, value: ratio(point.paasche) }, { label: words.fisher, value: ratio(point.fisher) }, { label: words.unitValue, value: ratio(point.unitValue) },
        { label: words.vintage, value: `${point.vintage} · ${momentOf(point.publishedAt)} · ${words.reasons[point.reason] ?? point.reason}`, tone: point.reason === DEMO_HISTORY ? "pollen" : undefined }, { label: words.influence, wide: true, value: mostInfluence === null ? words.none : words.influenceText(mostInfluence.seller, levelText(mostInfluence.without), signed(mostInfluence.differencePoints)) },
      ]} />
      {point.value === null ? null : <><Recompute data={data} /><Cells data={data} onOpen={setOpened} /></>}
      <RevisionTable rows={data.revisions} />
      <Panel title={words.methodTitle}><ol className="index-method">{words.method(method.window, method.initial, method.version).map((line) => <li key={line}>{line}</li>)}</ol></Panel>
      {opened === null ? null : <Records cell={opened} frequency={data.frequency} period={point.period} currency={data.market.currency} onClose={() => setOpened(null)} />}
    </>
  );
}

function Recompute({ data }: { readonly data: Point }): ReactNode {
  const words = useIndexWords();
  const api = useApi(index);
  const toast = useToast();
  const { busy, act } = useActing(useIndexTold(), NOTHING_READ);
  const pick = { group: data.group, frequency: data.frequency, period: data.point.period };
  return (
    <Panel title={words.recompute} actions={<Button icon="download" tone="primary" busy={busy} onClick={() => void act(() => api.inputs(pick), ({ name, csv }) => saveText(name, csv))}>{words.download}</Button>}>
      <p className="index-faint">{words.recomputeWhy}</p>
      <div className="index-code"><b>{words.command}</b><code>{data.command}</code><Button size="small" onClick={() => void navigator.clipboard.writeText(data.command).then(() => toast(words.copied, "leaf"))}>{words.copy}</Button></div>
      <div className="index-code"><b>{words.digest}</b><code>{data.digest}</code><span>{words.rows(formatCount(data.rows))}</span></div>
    </Panel>
  );
}

function Cells({ data, onOpen }: { readonly data: Point; readonly onOpen: (cell: CellView) => void }): ReactNode {
  const words = useIndexWords();
  const itemName = useItemName();
  const { currency } = data.market;
  const price = (minor: number | null): string => (minor === null ? words.none : formatMoney(Math.round(minor), currency));
  const columns: readonly Column<CellView>[] = [
    { key: "item", title: words.item, phone: "title", cell: (cell) => <>{itemName(cell)} <Badge>{cell.grade ?? words.ungraded}</Badge>{cell.venue === null ? null : <Badge tone="river">{words.stall}</Badge>}</>, text: (cell) => cell.code, sortBy: itemName },
    { key: "price", title: words.price, align: "end", cell: (cell) => price(cell.price), text: (cell) => String(cell.price), sortBy: (cell) => cell.price },
    { key: "before", title: words.before, align: "end", cell: (cell) => price(cell.previousPrice), text: (cell) => String(cell.previousPrice ?? "") },
    { key: "quantity", title: words.quantity, align: "end", cell: (cell) => formatCount(cell.quantity), text: (cell) => String(cell.quantity), sortBy: (cell) => cell.quantity },
    { key: "value", title: words.value, align: "end", cell: (cell) => formatMoney(cell.value, currency), text: (cell) => String(cell.value), sortBy: (cell) => cell.value },
    { key: "sellers", title: words.sellers, align: "end", phone: "wide-only", cell: (cell) => cell.sellers, text: (cell) => String(cell.sellers), sortBy: (cell) => cell.sellers },
    { key: "points", title: words.pointsColumn, align: "end", cell: (cell) => (cell.points === null ? words.none : signed(cell.points, 3)), text: (cell) => String(cell.points ?? ""), sortBy: (cell) => cell.points },
  ];
  return (
    <>
      <Table caption={words.contributions} columns={columns} rows={data.cells} rowKey={(cell) => cell.code} csvName={`hualian-index-cells-${data.group}-${data.point.period}`} onOpen={onOpen} maxHeight="60dvh" sorting={{ key: "value", direction: "descending" }} />
      {data.splicePoints === null || data.point.changePoints === null ? null : <p className="index-sum">{words.splicePoints} {signed(data.splicePoints, 3)} · {words.sum} {signed(data.point.changePoints, 3)}<small>{words.contributionsWhy}</small></p>}
    </>
  );
}

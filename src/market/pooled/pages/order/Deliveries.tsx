import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { Badge } from "../../../../ui/Badge.tsx";
import { Button } from "../../../../ui/Button.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { Table } from "../../../../ui/Table.tsx";
import { useViewer } from "../../../../ui/Viewer.tsx";
import { useApi } from "../../../../ui/api.ts";
import { pooled } from "../../contract.ts";
import type { OrderView, ParcelView, PromiseView, ShipmentView } from "../../views.ts";
import { ParcelBadge, PromiseBadge } from "../parts.tsx";
import { clockTime, useAmount, usePooledTold, usePooledWords } from "../words.ts";
import { ReceiveDialog, ShipDialog } from "./TruckDialogs.tsx";
import { useIsHub, useOrderWords } from "./words.ts";

const LOOK_AGAIN_MS = 15_000;

/** Everybody's promise, every parcel at the dock, every truck. */
export function Deliveries({ view }: { readonly view: OrderView }): ReactNode {
  const { order } = view;
  const words = useOrderWords().deliveries;
  const told = usePooledTold();
  const api = useApi(pooled);
  const isHub = useIsHub();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [shipping, setShipping] = useState(false);
  const { data, error, refetch } = useQuery({ queryKey: ["pooled", "parcels", order.id], queryFn: () => api.parcels({ orderId: order.id }), refetchInterval: LOOK_AGAIN_MS });
  const hub = isHub(order);
  const ready = data?.parcels.filter((one) => one.state === "accepted") ?? [];
  const picked = ready.filter((one) => chosen.has(one.id));
  // A truck takes goods of one drop; choosing one parcel rules out those of others.
  const dropId = picked[0]?.dropId ?? null;
  const toggle = (parcel: ParcelView): void => setChosen((before) => new Set(before.has(parcel.id) ? [...before].filter((one) => one !== parcel.id) : [...before, parcel.id]));
  if (error !== null && data === undefined) return <ErrorState number={told(error).number} onRetry={() => void refetch()}>{told(error).text}</ErrorState>;
  return (
    <div className="pooled-form">
      {data !== undefined && data.shipments.length > 0 ? <Shipments shipments={data.shipments} view={view} /> : null}
      <Parcels parcels={data?.parcels} view={view} chosen={chosen} dropId={dropId} onToggle={hub ? toggle : undefined} tools={!hub || ready.length === 0 ? undefined : (
        <>
          {ready.length > 1 && picked.length === 0 ? <Button size="small" onClick={() => setChosen(new Set(ready.filter((one) => one.dropId === ready[0]!.dropId).map((one) => one.id)))}>{words.all}</Button> : null}
          <Button size="small" tone="primary" icon="truck" disabled={picked.length === 0} onClick={() => setShipping(true)}>{words.ship}</Button>
        </>
      )} />
      <Promises promises={view.promises} />
      {shipping ? <ShipDialog parcels={picked} onClose={() => { setShipping(false); setChosen(new Set()); }} /> : null}
    </div>
  );
}

interface ParcelsProps {
  readonly parcels: readonly ParcelView[] | undefined;
  readonly view: OrderView;
  readonly chosen: ReadonlySet<string>;
  readonly dropId: string | null;
  readonly onToggle: ((parcel: ParcelView) => void) | undefined;
  readonly tools: ReactNode;
}
function Parcels({ parcels, view, chosen, dropId, onToggle, tools }: ParcelsProps): ReactNode {
  const { deliveries: words } = useOrderWords();
  const common = usePooledWords();
  const { roles } = useViewer();
  const amount = useAmount();
  const { columns } = words;
  const desk = roles.some((role) => ["grader", "operator", "cashier", "auditor"].includes(role));
  const failing = ({ failing: list }: ParcelView): string => list.map((one) => words.defects(common.attributes[one.attribute] ?? one.attribute, one.defects)).join("、");
  return (
    <Table
      caption={words.parcels} rows={parcels} rowKey={(one) => one.id} tools={tools} csvName={`parcels-${view.order.no}`} tone={(one) => (one.state === "returned" ? "cinnabar" : one.late ? "pollen" : undefined)} empty={<EmptyState title={words.none}>{words.noneWhy}</EmptyState>}
      columns={[
        ...(onToggle === undefined ? [] : [{ key: "pick", title: words.pick, width: "3rem", cell: (one: ParcelView) => (one.state === "accepted" ? <label className="pooled-pick"><input type="checkbox" aria-label={`${words.pick} ${one.lotNo}`} checked={chosen.has(one.id)} disabled={dropId !== null && one.dropId !== dropId} onChange={() => onToggle(one)} /></label> : null) }]),
        { key: "lot", title: columns.lot, phone: "title" as const, cell: (one) => (desk ? <Link to={`/desk/lots/${one.lotId}`}>{one.lotNo}</Link> : one.lotNo), text: (one) => one.lotNo, sortBy: (one) => one.lotNo },
        { key: "grower", title: columns.grower, cell: (one) => <span className="pooled-two">{one.grower}{one.town === null ? null : <small>{one.town}</small>}</span>, text: (one) => one.grower, sortBy: (one) => one.grower },
        { key: "due", title: columns.due, cell: (one) => <>{one.dueOn}{one.late ? <> <Badge tone="cinnabar">{words.late}</Badge></> : null}</>, text: (one) => one.dueOn, sortBy: (one) => one.dueOn },
        { key: "slot", title: columns.slot, cell: (one) => (one.slotAt === null ? words.round : clockTime(one.slotAt)), text: (one) => one.slotAt ?? "", sortBy: (one) => one.slotAt },
        { key: "state", title: columns.state, cell: (one) => <ParcelBadge state={one.state} />, text: (one) => common.parcelStates[one.state], sortBy: (one) => one.state },
        { key: "announced", title: columns.announced, align: "end", cell: (one) => amount(one.announced, one.unit), text: (one) => String(one.announced), sortBy: (one) => one.announced },
        { key: "accepted", title: columns.accepted, align: "end", cell: (one) => (one.inspectedAt === null ? common.none : <b>{amount(one.accepted, one.unit)}</b>), text: (one) => String(one.accepted), sortBy: (one) => one.accepted },
        { key: "grade", title: columns.grade, cell: (one) => (one.grade === null ? common.none : <Badge tone={one.grade === one.orderedGrade ? "leaf" : "pollen"}>{one.grade}</Badge>), text: (one) => one.grade ?? "", sortBy: (one) => one.grade },
        { key: "failing", title: columns.failing, cell: (one) => <>{failing(one)}{one.rejected > 0 ? <small> {columns.rejected} {amount(one.rejected, one.unit)}</small> : null}</>, text: failing },
        { key: "inspected", title: columns.inspected, cell: (one) => (one.inspectedAt === null ? common.none : <span className="pooled-two">{one.inspectedBy}<small>{clockTime(one.inspectedAt)}{one.photoId === null ? null : <> · <a href={`/photos/${one.photoId}`} target="_blank" rel="noreferrer">{words.photo}</a></>}</small></span>), text: (one) => one.inspectedBy },
      ]}
    />
  );
}

function Shipments({ shipments, view }: { readonly shipments: readonly ShipmentView[]; readonly view: OrderView }): ReactNode {
  const { deliveries: words } = useOrderWords();
  const { roles } = useViewer();
  const amount = useAmount();
  const [receiving, setReceiving] = useState<ShipmentView | null>(null);
  const { shipColumns: columns } = words;
  const lineOf = (dropId: string): string => view.lines.find((line) => line.drops.some((drop) => drop.id === dropId))?.unit ?? "";
  const may = roles.includes("buyer") || roles.includes("operator");
  return (
    <>
      <Table
        caption={words.shipments} rows={shipments} rowKey={(one) => one.id} csvName={`trucks-${view.order.no}`} tone={(one) => (one.receivedAt === null ? "pollen" : undefined)}
        columns={[
          { key: "no", title: columns.no, phone: "title", cell: (one) => one.no, text: (one) => one.no, sortBy: (one) => one.no },
          { key: "drop", title: columns.drop, cell: (one) => one.place, text: (one) => one.place, sortBy: (one) => one.place },
          { key: "plate", title: columns.plate, cell: (one) => <span className="pooled-two">{one.plate}{one.driver === "" ? null : <small>{one.driver}</small>}</span>, text: (one) => one.plate },
          { key: "left", title: columns.left, cell: (one) => clockTime(one.shippedAt), text: (one) => one.shippedAt, sortBy: (one) => one.shippedAt },
          { key: "units", title: columns.units, align: "end", cell: (one) => amount(one.units, lineOf(one.dropId)), text: (one) => String(one.units), sortBy: (one) => one.units },
          { key: "gross", title: columns.gross, align: "end", cell: (one) => <MoneyText minor={one.gross} currency={one.currency} />, text: (one) => String(one.gross / 100), sortBy: (one) => one.gross },
          { key: "refused", title: columns.refused, align: "end", cell: (one) => (one.receivedAt === null ? "—" : amount(one.refused, lineOf(one.dropId))), text: (one) => String(one.refused) },
          { key: "received", title: columns.received, cell: (one) => (one.receivedAt !== null ? clockTime(one.receivedAt) : may ? <Button size="small" tone="primary" onClick={() => setReceiving(one)}>{words.receive}</Button> : words.notYet), text: (one) => one.receivedAt ?? "", sortBy: (one) => one.receivedAt },
        ]}
      />
      {receiving === null ? null : <ReceiveDialog shipment={receiving} unit={lineOf(receiving.dropId)} onClose={() => setReceiving(null)} />}
    </>
  );
}

function Promises({ promises }: { readonly promises: readonly PromiseView[] }): ReactNode {
  const { deliveries: words } = useOrderWords();
  const common = usePooledWords();
  const amount = useAmount();
  const { promiseColumns: columns } = words;
  const figure = (key: "quantity" | "announced" | "accepted" | "shipped" | "open"): { key: string; title: string; align: "end"; cell: (one: PromiseView) => ReactNode; text: (one: PromiseView) => string; sortBy: (one: PromiseView) => number } => ({
    key, title: columns[key], align: "end", cell: (one) => amount(one[key], one.unit), text: (one) => String(one[key]), sortBy: (one) => one[key],
  });
  return (
    <Table
      caption={words.promises} rows={promises} rowKey={(one) => one.id} csvName="promises" tone={(one) => (one.state === "defaulted" || one.state === "short" ? "cinnabar" : undefined)}
      columns={[
        { key: "grower", title: columns.grower, phone: "title", cell: (one) => one.grower, text: (one) => one.grower, sortBy: (one) => one.grower },
        { key: "due", title: words.columns.due, cell: (one) => one.dueOn, text: (one) => one.dueOn, sortBy: (one) => one.dueOn },
        figure("quantity"), figure("announced"), figure("accepted"), figure("shipped"), figure("open"),
        { key: "state", title: columns.state, cell: (one) => <PromiseBadge state={one.state} />, text: (one) => common.promiseStates[one.state], sortBy: (one) => one.state },
        { key: "source", title: columns.source, cell: (one) => common.sources[one.source], text: (one) => common.sources[one.source] },
        { key: "deposit", title: columns.deposit, align: "end", cell: (one) => (one.deposit === 0 ? common.none : <MoneyText minor={one.deposit} currency={one.currency} />), sortBy: (one) => one.deposit },
      ]}
    />
  );
}

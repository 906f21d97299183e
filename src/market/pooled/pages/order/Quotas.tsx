import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Badge } from "../../../../ui/Badge.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { Table } from "../../../../ui/Table.tsx";
import { useApi } from "../../../../ui/api.ts";
import { formatCount } from "../../../../ui/money.ts";
import { pooled } from "../../contract.ts";
import type { CandidateView, LineView, OrderView } from "../../views.ts";
import { Instead } from "../parts.tsx";
import { perMille, useAmount, useItemName, usePooledTold, usePooledWords, useWhy } from "../words.ts";
import { useIsHub, useOrderWords } from "./words.ts";

const LOOK_AGAIN_MS = 15_000;
interface DropOf {
  readonly dropId: string;
  readonly line: number;
  readonly dueOn: string;
  readonly quantity: number;
  readonly candidates: readonly CandidateView[];
}

/** Everybody who could grow each drop and what he is asked for; before publication as the rule would have it, afterwards as it went out. */
export function Quotas({ view }: { readonly view: OrderView }): ReactNode {
  const { order } = view;
  const { quotas: words } = useOrderWords();
  const told = usePooledTold();
  const api = useApi(pooled);
  const isHub = useIsHub();
  const before = order.state === "draft" || order.state === "asked";
  const may = !before || isHub(order) || order.can.includes("publish");
  const { data, error, refetch } = useQuery({
    queryKey: ["pooled", before ? "candidates" : "quotas", order.id], enabled: may, refetchInterval: order.state === "open" ? LOOK_AGAIN_MS : false,
    queryFn: async (): Promise<{ round: number | null; drops: readonly DropOf[] }> => (before ? { round: null, drops: (await api.candidates({ orderId: order.id })).drops } : api.quotas({ orderId: order.id })),
  });
  if (!may) return <EmptyState title={words.none}>{words.noneWhy}</EmptyState>;
  if (error !== null && data === undefined) return <ErrorState title={words.unknown} number={told(error).number} onRetry={() => void refetch()}>{told(error).text}</ErrorState>;
  if (data === undefined) return <Skeleton lines={8} />;
  if (data.drops.every((drop) => drop.candidates.length === 0)) return <EmptyState title={words.none}>{words.noneWhy}</EmptyState>;
  return (
    <div className="pooled-form">
      {data.round === null ? null : <p className="pooled-standing"><Badge tone="orchid">{words.round(data.round)}</Badge></p>}
      {data.drops.map((drop) => {
        const line = view.lines.find((one) => one.n === drop.line);
        return line === undefined ? null : <DropTable key={drop.dropId} drop={drop} line={line} view={view} />;
      })}
    </div>
  );
}

/** Those who can, and below how many cannot and why. Answers stand in the order's drops, which count them live. */
function DropTable({ drop, line, view }: { readonly drop: DropOf; readonly line: LineView; readonly view: OrderView }): ReactNode {
  const { quotas: words } = useOrderWords();
  const common = usePooledWords();
  const amount = useAmount();
  const itemName = useItemName();
  const say = useWhy();
  const { unit } = line;
  const packed = { unit, step: line.terms.step, packing: line.packing };
  const able = drop.candidates.filter((one) => one.excluded === "none");
  const unable = drop.candidates.filter((one) => one.excluded !== "none");
  const sum = (of: (one: CandidateView) => number): number => able.reduce((total, one) => total + of(one), 0);
  const live = line.drops.find((one) => one.id === drop.dropId);
  const source = ({ basis }: CandidateView): string => `${amount(basis.inLots, unit)} / ${amount(basis.inBatches, unit)}`;
  const { columns } = words;
  return (
    <div className="pooled-form">
      <Table
        caption={`${itemName(line)} · ${drop.dueOn}`} rows={able} rowKey={(one) => one.growerId} csvName={`quotas-${view.order.no}-${drop.dueOn}`} sorting={{ key: "quota", direction: "descending" }}
        origin={{ source: `${common.rules[view.order.rule].name}：${common.rules[view.order.rule].does}`, coverage: `${words.want(amount(drop.quantity, unit))} · ${words.have(amount(sum((one) => one.available), unit))}${live === undefined || view.order.state === "draft" || view.order.state === "asked" ? "" : ` · ${words.answered(amount(live.accepted, unit), amount(drop.quantity, unit))}`}` }}
        columns={[
          { key: "grower", title: columns.grower, phone: "title", cell: (one) => <span className="pooled-two">{one.grower}{one.town === null ? null : <small>{one.town}</small>}<Instead of={one.substitute} named /></span>, text: (one) => one.grower, sortBy: (one) => one.grower },
          { key: "available", title: columns.available, align: "end", cell: (one) => amount(one.available, unit), text: (one) => String(one.available), sortBy: (one) => one.available, total: amount(sum((one) => one.available), unit) },
          { key: "source", title: columns.source, align: "end", cell: (one) => <span className="pooled-two">{source(one)}{one.basis.capacity === null ? null : <small>{words.capacity(amount(one.basis.capacity, unit))}</small>}</span>, text: source },
          { key: "quota", title: columns.quota, align: "end", cell: (one) => <b>{amount(one.quota, unit)}</b>, text: (one) => String(one.quota), sortBy: (one) => one.quota, total: amount(sum((one) => one.quota), unit) },
          { key: "record", title: columns.record, align: "end", cell: (one) => `${perMille(one.basis.punctuality)} / ${perMille(one.basis.quality)}`, text: (one) => `${perMille(one.basis.punctuality)} / ${perMille(one.basis.quality)}`, sortBy: (one) => one.basis.punctuality + one.basis.quality },
          { key: "km", title: columns.km, align: "end", cell: (one) => (one.basis.km === null ? common.none : words.km(one.basis.km.toFixed(1))), text: (one) => String(one.basis.km ?? ""), sortBy: (one) => one.basis.km },
          { key: "licence", title: columns.licence, cell: (one) => common.licence[one.basis.licence], text: (one) => common.licence[one.basis.licence] },
          { key: "why", title: columns.why, cell: (one) => <span className="pooled-why-cell">{one.why === null ? common.none : say(one.why, packed)}</span>, text: (one) => (one.why === null ? "" : say(one.why, packed)) },
        ]}
      />
      {unable.length === 0 ? null : (
        <details className="pooled-more"><summary>{words.others(unable.length)}</summary>
          <ul className="pooled-plain">{unable.map((one) => <li key={one.growerId}>{one.grower} <small>{common.excluded[one.excluded]}{one.available > 0 ? ` · ${formatCount(one.available)}` : ""}</small></li>)}</ul>
        </details>
      )}
    </div>
  );
}

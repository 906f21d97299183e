import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import type { LotCard } from "../../contract.ts";
import { StateBadge } from "../mine/StateBadge.tsx";
import { shortNo, useItemName, usePageWords, useUnits } from "../words.ts";

export interface QueueProps {
  readonly lots: readonly LotCard[] | undefined;
  readonly total: number;
  readonly selected: string | null;
  readonly searched: boolean;
  readonly onSelect: (lot: LotCard) => void;
}

/** The day's lots, dense; the chosen one stays in sight while the arrow keys move. */
export function Queue({ lots, total, selected, searched, onSelect }: QueueProps): ReactNode {
  const words = usePageWords().desk;
  const units = useUnits();
  const name = useItemName();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => { list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" }); }, [selected]);
  if (lots === undefined) return <Skeleton lines={6} height="3rem" />;
  if (lots.length === 0) return searched ? <EmptyState title={words.noMatch}>{words.noMatchHint}</EmptyState> : <EmptyState title={words.nothing}>{words.nothingHint}</EmptyState>;
  return (
    <>
      <ul className="desk-queue" ref={list}>
        {lots.map((lot) => (
          <li key={lot.id}>
            <button type="button" aria-current={lot.id === selected || undefined} data-state={lot.state} onClick={() => onSelect(lot)}>
              <b>{shortNo(lot.no)}</b>
              <span className="desk-queue-what"><span>{name(lot)}</span><small>{lot.grower}{lot.town === null ? "" : ` · ${lot.town}`}</small></span>
              <span className="desk-queue-end"><span>{units.amount(lot.counted ?? lot.declared, lot.unit)}</span>{lot.grade === null ? <StateBadge lot={lot} /> : <i data-grade={lot.grade}>{lot.grade}</i>}</span>
            </button>
          </li>
        ))}
      </ul>
      <p className="desk-queue-count">{words.of(lots.length, total)}</p>
    </>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Badge } from "../../../../ui/Badge.tsx";
import { Button, ButtonRow } from "../../../../ui/Button.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { Icon } from "../../../../ui/Icon.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { Panel } from "../../../../ui/Page.tsx";
import { Skeleton } from "../../../../ui/Skeleton.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { useApi } from "../../../../ui/api.ts";
import { formatMoney } from "../../../../ui/money.ts";
import { pooled } from "../../contract.ts";
import type { DropView, OrderView } from "../../views.ts";
import { DueDay } from "../parts.tsx";
import { useAct } from "../useAct.ts";
import { scoreOf, useAmount, useItemName, usePooledWords } from "../words.ts";
import { GapDialog, type GapDeed } from "./GapDialog.tsx";
import { useIsHub, useOrderWords } from "./words.ts";

const LOOK_AGAIN_MS = 15_000;

/** What is missing of each drop and what may be done: give it to others, cover it, ask the enterprise, declare a default; and the faults so far. */
export function Gaps({ view }: { readonly view: OrderView }): ReactNode {
  const isHub = useIsHub();
  return (
    <div className="pooled-form">
      {isHub(view.order) ? <HubGaps view={view} /> : <Consents view={view} />}
      <Faults view={view} />
    </div>
  );
}

function HubGaps({ view }: { readonly view: OrderView }): ReactNode {
  const { gaps: words } = useOrderWords();
  const api = useApi(pooled);
  const amount = useAmount();
  const itemName = useItemName();
  const [asking, setAsking] = useState<GapDeed | null>(null);
  const { data } = useQuery({ queryKey: ["pooled", "gaps", view.order.id], queryFn: () => api.gaps({ orderId: view.order.id }), refetchInterval: LOOK_AGAIN_MS });
  if (data === undefined) return <Skeleton lines={6} />;
  const open = data.drops.filter(({ drop }) => drop.state === "open");
  const close = (): void => setAsking(null);
  return (
    <>
      {open.every(({ missing }) => missing === 0) ? <EmptyState title={words.none}>{words.noneWhy}</EmptyState> : null}
      {open.map(({ drop, missing, willing, stock, consentAsked }) => {
        const line = view.lines.find((one) => one.n === drop.line);
        const unit = line?.unit ?? "";
        const standing = view.promises.filter((one) => one.dropId === drop.id && one.state === "standing" && one.open > 0);
        return (
          <Panel key={drop.id} title={`${line === undefined ? "" : itemName(line)} · ${drop.dueOn} · ${drop.place}`} actions={missing > 0 ? <Badge tone="cinnabar">{words.missing(amount(missing, unit))}</Badge> : undefined}>
            <div className="pooled-form">
              <DueDay on={drop.dueOn} plain />
              {missing === 0 ? null : (
                <div className="pooled-grid-wide">
                  <div className="pooled-box"><header><b>{words.willing}</b>{willing.length === 0 ? null : <Button size="small" tone="primary" onClick={() => setAsking({ deed: "reallocate", drop, unit })}>{words.reallocate}</Button>}</header>
                    {willing.length === 0 ? <p className="pooled-hint">{words.nobody}</p> : <ul className="pooled-plain">{willing.map((one) => <li key={one.growerId}>{one.grower} <b>{amount(one.units, unit)}</b> <small>{[...(one.km === null ? [] : [`${one.km.toFixed(1)} km`]), scoreOf(one.score)].join(" · ")}</small></li>)}</ul>}
                  </div>
                  <div className="pooled-box"><header><b>{words.stock}</b></header>
                    {stock.length === 0 ? <p className="pooled-hint">{words.noStock}</p> : <ul className="pooled-plain">{stock.map((lot) => <li key={lot.lotId} className="pooled-standing"><span>{lot.no} {lot.grade} · {lot.owner} <b>{amount(lot.free, unit)}</b> <small>{lot.own ? words.own : words.agreed}</small></span><Button size="small" onClick={() => setAsking({ deed: "cover", drop, unit, lotId: lot.lotId, lotNo: lot.no, most: Math.min(lot.free, missing) })}>{words.cover}</Button></li>)}</ul>}
                  </div>
                </div>
              )}
              <ButtonRow>
                {missing === 0 ? null : consentAsked > 0 ? <Badge tone="pollen">{words.consentAsked(amount(consentAsked, unit))}</Badge> : <Button onClick={() => setAsking({ deed: "askConsent", drop, unit, most: missing })}>{words.askConsent}</Button>}
                <Button onClick={() => setAsking({ deed: "settle", drop, unit })}>{words.settle}</Button>
              </ButtonRow>
              {standing.length === 0 ? null : (
                <details className="pooled-more"><summary>{words.standing} {standing.length}</summary>
                  <ul className="pooled-plain">{standing.map((one) => <li key={one.id} className="pooled-standing"><span>{one.grower} <b>{amount(one.open, unit)}</b></span><Button size="small" tone="danger" onClick={() => setAsking({ deed: "default", drop, unit, promiseId: one.id, grower: one.grower })}>{words.default}</Button></li>)}</ul>
                </details>
              )}
            </div>
          </Panel>
        );
      })}
      {asking === null ? null : <GapDialog asked={asking} onClose={close} />}
    </>
  );
}

/** What the hub asks the enterprise to do without. */
function Consents({ view }: { readonly view: OrderView }): ReactNode {
  const { gaps: words } = useOrderWords();
  const common = usePooledWords();
  const api = useApi(pooled);
  const toast = useToast();
  const amount = useAmount();
  const { busy, act } = useAct();
  if (!view.order.can.includes("consent")) return null;
  const answer = (drop: DropView, agrees: boolean): void => void act(() => api.consent({ dropId: drop.id, agrees }), () => toast(common.done, "leaf"));
  return (
    <>
      {view.lines.flatMap((line) => line.drops.filter((drop) => drop.gap > 0 && drop.state === "open").map((drop) => (
        <Panel key={drop.id} title={`${drop.dueOn} · ${drop.place}`}>
          <div className="pooled-form">
            <p>{words.consentWhy(amount(drop.gap, line.unit))}</p>
            <ButtonRow><Button tone="primary" busy={busy} onClick={() => answer(drop, true)}>{words.agree}</Button><Button busy={busy} onClick={() => answer(drop, false)}>{words.refuse}</Button></ButtonRow>
          </div>
        </Panel>
      )))}
    </>
  );
}

function Faults({ view }: { readonly view: OrderView }): ReactNode {
  const { gaps: words } = useOrderWords();
  const common = usePooledWords();
  const api = useApi(pooled);
  const isHub = useIsHub();
  const amount = useAmount();
  const [waiving, setWaiving] = useState<GapDeed | null>(null);
  const { order } = view;
  const { data } = useQuery({ queryKey: ["pooled", "faults", order.id], queryFn: () => api.faults({ orderId: order.id }) });
  const dropOf = (dropId: string): { drop: DropView | undefined; unit: string } => {
    const line = view.lines.find((one) => one.drops.some((drop) => drop.id === dropId));
    return { drop: line?.drops.find((drop) => drop.id === dropId), unit: line?.unit ?? "" };
  };
  return (
    <Panel title={words.faults}>
      {data === undefined ? <Skeleton lines={2} /> : data.faults.length === 0 ? <p className="pooled-hint"><Icon name="check" /> {words.noFaults}</p> : (
        <ul className="pooled-plain">
          {data.faults.map((fault) => {
            const { drop, unit } = dropOf(fault.dropId);
            return (
              <li key={fault.id} className="pooled-standing">
                <Badge tone={fault.waived ? "plain" : "cinnabar"}>{common.faults[fault.kind]}</Badge><b>{fault.party}</b><span>{fault.businessDate}</span>
                <small>{words.faultText(amount(fault.units, unit), formatMoney(fault.price, order.currency), fault.percent)}</small><MoneyText minor={fault.amount} currency={order.currency} />
                {fault.text === "" ? null : <small>{fault.text}</small>}
                {fault.waived ? <Badge>{words.waived}</Badge> : isHub(order) && drop !== undefined && drop.state === "open" ? <Button size="small" onClick={() => setWaiving({ deed: "waive", drop, unit, faultId: fault.id, grower: fault.party })}>{words.waive}</Button> : null}
              </li>
            );
          })}
        </ul>
      )}
      {waiving === null ? null : <GapDialog asked={waiving} onClose={() => setWaiving(null)} />}
    </Panel>
  );
}

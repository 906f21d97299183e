import { useState } from "react";
import type { ReactNode } from "react";
import { Badge } from "../../../ui/Badge.tsx";
import { Button } from "../../../ui/Button.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { useApi } from "../../../ui/api.ts";
import { formatMoney } from "../../../ui/money.ts";
import { agents } from "../contract.ts";
import type { FillView, LineView, ListView } from "../views.ts";
import { ChangeDialog, ReasonDialog } from "./LineDialogs.tsx";
import { LineStateBadge, PriorityBadge, Progress } from "./parts.tsx";
import { clockTime, percentOf, useItemName, usePageWords, useTerms, useUnits } from "./words.ts";

interface LineCardProps {
  readonly line: LineView;
  readonly list: ListView;
  readonly chosen: boolean;
  readonly onChoose: (() => void) | undefined;
}

/** One wish: what of it is bought, at what price, what is missing, or why nobody buys it any more. */
export function LineCard({ line, list, chosen, onChoose }: LineCardProps): ReactNode {
  const { work: words, common } = usePageWords();
  const units = useUnits();
  const itemName = useItemName();
  const api = useApi(agents);
  const [open, setOpen] = useState<"change" | "close" | null>(null);
  const money = (minor: number): string => formatMoney(minor, list.currency);
  const name = itemName(line);
  const wishes = [line.limitPrice === null ? words.noLimit : words.limit(money(line.limitPrice)), ...(line.grade === null ? [] : [words.atLeast(line.grade)]), ...(line.substitute ? [words.substitute] : []), ...(line.itemId !== null && !line.spec.split(/\s+/).every((word) => line.itemZh.includes(word)) ? [line.spec] : [])];
  return (
    <li className="agent-line" data-chosen={chosen || undefined} data-state={line.state}>
      <div className="agent-line-head">
        {onChoose === undefined ? <b>{line.place}. {name}</b> : <button type="button" className="agent-pick" aria-pressed={chosen} onClick={onChoose}>{line.place}. {name}</button>}
        <span><PriorityBadge priority={line.priority} /> <LineStateBadge state={line.state} /></span>
      </div>
      <p className="agent-soft">{wishes.join(" · ")}</p>
      <Progress filled={line.filled} of={line.quantity} label={`${name} ${words.bought}`} />
      <p className="agent-line-figures">{line.left > 0 ? <b>{words.left(units.amount(line.left, line.unit))}</b> : <span>{units.amount(line.filled, line.unit)}</span>}{line.goods > 0 ? <span><MoneyText minor={line.goods} currency={list.currency} /> + {common.commission} <MoneyText minor={line.commission.amount} currency={list.currency} /></span> : null}</p>
      {line.closeReason === "" ? null : <p className="agent-warn">{words.ended(line.closedBy === "client" ? words.whoClient : words.whoAgent, line.closeReason)}</p>}
      {line.commission.amount > 0 ? <p className="agent-soft">{common.commission}：<How line={line} money={money} /></p> : null}
      {line.said === "" ? null : <p className="agent-soft">{words.said}：{line.said}</p>}
      {line.fills.length === 0 ? null : <ul className="agent-fills">{line.fills.map((fill) => <Fill key={fill.id} fill={fill} list={list} />)}</ul>}
      {line.can.length === 0 ? null : <div className="agent-line-acts"><Button size="small" onClick={() => setOpen("change")}>{words.change}</Button><Button size="small" tone="quiet" onClick={() => setOpen("close")}>{words.closeLine}</Button></div>}
      {open === "change" ? <ChangeDialog line={line} onClose={() => setOpen(null)} /> : null}
      {open === "close" ? <ReasonDialog title={`${words.closeLine} · ${name}`} why={words.closeWhy} action={words.closeLine} onClose={() => setOpen(null)} work={(reason) => api.closeLine({ lineId: line.id, reason })} /> : null}
    </li>
  );
}

function How({ line: { commission }, money }: { readonly line: LineView; readonly money: (minor: number) => string }): ReactNode {
  const words = usePageWords().work;
  return <>{words.how(money(commission.goods), percentOf(commission.ppm), commission.byUnit > 0 ? money(commission.byUnit) : null)} = {money(commission.amount)}{commission.limited === "minimum" ? words.howMinimum : commission.limited === "cap" ? words.howCap : ""}</>;
}

function Fill({ fill, list }: { readonly fill: FillView; readonly list: ListView }): ReactNode {
  const { work: words } = usePageWords();
  const terms = useTerms();
  const units = useUnits();
  const api = useApi(agents);
  const [back, setBack] = useState(false);
  const gone = fill.backAt !== null;
  return (
    <li data-gone={gone || undefined}>
      <span><b>{units.amount(fill.units, fill.unit)}</b> × <MoneyText minor={fill.price} currency={list.currency} /> = <MoneyText minor={fill.goods} currency={list.currency} />{fill.refunded > 0 ? <> <Badge tone="river">{words.refunded(formatMoney(fill.refunded, list.currency))}</Badge></> : null}</span>
      <small>{clockTime(fill.at)} · {terms.channels[fill.channel]} · {fill.lotNo}{fill.grade === null ? "" : ` · ${fill.grade}`} · {fill.seller === null ? words.hiddenSeller : words.from(fill.seller)}{list.as === "agent" ? ` · ${fill.by === "rule" ? words.byRule : words.byHand}` : ""}</small>
      {gone ? <small className="agent-warn">{words.back[fill.backWhy ?? "moved"]}：{fill.backReason}</small> : null}
      {!gone && list.as === "agent" ? <Button size="small" tone="quiet" onClick={() => setBack(true)}>{words.takeBack}</Button> : null}
      {back ? <ReasonDialog title={words.takeBack} why={words.takeBackWhy} action={words.takeBack} onClose={() => setBack(false)} work={(reason) => api.takeBack({ fillId: fill.id, reason })} /> : null}
    </li>
  );
}

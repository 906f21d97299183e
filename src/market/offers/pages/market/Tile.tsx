import type { ReactNode } from "react";
import { Badge } from "../../../../ui/Badge.tsx";
import { Button } from "../../../../ui/Button.tsx";
import { Icon } from "../../../../ui/Icon.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { formatMoney } from "../../../../ui/money.ts";
import type { LineView } from "../../contract.ts";
import { useLeft } from "../live/useStock.ts";
import { useItemName, usePageWords, useTimes, useUnits } from "../words.ts";

export interface TileProps {
  readonly line: LineView;
  readonly readAt: number;
  readonly inCart: number;
  readonly onBuy: () => void;
}

/** One supply line: picture, price and where it gets cheaper, what is left now. */
export function Tile({ line, readAt, inCart, onBuy }: TileProps): ReactNode {
  const { market: words, kinds, levels } = usePageWords();
  const units = useUnits();
  const name = useItemName();
  const times = useTimes();
  const left = useLeft(line, readAt);
  const open = line.state === "open" && left > 0;
  const label = inCart > 0 ? words.inCart(units.amount(inCart, line.unit)) : words.buy;
  return (
    <li className="offers-tile" data-empty={left === 0 || undefined}>
      <span className="offers-photo">{line.photoId === null ? <Icon name="pot" size="2.5rem" /> : <img src={`/photos/${line.photoId}`} alt="" loading="lazy" />}<span className="offers-kind"><Badge tone={line.kind === "offer" ? "orchid" : line.kind === "presale" ? "pollen" : "river"}>{line.forBuyerId === null && line.kind !== "offer" ? kinds[line.kind] : words.forYou}</Badge></span></span>
      <div className="offers-tile-body">
        <h3>{name(line)}</h3>
        <p className="offers-soft">{line.grower}{line.town === null ? "" : ` · ${line.town}`} · {line.grade === null ? words.ungraded : words.grade(line.grade)}{line.potExtra ? ` · ${words.potExtra}` : ""}</p>
        <p className="offers-price"><MoneyText minor={line.price} currency={line.currency} per={units.unit(line.unit)} /></p>
        {line.steps.length === 0 ? null : <p className="offers-steps">{line.steps.map((step) => <span key={step.from}>{words.step(levels[step.level], formatMoney(step.price, line.currency))}</span>)}</p>}
        <p className="offers-left" data-low={(left > 0 && left < 4 * line.minQuantity) || undefined}><b key={left}>{left === 0 ? words.gone : words.left(units.amount(left, line.unit))}</b></p>
        <p className="offers-soft">{line.arrived ? words.arrived : words.coming} · {line.state === "waiting" ? words.from(times.at(line.from)) : words.until(times.at(line.until))}{line.minQuantity > 1 ? ` · ${words.minimum(units.amount(line.minQuantity, line.unit))}` : ""}{line.byHand ? ` · ${words.byHand}` : ""}</p>
        {line.note === "" ? null : <p className="offers-note">{line.note}</p>}
        <Button wide tone={inCart > 0 ? "plain" : "primary"} disabled={!open && inCart === 0} onClick={onBuy} aria-label={`${label} ${name(line)} ${line.grower}`}>{label}</Button>
      </div>
    </li>
  );
}

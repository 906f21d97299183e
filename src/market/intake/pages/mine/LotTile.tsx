import type { ReactNode } from "react";
import { Link } from "react-router";
import { Icon } from "../../../../ui/Icon.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { formatCount } from "../../../../ui/money.ts";
import type { LotCard } from "../../contract.ts";
import { shortNo, useItemName, usePageWords, useUnits } from "../words.ts";
import { StateBadge } from "./StateBadge.tsx";

/** Money per sold unit, rounded half up to the fen; what it is rounded from stands beside it. */
export const averagePrice = (lot: Pick<LotCard, "gross" | "sold">): number | null => (lot.sold === 0 ? null : Math.round(lot.gross / lot.sold));

/** One lot in a grower's list: picture, number, where it stands, what it brought. */
export function LotTile({ lot }: { readonly lot: LotCard }): ReactNode {
  const { lots: words, common } = usePageWords();
  const units = useUnits();
  const name = useItemName();
  const arrived = lot.counted ?? lot.declared;
  const average = averagePrice(lot);
  return (
    <li>
      <Link className="lot-tile" to={`/lots/${lot.id}`} data-state={lot.state}>
        {lot.photoId === null ? <span className="lot-tile-photo"><Icon name="camera" size="1.5rem" /><small>{words.noPhoto}</small></span> : <img className="lot-tile-photo" src={`/photos/${lot.photoId}`} alt="" loading="lazy" />}
        <span className="lot-tile-body">
          <span className="lot-tile-head"><b>{shortNo(lot.no)}</b><StateBadge lot={lot} result />{lot.grade === null ? null : <span className="lot-tile-grade">{common.grade(lot.grade)}</span>}</span>
          <span className="lot-tile-name">{name(lot)}</span>
          <span className="lot-tile-line">
            {words.declared} {units.amount(lot.declared, lot.unit)}
            {lot.counted === null ? null : <> · {words.counted} {formatCount(lot.counted)}{lot.difference === 0 ? null : <em>（{(lot.difference ?? 0) > 0 ? "+" : "−"}{formatCount(Math.abs(lot.difference ?? 0))}）</em>}</>}
          </span>
          {lot.sold === 0 ? null : (
            <>
              <span className="lot-tile-bar" aria-hidden="true"><i style={{ inlineSize: `${Math.min(100, (lot.sold / Math.max(1, arrived)) * 100)}%` }} /></span>
              <span className="lot-tile-line">{words.soldOf(formatCount(lot.sold), units.amount(arrived, lot.unit))}{lot.passed > 0 ? ` · ${words.passed(units.amount(lot.passed, lot.unit))}` : ""}</span>
            </>
          )}
          {lot.sold === 0 && lot.passed > 0 ? <span className="lot-tile-line">{words.passed(units.amount(lot.passed, lot.unit))}</span> : null}
          {lot.refusal === null ? null : <span className="lot-tile-line"><em>{lot.refusal}</em></span>}
        </span>
        {average === null ? null : <span className="lot-tile-money"><MoneyText minor={lot.gross} currency={lot.currency} /><small>{words.average} <MoneyText minor={average} currency={lot.currency} per={units.unit(lot.unit)} /></small></span>}
      </Link>
    </li>
  );
}

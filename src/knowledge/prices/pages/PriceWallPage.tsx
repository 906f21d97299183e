import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { BrandMark, Wordmark } from "../../../ui/Brand.tsx";
import { DateLeaf } from "../../../ui/DateLeaf.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { usePreferences } from "../../../ui/Preferences.tsx";
import { ScaledCanvas } from "../../../ui/ScaledCanvas.tsx";
import { formatCount } from "../../../ui/money.ts";
import type { SheetLineView } from "../contract.ts";
import { Change } from "./columns.tsx";
import { classOf, lineKey } from "../rules.ts";
import { useSpeakingSheet } from "./useSheet.ts";
import { hourMinute, useItemName, usePriceWords, useUnit } from "./words.ts";
import "./prices.css";

const ROWS = 11;
const TURN_MS = 12_000;
const LOOK_MS = 20_000;

/** /prices/wall: the public sheet on a wall, page after page, 1920 × 1080. Lines that may not be shown are named and left empty. */
export default function PriceWallPage(): ReactNode {
  const words = usePriceWords();
  const { language } = usePreferences();
  const { data } = useSpeakingSheet(LOOK_MS);
  // Prices come first, then what was sold and is withheld, last what nobody bought.
  const ordered = data?.lines.toSorted((a, b) => rank(a) - rank(b)) ?? [];
  const pages = Math.max(1, Math.ceil(ordered.length / ROWS));
  const page = usePage(pages);
  const lines = ordered.slice(page * ROWS, (page + 1) * ROWS);
  return (
    <ScaledCanvas label={words.wallTitle}>
      <div className="price-wall">
        <header>
          <span className="price-wall-brand"><BrandMark /><Wordmark /></span>
          <span className="price-wall-title"><h1>{words.title}</h1><small>{data?.market[language] ?? ""}</small></span>
          <span className="price-wall-day">{data === undefined ? null : <><DateLeaf date={data.businessDate} /><small>{data.complete ? words.complete : words.running}{data.updatedAt === null ? null : ` · ${words.updated} ${hourMinute(data.updatedAt)}`}</small></>}</span>
        </header>
        {data !== undefined && data.lines.length === 0 ? <p className="price-wall-empty">{words.empty}</p> : <WallTable lines={lines} currency={data?.currency ?? "CNY"} />}
        <footer>
          <span>{words.wallCaption}</span>
          {data === undefined ? null : <span>{words.sums} <MoneyText minor={data.sums.value} currency={data.currency} />{data.sums.withheld === 0 ? null : ` · ${words.withheldLines(data.sums.withheld)}`}</span>}
          <span className="price-wall-dots" aria-hidden="true">{Array.from({ length: pages }, (_, index) => <i key={index} data-on={index === page || undefined} />)}</span>
        </footer>
      </div>
    </ScaledCanvas>
  );
}

const rank = (line: SheetLineView): number => (line.mean !== null ? 0 : line.sold === null ? 1 : 2);

function usePage(pages: number): number {
  const [page, setPage] = useState(0);
  useEffect(() => {
    const turning = setInterval(() => setPage((now) => (now + 1) % pages), TURN_MS);
    return () => clearInterval(turning);
  }, [pages]);
  return Math.min(page, pages - 1);
}

function WallTable({ lines, currency }: { readonly lines: readonly SheetLineView[]; readonly currency: string }): ReactNode {
  const words = usePriceWords();
  const itemName = useItemName();
  const unit = useUnit();
  const money = (minor: number | null): ReactNode => (minor === null ? "—" : <MoneyText minor={minor} currency={currency} bare />);
  return (
    <table>
      <thead><tr><th scope="col">{words.item}</th><th scope="col">{words.grade}</th><th scope="col">{words.max}</th><th scope="col">{words.upper}</th><th scope="col">{words.middle}</th><th scope="col">{words.lower}</th><th scope="col">{words.mean}</th><th scope="col">{words.change}</th><th scope="col">{words.sold}</th><th scope="col">{words.unsold}</th></tr></thead>
      <tbody>
        {lines.map((line) => (
          <tr key={lineKey(line)} data-withheld={line.sold === null || undefined}>
            <th scope="row">{itemName(line)}<small>/{unit(line.unit)}</small></th>
            <td>{line.grade === null && line.venue === null ? "—" : classOf(line, words)}</td>
            {line.sold === null ? <td colSpan={8} className="price-wall-why">{line.withheld === null ? "—" : words.withheld[line.withheld.code]}</td> : (
              <>
                <td>{money(line.max)}</td><td>{money(line.upper)}</td><td className="price-wall-main">{money(line.middle)}</td><td>{money(line.lower)}</td><td>{money(line.mean)}</td>
                <td><Change basisPoints={line.changeBasisPoints} /></td><td>{formatCount(line.sold)}</td><td>{formatCount(line.unsold ?? 0)}</td>
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

import type { ReactNode } from "react";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { useWords } from "../../../../ui/Preferences.tsx";
import { formatCount } from "../../../../ui/money.ts";
import { clearance } from "../clearance.ts";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";
import type { Board } from "./Stage.tsx";

const RING = 52;
const ROUND = 2 * Math.PI * RING;

/** What the session has come to so far. */
export function Totals({ board, currency }: { readonly board: Board; readonly currency: string }): ReactNode {
  const words = useWords(zh, en).wall;
  const { totals } = board;
  if (totals === null) return null;
  const rate = clearance(totals);
  const done = totals.lotsSold + totals.lotsPassed + totals.lotsWithdrawn;
  return (
    <section className="wall-totals">
      <div className="wall-ring">
        <svg viewBox="0 0 120 120" aria-hidden="true">
          <circle cx="60" cy="60" r={RING} />
          <circle cx="60" cy="60" r={RING} data-done strokeDasharray={`${(rate ?? 0) * ROUND} ${ROUND}`} transform="rotate(-90 60 60)" />
        </svg>
        <p><b>{rate === null ? "—" : `${(rate * 100).toFixed(1)}%`}</b><small>{words.rate}</small></p>
      </div>
      <dl>
        <div><dt>{words.value}</dt><dd><MoneyText minor={totals.value} currency={currency} /></dd></div>
        <div><dt>{words.sold}</dt><dd>{formatCount(totals.sold)}</dd></div>
        <div><dt>{words.passed}</dt><dd>{formatCount(totals.passed)}</dd></div>
        <div><dt>{words.lots}</dt><dd>{formatCount(done)}<small> / {formatCount(totals.lots)}</small></dd></div>
      </dl>
    </section>
  );
}

import type { ReactNode } from "react";
import { moneyParts } from "./money.ts";
import "./MoneyText.css";

export interface MoneyTextProps {
  /** Integer minor units (fen for CNY). */
  readonly minor: number;
  readonly currency?: string | undefined;
  /** The sales unit the price is for; shown as "/盆". */
  readonly per?: string | undefined;
  /** Leaves out the currency sign, for columns that name it in their heading. */
  readonly bare?: boolean | undefined;
  readonly size?: "text" | "figure" | undefined;
  /** Colours a gain and a loss; plain otherwise. */
  readonly signed?: boolean | undefined;
}

/** An amount, exact to the minor unit, with the fraction a little quieter than the whole. */
export function MoneyText({ minor, currency = "CNY", per, bare = false, size = "text", signed = false }: MoneyTextProps): ReactNode {
  const parts = moneyParts(minor, currency);
  const tone = !signed || minor === 0 ? undefined : minor > 0 ? "gain" : "loss";
  return (
    <span className="hl-money" data-size={size} data-tone={tone}>
      {parts.sign}
      {bare ? null : <span className="hl-money-symbol">{parts.symbol}</span>}
      {parts.whole}
      <span className="hl-money-fraction">{parts.fraction}</span>
      {per === undefined ? null : <span className="hl-money-per">/{per}</span>}
    </span>
  );
}

import type { ReactNode } from "react";
import { Badge } from "../../../ui/Badge.tsx";
import type { BadgeTone } from "../../../ui/Badge.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { usePreferences } from "../../../ui/Preferences.tsx";
import { formatMoney } from "../../../ui/money.ts";
import { howOf } from "../how.ts";
import type { ChargeView, PaperTransfer, PaperView } from "../views.ts";
import { usePageWords, useTerms } from "./words.ts";

export { useAmount } from "../../../ui/goods.ts";

const TONE: Readonly<Record<PaperView["state"], BadgeTone>> = { nothing_due: "plain", unpaid: "pollen", at_bank: "river", failed: "cinnabar", paid: "leaf" };

export function PaperState({ state }: { readonly state: PaperView["state"] }): ReactNode {
  return <Badge tone={TONE[state]}>{useTerms().paperStates[state]}</Badge>;
}

/** A charge as a sum one can check with a pocket calculator. */
export function useHow(currency: string): (charge: ChargeView) => string {
  const words = usePageWords().how;
  return (charge) => howOf(charge, words, (minor) => formatMoney(minor, currency));
}

/** Fees line by line, each with the figures it was computed from. */
export function Charges({ charges, currency, caption }: { readonly charges: readonly ChargeView[]; readonly currency: string; readonly caption: string }): ReactNode {
  const words = usePageWords();
  const { language } = usePreferences();
  const how = useHow(currency);
  return (
    <section className="settle-charges">
      <h2>{caption}</h2>
      {charges.length === 0 ? <p className="settle-faint">{words.paper.noCharges}</p> : (
        <dl>
          {charges.map((charge) => (
            <div key={`${charge.code} ${charge.corrects ?? ""}`}>
              <dt>{language === "zh" ? charge.zh : charge.en}{charge.corrects === null ? null : <> <Badge tone="pollen">{words.paper.corrects(charge.corrects)}</Badge></>}<small>{how(charge)}</small></dt>
              <dd><MoneyText minor={charge.amount} currency={currency} bare /></dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

/** Amounts outside sales, each with what it is, whom it is with and why. */
export function Transfers({ transfers, currency }: { readonly transfers: readonly PaperTransfer[]; readonly currency: string }): ReactNode {
  const words = usePageWords().paper;
  if (transfers.length === 0) return null;
  return (
    <section className="settle-charges">
      <h3>{words.transfers}</h3>
      <dl>
        {transfers.map((one) => (
          <div key={one.id}>
            <dt>{words.transferKinds[one.kind] ?? one.kind} · {one.other ?? words.withMarket}<small>{one.memo}</small></dt>
            <dd><MoneyText minor={one.amount} currency={currency} bare /></dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** The sums of a paper as a column of figures, the last one large. */
export function Sums({ paper, last }: { readonly paper: Pick<PaperView, "side" | "gross" | "corrected" | "direct" | "transfers" | "fees" | "packaging" | "total" | "carriedIn" | "due" | "carriedOut" | "currency">; readonly last?: string | undefined }): ReactNode {
  const words = usePageWords();
  const sign = paper.side === "seller" ? -1 : 1;
  const rows: readonly (readonly [string, number])[] = [
    [words.money.gross, paper.gross],
    ...(paper.corrected === 0 ? [] : [[words.money.corrected, paper.corrected] as const]),
    ...(paper.direct === 0 ? [] : [[words.money.direct, 0 - paper.direct] as const]),
    ...(paper.transfers === 0 ? [] : [[words.money.transfers, paper.transfers] as const]),
    [words.money.fees, sign * paper.fees],
    ...(paper.packaging === 0 ? [] : [[words.money.packaging, sign * paper.packaging] as const]),
    [paper.side === "seller" ? words.money.net : words.money.total, paper.total],
    ...(paper.carriedIn === 0 ? [] : [[words.money.carriedIn, paper.carriedIn] as const]),
    ...(paper.carriedOut === 0 ? [] : [[words.money.carriedOut, paper.carriedOut] as const]),
  ];
  return (
    <dl className="settle-sums">
      {rows.map(([label, minor]) => <div key={label}><dt>{label}</dt><dd><MoneyText minor={minor === 0 ? 0 : minor} currency={paper.currency} bare /></dd></div>)}
      <div data-last><dt>{last ?? (paper.side === "seller" ? words.money.due : words.money.dueBuyer)}</dt><dd><MoneyText minor={paper.due} currency={paper.currency} /></dd></div>
    </dl>
  );
}

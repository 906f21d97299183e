import type { ReactNode } from "react";
import { PPM } from "../../../engines/contract-price/contract-price.ts";
import { Badge } from "../../../ui/Badge.tsx";
import type { BadgeTone } from "../../../ui/Badge.tsx";
import { formatMoney } from "../../../ui/money.ts";
import type { CallState, PartState, PriceTerms, State } from "../rules.ts";
import type { ContractRow, PriceView } from "../views.ts";
import { useAmount, usePageWords, useTerms, useUnit } from "./words.ts";

const STATE_TONE: Readonly<Record<State, BadgeTone>> = { draft: "plain", proposed: "pollen", signed: "pollen", running: "leaf", ended: "plain", defaulted: "cinnabar", cancelled: "plain" };
const CALL_TONE: Readonly<Record<CallState, BadgeTone>> = { called: "pollen", confirmed: "river", closed: "leaf", cancelled: "plain" };
const PART_TONE: Readonly<Record<PartState, BadgeTone>> = { earmarked: "pollen", held: "river", sold: "leaf", returned: "cinnabar", released: "plain", cut: "cinnabar" };

export function ContractState({ state }: { readonly state: State }): ReactNode {
  return <Badge tone={STATE_TONE[state]}>{useTerms().states[state]}</Badge>;
}
export function CallStateBadge({ state }: { readonly state: CallState }): ReactNode {
  return <Badge tone={CALL_TONE[state]}>{useTerms().callStates[state]}</Badge>;
}
export function PartStateBadge({ state }: { readonly state: PartState }): ReactNode {
  return <Badge tone={PART_TONE[state]}>{useTerms().partStates[state]}</Badge>;
}

interface BarProps {
  readonly lower: number;
  readonly upper: number;
  readonly called: number;
  readonly delivered: number;
  readonly unit: string;
}
/** Called and delivered against the band: the marks are its bounds, the end is the upper one. */
export function BandBar({ lower, upper, called, delivered, unit }: BarProps): ReactNode {
  const words = usePageWords();
  const amount = useAmount();
  const share = (quantity: number): string => `${upper === 0 ? 0 : Math.min(100, (100 * quantity) / upper)}%`;
  return (
    <span className="contract-bar" role="img" aria-label={words.mine.progress(amount(called, unit), amount(delivered, unit), `${lower}–${upper}`)}>
      <span data-part="called" style={{ inlineSize: share(called) }} />
      <span data-part="delivered" style={{ inlineSize: share(delivered) }} />
      <i style={{ insetInlineStart: share(lower) }} />
    </span>
  );
}

export function usePriceOf(): (contract: Pick<ContractRow, "priceKind" | "price" | "currency" | "unit">) => string {
  const words = usePageWords();
  const unit = useUnit();
  return (contract) => (contract.price === null ? words.mine.formula : words.contract.priceFixed(formatMoney(contract.price, contract.currency), unit(contract.unit)));
}

type Formula = Extract<PriceTerms, { kind: "formula" }>;
/** "¥16.50 × 0.95 + ¥0.30 = ¥15.98, at the floor": a price taken apart. */
export function PriceHow({ made, formula, currency }: { readonly made: PriceView; readonly formula: Formula; readonly currency: string }): ReactNode {
  const { price: words } = usePageWords();
  const terms = useTerms();
  const money = (minor: number): string => formatMoney(minor, currency);
  const premium = formula.premium === 0 ? "" : ` ${formula.premium > 0 ? "+" : "−"} ${money(Math.abs(formula.premium))}`;
  return (
    <span className="contract-how">
      {made.reference === null ? `${terms.ways.base} ${money(made.linked)}` : words.how(money(made.reference), String(formula.factorPpm / PPM), premium, money(made.linked))}
      {made.way === "last" ? ` · ${terms.ways.last}` : null}
      {made.bound === "none" ? null : ` · ${words.bound[made.bound]} ${money(made.price)}`}
      {made.figures.length === 0 ? null : <small>{words.used(made.figures.length)}: {made.figures.map((figure) => `${figure.date.slice(5)} ${money(figure.minor)}`).join(" · ")}</small>}
    </span>
  );
}

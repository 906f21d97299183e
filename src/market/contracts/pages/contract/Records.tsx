import type { ReactNode } from "react";
import { formatMoney } from "../../../../ui/money.ts";
import type { ContractView } from "../../views.ts";
import { clockTime, useAmount, usePageWords, useTerms } from "../words.ts";

export function Deviations({ view: { contract, deviations } }: { readonly view: ContractView }): ReactNode {
  const { contract: words } = usePageWords();
  const terms = useTerms();
  const amount = useAmount();
  const money = (minor: number): string => formatMoney(minor, contract.currency);
  if (deviations.length === 0) return <p className="contract-hint">{words.noDeviations}</p>;
  return (
    <ol className="contract-steps">
      {deviations.map((one) => (
        <li key={one.id} data-side={one.side}>
          <span><b>{terms.sides[one.side]}</b> {words.deviation(terms.deviations[one.kind], amount(one.units, contract.unit), one.amount === 0 ? words.noMoney : money(one.amount))}</span>
          <small>{words.periodN(one.period)}{one.callSeq === null ? null : ` · ${words.callN(one.callSeq)}`} · {one.businessDate}{one.amount === 0 ? null : ` · ${one.units} × ${words.percentOf(money(one.price), one.percent)}`}</small>
        </li>
      ))}
    </ol>
  );
}

export function Deposits({ view: { contract, deposits } }: { readonly view: ContractView }): ReactNode {
  const { contract: words } = usePageWords();
  const terms = useTerms();
  if (deposits.length === 0) return <p className="contract-hint">{words.noDeposits}</p>;
  return (
    <ul className="contract-plain">
      {deposits.map((one) => <li key={`${one.side} ${one.kind}`}><b>{terms.sides[one.side]}</b> {words.depositKinds[one.kind]} {formatMoney(one.amount, contract.currency)} <small>{one.businessDate}</small></li>)}
    </ul>
  );
}

export function History({ view: { contract, steps } }: { readonly view: ContractView }): ReactNode {
  const terms = useTerms();
  const amount = useAmount();
  return (
    <ol className="contract-steps">
      {steps.map((step, index) => (
        <li key={`${step.at} ${index}`} data-side={step.side}>
          <span><b>{terms.sides[step.side]}</b> {terms.steps[step.kind] ?? step.kind}{step.quantity === null ? null : ` ${amount(step.quantity, contract.unit)}`}{step.amount === null || step.amount === 0 ? null : ` ${formatMoney(step.amount, contract.currency)}`}{step.text === "" ? null : ` · ${terms.reasons[step.text] ?? step.text}`}</span>
          <small>{clockTime(step.at)}{step.by === "" || step.by === "system" ? null : ` · ${step.by}`}</small>
        </li>
      ))}
    </ol>
  );
}

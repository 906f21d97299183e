import type { ReactNode } from "react";
import { Light } from "../../../ui/Badge.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Panel } from "../../../ui/Page.tsx";
import { Provenance } from "../../../ui/Provenance.tsx";
import { formatMoney } from "../../../ui/money.ts";
import type { CheckView, Overview } from "../views.ts";
import { usePageWords, useTerms } from "./words.ts";

const EQUATION: readonly CheckView["code"][] = ["stock", "receivable", "payable", "statements", "bills"];
const MONEY: readonly CheckView["code"][] = ["direct", "seller_transfers", "buyer_transfers", "between", "fees", "packaging", "payout_file", "debit_file", "ledger_zero"];

/** The equation of the day: what was sold, and five tellings of it that must say the same; then where the money goes. */
export function Balance({ data, currency }: { readonly data: Overview; readonly currency: string }): ReactNode {
  const words = usePageWords().day;
  const check = (code: CheckView["code"]): CheckView | undefined => data.checks.find((one) => one.code === code);
  return (
    <Panel title={words.balanceTitle} actions={<Light colour={data.balanced ? "green" : "red"}>{data.balanced ? words.balanced : words.unbalanced(data.differences)}</Light>}>
      <div className="settle-balance" data-balanced={data.balanced}>
        <p className="settle-faint">{words.equationHint}</p>
        <div className="settle-equation">
          <div className="settle-cell" data-first><span>{words.salesSum}</span><strong><MoneyText minor={data.sales.net} currency={currency} /></strong></div>
          {EQUATION.map((code) => <Cell key={code} check={check(code)} currency={currency} sign="=" />)}
        </div>
        <p className="settle-faint">{words.moneyHint}</p>
        <div className="settle-equation">{MONEY.map((code) => <Cell key={code} check={check(code)} currency={currency} />)}</div>
      </div>
      <Provenance origin={{ source: words.source }} />
    </Panel>
  );
}

function Cell({ check, currency, sign }: { readonly check: CheckView | undefined; readonly currency: string; readonly sign?: string }): ReactNode {
  const words = usePageWords().day;
  const names = useTerms().checks;
  if (check === undefined) return null;
  const state = check.pending ? "pending" : check.difference === 0 ? "same" : "off";
  const told = state === "pending" ? words.pending : state === "off" ? words.off(formatMoney(check.difference, currency)) : check.listed === 0 ? words.same : words.listed(formatMoney(check.listed, currency));
  return (
    <div className="settle-cell" data-state={state}>
      {sign === undefined ? null : <i aria-hidden="true">{state === "off" ? "≠" : sign}</i>}
      <span>{names[check.code]}</span>
      <strong>{state === "pending" ? "—" : <MoneyText minor={check.found === 0 ? 0 : check.found} currency={currency} />}</strong>
      <small>{state === "pending" ? null : <Icon name={state === "same" ? "check" : "stop"} size="1em" />}{told}</small>
    </div>
  );
}

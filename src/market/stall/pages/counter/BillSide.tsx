import { useState } from "react";
import type { ReactNode } from "react";
import { Button } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { NumberPad } from "../../../../ui/NumberPad.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { Segmented } from "../../../../ui/Segmented.tsx";
import { formatMoney, parseMoney } from "../../../../ui/money.ts";
import type { Method } from "../../rules.ts";
import type { CustomerView, RightView } from "../../views.ts";
import { useName, usePageWords, useTerms } from "../words.ts";
import { billTotal, totalOf, type Draft, type Payments } from "./draft.ts";

export interface BillSideProps {
  readonly draft: Draft;
  readonly customer: CustomerView | null;
  readonly right: RightView;
  readonly currency: string;
  readonly busy: boolean;
  readonly onEdit: (index: number) => void;
  readonly onClear: () => void;
  readonly onPay: (payments: Payments) => void;
}
const WHOLE = ["cash", "wechat", "alipay"] as const;

/** The running bill, and the keys that end it: one tap for money in full, one for credit, two for a part. */
export function BillSide({ draft, customer, right, currency, busy, onEdit, onClear, onPay }: BillSideProps): ReactNode {
  const words = usePageWords().counter;
  const name = useName();
  const [part, setPart] = useState(false);
  const total = billTotal(draft.lines);
  const empty = draft.lines.length === 0;
  const over = customer === null ? 0 : Math.max(0, total - customer.free);
  const mayOwe = draft.customer !== null && right.mayCredit;
  return (
    <section className="stall-bill" aria-label={words.bill}>
      {empty ? <p className="stall-empty">{words.empty}</p> : (
        <ol className="stall-lines">
          {draft.lines.map((line, index) => (
            <li key={`${line.itemId}-${index}`}>
              <button type="button" onClick={() => onEdit(index)}><span>{name(line)}</span><span>{line.quantity}</span><MoneyText minor={totalOf(line) ?? 0} currency={currency} /></button>
            </li>
          ))}
        </ol>
      )}
      <div className="stall-total">
        {empty ? <span /> : <Button size="small" tone="quiet" onClick={onClear}>{words.clear}</Button>}
        <output aria-live="polite"><MoneyText minor={total} currency={currency} size="figure" /></output>
      </div>
      <div className="stall-pay">
        {WHOLE.map((method) => <Button key={method} size="large" tone={method === "cash" ? "primary" : "plain"} disabled={empty} busy={busy} onClick={() => onPay([{ method, amount: total }])}>{words[method]}</Button>)}
        <Button size="large" disabled={empty || !mayOwe} busy={busy} onClick={() => onPay([])}>{words.credit}</Button>
        <Button size="large" disabled={empty} busy={busy} onClick={() => setPart(true)}>{words.part}</Button>
      </div>
      {mayOwe && over > 0 && !empty ? <p className="stall-doubt" role="status">{words.over(formatMoney(over, currency))}</p> : null}
      {part ? <PartDialog total={total} mayOwe={mayOwe} allowanceMax={right.allowanceMax} walkIn={draft.customer === null} currency={currency} onClose={() => setPart(false)} onPay={(payments) => { setPart(false); onPay(payments); }} /> : null}
    </section>
  );
}

interface PartProps {
  readonly total: number;
  readonly mayOwe: boolean;
  readonly walkIn: boolean;
  readonly allowanceMax: number;
  readonly currency: string;
  readonly onPay: (payments: Payments) => void;
  readonly onClose: () => void;
}

/** Money in parts: something now, something let off, the rest on credit. */
function PartDialog({ total, mayOwe, walkIn, allowanceMax, currency, onPay, onClose }: PartProps): ReactNode {
  const words = usePageWords();
  const { counter } = words;
  const terms = useTerms();
  const [method, setMethod] = useState<Method>("cash");
  const [target, setTarget] = useState<"money" | "allowance">("money");
  const [typed, setTyped] = useState({ money: "", allowance: "" });
  const read = (text: string): number => (text === "" ? 0 : (parseMoney(text, currency) ?? 0));
  const [money, allowance] = [read(typed.money), read(typed.allowance)];
  const rest = total - money - allowance;
  const problem = rest < 0 ? counter.tooMuch : allowance > allowanceMax ? terms.refusals.allowance_too_high : rest > 0 && walkIn ? counter.needFull : rest > 0 && !mayOwe ? counter.noCredit : null;
  const payments: Payments = [...(money > 0 ? [{ method, amount: money }] : []), ...(allowance > 0 ? [{ method: "allowance" as const, amount: allowance }] : [])];
  return (
    <Dialog open onClose={onClose} title={`${counter.payTitle} ${formatMoney(total, currency)}`} actions={<><Button onClick={onClose}>{words.cancel}</Button><Button tone="primary" disabled={problem !== null} onClick={() => onPay(payments)}>{counter.finish}</Button></>}>
      <div className="stall-line">
        <Field group label={words.credit.method}><Segmented<Method> wide value={method} onChange={setMethod} choices={(["cash", "wechat", "alipay", "bank"] as const).map((one) => ({ value: one, label: terms.methods[one] }))} /></Field>
        <div className="stall-amounts">
          <button type="button" className="stall-amount" aria-pressed={target === "money"} onClick={() => setTarget("money")}><small>{counter.paid}</small><strong>{typed.money === "" ? "—" : typed.money}</strong></button>
          <button type="button" className="stall-amount" aria-pressed={target === "allowance"} onClick={() => setTarget("allowance")}><small>{counter.allowance}</small><strong>{typed.allowance === "" ? "—" : typed.allowance}</strong></button>
        </div>
        <p className="stall-doubt" role="status" data-stop={problem !== null || undefined}>{problem ?? `${counter.rest} ${formatMoney(rest, currency)}`}</p>
        <NumberPad value={typed[target]} onChange={(text) => setTyped({ ...typed, [target]: text })} decimals={2} maxDigits={8} />
      </div>
    </Dialog>
  );
}

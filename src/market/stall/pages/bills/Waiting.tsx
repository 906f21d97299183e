import { useState } from "react";
import type { ReactNode } from "react";
import { RefusedError } from "../../../../kernel/machinery/client.ts";
import { useApi } from "../../../../ui/api.ts";
import { Badge } from "../../../../ui/Badge.tsx";
import { Button, ButtonLink, ButtonRow } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { Panel } from "../../../../ui/Page.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { formatMoney } from "../../../../ui/money.ts";
import { stall } from "../../contract.ts";
import type { BillInput, CounterView } from "../../contract.ts";
import { measure, priceLine } from "../../rules.ts";
import type { Kept } from "../offline/queue.ts";
import type { Counter } from "../offline/useCounter.ts";
import { useAct } from "../useAct.ts";
import { clockTime, useName, usePageWords, useStallTold, useTerms } from "../words.ts";

const MIN_REASON = 2;

/** Bills of this device that the market has not booked: some wait for the network, some for a decision. None of them is ever lost. */
export function Waiting({ state }: { readonly state: Counter }): ReactNode {
  const { bills: words, counter: { slip } } = usePageWords();
  const terms = useTerms();
  const told = useStallTold();
  const [mending, setMending] = useState<Kept | null>(null);
  const [dropping, setDropping] = useState<Kept | null>(null);
  const open = state.kept.filter((one) => one.state !== "booked");
  if (open.length === 0) return null;
  const currency = state.counter?.currency ?? "CNY";
  const why = ({ refusal }: Kept): string => (refusal?.refused == null ? "" : told(new RefusedError({ refused: refusal.refused, module: refusal.module ?? "stall", detail: refusal.detail })).text);
  return (
    <Panel title={words.waitingTitle} actions={<Button size="small" icon="upload" onClick={() => void state.again()}>{words.again}</Button>}>
      <ul className="stall-waiting">
        {open.map((one) => (
          <li key={one.id} data-state={one.state}>
            <p><b>{one.offlineNo}</b> {one.customer || terms.walkIn} · {clockTime(one.bill.madeAt).slice(5)} <MoneyText minor={one.bill.total} currency={currency} /> <Badge tone={one.state === "conflict" ? "cinnabar" : "pollen"}>{one.state === "conflict" ? words.conflict : words.waiting}</Badge></p>
            {one.state === "conflict" ? <p className="stall-why">{why(one)}</p> : null}
            <ButtonRow>
              {one.state === "conflict" ? <Button tone="primary" size="small" onClick={() => setMending(one)}>{words.mend}</Button> : null}
              <ButtonLink size="small" icon="print" to={`/stall/slips/${one.id}`}>{slip}</ButtonLink>
              {one.state === "conflict" ? <Button tone="danger" size="small" onClick={() => setDropping(one)}>{words.drop}</Button> : null}
            </ButtonRow>
          </li>
        ))}
      </ul>
      {mending === null || state.counter == null ? null : <MendDialog key={mending.id} kept={mending} counter={state.counter} why={why(mending)} onClose={() => setMending(null)} onDone={(bill) => { void state.mend(mending, bill); setMending(null); }} />}
      {dropping === null ? null : <DropDialog key={dropping.id} kept={dropping} onClose={() => setDropping(null)} onDone={() => { void state.drop(dropping); setDropping(null); }} />}
    </Panel>
  );
}

/** The line's total with another quantity, or null when it cannot be read. */
function retotal(line: BillInput["lines"][number], quantity: string, counter: CounterView): number | null {
  const item = counter.items.find((one) => one.itemId === line.itemId);
  const measured = item === undefined ? null : measure(item, quantity);
  if (item === undefined || measured?.ok !== true) return null;
  const priced = priceLine(item, measured.quantity, line);
  return priced.ok ? priced.total : null;
}

/** Money given stays given; only what is beyond a smaller total is cut off its end. */
function cut(payments: BillInput["payments"], total: number): BillInput["payments"] {
  let left = total;
  return payments.flatMap((payment) => {
    const amount = Math.min(payment.amount, left);
    left -= amount;
    return amount === 0 ? [] : [{ ...payment, amount }];
  });
}

interface MendProps {
  readonly kept: Kept;
  readonly counter: CounterView;
  readonly why: string;
  readonly onDone: (bill: BillInput) => void;
  readonly onClose: () => void;
}

/** Three ways out of a conflict besides giving up: other quantities, goods that are there after all, money for what was to be owed. */
function MendDialog({ kept, counter, why, onDone, onClose }: MendProps): ReactNode {
  const all = usePageWords();
  const words = all.bills;
  const name = useName();
  const { bill } = kept;
  const [quantities, setQuantities] = useState(() => bill.lines.map((line) => line.quantity));
  const [found, setFound] = useState(bill.countUp ?? "");
  const [payRest, setPayRest] = useState(false);
  const left = bill.lines.flatMap((line, index) => (quantities[index]!.trim() === "" ? [] : [{ line, quantity: quantities[index]!.trim() }]));
  const totals = left.map(({ line, quantity }) => retotal(line, quantity, counter));
  const total = totals.includes(null) || totals.length === 0 ? null : totals.reduce<number>((sum, one) => sum + (one ?? 0), 0);
  const mended = (): BillInput | null => {
    if (total === null) return null;
    const payments = cut(bill.payments, total);
    const rest = total - payments.reduce((sum, payment) => sum + payment.amount, 0);
    return {
      ...bill, total, countUp: found.trim().length >= MIN_REASON ? found.trim() : null, lines: left.map(({ line, quantity }) => ({ ...line, quantity })),
      payments: payRest && rest > 0 ? [...payments, { method: "cash", amount: rest }] : payments,
    };
  };
  return (
    <Dialog open onClose={onClose} title={`${words.mendTitle} ${kept.offlineNo}`} sticky actions={<><Button onClick={onClose}>{all.cancel}</Button><Button tone="primary" disabled={total === null} onClick={() => { const next = mended(); if (next !== null) onDone(next); }}>{words.again}</Button></>}>
      <div className="stall-form">
        <p className="stall-why">{why}</p>
        {bill.lines.map((line, index) => {
          const item = counter.items.find((one) => one.itemId === line.itemId);
          return <Field key={`${line.itemId}-${index}`} label={item === undefined ? all.item : name(item)}><TextInput value={quantities[index] ?? ""} onChange={(text) => setQuantities(quantities.map((old, at) => (at === index ? text : old)))} maxLength={60} /></Field>;
        })}
        {counter.right.mayCountUp ? <Field label={words.countUp} hint={words.countUpWhy} optional><TextInput value={found} onChange={setFound} maxLength={200} /></Field> : null}
        <label className="stall-check"><input type="checkbox" checked={payRest} onChange={(event) => setPayRest(event.target.checked)} /> {words.payRest}</label>
        <p><b>{total === null ? "—" : words.now(formatMoney(total, counter.currency))}</b></p>
      </div>
    </Dialog>
  );
}

function DropDialog({ kept, onClose, onDone }: { readonly kept: Kept; readonly onClose: () => void; readonly onDone: () => void }): ReactNode {
  const all = usePageWords();
  const words = all.bills;
  const api = useApi(stall);
  const { busy, act } = useAct();
  const [reason, setReason] = useState("");
  return (
    <Dialog open onClose={onClose} title={`${words.dropTitle} ${kept.offlineNo}`} size="small" sticky actions={<><Button onClick={onClose}>{all.cancel}</Button><Button tone="danger" busy={busy} disabled={reason.trim().length < MIN_REASON} onClick={() => void act(() => api.dropBill({ stallId: kept.stallId, bill: kept.bill, reason }), onDone)}>{words.drop}</Button></>}>
      <div className="stall-form"><p>{words.dropWhy}</p><Field label={all.reason} required><TextInput value={reason} onChange={setReason} maxLength={200} /></Field></div>
    </Dialog>
  );
}

import { useState } from "react";
import type { ReactNode } from "react";
import { useApi } from "../../../../ui/api.ts";
import { Button } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { QuantityStepper } from "../../../../ui/QuantityStepper.tsx";
import { Segmented } from "../../../../ui/Segmented.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { formatMoney } from "../../../../ui/money.ts";
import { stall } from "../../contract.ts";
import { restOf } from "../../rules.ts";
import type { BillView } from "../../views.ts";
import { useAct } from "../useAct.ts";
import { newId, useName, usePageWords, useTerms, useUnits } from "../words.ts";

const MIN_REASON = 2;
type Way = "cash" | "wechat" | "alipay" | "account";

/** Goods come back: how many of each line, what becomes of them, and whether money goes back now. */
export function ReturnDialog({ bill, onClose }: { readonly bill: BillView; readonly onClose: () => void }): ReactNode {
  const all = usePageWords();
  const words = all.bills;
  const terms = useTerms();
  const name = useName();
  const units = useUnits();
  const api = useApi(stall);
  const { busy, act } = useAct();
  const [changeId] = useState(newId);
  const [back, setBack] = useState<Readonly<Record<number, number>>>({});
  const [reason, setReason] = useState("");
  const [goods, setGoods] = useState<"returned" | "written_off">("returned");
  const walkIn = bill.customerId === null;
  const [way, setWay] = useState<Way>(walkIn ? "cash" : "account");
  const lines = bill.lines.filter((line) => line.quantityNow > 0);
  const asked = lines.flatMap((line) => ((back[line.n] ?? 0) > 0 ? [{ line, quantity: back[line.n]! }] : []));
  const amount = asked.reduce((sum, { line, quantity }) => sum + line.totalNow - restOf(line.totalNow, line.quantityNow, quantity), 0);
  const refund = way === "account" ? 0 : Math.max(0, bill.paid - (bill.totalNow - amount));
  const send = (): Promise<void> => act(() => api.returnGoods({
    billId: bill.id, changeId, reason, goods, lines: asked.map(({ line, quantity }) => ({ n: line.n, quantity })), refunds: way === "account" || refund === 0 ? [] : [{ method: way, amount: refund }],
  }), onClose);
  return (
    <Dialog open onClose={onClose} title={words.returnTitle} sticky actions={<><Button onClick={onClose}>{all.cancel}</Button><Button tone="primary" busy={busy} disabled={asked.length === 0 || reason.trim().length < MIN_REASON} onClick={() => void send()}>{words.return} {amount === 0 ? "" : formatMoney(amount, bill.currency)}</Button></>}>
      <div className="stall-form">
        {lines.map((line) => (
          <Field key={line.n} group label={`${name(line)} ${units.amount(line.quantityNow, line.unit)}`}><QuantityStepper value={back[line.n] ?? 0} max={line.quantityNow} onChange={(value) => setBack({ ...back, [line.n]: value })} unit={units.unit(line.unit)} label={`${words.back} ${name(line)}`} /></Field>
        ))}
        <Field group label={words.goods}><Segmented wide label={words.goods} value={goods} onChange={setGoods} choices={[{ value: "returned", label: words.returned }, { value: "written_off", label: words.writtenOff }]} /></Field>
        <Field group label={`${words.refund} ${formatMoney(refund, bill.currency)}`} hint={walkIn ? undefined : words.refundHint}>
          <Segmented<Way> wide label={words.refund} value={way} onChange={setWay} choices={[...(walkIn ? [] : [{ value: "account" as const, label: words.toAccount }]), ...(["cash", "wechat", "alipay"] as const).map((method) => ({ value: method, label: terms.methods[method] }))]} />
        </Field>
        <Field label={all.reason} required><TextInput value={reason} onChange={setReason} maxLength={200} /></Field>
      </div>
    </Dialog>
  );
}

export function VoidDialog({ bill, onClose }: { readonly bill: BillView; readonly onClose: () => void }): ReactNode {
  const all = usePageWords();
  const api = useApi(stall);
  const { busy, act } = useAct();
  const [changeId] = useState(newId);
  const [reason, setReason] = useState("");
  return (
    <Dialog open onClose={onClose} title={`${all.bills.voidTitle} ${bill.no}`} size="small" sticky actions={<><Button onClick={onClose}>{all.cancel}</Button><Button tone="danger" busy={busy} disabled={reason.trim().length < MIN_REASON} onClick={() => void act(() => api.voidBill({ billId: bill.id, changeId, reason }), onClose)}>{all.bills.voidTitle}</Button></>}>
      <div className="stall-form"><p>{all.bills.voidWhy}</p><Field label={all.reason} required><TextInput value={reason} onChange={setReason} maxLength={200} /></Field></div>
    </Dialog>
  );
}

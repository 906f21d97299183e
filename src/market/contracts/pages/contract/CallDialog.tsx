import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { readWritten } from "../../../../engines/units/written.ts";
import { Button } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { useApi } from "../../../../ui/api.ts";
import { formatMoney } from "../../../../ui/money.ts";
import { contracts } from "../../contract.ts";
import { MAX_QUANTITY } from "../../rules.ts";
import type { ContractView } from "../../views.ts";
import { useAct } from "../useAct.ts";
import { shortDay, useAmount, usePageWords } from "../words.ts";

/** A day and a quantity: the buyer's call-off, made for one hand. */
export function CallDialog({ view, onClose }: { readonly view: ContractView; readonly onClose: () => void }): ReactNode {
  const { contract, periods, packing, firstCallOn, terms } = view;
  const { call: words, common } = usePageWords();
  const api = useApi(contracts);
  const toast = useToast();
  const amount = useAmount();
  const { busy, act } = useAct();
  const open = periods.filter((one) => one.state !== "closed" && one.to >= firstCallOn && one.most > 0);
  const [dueOn, setDueOn] = useState(() => (open[0] === undefined ? firstCallOn : open[0].from > firstCallOn ? open[0].from : firstCallOn));
  const [quantity, setQuantity] = useState("");
  const [note, setNote] = useState("");
  const [tried, setTried] = useState(false);
  const period = periods.find((one) => one.state !== "closed" && one.from <= dueOn && dueOn <= one.to);
  const most = period?.most ?? 0;
  const read = readWritten(quantity, contract.unit, packing, { least: 1, most: MAX_QUANTITY });
  const fault = quantity.trim() === "" ? (tried ? words.bad : null) : !read.ok ? words.bad : read.quantity > most ? words.beyond : null;
  const send = (): void => {
    setTried(true);
    if (fault !== null || !read.ok || period === undefined) return;
    void act(() => api.callOff({ contractId: contract.id, dueOn, quantity, note }), (made) => { toast(words.sent(`${made.contractNo}-${made.seq}`), "leaf"); onClose(); });
  };
  return (
    <Dialog open sticky title={words.title} onClose={onClose} actions={<><Button onClick={onClose}>{common.cancel}</Button><Button tone="primary" busy={busy} onClick={send}>{words.send}</Button></>}>
      <div className="contract-form">
        <Field label={words.day} hint={period === undefined ? words.dayHint(firstCallOn) : words.period(period.n, shortDay(period.from), shortDay(period.to))} error={period === undefined ? words.noPeriod : undefined}>
          <TextInput type="date" value={dueOn} min={firstCallOn} max={contract.endsOn ?? undefined} onChange={setDueOn} />
        </Field>
        <Field label={words.quantity} hint={words.hint(amount(most, contract.unit))} error={fault ?? undefined}>
          <TextInput value={quantity} onChange={setQuantity} inputMode="text" maxLength={60} autoFocus suffix={read.ok ? amount(read.quantity, contract.unit) : null} />
        </Field>
        {period === undefined || most === 0 ? null : <div className="contract-quick">{quick(period.lower - period.called, period.planned - period.called, most).map((n) => <Button key={n} size="small" onClick={() => setQuantity(String(n))}>{amount(n, contract.unit)}</Button>)}</div>}
        {terms.price.kind === "formula" ? <Estimate view={view} /> : null}
        <Field label={words.note} optional><TextInput value={note} onChange={setNote} maxLength={200} /></Field>
      </div>
    </Dialog>
  );
}

/** What a thumb would otherwise type: the least that keeps the band, the plan, the most. */
const quick = (least: number, planned: number, most: number): number[] => [...new Set([least, planned, most].filter((n) => n > 0 && n <= most))].toSorted((a, b) => a - b);

function Estimate({ view: { terms, contract } }: { readonly view: ContractView }): ReactNode {
  const { call: words } = usePageWords();
  const api = useApi(contracts);
  const { price } = terms;
  const { data } = useQuery({ queryKey: ["contracts", "preview", price], queryFn: () => api.preview({ price, days: 1 }) });
  return data?.now == null ? null : <p className="contract-hint">{words.estimate(formatMoney(data.now.price, contract.currency))}</p>;
}

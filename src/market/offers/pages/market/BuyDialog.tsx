import { useState } from "react";
import type { ReactNode } from "react";
import { useApi } from "../../../../ui/api.ts";
import { Button } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { useToast } from "../../../../ui/Toast.tsx";
import { offers, type LineView } from "../../contract.ts";
import { LEVELS, levelFrom, readQuantity } from "../../rules.ts";
import { useLeft } from "../live/useStock.ts";
import { useAct } from "../useAct.ts";
import { useItemName, usePageWords, useUnits } from "../words.ts";

export interface BuyDialogProps {
  readonly line: LineView;
  readonly readAt: number;
  readonly inCart: number;
  readonly onClose: () => void;
}

/** How much, at which step's price; what is put into the cart is held from then on. */
export function BuyDialog({ line, readAt, inCart, onClose }: BuyDialogProps): ReactNode {
  const { buy: words, market } = usePageWords();
  const api = useApi(offers);
  const toast = useToast();
  const name = useItemName();
  const units = useUnits();
  const { busy, act } = useAct();
  const left = useLeft(line, readAt);
  const [written, setWritten] = useState(String(inCart > 0 ? inCart : line.minQuantity));
  const read = readQuantity(written, line.unit, line.packing, 0);
  const quantity = read.ok ? read.quantity : 0;
  const put = (amount: string): void => void act(() => api.reserve({ lineId: line.id, quantity: amount }), () => { if (amount !== "0") toast(words.done, "leaf"); onClose(); });
  const submit = (event: { preventDefault(): void }): void => { event.preventDefault(); if (read.ok) put(written); };
  return (
    <Dialog
      open sticky onClose={onClose} title={words.title(name(line))}
      actions={<>{inCart > 0 ? <Button tone="quiet" busy={busy} onClick={() => put("0")}>{words.take}</Button> : null}<Button tone="primary" busy={busy} disabled={!read.ok || (quantity === 0 && inCart === 0)} onClick={() => put(written)}>{inCart > 0 ? words.change : words.put}</Button></>}
    >
      <form className="offers-buy" onSubmit={submit}>
        <p className="offers-soft">{line.grower} · <b>{market.left(units.amount(left, line.unit))}</b></p>
        <Field label={words.quantity} hint={words.hint} error={read.ok || written.trim() === "" ? null : words.unread}><TextInput value={written} onChange={setWritten} autoFocus suffix={read.ok ? units.amount(quantity, line.unit) : null} /></Field>
        <Quick line={line} left={left + inCart} quantity={quantity} onChange={setWritten} />
        <Price line={line} quantity={quantity} />
      </form>
    </Dialog>
  );
}

function Quick({ line, left, quantity, onChange }: { readonly line: LineView; readonly left: number; readonly quantity: number; readonly onChange: (written: string) => void }): ReactNode {
  const { buy: words } = usePageWords();
  const units = useUnits();
  return (
    <div className="offers-quick">
      {LEVELS.map((level) => {
        const from = levelFrom(level, line.packing);
        if (from === null || from > left) return null;
        return <Button key={level} size="small" onClick={() => onChange(String(Math.min(left, quantity + from)))}>{words.add(level === "unit" ? units.amount(1, line.unit) : units.amount(1, level))}</Button>;
      })}
      <Button size="small" disabled={left === 0} onClick={() => onChange(String(left))}>{words.all}</Button>
    </div>
  );
}

/** The price of this quantity and why, and what more would bring. */
export function Price({ line, quantity }: { readonly line: LineView; readonly quantity: number }): ReactNode {
  const { buy: words, levels } = usePageWords();
  const units = useUnits();
  const applied = line.steps.findLast((step) => step.from <= quantity);
  const price = applied?.price ?? line.price;
  return (
    <>
      <dl className="offers-sum">
        <div><dt>{words.price}</dt><dd><MoneyText minor={price} currency={line.currency} per={units.unit(line.unit)} />{applied === undefined ? null : <small> {words.reason(levels[applied.level])}</small>}</dd></div>
        <div><dt>{words.sum}</dt><dd><MoneyText minor={price * quantity} currency={line.currency} size="figure" /></dd></div>
      </dl>
      {line.steps.length === 0 ? null : (
        <table className="offers-ladder">
          <caption>{words.steps}</caption>
          <tbody>
            <tr data-on={applied === undefined || undefined}><th scope="row">{words.from(units.amount(line.minQuantity, line.unit))}</th><td><MoneyText minor={line.price} currency={line.currency} /></td></tr>
            {line.steps.map((step) => <tr key={step.from} data-on={applied?.from === step.from || undefined}><th scope="row">{words.from(units.amount(step.from, line.unit))} · {levels[step.level]}</th><td><MoneyText minor={step.price} currency={line.currency} /></td></tr>)}
          </tbody>
        </table>
      )}
    </>
  );
}

import { useState } from "react";
import type { ReactNode } from "react";
import { UNIT_WORDS, isUnit } from "../../../../engines/units/units.ts";
import { Button } from "../../../../ui/Button.tsx";
import { Dialog } from "../../../../ui/Dialog.tsx";
import { NumberPad } from "../../../../ui/NumberPad.tsx";
import { formatMoney, parseMoney } from "../../../../ui/money.ts";
import { unitsOf } from "../../rules.ts";
import type { CounterItem, RightView } from "../../views.ts";
import { useName, usePageWords, useUnits } from "../words.ts";
import { doubtOf, totalOf, type DraftLine } from "./draft.ts";

type Target = "quantity" | "price" | "lump" | "pot";
const DECIMALS = 2;

export interface LineDialogProps {
  readonly item: CounterItem;
  readonly first: DraftLine;
  readonly editing: boolean;
  readonly taken: number;
  readonly right: RightView;
  readonly currency: string;
  readonly onDone: (line: DraftLine) => void;
  readonly onRemove: () => void;
  readonly onClose: () => void;
}

/** One line under one thumb: quantity in any unit, price for any unit, one price for all, pots apart. */
export function LineDialog({ item, first, editing, taken, right, currency, onDone, onRemove, onClose }: LineDialogProps): ReactNode {
  const words = usePageWords();
  const name = useName();
  const units = useUnits();
  const [target, setTarget] = useState<Target>(first.quantity === "" || first.price !== null ? "quantity" : "price");
  const [count, setCount] = useState(() => /^\d+/.exec(first.quantity)?.[0] ?? "");
  const [unit, setUnit] = useState(() => Object.entries(UNIT_WORDS).find(([, word]) => first.quantity.endsWith(word.zh))?.[0] ?? first.unit);
  const [typed, setTyped] = useState({ price: textOf(first.price), lump: textOf(first.lump), pot: textOf(first.potPrice) });
  const [per, setPer] = useState(first.per);
  // The first key on a field writes it anew: a haggled price replaces the last one.
  const [touched, setTouched] = useState(false);
  const written = count === "" ? "" : unit === item.unit || !isUnit(unit) ? count : `${count}${UNIT_WORDS[unit].zh}`;
  const line: DraftLine = { ...first, quantity: written, per, price: parseMoney(typed.price, currency), lump: typed.lump === "" ? null : parseMoney(typed.lump, currency), potPrice: typed.pot === "" ? null : parseMoney(typed.pot, currency) };
  const total = totalOf(line);
  const doubt = doubtOf(line, item, taken, right);
  const ready = total !== null && total > 0 && doubt?.kind !== "floor" && doubt?.kind !== "bad";
  const values: Record<Target, string> = { quantity: count, ...typed };
  const onType = (text: string): void => {
    setTouched(true);
    if (target === "quantity") setCount(text);
    else setTyped({ ...typed, [target]: text });
  };
  const field = (which: Target, label: string, shown: string): ReactNode => (
    <button type="button" className="stall-amount" aria-pressed={target === which} onClick={() => { setTarget(which); setTouched(false); }}><small>{label}</small><strong>{shown === "" ? "—" : shown}</strong></button>
  );
  const counter = words.counter;
  return (
    <Dialog open onClose={onClose} title={name(item)} actions={<>
      {editing ? <Button tone="danger" onClick={onRemove}>{words.remove}</Button> : null}
      <Button tone="primary" size="large" disabled={!ready} onClick={() => onDone(line)}>{editing ? counter.update : counter.add}{total === null ? "" : ` ${formatMoney(total, currency)}`}</Button>
    </>}>
      <div className="stall-line">
        <div className="stall-amounts">
          {field("quantity", words.quantity, count === "" ? "" : `${count} ${units.unit(unit)}`)}
          {field("price", `${counter.each} / ${units.unit(per)}`, typed.price)}
          {field("lump", counter.lump, typed.lump)}
          {item.potExtra ? field("pot", counter.potEach, typed.pot) : null}
        </div>
        {target === "quantity" || target === "price" ? (
          <div className="stall-units" role="group" aria-label={counter.unit}>
            {unitsOf(item).map((one) => <button key={one} type="button" aria-pressed={one === (target === "quantity" ? unit : per)} onClick={() => (target === "quantity" ? setUnit(one) : setPer(one))}>{target === "quantity" ? units.unit(one) : counter.per(units.unit(one))}{one === item.unit ? null : <small>×{item.packing[one]}</small>}</button>)}
          </div>
        ) : null}
        <p className="stall-doubt" role="status" data-stop={doubt !== null && doubt.kind !== "short" ? true : undefined}>
          {doubt === null ? counter.left(units.amount(Math.max(0, item.free - taken), item.unit)) : { bad: counter.bad, noPrice: counter.noPrice, short: counter.short(units.amount(doubt.amount, item.unit)), floor: counter.floor(formatMoney(doubt.amount, currency)) }[doubt.kind]}
        </p>
        <NumberPad value={touched ? values[target] : ""} onChange={onType} decimals={target === "quantity" ? 0 : DECIMALS} maxDigits={target === "quantity" ? 6 : 8} />
      </div>
    </Dialog>
  );
}

/** A price as somebody would have typed it. */
function textOf(minor: number | null): string {
  return minor === null ? "" : String(minor / 100);
}

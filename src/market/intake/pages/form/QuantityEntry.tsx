import { useState } from "react";
import type { ReactNode } from "react";
import { UNIT_WORDS, isUnit } from "../../../../engines/units/units.ts";
import { Field } from "../../../../ui/Field.tsx";
import { formatMoney } from "../../../../ui/money.ts";
import { NumberPad } from "../../../../ui/NumberPad.tsx";
import { usePreferences } from "../../../../ui/Preferences.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { readQuantity } from "../../rules.ts";
import { usePageWords, useUnits } from "../words.ts";
import { typeDigits, typeUnit, unitsOf, type DraftItem } from "./draft.ts";

export interface QuantityEntryProps {
  readonly item: Pick<DraftItem, "unit" | "packing"> | null;
  readonly written: string;
  readonly onChange: (written: string) => void;
  /** Set once sending was tried. */
  readonly fault: string | undefined;
  readonly open: boolean;
  readonly onOpen: () => void;
  readonly label?: string | undefined;
  readonly onEnter?: (() => void) | undefined;
}

/** Digits on a pad, units as keys beside it, the sum in the sales unit underneath. A keyboard may type the same. */
export function QuantityEntry({ item, written, onChange, fault, open, onOpen, label, onEnter }: QuantityEntryProps): ReactNode {
  const words = usePageWords().form;
  const { language } = usePreferences();
  const units = useUnits();
  const choices = item === null ? ["pot"] : unitsOf(item);
  const read = item === null || written.trim() === "" ? null : readQuantity(written, item.unit, item.packing);
  const sum = read === null || item === null ? "" : read.ok ? words.equals(units.amount(read.quantity, item.unit)) : read.fault === "too_large" ? words.tooMany : read.fault === "no_conversion" ? words.noPack : words.unread;
  const word = (unit: string): string => (isUnit(unit) ? (language === "zh" ? UNIT_WORDS[unit].zh : ` ${UNIT_WORDS[unit].enPlural}`) : unit);
  return (
    <Field label={label ?? words.quantity} error={fault === undefined ? null : fault === "missing" ? words.quantityMissing : sum}>
      <TextInput
        value={written} onChange={onChange} onFocus={onOpen} onClick={onOpen} inputMode={open ? "none" : "text"} autoComplete="off" maxLength={60} placeholder="0" data-big="" enterKeyHint="done"
        onKeyDown={(event) => { if (event.key === "Enter" && onEnter !== undefined) { event.preventDefault(); onEnter(); } }}
        suffix={<output className="lot-sum" data-bad={read !== null && !read.ok ? "" : undefined}>{sum === "" && item !== null ? units.unit(item.unit) : sum}</output>}
      />
      {open ? (
        <div className="lot-pad">
          <div className="lot-units" role="group" aria-label={words.packs}>
            {choices.map((unit) => (
              <button key={unit} type="button" onClick={() => onChange(typeUnit(written, word(unit)))}>
                {units.unit(unit)}{item !== null && unit !== item.unit ? <small>{item.packing[unit]}</small> : null}
              </button>
            ))}
          </div>
          <NumberPad value={/\d*$/.exec(written)?.[0] ?? ""} onChange={(digits) => onChange(typeDigits(written, digits))} maxDigits={7} />
          <p className="hl-field-hint">{words.quantityHint}</p>
        </div>
      ) : null}
    </Field>
  );
}

export interface FloorEntryProps {
  readonly item: Pick<DraftItem, "unit" | "lastFloorPrice"> | null;
  readonly floor: string;
  readonly onChange: (floor: string) => void;
  readonly currency: string;
  readonly wrong: boolean;
  readonly open: boolean;
  readonly onOpen: () => void;
}

/** Optional, in yuan with two decimals; last time's price is one tap away. */
export function FloorEntry({ item, floor, onChange, currency, wrong, open, onOpen }: FloorEntryProps): ReactNode {
  const words = usePageWords().form;
  const units = useUnits();
  const last = item?.lastFloorPrice ?? null;
  const plain = (minor: number): string => formatMoney(minor, currency, { symbol: false }).replaceAll(",", "").replace(/\.00$/, "");
  const [symbol] = useState(() => formatMoney(0, currency).replace(/[\d.]+$/, ""));
  return (
    <Field label={words.floor} optional hint={words.floorHint} error={wrong ? words.floorUnread : null}>
      <TextInput value={floor} onChange={onChange} onFocus={onOpen} onClick={onOpen} inputMode={open ? "none" : "decimal"} autoComplete="off" maxLength={20} placeholder={words.floorNone} prefix={symbol} suffix={item === null ? null : `/${units.unit(item.unit)}`} data-big="" />
      {open ? (
        <div className="lot-pad">
          <NumberPad value={floor} onChange={onChange} decimals={2} maxDigits={7} presets={[...(last === null ? [] : [{ label: words.floorLast(formatMoney(last, currency)), value: plain(last) }]), { label: words.floorNone, value: "" }]} />
        </div>
      ) : null}
    </Field>
  );
}

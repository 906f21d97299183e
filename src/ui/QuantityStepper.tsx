import { useState } from "react";
import type { ReactNode } from "react";
import { useFieldAttributes } from "./Field.tsx";
import { Icon } from "./Icon.tsx";
import { useWords } from "./Preferences.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "./QuantityStepper.css";

export interface QuantityStepperProps {
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  /** What one press adds; also the multiple values snap to when `snap` is set (whole trays). */
  readonly step?: number | undefined;
  readonly snap?: boolean | undefined;
  /** Always shown: a quantity without its unit is half a quantity. */
  readonly unit: string;
  readonly label?: string | undefined;
  readonly disabled?: boolean | undefined;
}

/** The nearest allowed quantity: whole, within bounds, on a multiple of the step when snapping. */
export function boundQuantity(value: number, { min = 0, max = Number.MAX_SAFE_INTEGER, step = 1, snap = false }: { readonly min?: number | undefined; readonly max?: number | undefined; readonly step?: number | undefined; readonly snap?: boolean | undefined }): number {
  const whole = Number.isFinite(value) ? Math.round(value) : min;
  const stepped = snap ? Math.round(whole / step) * step : whole;
  return Math.max(min, Math.min(max, stepped));
}

export function QuantityStepper({ value, onChange, min = 0, max, step = 1, snap = false, unit, label, disabled = false }: QuantityStepperProps): ReactNode {
  const words = useWords(zh, en);
  const field = useFieldAttributes();
  const [typing, setTyping] = useState<string | null>(null);
  const bounds = { min, max, step, snap };
  const settle = (text: string): void => {
    setTyping(null);
    if (text.trim() !== "") onChange(boundQuantity(Number(text.normalize("NFKC")), bounds));
  };
  return (
    <span className="hl-quantity" data-disabled={disabled || undefined}>
      <button type="button" disabled={disabled || value <= min} onClick={() => onChange(boundQuantity(value - step, bounds))} aria-label={words.fewer(unit)}><Icon name="minus" /></button>
      <input
        {...field} inputMode="numeric" autoComplete="off" disabled={disabled} aria-label={field.id === undefined ? label ?? words.quantity : undefined}
        value={typing ?? String(value)} onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setTyping(event.currentTarget.value)} onBlur={(event) => { if (typing !== null) settle(event.currentTarget.value); }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && typing !== null) settle(typing);
          else if (event.key === "ArrowUp" || event.key === "ArrowDown") {
            event.preventDefault();
            setTyping(null);
            onChange(boundQuantity(value + (event.key === "ArrowUp" ? step : -step), bounds));
          }
        }}
      />
      <span className="hl-quantity-unit">{unit}</span>
      <button type="button" disabled={disabled || (max !== undefined && value >= max)} onClick={() => onChange(boundQuantity(value + step, bounds))} aria-label={words.more1(unit)}><Icon name="plus" /></button>
    </span>
  );
}

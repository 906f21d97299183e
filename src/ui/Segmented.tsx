import { useId } from "react";
import type { ReactNode } from "react";
import type { Choice } from "./Select.tsx";
import "./Segmented.css";

export interface SegmentedProps<Value extends string> {
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  /** Two to five; more belong in a Select. */
  readonly choices: readonly Choice<Value>[];
  /** Read aloud; leave out inside a Field with `group`. */
  readonly label?: string | undefined;
  readonly wide?: boolean | undefined;
}

/** Radio buttons side by side. Arrow keys move as in any radio group. */
export function Segmented<Value extends string>({ value, onChange, choices, label, wide = false }: SegmentedProps<Value>): ReactNode {
  const name = useId();
  return (
    <span className="hl-segmented" role="radiogroup" aria-label={label} data-wide={wide || undefined}>
      {choices.map((choice) => (
        <label key={choice.value}>
          <input type="radio" name={name} value={choice.value} checked={choice.value === value} disabled={choice.disabled} onChange={() => onChange(choice.value)} />
          <span>{choice.label}</span>
        </label>
      ))}
    </span>
  );
}

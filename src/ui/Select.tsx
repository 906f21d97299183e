import type { ReactNode, SelectHTMLAttributes } from "react";
import { useFieldAttributes } from "./Field.tsx";
import { Icon } from "./Icon.tsx";
import "./Select.css";

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly disabled?: boolean | undefined;
  /** Heading it stands under. */
  readonly group?: string | undefined;
}

export interface SelectProps<Value extends string> extends Omit<SelectHTMLAttributes<HTMLSelectElement>, "className" | "style" | "onChange" | "value" | "children"> {
  /** "" shows the placeholder. */
  readonly value: Value | "";
  readonly onChange: (value: Value) => void;
  readonly choices: readonly Choice<Value>[];
  readonly placeholder?: string | undefined;
}

/** The native select: the phone's own wheel is better than anything drawn. */
export function Select<Value extends string>({ value, onChange, choices, placeholder, ...rest }: SelectProps<Value>): ReactNode {
  const field = useFieldAttributes({ id: rest.id });
  const groups = [...new Set(choices.map((choice) => choice.group))];
  const option = (choice: Choice<Value>): ReactNode => <option key={choice.value} value={choice.value} disabled={choice.disabled}>{choice.label}</option>;
  return (
    <span className="hl-input hl-select">
      <select {...rest} {...field} value={value} onChange={(event) => onChange(event.currentTarget.value as Value)}>
        {placeholder === undefined ? null : <option value="" disabled>{placeholder}</option>}
        {groups.map((group) => {
          const members = choices.filter((choice) => choice.group === group);
          return group === undefined ? members.map(option) : <optgroup key={group} label={group}>{members.map(option)}</optgroup>;
        })}
      </select>
      <Icon name="down" size="1em" />
    </span>
  );
}

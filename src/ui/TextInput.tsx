import type { InputHTMLAttributes, ReactNode, TextareaHTMLAttributes } from "react";
import { useFieldAttributes } from "./Field.tsx";
import "./TextInput.css";

export interface TextInputProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "className" | "style" | "onChange" | "value" | "size"> {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Stands before the text: "¥". */
  readonly prefix?: string | undefined;
  /** Stands after the text: the unit. */
  readonly suffix?: ReactNode;
}

/** One line of text. `type`, `inputMode`, `autoComplete` pass through to the native input. */
export function TextInput({ value, onChange, prefix, suffix, ...rest }: TextInputProps): ReactNode {
  const field = useFieldAttributes({ id: rest.id });
  return (
    <span className="hl-input">
      {prefix === undefined ? null : <span className="hl-input-side" aria-hidden="true">{prefix}</span>}
      <input {...rest} {...field} data-autofocus={rest.autoFocus === true || undefined} value={value} onChange={(event) => onChange(event.currentTarget.value)} />
      {suffix === undefined ? null : <span className="hl-input-side">{suffix}</span>}
    </span>
  );
}

export interface TextAreaProps extends Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "className" | "style" | "onChange" | "value"> {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function TextArea({ value, onChange, rows = 3, ...rest }: TextAreaProps): ReactNode {
  const field = useFieldAttributes({ id: rest.id });
  return (
    <span className="hl-input">
      <textarea {...rest} {...field} rows={rows} value={value} onChange={(event) => onChange(event.currentTarget.value)} />
    </span>
  );
}

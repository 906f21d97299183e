import { createContext, useContext, useId, useMemo } from "react";
import type { ReactNode } from "react";
import { Icon } from "./Icon.tsx";
import { useWords } from "./Preferences.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "./Field.css";

/** A rejected input says what is wrong, where, why, and how to mend it. Only `what` is always known. */
export interface FieldError {
  readonly what: string;
  readonly where?: string | undefined;
  readonly why?: string | undefined;
  readonly how?: string | undefined;
}

interface FieldLink {
  readonly id: string;
  readonly describedBy: string | undefined;
  readonly invalid: boolean;
  readonly required: boolean;
}

const FieldContext = createContext<FieldLink | null>(null);

export interface FieldAttributes {
  readonly id?: string;
  readonly "aria-describedby"?: string;
  readonly "aria-invalid"?: true;
  readonly required?: true;
}

/** What an input inside a Field must carry to belong to it. */
export function useFieldAttributes(own: { readonly id?: string | undefined } = {}): FieldAttributes {
  const link = useContext(FieldContext);
  return {
    ...(own.id !== undefined ? { id: own.id } : link ? { id: link.id } : {}),
    ...(link?.describedBy === undefined ? {} : { "aria-describedby": link.describedBy }),
    ...(link?.invalid === true ? { "aria-invalid": true } : {}),
    ...(link?.required === true ? { required: true } : {}),
  };
}

export interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: FieldError | string | null | undefined;
  readonly required?: boolean | undefined;
  /** Says "optional" beside the label; most fields of a form should be neither. */
  readonly optional?: boolean | undefined;
  /** For several inputs under one label (Segmented, NumberPad): a fieldset with a legend. */
  readonly group?: boolean | undefined;
  readonly children: ReactNode;
}

export function Field({ label, hint, error, required = false, optional = false, group = false, children }: FieldProps): ReactNode {
  const words = useWords(zh, en);
  const id = useId();
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const wrong = error === undefined || error === null ? null : typeof error === "string" ? { what: error } : error;
  const describedBy = [wrong ? errorId : "", hint === undefined ? "" : hintId].filter(Boolean).join(" ") || undefined;
  const link = useMemo(() => ({ id, describedBy, invalid: wrong !== null, required }), [id, describedBy, wrong !== null, required]);
  const title = (
    <>
      {label}
      {required ? <span className="hl-field-mark" title={words.required} aria-hidden="true">*</span> : null}
      {optional ? <span className="hl-field-optional">{words.optional}</span> : null}
    </>
  );
  const body = (
    <>
      <FieldContext value={link}>{children}</FieldContext>
      {hint === undefined ? null : <p className="hl-field-hint" id={hintId}>{hint}</p>}
      <div aria-live="polite">{wrong ? <FieldProblem id={errorId} error={wrong} /> : null}</div>
    </>
  );
  if (group) {
    return (
      <fieldset className="hl-field" data-invalid={wrong !== null || undefined} aria-describedby={describedBy}>
        <legend className="hl-field-label">{title}</legend>
        {body}
      </fieldset>
    );
  }
  return (
    <div className="hl-field" data-invalid={wrong !== null || undefined}>
      <label className="hl-field-label" htmlFor={id}>{title}</label>
      {body}
    </div>
  );
}

function FieldProblem({ id, error }: { readonly id: string; readonly error: FieldError }): ReactNode {
  const words = useWords(zh, en);
  return (
    <div className="hl-field-problem" id={id}>
      <Icon name="warn" />
      <div>
        <strong>{error.what}</strong>
        {error.where === undefined ? null : <span><em>{words.error.where}</em>{error.where}</span>}
        {error.why === undefined ? null : <span><em>{words.error.why}</em>{error.why}</span>}
        {error.how === undefined ? null : <span><em>{words.error.how}</em>{error.how}</span>}
      </div>
    </div>
  );
}

/** Lays fields out: one column on a phone, as many as fit on a desk. */
export function FieldGrid({ children }: { readonly children: ReactNode }): ReactNode {
  return <div className="hl-field-grid">{children}</div>;
}

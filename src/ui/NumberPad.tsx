import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { Icon } from "./Icon.tsx";
import { useWords } from "./Preferences.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "./NumberPad.css";

export interface NumberPadProps {
  /** What has been typed so far: "", "12", "18.5". Text, so that nothing typed is lost or rounded. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Digits after the point; 0 (default) shows no point. 2 for yuan. */
  readonly decimals?: number | undefined;
  readonly maxDigits?: number | undefined;
  /** Ready amounts above the keys: 10, 20, 50, all. */
  readonly presets?: readonly { readonly label: string; readonly value: string }[] | undefined;
  readonly onDone?: (() => void) | undefined;
  readonly doneLabel?: string | undefined;
  /** Also takes digits from the keyboard while it is on screen. Only one pad of a page should. */
  readonly listen?: boolean | undefined;
}

const MAX_DIGITS = 9;

/** What pressing a key makes of the text: the pad's only rule, apart from its drawing. */
export function typeKey(value: string, key: string, { decimals = 0, maxDigits = MAX_DIGITS }: { readonly decimals?: number | undefined; readonly maxDigits?: number | undefined } = {}): string {
  if (key === "clear") return "";
  if (key === "back") return value.slice(0, -1);
  const [whole = "", fraction] = value.split(".");
  if (key === ".") return decimals === 0 || fraction !== undefined ? value : `${whole === "" ? "0" : whole}.`;
  if (!/^\d$/.test(key)) return value;
  if (fraction !== undefined) return fraction.length >= decimals ? value : value + key;
  if (whole === "0") return key;
  return whole.length >= maxDigits ? value : value + key;
}

/** Keys of 64 px and more: for wet hands, gloves and glare. The phone's own keyboard stays away. */
export function NumberPad({ value, onChange, decimals = 0, maxDigits, presets, onDone, doneLabel, listen = false }: NumberPadProps): ReactNode {
  const words = useWords(zh, en);
  const press = (key: string): void => onChange(typeKey(value, key, { decimals, maxDigits }));
  const latest = useRef({ press, onDone });
  useEffect(() => { latest.current = { press, onDone }; });
  useEffect(() => {
    if (!listen) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || (event.target as Element | null)?.closest("input, textarea, select, dialog") != null) return;
      if (/^\d$/.test(event.key) || event.key === ".") latest.current.press(event.key);
      else if (event.key === "Backspace") latest.current.press("back");
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [listen]);
  return (
    <div className="hl-pad" role="group" aria-label={words.numberPad}>
      {presets === undefined || presets.length === 0 ? null : (
        <div className="hl-pad-presets">
          {presets.map((preset) => (
            <button key={preset.label} type="button" aria-pressed={value === preset.value} onClick={() => onChange(preset.value)}>{preset.label}</button>
          ))}
        </div>
      )}
      <div className="hl-pad-keys">
        {["7", "8", "9", "4", "5", "6", "1", "2", "3"].map((digit) => (
          <button key={digit} type="button" onClick={() => press(digit)}>{digit}</button>
        ))}
        {decimals > 0
          ? <button type="button" onClick={() => press(".")} aria-label={words.decimalPoint}>.</button>
          : <button type="button" className="hl-pad-quiet" onClick={() => press("clear")}>{words.clear}</button>}
        <button type="button" onClick={() => press("0")}>0</button>
        <button type="button" className="hl-pad-quiet" onClick={() => press("back")} aria-label={words.backspace} title={words.backspace}><Icon name="backspace" size="1.5em" /></button>
        {onDone === undefined ? null : <button type="button" className="hl-pad-done" onClick={onDone}>{doneLabel ?? words.done}</button>}
      </div>
    </div>
  );
}

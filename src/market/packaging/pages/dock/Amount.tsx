import { useState } from "react";
import type { ReactNode } from "react";
import { Field } from "../../../../ui/Field.tsx";
import { Icon } from "../../../../ui/Icon.tsx";
import { NumberPad } from "../../../../ui/NumberPad.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { readNumbers } from "../../rules.ts";
import type { KindView } from "../../views.ts";
import { usePageWords } from "../words.ts";

export interface AmountProps {
  readonly kind: KindView;
  /** What he holds, when he gives back. */
  readonly most: number | null;
  readonly typed: string;
  readonly onTyped: (typed: string) => void;
  readonly numbers: readonly string[];
  readonly onNumbers: (numbers: readonly string[]) => void;
}
const USUAL = ["1", "2", "4", "10"] as const;
const DIGITS = 5;

/** How many: big keys; of a numbered kind, the numbers themselves. */
export function Amount({ kind, most, typed, onTyped, numbers, onNumbers }: AmountProps): ReactNode {
  const { dock: words } = usePageWords();
  if (kind.numbered) return <Scan label={words.scan} hint={words.scanHint} numbers={numbers} onNumbers={onNumbers} />;
  const all = most !== null && most > 0 && !USUAL.includes(String(most) as "1") ? [{ label: words.all(most), value: String(most) }] : [];
  return (
    <section className="pack-amount" aria-label={words.howMany}>
      <output aria-live="polite" aria-label={words.howMany}>{typed === "" ? "0" : typed}</output>
      <NumberPad listen value={typed} onChange={onTyped} maxDigits={DIGITS} presets={[...USUAL.map((value) => ({ label: value, value })), ...all]} />
    </section>
  );
}

/** Each scan ends with the scanner's Enter; a pasted list is taken apart. */
export function Scan({ label, hint, numbers, onNumbers }: { readonly label: string; readonly hint?: string; readonly numbers: readonly string[]; readonly onNumbers: (numbers: readonly string[]) => void }): ReactNode {
  const { dock: words } = usePageWords();
  const [text, setText] = useState("");
  const take = (): void => {
    const fresh = readNumbers(text).filter((number) => !numbers.includes(number));
    if (fresh.length > 0) onNumbers([...numbers, ...fresh]);
    setText("");
  };
  return (
    <form className="pack-scan" onSubmit={(event) => { event.preventDefault(); take(); }}>
      <Field label={label} hint={hint}><TextInput value={text} onChange={setText} onBlur={take} autoComplete="off" spellCheck={false} inputMode="text" /></Field>
      <p role="status">{words.scanned(numbers.length)}</p>
      <ul>{numbers.map((number) => <li key={number}><button type="button" aria-label={words.remove(number)} onClick={() => onNumbers(numbers.filter((one) => one !== number))}><span>{number}</span><Icon name="close" /></button></li>)}</ul>
    </form>
  );
}

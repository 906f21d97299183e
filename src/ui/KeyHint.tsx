import type { ReactNode } from "react";
import { useWords } from "./Preferences.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "./KeyHint.css";

/** One shortcut as it is printed on the key. */
export function KeyHint({ keys }: { readonly keys: readonly string[] }): ReactNode {
  return <span className="hl-keys">{keys.map((key) => <kbd key={key}>{key}</kbd>)}</span>;
}

/** The shortcuts of a page. Hidden where there is no keyboard. */
export function KeyHints({ hints }: { readonly hints: readonly { readonly keys: readonly string[]; readonly does: string }[] }): ReactNode {
  const words = useWords(zh, en).keys;
  return (
    <dl className="hl-key-list" aria-label={words.title}>
      {hints.map((hint) => (
        <div key={hint.does}><dt><KeyHint keys={hint.keys} /></dt><dd>{hint.does}</dd></div>
      ))}
    </dl>
  );
}

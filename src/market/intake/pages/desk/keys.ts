import { useEffect, useRef } from "react";

/** Keys of a page, by `event.key` in lower case. Not while somebody types, nor behind a dialog. */
export function useKeys(keys: Readonly<Record<string, () => void>>): void {
  const latest = useRef(keys);
  useEffect(() => { latest.current = keys; });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector("dialog[open]") !== null) return;
      if ((event.target as Element | null)?.closest("input, textarea, select, [contenteditable]") != null) return;
      // Enter on a button is that button's own.
      if (event.key === "Enter" && (event.target as Element | null)?.closest("button, a, summary") != null) return;
      const act = latest.current[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}

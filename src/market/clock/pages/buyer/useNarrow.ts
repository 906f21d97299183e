import { useSyncExternalStore } from "react";

/** Below this a screen shows one clock at a time; the same width as in hall.css. */
const NARROW = "(max-width: 899.98px)";

function watch(onChange: () => void): () => void {
  const list = matchMedia(NARROW);
  list.addEventListener("change", onChange);
  return () => list.removeEventListener("change", onChange);
}

export function useNarrow(): boolean {
  return useSyncExternalStore(watch, () => matchMedia(NARROW).matches, () => false);
}

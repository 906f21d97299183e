import type { ReactNode } from "react";
import { useWords } from "./Preferences.tsx";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";
import "./Provenance.css";

/** Where a number comes from, how much of the whole it covers, how old it is. Already in the reader's words. */
export interface Origin {
  readonly source: string;
  readonly coverage?: string | undefined;
  readonly age?: string | undefined;
}

export function Provenance({ origin }: { readonly origin: Origin }): ReactNode {
  const words = useWords(zh, en).table;
  return (
    <span className="hl-origin">
      <span><b>{words.source}</b> {origin.source}</span>
      {origin.coverage === undefined ? null : <span><b>{words.coverage}</b> {origin.coverage}</span>}
      {origin.age === undefined ? null : <span><b>{words.age}</b> {origin.age}</span>}
    </span>
  );
}

import type { Problem, Remark } from "../../engines/table/reasons.ts";
import type { Sentence } from "../../engines/table/words.zh.ts";

export interface ExchangeFile {
  readonly name: string;
  readonly base64: string;
}

/** What a list's import answers; `kernel/sheets` says the same on the wire. */
export interface ExchangeReport {
  readonly applied: boolean;
  readonly rows: number;
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly problems: readonly Problem[];
  readonly moreProblems: number;
  readonly remarks: readonly { readonly row: number; readonly remark: Remark }[];
  readonly format: string;
  readonly encoding: string | null;
  readonly sheet: string;
}

export interface ExchangeProgress {
  readonly found: boolean;
  readonly phase: "waiting" | "reading" | "checking" | "writing";
  readonly rows: number;
  readonly share: number;
}

export type Sentences = Readonly<Record<string, Sentence>>;

/** The sentence about a problem: the list's own first, then the one every list shares; a finer code falls back to its coarser one. */
export function sentenceOf(reason: string, own: Sentences, shared: Sentences): Sentence | undefined {
  const coarse = reason.split(".")[0]!;
  return own[reason] ?? shared[reason] ?? own[coarse] ?? shared[coarse];
}

/** "E 数量": the letters above the column and its heading, whichever there are. */
export const placeOf = ({ letter, column }: Pick<Problem, "letter" | "column">): string => [letter, column].filter((part) => part !== "").join(" ");

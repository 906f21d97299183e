import type { ReactNode } from "react";
import type { ReadLineView } from "../views.ts";
import { usePageWords } from "./words.ts";

export interface Marks {
  readonly text: string;
  /** Where `text` begins in the message, because places are those of the message. */
  readonly from: number;
  readonly parts: ReadLineView["parts"];
  readonly problems: ReadLineView["problems"];
}

/** A piece of a message with what each place was taken for; what was not understood stands out by more than its colour. */
export function MarkedText({ text, from, parts, problems }: Marks): ReactNode {
  const words = usePageWords();
  const at = [...new Set([0, text.length, ...parts.flatMap((part) => [part.from - from, part.to - from])])].filter((place) => place >= 0 && place <= text.length).toSorted((a, b) => a - b);
  return (
    <span className="agent-said">
      {at.slice(0, -1).map((start, n) => {
        const end = at[n + 1]!;
        const piece = text.slice(start, end);
        const part = parts.find((one) => one.from - from <= start && one.to - from >= end);
        const doubt = problems.find((one) => one.from - from <= start && one.to - from >= end && one.code !== "inherited" && one.code !== "no_quantity" && one.code !== "no_item");
        if (part === undefined) return <span key={start}>{piece}</span>;
        return <mark key={start} data-part={part.part} data-doubt={doubt === undefined ? undefined : true} title={doubt === undefined ? words.parts[part.part] : words.problems[doubt.code]}>{piece}</mark>;
      })}
    </span>
  );
}

import type { ReactNode } from "react";
import type { BulletinData, Language } from "../../../engines/bulletin/data.ts";
import type { Figure, Figures } from "../../../engines/bulletin/figures.ts";
import { runsOf } from "../../../engines/bulletin/write.ts";
import { writingOf } from "../rules.ts";
import { usePageWords } from "./words.ts";

/** Where a number comes from: the sheet of its day, or the open data of its week or index. */
export function sourceOf({ source }: Figure): string | null {
  if (source.dataset === "index") return `/open/index/${source.period.slice(0, "2026".length)}-${source.period.includes("W") ? "weeks" : "days"}.json`;
  if (source.dataset !== "prices" && source.dataset !== "reasons") return null;
  return source.period.includes("W") ? `/open/prices/${source.period}.json` : `/prices?on=${source.period}`;
}

/** A text of a bulletin, paragraph by paragraph; each number opens its source. */
export function Prose({ text, data, figures, language, linked = true }: { readonly text: string; readonly data: BulletinData; readonly figures: Figures; readonly language: Language; readonly linked?: boolean }): ReactNode {
  const words = usePageWords().bulletin;
  const writing = writingOf(data, language);
  return text.split("\n").filter((line) => line.trim() !== "").map((line, at) => (
    <p key={at}>
      {runsOf(line, figures, writing).map((run, n) => {
        const figure = run.figure === null ? undefined : figures.get(run.figure);
        const to = figure === undefined ? null : sourceOf(figure);
        if (figure === undefined) return run.text;
        // Whole pages of the market and files alike: a plain link opens either.
        return to === null || !linked ? <b key={n} className="bul-figure">{run.text}</b> : <a key={n} className="bul-figure" href={to} title={words.opensSource}>{run.text}</a>;
      })}
    </p>
  ));
}

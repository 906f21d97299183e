import { useState } from "react";
import type { ReactNode } from "react";
import type { BulletinData, Language } from "../../../../engines/bulletin/data.ts";
import { lineName } from "../../../../engines/bulletin/draft.ts";
import type { Figures } from "../../../../engines/bulletin/figures.ts";
import { figureText } from "../../../../engines/bulletin/write.ts";
import { Panel } from "../../../../ui/Page.tsx";
import { TextInput } from "../../../../ui/TextInput.tsx";
import { writingOf } from "../../rules.ts";
import { usePageWords } from "../words.ts";

const MOST_SHOWN = 40;

/** Every number of the data by name; a tap puts it into the section that is being written. */
export function FigureList({ figures, data, language, into, onPick }: { readonly figures: Figures; readonly data: BulletinData; readonly language: Language; readonly into: string; readonly onPick: ((key: string) => void) | undefined }): ReactNode {
  const { editor: words } = usePageWords();
  const [query, setQuery] = useState("");
  const names = new Map(data.now.lines.map((line) => [line.key, lineName(line, language)]));
  const wanted = query.trim().toLowerCase();
  const all = [...figures.values()].map((figure) => ({ key: figure.key, text: figureText(figure, writingOf(data, language)), name: figure.source.line === null ? "" : (names.get(figure.source.line) ?? "") }));
  const found = all.filter(({ key, name, text }) => wanted === "" || `${key} ${name} ${text}`.toLowerCase().includes(wanted)).slice(0, MOST_SHOWN);
  return (
    <Panel title={words.figures}>
      <TextInput type="search" aria-label={words.findFigure} placeholder={words.findFigure} value={query} onChange={setQuery} />
      <p className="bul-faint">{into}</p>
      <ul className="bul-figures">{found.map(({ key, text, name }) => <li key={key}><button type="button" disabled={onPick === undefined} onClick={() => onPick?.(key)}><b>{text}</b><span>{name === "" ? key : `${name} · ${key.split(".").at(-1)}`}</span></button></li>)}</ul>
    </Panel>
  );
}

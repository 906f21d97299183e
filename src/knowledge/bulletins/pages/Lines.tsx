import type { ReactNode } from "react";
import { isShown, type BulletinData, type DataLine, type Language } from "../../../engines/bulletin/data.ts";
import { lineName } from "../../../engines/bulletin/draft.ts";
import { percentOf } from "../../../engines/bulletin/figures.ts";
import { UNIT_WORDS } from "../../../engines/units/units.ts";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Table, type Column } from "../../../ui/Table.tsx";
import { formatCount, formatMoney } from "../../../ui/money.ts";
import { signedPercent, tableLines } from "../rules.ts";
import { usePageWords } from "./words.ts";

/** The lines with trade, the most valuable first; what is withheld is counted. */
export function Lines({ data, language }: { readonly data: BulletinData; readonly language: Language }): ReactNode {
  const words = usePageWords().bulletin;
  const lines = tableLines(data);
  if (lines.length === 0) return null;
  const before = new Map((data.before?.lines ?? []).filter(isShown).map((line) => [line.key, line.mean]));
  const changeOf = (line: DataLine): number | null => { const old = before.get(line.key) ?? null; return line.mean === null || old === null ? null : percentOf(line.mean, old); };
  const money = (key: "mean" | "value", title: string): Column<DataLine> => ({ key, title, align: "end", cell: (line) => { const minor = line[key]; return minor === null ? "—" : <MoneyText minor={minor} currency={data.currency} bare />; }, text: (line) => (line[key] === null ? "" : formatMoney(line[key], data.currency, { symbol: false }).replaceAll(",", "")), sortBy: (line) => line[key] });
  const count = (key: "sold" | "unsold", title: string): Column<DataLine> => ({ key, title, align: "end", cell: (line) => `${formatCount(line[key] ?? 0)} ${UNIT_WORDS[line.unit][language === "zh" ? "zh" : "enPlural"]}`, text: (line) => String(line[key] ?? 0), sortBy: (line) => line[key] });
  const columns: readonly Column<DataLine>[] = [
    { key: "item", title: words.item, phone: "title", cell: (line) => lineName(line, language), text: (line) => lineName(line, language), sortBy: (line) => lineName(line, language) },
    money("mean", words.mean),
    { key: "change", title: words.change, align: "end", cell: (line) => { const change = changeOf(line); return change === null ? "—" : <span className="bul-change" data-way={change > 0 ? "up" : change < 0 ? "down" : undefined}>{signedPercent(change)}</span>; }, text: (line) => { const change = changeOf(line); return change === null ? "" : signedPercent(change); }, sortBy: changeOf },
    count("sold", words.sold), count("unsold", words.unsold), money("value", words.value),
  ];
  const withheld = data.now.lines.filter((line) => !isShown(line)).length;
  return <Table caption={words.lines} columns={columns} rows={lines} rowKey={(line) => line.key} csvName={`${words.lines}-${data.now.period}`} origin={{ source: words.source, coverage: words.linesOf(String(lines.length), String(withheld)), age: data.now.period }} />;
}

import type { BulletinData, Language } from "../../engines/bulletin/data.ts";
import { lineName } from "../../engines/bulletin/draft.ts";
import { figuresOf } from "../../engines/bulletin/figures.ts";
import { decimals, plainText } from "../../engines/bulletin/write.ts";
import { formatMoney } from "../../engines/fees/money.ts";
import { UNIT_WORDS } from "../../engines/units/units.ts";
import { moverRows, signedPercent, tableLines, TEXT_SECTIONS, writingOf, type Snapshot } from "./rules.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** The longest table of a document that is read and not searched; the whole list is in the data. */
export const MAX_PAPER_LINES = 60;
const FONT = { ascii: "Times New Roman", hAnsi: "Times New Roman", eastAsia: "宋体", cs: "Times New Roman" } as const;
const TITLE_FONT = { ...FONT, eastAsia: "黑体" } as const;
/** Half points. */
const SIZES = { title: 40, heading: 28, text: 24, table: 20, small: 18 } as const;
const LINE_SPACING = 360;

export interface Cells {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The two tables of a bulletin as text: five up and five down, and the lines by value. */
export function tablesOf(data: BulletinData, language: Language): Cells[] {
  const words = language === "zh" ? zh : en;
  const money = (minor: number | null): string => (minor === null ? "—" : formatMoney(minor, data.currency, language, "bare"));
  const unit = (name: keyof typeof UNIT_WORDS): string => UNIT_WORDS[name][language];
  const movers = moverRows(data).map((row) => [row.name[language], unit(row.pair.now.unit), money(row.pair.before.mean), money(row.pair.now.mean), signedPercent(row.change)]);
  const lines = tableLines(data).slice(0, MAX_PAPER_LINES).map((line) => [lineName(line, language), unit(line.unit), money(line.mean), decimals(line.sold ?? 0, 0), decimals(line.unsold ?? 0, 0), money(line.value)]);
  return [
    { title: words.moversTitle, head: [words.item, words.unit, words.before, words.mean, words.change], rows: movers },
    { title: words.linesTitle, head: [words.item, words.unit, words.mean, words.sold, words.unsold, words.value], rows: lines },
  ].filter((table) => table.rows.length > 0);
}

/** An edition as a Word document. The package is loaded with the first one that is asked for. */
export async function wordOf({ texts, data, edition, reason, publishedAt }: Snapshot, sha256: string, language: Language): Promise<Buffer> {
  const { AlignmentType, Document, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow, TextRun, WidthType } = await import("docx");
  const words = language === "zh" ? zh : en;
  const figures = figuresOf(data);
  const say = (text: string): string => plainText(text, figures, writingOf(data, language));
  const run = (text: string, size: number, bold = false, font: typeof FONT | typeof TITLE_FONT = FONT) => new TextRun({ text, size, bold, font });
  const text = (content: string) => new Paragraph({ children: [run(content, SIZES.text)], spacing: { line: LINE_SPACING }, indent: language === "zh" ? { firstLine: 2 * 20 * (SIZES.text / 2) } : {} });
  const heading = (content: string) => new Paragraph({ heading: HeadingLevel.HEADING_2, children: [run(content, SIZES.heading, true, TITLE_FONT)], spacing: { before: 200, after: 80 } });
  const sections = TEXT_SECTIONS.filter((section) => texts[language][section].trim() !== "").flatMap((section) => [heading(words.sections[section]), ...say(texts[language][section]).split("\n").filter((line) => line.trim() !== "").map(text)]);
  const tables = tablesOf(data, language).flatMap((table) => [
    heading(table.title),
    new Table({
      width: { size: 100, type: WidthType.PERCENTAGE },
      rows: [table.head, ...table.rows].map((row, at) => new TableRow({
        tableHeader: at === 0, cantSplit: true,
        children: row.map((cell, column) => new TableCell({ children: [new Paragraph({ alignment: column < 2 ? AlignmentType.LEFT : AlignmentType.RIGHT, children: [run(cell, SIZES.table, at === 0)] })] })),
      })),
    }),
  ]);
  const document = new Document({
    title: say(texts[language].title), creator: data.market[language], description: `SHA-256 ${sha256}`,
    sections: [{
      children: [
        ...(data.demo ? [new Paragraph({ alignment: AlignmentType.CENTER, children: [run(words.demo, SIZES.small, true)] })] : []),
        new Paragraph({ heading: HeadingLevel.TITLE, alignment: AlignmentType.CENTER, children: [run(say(texts[language].title), SIZES.title, true, TITLE_FONT)] }),
        new Paragraph({ alignment: AlignmentType.CENTER, children: [run(`${data.market[language]} · ${words.editionOf(edition)} · ${publishedAt.slice(0, "2026-11-27".length)}`, SIZES.small)] }),
        ...(reason === null ? [] : [text(`${words.corrected}${reason}`)]),
        ...sections, ...tables,
        new Paragraph({ children: [run(`${words.fingerprint} ${sha256}`, SIZES.small)], spacing: { before: 240 } }),
      ],
    }],
  });
  return Packer.toBuffer(document);
}

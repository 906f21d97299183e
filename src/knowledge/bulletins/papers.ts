import { sha256 as hashOf } from "../../kernel/machinery/canonical.ts";
import type { Language } from "../../engines/bulletin/data.ts";
import { figuresOf } from "../../engines/bulletin/figures.ts";
import { plainText } from "../../engines/bulletin/write.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import type { ServedFile } from "../../kernel/machinery/served.ts";
import { print, type PaperData } from "../../kernel/print/contract.ts";
import type { bulletins, Format } from "./contract.ts";
import { csvOf } from "./csv.ts";
import { editionOf } from "./reading.ts";
import { moverRows, pieces, signedPercent, tableLines, TEXT_SECTIONS, writingOf, type Snapshot } from "./rules.ts";
import type { BulletinScene, Tables } from "./store.ts";
import { MAX_PAPER_LINES, wordOf } from "./word.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** '2026-11-27.csv', '2026-W48.en.docx', '2026-11-27/1.json'. */
const PATH = /^(\d{4}-(?:\d{2}-\d{2}|W\d{2}))(?:\/(\d{1,4}))?(\.en)?\.(json|csv|docx|pdf)$/;
const MIME: Readonly<Record<Format, string>> = {
  json: "application/json; charset=utf-8", csv: "text/csv; charset=utf-8", docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", pdf: "application/pdf",
};
/** An edition never changes; which one is the newest may change at any time. */
const FIXED_SECONDS = 31_536_000;
const NEWEST_SECONDS = 60;
const MAX_PIECE = 280;

export const paperHandlers: Pick<Handlers<typeof bulletins, Tables>, "file"> = {
  async file(scene, { path }) {
    const match = PATH.exec(path);
    if (match === null) return scene.refuse("not_found", { path });
    const [, period, edition, english, kind] = match;
    const format = kind as Format;
    const language: Language = english === undefined ? "zh" : "en";
    const row = await editionOf(scene as BulletinScene<string>, period!, edition === undefined ? undefined : Number(edition));
    const common = { mime: MIME[format], modified: row.published_at.toISOString(), maxAge: edition === undefined ? NEWEST_SECONDS : FIXED_SECONDS };
    const stem = `${language === "zh" ? "花卉行情" : "flower-market"}-${period}-${row.edition}`;
    if (format === "json") return { ...common, text: row.snapshot, base64: null, hash: row.sha256, name: null } satisfies ServedFile;
    if (format === "csv") { const text = csvOf(row.frozen.data); return { ...common, text, base64: null, hash: hashOf(text), name: `${stem}.csv` }; }
    // The papers are made of the edition alone, so its fingerprint names them as well; they are not equal byte for byte.
    const hash = hashOf(`${row.sha256} ${format} ${language}`);
    if (format === "docx") return { ...common, text: null, base64: (await wordOf(row.frozen, row.sha256, language)).toString("base64"), hash, name: `${stem}.docx` };
    const pdf = await scene.ask(print.actions.render, { name: stem, language, paper: { kind: "bulletin", papers: [paperOf(row.frozen, row.sha256)] } });
    return { ...common, text: null, base64: pdf.base64, hash, name: `${stem}.pdf` };
  },
};


/** What the print centre puts on a bulletin. */
export function paperOf({ texts, data, edition, reason, publishedAt, bulletin }: Snapshot, sha256: string): PaperData<"bulletin"> {
  const figures = figuresOf(data);
  const say = (text: string, language: Language): string => plainText(text, figures, writingOf(data, language));
  const paragraphs = TEXT_SECTIONS.flatMap((section) => {
    const [chinese, english] = [pieces(say(texts.zh[section], "zh"), MAX_PIECE), pieces(say(texts.en[section], "en"), MAX_PIECE)];
    return Array.from({ length: Math.max(chinese.length, english.length) }, (_, at) => ({
      head: at === 0 ? { zh: zh.sections[section], en: en.sections[section] } : { zh: "", en: "" }, text: { zh: chinese[at] ?? "", en: english[at] ?? "" },
    }));
  });
  const nameOf = (name: { readonly zh: string; readonly en: string }): { zh: string; en: string } => ({ zh: name.zh, en: name.en });
  return {
    market: data.market, demo: data.demo, code: `/bulletins/${bulletin}`, currency: data.currency, no: `${bulletin}-${edition}`,
    title: { zh: say(texts.zh.title, "zh"), en: say(texts.en.title, "en") }, edition, reason, publishedAt, hash: sha256, paragraphs,
    movers: moverRows(data).map((row) => ({ item: nameOf(row.name), before: row.pair.before.mean, mean: row.pair.now.mean!, change: signedPercent(row.change) })),
    lines: tableLines(data).slice(0, MAX_PAPER_LINES).map((line) => ({ item: { zh: `${line.item.zh}（${line.mark.zh}）`, en: `${line.item.en || line.item.zh} (${line.mark.en})` }, mean: line.mean, sold: { quantity: line.sold ?? 0, unit: line.unit }, unsold: line.unsold, value: line.value ?? 0 })),
  };
}

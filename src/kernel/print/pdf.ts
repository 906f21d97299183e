import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import PDFDocument from "pdfkit";
import type { Mark, Page } from "./page.ts";

/** Noto Sans SC, OFL: 20,976 Han characters. A PDF carries only the letters it shows. */
const FONT_FILES = {
  regular: "@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
  bold: "@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf",
} as const;
type FontName = keyof typeof FONT_FILES;

/** Stands for a character that the font lacks; which ones those were, is told. */
const LACKING = "□";
const SOFT_INK = "#4a4a4a";
const SOFT_LINE = "#b5b5b5";
const INK = "#000000";

/** What we use of the font behind a PDF; the package's types do not tell it. */
interface OpenFont {
  hasGlyphForCodePoint(point: number): boolean;
}

let files: Record<FontName, Buffer> | undefined;
/** Read once in the thread that prints. */
const fontFiles = (): Record<FontName, Buffer> => (files ??= { regular: read(FONT_FILES.regular), bold: read(FONT_FILES.bold) });
const read = (name: string): Buffer => readFileSync(fileURLToPath(import.meta.resolve(name)));

export interface PdfFacts {
  readonly title: string;
  readonly author: string;
  readonly madeAt: Date;
  readonly language: "zh" | "en";
}

/** A PDF under construction: it measures text before anything is drawn, and is then filled with pages and ended. */
export class Pdf {
  readonly #document: PDFKit.PDFDocument;
  readonly #whole: Promise<Buffer>;
  readonly #lacking = new Set<string>();
  readonly #known = new Map<string, string>();
  readonly #widths = new Map<string, number>();

  constructor({ title, author, madeAt, language }: PdfFacts) {
    this.#document = new PDFDocument({
      autoFirstPage: false, compress: true, pdfVersion: "1.7", lang: language === "zh" ? "zh-CN" : "en", displayTitle: true,
      info: { Title: title, Author: author, Creator: "Hualian 花链", Producer: "Hualian 花链", CreationDate: madeAt, ModDate: madeAt },
    });
    const parts: Buffer[] = [];
    this.#document.on("data", (part: Buffer) => parts.push(part));
    this.#whole = new Promise((done, fail) => {
      this.#document.once("end", () => done(Buffer.concat(parts)));
      this.#document.once("error", fail);
    });
    for (const [name, bytes] of Object.entries(fontFiles())) this.#document.registerFont(name, bytes);
  }

  /** Width in points at `size`. Widths are proportional to the size, so each text is measured once a weight. */
  measure(text: string, size: number, bold: boolean): number {
    const key = `${bold ? "b" : "r"}${text}`;
    let unit = this.#widths.get(key);
    if (unit === undefined) {
      unit = this.#document.font(bold ? "bold" : "regular").fontSize(1_000).widthOfString(this.#shown(text)) / 1_000;
      this.#widths.set(key, unit);
    }
    return unit * size;
  }

  add(pages: readonly Page[]): void {
    for (const page of pages) {
      this.#document.addPage({ size: [page.width, page.height], margin: 0 });
      for (const mark of page.marks) this.#draw(mark);
    }
  }

  /** The characters that the font lacked. */
  get lacking(): string {
    return [...this.#lacking].join("");
  }

  async end(): Promise<Buffer> {
    this.#document.end();
    return this.#whole;
  }

  #draw(mark: Mark): void {
    const document = this.#document;
    switch (mark.kind) {
      case "text": return this.#text(mark);
      case "line":
        document.moveTo(mark.x, mark.y).lineTo(mark.x + mark.width, mark.y).lineWidth(mark.stroke);
        if (mark.dashed) document.dash(3, { space: 2 });
        document.stroke(mark.soft ? SOFT_LINE : INK);
        if (mark.dashed) document.undash();
        return;
      case "box": return void document.rect(mark.x, mark.y, mark.width, mark.height).lineWidth(mark.stroke).stroke(INK);
      case "shape": return void document.save().translate(mark.x, mark.y).scale(mark.scale).path(mark.path).fill(INK, "even-odd").restore();
    }
  }

  #text({ text, x, y, size, width, bold, soft }: Extract<Mark, { kind: "text" }>): void {
    const document = this.#document;
    const shown = this.#shown(text);
    const natural = this.measure(text, size, bold);
    document.font(bold ? "bold" : "regular").fontSize(size).fillColor(soft ? SOFT_INK : INK);
    const stretched = Math.abs(natural - width) > 0.05;
    if (stretched) document.save().translate(x, y).scale(width / natural, 1).text(shown, 0, 0, { lineBreak: false, baseline: "alphabetic" }).restore();
    else document.text(shown, x, y, { lineBreak: false, baseline: "alphabetic" });
  }

  #shown(text: string): string {
    let shown = this.#known.get(text);
    if (shown === undefined) {
      const font = this.#openFont();
      // The font draws both with one glyph, and a glyph can be searched for as one character only.
      shown = [...text.replaceAll("•", "·")].map((char) => {
        if (font.hasGlyphForCodePoint(char.codePointAt(0)!)) return char;
        this.#lacking.add(char);
        return LACKING;
      }).join("");
      this.#known.set(text, shown);
    }
    return shown;
  }

  #openFont(): OpenFont {
    this.#document.font("regular");
    return (this.#document as unknown as { _font: { font: OpenFont } })._font.font;
  }
}

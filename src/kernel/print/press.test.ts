import { describe, expect, test } from "vitest";
import { pressPapers } from "./compose.ts";
import { defaultTemplate } from "./defaults.ts";
import { dataSchema } from "./fields.ts";
import { KINDS, KIND_NAMES, SIZES_OF, type KindName } from "./kinds.ts";
import { mm } from "./page.ts";
import { Press, type Pressed } from "./press.ts";
import { SAMPLES } from "./samples.ts";
import type { Language, Size, Template } from "./template.ts";
import { readPdf } from "./trial-pdf.ts";

const press = new Press();
const AT = "2026-11-27T02:00:00Z";

function printed(kind: KindName, size: Size, language: Language, data: readonly object[] = [SAMPLES[kind]], template: Template = defaultTemplate(kind, size)): Promise<Pressed> {
  const papers = pressPapers({ kind, size, template, papers: data.map((one) => ({ ...one, printedAt: AT })), context: { language, origin: "https://huashi.example", utcOffsetMinutes: 480 } });
  return press.print({ papers, pdf: true, facts: { title: kind, author: "花市", madeAt: Date.parse(AT), language } });
}
const textOf = (pressed: Pressed): string => readPdf(pressed.bytes!).pages.flat().join("|");

describe("every paper as a PDF", () => {
  const cases = KIND_NAMES.flatMap((kind) => SIZES_OF[kind].flatMap((size) => (["zh", "en"] as const).map((language) => [kind, size, language] as const)));
  test.each(cases)("%s on %s in %s holds its words, its number and every sum, in letters that came with it", async (kind, size, language) => {
    expect(dataSchema(KINDS[kind]).safeParse(SAMPLES[kind]).success).toBe(true);
    const pressed = await printed(kind, size, language);
    const { fonts } = readPdf(pressed.bytes!);
    const text = textOf(pressed);
    expect(pressed.lacking).toBe("");
    expect(text).not.toContain("\ufffd");
    const { no } = SAMPLES[kind];
    expect(text).toContain(no);
    expect(text).toContain(language === "zh" ? "青州花卉苗木交易中心" : "Qingzhou");
    for (const [name, field] of Object.entries(KINDS[kind].fields)) {
      const value = (SAMPLES[kind] as unknown as Record<string, number | null>)[name];
      if (field.type !== "money" || value === null || value === undefined) continue;
      const yuan = (Math.abs(value) / 100).toFixed(2).replace(/\B(?=(?:\d{3})+\.)/g, ",");
      expect(text.replaceAll("|", ""), `${name} ${yuan}`).toContain(yuan);
    }
    expect(fonts.map(({ name }) => name.replace(/^\w+\+/, "")).toSorted()).toEqual(["NotoSansSC-Bold", "NotoSansSC-Regular"]);
    for (const { bytes } of fonts) expect(bytes).toBeGreaterThan(1_000);
    expect(pressed.bytes!.length).toBeLessThan(80_000);
    expect(pressed.pages).toHaveLength(1);
  });

  test("is the same file again from the same data, and stays within its edges", async () => {
    const [first, second] = [await printed("bill", "A4", "zh"), await printed("bill", "A4", "zh")];
    expect(Buffer.from(first.bytes!).equals(Buffer.from(second.bytes!))).toBe(true);
    for (const [kind, size, language] of cases) {
      for (const page of (await printed(kind, size, language)).pages) {
        for (const mark of page.marks) {
          const wide = mark.kind === "shape" ? 0 : mark.width;
          expect(mark.x, `${kind} ${size} ${JSON.stringify(mark).slice(0, 120)}`).toBeGreaterThanOrEqual(-0.01);
          expect(mark.x + wide, `${kind} ${size} ${JSON.stringify(mark).slice(0, 120)}`).toBeLessThanOrEqual(page.width + 0.01);
          expect(mark.y).toBeLessThanOrEqual(page.height + 0.01);
        }
      }
    }
  });
});

describe("a long paper", () => {
  const line = SAMPLES.bill.lines[0]!;
  const lines = Array.from({ length: 150 }, (_, at) => ({ ...line, lotNo: `L20261127-${String(at + 1).padStart(4, "0")}`, amount: 100_000 + at }));

  test("goes on over pages with the head of its table on each and its numbers at the foot; no line is lost or cut", async () => {
    const pressed = await printed("bill", "A4", "zh", [{ ...SAMPLES.bill, lines }]);
    const { pages } = readPdf(pressed.bytes!);
    expect(pages.length).toBeGreaterThan(2);
    expect(pages.map((page) => page.filter((text) => text === "单价").length)).toEqual([...pages.slice(0, -1).map(() => 1), expect.any(Number)]);
    pages.forEach((page, at) => expect(page).toContain(`${at + 1} / ${pages.length}`));
    const shown = pages.flat();
    for (const { lotNo, amount } of lines) expect(shown, lotNo).toEqual(expect.arrayContaining([lotNo, `1,${String(amount - 100_000).padStart(5, "0").slice(0, 3)}.${String(amount).slice(-2)}`]));
    for (const page of pressed.pages) for (const mark of page.marks) expect(mark.y).toBeLessThan(page.height - mm(8));
  });

  test("with sums of thirteen digits keeps each of them whole and inside the page", async () => {
    const huge = lines.slice(0, 3).map((one) => ({ ...one, item: { zh: "蝴蝶兰".repeat(30), en: "" }, price: 9_999_999_999, amount: 999_999_999_999_999 }));
    const pressed = await printed("statement", "A4", "zh", [{ ...SAMPLES.statement, lines: huge, due: 999_999_999_999_999 }]);
    expect(readPdf(pressed.bytes!).pages.flat().filter((text) => text === "9,999,999,999,999.99")).toHaveLength(3);
    for (const page of pressed.pages) for (const mark of page.marks) if (mark.kind === "text") expect(mark.x + mark.width).toBeLessThan(page.width);
  });
});

describe("a label", () => {
  test("whose item has the longest of names gets smaller and stays one sheet; many labels are a sheet each", async () => {
    const long = { ...SAMPLES.lot_label, item: { zh: "蝴蝶兰大辣椒双梗带花苞特级出口包装".repeat(16), en: "" }, grower: "青州市黄楼街道花卉种植专业合作社联合社第七分社" };
    const one = await printed("lot_label", "A6", "zh", [long]);
    expect(one.pages).toHaveLength(1);
    expect(textOf(one).replaceAll("|", "").match(/带花苞/g)).toHaveLength(16);
    const many = await printed("lot_label", "A6", "zh", Array.from({ length: 12 }, () => SAMPLES.lot_label));
    expect(many.pages).toHaveLength(12);
  });
});

describe("a character that the font lacks", () => {
  test("stands as a box on the paper and is named, so that somebody can write it in", async () => {
    const pressed = await printed("lot_label", "A6", "zh", [{ ...SAMPLES.lot_label, grower: "𠮷田🌸" }]);
    expect([...pressed.lacking].toSorted()).toEqual(["𠮷", "🌸"].toSorted());
    expect(textOf(pressed)).toContain("□田□");
  });
});

describe("a paper of a demonstration", () => {
  test("says so, even when the template does not", async () => {
    const bare: Template = { ...defaultTemplate("lot_label", "A6"), blocks: defaultTemplate("lot_label", "A6").blocks.slice(0, 1) };
    expect(textOf(await printed("lot_label", "A6", "zh", [{ ...SAMPLES.lot_label, demo: true }], bare))).toContain("演示数据");
    expect(textOf(await printed("lot_label", "A6", "zh", [SAMPLES.lot_label], bare))).not.toContain("演示数据");
  });
});

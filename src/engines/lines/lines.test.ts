import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { breakLines } from "./lines.ts";

/** Columns of a receipt: a Chinese character takes two. */
const columns = (text: string): number => [...text].reduce((sum, char) => sum + (char.codePointAt(0)! < 0x80 ? 1 : 2), 0);
const broken = (text: string, width: number): string[] => breakLines(text, width, columns);

describe("text is broken into lines", () => {
  test("between Chinese characters, between Latin words", () => {
    expect(broken("蝴蝶兰大辣椒双梗", 8)).toEqual(["蝴蝶兰大", "辣椒双梗"]);
    expect(broken("Phalaenopsis Big Chili, two spikes", 14)).toEqual(["Phalaenopsis", "Big Chili, two", "spikes"]);
    expect(broken("红掌 Anthurium 14cm", 10)).toEqual(["红掌", "Anthurium", "14cm"]);
  });

  test("with no closing mark at the head of a line and no opening one at its end", () => {
    expect(broken("红掌蝴蝶兰，君子兰", 10)).toEqual(["红掌蝴蝶", "兰，君子兰"]);
    expect(broken("盆器另算（两元）", 10)).toEqual(["盆器另算", "（两元）"]);
    expect(broken("合计¥12", 6)).toEqual(["合计", "¥12"]);
  });

  test("where the line ends, when a word is wider than the line", () => {
    expect(broken("L20261122-0037", 6)).toEqual(["L20261", "122-00", "37"]);
    expect(broken("花", 1)).toEqual(["花"]);
    expect(broken("余额 -1,234.50", 12), "a number is not broken where it fits").toEqual(["余额", "-1,234.50"]);
  });

  test("as the writer broke them", () => {
    expect(broken("第一行\n\n第三行", 20)).toEqual(["第一行", "", "第三行"]);
    expect(broken("", 20)).toEqual([""]);
  });

  test("loses no character and passes the width with no line that could be shorter", () => {
    const text = fc.string({ unit: fc.constantFrom(..."花红兰，（）。 ab12.-/"), maxLength: 60 });
    fc.assert(fc.property(text, fc.integer({ min: 2, max: 20 }), (written, width) => {
      const lines = broken(written, width);
      expect(lines.join("").replaceAll(" ", "")).toBe(written.replaceAll(" ", ""));
      for (const line of lines) expect(columns(line)).toBeLessThanOrEqual(width);
    }));
  });
});

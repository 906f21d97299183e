import { describe, expect, test } from "vitest";
import { gb18030 } from "./gb18030.ts";

const codec = gb18030((bytes) => new TextDecoder("gb18030").decode(bytes));
const hex = (text: string): string => Buffer.from(codec.encode(text)).toString("hex");

describe("text for Chinese banks and printers", () => {
  test("is written as other programmes write it", () => {
    expect(hex("花链")).toBe("bba8c1b4");
    expect(hex("a1 元")).toBe("613120d4aa");
    // The yen sign of Latin keyboards takes four bytes; the Chinese one takes two.
    expect([hex("¥"), hex("￥"), hex("€")]).toEqual(["81308436", "a3a4", "a2e3"]);
    expect([hex("𠮷"), hex("🌸")]).toEqual(["9534b235", "9439b534"]);
  });

  test("is read back by the platform unchanged, every character of every plane but the private ones that no font draws", () => {
    const reader = new TextDecoder("gb18030", { ignoreBOM: true });
    const lost: number[] = [];
    for (let point = 0; point < 0x110000; point++) {
      if (point >= 0xd800 && point <= 0xdfff) continue;
      const char = String.fromCodePoint(point);
      if (reader.decode(codec.encode(char)) !== char) lost.push(point);
    }
    const privateUse = lost.filter((point) => point >= 0xe000 && point <= 0xf8ff);
    expect(privateUse.length).toBeLessThan(20);
    expect(lost.filter((point) => !privateUse.includes(point))).toEqual([0xfffd]);
  });

  test("says how many bytes a character takes, as it then does", () => {
    for (const char of ["A", "花", "·", "¥", "—", "㼆", "𠮷"]) expect(codec.length(char.codePointAt(0)!), char).toBe(codec.encode(char).length);
  });

  test("has a question mark for half a character", () => {
    expect(hex("\ud800")).toBe("3f");
  });
});

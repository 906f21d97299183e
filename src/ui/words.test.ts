import { describe, expect, expectTypeOf, it } from "vitest";
import { useWords } from "./Preferences.tsx";
import { en as clockEn } from "./clock/words.en.ts";
import { zh as clockZh } from "./clock/words.zh.ts";
import { en as exchangeEn } from "./exchange/words.en.ts";
import { zh as exchangeZh } from "./exchange/words.zh.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

/** The shape of a words object: every path with the kind of thing at its end. */
function shape(words: object, path = ""): string[] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]) => {
    if (typeof value === "object" && value !== null) return shape(value, `${path}${key}.`);
    return [`${path}${key}: ${typeof value === "function" ? `function/${value.length}` : typeof value}`];
  });
}

describe("Chinese and English say the same things", () => {
  it("has the same keys and the same parameters in both", () => {
    expect(shape(en)).toEqual(shape(zh));
    expect(shape(clockEn)).toEqual(shape(clockZh));
    expect(shape(exchangeEn)).toEqual(shape(exchangeZh));
  });

  it("does not compile when a translation is missing, misspelt or takes other parameters", () => {
    const chinese = { title: "批次", rows: (n: number) => `${n} 行` };
    const check = (): void => {
      useWords(chinese, { title: "Lot", rows: (n: number) => `${n} rows` });
      // @ts-expect-error the English title is missing
      useWords(chinese, { rows: (n: number) => `${n} rows` });
      // @ts-expect-error the plural takes a number, not a word
      useWords(chinese, { title: "Lot", rows: (n: string) => `${n} rows` });
    };
    expect(check).toBeTypeOf("function");
    expectTypeOf(en).toExtend<typeof zh>();
  });

  it("counts in English", () => {
    expect(en.table.rows(1)).toBe("1 row");
    expect(en.table.rows(2)).toBe("2 rows");
    expect(clockEn.beaten(38, 0)).toBe("Same step, beaten by 38 ms");
    expect(clockEn.beaten(undefined, 1)).toBe("Beaten by 1 step");
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkCitizenId, checkMobile, citizenCheckCharacter, maskCitizenId, maskPhone, maskName } from "./citizen.ts";
import { USCC_ALPHABET, checkUscc, usccCheckCharacter } from "./uscc.ts";
import { demoCitizenId, demoUscc, demoMobile, isDemoUscc, organisationCheckCharacter } from "./demo.ts";

const seed = Number(process.env["SEED"] ?? 20260608);
console.log(`identity properties: seed ${seed}`);

describe("unified social credit codes", () => {
  // Published worked examples and codes that public companies print on their papers.
  test.each([
    ["91350100M000100Y43", "企业", "350100"], ["91110000600037341L", "企业", "110000"], ["91330106673959654P", "企业", "330106"],
    ["91440300708461136T", "企业", "440300"], ["914403001922038216", "企业", "440300"], ["12100000400000624D", "事业单位", "100000"],
  ])("%s passes", (code, kindName, division) => expect(checkUscc(code)).toMatchObject({ ok: true, code, kindName, division }));

  test("what was typed is folded: small letters, blanks, full width", () => {
    expect(checkUscc(" 91350100-m000100y43 ")).toMatchObject({ ok: true, code: "91350100M000100Y43" });
    expect(checkUscc("９１３５０１００Ｍ０００１００Ｙ４３")).toMatchObject({ ok: true, code: "91350100M000100Y43" });
  });

  test.each([
    ["91350100M000100Y44", "check", 18], ["91350100M000100Y4", "length", 0], ["91350100M000100Y433", "length", 0], ["9135010OM000100Y43", "character", 8], ["91350100M000100Y4?", "character", 18],
    ["81350100M000100Y43", "check", 18], ["94350100M000100Y43", "department", 2], ["B1350100M000100Y43", "department", 1], ["9135A100M000100Y43", "division", 5], ["91990100M000100Y43", "division", 3], ["", "length", 0],
  ])("%s is refused: %s at %i", (code, reason, position) => expect(checkUscc(code)).toMatchObject({ ok: false, reason, position }));

  test("the letter O is answered with what it may have been", () => {
    expect(checkUscc("9135010OM000100Y43")).toMatchObject({ message: expect.stringContaining("the letter O is never used") });
  });

  test("the check character is the one that makes Σ value × 3^i divisible by 31", () => {
    const body = fc.array(fc.constantFrom(...USCC_ALPHABET), { minLength: 17, maxLength: 17 }).map((chars) => chars.join(""));
    fc.assert(
      fc.property(body, (first17) => {
        const sum = [...first17].reduce((acc, char, i) => acc + BigInt(USCC_ALPHABET.indexOf(char)) * 3n ** BigInt(i), 0n);
        expect((sum + BigInt(USCC_ALPHABET.indexOf(usccCheckCharacter(first17)))) % 31n).toBe(0n);
      }),
      { seed },
    );
  });

  test("one wrong character or two swapped neighbours never pass", () => {
    const character = fc.constantFrom(...USCC_ALPHABET);
    const place = fc.nat({ max: 17 });
    fc.assert(
      fc.property(fc.nat(), place, character, (n, i, char) => {
        const code = demoUscc(n);
        const typo = code.slice(0, i) + char + code.slice(i + 1);
        expect(checkUscc(typo).ok).toBe(typo === code);
        const swapped = [...code].with(i, code[i + 1] ?? code[i] ?? "").with(Math.min(i + 1, 17), code[i] ?? "").join("");
        expect(checkUscc(swapped).ok).toBe(swapped === code);
      }),
      { seed },
    );
    expect(() => usccCheckCharacter("123")).toThrow("17 characters");
  });
});

describe("identity numbers of persons", () => {
  test("published examples pass, with birth date and sex", () => {
    expect(checkCitizenId("11010519491231002X")).toEqual({ ok: true, id: "11010519491231002X", division: "110105", birthDate: "1949-12-31", sex: "female" });
    expect(checkCitizenId("11010519491231002x")).toMatchObject({ ok: true });
    expect(checkCitizenId("440524188001010014")).toMatchObject({ ok: true, birthDate: "1880-01-01", sex: "male" });
    expect([checkCitizenId("360426199101010071").ok, checkCitizenId("120103198806018241").ok]).toEqual([true, true]);
  });

  test.each([
    ["110105194912310021", "check", 18], ["1101051949123100", "length", 0], ["11010519491231O02X", "character", 15], ["X10105194912310021", "character", 1],
    ["990105194912310021", "division", 1], ["11010519490231002X", "birth_date", 7], ["11010517991231002X", "birth_date", 7],
  ])("%s is refused: %s at %i", (id, reason, position) => expect(checkCitizenId(id)).toMatchObject({ ok: false, reason, position }));

  test("the check character is that of ISO 7064 MOD 11-2, computed digit by digit", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{17}$/), (first17) => {
        const rest = [...first17].reduce((acc, digit) => ((acc + Number(digit)) * 2) % 11, 0);
        const check = (12 - rest) % 11;
        expect(citizenCheckCharacter(first17)).toBe(check === 10 ? "X" : String(check));
      }),
      { seed },
    );
  });

  test("nobody is born tomorrow", () => {
    expect(checkCitizenId("11010519491231002X", "1949-12-30")).toMatchObject({ reason: "not_born_yet" });
    expect(checkCitizenId("11010519491231002X", "1949-12-31")).toMatchObject({ ok: true });
  });

  test("masks hide the day of birth, and never show more of a malformed number", () => {
    expect(maskCitizenId("11010519491231002X")).toBe("1101************2X");
    expect(maskCitizenId("1101051949")).toBe("**********");
    expect([maskPhone("13812341234"), maskPhone("138 1234 1234"), maskPhone("1381234")]).toEqual(["138****1234", "138****1234", "*******"]);
    expect([maskName("王小明"), maskName("李"), maskName("欧阳小明")]).toEqual(["王**", "李*", "欧***"]);
  });

  test("mobile numbers", () => {
    expect(checkMobile("+86 138-1234-1234")).toEqual({ ok: true, mobile: "13812341234" });
    expect([checkMobile("1381234123"), checkMobile("12812341234"), checkMobile("1381234123a")].map((r) => (r.ok ? "" : `${r.reason} ${r.position}`))).toEqual(["length 0", "prefix 2", "character 11"]);
  });
});

describe("codes of the demonstration", () => {
  test("they pass the check, differ from each other, and are nobody's", () => {
    const kinds = ["91", "92", "93", "N2"] as const;
    const codes = Array.from({ length: 5_000 }, (_, i) => demoUscc(i, kinds[i % 4]));
    for (const code of codes) {
      expect(checkUscc(code)).toMatchObject({ ok: true, division: "370781" });
      expect(organisationCheckCharacter(code.slice(8, 16))).not.toBe(code[16]);
      expect(isDemoUscc(code)).toBe(true);
    }
    expect(new Set(codes.map((code) => code.slice(8, 16))).size).toBe(5_000);
    expect(demoUscc(7)).toBe(demoUscc(7));
    expect(isDemoUscc("91350100M000100Y43")).toBe(false);
    expect(organisationCheckCharacter("M000100Y")).toBe("4");
  });

  test("demonstration persons pass the check in a division that does not exist", () => {
    const ids = Array.from({ length: 1_000 }, (_, i) => demoCitizenId(i, "1968-02-29"));
    for (const id of ids) expect(checkCitizenId(id)).toMatchObject({ ok: true, division: "379999", birthDate: "1968-02-29" });
    expect(new Set(ids).size).toBe(1_000);
    expect(checkMobile(demoMobile(42))).toEqual({ ok: true, mobile: "15400000042" });
  });
});

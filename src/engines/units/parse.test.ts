import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseQuantity, totalQuantity } from "./parse.ts";
import { packingTable } from "./packing.ts";
import { UNITS, UNIT_WORDS } from "./units.ts";

const seed = Number(process.env["SEED"] ?? 20260607);
console.log(`quantity properties: seed ${seed}`);

function read(text: string): string {
  const parsed = parseQuantity(text, "pot");
  return parsed.ok ? parsed.parts.map((part) => `${part.quantity} ${part.unit}`).join(", ") : parsed.fault;
}

describe("quantities as people write them", () => {
  test.each([
    ["12盆", "12 pot"], ["12", "12 pot"], ["３箱", "3 box"], ["1万盆", "10000 pot"], ["1.5万", "15000 pot"], ["2车1层", "2 trolley, 1 layer"], ["2 车，1 层", "2 trolley, 1 layer"],
    ["1,200盆", "1200 pot"], ["１，２００ 盆", "1200 pot"], ["5千株", "5000 plant"], ["0.35万支", "3500 spike"], ["20枝", "20 spike"], ["6把", "6 bunch"], ["1 box", "1 box"], ["12 Pots", "12 pot"],
    ["2 trolleys 1 layer", "2 trolley, 1 layer"], ["3台车", "3 trolley"], ["十二盆", "12 pot"], ["两箱", "2 box"], ["二十五株", "25 plant"], ["三百零五盆", "305 pot"], ["一万五千盆", "15000 pot"],
    ["十万盆", "100000 pot"], ["10万盆", "100000 pot"], ["2车又3箱", "2 trolley, 3 box"], ["3.0箱", "3 box"], ["0盆", "0 pot"], ["一万零五十盆", "10050 pot"],
  ])("%s → %s", (text, meaning) => expect(read(text)).toBe(meaning));

  test.each([
    ["", "empty"], ["  ", "empty"], ["盆", "not_a_number"], ["很多盆", "not_a_number"], ["-3盆", "negative"], ["3筐", "unknown_unit"], ["12 potz", "unknown_unit"], ["2车1", "missing_unit"], ["1万2盆", "missing_unit"],
    ["12 34盆", "unknown_unit"], ["2箱3箱", "repeated_unit"], ["1.5盆", "not_whole"], ["1.23456万", "not_whole"], ["1,20盆", "misplaced_separator"], ["99999999999999999盆", "too_large"], ["一万五盆", "not_a_number"],
    ["3二盆", "not_a_number"], ["千盆", "not_a_number"], ["1.2.3盆", "not_a_number"],
  ])("%s is refused as %s", (text, fault) => expect(read(text)).toBe(fault));

  test("an unknown unit is answered with the units there are", () => {
    const refused = parseQuantity("3筐", "pot");
    expect(refused.ok ? "" : refused.message).toBe('"3筐": "筐" is not a unit; use one of 盆 株 支 梗 扎 件 箱 层 车');
  });

  test("two trolleys and a layer are 600 pots of this item", () => {
    const table = packingTable({ pieceUnit: "pot", piecesPerTray: 8, traysPerLayer: 5, layersPerTrolley: 7 });
    const parsed = parseQuantity("2车1层", "pot");
    if (!table.ok || !parsed.ok) throw new Error("did not read");
    expect(totalQuantity(table.value, parsed.parts, "pot")).toEqual({ ok: true, value: 600 });
    const withStems = totalQuantity(table.value, [{ quantity: 3, unit: "stem" }], "pot");
    expect(withStems.ok ? "" : withStems.fault.code).toBe("no_conversion");
  });

  test("every quantity written out is read back", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger().map(Math.abs), fc.constantFrom(...UNITS), fc.boolean(), (quantity, unit, english) => {
        const word = english ? ` ${UNIT_WORDS[unit].enPlural}` : UNIT_WORDS[unit].zh;
        expect(parseQuantity(`${quantity}${word}`, "pot")).toEqual({ ok: true, parts: [{ quantity, unit }] });
        expect(parseQuantity(`${quantity.toLocaleString("en-US")}${word}`, "pot")).toEqual({ ok: true, parts: [{ quantity, unit }] });
      }),
      { seed },
    );
  });
});

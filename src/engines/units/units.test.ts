import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadPieces, packLoad, packingTable } from "./packing.ts";
import { comparablePrices, normalisePrice } from "./price.ts";
import { UNITS, conversionTable, convertQuantity, quantityText, unitRatio } from "./units.ts";
import type { Conversion, ConversionTable, Unit, UnitResult } from "./units.ts";

const seed = Number(process.env["SEED"] ?? 20260606);
console.log(`unit properties: seed ${seed}`);

function table(conversions: readonly Conversion[]): ConversionTable {
  return valueOf(conversionTable(conversions));
}

function valueOf<T>(result: UnitResult<T>): T {
  if (!result.ok) throw new Error(result.fault.message);
  return result.value;
}

function faultOf<T>(result: UnitResult<T>) {
  if (result.ok) throw new Error(`expected a fault, got ${JSON.stringify(result.value)}`);
  return result.fault;
}

const phalaenopsis = table([
  { larger: "layer", smaller: "box", count: 6 },
  { larger: "box", smaller: "pot", count: 12 },
  { larger: "pot", smaller: "spike", count: 3 },
]);

describe("a phalaenopsis grower counts", () => {
  test("a layer is 72 pots and 216 spikes, and back", () => {
    expect(valueOf(convertQuantity(phalaenopsis, 1, "layer", "pot"))).toBe(72);
    expect(valueOf(convertQuantity(phalaenopsis, 5, "layer", "spike"))).toBe(1080);
    expect(valueOf(convertQuantity(phalaenopsis, 1080, "spike", "layer"))).toBe(5);
    expect(valueOf(unitRatio(phalaenopsis, "spike", "box"))).toEqual({ numerator: 1, denominator: 36 });
    expect(quantityText(72, "pot")).toBe("72 盆");
    expect([quantityText(1, "box", "en"), quantityText(6, "box", "en")]).toEqual(["1 box", "6 boxes"]);
  });

  test("seven pots do not fill boxes of six, and the answer says what would", () => {
    const six = table([{ larger: "box", smaller: "pot", count: 6 }]);
    expect(faultOf(convertQuantity(six, 7, "pot", "box"))).toEqual({
      code: "not_whole", from: "pot", to: "box", lower: 6, upper: 12, message: "7 盆 is not a whole number of 箱 of 6; nearest 6 or 12",
    });
    expect(faultOf(convertQuantity(six, 5, "pot", "box")).message).toContain("the least is 6");
  });

  test("a conversion nobody stated is named, not invented", () => {
    const fault = faultOf(convertQuantity(phalaenopsis, 1, "trolley", "pot"));
    expect(fault).toMatchObject({ code: "no_conversion", from: "trolley", to: "pot" });
    expect(fault.message).toMatch(/车.*盆/);
  });

  test("conversions that contradict each other are refused when they are entered", () => {
    const fault = faultOf(conversionTable([{ larger: "layer", smaller: "box", count: 6 }, { larger: "box", smaller: "pot", count: 12 }, { larger: "layer", smaller: "pot", count: 70 }]));
    expect(fault.code).toBe("contradiction");
    expect(fault.message).toMatch(/contradicts the other conversions, which make it (6|12|72|70|35\/6|35\/3)$/);
    expect(conversionTable([{ larger: "layer", smaller: "box", count: 6 }, { larger: "box", smaller: "pot", count: 12 }, { larger: "layer", smaller: "pot", count: 72 }]).ok).toBe(true);
    expect(faultOf(conversionTable([{ larger: "box", smaller: "box", count: 1 }])).code).toBe("bad_conversion");
    expect(faultOf(conversionTable([{ larger: "box", smaller: "pot", count: 0 }])).code).toBe("bad_conversion");
  });

  test("half pots, negative and unsafe quantities are refused", () => {
    for (const quantity of [0.5, -1, 2 ** 53]) expect(faultOf(convertQuantity(phalaenopsis, quantity, "pot", "spike")).code).toBe("bad_quantity");
    expect(faultOf(convertQuantity(phalaenopsis, Number.MAX_SAFE_INTEGER, "pot", "spike")).code).toBe("bad_quantity");
  });
});

test("any item: converting down and up again changes nothing, and every fault's neighbours convert", () => {
  const chain = fc.tuple(fc.shuffledSubarray([...UNITS], { minLength: 2 }), fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 9, maxLength: 9 }));
  fc.assert(
    fc.property(chain, fc.nat({ max: 100_000 }), ([units, counts], quantity) => {
      const conversions = units.slice(1).map((smaller, i): Conversion => ({ larger: units[i] as Unit, smaller, count: counts[i] ?? 1 }));
      const item = table(conversions);
      const [first, last] = [units[0] as Unit, units.at(-1) as Unit];
      const product = conversions.reduce((acc, c) => acc * BigInt(c.count), 1n);
      const down = convertQuantity(item, quantity, first, last);
      if (!down.ok) {
        expect(product * BigInt(quantity) > BigInt(Number.MAX_SAFE_INTEGER)).toBe(true);
        return;
      }
      expect(BigInt(down.value)).toBe(BigInt(quantity) * product);
      expect(valueOf(convertQuantity(item, down.value, last, first))).toBe(quantity);
      const up = convertQuantity(item, quantity, last, first);
      if (!up.ok && up.fault.code === "not_whole") {
        expect(up.fault.lower < quantity && quantity < up.fault.upper).toBe(true);
        expect(valueOf(convertQuantity(item, up.fault.upper, last, first)) - valueOf(convertQuantity(item, up.fault.lower, last, first))).toBe(1);
      }
    }),
    { seed },
  );
});

describe("packing", () => {
  const packing = { pieceUnit: "pot", piecesPerTray: 8, traysPerLayer: 5, layersPerTrolley: 7 } as const;

  test("a trolley of 280 pots, one layer, two trays and three pots over", () => {
    expect(packLoad(packing, 280 + 40 + 16 + 3)).toEqual({ trolleys: 1, layers: 1, trays: 2, loose: 3 });
    expect(valueOf(convertQuantity(valueOf(packingTable(packing)), 2, "trolley", "pot"))).toBe(560);
    expect(packLoad({ pieceUnit: "pot", piecesPerTray: 8 }, 100)).toEqual({ trolleys: 0, layers: 0, trays: 12, loose: 4 });
  });

  test("the item's own conversions join the packing", () => {
    const joined = valueOf(packingTable(packing, [{ larger: "pot", smaller: "spike", count: 2 }]));
    expect(valueOf(convertQuantity(joined, 1, "trolley", "spike"))).toBe(560);
    expect(faultOf(packingTable({ pieceUnit: "pot", piecesPerTray: 8, layersPerTrolley: 7 })).message).toContain("trays per layer");
  });

  test("stacking and unstacking loses no pot", () => {
    const count = fc.integer({ min: 1, max: 50 });
    fc.assert(
      fc.property(count, count, count, fc.nat(), (piecesPerTray, traysPerLayer, layersPerTrolley, pieces) => {
        const any = { pieceUnit: "pot", piecesPerTray, traysPerLayer, layersPerTrolley } as const;
        const load = packLoad(any, pieces);
        expect(loadPieces(any, load)).toBe(pieces);
        expect(load.layers < layersPerTrolley && load.trays < traysPerLayer && load.loose < piecesPerTray).toBe(true);
      }),
      { seed },
    );
  });
});

describe("prices per normalised unit", () => {
  test("18 yuan a spike is 54 yuan a pot, and the pot itself stays extra", () => {
    const perPot = valueOf(normalisePrice(phalaenopsis, { minor: 1800, per: "spike", potExtra: true }, "pot"));
    expect(perPot).toEqual({ minor: 5400, per: "pot", potExtra: true, numerator: 5400, denominator: 1, exact: true });
  });

  test("100 yuan a box of 12 is 8.33 yuan a pot, marked as rounded, with the exact value beside it", () => {
    const perPot = valueOf(normalisePrice(phalaenopsis, { minor: 10_000, per: "box", potExtra: false }, "pot"));
    expect(perPot).toEqual({ minor: 833, per: "pot", potExtra: false, numerator: 10_000, denominator: 12, exact: false });
    expect(faultOf(normalisePrice(phalaenopsis, { minor: 1, per: "bunch", potExtra: false }, "pot")).code).toBe("no_conversion");
  });

  test("a price with its pot and one without may not stand in one mean", () => {
    const withPot = { minor: 2000, per: "pot", potExtra: false } as const;
    expect(comparablePrices(withPot, { ...withPot, minor: 1 })).toBe(true);
    expect(comparablePrices(withPot, { ...withPot, potExtra: true })).toBe(false);
    expect(comparablePrices(withPot, { ...withPot, per: "box" })).toBe(false);
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CsvRecords, OpenQuote } from "./csv.ts";
import { excludedSales, type OwnSale } from "./exclusions.ts";
import { millsText, parseMills, parseQuantity } from "./figures.ts";
import { formatNamed, type FileFacts } from "./formats.ts";
import { judge } from "./judge.ts";
import { isOutlier, RecentPrices, usualOn } from "./outliers.ts";
import { headerIn, RowReader } from "./reading.ts";
import { LEAST_PRICES, MAX_MILLS, normalisedUnit } from "./standard.ts";
import { Tally } from "./tally.ts";

const SEED = Number(process.env["HUALIAN_SEED"] ?? 20261128);

/** Reads a table of text as a source's file of this name. */
function readAs(code: string, name: string, text: string, facts: Partial<FileFacts> = {}): Tally {
  const format = formatNamed(code)!;
  const tally = new Tally(format);
  let reader: RowReader | null = null;
  const records = new CsvRecords((row, cells) => {
    if (reader === null) {
      reader = new RowReader(format, { name, sheet: "", ...facts }, headerIn(format, cells)!);
      tally.problem(reader.missing());
      return;
    }
    const read = reader.read(row, cells);
    if (Array.isArray(read)) tally.bad(read);
    else tally.take(read, reader.header);
  });
  records.take(text);
  records.end();
  return tally;
}

describe("figures", () => {
  test("prices are exact in thousandths, however they are typed", () => {
    expect(["18.55", "600", "1,250.5", "￥18.55", "１２．５", "0.925", "0", "", "-3", "0.9775000000000001e0", "13.440"].map(parseMills)).toEqual([18_550, 600_000, 1_250_500, 18_550, 12_500, 925, 0, null, -3_000, "too_many_decimals", 13_440]);
    expect(["abc", "1.2345", "99999999999", "1..2", "12.", "."].map(parseMills)).toEqual(["not_a_number", "too_many_decimals", "too_large", "not_a_number", 12_000, "not_a_number"]);
    expect(["320", "320.0", "1.5", "-4", "3,000"].map(parseQuantity)).toEqual([320, 320, "not_whole", -4, 3_000]);
  });

  test("written and read again every price is the same", () => {
    fc.assert(fc.property(fc.integer({ min: -MAX_MILLS, max: MAX_MILLS }), (mills) => {
      expect(parseMills(millsText(mills))).toBe(mills === 0 ? 0 : mills);
    }), { seed: SEED });
  });

  test("a zero price is missing, and what contradicts itself is named", () => {
    const figures = { quantity: 10, min: 1_000, max: 3_000, mean: 2_000 };
    expect(judge(figures).status).toBe("kept");
    expect(judge({ ...figures, mean: 0 })).toMatchObject({ status: "missing", problem: null });
    expect([{ quantity: -1 }, { quantity: 0 }, { mean: -5 }, { min: 4_000 }, { min: 2_500 }, { mean: 3_500 }].map((change) => judge({ ...figures, ...change }).problem))
      .toEqual(["negative_quantity", "zero_quantity", "negative_price", "min_above_max", "min_above_mean", "mean_above_max"]);
    expect(judge({ quantity: null, min: 0, max: 0, mean: 2_000 }).status).toBe("kept");
    expect(normalisedUnit("bunch", 20)).toEqual({ unit: "stem", perUnit: 20 });
    expect(normalisedUnit("bunch", null)).toEqual({ unit: "bunch", perUnit: 1 });
  });
});

describe("the files of each source", () => {
  test("a Korean day file says its day and market by its name; the CSV of the same day is the same series", () => {
    const day = readAs("kr-at", "0000000001_2026-05-29.xls", "품목명,품종명,등급,속수량,최저단가,최고단가,평균단가\n거베라,미니,특2,889,3780,5850,5237\n호접란,만천홍,특1,92,14000,15000,1074\n");
    const csv = readAs("kr-at", "all.csv", "auction_date,market_code,market_name,category,item_name,variety_name,grade,unit,trade_volume,min_price,max_price,avg_price,auction_type,source,fetched_at\n2026-05-29,0000000001,aT화훼(양재),절화,거베라,미니,특2,속,889,3780,5850,5237,online,x,y\n");
    expect(day).toMatchObject({ rows: 2, accepted: 1, named: 1, from: "2026-05-29", to: "2026-05-29", markets: ["aT화훼(양재)"] });
    expect(day.namedRows).toEqual([{ row: 3, column: "최저단가", value: "14000", reason: "min_above_mean" }]);
    expect({ ...day.series[0], unit: null, category: "" }).toEqual({ ...csv.series[0], unit: null, category: "" });
    expect(csv.series[0]).toMatchObject({ unit: "bunch", currency: "KRW" });
  });

  test("a Taiwan series has days of the Republic, and its zero price is a missing one", () => {
    const lily = readAs("tw-amis", "taipei_lily.csv", "\ufeffDate,Average_price\n087/12/01,84\n087/12/02,0\n088/01/04,150.3\n");
    expect(lily).toMatchObject({ rows: 3, accepted: 2, missing: 1, missingRows: [3], from: "1998-12-01", to: "1999-01-04" });
    expect(lily.series).toMatchObject([{ market: "台北", species: "百合", unit: "bunch", stems: 5, currency: "TWD" }]);
    // Nothing says what is priced: that is a fault of the file, not a guess.
    expect(readAs("tw-amis", "prices.csv", "Date,Average_price\n087/12/01,84\n").badCells.filter(({ reason }) => reason === "missing_column").map(({ column }) => column)).toEqual(["market", "item"]);
  });

  test("a florist's bunch says its stems, and the day stands in the sheet's name", () => {
    const list = readAs("cn-florist", "花价.xlsx", "名称,类别,花材类型,单价,每扎数量,单枝成本\n高原红,花材,单头玫瑰,19.55,20,0.9775\n", { sheet: "Sheet_20260804(1)" });
    expect(list).toMatchObject({ accepted: 1, from: "2026-08-04", badCellsTotal: 0 });
    expect(list.series[0]).toMatchObject({ species: "单头玫瑰", variety: "高原红", unit: "bunch", stems: 20 });
  });

  test("the neutral file: every bad cell is named at once, with row, column and value", () => {
    const tally = readAs("neutral", "n.csv", 'business_date,market,species,unit,quantity,price,reason\n2026-11-20,青州,蝴蝶兰,盆,10,18.5,\n2026-13-20,青州,,桶,x,1.23456,乱写\n2026-11-21,"青州, 北",红掌,pot,-3,12,节日\n');
    expect(tally).toMatchObject({ rows: 3, accepted: 1, named: 1, malformed: 1 });
    expect(tally.badCells.map(({ row, column, reason }) => `${row} ${column} ${reason}`).toSorted()).toEqual(["3 business_date bad_day", "3 price too_many_decimals", "3 quantity not_a_number", "3 reason bad_reason", "3 species missing", "3 unit bad_unit"]);
    expect(tally.namedRows).toEqual([{ row: 4, column: "quantity", value: "-3", reason: "negative_quantity" }]);
  });

  test("a repeated row counts once; two prices for one day and item are both left out", () => {
    const head = "business_date,market,species,unit,quantity,price\n";
    const [a, b] = ["2026-11-20,青州,红掌,盆,10,18.5\n", "2026-11-20,青州,红掌,盆,10,19\n"];
    expect(readAs("neutral", "n.csv", head + a + a)).toMatchObject({ accepted: 1, duplicates: 1, named: 0, stored: 1 });
    expect(readAs("neutral", "n.csv", head + a + b)).toMatchObject({ accepted: 0, named: 2, stored: 1 });
    expect(readAs("neutral", "n.csv", head + b + a).conflicts).toEqual([{ series: 0, businessDate: "2026-11-20" }]);
  });

  test("rows in any order come to the same", () => {
    const rows = Array.from({ length: 40 }, (_, at) => `2026-11-${String(1 + (at % 28)).padStart(2, "0")},青州,花${at % 5},盆,${at % 9},${at % 11}\n`);
    const summary = ({ accepted, missing, named, duplicates, from, to, stored, items }: Tally) => ({ accepted, missing, named, duplicates, from, to, stored, items });
    const straight = summary(readAs("neutral", "n.csv", `business_date,market,species,unit,quantity,price\n${rows.join("")}`));
    fc.assert(fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (mixed) => {
      expect(summary(readAs("neutral", "n.csv", `business_date,market,species,unit,quantity,price\n${mixed.join("")}`))).toEqual(straight);
    }), { seed: SEED, numRuns: 50 });
  });
});

describe("text in pieces", () => {
  const records = (pieces: readonly string[]): (readonly [number, string[]])[] => {
    const found: (readonly [number, string[]])[] = [];
    const reader = new CsvRecords((row, cells) => found.push([row, cells]));
    for (const piece of pieces) reader.take(piece);
    reader.end();
    return found;
  };

  test("wherever the stream is cut, the records are the same", () => {
    const cell = fc.stringMatching(/^[a-z0-9,"\n\r ]{0,6}$/).map((text) => text.replaceAll("\r", ""));
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });
    fc.assert(fc.property(table, fc.array(fc.nat(200), { maxLength: 5 }), (lines, cuts) => {
      const text = `a,b\n${lines.map((cells) => cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(",")).join("\r\n")}`;
      const places = [0, ...cuts.map((cut) => cut % (text.length + 1)), text.length].toSorted((a, b) => a - b);
      const pieces = places.slice(1).map((end, at) => text.slice(places[at], end));
      expect(records(pieces).slice(1).map(([, cells]) => cells)).toEqual(lines);
    }), { seed: SEED, numRuns: 300 });
  });

  test("an open quote is named by its row", () => {
    expect(() => records(['a,b\n1,"2\n3,4\n'])).toThrow(OpenQuote);
    expect(records(["a;b\r\n1;2\r\n\r\n3;4"])).toEqual([[1, ["a", "b"]], [2, ["1", "2"]], [4, ["3", "4"]]]);
  });
});

describe("outliers", () => {
  const steady = Array.from({ length: 20 }, (_, at) => ({ day: at, mean: 10_000 + (at % 3) * 300 }));

  test("a slipped point is asked about, a dear festival day is not, and nothing is judged from a few prices", () => {
    expect(isOutlier({ day: 20, mean: 103_000 }, steady)).toBe(true);
    expect(isOutlier({ day: 20, mean: 1_030 }, steady)).toBe(true);
    expect(isOutlier({ day: 20, mean: 15_500 }, steady)).toBe(false);
    expect(isOutlier({ day: 20, mean: 103_000 }, steady.slice(0, LEAST_PRICES - 1))).toBe(false);
    expect(isOutlier({ day: 200, mean: 103_000 }, steady)).toBe(false);
  });

  test("what is usual and what is judged agree, in one pass and alone, in any order", () => {
    const prices = fc.uniqueArray(fc.record({ day: fc.nat(120), mean: fc.integer({ min: 1_000, max: 90_000 }) }), { selector: ({ day }) => day, minLength: 9, maxLength: 60 });
    fc.assert(fc.property(prices, (list) => {
      const inOrder = list.toSorted((a, b) => a.day - b.day);
      const pass = new RecentPrices();
      for (const one of inOrder) {
        const judged = pass.judges(one.day, one.mean);
        pass.add(one.day, one.mean);
        expect(isOutlier(one, list)).toBe(judged);
        const usual = usualOn(one.day, list);
        if (usual !== null && Math.min(Math.abs(one.mean - usual.low), Math.abs(one.mean - usual.high)) > 1) expect(one.mean < usual.low || one.mean > usual.high).toBe(judged);
      }
    }), { seed: SEED, numRuns: 100 });
  });
});

describe("sales that made no market", () => {
  const sale = (id: string, businessDate: string, sellerId: string, buyerId: string, reversed = false): OwnSale => ({ id, businessDate, itemId: "phal", sellerId, buyerId, reversed });

  test("taken back, between brothers, and there and back within a week", () => {
    const sales = [sale("1", "2026-11-01", "wang", "lu"), sale("2", "2026-11-05", "lu", "wang"), sale("3", "2026-11-05", "wang", "hu"), sale("4", "2026-11-20", "hu", "wang"), sale("5", "2026-11-06", "li", "li2"), sale("6", "2026-11-06", "li", "hu", true), sale("7", "2026-11-07", "hu", "li"), sale("8", "2026-11-06", "zhao", "zhao")];
    const related = (one: string, other: string): string | null => ([one, other].toSorted().join() === "li,li2" ? "owner" : null);
    expect(Object.fromEntries(excludedSales(sales, related))).toEqual({
      1: { reason: "wash", mirror: "2" }, 2: { reason: "wash", mirror: "1" }, 5: { reason: "related_party", because: "owner" }, 6: { reason: "withdrawn" }, 8: { reason: "related_party", because: "same_party" },
    });
    expect(Object.fromEntries(excludedSales(sales.toReversed(), related))).toEqual(Object.fromEntries(excludedSales(sales, related)));
  });
});

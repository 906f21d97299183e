/** `hualian index FILE` as a statistician and a script use it. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { BILATERALS } from "../../engines/price-index/bilateral.ts";
import { MULTILATERALS } from "../../engines/price-index/multilateral.ts";
import { multilateralSeries } from "../../engines/price-index/splice.ts";
import { tabulate } from "../../engines/price-index/table.ts";
import { hallOf } from "../../engines/price-index/trial.ts";
import { UsageError } from "../cli/usage.ts";
import { indexOf, type IndexCommand } from "./command.ts";
import { seriesText } from "./series-text.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const folder = mkdtempSync(join(tmpdir(), "hualian-index-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
function put(content: string | Uint8Array): string {
  const file = join(folder, `${(files += 1)}.csv`);
  writeFileSync(file, content);
  return file;
}
const run = (content: string | Uint8Array, options: Omit<IndexCommand, "file"> = {}) => indexOf({ file: put(content), ...options });
const valuesOf = (answer: ReturnType<typeof indexOf>): number[] => answer.series.map(({ value }) => value);
const csv = (...rows: string[]): string => ["period,item,price,quantity", ...rows, ""].join("\n");

const HALL = hallOf(1, { periods: 9, items: 15, missing: 0.1 });
const FILE = csv(...HALL.map(({ period, item, price, quantity }) => `${period},${item},${price},${quantity}`));
const SMALL = csv("2025,anthurium,10,6", "2025,phalaenopsis,20,2", "2026,anthurium,12,4", "2026,phalaenopsis,18,3");

describe("a series", () => {
  test("of every formula starts at 1, with all digits", () => {
    for (const formula of [...BILATERALS, ...MULTILATERALS]) {
      const answer = run(FILE, { formula, ...(formula === "lloyd-moulton" ? { sigma: "0.7" } : {}) });
      expect(answer.series.map(({ period }) => period), formula).toEqual(Array.from({ length: 9 }, (_, at) => `2025-W0${at + 1}`));
      expect(answer.series[0]!.value).toBe(1);
      expect(valuesOf(answer).every((value) => value > 0.5 && value < 2)).toBe(true);
    }
    expect(JSON.parse(JSON.stringify(run(SMALL, { formula: "fisher" }).series))).toEqual([{ period: "2025", value: 1 }, { period: "2026", value: Math.sqrt(1.08 * 1.02) }]);
  });

  test("is CCDI in one window unless told otherwise, and spliced by the mean on published where a window is given", () => {
    expect(run(FILE)).toMatchObject({ formula: "ccdi", base: "2025-W01", window: null, splice: null, rows: HALL.length, items: 15, skipped: 0 });
    expect(valuesOf(run(FILE))).toEqual([...multilateralSeries(tabulate(HALL), "ccdi")]);
    expect(run(FILE, { window: 4 })).toMatchObject({ window: 4, splice: "mean-published" });
    expect(valuesOf(run(FILE, { window: 4 }))).toEqual([...multilateralSeries(tabulate(HALL), "ccdi", { window: 4, splice: "mean-published" })]);
    expect(valuesOf(run(FILE, { formula: "GK", window: 4, splice: "WISP" }))).toEqual([...multilateralSeries(tabulate(HALL), "gk", { window: 4, splice: "window-published" })]);
    expect(run(FILE, { splice: "fbmw" })).toMatchObject({ window: 13, splice: "fbmw" });
    expect(run(FILE, { window: 4, splice: "mean_pub" }).splice).toBe("mean-published");
  });

  test("has its base where it is wanted: against it (fixed), or divided by it", () => {
    const base = "2025-W05";
    const fixed = run(FILE, { formula: "paasche", base });
    const laspeyres = run(FILE, { formula: "laspeyres" });
    expect(fixed.series[4]).toEqual({ period: base, value: 1 });
    expect(fixed.series[0]!.value).toBeCloseTo(1 / laspeyres.series[4]!.value, 12);
    for (const options of [{ formula: "ccdi" }, { formula: "ccdi", window: 4 }, { formula: "fisher", chained: true }]) {
      const [plain, moved] = [valuesOf(run(FILE, options)), valuesOf(run(FILE, { ...options, base }))];
      moved.forEach((value, at) => expect(value).toBeCloseTo(plain[at]! / plain[4]!, 13));
      expect(moved[4]).toBe(1);
    }
  });

  test("chained is the product of the steps from period to period", () => {
    const steps = valuesOf(run(FILE, { formula: "walsh", periodOnPeriod: true }));
    let level = 1;
    valuesOf(run(FILE, { formula: "walsh", chained: true })).forEach((value, at) => expect(value).toBeCloseTo((level *= at === 0 ? 1 : steps[at]!), 13));
  });

  test("of Lowe takes its weights from the period that is named", () => {
    const three = csv("2024,anthurium,8,5", "2024,phalaenopsis,25,4", ...SMALL.trim().split("\n").slice(1));
    expect(valuesOf(run(three, { formula: "lowe", base: "2025", weights: "2024" }))[2]).toBeCloseTo(132 / 130, 13);
    expect(valuesOf(run(three, { formula: "lowe", base: "2025", weights: "2026" }))[2]).toBeCloseTo(102 / 100, 13);
  });
});

describe("the file", () => {
  const plain = valuesOf(run(SMALL, { formula: "fisher" }));
  test.each([
    ["a byte order mark and Windows line ends", `\uFEFF${SMALL.replaceAll("\n", "\r\n")}`],
    ["quotes, commas inside, other columns, another order", 'note,"quantity",item,price,Period\n"a, b",6,"an,thurium",10,2025\n,2,phalaenopsis,20,2025\n,4,"an,thurium",12,2026\n"say ""x""",3,phalaenopsis,18,2026'],
    ["scientific notation, blanks, blank lines", "period,item,price,quantity\n\n2025, anthurium ,1.0e1, 6\n2025,phalaenopsis,2E+1,.2e1\n\n2026,anthurium,12.,4\n2026,phalaenopsis,+18,3\n\n"],
    ["rows in any order", csv("2026,phalaenopsis,18,3", "2025,phalaenopsis,20,2", "2026,anthurium,12,4", "2025,anthurium,10,6")],
    ["a good sold twice in a year", csv("2025,anthurium,8,3", "2025,phalaenopsis,20,2", "2026,anthurium,12,4", "2026,phalaenopsis,18,3", "2025,anthurium,12,3")],
    ["a row of quantity 0 is no sale", `${SMALL}2026,anthurium,99,0\n`],
  ])("%s", (_, content) => {
    expect(valuesOf(run(content, { formula: "fisher" }))).toEqual(plain.map((value) => expect.closeTo(value, 13)));
  });

  test("without quantities, or with some missing, unweighted formulas work all the same", () => {
    const quotes = "period,item,price\n1,rose,2\n1,lily,4\n2,rose,3\n2,lily,4";
    expect(valuesOf(run(quotes, { formula: "jevons" }))[1]).toBeCloseTo(Math.sqrt(1.5), 14);
    expect(valuesOf(run(quotes, { formula: "utpd" }))[1]).toBeCloseTo(Math.sqrt(1.5), 14);
    expect(valuesOf(run(csv("1,rose,2,5", "1,lily,4,", "2,rose,3,1", "2,lily,4,2"), { formula: "carli" }))[1]).toBeCloseTo(1.25, 14);
    expect(() => run(quotes, { formula: "fisher" })).toThrow(/没有数量.*\n.*fisher weights items/);
  });

  test("is decoded where a Chinese spreadsheet wrote it", () => {
    const gbk = Buffer.concat([Buffer.from("period,item,price,quantity\n2025,"), Buffer.from([0xba, 0xec, 0xd5, 0xc6]), Buffer.from(",10,1\n2026,"), Buffer.from([0xba, 0xec, 0xd5, 0xc6]), Buffer.from(",11,1\n")]);
    expect(valuesOf(run(gbk, { formula: "dutot" }))[1]).toBeCloseTo(1.1, 14);
  });
});

describe("what is wrong is said with its place, and how to mend it", () => {
  test("every bad cell with row, column and value", () => {
    const bad = csv("1,rose,2,5", "1,lily,dear,1", "1,fern,0,1", "1,moss,-3,1", "1,iris,4,-2", ",tulip,4,1", "1,,4,1", "1,peony,1,234,5", '1,"a"b,4,1', "1,phlox,4,", '1,"aster,4,1');
    let said = "";
    try {
      run(bad, { formula: "fisher" });
    } catch (error) {
      said = (error as Error).message;
    }
    for (const part of [
      "文件有 10 处不能用", "10 places", 'row 3, price "dear"', "第 3 行 price “dear”", 'row 4, price "0"', 'row 5, price "-3"', 'row 6, quantity "-2"', 'row 7, period ""', 'row 8, item ""', "row 9: This row has more cells",
      "row 10: Something stands behind", 'row 11, quantity ""', "row 12: A quote does not end",
    ]) expect(said).toContain(part);
    expect(said).not.toContain("row 2");
  });

  test("a long list is cut, and counted", () => {
    expect(() => run(csv(...Array.from({ length: 50 }, (_, at) => `1,item ${at},free,1`)))).toThrow(/50 places[\s\S]*and 30 more/);
  });

  test("headers, empty files, unknown periods, ambiguous days, goods that never meet", () => {
    expect(() => run("period,item,cost\n1,rose,2")).toThrow(/第 1 行缺少 price.*no column price/);
    expect(() => run("period,item,price,Price\n1,rose,2,2")).toThrow(/column price twice/);
    expect(() => run("")).toThrow(/文件是空的.*empty/);
    expect(() => run(csv())).toThrow(/No row is left/);
    expect(() => run(FILE, { base: "2031-W01" })).toThrow(/没有时期 2031-W01.*\n.*from 2025-W01 to 2025-W09/);
    expect(() => run(csv("01/02/2026,rose,2,1", "02/03/2026,rose,2,1"))).toThrow(/cannot be told apart/);
    expect(() => run(csv("1,rose,2,1", "2,lily,2,1"))).toThrow(/1 和 2 没有一个共同成交.*\n.*both in 1 and in 2/);
    expect(() => run(csv("1,rose,2,1", "2,lily,2,1"), { formula: "gk" })).toThrow(/chain of common items/);
  });

  test.each<[string, Omit<IndexCommand, "file">]>([
    ["an unknown formula", { formula: "fish" }], ["an unknown splice", { window: 4, splice: "knot" }], ["a splice without a window", { splice: "mean" }], ["a window for two periods", { formula: "fisher", window: 4 }],
    ["a chained CCDI", { chained: true }], ["both ways at once", { formula: "fisher", chained: true, periodOnPeriod: true }], ["a base for steps", { formula: "fisher", periodOnPeriod: true, base: "2025" }],
    ["an elasticity that is none", { formula: "lloyd-moulton", sigma: "much" }], ["no elasticity", { formula: "lloyd-moulton" }], ["an elasticity nobody reads", { formula: "fisher", sigma: "1" }], ["weights nobody reads", { formula: "fisher", weights: "2025" }],
  ])("%s is a call to be mended", (_, options) => {
    expect(() => run(SMALL, options)).toThrow(UsageError);
  });
  test("so is a file that is not there", () => {
    expect(() => indexOf({ file: join(folder, "none.csv") })).toThrow(UsageError);
    expect(() => indexOf({ file: folder })).toThrow(UsageError);
  });
});

test("a person reads it in both languages, and a label cannot steer the terminal", () => {
  const text = seriesText(run(SMALL.replaceAll("2026", "2026\u001b[31m"), { formula: "fisher" }));
  expect(text).toContain("价格指数 fisher Price index fisher");
  expect(text).toContain("定基 · fixed base");
  expect(text).toMatch(/2026·\[31m\s+1\.049571\s+\+4\.96 %/);
  expect(text).not.toContain("\u001b");
  for (const words of [zh, en]) expect(Object.values(words.problems).every((sentence) => sentence.length > 3)).toBe(true);
});

test("from the command line, as JSON, and what is wrong as JSON with an exit code", { timeout: 120_000 }, () => {
  const hualian = (...args: string[]) => spawnSync(process.execPath, [fileURLToPath(new URL("../cli/main.ts", import.meta.url)), "index", ...args, "--json"], { encoding: "utf8" });
  const good = hualian(put(FILE), "--formula", "ccdi", "--window", "4", "--splice", "half", "--base", "2025-W02");
  expect([good.status, good.stderr]).toEqual([0, ""]);
  expect((JSON.parse(good.stdout) as { series: unknown[] }).series).toEqual(run(FILE, { window: 4, splice: "half", base: "2025-W02" }).series);
  const bad = hualian(put(csv("1,rose,dear,1")));
  expect([bad.status, JSON.parse(bad.stdout)]).toMatchObject([1, { error: { code: "failed", message: expect.stringContaining('row 2, price "dear"') as string } }]);
});

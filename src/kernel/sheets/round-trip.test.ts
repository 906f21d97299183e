import { read, utils } from "@e965/xlsx";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromDayNumber, toDayNumber } from "../../engines/calendar/day.ts";
import { bareQuantity } from "../../engines/table/figure-columns.ts";
import { sheetOf, type Written } from "../../engines/table/list.ts";
import { startPlan } from "../../engines/table/plan.ts";
import { keyOf } from "../../engines/table/read.ts";
import { templateOf } from "../../engines/table/template.ts";
import { CONTEXT, ORDERS, type OrderColumns } from "../../engines/table/trial.ts";
import { UNITS } from "../../engines/units/units.ts";
import { linesOf, readOrders } from "./trial.ts";
import { writeWorkbook } from "./xlsx-write.ts";
import { readZip, unpackText } from "./zip.ts";

const seed = Number(process.env["SEED"] ?? 20260105);
console.log(`round trip: seed ${seed}`);

/** Whatever people write to each other, as the column keeps it. */
const kept = <K extends "note" | "buyer">(key: K) => fc.oneof(
  fc.string({ maxLength: 60, unit: "grapheme" }), fc.string({ maxLength: 20, unit: "binary" }),
  fc.constantFrom("=1+1", "'quote", "a\r\nb", "1万盆", "２０２６", "<b>&amp;", "&#65;", "_x0041_x0042_", "_X000D_", "+86", "true", "2026-01-05", "007", "1e5", "合计：", "\t", "𝟙🌸"),
).map((typed) => {
  const form = ORDERS.columns[key].type.read(typed, CONTEXT);
  return form.ok && form.value !== "" ? form.value : null;
});
const order = fc.record({
  code: fc.stringMatching(/^[A-Z0-9-]{1,12}$/), buyer: kept("buyer"), note: kept("note"),
  quantity: fc.tuple(fc.integer({ min: 0, max: 1_000_000 }), fc.option(fc.constantFrom(...UNITS))).map(([n, unit]) => bareQuantity(n, unit)),
  price: fc.option(fc.integer({ min: 1, max: 99_999_999_999 })), sum: fc.option(fc.integer({ min: 0, max: 9_000_000_000_000 })),
  on: fc.option(fc.integer({ min: toDayNumber("1901-01-01"), max: toDayNumber("2170-12-31") }).map(fromDayNumber)), urgent: fc.option(fc.boolean()), grade: fc.option(fc.constantFrom("A" as const, "B" as const)),
});
const orders = fc.uniqueArray(order, { selector: ({ code }) => code, minLength: 1, maxLength: 40 });

describe("a list out and in again", () => {
  test("write, read, write: the same values, and the same bytes, whatever people write", { timeout: 120_000 }, async () => {
    await fc.assert(fc.asyncProperty(orders, fc.constantFrom("zh" as const, "en" as const), async (written, language) => {
      const context = { ...CONTEXT, language };
      const file = await writeWorkbook([sheetOf(ORDERS, written, context)]);
      const { table, faults } = await readOrders(file);
      expect(faults).toEqual([]);
      expect(table.remarks).toEqual([]);
      const back = table.rows.map((one) => one.whole()! satisfies Written<OrderColumns>);
      expect(back).toEqual(written);
      expect((await writeWorkbook([sheetOf(ORDERS, back, context)])).equals(file)).toBe(true);
      const planner = startPlan<OrderColumns, (typeof written)[number]>(ORDERS, {
        known: new Map(written.map((one) => [keyOf([one.code]), one])), resolve: (_row, before) => before ?? null, compare: { note: true },
      });
      planner.take(table.rows);
      expect(planner.finish()).toEqual({ creates: [], changes: [], same: written.length });
    }), { seed, numRuns: 25, endOnFailure: true });
  });

  test("any text at all survives a cell, and never becomes a formula", { timeout: 120_000 }, async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.string({ unit: "binary", minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 30 }), async (texts) => {
      const lines = await linesOf(await writeWorkbook([{ name: "a", rows: texts.map((text) => [text, 1]) }]));
      expect(lines.map(({ cells }) => cells[0])).toEqual(texts);
    }), { seed, numRuns: 25, endOnFailure: true });
  });

  test("another program reads it: money as a number of two decimals, days as days, text as text, the headings frozen, the key hidden", async () => {
    const list = { ...ORDERS, columns: { ...ORDERS.columns, code: { ...ORDERS.columns.code, hidden: true as const } } };
    const file = await writeWorkbook([sheetOf(list, [{ code: "A-1", buyer: "=1+1", quantity: bareQuantity(120), price: 330, on: "2026-01-05", note: "0.10" }], CONTEXT), { name: "a/b:c", rows: [[true, 1.5, null, "x"]] }]);
    const book = read(file, { cellNF: true, cellFormula: true, cellStyles: true });
    expect(book.SheetNames).toEqual(["订货", "a b c"]);
    const sheet = book.Sheets["订货"]!;
    expect([sheet["B2"], sheet["C2"], sheet["D2"], sheet["F2"], sheet["I2"]]).toMatchObject([{ t: "s", v: "=1+1", z: "@" }, { t: "n", v: 120 }, { t: "n", v: 3.3, z: "#,##0.00", w: "3.30" }, { t: "n", v: 46_027, z: "yyyy-mm-dd" }, { t: "s", v: "0.10" }]);
    expect(sheet["B2"].f).toBeUndefined();
    const xml = await unpackText(file, readZip(file).get("xl/worksheets/sheet1.xml"), { left: 1e6 });
    expect(xml).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
    expect(sheet["!cols"]?.map((column) => column.hidden === true)).toEqual([true, ...Array.from({ length: 9 }, () => false)]);
    expect(utils.sheet_to_json(book.Sheets["a b c"]!, { header: 1 })).toEqual([[true, 1.5, undefined, "x"]]);
  });

  test("the template is read without a fault and brings nothing", async () => {
    const { table, faults, facts } = await readOrders(await writeWorkbook(templateOf(ORDERS, CONTEXT)));
    expect(facts.sheet).toBe("订货");
    expect([faults, table.rows, table.remarks]).toEqual([[], [], [{ row: 2, remark: "example_line" }]]);
  });

  test("what a workbook cannot hold is refused, not cut", async () => {
    await expect(writeWorkbook([{ name: "a", rows: [["x".repeat(32_768)]] }])).rejects.toThrow(RangeError);
    await expect(writeWorkbook([{ name: "a", rows: [[Number.NaN]] }])).rejects.toThrow(RangeError);
    await expect(writeWorkbook([])).rejects.toThrow(RangeError);
  });
});

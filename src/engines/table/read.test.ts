import { describe, expect, test } from "vitest";
import type { Cell, Line } from "./cell.ts";
import { column } from "./column.ts";
import { defineList, sheetOf } from "./list.ts";
import { createMergeMarker } from "./merge.ts";
import { startPlan } from "./plan.ts";
import { inOrder, readTable } from "./read.ts";
import { templateOf } from "./template.ts";
import { CONTEXT, ORDERS } from "./trial.ts";
import { code, text } from "./words-columns.ts";

const lines = (...rows: Cell[][]): Line[] => rows.map((cells, at) => ({ row: at + 1, cells }));
const read = (...rows: Cell[][]) => readTable(ORDERS, lines(...rows), CONTEXT);
const faults = (...rows: Cell[][]): string[] => inOrder(read(...rows).problems).map((one) => `${one.row} ${one.letter} ${one.column}: ${one.value} ${one.reason} ${one.detail}`);

describe("the heading of a table", () => {
  test("columns stand in any order, under titles, in either language and by the names people use", () => {
    const { rows, problems } = read(["春季订货单"], [null, "制表：李"], ["Quantity", "买家", "＊编 号：", "单价 Price", "Day"], ["1万盆", "春和花店", "a-1", 3.3, "115.01.05"]);
    expect(problems).toEqual([]);
    expect(rows[0]!.whole()).toMatchObject({ code: "A-1", buyer: "春和花店", quantity: { parts: [{ quantity: 10_000, unit: "pot" }] }, price: 330, on: "2026-01-05" });
    expect(rows[0]!.row).toBe(4);
    expect(rows[0]!.values.grade).toBeUndefined();
  });

  test("a column that is missing, doubled or unknown is named with its letter and what it may be called", () => {
    expect(faults(["编号", "客户", "买家", "单价"], ["A-1", "甲", "乙", 3])).toEqual(["1 C 买家: 买家 doubled_column B", "1  数量:  missing_column 数量"]);
    expect(faults(["编号", "数量", "单件"], ["A-1", 3, 4])).toEqual(["1 C 单件: 单件 unknown_column 客户 / 单价 / 金额 / 日期 / 加急 / 等级 / 备注 / 状态"]);
    expect(faults(["什么", "都不是"], [1, 2])).toEqual(["1  编号:  missing_column 编号, 数量"]);
    expect(faults()).toEqual(["1  编号:  missing_column 编号, 数量"]);
  });

  test("content without a heading is not dropped silently, and is named once", () => {
    expect(faults(["编号", "数量"], ["A-1", 3, "这里写了字"], ["A-2", 3, "又写了"])).toEqual(["2 C : 这里写了字 no_heading "]);
  });

  test("two columns of a list never answer to one heading", () => {
    expect(() => defineList({ name: { zh: "x", en: "x" }, columns: { a: column(text(), { zh: "名称", en: "Name" }), b: column(text(), { zh: "品名", en: "name" }) }, key: { columns: ["a"], blank: "new", unknown: "new" } })).toThrow(/is a heading of both a and b/);
  });
});

describe("the lines of a table", () => {
  const HEAD: Cell[] = ["编号", "客户", "数量", "单价", "金额", "日期", "加急", "等级"];

  test("everything wrong with a line is named at once, by row, column, value and reason", () => {
    expect(faults(HEAD, ["A-1", "甲", -5, "十八", 10, "1月5日", "也许", "三级"], [null, "乙", "1万盆"])).toEqual([
      "2 C 数量: -5 bad_quantity.negative \"-5\": a quantity cannot be negative", "2 D 单价: 十八 bad_price.not_a_number CNY", "2 F 日期: 1月5日 bad_day 2026-01-05", "2 G 加急: 也许 bad_flag 是 / 否", "2 H 等级: 三级 bad_choice 特级 / 一级", "3 A 编号:  missing ",
    ]);
  });

  test("a key that stands twice is named with the row it stood in first, however it was typed", () => {
    expect(faults(HEAD, ["A-1", "", 1], ["ａ-1 ", "", 2])).toEqual(["3 A 编号: ａ-1  repeated_key 2"]);
  });

  test("blank lines are skipped and keep their numbers; totals, headings printed again and the template's example are left out and told", () => {
    const [example] = [...templateOf(ORDERS, CONTEXT)[0]!.rows];
    const left = example!.slice(0, 8).map((cell): Cell => (typeof cell === "object" && cell !== null ? ("day" in cell ? cell.day : Number(cell.number)) : cell));
    const { rows, remarks, problems } = read(HEAD, left, [null, " ", null], ["A-1", "", 1], ["本页小计：１ 盆", null, 1], HEAD, ["A-2", "合计花店", 2], ["合　计", null, { odd: "formula", value: 3, text: "SUM(C3:C7)" }]);
    expect(problems).toEqual([]);
    expect(rows.map(({ row }) => row)).toEqual([4, 7]);
    expect(remarks).toEqual([{ row: 2, remark: "example_line" }, { row: 5, remark: "totals_line" }, { row: 6, remark: "header_again" }, { row: 8, remark: "totals_line" }]);
  });

  test("a formula is named with what it shows, taken where the list allows it, and a failed one is never taken", () => {
    const formula = (value: number | null): Cell => ({ odd: "formula", value, text: "C2*D2" });
    expect(faults(HEAD, ["A-1", "甲", formula(5), 3, formula(15)], ["A-2", "甲", 5, 3, formula(null)], ["A-3", "甲", 5, 3, { odd: "error", value: null, text: "#DIV/0!" }])).toEqual([
      "2 C 数量: =C2*D2 formula 5", "3 E 金额: =C2*D2 formula ", "4 E 金额: #DIV/0! cell_error #DIV/0!",
    ]);
    expect(read(HEAD, ["A-1", "甲", 5, 3, formula(15)]).rows[0]!.whole()).toMatchObject({ sum: 1500 });
  });

  test("a merged cell counts for each line where the list says so, and is named elsewhere", () => {
    const mark = createMergeMarker([{ top: 2, bottom: 4, left: 1, right: 1 }, { top: 2, bottom: 3, left: 3, right: 3 }, { top: 5, bottom: 5, left: 1, right: 2 }, { top: 6, bottom: 9, left: 1, right: 1 }], 20);
    const table = lines(HEAD, ["A-1", "春和花店", 1, 3], ["A-2", null, 2], ["A-3", null, 3, 5], ["A-4", "甲"], ["A-5", null, 5]).map(mark);
    const { rows, problems } = readTable(ORDERS, table, CONTEXT);
    expect(rows.map(({ values }) => values.buyer)).toEqual(["春和花店", "春和花店", "春和花店", "甲", null]);
    expect(inOrder(problems).map(({ row, letter, reason }) => `${row} ${letter} ${reason}`)).toEqual(["3 D merged", "5 C merged"]);
  });

  test("half a key names no line", () => {
    const PAIRS = defineList({ name: { zh: "x", en: "x" }, columns: { a: column(code(), { zh: "甲", en: "A" }), b: column(code(), { zh: "乙", en: "B" }) }, key: { columns: ["a", "b"], blank: "new", unknown: "new" } });
    expect(readTable(PAIRS, lines(["甲", "乙"], ["1", null], ["1", "2"]), CONTEXT).problems).toMatchObject([{ row: 2, column: "乙", reason: "missing" }]);
  });
});

describe("what a table would do", () => {
  interface Order { readonly quantity: number; readonly price: number | null }
  const plan = (...rows: Cell[][]) => {
    const table = read(["编号", "数量", "单价"], ...rows);
    const planner = startPlan<typeof ORDERS.columns, Order>(ORDERS, {
      known: new Map([["A-1", { quantity: 10, price: 330 }], ["A-2", { quantity: 5, price: null }]]),
      resolve: (row, before) => {
        const line = row.whole();
        if (line === null) return null;
        if (line.quantity.parts[0]!.quantity > 1_000) return row.wrong("quantity", "over_the_limit", "1000");
        return { quantity: line.quantity.parts[0]!.quantity, price: line.price === undefined ? (before?.price ?? null) : line.price };
      },
      compare: { quantity: true, price: true },
    });
    planner.take(table.rows);
    return { ...planner.finish(), problems: table.problems };
  };

  test("unknown lines are new, known ones change or stay, and a blank cell is not a missing column", () => {
    expect(plan(["A-1", 10, 3.3], ["A-2", 6, null], ["A-9", 1, 2])).toMatchObject({ same: 1, creates: [{ row: 4, value: { quantity: 1, price: 200 } }], changes: [{ key: "A-2", row: 3, changed: ["quantity"] }], problems: [] });
    expect(plan(["A-1", 10, null])).toMatchObject({ changes: [{ changed: ["price"], after: { price: null } }] });
  });

  test("what only the module knows is named like everything else, and such a line plans nothing", () => {
    expect(plan(["A-1", 5_000, 3.3], ["A-2", -1, null])).toMatchObject({ creates: [], changes: [], same: 0, problems: [{ row: 3, reason: "bad_quantity.negative" }, { row: 2, letter: "B", column: "数量", value: "5000", reason: "over_the_limit", detail: "1000" }] });
  });
});

test("the template names every column with an example, says what may stand there, and is itself no data", () => {
  const [sheet, notes] = templateOf(ORDERS, CONTEXT);
  expect(sheet!.head).toEqual(["编号 No", "客户 Buyer", "数量 Quantity", "单价 Price", "金额 Sum", "日期 Day", "加急 Urgent", "等级 Grade", "备注 Note", "状态 State"]);
  expect([...notes!.rows].slice(0, 3)).toEqual([["编号 No", "必填", "编号，按文字填写。"], ["客户 Buyer", "可空", "文字，最多 200 字。 合并的单元格对它盖住的每一行都算。"], ["数量 Quantity", "必填", "整数，可带单位（盆 株 支 梗 扎 件 箱 层 车），如 120、1万盆、3箱、2车1层。"]]);
  expect([...templateOf(ORDERS, { ...CONTEXT, language: "en" })[1]!.rows][9]).toEqual(["状态 State", "for information; not read", ""]);
  expect([...sheetOf(ORDERS, [{ code: "A-1", price: 330, on: "2026-01-05", urgent: true }], CONTEXT).rows]).toEqual([["A-1", null, null, { number: "3.30", format: "#,##0.00" }, null, { day: "2026-01-05" }, "是", null, null, null]]);
});

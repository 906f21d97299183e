import { createElement } from "react";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { MemoryRouter } from "react-router";
import { describe, expect, it } from "vitest";
import { weekday } from "./DateLeaf.tsx";
import { Field } from "./Field.tsx";
import { openItem } from "./Frame.tsx";
import { typeKey } from "./NumberPad.tsx";
import { boundQuantity } from "./QuantityStepper.tsx";
import { fitScale } from "./ScaledCanvas.tsx";
import { sparkPath } from "./Sparkline.tsx";
import { Table } from "./Table.tsx";
import { TextInput } from "./TextInput.tsx";
import { toCsv } from "./csv.ts";
import { mayOpen } from "./page.ts";
import { fitPhoto } from "./photo.ts";
import { sortRows } from "./sorting.ts";

const html = (node: ReactNode): string => renderToStaticMarkup(createElement(MemoryRouter, null, node));

const typed = (keys: string, decimals = 0): string => [...keys].reduce((value, key) => typeKey(value, key === "<" ? "back" : key, { decimals, maxDigits: 4 }), "");

describe("the number pad under wet hands", () => {
  it("types, corrects and keeps its bounds", () => {
    expect(typed("240")).toBe("240");
    expect(typed("24<<8")).toBe("8");
    expect(typed("007")).toBe("7");
    expect(typed("123456")).toBe("1234");
    expect(typed(".5")).toBe("5");
  });
  it("takes as many decimals as the currency has, and one point", () => {
    expect(typed("18.505", 2)).toBe("18.50");
    expect(typed(".5.5", 2)).toBe("0.55");
    expect(typeKey("12.5", "clear")).toBe("");
  });
});

describe("quantities", () => {
  it("snap to whole boxes and never leave what is on offer", () => {
    const bounds = { min: 8, max: 1240, step: 8, snap: true };
    expect(boundQuantity(241, bounds)).toBe(240);
    expect(boundQuantity(99_999, bounds)).toBe(1240);
    expect(boundQuantity(0, bounds)).toBe(8);
    expect(boundQuantity(Number.NaN, bounds)).toBe(8);
  });
});

describe("a list of lots", () => {
  const rows = [{ name: "仙客来", price: 764 }, { name: "红掌", price: null }, { name: "蝴蝶兰", price: 368 }];
  it("sorts Chinese names by pinyin and keeps rows without a price last in both directions", () => {
    expect(sortRows(rows, (row) => row.name, "ascending").map((row) => row.name)).toEqual(["红掌", "蝴蝶兰", "仙客来"]);
    expect(sortRows(rows, (row) => row.price, "ascending").at(-1)?.name).toBe("红掌");
    expect(sortRows(rows, (row) => row.price, "descending").at(-1)?.name).toBe("红掌");
  });
  it("exports a file Excel reads and no formula survives", () => {
    const csv = toCsv([["商品", "备注"], ["红掌", "=HYPERLINK(\"x\")"], ["a,b", "-12.5"]]);
    expect(csv).toBe("\uFEFF商品,备注\r\n红掌,\"'=HYPERLINK(\"\"x\"\")\"\r\n\"a,b\",-12.5\r\n");
  });
  it("says that it is reading, that it is empty, and that it failed, with the number to read out", () => {
    const columns = [{ key: "name", title: "商品", cell: (row: { name: string }) => row.name }];
    const table = (props: object): string => html(createElement(Table<{ name: string }>, { caption: "批次", columns, rows: undefined, rowKey: (row) => row.name, ...props }));
    expect(table({})).toContain('aria-busy="true"');
    expect(table({ rows: [] })).toContain("没有记录");
    expect(table({ error: { number: "E-31007" } })).toContain("E-31007");
    expect(table({ rows: [{ name: "<b>红掌</b>" }] })).toContain("&lt;b&gt;红掌");
  });
});

describe("a rejected price", () => {
  it("is tied to its input and says what, why and how", () => {
    const markup = html(createElement(Field, { label: "保护价", error: { what: "多了一位小数", why: "最小单位是分", how: "改成 18.50" }, children: createElement(TextInput, { value: "18.505", onChange: () => undefined }) }));
    const described = /aria-describedby="([^"]+)"/.exec(markup)?.[1] ?? "none";
    expect(markup).toContain(`id="${described}"`);
    expect(markup).toContain('aria-invalid="true"');
    for (const part of ["多了一位小数", "最小单位是分", "改成 18.50", 'value="18.505"']) expect(markup).toContain(part);
  });
});

describe("small rules of the frame", () => {
  it("lights the nearest page of the navigation", () => {
    const nav = ["/", "/lots", "/lots/mine"].map((to) => ({ to, title: to, icon: "lots" as const }));
    expect(openItem(nav, "/lots/mine/7")).toBe("/lots/mine");
    expect(openItem(nav, "/lots/9")).toBe("/lots");
    expect(openItem(nav, "/lotsa")).toBeUndefined();
    expect(openItem(nav, "/")).toBe("/");
  });
  it("opens a page to its roles only", () => {
    expect(mayOpen({ roles: "anyone" }, [])).toBe(true);
    expect(mayOpen({ roles: ["grader"] }, ["buyer"])).toBe(false);
    expect(mayOpen({ roles: ["grader", "buyer"] }, ["buyer"])).toBe(true);
  });
  it("knows the day of the week without asking a time zone", () => {
    expect(weekday(2026, 11, 22)).toBe(0);
    expect(weekday(2024, 2, 29)).toBe(4);
    expect(weekday(2000, 1, 1)).toBe(6);
  });
});

describe("pictures and screens keep their proportions", () => {
  it("shrinks a phone's photo to 1600 px and never enlarges", () => {
    expect(fitPhoto(4000, 3000)).toEqual({ width: 1600, height: 1200 });
    expect(fitPhoto(3000, 4000)).toEqual({ width: 1200, height: 1600 });
    expect(fitPhoto(800, 600)).toEqual({ width: 800, height: 600 });
    expect(fitPhoto(20_000, 3)).toEqual({ width: 1600, height: 1 });
  });
  it("fits the wall into any screen without stretching", () => {
    expect(fitScale({ width: 1920, height: 1080 }, { width: 3840, height: 2160 })).toBe(2);
    expect(fitScale({ width: 1920, height: 1080 }, { width: 1024, height: 768 })).toBeCloseTo(0.5333, 4);
  });
  it("breaks a line where data is missing instead of bridging it", () => {
    expect(sparkPath([1, null, 3], 96, 28).match(/M/g)).toHaveLength(2);
    expect(sparkPath([], 96, 28)).toBe("");
  });
});

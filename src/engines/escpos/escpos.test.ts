import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gb18030 } from "../gb18030/gb18030.ts";
import { plainReceipt, readReceipt, type Printed } from "./read.ts";
import { columnsOf, printable } from "./text.ts";
import { ROLL_COLUMNS, writeReceipt, type Printer, type ReceiptLine } from "./write.ts";

const decoders = { gb18030: (bytes: Uint8Array) => new TextDecoder("gb18030").decode(bytes), utf8: (bytes: Uint8Array) => new TextDecoder().decode(bytes) };
const codec = gb18030(decoders.gb18030);
const NARROW: Printer = { columns: ROLL_COLUMNS[58], charset: "gb18030" };
const WIDE: Printer = { columns: ROLL_COLUMNS[80], charset: "gb18030" };
const bytesOf = (lines: readonly ReceiptLine[], printer = NARROW): string => Buffer.from(writeReceipt(lines, printer, codec)).toString("hex");
const printedOf = (lines: readonly ReceiptLine[], printer = NARROW): Printed[] => readReceipt(writeReceipt(lines, printer, codec), decoders);
const plainOf = (lines: readonly ReceiptLine[], printer = NARROW): string[] => plainReceipt(printedOf(lines, printer), printer.columns);

describe("the bytes of a receipt", () => {
  test("are the ones the command reference gives, command by command", () => {
    const start = "1b401c26";
    expect(bytesOf([])).toBe(start);
    expect(bytesOf([{ kind: "text", text: "红掌 A" }])).toBe(`${start}baecd5c620410a`);
    expect(bytesOf([{ kind: "text", text: "OK", align: "center", bold: true, scale: { wide: 2, tall: 2 } }])).toBe(`${start}1b61011b45011d2111${"4f4b0a"}1b61001b45001d2100`);
    expect(bytesOf([{ kind: "feed", lines: 3 }, { kind: "cut" }, { kind: "drawer" }])).toBe(`${start}1b64031d5642001b70001 9fa`.replace(" ", ""));
    expect(bytesOf([{ kind: "rule", char: "-" }])).toBe(`${start}${"2d".repeat(32)}0a`);
    expect(bytesOf([{ kind: "qr", data: "/l/7", dots: 6 }])).toBe(
      `${start}1b6101${"1d286b0400314132 00".replace(" ", "")}1d286b03003143061d286b03003145311d286b0700315030${"2f6c2f37"}1d286b03003151301b6100`,
    );
    expect(bytesOf([{ kind: "barcode", data: "A{1", dots: 80, align: "start" }])).toBe(`${start}1d48001d68501d77031d6b49067b42417b7b310a`);
    expect(bytesOf([{ kind: "barcode", data: "0012", dots: 80, gs1: true, align: "start" }])).toBe(`${start}1d48001d68501d77031d6b49067b437b31000c0a`);
  });

  test("say a style once and take it back, so that the next paper starts plain", () => {
    const bold: ReceiptLine = { kind: "text", text: "a", bold: true };
    expect(bytesOf([bold, bold, { kind: "text", text: "b" }])).toBe("1b401c261b4501610a610a1b4500620a");
  });
});

describe("a line", () => {
  test("holds 32 columns on 58 mm and 48 on 80 mm; a Chinese character takes two", () => {
    const text = "蝴蝶兰".repeat(8);
    expect(plainOf([{ kind: "text", text }]).map(columnsOf)).toEqual([32, 16]);
    expect(plainOf([{ kind: "text", text }], WIDE).map(columnsOf)).toEqual([48]);
    expect(plainOf([{ kind: "text", text, scale: { wide: 2, tall: 2 } }]).map((line) => line.trim())).toEqual(["蝴蝶兰蝴蝶兰蝴蝶", "兰蝴蝶兰蝴蝶兰蝴", "蝶兰蝴蝶兰蝴蝶兰"]);
  });

  test("has its sum at the right end, or on a line of its own, and never broken", () => {
    expect(plainOf([{ kind: "pair", left: "合计", right: "￥1,234.50" }])).toEqual([`合计${" ".repeat(18)}￥1,234.50`]);
    expect(plainOf([{ kind: "pair", left: "采购商累计欠款（含今天）未还清部分", right: "￥1,234.50" }])).toEqual(["采购商累计欠款（含今天）未还清部", "分", `${" ".repeat(22)}￥1,234.50`]);
    expect(plainOf([{ kind: "pair", left: "应付", right: "￥88.00", scale: { wide: 2, tall: 2 } }])[0]).toMatch(/^应付 {5}￥88\.00/);
  });

  test("of cells keeps each text in its own columns", () => {
    const cells: ReceiptLine = { kind: "cells", cells: [{ text: "蝴蝶兰大辣椒", columns: 12, align: "start" }, { text: "120盆", columns: 7, align: "end" }, { text: "2,220.00", columns: 11, align: "end" }] };
    expect(plainOf([cells])).toEqual(["蝴蝶兰大辣椒   120盆    2,220.00"]);
    expect(plainOf([{ ...cells, cells: [{ text: "蝴蝶兰大辣椒双梗带花苞", columns: 12, align: "start" }, ...cells.cells.slice(1)] }])).toEqual(["蝴蝶兰大辣椒   120盆    2,220.00", "双梗带花苞"]);
  });

  test("is read back as it was said, whatever is written on it", () => {
    const text = fc.string({ unit: "binary", maxLength: 40 });
    fc.assert(fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), fc.constantFrom(NARROW, WIDE), fc.boolean(), (texts, printer, bold) => {
      const printed = printedOf(texts.map((one) => ({ kind: "text", text: one, bold })), printer);
      const read = printed.map((one) => (one.kind === "line" ? one.text : "?")).join("");
      const said = texts.map((one) => one.replaceAll("\r\n", "\n").split("\n").map((part) => printable(part, "gb18030", codec)).join("")).join("");
      expect(read.replaceAll(" ", "")).toBe(said.replaceAll(" ", ""));
      for (const one of printed) expect(one.kind === "line" ? columnsOf(one.text) : 0).toBeLessThanOrEqual(printer.columns);
    }), { numRuns: 60 });
  });
});

describe("a text from outside", () => {
  test("never carries a command to the printer", () => {
    const hostile = "王\u001bp\u0000\u0019\u00fa\u001d\u0056桂\u0007兰\u009b\u202e";
    expect(printedOf([{ kind: "text", text: hostile }])).toEqual([{ kind: "line", text: "王pùV桂兰", align: "start", bold: false, wide: 1, tall: 1 }].map((line) => ({ ...line, text: line.text.replace("ù", "ú") })));
    expect(printedOf([{ kind: "text", text: hostile }]).some((one) => one.kind === "drawer" || one.kind === "cut")).toBe(false);
  });

  test("is printed with the characters the printer has", () => {
    const clean = (text: string, charset: "gb18030" | "gbk"): string => printable(text, charset, codec);
    expect(clean("¥12 − 3\u00a0kg №7 5m²", "gbk")).toBe("￥12 - 3 kg №7 5m2");
    expect([clean("㼆", "gb18030"), clean("㼆", "gbk")]).toEqual(["㼆", "□"]);
    expect(clean("🌸花𠮷", "gb18030")).toBe("□花□");
  });
});

describe("codes", () => {
  test("hold what was given, a link or a number", () => {
    const url = "https://huashi.example/papers/S20261122-0001?来自=纸";
    expect(printedOf([{ kind: "qr", data: url, dots: 5 }])).toEqual([{ kind: "qr", data: url, dots: 5, align: "center" }]);
    expect(printedOf([{ kind: "barcode", data: "00006901234567890124", dots: 96, gs1: true }])).toEqual([{ kind: "barcode", data: "00006901234567890124", dots: 96, gs1: true, module: 2, align: "center" }]);
    expect(printedOf([{ kind: "barcode", data: "L-0037", dots: 64 }, { kind: "text", text: "x" }]).map((one) => one.kind)).toEqual(["barcode", "line"]);
  });

  test("that the paper cannot hold are refused before a printer sees them", () => {
    expect(() => bytesOf([{ kind: "barcode", data: "L20261122-0037", dots: 64 }])).toThrow(/too long/);
    expect(() => bytesOf([{ kind: "barcode", data: "批次", dots: 64 }])).toThrow(/ASCII/);
    expect(() => bytesOf([{ kind: "qr", data: "x".repeat(2_332), dots: 3 }])).toThrow(/2331/);
    expect(() => bytesOf([{ kind: "text", text: "x", scale: { wide: 9, tall: 1 } }])).toThrow(/8 times/);
  });
});

describe("the reader", () => {
  test("stops at what it does not know, and says where", () => {
    for (const [hex, why] of [["1b7400", /byte 0: .*no command/], ["410a1d7e01", /byte 2/], ["41", /has no end/], ["410709", /control byte 7/], ["1d286b0300", /middle of a command/]] as const) {
      expect(() => readReceipt(Buffer.from(hex, "hex"), decoders), hex).toThrow(why);
    }
  });
});

import { describe, expect, test } from "vitest";
import { plainReceipt, readReceipt, type Printed } from "../../engines/escpos/read.ts";
import { columnsOf } from "../../engines/escpos/text.ts";
import { PLAIN, receiptBytes } from "./compose.ts";
import { defaultTemplate } from "./defaults.ts";
import type { PaperData } from "./kinds.ts";
import { columnsOfRoll } from "./roll.ts";
import { SAMPLES } from "./samples.ts";
import type { Language, Roll } from "./template.ts";

type Slip = PaperData<"stall_slip">;
const decoders = { gb18030: (bytes: Uint8Array) => new TextDecoder("gb18030").decode(bytes), utf8: (bytes: Uint8Array) => new TextDecoder().decode(bytes) };
/** A merchant's own words: half paid, pots charged apart, with rounding off. */
const PART_PAID: Slip = SAMPLES.stall_slip;
/** A regular customer who has paid ahead: what is left of it stands on the slip. */
const CREDIT: Slip = { ...PART_PAID, no: "D20261127-0008", buyer: "济南花市", discount: null, total: 270_000, paid: 0, paidBy: { zh: "预存抵扣", en: "From credit" }, owed: null, debt: null, credit: 430_000, note: "下次换货 2 盆" };

const bytesOf = (slip: Slip, roll: Roll, language: Language): Uint8Array =>
  receiptBytes({ kind: "stall_slip", size: roll, template: defaultTemplate("stall_slip", roll), papers: [{ ...slip, printedAt: "2026-11-27T02:00:00Z" }], context: { language, origin: "https://huashi.example", utcOffsetMinutes: 480 } }, roll, { ...PLAIN, cuts: true, opensDrawer: true });
const printedOf = (slip: Slip, roll: Roll, language: Language): Printed[] => readReceipt(bytesOf(slip, roll, language), decoders);

/** The bytes, a line end or a command's data at a time, so that a changed byte is found; and below them what they print. */
function golden(slip: Slip, roll: Roll, language: Language): string {
  const hex = Buffer.from(bytesOf(slip, roll, language)).toString("hex").match(/../g)!.join(" ").replaceAll(/ 0a(?= |$)/g, " 0a\n").replaceAll("\n ", "\n");
  return `${hex.trimEnd()}\n\n${plainReceipt(printedOf(slip, roll, language), columnsOfRoll(roll)).join("\n")}\n`;
}

describe("a stall slip for a receipt printer", () => {
  const cases = (["58mm", "80mm"] as const).flatMap((roll) => (["zh", "en"] as const).flatMap((language) => [["part-paid", PART_PAID, roll, language] as const, ["credit", CREDIT, roll, language] as const]));
  test.each(cases)("is, byte by byte, the one that was agreed on: %s", async (name, slip, roll, language) => {
    await expect(golden(slip, roll, language)).toMatchFileSnapshot(`./golden/stall-slip.${name}.${roll}.${language}.txt`);
  });

  test.each(cases)("says every sum whole, on one line, to the fen: %s on %s %s", (_name, slip, roll, language) => {
    const lines = plainReceipt(printedOf(slip, roll, language), columnsOfRoll(roll));
    const yuan = (fen: number): string => `${fen < 0 ? "-" : ""}￥${(Math.abs(fen) / 100).toFixed(2).replace(/\B(?=(?:\d{3})+\.)/g, ",")}`;
    for (const fen of [slip.gross, slip.pots, slip.discount, slip.total, slip.paid, slip.owed, slip.debt, slip.credit]) if (fen !== null) expect(lines.some((line) => line.endsWith(yuan(fen))), yuan(fen)).toBe(true);
    for (const { amount } of slip.lines) expect(lines.some((line) => line.endsWith(yuan(amount).slice(1)))).toBe(true);
    for (const line of lines.filter((one) => !one.includes("[QR"))) expect(columnsOf(line)).toBeLessThanOrEqual(columnsOfRoll(roll));
  });

  test("says which pots are charged apart, what is still owed and what was paid ahead, and nothing that is not so", () => {
    const text = (slip: Slip): string => plainReceipt(printedOf(slip, "80mm", "zh"), 48).join("\n");
    expect(text(PART_PAID)).toMatch(/蝴蝶兰[^]*盆另算[^]*红掌/);
    expect(text(PART_PAID).match(/盆另算/g)).toHaveLength(1);
    expect(text(PART_PAID)).toMatch(/本单欠款[^]*累计欠款/);
    expect(text(PART_PAID)).not.toContain("预存余额");
    expect(text(CREDIT)).toMatch(/预存余额 +￥4,300\.00/);
    expect(text(CREDIT)).not.toMatch(/欠款|抹零/);
  });

  test("carries the code that opens it, is cut, and opens the drawer", () => {
    const printed = printedOf(PART_PAID, "58mm", "zh");
    expect(printed.filter((one) => one.kind === "qr").map((one) => one.data)).toEqual([`https://huashi.example${PART_PAID.code}`]);
    expect(printed.slice(-2).map((one) => one.kind)).toEqual(["cut", "drawer"]);
  });

  test("of a sum with nine digits still keeps its digits together, on the narrow paper too", () => {
    const huge: Slip = { ...PART_PAID, total: 123_456_789_012, lines: [{ ...PART_PAID.lines[0]!, quantity: { quantity: 100_000, unit: "pot" }, price: 12_345_678, amount: 1_234_567_800_000 }] };
    const lines = plainReceipt(printedOf(huge, "58mm", "zh"), 32);
    expect(lines.some((line) => line.endsWith("￥1,234,567,890.12"))).toBe(true);
    expect(lines.some((line) => line.endsWith("12,345,678,000.00"))).toBe(true);
  });

  test("of a merchant whose name holds printer commands prints the name without them", () => {
    const printed = printedOf({ ...PART_PAID, stall: "桂兰\u001bp\u0000\u0019\u00fa花卉", note: "\u001dV\u0042\u0000" }, "58mm", "zh");
    expect(printed.filter((one) => one.kind === "cut" || one.kind === "drawer")).toHaveLength(2);
    expect(printed.some((one) => one.kind === "line" && one.text.startsWith("桂兰p"))).toBe(true);
  });
});

import { describe, expect, test } from "vitest";
import { defaultTemplate } from "./defaults.ts";
import { KIND_NAMES, MUST, SIZES_OF, shapeOf, type KindName } from "./kinds.ts";
import { isPrivateAddress, templateProblems } from "./rules.ts";
import { SAMPLES } from "./samples.ts";
import { templateSchema, type Block, type Size, type Template } from "./template.ts";

const problems = (template: Template, kind: KindName = "bill", size: Size = "A4"): string[] => templateProblems(kind, size, template).map(({ code, block, field }) => `${code} ${field} ${block}`);
const bill = defaultTemplate("bill", "A4");
const withBlock = (block: unknown): Template => templateSchema.parse({ blocks: [...bill.blocks, block] });
const last = bill.blocks.length + 1;
const words = (zh: string, en = zh) => ({ zh, en });

describe("the operator's own template", () => {
  test("every one that comes with the product is sound, and every kind has what it must say", () => {
    for (const kind of KIND_NAMES) {
      for (const size of SIZES_OF[kind]) expect(problems(defaultTemplate(kind, size), kind, size), `${kind} ${size}`).toEqual([]);
      const { fields, tables } = shapeOf(kind);
      expect(MUST[kind].filter((name) => !(name in fields) && !(name in tables))).toEqual([]);
      expect(Object.keys(SAMPLES[kind]).toSorted()).toEqual([...Object.keys(fields).filter((name) => name !== "printedAt"), ...Object.keys(tables)].toSorted());
    }
  });

  test("moves, renames, resizes and hides as it likes", () => {
    const [head, rule, ...rest] = bill.blocks as [Block, Block, ...Block[]];
    const changed: Template = { blocks: [...rest.toReversed(), rule, head] };
    expect(problems(changed)).toEqual([]);
    const hidden = bill.blocks.map((block) => (block.kind === "table" ? { ...block, columns: block.columns.filter(({ field }) => field === "lotNo" || field === "amount") } : block));
    expect(problems({ blocks: hidden })).toEqual([]);
    expect(problems(withBlock({ kind: "fields", shape: "list", scale: "huge", fields: [{ field: "due", label: words("请付", "Please pay"), bold: true }] }))).toEqual([]);
  });

  test("asks for nothing that the paper does not say", () => {
    expect(problems(withBlock({ kind: "text", text: words("欠 {debt} 元") }))).toEqual([`unknown_field debt ${last}`, `unknown_field debt ${last}`]);
    expect(problems(withBlock({ kind: "text", text: words("{constructor}{toString}", "x") }))).toHaveLength(2);
    expect(problems(withBlock({ kind: "fields", shape: "list", fields: [{ field: "floorPrice" }] }))).toEqual([`unknown_field floorPrice ${last}`]);
    expect(problems(withBlock({ kind: "table", table: "buyers", columns: [{ field: "item", share: 1 }] }))).toEqual([`unknown_table buyers ${last}`]);
    expect(problems(withBlock({ kind: "table", table: "lines", columns: [{ field: "floorPrice", share: 1 }] }))).toEqual([`unknown_field floorPrice ${last}`]);
    expect(problems(withBlock({ kind: "space", mm: 5, when: "nobody" }))).toEqual([`unknown_field nobody ${last}`]);
    expect(problems(withBlock({ kind: "beside", share: 50, left: [{ kind: "text", text: words("{nobody}", "") }], right: [] }))).toEqual([`unknown_field nobody ${last}`]);
  });

  test("draws codes only from what a code can hold", () => {
    expect(problems(withBlock({ kind: "code", code: "qr", field: "due", mm: 20 }))).toEqual([`not_a_code due ${last}`]);
    expect(problems(withBlock({ kind: "code", code: "gs1", field: "no", mm: 20 }))).toEqual([`not_a_code no ${last}`]);
    expect(problems(withBlock({ kind: "code", code: "code128", field: "no", mm: 20 }))).toEqual([]);
  });

  test("leaves out nothing that the paper must say: not by taking it away, not in one language, not behind a condition", () => {
    const without = (field: string): Template => ({ blocks: bill.blocks.filter((block) => !JSON.stringify(block).includes(`"${field}"`)) });
    expect(problems(without("due")).some((one) => one.startsWith("field_is_missing due"))).toBe(true);
    expect(problems(without("lines"))).toEqual(["field_is_missing lines 0"]);
    const noCode = bill.blocks.map((block) => (block.kind === "beside" ? { ...block, right: block.right.filter((one) => one.kind !== "code") } : block));
    expect(problems({ blocks: noCode })).toEqual(["field_is_missing code 0"]);
    expect(problems(templateSchema.parse({ blocks: [...noCode, { kind: "text", text: words("{code}") }] })), "a path in letters opens nothing").toEqual(["field_is_missing code 0"]);
    const rest = without("buyer").blocks;
    const say = (block: unknown): string[] => problems(templateSchema.parse({ blocks: [...rest, { kind: "fields", shape: "flow", fields: [{ field: "day" }] }, block] })).filter((one) => one.includes("buyer"));
    expect(say({ kind: "text", text: words("客户 {buyer}", "Customer {buyer}") })).toEqual([]);
    expect(say({ kind: "text", text: words("客户 {buyer}", "") })).toEqual([]);
    expect(say({ kind: "text", text: words("客户 {buyer}", "Customer") })).toEqual(["field_is_missing buyer 0"]);
    expect(say({ kind: "text", text: words("客户 {buyer}"), when: "packaging" })).toEqual(["field_is_missing buyer 0"]);
    expect(say({ kind: "text", text: words("客户 {buyer}"), when: "buyer" })).toEqual([]);
    expect(say({ kind: "beside", share: 50, when: "packaging", left: [{ kind: "text", text: words("{buyer}") }], right: [] })).toEqual(["field_is_missing buyer 0"]);
  });

  test("has a size of its kind, and an end", () => {
    expect(problems(bill, "bill", "58mm")).toEqual(["size_unknown 58mm 0"]);
    const many = templateSchema.parse({ blocks: [...bill.blocks, ...[1, 2, 3].map(() => ({ kind: "beside", share: 50, left: Array.from({ length: 50 }, () => ({ kind: "space", mm: 1 })), right: [] }))] });
    expect(problems(many)).toEqual([expect.stringMatching(/^too_many_blocks/)]);
    for (const wrong of [{ kind: "html", text: "<b>" }, { kind: "space", mm: 0 }, { kind: "space", mm: 1e9 }, { kind: "code", code: "qr", field: "code", mm: 500 }, { kind: "text", text: words("x".repeat(401)) }, { kind: "beside", share: 50, left: [{ kind: "beside", share: 50, left: [], right: [] }], right: [] }]) {
      expect(templateSchema.safeParse({ blocks: [wrong] }).success, JSON.stringify(wrong).slice(0, 60)).toBe(false);
    }
  });
});

describe("a printer's address", () => {
  test.each(["10.0.0.7", "172.16.0.1", "172.31.255.254", "192.168.1.87", "127.0.0.1"])("%s is in the market's own network", (host) => expect(isPrivateAddress(host)).toBe(true));
  test.each(["8.8.8.8", "172.15.0.1", "172.32.0.1", "192.169.1.1", "169.254.169.254", "0.0.0.0", "10.0.0", "10.0.0.256", "010.0.0.1.5", "printer.local", "localhost", "::1", "10.0.0.1:22", " 10.0.0.1", ""])("%s is not", (host) => expect(isPrivateAddress(host)).toBe(false));
});

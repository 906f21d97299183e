import type { Block, CodeKind, PlainBlock, Size, Template } from "./template.ts";
import { KINDS, MUST, SIZES_OF, shapeOf, type KindName } from "./kinds.ts";
import type { FieldType, Fields, KindShape } from "./fields.ts";

/** What a template may not do. It can hide, move, rename and resize; it can neither ask for what a paper does not say nor leave out what it must. */
export const TEMPLATE_FAULTS = ["unknown_field", "unknown_table", "not_a_code", "field_is_missing", "too_many_blocks", "size_unknown"] as const;
export type TemplateFault = (typeof TEMPLATE_FAULTS)[number];
export interface TemplateProblem {
  readonly code: TemplateFault;
  /** The place of the block, from 1; 0 for the whole template. */
  readonly block: number;
  readonly field: string;
}

export const MAX_BLOCKS_IN_ALL = 120;
/** {no} in a text stands for the field `no`; everything else in a text is printed as it is. */
const PLACEHOLDER = /\{([A-Za-z][A-Za-z0-9]*)\}/g;
/** What each code can be drawn from. */
const DRAWN_FROM: Readonly<Record<CodeKind, readonly FieldType[]>> = { qr: ["path", "text"], datamatrix: ["path", "text", "sscc"], code128: ["text"], gs1: ["sscc"] };

export const placeholdersIn = (text: string): string[] => [...text.matchAll(PLACEHOLDER)].map((match) => match[1]!);

/** The text with its placeholders filled; what has no value leaves nothing. */
export const fillPlaceholders = (text: string, valueOf: (field: string) => string): string => text.replaceAll(PLACEHOLDER, (_whole, field: string) => valueOf(field));

export const isSizeOf = (kind: KindName, size: Size): boolean => SIZES_OF[kind].includes(size);

export function templateProblems(kind: KindName, size: Size, template: Template): TemplateProblem[] {
  const shape = shapeOf(kind);
  const problems: TemplateProblem[] = isSizeOf(kind, size) ? [] : [{ code: "size_unknown", block: 0, field: size }];
  const shown = new Set<string>();
  let count = 0;
  template.blocks.forEach((block, at) => {
    for (const one of flat(block)) {
      count += 1;
      problems.push(...blockProblems(shape, one).map((problem) => ({ ...problem, block: at + 1 })));
      // What stands under a condition of its own may be gone on some papers; what the outer block asks counts too.
      const conditions = [block.when, one.when].filter((when) => when !== null);
      for (const field of fieldsShown(one)) if (conditions.every((when) => when === field)) shown.add(field);
    }
  });
  if (count > MAX_BLOCKS_IN_ALL) problems.push({ code: "too_many_blocks", block: 0, field: String(count) });
  problems.push(...MUST[kind].filter((field) => !shown.has(field)).map((field) => ({ code: "field_is_missing" as const, block: 0, field })));
  return problems;
}

const flat = (block: Block): readonly (PlainBlock | Extract<Block, { kind: "footer" | "beside" }>)[] => (block.kind === "beside" ? [block, ...block.left, ...block.right] : [block]);

type Found = Omit<TemplateProblem, "block">;

function blockProblems(shape: KindShape, block: Block): Found[] {
  const unknown = (fields: Fields, names: readonly string[]): Found[] => names.filter((name) => !Object.hasOwn(fields, name)).map((field) => ({ code: "unknown_field", field }));
  const condition = block.when === null || Object.hasOwn(shape.fields, block.when) || Object.hasOwn(shape.tables, block.when) ? [] : [{ code: "unknown_field" as const, field: block.when }];
  switch (block.kind) {
    case "text":
    case "logo":
    case "footer": return [...condition, ...unknown(shape.fields, textPlaceholders(block))];
    case "fields": return [...condition, ...unknown(shape.fields, block.fields.map((one) => one.field))];
    case "table": {
      const table = Object.hasOwn(shape.tables, block.table) ? shape.tables[block.table] : undefined;
      if (table === undefined) return [...condition, { code: "unknown_table", field: block.table }];
      return [...condition, ...unknown(table.columns, block.columns.map((one) => one.field))];
    }
    case "code": {
      const field = Object.hasOwn(shape.fields, block.field) ? shape.fields[block.field] : undefined;
      if (field === undefined) return [...condition, { code: "unknown_field", field: block.field }, ...unknown(shape.fields, textPlaceholders(block))];
      const fits = DRAWN_FROM[block.code].includes(field.type);
      return [...condition, ...(fits ? [] : [{ code: "not_a_code" as const, field: block.field }]), ...unknown(shape.fields, textPlaceholders(block))];
    }
    default: return condition;
  }
}

function textPlaceholders(block: Extract<Block, { kind: "text" | "logo" | "footer" | "code" }>): string[] {
  const words = block.kind === "code" ? block.caption : block.text;
  return [...placeholdersIn(words.zh), ...placeholdersIn(words.en)];
}

/** The path that opens the paper; written out in letters it opens nothing. */
const CODE_FIELD = "code";

/** A text shows a field only when it does so in both languages, or when one language serves for both. */
function fieldsShown(block: Block): string[] {
  if (block.kind !== "code") return readable(block).filter((field) => field !== CODE_FIELD);
  return [block.field];
}

function readable(block: Block): string[] {
  switch (block.kind) {
    case "text":
    case "logo":
    case "footer": {
      const { zh, en } = block.text;
      const [inZh, inEn] = [placeholdersIn(zh), placeholdersIn(en)];
      return zh === "" ? inEn : en === "" ? inZh : inZh.filter((field) => inEn.includes(field));
    }
    case "fields": return block.fields.map((one) => one.field);
    case "table": return [block.table];
    default: return [];
  }
}

/** The types a code can be drawn from, for the editor's list. */
export const codeFields = (kind: KindName, code: CodeKind): string[] => Object.entries(shapeOf(kind).fields).filter(([, field]) => DRAWN_FROM[code].includes(field.type)).map(([name]) => name);

export const isKind = (name: string): name is KindName => Object.hasOwn(KINDS, name);

/** RFC 1918 and loopback: a printer stands in the market's own network, and nothing is ever sent to anybody else's. */
export function isPrivateAddress(host: string): boolean {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(host)?.slice(1).map(Number);
  if (parts === undefined || parts.some((part) => part > 255)) return false;
  const [a, b] = parts as [number, number];
  return a === 10 || a === 127 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168);
}

/** Where the codes on papers lead when the market has not said its address: to the page's own origin, as its browser gave it. */
export const ORIGIN = /^https?:\/\/[A-Za-z0-9.[\]:-]{1,200}$/;


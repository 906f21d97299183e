import { z } from "zod";
import { bilingual } from "./fields.ts";

/** What is printed on: sheets of millimetres, and rolls of a width that end where the text ends. */
export const SIZES = ["A4", "A5", "A6", "80mm", "58mm"] as const;
export type Size = (typeof SIZES)[number];
export type Roll = Extract<Size, `${number}mm`>;
export const isRoll = (size: Size): size is Roll => size.endsWith("mm");

export const LANGUAGES = ["zh", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

export const SCALES = ["small", "normal", "large", "huge", "giant"] as const;
export type ScaleName = (typeof SCALES)[number];
export const ALIGNMENTS = ["start", "center", "end"] as const;
export const SHAPES = ["list", "flow", "stack"] as const;
export const CODES = ["qr", "datamatrix", "code128", "gs1"] as const;
export const RULES = ["thin", "thick", "dashed"] as const;

export const MAX_BLOCKS = 60;
export const MAX_TEMPLATE_TEXT = 400;
export const MAX_LABEL = 40;
const MAX_FIELDS = 30;
const MAX_COLUMNS = 12;
export const MIN_CODE_MM = 8;
export const MAX_CODE_MM = 90;
export const MAX_SPACE_MM = 100;
export const MIN_SHARE = 15;
export const MAX_SHARE = 85;
export const MAX_COLUMN_SHARE = 20;

const name = z.string().regex(/^[a-z][A-Za-z0-9]{0,29}$/);
const scale = z.enum(SCALES);
const align = z.enum(ALIGNMENTS);
/** Shown only when this field has a value: is not null, not false, not nothing. */
const when = name.nullable().default(null);
/** null: the name the kind gives the field; both empty: no name at all. */
const label = bilingual(MAX_LABEL).nullable().default(null);
const words = bilingual(MAX_TEMPLATE_TEXT);

const text = z.object({ kind: z.literal("text"), text: words, scale: scale.default("normal"), bold: z.boolean().default(false), align: align.default("start"), boxed: z.boolean().default(false), when });
const fields = z.object({
  kind: z.literal("fields"), shape: z.enum(SHAPES), scale: scale.default("normal"), when,
  fields: z.array(z.object({ field: name, label, bold: z.boolean().default(false) })).min(1).max(MAX_FIELDS),
});
const table = z.object({
  kind: z.literal("table"), table: name, head: z.boolean().default(true), scale: scale.default("normal"), when,
  /** `share`: the column's part of the width, against the others. */
  columns: z.array(z.object({ field: name, title: label, share: z.int().min(1).max(MAX_COLUMN_SHARE) })).min(1).max(MAX_COLUMNS),
});
const rule = z.object({ kind: z.literal("rule"), style: z.enum(RULES), when });
const space = z.object({ kind: z.literal("space"), mm: z.int().min(1).max(MAX_SPACE_MM), when });
const code = z.object({
  kind: z.literal("code"), code: z.enum(CODES), field: name, mm: z.int().min(MIN_CODE_MM).max(MAX_CODE_MM), align: align.default("center"), caption: words.default({ zh: "", en: "" }), when,
});
const logo = z.object({ kind: z.literal("logo"), text: words, align: align.default("start"), when });
/** At the foot of every sheet, with its number when there are several; at the end of a roll. */
const footer = z.object({ kind: z.literal("footer"), text: words, align: align.default("center"), when });

const plainBlock = z.discriminatedUnion("kind", [text, fields, table, rule, space, code, logo]);
/** Two columns; `share` is the left one's part of the width in per cent. On a roll the right one follows below. */
const beside = z.object({ kind: z.literal("beside"), share: z.int().min(MIN_SHARE).max(MAX_SHARE), left: z.array(plainBlock).max(MAX_BLOCKS), right: z.array(plainBlock).max(MAX_BLOCKS), when });
const block = z.discriminatedUnion("kind", [text, fields, table, rule, space, code, logo, footer, beside]);

export const templateSchema = z.object({ blocks: z.array(block).min(1).max(MAX_BLOCKS) });

export type PlainBlock = z.output<typeof plainBlock>;
export type Block = z.output<typeof block>;
export type Template = z.output<typeof templateSchema>;
export type BlockKind = Block["kind"];
export type CodeKind = (typeof CODES)[number];

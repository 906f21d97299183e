import { z } from "zod";
import { UNITS } from "../../engines/units/units.ts";
import { contract, read, write } from "../machinery/contract.ts";

const id = z.uuid();

export const speciesView = z.object({
  id: z.string(), zh: z.string(), latin: z.string(), en: z.string(), family: z.string(), familyZh: z.string(), type: z.string(),
  aliases: z.array(z.string()), potsCm: z.array(z.int()), season: z.array(z.int()), unit: z.string(),
});
export const itemView = z.object({
  id, code: z.string(), speciesId: z.string().nullable(), varietyId: z.string().nullable(), zh: z.string(), en: z.string(), category: z.string(),
  potCm: z.int().nullable(), spec: z.string(), unit: z.string(), packing: z.record(z.string(), z.int()), potExtra: z.boolean(),
});
export type ItemView = z.infer<typeof itemView>;

export const catalogue = contract("catalogue", {
  species: read({
    summary: "The species master, searchable by Chinese, pinyin, initials, Latin and English.",
    who: ["public", "internal"],
    input: z.object({ query: z.string().max(60).default(""), type: z.string().max(20).optional(), limit: z.int().min(1).max(500).default(200) }),
    output: z.object({ species: z.array(speciesView), total: z.int() }),
    refuses: [],
  }),
  varieties: read({
    summary: "Varieties of a species.",
    who: ["public", "internal"],
    input: z.object({ speciesId: z.string().max(60) }),
    output: z.object({ varieties: z.array(z.object({ id: z.string(), speciesId: z.string(), zh: z.string(), en: z.string() })) }),
    refuses: [],
  }),
  items: read({
    summary: "Trade items, searchable like the species.",
    who: ["public", "internal"],
    input: z.object({ query: z.string().max(60).default(""), speciesId: z.string().max(60).optional(), limit: z.int().min(1).max(2000).default(200) }),
    output: z.object({ items: z.array(itemView), total: z.int() }),
    refuses: [],
  }),
  item: read({ summary: "One trade item.", who: ["public", "internal"], input: z.object({ itemId: id }), output: itemView, refuses: [] }),
  addItem: write({
    summary: "Adds a trade item: species × variety × pot size × packing. The same code is added once.",
    who: ["operator", "internal"],
    input: z.object({
      code: z.string().trim().min(1).max(160), speciesId: z.string().max(60).nullable(), varietyId: z.string().max(60).nullable().default(null),
      zh: z.string().trim().min(1).max(120), en: z.string().trim().max(120).default(""), category: z.string().max(20),
      potCm: z.int().min(3).max(200).nullable().default(null), spec: z.string().max(120).default(""), unit: z.enum(UNITS),
      packing: z.partialRecord(z.enum(UNITS), z.int().min(1).max(100_000)).default({}), potExtra: z.boolean().default(false),
    }),
    output: itemView,
    refuses: ["unknown_species"],
  }),
}, {
  itemAdded: itemView,
});

import { z } from "zod";
import { CHARSETS } from "../../engines/escpos/text.ts";
import { contract, read, write } from "../machinery/contract.ts";
import { FIELD_TYPES, dataSchema } from "./fields.ts";
import { KINDS, KIND_NAMES, type KindName } from "./kinds.ts";
import { page } from "./page.ts";
import { ORIGIN, TEMPLATE_FAULTS } from "./rules.ts";
import { LANGUAGES, SIZES, templateSchema } from "./template.ts";

export type { KindName, PaperData } from "./kinds.ts";
export type { Size } from "./template.ts";

const id = z.uuid();
const kind = z.enum(KIND_NAMES);
const size = z.enum(SIZES);
const roll = z.enum(["58mm", "80mm"]);
/** Papers of one kind in one go: the labels of a trolley, the slips of a row. */
export const MAX_PAPERS = 60;
export const MAX_PRINTERS = 100;
const MAX_JOBS_SHOWN = 100;

/** A PDF, or the bytes of a receipt printer. */
export const OUTPUTS = ["pdf", "escpos"] as const;
/** How a paper is wanted; a module that prints papers takes these beside what it prints. */
export const wanted = {
  language: z.enum(LANGUAGES).default("zh"),
  size: size.optional(),
  as: z.enum(OUTPUTS).default("pdf"),
  /** Where the page that prints came from; begins the links in the codes unless the market has said its address. */
  origin: z.string().regex(ORIGIN).optional(),
};
/** A printed paper, base64. `lacking`: characters that the font lacks; they stand as □ on the paper. */
export const printedFile = z.object({ name: z.string(), mime: z.string(), base64: z.string(), pages: z.int(), lacking: z.string() });

const papersOf = <K extends KindName>(name: K) => z.object({ kind: z.literal(name), papers: z.array(dataSchema(KINDS[name])).min(1).max(MAX_PAPERS) });
const papers = z.discriminatedUnion("kind", [
  papersOf("lot_label"), papersOf("box_label"), papersOf("trolley_label"), papersOf("stall_slip"), papersOf("distribution_slip"), papersOf("statement"), papersOf("bill"), papersOf("manifest"),
  papersOf("asset_label"), papersOf("packaging_slip"), papersOf("donation_slip"), papersOf("client_manifest"), papersOf("order"), papersOf("packing_list"), papersOf("judgement"), papersOf("pooled_invoice"), papersOf("pooled_statement"), papersOf("contract"), papersOf("allocation_sheet"), papersOf("bulletin"),
]);

const savedView = z.object({ version: z.int(), own: z.boolean(), savedAt: z.string().nullable(), savedBy: z.string().nullable() });
const fieldView = z.object({ name: z.string(), zh: z.string(), en: z.string(), type: z.enum(FIELD_TYPES), must: z.boolean() });
const printerView = z.object({ id, name: z.string(), host: z.string(), port: z.int(), size: roll, charset: z.enum(CHARSETS), cuts: z.boolean(), opensDrawer: z.boolean() });
const jobView = z.object({
  id, printerId: id, printer: z.string(), title: z.string(), at: z.string(), by: z.string(), state: z.enum(["waiting", "sending", "sent", "failed"]), tries: z.int(), failure: z.string().nullable(), doneAt: z.string().nullable(),
  can: z.array(z.enum(["again"])),
});
const HALL = ["operator", "cashier", "grader", "auctioneer"] as const;

export const print = contract("print", {
  kinds: read({
    summary: "Every kind of paper: what it may show, on which sizes, and whether its template is the market's own.",
    who: ["operator", "internal"],
    input: z.object({}),
    output: z.object({
      kinds: z.array(z.object({
        kind, zh: z.string(), en: z.string(), sizes: z.array(savedView.extend({ size })), fields: z.array(fieldView),
        tables: z.array(z.object({ name: z.string(), zh: z.string(), en: z.string(), must: z.boolean(), columns: z.array(fieldView) })),
      })),
    }),
    refuses: [],
  }),
  template: read({
    summary: "The template of a paper on a size: the one in use, or an earlier version of it.",
    who: ["operator", "internal"],
    input: z.object({ kind, size, version: z.int().min(0).optional() }),
    output: savedView.extend({ template: templateSchema }),
    refuses: ["size_unknown"],
  }),
  saveTemplate: write({
    summary: "Makes a template the one in use. It may hide, move, rename and resize; not ask for what the paper does not say, nor leave out what it must.",
    who: ["operator"],
    input: z.object({ kind, size, template: templateSchema, /** The version that was changed; another's change in between is not overwritten. */ basedOn: z.int().min(0) }),
    output: savedView,
    refuses: [...TEMPLATE_FAULTS, "changed_meanwhile"],
  }),
  resetTemplate: write({
    summary: "Goes back to the template that comes with the product; the market's own ones stay in the history.",
    who: ["operator"],
    input: z.object({ kind, size }),
    output: savedView,
    refuses: ["size_unknown"],
  }),
  history: read({
    summary: "Who changed a template and when, newest first.",
    who: ["operator"],
    input: z.object({ kind, size }),
    output: z.object({ versions: z.array(savedView) }),
    refuses: [],
  }),
  preview: read({
    summary: "What a template makes of a sample paper: drawn pages, the PDF (base64), a receipt's bytes (base64), and what is wrong with the template.",
    who: ["operator"],
    input: z.object({ kind, size, template: templateSchema, language: z.enum(LANGUAGES).default("zh") }),
    output: z.object({
      pages: z.array(page), pdf: z.string(), bytes: z.string().nullable(), lacking: z.string(),
      problems: z.array(z.object({ code: z.enum(TEMPLATE_FAULTS), block: z.int(), field: z.string() })),
    }),
    refuses: [],
  }),

  render: read({
    summary: "Prints papers that a module has filled: a PDF with the font in it, or the bytes of a receipt printer.",
    who: ["internal"],
    input: z.object({ ...wanted, name: z.string().min(1).max(120), paper: papers }),
    output: printedFile,
    refuses: ["size_unknown", "not_a_roll"],
  }),
  queue: write({
    summary: "Sends papers to one of the market's network printers; they are on their way when this is committed.",
    who: ["internal"],
    input: z.object({ printerId: id, title: z.string().min(1).max(120), language: wanted.language, origin: wanted.origin, paper: papers }),
    output: jobView,
    refuses: ["unknown_printer", "size_unknown", "too_many_jobs"],
  }),

  settings: read({
    summary: "What the codes on papers begin with.",
    who: ["operator"],
    input: z.object({}),
    output: z.object({ address: z.string().nullable() }),
    refuses: [],
  }),
  saveSettings: write({
    summary: "Sets the address that the codes on papers begin with; null for the address of the page that prints.",
    who: ["operator"],
    input: z.object({ address: z.string().regex(ORIGIN).nullable() }),
    output: z.object({ address: z.string().nullable() }),
    refuses: [],
  }),
  printers: read({
    summary: "The network printers that the market allows.",
    who: [...HALL, "internal"],
    input: z.object({}),
    output: z.object({ printers: z.array(printerView) }),
    refuses: [],
  }),
  savePrinter: write({
    summary: "Allows a network printer, or changes one. Only private IPv4 addresses: a paper never leaves the market's own network.",
    who: ["operator"],
    input: z.object({
      printerId: id.optional(), name: z.string().trim().min(1).max(60), host: z.string().trim().max(15), port: z.int().min(1).max(65_535), size: roll, charset: z.enum(CHARSETS).default("gb18030"), cuts: z.boolean().default(true), opensDrawer: z.boolean().default(false),
    }),
    output: printerView,
    refuses: ["not_private", "name_taken", "too_many_printers"],
  }),
  removePrinter: write({
    summary: "Takes a printer off the list; what waits for it fails.",
    who: ["operator"],
    input: z.object({ printerId: id }),
    output: z.object({ removed: z.boolean() }),
    refuses: [],
  }),
  testPrint: write({
    summary: "Sends a sample paper to a printer.",
    who: ["operator"],
    input: z.object({ printerId: id, kind, language: wanted.language }),
    output: jobView,
    refuses: ["unknown_printer", "size_unknown", "too_many_jobs"],
  }),
  jobs: read({
    summary: "What was sent to printers lately and how it went.",
    who: [...HALL],
    input: z.object({ limit: z.int().min(1).max(MAX_JOBS_SHOWN).default(30) }),
    output: z.object({ jobs: z.array(jobView) }),
    refuses: [],
  }),
  sendAgain: write({
    summary: "Sends a paper that failed once more.",
    who: [...HALL],
    input: z.object({ jobId: id }),
    output: jobView,
    refuses: ["not_failed", "unknown_printer"],
  }),
}, {
  templateSaved: z.object({ kind, size, version: z.int(), own: z.boolean() }),
  settingsSaved: z.object({ address: z.string().nullable() }),
  printerSaved: printerView,
  printerRemoved: z.object({ printerId: id }),
  jobQueued: z.object({ jobId: id, printerId: id }),
  jobEnded: z.object({ jobId: id, printerId: id, sent: z.boolean() }),
});

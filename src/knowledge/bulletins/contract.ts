import { z } from "zod";
import type { BulletinData } from "../../engines/bulletin/data.ts";
import { BULLETIN_KINDS } from "../../engines/bulletin/data.ts";
import { MARK_CODES } from "../../engines/bulletin/check.ts";
import { SECTIONS } from "../../engines/bulletin/draft.ts";
import { contract, read, write } from "../../kernel/machinery/contract.ts";
import { servedFile, servedInput } from "../../kernel/machinery/served.ts";

const id = z.uuid();
/** Who writes bulletins and publishes them; what one has edited, another publishes. */
const EDITORS = ["operator", "auctioneer"] as const;
const STAFF = [...EDITORS, "auditor"] as const;
export const MAX_SECTION_LENGTH = 3_000;
export const MAX_LISTED = 200;
const MAX_REASON = 300;
export const LANGUAGES = ["zh", "en"] as const;
/** What an edition may be had as. */
export const FORMATS = ["json", "csv", "docx", "pdf"] as const;
export type Format = (typeof FORMATS)[number];

const kind = z.enum(BULLETIN_KINDS);
/** '2026-11-27' or '2026-W48'. */
export const period = z.string().regex(/^\d{4}-(?:\d{2}-\d{2}|W\d{2})$/, "a day as YYYY-MM-DD or a week as YYYY-Www");
const reason = z.string().trim().min(2).max(MAX_REASON);
const section = z.string().max(MAX_SECTION_LENGTH);
const textsOf = z.object(Object.fromEntries(SECTIONS.map((name) => [name, section])) as Record<(typeof SECTIONS)[number], typeof section>);
/** Sections of both languages; numbers stand in them as {names of figures}. */
export const texts = z.object({ zh: textsOf, en: textsOf });
export type BothTexts = z.infer<typeof texts>;
/** The figures an edition or draft stands on, as `engines/bulletin/data.ts` states them. */
const data = z.custom<BulletinData>((value) => typeof value === "object" && value !== null);
const bilingual = z.object({ zh: z.string(), en: z.string() });

const editionView = z.object({ edition: z.int(), publishedAt: z.string(), publishedBy: z.string(), editedBy: z.string().nullable(), /** Why it was corrected; null for the first. */ reason: z.string().nullable(), sha256: z.string() });
const listed = z.object({ id, kind, period, edition: z.int(), title: bilingual, lead: bilingual, publishedAt: z.string(), /** The reason of its newest correction. */ reason: z.string().nullable() });
export const bulletinView = z.object({
  id, kind, period, edition: z.int(), editions: z.array(editionView), texts, data, sha256: z.string(), previous: period.nullable(), next: period.nullable(),
});
export type BulletinView = z.infer<typeof bulletinView>;
export const markView = z.object({ language: z.enum(LANGUAGES), section: z.enum(SECTIONS), code: z.enum(MARK_CODES), at: z.int(), text: z.string(), figure: z.string().nullable(), from: z.int(), to: z.int() });
export const draftView = z.object({
  id, kind, period, version: z.int(), /** The edition it would become. */ edition: z.int(), texts, data, marks: z.array(markView), reason: z.string().nullable(),
  draftedAt: z.string(), editedAt: z.string().nullable(), editedBy: z.string().nullable(),
  /** The price sheet or the index says something else by now than the draft stands on. */
  stale: z.boolean(), can: z.array(z.enum(["save", "refresh", "publish", "discard"])),
});
export type DraftView = z.infer<typeof draftView>;
const deskRow = z.object({
  id, kind, period, edition: z.int(), open: z.boolean(), version: z.int(), title: bilingual, draftedAt: z.string(), editedAt: z.string().nullable(), editedBy: z.string().nullable(), reason: z.string().nullable(), publishedAt: z.string().nullable(),
});
export type DeskRow = z.infer<typeof deskRow>;
const which = { period, /** The newest when left out. */ edition: z.int().min(1).optional() };
const changed = z.object({ id, version: z.int(), marks: z.array(markView) });

export const bulletins = contract("bulletins", {
  list: read({
    summary: "The published market bulletins, newest period first.",
    who: ["public", "internal"],
    input: z.object({ kind: kind.optional(), /** Periods that begin before this day. */ before: z.string().regex(/^\d{4}-\d{2}-\d{2}$/).optional(), limit: z.int().min(1).max(MAX_LISTED).default(30) }),
    output: z.object({ bulletins: z.array(listed), total: z.int() }),
    refuses: [],
  }),
  bulletin: read({
    summary: "A published bulletin with the data it stands on, its editions and their fingerprints.",
    who: ["public", "internal"],
    input: z.object(which),
    output: bulletinView,
    refuses: [],
  }),
  file: read({
    summary: "An edition as a file: /open/bulletins/2026-11-27.json, .csv, .docx, .pdf; English papers as .en.docx and .en.pdf; an earlier edition as /open/bulletins/2026-11-27/1.json.",
    who: ["public", "internal"],
    served: "/open/bulletins/*",
    input: servedInput,
    output: servedFile,
    refuses: [],
  }),
  desk: read({
    summary: "Drafts and published bulletins, for those who write them.",
    who: STAFF,
    input: z.object({ limit: z.int().min(1).max(MAX_LISTED).default(60) }),
    output: z.object({ rows: z.array(deskRow), waiting: z.int() }),
    refuses: [],
  }),
  draft: read({
    summary: "A draft with its data and what is to be looked at in it.",
    who: STAFF,
    input: z.object({ bulletinId: id }),
    output: draftView,
    refuses: ["nothing_open"],
  }),
  make: write({
    summary: "Drafts the bulletin of a day or week by hand; after a day's close it is done by itself.",
    who: [...EDITORS, "internal"],
    input: z.object({ period }),
    output: z.object({ id }),
    refuses: ["no_sheet", "exists"],
  }),
  save: write({
    summary: "Keeps edited texts. Numbers stay bound to the data; what was typed freely is marked, not forbidden.",
    who: EDITORS,
    input: z.object({ bulletinId: id, version: z.int(), texts }),
    output: changed,
    refuses: ["nothing_open", "changed_meanwhile"],
  }),
  refresh: write({
    summary: "Takes the newest data into a draft; with `redraft` the texts are drafted anew as well.",
    who: EDITORS,
    input: z.object({ bulletinId: id, version: z.int(), redraft: z.boolean().default(false) }),
    output: changed,
    refuses: ["nothing_open", "changed_meanwhile", "no_sheet"],
  }),
  publish: write({
    summary: "Publishes a draft as the next edition, with its data frozen. What one person has edited, another one publishes.",
    who: EDITORS,
    input: z.object({ bulletinId: id, version: z.int() }),
    output: z.object({ period, edition: z.int(), sha256: z.string() }),
    refuses: ["nothing_open", "changed_meanwhile", "second_person_needed", "unknown_figure", "not_complete"],
  }),
  correct: write({
    summary: "Opens a published bulletin again with the reason; the next edition says why, the earlier ones stay.",
    who: EDITORS,
    input: z.object({ bulletinId: id, reason }),
    output: z.object({ id, version: z.int() }),
    refuses: ["already_open"],
  }),
  discard: write({
    summary: "Drops a draft. What was published stays.",
    who: EDITORS,
    input: z.object({ bulletinId: id, version: z.int() }),
    output: z.object({ dropped: z.boolean() }),
    refuses: ["nothing_open", "changed_meanwhile"],
  }),
}, {
  drafted: z.object({ bulletinId: id, kind, period }),
  published: z.object({ bulletinId: id, kind, period, edition: z.int(), sha256: z.string(), reason: z.string().nullable() }),
});

import { z } from "zod";
import { contract, read, write, type Who } from "../machinery/contract.ts";
import { FORMATS, ENCODINGS } from "./kinds.ts";
import { MAX_FILE_BYTES } from "./limits.ts";

const BASE64 = (bytes: number): number => Math.ceil(bytes / 3) * 4;
const AROUND_THE_FILE = 64 * 1024;
/** What the door lets in for a list whose files have so many bytes: an import action's `body`. */
export const bodyFor = (fileBytes: number): number => BASE64(fileBytes) + AROUND_THE_FILE;

/** What a list's own import action takes and answers; every module's is the same, so that one page serves them all. */
export const exchangeInput = (fileBytes = MAX_FILE_BYTES) => ({
  base64: z.string().min(16).max(BASE64(fileBytes)),
  dryRun: z.boolean(),
  /** Made by the caller, to ask `sheets.progress` about and to `sheets.cancel`. */
  job: z.uuid().optional(),
});

const refusal = z.object({ refused: z.string(), module: z.string(), detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])) });
export const exchangeProblem = z.object({ row: z.int(), letter: z.string(), column: z.string(), value: z.string(), reason: z.string(), detail: z.string(), refusal: refusal.optional() });
export const exchangeReport = z.object({
  /** False for a dry run, and whenever there is a problem: all or nothing. */
  applied: z.boolean(),
  rows: z.int(), created: z.int(), changed: z.int(), unchanged: z.int(),
  /** The first of them, by row and column; `moreProblems` are counted and not listed. */
  problems: z.array(exchangeProblem), moreProblems: z.int(),
  /** What was left out knowingly. */
  remarks: z.array(z.object({ row: z.int(), remark: z.enum(["totals_line", "header_again", "example_line"]) })),
  /** What the file was found to be. */
  format: z.enum(FORMATS), encoding: z.enum(ENCODINGS).nullable(), sheet: z.string(),
});
export type ExchangeReport = z.infer<typeof exchangeReport>;

export const sheetFile = z.object({ name: z.string(), base64: z.string(), rows: z.int() });
export type SheetFile = z.infer<typeof sheetFile>;

/** To be listed among the refusals of every import action. */
export const EXCHANGE_REFUSALS = ["unreadable_workbook", "locked_workbook", "workbook_too_large", "import_cancelled"] as const;
export type ExchangeRefusal = (typeof EXCHANGE_REFUSALS)[number];

/** What a list's own action that gives it out takes besides what picks its lines. */
export const givenIn = {
  language: z.enum(["zh", "en"]).default("zh"),
  /** The empty workbook with an example and notes instead. */
  template: z.boolean().default(false),
};
export const GIVE_REFUSALS = ["too_many_rows"] as const;

/** The action that gives a list out as a workbook: `input` picks the lines, as the list's page does. */
export const giving = <I extends z.ZodRawShape, const R extends readonly string[] = readonly []>(summary: string, who: readonly Who[], input: I, refuses?: R) =>
  read({ summary: `${summary} As an Excel workbook (base64).`, who, input: z.object({ ...input, ...givenIn }), output: sheetFile, refuses: [...GIVE_REFUSALS, ...((refuses ?? []) as R)] as const });

/** The action that takes such a workbook in: all or nothing, and a dry run only says what would happen. `refuses` are those of the deeds it does. */
export const taking = <I extends z.ZodRawShape, const R extends readonly string[] = readonly []>(summary: string, who: readonly Who[], input: I, refuses?: R, bytes = MAX_FILE_BYTES) =>
  write({
    summary: `${summary} From an Excel or CSV file: all or nothing; a dry run only says what would happen.`, who, input: z.object({ ...input, ...exchangeInput(bytes) }), output: exchangeReport,
    refuses: [...EXCHANGE_REFUSALS, ...((refuses ?? []) as R)] as const, secret: ["base64"], body: bodyFor(bytes),
  });

export const PHASES = ["waiting", "reading", "checking", "writing"] as const;

export const sheets = contract("sheets", {
  progress: read({
    summary: "How far an import of one's own has come; not found before it begins and after it ends.",
    who: ["signed_in"],
    input: z.object({ job: z.uuid() }),
    output: z.object({ found: z.boolean(), phase: z.enum(PHASES), rows: z.int(), share: z.number().min(0).max(1) }),
    refuses: [],
  }),
  cancel: write({
    summary: "Stops an import of one's own before it is done; nothing of it is written.",
    who: ["signed_in"],
    input: z.object({ job: z.uuid() }),
    output: z.object({ stopped: z.boolean() }),
    refuses: [],
  }),
}, {});

import { z } from "zod";

const MAX_PATH = 200;
const MAX_VALUE = 100;

/** What a served read is asked: what stands behind its address, and the query as it came. */
export const servedInput = z.object({ path: z.string().max(MAX_PATH), query: z.record(z.string().max(40), z.string().max(MAX_VALUE)).default({}),
  /** Where it was asked, such as https://market.example, for what has to name whole addresses; empty when that is not known. */
  origin: z.string().regex(/^(?:https?:\/\/[A-Za-z0-9.:[\]-]+)?$/).max(MAX_PATH).default(""),
});

/** A file as it goes out: for text `text`, else `base64`. `hash` is the SHA-256 of its bytes and becomes the ETag. */
export const servedFile = z.object({
  mime: z.string(), text: z.string().nullable(), base64: z.string().nullable(), hash: z.string(),
  /** When the newest fact in it was written; null when that is not known. */
  modified: z.string().nullable(),
  /** Seconds for which it may be kept without asking again. */
  maxAge: z.int().min(0),
  /** The name to save it by; null for what is read in place. */
  name: z.string().nullable(),
});
export type ServedFile = z.infer<typeof servedFile>;

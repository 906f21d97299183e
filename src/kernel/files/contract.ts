import { z } from "zod";
import { contract, read, write } from "../machinery/contract.ts";

const id = z.uuid();
export const MAX_PHOTO_BYTES = 4 * 1024 * 1024;
export const PHOTO_TYPES = ["image/jpeg", "image/png", "image/webp"] as const;

export const files = contract("files", {
  keepPhoto: write({
    summary: "Keeps a photograph, sent as base64; what it is, is told from its bytes and not from its name.",
    who: ["grower", "merchant", "buyer", "agent", "grader", "operator", "auctioneer", "internal"],
    input: z.object({ base64: z.string().min(16).max(Math.ceil(MAX_PHOTO_BYTES / 3) * 4 + 4) }),
    output: z.object({ id, mime: z.enum(PHOTO_TYPES), bytes: z.int(), width: z.int(), height: z.int(), url: z.string() }),
    refuses: ["not_a_photo", "too_large", "not_base64"],
    secret: ["base64"],
  }),
  photo: read({
    summary: "Where a photograph lies; the web server answers GET /photos/{id} with it.",
    who: ["public", "internal"],
    input: z.object({ photoId: id }),
    output: z.object({ sha256: z.string(), mime: z.enum(PHOTO_TYPES), bytes: z.int() }),
    refuses: [],
  }),
}, {
  photoKept: z.object({ fileId: id, sha256: z.string() }),
});

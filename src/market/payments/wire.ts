import { z } from "zod";
import { SIGNATURES, type Envelope } from "../../engines/signing/envelope.ts";
import { MAX_BODY_CHARS, SAID_STATES, type Said } from "./rules.ts";

/** The neutral wire format with a licensed payer; in words in docs/guide/payments.md. */
const no = z.string().regex(/^[A-Za-z0-9-]{4,40}$/);
const currency = z.string().regex(/^[A-Z]{3}$/);
const amount = z.int().min(1).max(Number.MAX_SAFE_INTEGER);

export const envelopeShape = z.object({
  keyId: z.string().min(1).max(60), timestamp: z.int(), nonce: z.string().min(1).max(64), algorithm: z.enum(SIGNATURES), body: z.string().min(2).max(MAX_BODY_CHARS), signature: z.string().max(2_000),
});

const instruct = z.object({
  type: z.literal("instruct"), no, kind: z.enum(["payout", "debit"]), amount, currency, party: z.object({ name: z.string(), bank: z.string(), account: z.string() }), purpose: z.string(),
});
/** What the market asks: to pay or collect, how it stands, to call it off. */
export const requestBody = z.discriminatedUnion("type", [instruct, z.object({ type: z.literal("query"), no }), z.object({ type: z.literal("cancel"), no })]);
export type RequestBody = z.infer<typeof requestBody>;

/** What the payer says, as an answer or as a callback. */
export const saidBody = z.object({
  type: z.literal("outcome"), no, state: z.enum(SAID_STATES), externalNo: z.string().max(80).default(""), amount: amount.nullable().default(null), currency: currency.nullable().default(null), reason: z.string().max(200).default(""),
});

/** The body of a message whose signature was good; null when it is not of the format. */
export function readSaid(envelope: Pick<Envelope, "body">): Said | null {
  try {
    const read = saidBody.safeParse(JSON.parse(envelope.body));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

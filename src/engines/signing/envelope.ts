/**
 * A signed message between a market and a licensed payer, and the ways it is refused.
 *
 * What is signed is this text, lines ended by "\n" (the last one too), UTF-8:
 *   hualian-pay/1
 *   <purpose>          request, answer or callback, so that one cannot be sent as another
 *   <keyId>
 *   <timestamp>        whole seconds since 1970, decimal
 *   <nonce>            8 to 64 of A–Z a–z 0–9 - _
 *   <hex SHA-256 of body>
 * The body is JSON text and is signed as it is sent, byte for byte; it is parsed only after its signature was good.
 * Signature: lower-case hex for hmac-sha256, base64 for rsa-sha256.
 */
import { fromBase64, fromHex, sameBytes, toHex, utf8 } from "./bytes.ts";
import { hmacSha256, sha256Bytes } from "./hmac.ts";
import { verifyRsaSha256, type RsaPublicKey } from "./rsa.ts";

export const PURPOSES = ["request", "answer", "callback"] as const;
export type Purpose = (typeof PURPOSES)[number];
export const SIGNATURES = ["hmac-sha256", "rsa-sha256"] as const;

export interface Envelope {
  readonly keyId: string;
  readonly timestamp: number;
  readonly nonce: string;
  readonly algorithm: (typeof SIGNATURES)[number];
  readonly body: string;
  readonly signature: string;
}
/** What the other side's signatures are checked with. */
export type Verifier = { readonly algorithm: "hmac-sha256"; readonly secret: Uint8Array } | { readonly algorithm: "rsa-sha256"; readonly key: RsaPublicKey };

export const ENVELOPE_FAULTS = ["unknown_key", "wrong_algorithm", "outside_window", "bad_nonce", "wrong_signature"] as const;
export type EnvelopeFault = (typeof ENVELOPE_FAULTS)[number];

const NONCE = /^[A-Za-z0-9_-]{8,64}$/;

export function signedText(purpose: Purpose, { keyId, timestamp, nonce, body }: Pick<Envelope, "keyId" | "timestamp" | "nonce" | "body">): Uint8Array {
  return utf8(`hualian-pay/1\n${purpose}\n${keyId}\n${timestamp}\n${nonce}\n${toHex(sha256Bytes(utf8(body)))}\n`);
}

export const hmacSignature = (secret: Uint8Array, text: Uint8Array): string => toHex(hmacSha256(secret, text));

/**
 * Null when an envelope may be believed; else why not. `now` and the window are whole seconds; a message from the future
 * is refused like an old one. That a nonce is used once is for the caller to keep: it must remember nonces for twice the window.
 */
export function envelopeFault(envelope: Envelope, purpose: Purpose, against: { readonly keyId: string; readonly verifier: Verifier; readonly now: number; readonly windowSeconds: number }): EnvelopeFault | null {
  if (envelope.keyId !== against.keyId) return "unknown_key";
  if (envelope.algorithm !== against.verifier.algorithm) return "wrong_algorithm";
  if (!Number.isSafeInteger(envelope.timestamp) || Math.abs(envelope.timestamp - against.now) > against.windowSeconds) return "outside_window";
  if (!NONCE.test(envelope.nonce)) return "bad_nonce";
  return genuine(envelope, purpose, against.verifier) ? null : "wrong_signature";
}

function genuine(envelope: Envelope, purpose: Purpose, verifier: Verifier): boolean {
  const text = signedText(purpose, envelope);
  try {
    return verifier.algorithm === "hmac-sha256" ? sameBytes(hmacSha256(verifier.secret, text), fromHex(envelope.signature)) : verifyRsaSha256(verifier.key, text, fromBase64(envelope.signature));
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

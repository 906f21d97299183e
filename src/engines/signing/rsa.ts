/**
 * Verification of RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017, 8.2.2). Only the public operation: signing is left to the
 * platform's cryptography, which guards the private key's timing.
 */
import { fromBase64, sameBytes, toHex } from "./bytes.ts";
import { sha256Bytes } from "./hmac.ts";

export interface RsaPublicKey {
  readonly modulus: bigint;
  readonly exponent: bigint;
  /** Bytes of the modulus. */
  readonly size: number;
}

/** Keys below this are refused: they can be broken. */
export const MIN_RSA_BYTES = 256;
/** DigestInfo of SHA-256: the algorithm's name and the length of what follows. */
const DIGEST_INFO = Uint8Array.of(0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20);

interface Element { readonly tag: number; readonly content: Uint8Array; readonly rest: Uint8Array }

function element(der: Uint8Array): Element {
  const [tag, first] = [der[0], der[1]];
  if (tag === undefined || first === undefined) throw new RangeError("the key ends too early");
  const many = first < 0x80 ? 0 : first & 0x7f;
  if (many > 3) throw new RangeError("the key is longer than any key");
  const length = many === 0 ? first : der.slice(2, 2 + many).reduce((sum, byte) => sum * 256 + byte, 0);
  const from = 2 + many;
  if (der.length < from + length) throw new RangeError("the key ends too early");
  return { tag, content: der.slice(from, from + length), rest: der.slice(from + length) };
}

const inside = (der: Uint8Array, tag: number): Element => {
  const found = element(der);
  if (found.tag !== tag) throw new RangeError("this is no RSA public key");
  return found;
};
const integer = (bytes: Uint8Array): bigint => BigInt(`0x${toHex(bytes) || "0"}`);

/** Reads "-----BEGIN PUBLIC KEY-----". Throws RangeError for anything but an RSA key of at least 2048 bits. */
export function readPublicKey(pem: string): RsaPublicKey {
  const body = /-----BEGIN PUBLIC KEY-----([\s\S]+?)-----END PUBLIC KEY-----/.exec(pem)?.[1];
  if (body === undefined) throw new RangeError("the key does not begin with BEGIN PUBLIC KEY");
  const info = inside(fromBase64(body.replaceAll(/\s/g, "")), 0x30).content;
  const algorithm = inside(info, 0x30);
  const bits = inside(algorithm.rest, 0x03).content;
  const key = inside(bits.slice(1), 0x30).content;
  const modulus = inside(key, 0x02);
  const exponent = inside(modulus.rest, 0x02);
  const n = integer(modulus.content);
  const size = Math.ceil(n.toString(16).length / 2);
  if (size < MIN_RSA_BYTES) throw new RangeError(`a key of ${size * 8} bits is too short; 2048 at least`);
  return { modulus: n, exponent: integer(exponent.content), size };
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (let [square, left] = [base % modulus, exponent]; left > 0n; left >>= 1n, square = (square * square) % modulus) if ((left & 1n) === 1n) result = (result * square) % modulus;
  return result;
}

export function verifyRsaSha256(key: RsaPublicKey, message: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== key.size) return false;
  const s = integer(signature);
  if (s >= key.modulus) return false;
  const digest = sha256Bytes(message);
  // The whole block is compared, padding included, so that nothing can hide behind a short one.
  const expected = new Uint8Array(key.size).fill(0xff);
  expected.set([0x00, 0x01]);
  const at = key.size - DIGEST_INFO.length - digest.length;
  expected[at - 1] = 0x00;
  expected.set(DIGEST_INFO, at);
  expected.set(digest, at + DIGEST_INFO.length);
  const hex = power(s, key.exponent, key.modulus).toString(16).padStart(key.size * 2, "0");
  return sameBytes(expected, Uint8Array.from({ length: key.size }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16)));
}

/** SHA-256 (FIPS 180-4) of bytes and HMAC-SHA256 (RFC 2104), in plain TypeScript. Message sizes here are a few kilobytes. */

const BLOCK = 64;
const primes: number[] = [];
for (let n = 2; primes.length < 64; n += 1) if (primes.every((p) => n % p !== 0)) primes.push(n);
/** The first 32 bits of the fraction of a root: the constants of the standard, computed rather than typed. */
const fraction = (root: number): number => ((root - Math.floor(root)) * 0x1_0000_0000) | 0;
const K = Int32Array.from(primes, (p) => fraction(Math.cbrt(p)));
const START = Int32Array.from(primes.slice(0, 8), (p) => fraction(Math.sqrt(p)));

const rotate = (x: number, by: number): number => (x >>> by) | (x << (32 - by));

function compress(hash: Int32Array, padded: Uint8Array, at: number, w: Int32Array): void {
  for (let i = 0; i < 16; i += 1) w[i] = (padded[at + 4 * i]! << 24) | (padded[at + 4 * i + 1]! << 16) | (padded[at + 4 * i + 2]! << 8) | padded[at + 4 * i + 3]!;
  for (let i = 16; i < 64; i += 1) {
    const [x, y] = [w[i - 15]!, w[i - 2]!];
    w[i] = (w[i - 16]! + (rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3)) + w[i - 7]! + (rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10))) | 0;
  }
  let [a, b, c, d, e, f, g, h] = hash as unknown as [number, number, number, number, number, number, number, number];
  for (let i = 0; i < 64; i += 1) {
    const t1 = (h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g)) + K[i]! + w[i]!) | 0;
    const t2 = ((rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
  }
  for (const [i, add] of [a, b, c, d, e, f, g, h].entries()) hash[i] = (hash[i]! + add) | 0;
}

export function sha256Bytes(message: Uint8Array): Uint8Array {
  const padded = new Uint8Array(Math.ceil((message.length + 9) / BLOCK) * BLOCK);
  padded.set(message);
  padded[message.length] = 0x80;
  const bits = message.length * 8;
  for (let i = 0; i < 6; i += 1) padded[padded.length - 1 - i] = Math.floor(bits / 2 ** (8 * i)) & 255;
  const hash = START.slice();
  const w = new Int32Array(64);
  for (let at = 0; at < padded.length; at += BLOCK) compress(hash, padded, at, w);
  return Uint8Array.from({ length: 32 }, (_, i) => (hash[i >> 2]! >>> (24 - 8 * (i & 3))) & 255);
}

export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  const block = new Uint8Array(BLOCK);
  block.set(key.length > BLOCK ? sha256Bytes(key) : key);
  const inner = new Uint8Array(BLOCK + message.length);
  inner.set(block.map((byte) => byte ^ 0x36));
  inner.set(message, BLOCK);
  const outer = new Uint8Array(BLOCK + 32);
  outer.set(block.map((byte) => byte ^ 0x5c));
  outer.set(sha256Bytes(inner), BLOCK);
  return sha256Bytes(outer);
}

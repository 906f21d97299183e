/**
 * SHA-256 (FIPS 180-4) of a text's UTF-8 bytes, in plain TypeScript so that the engine and a browser can use it.
 * A host may plug in its platform's faster one: any `Sha256` that gives the same hex.
 */
export type Sha256 = (text: string) => string;

const BLOCK = 64;

/** Integer part of `base`'s root, fraction as 32 bits: the constants of the standard, computed rather than typed. */
function fraction(root: number): number {
  return ((root - Math.floor(root)) * 0x1_0000_0000) | 0;
}

function firstPrimes(count: number): number[] {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n += 1) if (primes.every((p) => n % p !== 0)) primes.push(n);
  return primes;
}

const K = Int32Array.from(firstPrimes(64), (p) => fraction(Math.cbrt(p)));
const H0 = Int32Array.from(firstPrimes(8), (p) => fraction(Math.sqrt(p)));
const W = new Int32Array(64);
const H = new Int32Array(8);

/** Bytes of the text being hashed and its padding: used over and over, so that a short hash allocates only its answer. */
let bytes = new Uint8Array(1_024);
const PADDING = BLOCK + 9;

/** Writes the UTF-8 of a text (a lone surrogate becomes U+FFFD, as TextEncoder has it); returns the number of bytes. */
function writeUtf8(text: string): number {
  if (bytes.length < text.length * 3 + PADDING) bytes = new Uint8Array(text.length * 4 + PADDING);
  let n = 0;
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    if (c < 0x80) bytes[n++] = c;
    else if (c < 0x800) {
      bytes[n++] = 0xc0 | (c >> 6);
      bytes[n++] = 0x80 | (c & 63);
    } else if (c < 0xd800 || c > 0xdfff) n = writeThree(c, n);
    else {
      const point = text.codePointAt(i)!;
      if (point < 0x10000) n = writeThree(0xfffd, n);
      else {
        bytes[n++] = 0xf0 | (point >> 18);
        bytes[n++] = 0x80 | ((point >> 12) & 63);
        bytes[n++] = 0x80 | ((point >> 6) & 63);
        bytes[n++] = 0x80 | (point & 63);
        i += 1;
      }
    }
  }
  return n;
}

function writeThree(c: number, n: number): number {
  bytes[n] = 0xe0 | (c >> 12);
  bytes[n + 1] = 0x80 | ((c >> 6) & 63);
  bytes[n + 2] = 0x80 | (c & 63);
  return n + 3;
}

/** Appends the one bit, the zeros and the length the standard asks for; returns the number of blocks. */
function pad(length: number): number {
  const blocks = Math.ceil((length + 9) / BLOCK);
  const end = blocks * BLOCK;
  bytes[length] = 0x80;
  bytes.fill(0, length + 1, end);
  const bits = length * 8;
  for (let i = 0; i < 6; i += 1) bytes[end - 1 - i] = Math.floor(bits / 2 ** (8 * i)) & 0xff;
  return blocks;
}

function rotate(x: number, by: number): number {
  return (x >>> by) | (x << (32 - by));
}

function schedule(at: number): void {
  for (let i = 0; i < 16; i += 1) {
    const j = at + i * 4;
    W[i] = (bytes[j]! << 24) | (bytes[j + 1]! << 16) | (bytes[j + 2]! << 8) | bytes[j + 3]!;
  }
  for (let i = 16; i < 64; i += 1) {
    const x = W[i - 15]!;
    const y = W[i - 2]!;
    const s0 = rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3);
    const s1 = rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10);
    W[i] = (W[i - 16]! + s0 + W[i - 7]! + s1) | 0;
  }
}

function compress(): void {
  let a = H[0]!;
  let b = H[1]!;
  let c = H[2]!;
  let d = H[3]!;
  let e = H[4]!;
  let f = H[5]!;
  let g = H[6]!;
  let h = H[7]!;
  for (let i = 0; i < 64; i += 1) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i]! + W[i]!) | 0;
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  H[0]! += a;
  H[1]! += b;
  H[2]! += c;
  H[3]! += d;
  H[4]! += e;
  H[5]! += f;
  H[6]! += g;
  H[7]! += h;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

function hexOf(word: number): string {
  return HEX[word >>> 24]! + HEX[(word >> 16) & 255]! + HEX[(word >> 8) & 255]! + HEX[word & 255]!;
}

/** SHA-256 of a text's UTF-8 bytes, lower-case hex. */
export const sha256: Sha256 = (text) => {
  const blocks = pad(writeUtf8(text));
  H.set(H0);
  for (let i = 0; i < blocks; i += 1) {
    schedule(i * BLOCK);
    compress();
  }
  return hexOf(H[0]!) + hexOf(H[1]!) + hexOf(H[2]!) + hexOf(H[3]!) + hexOf(H[4]!) + hexOf(H[5]!) + hexOf(H[6]!) + hexOf(H[7]!);
};

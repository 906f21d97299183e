/**
 * Text as GB 18030 bytes, which Chinese banks' import programmes and Chinese receipt printers read.
 *
 * The platform can decode it but not encode it, so the table is made once by decoding every one-, two- and four-byte
 * sequence of the Basic Multilingual Plane; the planes above follow the standard's linear rule from 0x90308130. The
 * decoder is passed in, because an engine has no platform: `gb18030((bytes) => new TextDecoder("gb18030").decode(bytes))`.
 * Which characters have two bytes and which have four is that of the WHATWG Encoding Standard, GB 18030-2022.
 */
export interface Gb18030 {
  /** A lone surrogate has no bytes in any encoding and becomes a question mark. */
  encode(text: string): Uint8Array;
  /** How many bytes a character takes: 1, 2 or 4. `point` is a Unicode scalar value. */
  length(point: number): 1 | 2 | 4;
}

const PLANE = 0x10000;
const FIRST_LEAD = 0x81;
const LAST_LEAD = 0xfe;
const FIRST_TRAIL = 0x40;
const LAST_FOUR_BYTE_LEAD = 0x84;
const FIRST_DIGIT = 0x30;
const LAST_DIGIT = 0x39;
const SUPPLEMENTARY_LEAD = 0x90;
const REPLACEMENT = "\ufffd";
const QUESTION = 0x3f;
/** Stands after each sequence, so that a whole row is decoded at once and a sequence that means nothing spoils no other. */
const END = 0x0a;

export function gb18030(decode: (bytes: Uint8Array) => string): Gb18030 {
  const table = buildTable(decode);
  return {
    encode(text) {
      const bytes: number[] = [];
      for (const char of text) {
        const point = char.codePointAt(0)!;
        if (point < 0x80) bytes.push(point);
        else if (point >= PLANE) bytes.push(...supplementary(point));
        else bytes.push(...unpack(table[point]!));
      }
      return Uint8Array.from(bytes);
    },
    length: (point) => (point < 0x80 ? 1 : point >= PLANE || table[point]! > 0xffff ? 4 : table[point] === 0 ? 1 : 2),
  };
}

/** For each character of the Basic Multilingual Plane its two or four bytes as one number, 0 for a lone surrogate. */
function buildTable(decode: (bytes: Uint8Array) => string): Uint32Array {
  const table = new Uint32Array(PLANE);
  const addRow = (sequences: readonly (readonly number[])[]): void => {
    const texts = decode(Uint8Array.from(sequences.flatMap((bytes) => [...bytes, END]))).split("\n");
    sequences.forEach((bytes, at) => {
      const text = texts[at] ?? "";
      const point = text.charCodeAt(0);
      if (text.length === 1 && text !== REPLACEMENT && table[point] === 0) table[point] = bytes.reduce((packed, byte) => packed * 0x100 + byte, 0);
    });
  };
  for (let lead = FIRST_LEAD; lead <= LAST_LEAD; lead++) addRow(range(FIRST_TRAIL, LAST_LEAD).filter((trail) => trail !== 0x7f).map((trail) => [lead, trail]));
  for (let a = FIRST_LEAD; a <= LAST_FOUR_BYTE_LEAD; a++) {
    for (let b = FIRST_DIGIT; b <= LAST_DIGIT; b++) addRow(range(FIRST_LEAD, LAST_LEAD).flatMap((c) => range(FIRST_DIGIT, LAST_DIGIT).map((d) => [a, b, c, d])));
  }
  return table;
}

const range = (first: number, last: number): number[] => Array.from({ length: last - first + 1 }, (_, at) => first + at);

function unpack(packed: number): number[] {
  if (packed === 0) return [QUESTION];
  const low = [(packed >>> 8) & 0xff, packed & 0xff];
  return packed > 0xffff ? [packed >>> 24, (packed >>> 16) & 0xff, ...low] : low;
}

function supplementary(point: number): number[] {
  let n = point - PLANE;
  const d = FIRST_DIGIT + (n % 10);
  n = Math.floor(n / 10);
  const c = FIRST_LEAD + (n % 126);
  n = Math.floor(n / 126);
  return [SUPPLEMENTARY_LEAD + Math.floor(n / 10), FIRST_DIGIT + (n % 10), c, d];
}

/**
 * Text as GB 18030 bytes, which Chinese banks' import programmes read. The platform can decode it but not encode it, so
 * the table is made once by decoding every one-, two- and four-byte sequence of the Basic Multilingual Plane; the planes
 * above follow the standard's linear rule from 0x90308130.
 */
type Table = ReadonlyMap<number, readonly number[]>;
let table: Table | undefined;

const FOUR_BYTE_PLANE_LEADS = { first: 0x81, last: 0x84 };
const SUPPLEMENTARY_LEAD = 0x90;
const SUPPLEMENTARY_START = 0x10000;
const REPLACEMENT = 0xfffd;

function buildTable(): Table {
  const decoder = new TextDecoder("gb18030");
  const made = new Map<number, readonly number[]>();
  const add = (bytes: readonly number[]): void => {
    const text = decoder.decode(Uint8Array.from(bytes));
    const point = text.codePointAt(0);
    if (point === undefined || point === REPLACEMENT || text.length !== 1 || made.has(point)) return;
    made.set(point, bytes);
  };
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) if (trail !== 0x7f) add([lead, trail]);
  }
  for (let a = FOUR_BYTE_PLANE_LEADS.first; a <= FOUR_BYTE_PLANE_LEADS.last; a++) {
    for (let b = 0x30; b <= 0x39; b++) for (let c = 0x81; c <= 0xfe; c++) for (let d = 0x30; d <= 0x39; d++) add([a, b, c, d]);
  }
  return made;
}

function supplementary(point: number): number[] {
  let n = point - SUPPLEMENTARY_START;
  const d = 0x30 + (n % 10);
  n = Math.floor(n / 10);
  const c = 0x81 + (n % 126);
  n = Math.floor(n / 126);
  return [SUPPLEMENTARY_LEAD + Math.floor(n / 10), 0x30 + (n % 10), c, d];
}

/** A lone surrogate has no bytes in any encoding and becomes a question mark. */
export function encodeGb18030(text: string): Uint8Array {
  table ??= buildTable();
  const bytes: number[] = [];
  for (const char of text) {
    const point = char.codePointAt(0)!;
    if (point < 0x80) bytes.push(point);
    else if (point >= SUPPLEMENTARY_START) bytes.push(...supplementary(point));
    else bytes.push(...(table.get(point) ?? [0x3f]));
  }
  return Uint8Array.from(bytes);
}

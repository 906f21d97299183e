/**
 * Tells a photograph from its first bytes, never from its name or from what the sender says it is.
 * Reads JPEG (frame header), PNG (IHDR) and WebP (VP8, VP8L, VP8X) as their published formats lay them out.
 */
export interface PhotoFacts {
  readonly mime: "image/jpeg" | "image/png" | "image/webp";
  /** Pixels, 1–20,000. */
  readonly width: number;
  readonly height: number;
}

const MAX_PIXELS_A_SIDE = 20_000;

/** Facts of a photograph, or null when the bytes are not a whole JPEG, PNG or WebP header of a sensible size. */
export function photoFacts(bytes: Uint8Array): PhotoFacts | null {
  const facts = png(bytes) ?? jpeg(bytes) ?? webp(bytes);
  if (facts === null || facts.width < 1 || facts.height < 1 || facts.width > MAX_PIXELS_A_SIDE || facts.height > MAX_PIXELS_A_SIDE) return null;
  return facts;
}

const text = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));
const big16 = (bytes: Uint8Array, at: number): number => (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
const little16 = (bytes: Uint8Array, at: number): number => (bytes[at + 1] ?? 0) * 256 + (bytes[at] ?? 0);

function png(bytes: Uint8Array): PhotoFacts | null {
  if (bytes.length < 24 || text(bytes, 0, 8) !== "\x89PNG\r\n\x1a\n" || text(bytes, 12, 16) !== "IHDR") return null;
  return { mime: "image/png", width: big16(bytes, 16) * 65_536 + big16(bytes, 18), height: big16(bytes, 20) * 65_536 + big16(bytes, 22) };
}

function jpeg(bytes: Uint8Array): PhotoFacts | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  let at = 2;
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return { mime: "image/jpeg", width: big16(bytes, at + 7), height: big16(bytes, at + 5) };
    const length = big16(bytes, at + 2);
    if (length < 2) return null;
    at += 2 + length;
  }
  return null;
}

function webp(bytes: Uint8Array): PhotoFacts | null {
  if (bytes.length < 30 || text(bytes, 0, 4) !== "RIFF" || text(bytes, 8, 12) !== "WEBP") return null;
  const kind = text(bytes, 12, 16);
  if (kind === "VP8 ") return { mime: "image/webp", width: little16(bytes, 26) & 0x3fff, height: little16(bytes, 28) & 0x3fff };
  if (kind === "VP8L") {
    const packed = (bytes[21]! | (bytes[22]! << 8) | (bytes[23]! << 16) | (bytes[24]! << 24)) >>> 0;
    return { mime: "image/webp", width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
  }
  if (kind === "VP8X") {
    const side = (at: number): number => 1 + (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16));
    return { mime: "image/webp", width: side(24), height: side(27) };
  }
  return null;
}

import { crc32, deflateSync } from "node:zlib";

/** RGB bytes, row by row, as a PNG of 8 bits a channel (PNG specification, third edition: IHDR, IDAT, IEND). */
export function encodePng(width: number, height: number, rgb: Uint8Array): Uint8Array {
  if (rgb.length !== width * height * 3) throw new RangeError(`${width} × ${height} pixels need ${width * height * 3} bytes, got ${rgb.length}`);
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, 2, 0, 0, 0], 8);
  // Filter "up" (2) in every row: soft backgrounds then deflate to a fraction.
  const stride = width * 3;
  const lines = new Uint8Array(height * (stride + 1));
  for (let y = 0; y < height; y += 1) {
    const at = y * (stride + 1);
    lines[at] = y === 0 ? 0 : 2;
    for (let x = 0; x < stride; x += 1) lines[at + 1 + x] = (rgb[y * stride + x]! - (y === 0 ? 0 : rgb[(y - 1) * stride + x]!)) & 255;
  }
  const signature = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", deflateSync(lines, { level: 6 })), chunk("IEND", new Uint8Array(0))]);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([size, body, check]);
}

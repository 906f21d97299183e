import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { archiveFault } from "./archive.ts";
import { A_DAY, DAY_HEADER, modernWorkbook } from "./fixtures.ts";

const LIMIT = 1024 * 1024;
const TYPES = { name: "[Content_Types].xml", content: Buffer.from("<Types/>") };

describe("a zip that is said to be a workbook", () => {
  it("may be unpacked when it is one of bearable size, however it states its sizes", () => {
    expect(archiveFault(modernWorkbook([DAY_HEADER, ...A_DAY]), LIMIT)).toBeNull();
    expect(archiveFault(zip([TYPES, { name: "xl/a.xml", content: Buffer.alloc(5_000) }]), LIMIT)).toBeNull();
    // Java's streaming writers state sizes in ZIP64 fields even for the smallest part.
    expect(archiveFault(zip([{ ...TYPES, long: true }]), LIMIT)).toBeNull();
  });

  it("is refused when its parts together unpack to more than the limit, whatever they say of themselves", () => {
    const half = { name: "a", content: Buffer.alloc(LIMIT / 2) };
    const packed = zip([TYPES, half, half, half]);
    expect(packed.length).toBeLessThan(LIMIT / 100);
    expect(archiveFault(packed, LIMIT)).toBe("archive-too-large");
    expect(archiveFault(zip([TYPES, { name: "a", content: Buffer.alloc(2 * LIMIT), declared: 0 }]), LIMIT)).toBe("archive-too-large");
    expect(archiveFault(zip([TYPES, { name: "a", content: Buffer.alloc(600_000), stored: true }, { name: "b", content: Buffer.alloc(600_000), stored: true }]), LIMIT)).toBe("archive-too-large");
  });

  it("is refused when a part is smaller than the room it asks for, is damaged, or lies outside the file", () => {
    expect(archiveFault(zip([{ ...TYPES, declared: 0xfffffff0 }]), LIMIT)).toBe("workbook-broken");
    expect(archiveFault(zip([{ ...TYPES, method: 12 }]), LIMIT)).toBe("workbook-broken");
    const whole = zip([TYPES, { name: "a", content: Buffer.from("표".repeat(3_000)) }]);
    // The last two bytes only say how long a remark follows.
    for (let length = 4; length < whole.length - 2; length++) expect(archiveFault(whole.subarray(0, length), LIMIT)).toBe("workbook-broken");
  });

  it("is told from any other zip", () => {
    expect(archiveFault(zip([{ name: "2026-05-29.xls", content: Buffer.from("a") }]), LIMIT)).toBe("archive-no-workbook");
  });
});

interface Packed {
  readonly name: string;
  readonly content: Buffer;
  readonly declared?: number;
  readonly method?: number;
  readonly stored?: boolean;
  readonly long?: boolean;
}

/** A zip made by hand, so that it can say of its parts what is not so. */
function zip(parts: readonly Packed[]): Uint8Array {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, stored = false, long = false, method = stored ? 0 : 8, declared = content.length } of parts) {
    const packed = stored ? content : deflateRawSync(content);
    const extra = Buffer.alloc(long ? 20 : 0);
    if (long) {
      extra.writeUInt16LE(1, 0);
      extra.writeUInt16LE(16, 2);
      extra.writeBigUInt64LE(BigInt(content.length), 4);
      extra.writeBigUInt64LE(BigInt(packed.length), 12);
    }
    const header = Buffer.alloc(26);
    header.writeUInt16LE(20, 0);
    header.writeUInt16LE(method, 4);
    header.writeUInt32LE(long ? 0xffffffff : packed.length, 14);
    header.writeUInt32LE(long ? 0xffffffff : declared, 18);
    header.writeUInt16LE(name.length, 22);
    header.writeUInt16LE(extra.length, 24);
    const entry = Buffer.alloc(14);
    entry.writeUInt32LE(offset, 10);
    local.push(Buffer.from("PK\x03\x04"), header, Buffer.from(name), extra, packed);
    directory.push(Buffer.from("PK\x01\x02\x14\x00"), header, entry, Buffer.from(name), extra);
    offset = local.reduce((sum, part) => sum + part.length, 0);
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(directory.reduce((sum, part) => sum + part.length, 0), 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...local, ...directory, Buffer.from("PK\x05\x06"), end]);
}

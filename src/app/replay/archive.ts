import { inflateRawSync } from "node:zlib";

export type ArchiveFault = "archive-too-large" | "archive-no-workbook" | "workbook-broken";

const DIRECTORY_END = [0x50, 0x4b, 0x05, 0x06];
const DIRECTORY_ENTRY_BYTES = 46;
const LOCAL_HEADER_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;
const ZIP64_FIELD = 1;
/** The part without which no .xlsx or .xlsb is one. */
const WORKBOOK_PART = "[Content_Types].xml";

/**
 * What is wrong with a zip before the workbook parser may unpack it; null when it holds a workbook of bearable size.
 * A few kilobytes can unpack to gigabytes, outside the memory that a thread's limit counts, and a zip's own figures can
 * lie, so every part is unpacked here, up to the limit. It is walked as the parser walks it: the last directory, its
 * entries in order, the names and sizes of the local headers.
 */
export function archiveFault(bytes: Uint8Array, mostBytes: number): ArchiveFault | null {
  try {
    let left = mostBytes;
    let workbook = false;
    for (const { name, declared, stored, content } of parts(bytes)) {
      const unpacked = stored ?? inflateRawSync(content, { maxOutputLength: left + 1 }).length;
      // The parser reserves what is declared, whatever comes of it.
      if (stored === null && declared > unpacked) return "workbook-broken";
      left -= unpacked;
      if (left < 0) return "archive-too-large";
      workbook ||= name === WORKBOOK_PART;
    }
    return workbook ? null : "archive-no-workbook";
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE" ? "archive-too-large" : "workbook-broken";
  }
}

interface Part {
  readonly name: string;
  /** Bytes that the part says it unpacks to; 0 when that stands behind its content. */
  readonly declared: number;
  /** Bytes that are taken as they are; null when they are to be inflated. */
  readonly stored: number | null;
  /** From where the content begins to the end of the file. */
  readonly content: Uint8Array;
}

/** Throws RangeError when the directory points outside the file. */
function* parts(bytes: Uint8Array): Generator<Part> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).lastIndexOf(Uint8Array.from(DIRECTORY_END));
  if (end < 0) throw new RangeError("no directory");
  const entries = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  for (let entry = 0; entry < entries; entry++) {
    const nameBytes = view.getUint16(at + 28, true);
    const extraBytes = view.getUint16(at + 30, true);
    const extra = at + DIRECTORY_ENTRY_BYTES + nameBytes;
    yield localPart(bytes, view, view.getUint32(at + 42, true), longSize(view, extra, extraBytes));
    at = extra + extraBytes + view.getUint16(at + 32, true);
  }
}

function localPart(bytes: Uint8Array, view: DataView, at: number, sizeOfDirectory: number | null): Part {
  const nameBytes = view.getUint16(at + 26, true);
  const extraBytes = view.getUint16(at + 28, true);
  const name = at + LOCAL_HEADER_BYTES;
  const begin = name + nameBytes + extraBytes;
  const method = view.getUint16(at + 8, true);
  if (method !== STORED && method !== DEFLATED) throw new RangeError(`compression method ${method}`);
  const long = extraBytes > 0 ? (sizeOfDirectory ?? longSize(view, name + nameBytes, extraBytes)) : null;
  const content = bytes.subarray(begin);
  return {
    name: Buffer.from(bytes.subarray(name, name + nameBytes)).toString("latin1"), declared: long ?? view.getUint32(at + 22, true), content,
    stored: method === DEFLATED ? null : long !== null ? content.length : Math.min(content.length, view.getUint32(at + 18, true)),
  };
}

/** The unpacked size in a ZIP64 field, as some programs write it for the smallest file; null when there is none. */
function longSize(view: DataView, from: number, length: number): number | null {
  for (let at = from; at + 4 <= from + length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) === ZIP64_FIELD) return Number(view.getBigUint64(at + 4, true)) || null;
  }
  return null;
}

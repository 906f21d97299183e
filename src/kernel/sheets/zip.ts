/** Zip files, as far as workbooks need them: entries unpacked as a stream under a budget, and new ones packed as they are made. */
import { once } from "node:events";
import { crc32, createDeflateRaw, createInflateRaw } from "node:zlib";
import { SheetFault } from "./fault.ts";

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_64 = 0x06064b50;
const END_64_LOCATOR = 0x07064b50;
const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const END_BYTES = 22;
const LOCATOR_BYTES = 20;
const MAX_COMMENT = 0xffff;
const MAX_ENTRIES = 20_000;
const IN_64 = 0xffff_ffff;
const STORED = 0;
const DEFLATED = 8;
const CHUNK_BYTES = 256 * 1024;

export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly packed: number;
  /** Where its local header stands. */
  readonly at: number;
}

/** What may still be unpacked: a few kilobytes of zip can hold gigabytes, and what a zip says of its sizes is not to be trusted. */
export interface Budget {
  left: number;
}

export const isZip = (bytes: Uint8Array): boolean => bytes.length > END_BYTES && viewOf(bytes).getUint32(0, true) === LOCAL;

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The entries by name, with forward slashes and without one in front. */
export function readZip(bytes: Uint8Array): ReadonlyMap<string, ZipEntry> {
  const view = viewOf(bytes);
  const { count, start } = directoryOf(view);
  const entries = new Map<string, ZipEntry>();
  let at = start;
  for (let n = 0; n < count; n += 1) {
    if (at + CENTRAL_BYTES > bytes.length || view.getUint32(at, true) !== CENTRAL) throw new SheetFault("broken", "the zip directory is damaged");
    const nameBytes = view.getUint16(at + 28, true);
    const extraBytes = view.getUint16(at + 30, true);
    const extra = at + CENTRAL_BYTES + nameBytes;
    const name = new TextDecoder().decode(bytes.subarray(at + CENTRAL_BYTES, extra)).replaceAll("\\", "/").replace(/^\//, "");
    const wide = wideSizes(view, at, extra, Math.min(extra + extraBytes, bytes.length));
    entries.set(name, { name, method: view.getUint16(at + 10, true), encrypted: (view.getUint16(at + 8, true) & 1) === 1, packed: wide.packed, at: wide.at });
    at = extra + extraBytes + view.getUint16(at + 32, true);
  }
  return entries;
}

function directoryOf(view: DataView): { count: number; start: number } {
  const first = Math.max(0, view.byteLength - END_BYTES - MAX_COMMENT);
  for (let at = view.byteLength - END_BYTES; at >= first; at -= 1) {
    if (view.getUint32(at, true) !== END) continue;
    let [count, start] = [view.getUint16(at + 10, true), view.getUint32(at + 16, true)];
    const locator = at - LOCATOR_BYTES;
    if (locator >= 0 && view.getUint32(locator, true) === END_64_LOCATOR) {
      const wide = Number(view.getBigUint64(locator + 8, true));
      if (wide + 56 <= view.byteLength && view.getUint32(wide, true) === END_64) [count, start] = [Number(view.getBigUint64(wide + 32, true)), Number(view.getBigUint64(wide + 48, true))];
    }
    if (count > MAX_ENTRIES) throw new SheetFault("too_large", `${count} parts`);
    return { count, start };
  }
  throw new SheetFault("broken", "the file ends too early");
}

/** Programs that stream their workbooks keep the sizes in an extra field, whatever the size. */
function wideSizes(view: DataView, entry: number, from: number, to: number): { packed: number; at: number } {
  const [unpacked, packed, at] = [view.getUint32(entry + 24, true), view.getUint32(entry + 20, true), view.getUint32(entry + 42, true)];
  if (unpacked !== IN_64 && packed !== IN_64 && at !== IN_64) return { packed, at };
  for (let field = from; field + 4 <= to; field += 4 + view.getUint16(field + 2, true)) {
    if (view.getUint16(field, true) !== 1) continue;
    let next = field + 4;
    const wide = (narrow: number): number => {
      if (narrow !== IN_64) return narrow;
      next += 8;
      if (next > to) throw new SheetFault("broken", "the zip directory is damaged");
      return Number(view.getBigUint64(next - 8, true));
    };
    wide(unpacked);
    return { packed: wide(packed), at: wide(at) };
  }
  throw new SheetFault("broken", "the zip directory is damaged");
}

/** The content of an entry in pieces, with the share of it that has been unpacked. */
export async function* unpack(bytes: Uint8Array, entry: ZipEntry, budget: Budget): AsyncGenerator<{ readonly piece: Uint8Array; readonly share: number }> {
  if (entry.encrypted) throw new SheetFault("encrypted", entry.name);
  const view = viewOf(bytes);
  if (entry.at + LOCAL_BYTES > bytes.length || view.getUint32(entry.at, true) !== LOCAL) throw new SheetFault("broken", `${entry.name} is not where the directory says`);
  const from = entry.at + LOCAL_BYTES + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true);
  const packed = bytes.subarray(from, from + entry.packed);
  const spend = (piece: Uint8Array): void => {
    budget.left -= piece.length;
    if (budget.left < 0) throw new SheetFault("too_large", "unpacked");
  };
  if (entry.method === STORED) {
    for (let at = 0; at < packed.length; at += CHUNK_BYTES) {
      const piece = packed.subarray(at, at + CHUNK_BYTES);
      spend(piece);
      yield { piece, share: (at + piece.length) / packed.length };
    }
    return;
  }
  if (entry.method !== DEFLATED) throw new SheetFault("broken", `${entry.name} is packed in an unknown way`);
  const stream = createInflateRaw({ chunkSize: CHUNK_BYTES });
  stream.end(packed);
  for await (const piece of stream as AsyncIterable<Buffer>) {
    spend(piece);
    yield { piece, share: packed.length === 0 ? 1 : Math.min(1, stream.bytesWritten / packed.length) };
  }
}

/** A small entry as text; null when there is none. */
export async function unpackText(bytes: Uint8Array, entry: ZipEntry | undefined, budget: Budget): Promise<string | null> {
  if (entry === undefined) return null;
  const pieces: Uint8Array[] = [];
  for await (const { piece } of unpack(bytes, entry, budget)) pieces.push(piece);
  return new TextDecoder().decode(Buffer.concat(pieces));
}

/** Packs entries one after the other; the same content gives the same bytes, so there is no time in them. */
export class ZipWriter {
  readonly #pieces: Uint8Array[] = [];
  readonly #directory: Uint8Array[] = [];
  #at = 0;

  /** The text arrives in pieces and is packed in a thread of the platform, so that a long sheet stops nobody. */
  async add(name: string, text: Iterable<string> | AsyncIterable<string>): Promise<void> {
    const deflate = createDeflateRaw({ level: 6 });
    const packed: Buffer[] = [];
    deflate.on("data", (piece: Buffer) => packed.push(piece));
    const ended = once(deflate, "end");
    let [crc, size] = [0, 0];
    for await (const part of text) {
      const piece = Buffer.from(part);
      crc = crc32(piece, crc);
      size += piece.length;
      if (!deflate.write(piece)) await once(deflate, "drain");
    }
    deflate.end();
    await ended;
    const body = Buffer.concat(packed);
    const title = Buffer.from(name);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(0x0800, 2);
    facts.writeUInt16LE(DEFLATED, 4);
    facts.writeUInt16LE(0x21, 8);
    facts.writeUInt32LE(crc, 10);
    facts.writeUInt32LE(body.length, 14);
    facts.writeUInt32LE(size, 18);
    facts.writeUInt16LE(title.length, 22);
    this.#directory.push(signature(CENTRAL), Buffer.from([20, 0]), facts, Buffer.alloc(10), uint32(this.#at), title);
    for (const piece of [signature(LOCAL), facts, title, body]) this.#put(piece);
  }

  #put(piece: Uint8Array): void {
    this.#pieces.push(piece);
    this.#at += piece.length;
  }

  end(): Buffer {
    const directory = Buffer.concat(this.#directory);
    const end = Buffer.alloc(END_BYTES);
    const count = this.#directory.length / 6;
    end.writeUInt32LE(END, 0);
    end.writeUInt16LE(count, 8);
    end.writeUInt16LE(count, 10);
    end.writeUInt32LE(directory.length, 12);
    end.writeUInt32LE(this.#at, 16);
    return Buffer.concat([...this.#pieces, directory, end]);
  }
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
const signature = uint32;

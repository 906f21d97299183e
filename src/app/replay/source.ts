import { open, stat } from "node:fs/promises";
import { csvLines } from "./csv.ts";
import type { GridFormat, GridLine } from "./grid.ts";
import { MAX_FILE_BYTES, MAX_MARKUP_BYTES } from "./limits.ts";
import type { ProblemLog } from "./problem.ts";
import type { WorkbookReader } from "./workbook.ts";

export interface Source {
  readonly format: GridFormat;
  readonly bytes: number;
  readonly lines: Iterable<GridLine>;
}

/** Opens one file and tells by its content, never by its name, what it is. Null when it cannot be used; the log says why. */
export async function openSource(file: string, workbooks: WorkbookReader, log: ProblemLog): Promise<Source | null> {
  const content = await readBounded(file, log);
  if (content === null) return null;
  const bytes = content.length;
  if (startsWith(content, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) {
    return openWorkbook(file, "xls", content, bytes, workbooks, log);
  }
  if (startsWith(content, [0x50, 0x4b, 0x03, 0x04])) return openWorkbook(file, "xlsx", content, bytes, workbooks, log);
  const text = decodeText(content);
  if (text === null || text.includes("\u0000")) {
    log.add(text === null && !content.includes(0) ? "unknown-encoding" : "unknown-format", { file });
    return null;
  }
  if (!/^\s*</.test(text)) return { format: "csv", bytes, lines: csvLines(text) };
  if (bytes > MAX_MARKUP_BYTES) {
    log.add("file-too-large", { file, limit: MAX_MARKUP_BYTES });
    return null;
  }
  return openWorkbook(file, "html", text, bytes, workbooks, log);
}

async function openWorkbook(
  file: string, format: GridFormat, content: Uint8Array | string, bytes: number, workbooks: WorkbookReader, log: ProblemLog,
): Promise<Source | null> {
  const result = await workbooks.read(content);
  if ("fault" in result) {
    log.add(result.fault, { file, limit: result.detail, ...(result.fault === "workbook-broken" ? { value: result.detail } : {}) });
    return null;
  }
  if (result.odd) log.add("workbook-odd", { file });
  return { format, bytes, lines: result.lines };
}

async function readBounded(file: string, log: ProblemLog): Promise<Uint8Array | null> {
  let handle;
  try {
    // Before opening: to open a named pipe is to wait for its writer.
    const found = await stat(file);
    if (found.isFile()) handle = await open(file, "r");
    if (handle === undefined) log.add("not-a-file", { file });
    else if (found.size > MAX_FILE_BYTES) log.add("file-too-large", { file, limit: MAX_FILE_BYTES });
    else if (found.size === 0) log.add("file-empty", { file });
    else return await readExactly(handle, found.size);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    log.add(code === "ENOENT" ? "file-missing" : "file-unreadable", { file });
  } finally {
    await handle?.close();
  }
  return null;
}

/** A file that grows while it is read must not grow past the limit, so no more than the size seen is taken. */
async function readExactly(handle: Awaited<ReturnType<typeof open>>, size: number): Promise<Uint8Array> {
  const content = new Uint8Array(size);
  let filled = 0;
  while (filled < size) {
    const { bytesRead } = await handle.read(content, filled, size - filled, filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return content.subarray(0, filled);
}

function startsWith(content: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => content[index] === byte);
}

/** UTF-8 and UTF-16 with or by their marks; else EUC-KR, in which Korean sites still serve tables. Null when none fits. */
function decodeText(content: Uint8Array): string | null {
  const byMark = startsWith(content, [0xff, 0xfe]) ? "utf-16le" : startsWith(content, [0xfe, 0xff]) ? "utf-16be" : "utf-8";
  for (const encoding of [byMark, "euc-kr"]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(content);
    } catch {
      continue;
    }
  }
  return null;
}

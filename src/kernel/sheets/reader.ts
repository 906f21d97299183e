import { Worker } from "node:worker_threads";
import type { Line } from "../../engines/table/cell.ts";
import { SheetFault } from "./fault.ts";
import type { Encoding, Format } from "./kinds.ts";
import { MAX_FILE_BYTES, MAX_READERS, MEMORY_MB, TIME_LIMIT_MS } from "./limits.ts";
import type { ReaderMessage, ReaderRequest } from "./worker.ts";

export interface FileFacts {
  readonly format: Format;
  /** Of a text file; null for a workbook. */
  readonly encoding: Encoding | null;
  /** The sheet that was read: the first one seen that holds anything. */
  readonly sheet: string;
  readonly date1904: boolean;
  /** The file holds more lines than were asked for. */
  readonly more: boolean;
}

export interface ReadOptions {
  readonly maxRows: number;
  /** Told once, before the first lines. */
  readonly start?: (facts: Omit<FileFacts, "more">) => void;
  /** Lines that hold something, with their row numbers and merged cells marked; and the share of the file read so far. */
  readonly take: (lines: readonly Line[], share: number) => void;
  readonly signal?: AbortSignal | undefined;
  readonly timeLimitMs?: number;
}

let atWork = 0;
const waiting: (() => void)[] = [];

/**
 * Reads a table of any format it can tell from the bytes. The bytes are copied into the reader's thread. Throws a SheetFault for
 * what is no readable table, and the signal's reason when it is aborted.
 */
export async function readFile(bytes: Uint8Array, options: ReadOptions): Promise<FileFacts> {
  if (bytes.length === 0) throw new SheetFault("empty", "");
  if (bytes.length > MAX_FILE_BYTES) throw new SheetFault("too_large", String(bytes.length));
  options.signal?.throwIfAborted();
  if (atWork >= MAX_READERS) await new Promise<void>((wake) => waiting.push(wake));
  atWork += 1;
  try {
    return await inThread(bytes, options);
  } finally {
    atWork -= 1;
    waiting.shift()?.();
  }
}

async function inThread(bytes: Uint8Array, { maxRows, start, take, signal, timeLimitMs = TIME_LIMIT_MS }: ReadOptions): Promise<FileFacts> {
  const workerData: ReaderRequest = { bytes, maxRows };
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData, resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB } });
  let facts: Omit<FileFacts, "more"> | null = null;
  let timer: NodeJS.Timeout | undefined;
  let abort: (() => void) | undefined;
  try {
    return await new Promise<FileFacts>((resolve, reject) => {
      timer = setTimeout(() => reject(new SheetFault("slow", String(timeLimitMs / 1000))), timeLimitMs);
      abort = () => reject(signal?.reason as Error);
      signal?.addEventListener("abort", abort, { once: true });
      worker.on("message", (message: ReaderMessage) => {
        // What was on its way when the word came is not wanted any more.
        if (signal?.aborted === true) return;
        try {
          if (message.kind === "start") {
            facts = { format: message.format, encoding: message.encoding, sheet: message.sheet, date1904: message.date1904 };
            start?.(facts);
          } else if (message.kind === "lines") take(message.lines, message.share);
          else if (message.kind === "fault") reject(new SheetFault(message.fault, message.why));
          else if (facts === null) reject(new SheetFault("broken", "the reader found no table"));
          else resolve({ ...facts, more: message.more });
        } catch (error) {
          reject(error as Error);
        }
      });
      // Out of memory, above all: a hostile file that unpacks to more than the thread may hold.
      worker.once("error", (error) => reject(new SheetFault("broken", String(error))));
      worker.once("exit", (code) => reject(new SheetFault("broken", `the reader ended with code ${code}`)));
    });
  } finally {
    clearTimeout(timer);
    if (abort !== undefined) signal?.removeEventListener("abort", abort);
    await worker.terminate();
  }
}

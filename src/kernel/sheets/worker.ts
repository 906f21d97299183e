/** Reads a file in a thread of its own, because a damaged one can keep its reader busy for ever. Started by `reader.ts`. */
import { parentPort, workerData } from "node:worker_threads";
import type { Line } from "../../engines/table/cell.ts";
import { delimitedLines } from "./delimited.ts";
import { SheetFault, type SheetFaultCode } from "./fault.ts";
import { tell } from "./format.ts";
import { htmlLines } from "./html.ts";
import type { Encoding, Format } from "./kinds.ts";
import { BATCH_LINES, MAX_MARKUP_BYTES, MAX_UNPACKED_BYTES } from "./limits.ts";
import { readXlsx } from "./xlsx-read.ts";

export interface ReaderRequest {
  readonly bytes: Uint8Array;
  readonly maxRows: number;
}
export type ReaderMessage =
  | { readonly kind: "start"; readonly format: Format; readonly encoding: Encoding | null; readonly sheet: string; readonly date1904: boolean }
  /** `share` of the file read so far, 0 to 1. */
  | { readonly kind: "lines"; readonly lines: readonly Line[]; readonly share: number }
  | { readonly kind: "end"; readonly more: boolean }
  | { readonly kind: "fault"; readonly fault: SheetFaultCode; readonly why: string };

const port = parentPort;
if (port === null) throw new Error("The reader runs as a worker thread only");
// The library tells of records it does not know only through the console; a worker has no reader for that.
console.error = () => {};
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin; the rule means windows
const say = (message: ReaderMessage): void => port.postMessage(message);

/** Gathers lines into batches; false once there are more than the reader was asked for. */
class Batches {
  readonly #maxRows: number;
  #waiting: Line[] = [];
  #count = 0;

  constructor(maxRows: number) {
    this.#maxRows = maxRows;
  }

  put(lines: readonly Line[], share: number): boolean {
    for (const line of lines) {
      this.#count += 1;
      if (this.#count > this.#maxRows) return false;
      this.#waiting.push(line);
      if (this.#waiting.length === BATCH_LINES) this.flush(share);
    }
    return true;
  }

  flush(share: number): void {
    if (this.#waiting.length > 0) say({ kind: "lines", lines: this.#waiting, share });
    this.#waiting = [];
  }
}

async function run({ bytes, maxRows }: ReaderRequest): Promise<void> {
  const told = tell(bytes);
  const start = (sheet = "", date1904 = false): void => say({ kind: "start", format: told.format, encoding: told.text?.encoding ?? null, sheet, date1904 });
  const batches = new Batches(maxRows);
  let whole = true;
  if (told.format === "xlsx") {
    await readXlsx(bytes, { left: MAX_UNPACKED_BYTES }, (facts) => start(facts.sheet, facts.date1904), ({ lines, share }) => (whole = batches.put(lines, share)));
  } else if (told.format === "csv") {
    start();
    for (const { line, share } of delimitedLines(told.text.text)) if (!(whole = batches.put([line], share))) break;
  } else {
    if (bytes.length > MAX_MARKUP_BYTES) throw new SheetFault("too_large", String(bytes.length));
    // The library is large, and seldom asked.
    const read = told.format === "html" ? { sheet: "", date1904: false, lines: htmlLines(told.text.text) } : await (await import("./legacy.ts")).readLegacy(told.text?.text ?? bytes, maxRows);
    start(read.sheet, read.date1904);
    for (const [at, line] of read.lines.entries()) if (!(whole = batches.put([line], (at + 1) / read.lines.length))) break;
  }
  batches.flush(1);
  say({ kind: "end", more: !whole });
}

try {
  await run(workerData as ReaderRequest);
} catch (error) {
  const why = error instanceof Error ? error.message : String(error);
  say({ kind: "fault", fault: error instanceof SheetFault ? error.fault : "broken", why: why.slice(0, 300) });
}

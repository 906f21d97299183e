/** Fifty thousand rows of twenty columns out to a workbook and back: seconds, memory, and how long anybody else had to wait. */
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setImmediate as nextTurn } from "node:timers/promises";
import { needed, column, type TableContext } from "../src/engines/table/column.ts";
import { count, price } from "../src/engines/table/figure-columns.ts";
import { defineList, sheetOf } from "../src/engines/table/list.ts";
import { startReading, type TableReading } from "../src/engines/table/read.ts";
import { code, day, text } from "../src/engines/table/words-columns.ts";
import { readFile } from "../src/kernel/sheets/reader.ts";
import { writeWorkbook } from "../src/kernel/sheets/xlsx-write.ts";

const ROWS = 50_000;
const KINDS = [() => text(), () => count(), () => price(), () => day()] as const;
const columns = Object.fromEntries(Array.from({ length: 19 }, (_, at) => [`c${at}`, column<never>(KINDS[at % 4]!() as never, { zh: `列${at}`, en: `column ${at}` })]));
const LIST = defineList({ name: { zh: "大表", en: "large" }, columns: { no: needed(code(), { zh: "编号", en: "No" }), ...columns }, key: { columns: ["no"], blank: "fault", unknown: "new" } });
const CONTEXT: TableContext = { currency: "CNY", language: "zh", date1904: false };

function* rows() {
  for (let row = 0; row < ROWS; row += 1) yield { no: `L${row}`, ...Object.fromEntries(Object.keys(columns).map((key, at) => [key, [`蝴蝶兰 ${row % 997}`, row * at, (row % 5_000) + 330, "2026-11-22"][at % 4]])) };
}

interface Figures {
  readonly seconds: number;
  /** The longest time in which nobody else got a turn. */
  readonly longestTurnMs: number;
}

async function measured<T>(work: () => Promise<T>): Promise<Figures & { readonly result: T }> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const began = performance.now();
  const result = await work();
  const seconds = (performance.now() - began) / 1000;
  await nextTurn();
  delay.disable();
  return { result, seconds: Math.round(seconds * 100) / 100, longestTurnMs: Math.round(delay.max / 1e6) };
}

async function read(bytes: Uint8Array): Promise<{ rows: number; problems: number }> {
  let reading: TableReading<typeof LIST.columns> | undefined;
  await readFile(bytes, { maxRows: ROWS + 10, start: () => { reading = startReading(LIST, CONTEXT); }, take: (lines) => reading!.take(lines) });
  const table = reading!.finish();
  return { rows: table.rows.length, problems: table.problems.length };
}

export async function run({ json }: { json: boolean }): Promise<object> {
  const written = await measured(() => writeWorkbook([sheetOf(LIST, rows(), CONTEXT)]));
  const peakAfterWriting = process.resourceUsage().maxRSS;
  const fromXlsx = await measured(() => read(written.result));
  const peakAfterReading = process.resourceUsage().maxRSS;
  const csv = Buffer.from([Object.values(LIST.columns).map(({ zh }) => zh), ...[...rows()].map((row) => Object.values(row).map(String))].map((cells) => cells.join(",")).join("\r\n"));
  const fromCsv = await measured(() => read(csv));
  const result = {
    rows: ROWS, columns: 20, xlsxMb: Math.round(written.result.length / 1e5) / 10, csvMb: Math.round(csv.length / 1e5) / 10,
    write: { seconds: written.seconds, longestTurnMs: written.longestTurnMs, peakMb: Math.round(peakAfterWriting / 1024) },
    readXlsx: { seconds: fromXlsx.seconds, longestTurnMs: fromXlsx.longestTurnMs, peakMb: Math.round(peakAfterReading / 1024), ...fromXlsx.result },
    readCsv: { seconds: fromCsv.seconds, longestTurnMs: fromCsv.longestTurnMs, ...fromCsv.result },
  };
  if (!json) console.log(result);
  return result;
}

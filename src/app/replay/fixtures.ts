/** Day files of our own making, in the shapes the auction serves them. For tests; no recorded figure is copied. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CellObject, utils, write } from "@e965/xlsx";

export type DayRow = readonly [item: string, variety: string, grade: string, volume: string, min: string, max: string, mean: string];

export const DAY_HEADER = ["품목명", "품종명", "등급", "속수량", "최저단가", "최고단가", "평균단가"];
export const LONG_HEADER =
  "auction_date,market_code,market_name,category,item_name,variety_name,grade,unit,trade_volume,min_price,max_price,avg_price,auction_type,source,fetched_at";

export const A_DAY: readonly DayRow[] = [
  ["장미", "빨강", "특1", "120", "3000", "5200", "4100"],
  ["장미", '노랑3.5"', "특2", "40", "2500", "2500", "2500"],
  ["호접란", "K7,3대", "특1", "65", "5000", "7000", "5800"],
  ["고무나무", "소", "상1", "9", "1200", "1500", "1300"],
];

/** A legacy workbook with every cell a text, as the auction's site makes it. */
export function workbook(rows: readonly (readonly (string | number)[])[]): Buffer {
  return bookOf(rows, "biff8");
}

type Cell = string | number | Date | CellObject;

/** The same day as somebody saved it with a program of today. */
export function modernWorkbook(rows: readonly (readonly Cell[])[]): Buffer {
  return bookOf(rows, "xlsx");
}

function bookOf(rows: readonly (readonly Cell[])[], bookType: "biff8" | "xlsx"): Buffer {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows.map((row) => [...row]), { UTC: true }), "일자별 경매동향");
  return write(book, { bookType, type: "buffer", compression: true }) as Buffer;
}

export interface LongRow {
  readonly date?: string;
  readonly market?: string;
  readonly category?: string;
  readonly unit?: string;
  readonly row: DayRow;
}

export function longLine({ date = "2026-05-29", market = "0000000001", category = "절화", unit = "속", row }: LongRow): string {
  const cells = [date, market, "어느시장", category, row[0], row[1], row[2], unit, ...row.slice(3, 5), row[5], row[6], "online", "test", "2026-06-01T00:00:00"];
  return cells.map(quoted).join(",");
}

function quoted(cell: string): string {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** The collected table: byte order mark, CRLF. */
export function longCsv(lines: readonly string[]): string {
  return `\uFEFF${[LONG_HEADER, ...lines].join("\r\n")}\r\n`;
}

export interface Desk {
  put(name: string, content: string | Uint8Array): Promise<string>;
  clear(): Promise<void>;
}

/** A folder for one test file. */
export async function openDesk(): Promise<Desk> {
  const folder = await mkdtemp(join(tmpdir(), "hualian-replay-"));
  return {
    put: async (name, content) => {
      const path = join(folder, name);
      await writeFile(path, content);
      return path;
    },
    clear: () => rm(folder, { recursive: true, force: true }),
  };
}

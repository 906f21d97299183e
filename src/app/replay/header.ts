import type { GridLine } from "./grid.ts";
import { MAX_HEADER_LINES } from "./limits.ts";
import type { ProblemLog } from "./problem.ts";

export type Field =
  | "date" | "market" | "marketName" | "category" | "item" | "variety" | "grade" | "unit" | "volume" | "min" | "max" | "mean";

/** Headings of the two kinds of file. */
type Headings = Partial<Record<Field, string>>;

/** Day file of one market, as downloaded: the name of the file says market and date, the heading of the volume the unit. */
const DAY_HEADINGS: Headings = {
  item: "품목명", variety: "품종명", grade: "등급", volume: "속수량", min: "최저단가", max: "최고단가", mean: "평균단가",
};
export const DAY_UNIT = "속";

/** Collected table of many markets and days. */
const LONG_HEADINGS: Headings = {
  date: "auction_date", market: "market_code", marketName: "market_name", category: "category",
  item: "item_name", variety: "variety_name", grade: "grade", unit: "unit",
  volume: "trade_volume", min: "min_price", max: "max_price", mean: "avg_price",
};

/** Where each field stands in the lines of a file. */
export interface Header {
  readonly columns: number;
  readonly at: ReadonlyMap<Field, number>;
  readonly names: readonly string[];
}

/** Tries one line as header. Undefined: this is none. Null: it is one, but cannot be used; the log says why. */
function readHeader(file: string, line: GridLine, log: ProblemLog): Header | null | undefined {
  const names = line.cells.map((cell) => cell.trim());
  for (const headings of [DAY_HEADINGS, LONG_HEADINGS]) {
    const wanted = Object.entries(headings) as [Field, string][];
    const found = wanted.filter(([, name]) => names.includes(name));
    if (found.length * 2 < wanted.length) continue;
    let usable = true;
    for (const [, name] of wanted) {
      const times = names.filter((other) => other === name).length;
      if (times === 1) continue;
      log.add(times === 0 ? "header-missing-column" : "header-repeated-column", { file, row: line.row, column: name });
      usable = false;
    }
    if (!usable) return null;
    return { columns: names.length, names, at: new Map(wanted.map(([field, name]) => [field, names.indexOf(name)])) };
  }
  return undefined;
}

/** Takes lines until the header has passed. Null when there is no usable header. */
export function findHeader(file: string, lines: Iterator<GridLine>, log: ProblemLog): Header | null {
  for (let tried = 0; tried < MAX_HEADER_LINES; tried++) {
    const { value, done } = lines.next();
    if (done === true) break;
    const header = readHeader(file, value, log);
    if (header !== undefined) return header;
  }
  log.add("header-unknown", { file, limit: Object.values(DAY_HEADINGS).join(",") });
  return null;
}

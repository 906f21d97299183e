import type { DealSummary } from "../../engines/recorded-day/figures.ts";
import { MAX_SHEET_LINES, prices, type SheetLineView } from "../../knowledge/prices/contract.ts";
import { AS_SYSTEM } from "../../kernel/machinery/runtime.ts";
import type { Goods } from "./goods.ts";
import type { ReplayMarket } from "./market.ts";
import type { RecordedRow } from "./recorded-row.ts";
import { sheetLine, type SheetLine } from "./sheet.ts";

const NOTHING: DealSummary = { units: 0, value: 0, min: null, mean: null, max: null };

/** The market's own price sheet of a day, line by line beside what was recorded. */
export async function sheetOfDay({ runtime }: ReplayMarket, date: string, rows: readonly RecordedRow[], goods: Goods): Promise<SheetLine[]> {
  const byItem = new Map<string, SheetLineView>();
  for (let offset = 0; ; ) {
    const page = await runtime.call(prices.actions.staffSheet, { businessDate: date, limit: MAX_SHEET_LINES, offset }, AS_SYSTEM);
    for (const line of page.lines) byItem.set(line.itemId, line);
    offset += page.lines.length;
    if (page.lines.length === 0 || offset >= page.total) break;
  }
  return rows.map((row) => sheetLine(row, soldOf(byItem.get(goods.get(row)!))));
}

function soldOf(line: SheetLineView | undefined): DealSummary {
  if (line === undefined || line.sold === null || line.value === null || line.sold === 0) return NOTHING;
  // The sheet shows the mean in whole units of money; volume and value are exact.
  return { units: line.sold, value: line.value, min: line.min, mean: line.value / line.sold, max: line.max };
}

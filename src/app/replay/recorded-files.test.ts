/** Every day file at hand, when the shared data stands beside the checkout. The files are never copied into it. */
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { type Deal, meanWithinRange, summariseDeals } from "../../engines/recorded-day/figures.ts";
import { planRow } from "../../engines/recorded-day/lots.ts";
import { readRecordedFiles } from "./read.ts";
import { rowKey } from "./recorded-row.ts";
import { meanError, sheetFaults, sheetLine } from "./sheet.ts";

const folder = resolve(import.meta.dirname, "../../../../shared/data/kr-flower-auction");
const present = existsSync(folder);
if (!present) console.log(`SKIPPED: the recorded auction days are not at ${folder}`);

const namesIn = (path: string): string[] => (existsSync(path) ? readdirSync(path).map((name) => join(path, name)) : []);
const dayFiles = namesIn(join(folder, "raw")).filter((path) => path.endsWith(".xls"));
const tables = namesIn(folder).filter((path) => /auction_prices.*\.csv$/.test(path));

describe.skipIf(!present)("the recorded Korean auction days", () => {
  it("are read whole from the day files, and the same from the collected table", async () => {
    const days = await readRecordedFiles(dayFiles);
    const table = await readRecordedFiles(tables);
    const both = await readRecordedFiles([...dayFiles, ...tables]);
    expect([days.problemCounts.error, table.problemCounts.error, both.problemCounts.error]).toEqual([0, 0, 0]);
    expect(both.duplicates).toBe(days.rows.length + table.rows.length - both.rows.length);
    expect(both.problemsByCode["copies-differ"]).toBeUndefined();
    expect(days.rows.length).toBeGreaterThan(0);
    console.log(
      `recorded days: ${days.rows.length} rows in ${dayFiles.length} day files, ${table.rows.length} in ${tables.length} tables,`,
      `${both.duplicates} copies; problems`, both.problemsByCode,
    );
  });

  it("can be planned so that every row keeps volume, range and mean", async () => {
    const { rows } = await readRecordedFiles([...dayFiles, ...tables]);
    const worst = { error: 0, row: "" };
    const seen = { rows: 0, lots: 0, deals: 0, mostDealsOfADay: 0, mostSteps: 0, endsMissed: 0, outside: 0, notToTheWon: 0 };
    const dealsByDay = new Map<string, number>();
    for (const row of rows) {
      const lots = planRow(row, { seed: "recorded", key: rowKey(row), buyers: 400, sellers: 200 });
      const deals: Deal[] = lots.flatMap((lot) => [...lot.deals]);
      const day = summariseDeals(deals);
      const line = sheetLine(row, day);
      expect(sheetFaults(line), `${row.file}:${row.row}`).toEqual([]);
      if (meanError(line) > worst.error) Object.assign(worst, { error: meanError(line), row: `${row.item} ${row.volume} ${row.mean}` });
      seen.rows += 1;
      seen.lots += lots.length;
      seen.deals += deals.length;
      dealsByDay.set(row.date, (dealsByDay.get(row.date) ?? 0) + deals.length);
      for (const lot of lots) seen.mostSteps = Math.max(seen.mostSteps, Math.floor((lot.startPrice - lot.floorPrice) / lot.stepValue));
      if (!meanWithinRange(row)) seen.outside += 1;
      else if (day.min !== row.min || day.max !== row.max) seen.endsMissed += 1;
      if (Math.round(day.value / day.units) !== row.mean) seen.notToTheWon += 1;
    }
    seen.mostDealsOfADay = Math.max(...dealsByDay.values());
    console.log("recorded days, planned:", seen, "worst mean error", worst);
    expect([seen.notToTheWon, seen.endsMissed]).toEqual([0, 0]);
  });
});

/**
 * Flower prices at 1, 7 and 14 trading days, held against every naive method on a rolling origin of step 1.
 *
 *   node bench/forecast.ts [--json]
 *
 * Series: lily in Taipei 1998–2017, anthurium on five markets 2014–2016 (../shared/data/tw-flower). The test years are the years before
 * the last one of the data, on which methods were built, and the last one, which was kept out of it. For each: MAPE, its ratio and that
 * of MAE to the best naive method looked up afterwards (of naive, seasonal naive by week and year, drift), then also with the means of 6,
 * of 25 and of all days among the naive methods; and the share of values inside the 80 % and 95 % intervals.
 * Bar: ratio ≤ 0.95 at every horizon, ≤ 0.90 at 7 days, coverage 75–85 %.
 */
import { existsSync, readFileSync } from "node:fs";
import { toDayNumber } from "../src/engines/calendar/day.ts";
import { backtestSeries, type HorizonErrors } from "../src/engines/forecast/backtest.ts";
import { readSeries } from "../src/engines/forecast/read-series.ts";
import type { Series } from "../src/engines/forecast/series.ts";

const FOLDER = "../shared/data/tw-flower";
const LILY = `${FOLDER}/taipei_lily_daily_1998_2017.csv`;
const ANTHURIUM = `${FOLDER}/anthurium_5markets_daily_2014_2016.json`;
const HORIZONS = [1, 7, 14];
const CLASSIC = ["naive", "seasonal-naive", "seasonal-naive-year", "drift"];

interface Row {
  readonly d: string;
  readonly market: string;
  readonly avg_price: number;
}

export function flowerSeries(): { name: string; series: Series; years: readonly number[] }[] {
  const found = [{ name: "lily 台北", series: readSeries(readFileSync(LILY, "utf8")).series, years: [2013, 2014, 2015, 2016, 2017] }];
  const rows = JSON.parse(readFileSync(ANTHURIUM, "utf8")) as Row[];
  for (const market of new Set(rows.map((row) => row.market))) {
    const text = rows.filter((row) => row.market === market).map(({ d, avg_price }) => `${d},${avg_price}`).join("\n");
    found.push({ name: `anthurium ${market}`, series: readSeries(text).series, years: [2015, 2016] });
  }
  return found;
}

function line({ horizon, mape, methods, ratio, mae, bestNaive, coverage80, coverage95 }: HorizonErrors) {
  const least = (measure: "mape" | "mae"): number => Math.min(...CLASSIC.map((name) => methods[name]?.[measure] ?? Infinity));
  return { horizon, mape, ratioMape: mape / least("mape"), ratioMae: mae / least("mae"), ratioMapeMeans: ratio.mape, ratioMaeMeans: ratio.mae, bestNaive: bestNaive.mape.method, coverage80, coverage95 };
}

export async function run({ json }: { json: boolean }): Promise<object> {
  if (!existsSync(LILY)) {
    if (!json) console.log(`SKIPPED: no ${FOLDER} on this machine`);
    return { skipped: true };
  }
  const results = [];
  if (!json) console.log("series            year  h   MAPE   /naive  MAE/naive  /means  MAE/means  in 80 %  in 95 %  model");
  for (const { name, series, years } of flowerSeries()) {
    for (const year of years) {
      const until = series.days.findIndex((day) => day > toDayNumber(`${year}-12-31`));
      const end = until < 0 ? series.days.length : until;
      const result = backtestSeries({ days: series.days.slice(0, end), values: series.values.slice(0, end) }, { horizon: 14, from: toDayNumber(`${year}-01-01`), step: 1 });
      for (const errors of result.errors.filter(({ horizon }) => HORIZONS.includes(horizon))) {
        const one = line(errors);
        results.push({ name, year, model: result.model, ...one });
        if (!json) console.log(`${name.padEnd(16)} ${year} ${String(one.horizon).padStart(3)} ${one.mape.toFixed(2).padStart(6)} ${one.ratioMape.toFixed(3).padStart(8)} ${one.ratioMae.toFixed(3).padStart(9)} ${one.ratioMapeMeans.toFixed(3).padStart(8)} ${one.ratioMaeMeans.toFixed(3).padStart(9)} ${(100 * one.coverage80).toFixed(1).padStart(9)} ${(100 * one.coverage95).toFixed(1).padStart(8)}  ${result.model}`);
      }
    }
  }
  return { results };
}

if (import.meta.main) {
  const json = process.argv.includes("--json");
  const result = await run({ json });
  if (json) console.log(JSON.stringify(result, null, 2));
}

import { publicationBench, publicationText, type PublicationBench } from "./index-publication.ts";
import { createChance } from "../src/engines/clock/chance.ts";
import { multilateralSeries } from "../src/engines/price-index/splice.ts";
import { createCollector, tableOf, type PriceTable } from "../src/engines/price-index/table.ts";
import { median } from "./median.ts";

/** A year of weeks and the week before it, of a market with many goods of which a part is missing every week. */
const WEEKS = 53;
const ITEMS = 3_000;
const MISSING = 0.28;
const RUNS = 9;
const PEER_RUNS = 3;
const SEED = 20261128;
/** The bar: CCDI of the whole window. */
const MOST_MS = 100;
/** Both sides sum in another order; more than this apart, one of them computes something else. */
const TOLERANCE = 1e-10;

export interface IndexBench {
  readonly ccdi: object;
  /** The whole publication from ten million transactions, in plain scans of the same table. */
  readonly publication: PublicationBench;
  readonly passed: boolean;
}

export async function run({ json }: { json: boolean }): Promise<IndexBench> {
  const ccdi = ccdiBench();
  if (!json) {
    console.log(`  CCDI, ${WEEKS} weeks × ${ITEMS} items, ${ccdi.cells} cells: median ${ccdi.medianMs.toFixed(1)} ms of ${RUNS} runs (${ccdi.leastMs.toFixed(1)}–${ccdi.mostMs.toFixed(1)}), first ${ccdi.firstMs.toFixed(1)} ms`);
    console.log(`  peer, the same formula over maps of objects: median ${ccdi.peer.medianMs.toFixed(0)} ms of ${PEER_RUNS} runs, ${(ccdi.peer.medianMs / ccdi.medianMs).toFixed(0)} × as long; largest difference ${ccdi.difference.toExponential(1)}`);
    for (const [method, ms] of Object.entries(ccdi.others)) console.log(`  ${method}: ${ms.toFixed(1)} ms`);
  }
  const publication = await publicationBench();
  if (!json) console.log(publicationText(publication));
  return { ccdi, publication, passed: ccdi.medianMs < MOST_MS && ccdi.difference < TOLERANCE && publication.passed };
}

function ccdiBench() {
  const table = hall();
  const [times, series] = timed(RUNS, () => multilateralSeries(table, "ccdi"));
  const byPeriod = mapsOf(table);
  const [peerTimes, peerSeries] = timed(PEER_RUNS, () => plainCcdi(byPeriod));
  const others = Object.fromEntries((["geks", "gk", "tpd"] as const).map((method) => [method, median(timed(PEER_RUNS, () => multilateralSeries(table, method))[0])]));
  return {
    weeks: WEEKS, items: ITEMS, cells: table.item.length, runs: RUNS, firstMs: times[0]!, medianMs: median(times), leastMs: Math.min(...times), mostMs: Math.max(...times),
    peer: { medianMs: median(peerTimes), runs: PEER_RUNS }, difference: series.reduce((most, value, at) => Math.max(most, Math.abs(value - peerSeries[at]!)), 0), others,
  };
}

function hall(): PriceTable {
  const chance = createChance(SEED);
  const collector = createCollector();
  for (let item = 0; item < ITEMS; item += 1) {
    const usual = 2 + 40 * chance();
    for (let week = 0; week < WEEKS; week += 1) {
      const price = usual * Math.exp((chance() - 0.5) * 0.6);
      if (chance() >= MISSING) collector.add(`2025-W${String(week + 1).padStart(2, "0")}`, `item ${item}`, price, 1 + Math.floor(chance() * 500));
    }
  }
  return tableOf(collector.rows());
}

interface Sale {
  readonly price: number;
  readonly quantity: number;
}

function mapsOf(table: PriceTable): Map<string, Sale>[] {
  return table.periods.map((_, period) => {
    const sales = new Map<string, Sale>();
    for (let cell = table.from[period]!; cell < table.from[period + 1]!; cell += 1) sales.set(table.items[table.item[cell]!]!, { price: table.price[cell]!, quantity: table.quantity[cell]! });
    return sales;
  });
}

/** The formula as it is written in the books: every pair of weeks, every good of both. */
function plainCcdi(weeks: readonly Map<string, Sale>[]): number[] {
  const logs = weeks.map(() => weeks.map(() => 0));
  for (let a = 0; a < weeks.length; a += 1) {
    for (let b = a + 1; b < weeks.length; b += 1) {
      const matched = [...weeks[a]!].flatMap(([item, first]) => {
        const second = weeks[b]!.get(item);
        return second === undefined ? [] : [{ paid: first.price * first.quantity, paidLater: second.price * second.quantity, change: Math.log(second.price / first.price) }];
      });
      const [all, allLater] = [matched.reduce((sum, { paid }) => sum + paid, 0), matched.reduce((sum, { paidLater }) => sum + paidLater, 0)];
      const log = matched.reduce((sum, { paid, paidLater, change }) => sum + ((paid / all + paidLater / allLater) / 2) * change, 0);
      logs[a]![b] = log;
      logs[b]![a] = -log;
    }
  }
  return weeks.map((_, t) => Math.exp(weeks.reduce((sum, _week, by) => sum + logs[0]![by]! + logs[by]![t]!, 0) / weeks.length));
}

function timed<T>(runs: number, work: () => T): [number[], T] {
  const times: number[] = [];
  let result: T | undefined;
  for (let at = 0; at < runs; at += 1) {
    const began = performance.now();
    result = work();
    times.push(performance.now() - began);
  }
  return [times, result as T];
}


if (import.meta.main) {
  const json = process.argv.includes("--json");
  const result = await run({ json });
  if (json) console.log(JSON.stringify(result, null, 2));
}

import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createChance } from "./chance.ts";
import { endOf, firstStepAtOrBelow } from "./programme.ts";
import { Scene, sceneLot } from "./scene.ts";

/**
 * A descending clock is a first-price sealed bid (Vickrey 1961): with n risk-neutral bidders whose values are
 * independent and uniform on [0, 1], each stops the clock at b(v), and the mean price is known in closed form.
 */
const FILE = "../shared/science/auction/dutch_theory.json";
const SEED = Number(process.env["HUALIAN_SEED"] ?? 1961);

interface Theory {
  readonly optimalReserve: number;
  readonly expectedRevenue: readonly { readonly n: number; readonly noReserve: number; readonly reserve0_5: number }[];
  readonly sequentialUnitDemand: { readonly cases: readonly { readonly n: number; readonly k: number; readonly price: number }[] };
}

/** Value 1 is a price of 10,000 fen, so one step is one ten-thousandth. */
const ONE = 10_000;
const AUCTIONS = 4_000;

const LOTS_PER_SESSION = 500;

/** What a bidder offers for his value in a round, in (0, 1], or 0 to stay away. */
type Bid = (value: number, round: number) => number;

function openSession(n: number, units: number, floorPrice: number): Scene {
  const clocks = [{ graceMs: 0, holdMs: 0, stepMs: 20, restartSteps: 10_000, marginMs: 0 }];
  const scene = new Scene({ clocks, maxDelayMs: 0 }).buyers(...Array.from({ length: n }, () => Number.MAX_SAFE_INTEGER));
  for (let i = 0; i < LOTS_PER_SESSION; i += 1) {
    scene.lots(0, sceneLot(`${i}`, { quantity: units, minPress: 1, startPrice: ONE, stepValue: 1, floorPrice }));
  }
  return scene.start(0);
}

/** Sells one lot of `units` to bidders who want one each; returns the mean price, 0 where nobody bid. */
function sellLot(scene: Scene, chance: () => number, n: number, units: number, floorPrice: number, bid: Bid): number {
  let bidders = Array.from({ length: n }, (_, buyer) => ({ buyer, value: chance() }));
  const before = scene.state.totals.value;
  for (let round = 1; round <= units; round += 1) {
    const bids = bidders.map(({ buyer, value }) => ({ buyer, price: Math.floor(bid(value, round) * ONE) }));
    const best = bids.reduce((a, b) => (b.price > a.price ? b : a));
    if (best.price < floorPrice) {
      scene.advance(endOf(scene.on()) + 1);
      break;
    }
    scene.press(best.buyer, firstStepAtOrBelow(scene.on(), best.price) * 20, 1);
    scene.advance(scene.state.now + 1);
    bidders = bidders.filter(({ buyer }) => buyer !== best.buyer);
  }
  return (scene.state.totals.value - before) / units / ONE;
}

/** Mean price over many auctions, and its standard error. */
function meanPrice(n: number, units: number, reserve: number, bid: Bid): { mean: number; error: number } {
  const chance = createChance(SEED + n * 1_000 + units);
  const floorPrice = Math.max(1, Math.round(reserve * ONE));
  let sum = 0;
  let squares = 0;
  for (let done = 0; done < AUCTIONS; done += LOTS_PER_SESSION) {
    const scene = openSession(n, units, floorPrice);
    for (let i = 0; i < LOTS_PER_SESSION; i += 1) {
      const price = sellLot(scene, chance, n, units, floorPrice, bid);
      sum += price;
      squares += price * price;
    }
  }
  const mean = sum / AUCTIONS;
  return { mean, error: Math.sqrt((squares / AUCTIONS - mean * mean) / AUCTIONS) };
}

describe(`prices of rational bidders (seed ${SEED})`, () => {
  const known = existsSync(FILE);
  if (!known) console.warn(`SKIPPED: ${FILE} is not on this machine, so prices are not compared with auction theory`);
  const theory = known ? (JSON.parse(readFileSync(FILE, "utf8")) as Theory) : null;

  test.skipIf(theory === null)("are what theory says: b(v) = (n−1)/n·v, no reserve", () => {
    for (const { n, noReserve } of theory!.expectedRevenue.filter((row) => row.n <= 10)) {
      const { mean, error } = meanPrice(n, 1, 0, (v) => ((n - 1) / n) * v);
      expect(Math.abs(mean - noReserve), `n = ${n}: ${mean} ± ${error}, theory ${noReserve}`).toBeLessThan(4 * error + 1 / ONE);
    }
  });

  test.skipIf(theory === null)("are what theory says with the optimal reserve as floor", () => {
    const r = theory!.optimalReserve;
    for (const { n, reserve0_5 } of theory!.expectedRevenue.filter((row) => row.n <= 5)) {
      const bid = (v: number): number => (v < r ? 0 : ((n - 1) / n) * v + r ** n / (n * v ** (n - 1)));
      const { mean, error } = meanPrice(n, 1, r, bid);
      expect(Math.abs(mean - reserve0_5), `n = ${n}: ${mean} ± ${error}, theory ${reserve0_5}`).toBeLessThan(4 * error + 1 / ONE);
    }
  });

  test.skipIf(theory === null)("of remainders: k units one after another fetch (n−k)/(n+1) each (Weber 1983)", () => {
    for (const { n, k, price } of theory!.sequentialUnitDemand.cases) {
      const { mean, error } = meanPrice(n, k, 0, (v, round) => ((n - k) / (n - round + 1)) * v);
      expect(Math.abs(mean - price), `n = ${n}, k = ${k}: ${mean} ± ${error}, theory ${price}`).toBeLessThan(4 * error + 1 / ONE);
    }
  });
});

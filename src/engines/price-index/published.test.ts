/** The published examples, where the science data stands beside the checkout: to the digits they state. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Bilateral } from "./bilateral.ts";
import { contributions } from "./contributions.ts";
import { hedonicIndex, type HedonicObservation } from "./hedonic.ts";
import type { Multilateral } from "./multilateral.ts";
import { bilateralSeries, type Link } from "./series.ts";
import { multilateralSeries, type Splice } from "./splice.ts";
import { tabulate, type Observation } from "./table.ts";

const FOLDER = "../shared/science/price-index";
const here = existsSync(FOLDER);
if (!here) console.log(`price-index: ${FOLDER} is not there; the published examples are skipped.`);
const json = <T>(name: string): T => JSON.parse(readFileSync(`${FOLDER}/${name}`, "utf8")) as T;

interface Balk {
  readonly price: Readonly<Record<string, readonly number[]>>;
  readonly quantity: Readonly<Record<string, readonly number[]>>;
  readonly expected: Readonly<Record<string, readonly number[]>>;
  readonly contributions_t2_vs_t1: Readonly<Record<"jevons" | "fisher_reinsdorf" | "fisher_vanIJzeren", readonly number[]>>;
  readonly geks_example: Readonly<Record<"price" | "quantity" | "period" | "tornqvist_full_cum" | "tornqvist_window3_movement" | "tornqvist_window3_mean", readonly number[]>>;
}

const near = (seen: ArrayLike<number>, expected: readonly number[], tolerance: number, what: string): void => {
  expect([what, seen.length]).toEqual([what, expected.length]);
  const worst = expected.reduce((most, value, at) => Math.max(most, Math.abs(value - seen[at]!)), 0);
  expect(worst, what).toBeLessThanOrEqual(tolerance);
};

describe.skipIf(!here)("six products in five periods (Balk 2008, Producer Price Index Manual chapter 19)", () => {
  const balk = here ? json<Balk>("balk_price6.json") : null;
  const table = () => tabulate(Object.entries(balk!.price).flatMap(([period, prices]) => prices.map((price, at) => ({ period, item: `${at}`, price, quantity: balk!.quantity[period]![at]! }))));
  const NAMES: Readonly<Record<string, Bilateral>> = {
    walsh1: "walsh", marshall_edgeworth: "marshall-edgeworth", geometric_laspeyres: "geometric-laspeyres", geometric_paasche: "geometric-paasche", harmonic_laspeyres: "harmonic-laspeyres",
    satoVartia_vartia2: "sato-vartia", montgomeryVartia_vartia1: "montgomery-vartia",
  };

  test("thirteen formulas, to the four decimals of the tables", () => {
    expect(Object.keys(balk!.expected)).toHaveLength(13);
    for (const [name, expected] of Object.entries(balk!.expected)) near(bilateralSeries(table(), NAMES[name] ?? (name as Bilateral)), expected, 0.5e-4 + 1e-9, name);
  });

  test("contributions of both Fishers and of Jevons, to seven and eight decimals", () => {
    const { jevons, fisher_reinsdorf: reinsdorf, fisher_vanIJzeren: vanIJzeren } = balk!.contributions_t2_vs_t1;
    near(contributions(table(), "jevons", 0, 1).parts, jevons, 0.5e-7, "jevons");
    near(contributions(table(), "fisher-reinsdorf", 0, 1).parts, reinsdorf, 0.5e-8 + 1e-12, "reinsdorf");
    near(contributions(table(), "fisher-van-ijzeren", 0, 1).parts, vanIJzeren, 0.5e-8 + 1e-12, "van IJzeren");
  });

  test("CCDI over all periods, and in windows of three with two splices", () => {
    const { price, quantity, period, tornqvist_full_cum: full, tornqvist_window3_movement: movement, tornqvist_window3_mean: mean } = balk!.geks_example;
    const small = tabulate(price.map((one, at) => ({ period: String(period[at]), item: at < price.length / 2 ? "a" : "b", price: one, quantity: quantity[at]! })));
    near(multilateralSeries(small, "ccdi").slice(1), full, 0.5e-6, "full");
    near(multilateralSeries(small, "ccdi", { window: 3, splice: "movement" }).slice(1), movement, 0.5e-6, "movement");
    near(multilateralSeries(small, "ccdi", { window: 3, splice: "mean" }).slice(1), mean, 0.5e-6, "mean");
  });
});

describe.skipIf(!here)("four products in twelve periods, made with an elasticity of substitution of 2", () => {
  const table = () => tabulate(readFileSync(`${FOLDER}/CES_sigma_2.csv`, "utf8").trim().split("\n").slice(1).map((line): Observation => {
    const [period, price, quantity, item] = line.split(",") as [string, string, string, string];
    return { period, item, price: Number(price), quantity: Number(quantity) };
  }));
  const expected = here ? json<Record<"bilateral" | "geks", Readonly<Record<string, readonly number[]>>>>("CES_sigma_2_expected.json") : { bilateral: {}, geks: {} };
  const NAMES: Readonly<Record<string, Bilateral>> = {
    satovartia: "sato-vartia", ces: "lloyd-moulton", geomLaspeyres: "geometric-laspeyres", geomPaasche: "geometric-paasche", tpd: "bilateral-tpd-kennedy", gk: "bilateral-gk", drobish: "drobisch", marshalledgeworth: "marshall-edgeworth",
  };
  const LINKS: Readonly<Record<string, Link>> = { pop: "period", chained: "chained", fixedbase: "fixed" };
  /** Prices and quantities of the file have fifteen digits, the expected values eight to twelve. */
  const TOLERANCE = 6e-9;

  test("twenty-two formulas from period to period, chained, and against the base", () => {
    const cases = Object.entries(expected.bilateral);
    expect(cases.length).toBe(66);
    for (const [name, values] of cases) {
      const [formula, link] = name.split("_") as [string, string];
      near(bilateralSeries(table(), NAMES[formula] ?? (formula as Bilateral), { link: LINKS[link]!, sigma: 2 }), values, TOLERANCE, name);
    }
  });

  test("GEKS over four formulas, and six splices of CCDI in windows of eleven", () => {
    const WHOLE: Readonly<Record<string, Multilateral>> = { fisher: "geks", tornqvist: "ccdi", walsh: "geks-walsh", jevons: "geks-jevons" };
    for (const [name, method] of Object.entries(WHOLE)) near(multilateralSeries(table(), method), expected.geks[name]!, 1e-11, name);
    const SPLICED: Readonly<Record<string, Splice>> = { window: "window", movement: "movement", half: "half", mean: "mean", wisp: "window-published", hasp: "half-published", mean_pub: "mean-published" };
    for (const [name, splice] of Object.entries(SPLICED)) near(multilateralSeries(table(), "ccdi", { window: 11, splice }), expected.geks[name]!, 1e-11, name);
  });

  test("prices of consumers with that elasticity: Lloyd–Moulton, Sato–Vartia and Walsh agree", () => {
    const exact = bilateralSeries(table(), "lloyd-moulton", { sigma: 2 });
    for (const formula of ["sato-vartia", "walsh"] as const) near(bilateralSeries(table(), formula), [...exact], TOLERANCE, formula);
  });
});

describe.skipIf(!here)("pots of three sizes, one or two stems, two grades, in four periods", () => {
  interface Pots {
    readonly data: readonly { readonly t: number; readonly pot: number; readonly stem: number; readonly grade: string; readonly q: number; readonly price: number }[];
    readonly unweighted: { readonly coef: Readonly<Record<string, number>>; readonly index: readonly number[]; readonly r2: number; readonly sigma: number };
    readonly expenditure_weighted: { readonly coef: Readonly<Record<string, number>>; readonly index: readonly number[] };
  }
  const pots = here ? json<Pots>("hedonic_time_dummy_synthetic.json") : null;
  const rows = (): HedonicObservation[] => pots!.data.map(({ t, pot, stem, grade, q, price }) => ({ period: String(t), price, quantity: q, characteristics: { pot, stem: String(stem), grade } }));
  const PLACES = 1e-11;

  test("the time-dummy hedonic index, all alike and weighted by expenditure", () => {
    const plain = hedonicIndex(rows());
    near(plain.series.map(({ value }) => value), pots!.unweighted.index, PLACES, "index");
    near(plain.coefficients.map(({ estimate }) => estimate), Object.values(pots!.unweighted.coef), PLACES, "coefficients");
    near([plain.rSquared, plain.sigma], [pots!.unweighted.r2, pots!.unweighted.sigma], PLACES, "fit");
    const weighted = hedonicIndex(rows(), "expenditure");
    near(weighted.series.map(({ value }) => value), pots!.expenditure_weighted.index, PLACES, "weighted index");
    near(weighted.coefficients.map(({ estimate }) => estimate), Object.values(pots!.expenditure_weighted.coef), PLACES, "weighted coefficients");
  });
});

/**
 * Index numbers between two periods over their common items: p0, q0 the base, p1, q1 the current period, r = p1/p0,
 * s0, s1 the items' shares of what was paid in each period. Sources: ILO, IMF, OECD and others, Consumer Price Index Manual (2020)
 * and Producer Price Index Manual (2004) chapters 15–17; Balk, Price and Quantity Index Numbers (2008) chapter 3; what is newer is named
 * beside its formula.
 */
import { logMean } from "./log-mean.ts";
import type { Matched } from "./matched.ts";

/** Unweighted formulas look at prices only. `sigma` is read by lloyd-moulton, `basket` periods by lowe and young. */
export const BILATERALS = [
  "carli", "jevons", "dutot", "harmonic", "cswd", "laspeyres", "paasche", "fisher", "tornqvist", "walsh", "lowe", "young", "lloyd-moulton", "sato-vartia", "montgomery-vartia",
  "geometric-laspeyres", "geometric-paasche", "harmonic-laspeyres", "palgrave", "drobisch", "stuvel", "marshall-edgeworth", "bilateral-gk", "bilateral-tpd", "bilateral-tpd-kennedy",
] as const;
export type Bilateral = (typeof BILATERALS)[number];
export const UNWEIGHTED: ReadonlySet<string> = new Set<Bilateral>(["carli", "jevons", "dutot", "harmonic", "cswd"]);
export const USES_BASKET: ReadonlySet<string> = new Set<Bilateral>(["lowe", "young"]);
/** I(0,1) · I(1,0) = 1, which GEKS asks of its formula. */
export const TIME_REVERSIBLE: ReadonlySet<string> = new Set<Bilateral>(["jevons", "dutot", "cswd", "fisher", "tornqvist", "walsh", "sato-vartia", "montgomery-vartia", "stuvel", "marshall-edgeworth", "bilateral-gk", "bilateral-tpd"]);

/** Elasticity of substitution where none is given: that of no substitution, which makes lloyd-moulton laspeyres. */
export const DEFAULT_SIGMA = 0;
/** This near to 1 the power mean is the geometric one. */
const SIGMA_ONE = 1e-9;

/** count ≥ 1 matched items. A ratio, 1 where nothing changed. */
export function bilateralIndex(formula: Bilateral, matched: Matched, sigma: number = DEFAULT_SIGMA): number {
  return FORMULAS[formula](matched, sigma);
}

type Figure = (matched: Matched, at: number) => number;

function sum(matched: Matched, figure: Figure): number {
  let total = 0;
  for (let at = 0; at < matched.count; at += 1) total += figure(matched, at);
  return total;
}

/** Σ weight · figure ÷ Σ weight. */
function mean(matched: Matched, weight: Figure, figure: Figure): number {
  let [total, weights] = [0, 0];
  for (let at = 0; at < matched.count; at += 1) {
    const one = weight(matched, at);
    total += one * figure(matched, at);
    weights += one;
  }
  return total / weights;
}

const one: Figure = () => 1;
const p0: Figure = (m, i) => m.p0[i]!;
const p1: Figure = (m, i) => m.p1[i]!;
const ratio: Figure = (m, i) => m.p1[i]! / m.p0[i]!;
const inverse: Figure = (m, i) => m.p0[i]! / m.p1[i]!;
const logRatio: Figure = (m, i) => Math.log(m.p1[i]! / m.p0[i]!);
const paid0: Figure = (m, i) => m.p0[i]! * m.q0[i]!;
const paid1: Figure = (m, i) => m.p1[i]! * m.q1[i]!;
const p0q1: Figure = (m, i) => m.p0[i]! * m.q1[i]!;
const p1q0: Figure = (m, i) => m.p1[i]! * m.q0[i]!;

const carli = (m: Matched): number => mean(m, one, ratio);
const harmonic = (m: Matched): number => 1 / mean(m, one, inverse);
const laspeyres = (m: Matched): number => sum(m, p1q0) / sum(m, paid0);
const paasche = (m: Matched): number => sum(m, paid1) / sum(m, p0q1);

const FORMULAS: Readonly<Record<Bilateral, (matched: Matched, sigma: number) => number>> = {
  carli,
  jevons: (m) => Math.exp(mean(m, one, logRatio)),
  dutot: (m) => sum(m, p1) / sum(m, p0),
  harmonic,
  cswd: (m) => Math.sqrt(carli(m) * harmonic(m)),
  laspeyres,
  paasche,
  fisher: (m) => Math.sqrt(laspeyres(m) * paasche(m)),
  tornqvist: (m) => Math.exp((mean(m, paid0, logRatio) + mean(m, paid1, logRatio)) / 2),
  walsh: (m) => {
    const weight: Figure = (_, i) => Math.sqrt(m.q0[i]! * m.q1[i]!);
    return sum(m, (_, i) => m.p1[i]! * weight(m, i)) / sum(m, (_, i) => m.p0[i]! * weight(m, i));
  },
  lowe: (m) => sum(m, (_, i) => m.p1[i]! * m.qb[i]!) / sum(m, (_, i) => m.p0[i]! * m.qb[i]!),
  young: (m) => mean(m, (_, i) => m.pb[i]! * m.qb[i]!, ratio),
  // Lloyd 1975; Moulton 1996.
  "lloyd-moulton": (m, sigma) => {
    const power = 1 - sigma;
    return Math.abs(power) < SIGMA_ONE ? Math.exp(mean(m, paid0, logRatio)) : mean(m, paid0, (_, i) => (m.p1[i]! / m.p0[i]!) ** power) ** (1 / power);
  },
  // Sato 1976, Vartia 1976 (Vartia II): weights are the logarithmic means of the shares.
  "sato-vartia": (m) => {
    const [all0, all1] = [sum(m, paid0), sum(m, paid1)];
    return Math.exp(mean(m, (_, i) => logMean(paid0(m, i) / all0, paid1(m, i) / all1), logRatio));
  },
  // Montgomery 1937, Vartia 1976 (Vartia I): the weights do not sum to one.
  "montgomery-vartia": (m) => Math.exp(sum(m, (_, i) => logMean(paid0(m, i), paid1(m, i)) * logRatio(m, i)) / logMean(sum(m, paid0), sum(m, paid1))),
  "geometric-laspeyres": (m) => Math.exp(mean(m, paid0, logRatio)),
  "geometric-paasche": (m) => Math.exp(mean(m, paid1, logRatio)),
  "harmonic-laspeyres": (m) => 1 / mean(m, paid0, inverse),
  palgrave: (m) => mean(m, paid1, ratio),
  drobisch: (m) => (laspeyres(m) + paasche(m)) / 2,
  // Stuvel 1957: half the gap of Laspeyres prices over Laspeyres quantities, and the root that makes price × quantity = value.
  stuvel: (m) => {
    const half = (laspeyres(m) - sum(m, p0q1) / sum(m, paid0)) / 2;
    return half + Math.sqrt(half * half + sum(m, paid1) / sum(m, paid0));
  },
  "marshall-edgeworth": (m) => (sum(m, p1q0) + sum(m, paid1)) / (sum(m, paid0) + sum(m, p0q1)),
  // Geary and Khamis of two periods: quantities by their harmonic mean.
  "bilateral-gk": (m) => {
    const weight: Figure = (_, i) => (m.q0[i]! * m.q1[i]!) / (m.q0[i]! + m.q1[i]!);
    return sum(m, (_, i) => m.p1[i]! * weight(m, i)) / sum(m, (_, i) => m.p0[i]! * weight(m, i));
  },
  // The time-product dummy of two periods weighted by shares (Diewert 2005): shares by their harmonic mean.
  "bilateral-tpd": (m) => Math.exp(mean(m, harmonicShare(m), logRatio)),
  // Kennedy 1981: exp of an unbiased δ is biased upward; half its variance in the regression is taken off. One item leaves no variance.
  "bilateral-tpd-kennedy": (m) => {
    const delta = mean(m, harmonicShare(m), logRatio);
    const variance = m.count === 1 ? 0 : mean(m, harmonicShare(m), (_, i) => (logRatio(m, i) - delta) ** 2) / (m.count - 1);
    return Math.exp(delta - variance / 2);
  },
};

function harmonicShare(matched: Matched): Figure {
  const [all0, all1] = [sum(matched, paid0), sum(matched, paid1)];
  return (m, i) => {
    const [s0, s1] = [paid0(m, i) / all0, paid1(m, i) / all1];
    return (s0 * s1) / (s0 + s1);
  };
}

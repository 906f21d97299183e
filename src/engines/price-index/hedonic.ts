/**
 * Time-dummy hedonic index, for goods that are seldom the same twice: ln p = a + δ(t) + Σ β·z by least squares, and the index of a period is exp δ(t)
 * (de Haan 2010; ILO and others, Consumer Price Index Manual 2020, chapter 7). Weighted it is the same with every observation's squares multiplied.
 */
import { IndexFault } from "./fault.ts";
import { leastSquares } from "./least-squares.ts";
import { inOrder } from "./periods.ts";

/** price > 0; quantity > 0 where weights are asked for. A characteristic is a number (cm of pot) or, if any of its values is text, a category (grade). */
export interface HedonicObservation {
  readonly period: string;
  readonly price: number;
  readonly quantity?: number;
  readonly characteristics: Readonly<Record<string, number | string>>;
}

/** expenditure: price × quantity of the observation. */
export type HedonicWeight = "equal" | "quantity" | "expenditure";

export interface Coefficient {
  /** "intercept", "period 2026-W09", the name of a number, or "grade B" of a category; the first period and the first category of each are the base. */
  readonly name: string;
  readonly estimate: number;
  readonly standardError: number;
}

export interface HedonicIndex {
  /** 1 at the first period; standard errors of the ratio by the delta method. */
  readonly series: readonly { readonly period: string; readonly value: number; readonly standardError: number }[];
  readonly coefficients: readonly Coefficient[];
  /** Share of the (weighted) variance of ln p explained; standard deviation and degrees of freedom of what is not. */
  readonly rSquared: number;
  readonly sigma: number;
  readonly freedom: number;
}

/** Throws `bad-hedonic`: too few observations, a characteristic missing, or one that the others already say; `bad-observation`. */
export function hedonicIndex(observations: readonly HedonicObservation[], weight: HedonicWeight = "equal"): HedonicIndex {
  const { names, columns, periods } = design(observations);
  const freedom = observations.length - names.length;
  if (freedom < 1) throw new IndexFault("bad-hedonic", { rows: observations.length, columns: names.length }, `${observations.length} observations cannot carry ${names.length} coefficients. Give more observations, or fewer characteristics.`);
  const roots = Float64Array.from(observations, (one) => Math.sqrt(weightOf(one, weight)));
  const y = Float64Array.from(observations, (one) => Math.log(one.price));
  const spread = weightedSpread(y, roots);
  for (const column of [...columns, y]) for (let row = 0; row < column.length; row += 1) column[row]! *= roots[row]!;
  const solved = leastSquares(columns, y);
  if ("dependent" in solved) throw new IndexFault("bad-hedonic", { column: names[solved.dependent]! }, `"${names[solved.dependent]!}" follows from the characteristics before it, so its effect cannot be told apart. Leave it out.`);
  const variance = solved.residualSquares / freedom;
  const coefficients = names.map((name, at) => ({ name, estimate: solved.coefficients[at]!, standardError: Math.sqrt(variance * solved.unscaledVariances[at]!) }));
  const series = periods.map((period, at) => {
    if (at === 0) return { period, value: 1, standardError: 0 };
    const { estimate, standardError } = coefficients[at]!;
    return { period, value: Math.exp(estimate), standardError: Math.exp(estimate) * standardError };
  });
  return { series, coefficients, rSquared: 1 - solved.residualSquares / spread, sigma: Math.sqrt(variance), freedom };
}

function weightOf({ period, price, quantity }: HedonicObservation, weight: HedonicWeight): number {
  if (!(price > 0 && price < Infinity)) throw new IndexFault("bad-observation", { period, what: "price", value: price }, `${period}: the price ${price} is not above zero. Leave the row out, or correct it.`);
  if (weight === "equal") return 1;
  if (quantity === undefined || !(quantity > 0 && quantity < Infinity)) throw new IndexFault("bad-observation", { period, what: "quantity", value: String(quantity) }, `${period}: a weighted index needs a quantity above zero, not ${quantity}. Give it, or weight all alike.`);
  return weight === "quantity" ? quantity : price * quantity;
}

function weightedSpread(y: Float64Array, roots: Float64Array): number {
  let [sum, weights, squares] = [0, 0, 0];
  for (let row = 0; row < y.length; row += 1) {
    weights += roots[row]! ** 2;
    sum += roots[row]! ** 2 * y[row]!;
  }
  for (let row = 0; row < y.length; row += 1) squares += (roots[row]! * (y[row]! - sum / weights)) ** 2;
  return squares;
}

interface Design {
  readonly names: readonly string[];
  readonly columns: Float64Array[];
  readonly periods: readonly string[];
}

/** Intercept, periods but the first, then the characteristics as the first observation names them. */
function design(observations: readonly HedonicObservation[]): Design {
  const first = observations[0];
  if (first === undefined) throw new IndexFault("no-observations", {}, "There is no observation to make an index of. Give some with price, period and characteristics.");
  const names = ["intercept"];
  const columns = [new Float64Array(observations.length).fill(1)];
  const dummies = (word: string, labels: readonly string[], of: (one: HedonicObservation) => string): void => {
    for (const label of labels.slice(1)) {
      names.push(`${word} ${label}`);
      columns.push(Float64Array.from(observations, (one) => (of(one) === label ? 1 : 0)));
    }
  };
  const periods = inOrder([...new Set(observations.map((one) => one.period))]);
  dummies("period", periods, (one) => one.period);
  for (const name of Object.keys(first.characteristics)) {
    const values = observations.map((one, row) => {
      const value = one.characteristics[name];
      if (value === undefined || (typeof value === "number" && !Number.isFinite(value))) throw new IndexFault("bad-hedonic", { row: row + 1, column: name }, `Observation ${row + 1} (${one.period}) has no usable "${name}". Give it, or leave the observation or the characteristic out.`);
      return value;
    });
    if (values.every((value) => typeof value === "number")) {
      names.push(name);
      columns.push(Float64Array.from(values));
    } else dummies(name, [...new Set(values.map(String))].toSorted((a, b) => (a < b ? -1 : 1)), (one) => String(one.characteristics[name]));
  }
  return { names, columns, periods };
}

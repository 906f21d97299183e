/**
 * Small dense linear algebra: weighted normal equations and the Cholesky factor that solves them (Golub and Van Loan, Matrix
 * Computations, 4.2). Matrices are row by row in one Float64Array; only the lower triangle of a symmetric one is kept.
 */

/** What is added up of the rows of a least-squares problem: XᵀWX (lower triangle), XᵀWy and the weight. */
export interface NormalEquations {
  readonly size: number;
  readonly gram: Float64Array;
  readonly moment: Float64Array;
  weight: number;
}

export function normalEquations(size: number): NormalEquations {
  return { size, gram: new Float64Array(size * size), moment: new Float64Array(size), weight: 0 };
}

/** Adds one row. Zeros are skipped, because calendar rows are mostly zeros. row: `size` regressors; weight ≥ 0. */
export function addRow(equations: NormalEquations, row: ArrayLike<number>, target: number, weight = 1): void {
  const { size, gram, moment } = equations;
  for (let i = 0; i < size; i += 1) {
    const scaled = weight * (row[i] as number);
    if (scaled === 0) continue;
    moment[i] = (moment[i] as number) + scaled * target;
    const at = i * size;
    for (let j = 0; j <= i; j += 1) gram[at + j] = (gram[at + j] as number) + scaled * (row[j] as number);
  }
  equations.weight += weight;
}

/** Makes all rows so far count less (exponential forgetting). */
export function forget(equations: NormalEquations, factor: number): void {
  for (let i = 0; i < equations.gram.length; i += 1) equations.gram[i] = (equations.gram[i] as number) * factor;
  for (let i = 0; i < equations.size; i += 1) equations.moment[i] = (equations.moment[i] as number) * factor;
  equations.weight *= factor;
}

/** Below this part of the largest diagonal element a pivot counts as nothing, and its coefficient is left at zero. */
const LEAST_PIVOT = 1e-12;

/**
 * The β that minimises Σ w (y − xβ)² + Σ penaltyᵢ βᵢ² (Hoerl and Kennard 1970). penalty: one number ≥ 0 for each regressor.
 * Regressors that add nothing (pivot below 1e-12 of the largest) get 0, so a constant column twice is no error.
 */
export function solveRidge(equations: NormalEquations, penalty: ArrayLike<number>): Float64Array {
  const { size, gram, moment } = equations;
  const factor = Float64Array.from(gram);
  let largest = 0;
  for (let i = 0; i < size; i += 1) {
    factor[i * size + i] = (factor[i * size + i] as number) + (penalty[i] as number);
    largest = Math.max(largest, factor[i * size + i] as number);
  }
  const solution = Float64Array.from(moment);
  for (let j = 0; j < size; j += 1) {
    const row = j * size;
    let pivot = factor[row + j] as number;
    for (let k = 0; k < j; k += 1) pivot -= (factor[row + k] as number) ** 2;
    const dead = !(pivot > LEAST_PIVOT * largest);
    const root = dead ? 1 : Math.sqrt(pivot);
    factor[row + j] = root;
    for (let i = j + 1; i < size; i += 1) {
      const other = i * size;
      let sum = factor[other + j] as number;
      for (let k = 0; k < j; k += 1) sum -= (factor[other + k] as number) * (factor[row + k] as number);
      factor[other + j] = dead ? 0 : sum / root;
    }
    if (dead) {
      for (let k = 0; k < j; k += 1) factor[row + k] = 0;
      solution[j] = 0;
    }
  }
  return backSubstitute(factor, size, solution);
}

function backSubstitute(factor: Float64Array, size: number, solution: Float64Array): Float64Array {
  for (let i = 0; i < size; i += 1) {
    let sum = solution[i] as number;
    for (let k = 0; k < i; k += 1) sum -= (factor[i * size + k] as number) * (solution[k] as number);
    solution[i] = sum / (factor[i * size + i] as number);
  }
  for (let i = size - 1; i >= 0; i -= 1) {
    let sum = solution[i] as number;
    for (let k = i + 1; k < size; k += 1) sum -= (factor[k * size + i] as number) * (solution[k] as number);
    solution[i] = sum / (factor[i * size + i] as number);
  }
  return solution;
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

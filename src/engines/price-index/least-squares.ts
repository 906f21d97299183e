/** Linear equations: symmetric ones by Cholesky, least squares by Householder reflections (Golub and Van Loan, Matrix Computations). */

/** A part of the largest entry; below it a column adds nothing to those before it. */
const DEPENDENT = 1e-10;

/** Solves A x = b for a symmetric positive definite A, [row × size + column]. A and b are used up. */
export function solveSymmetric(matrix: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  for (let k = 0; k < size; k += 1) {
    for (let j = 0; j <= k; j += 1) {
      let value = matrix[k * size + j]!;
      for (let i = 0; i < j; i += 1) value -= matrix[k * size + i]! * matrix[j * size + i]!;
      matrix[k * size + j] = j === k ? Math.sqrt(value) : value / matrix[j * size + j]!;
    }
  }
  for (let k = 0; k < size; k += 1) {
    for (let i = 0; i < k; i += 1) right[k]! -= matrix[k * size + i]! * right[i]!;
    right[k]! /= matrix[k * size + k]!;
  }
  for (let k = size - 1; k >= 0; k -= 1) {
    for (let i = k + 1; i < size; i += 1) right[k]! -= matrix[i * size + k]! * right[i]!;
    right[k]! /= matrix[k * size + k]!;
  }
  return right;
}

export interface LeastSquares {
  readonly coefficients: Float64Array;
  /** Diagonal of (XᵀX)⁻¹: times the residual variance it is the variance of a coefficient. */
  readonly unscaledVariances: Float64Array;
  readonly residualSquares: number;
}

/**
 * Minimises |y − X b|. columns: those of X, all as long as y and at most as many as y has rows. Returns the number of the first column that is a
 * combination of those before it, if there is one. Columns and y are used up.
 */
export function leastSquares(columns: readonly Float64Array[], y: Float64Array): LeastSquares | { readonly dependent: number } {
  const [size, rows] = [columns.length, y.length];
  const diagonal = new Float64Array(size);
  for (let k = 0; k < size; k += 1) {
    const column = columns[k]!;
    const [whole, norm] = [length(column, 0), length(column, k)];
    if (norm <= whole * DEPENDENT) return { dependent: k };
    const lead = column[k]! > 0 ? -norm : norm;
    column[k]! -= lead;
    const half = -lead * column[k]!;
    for (const other of [...columns.slice(k + 1), y]) {
      let product = 0;
      for (let row = k; row < rows; row += 1) product += column[row]! * other[row]!;
      for (let row = k; row < rows; row += 1) other[row]! -= (product / half) * column[row]!;
    }
    diagonal[k] = lead;
  }
  const upper = (row: number, column: number): number => (row === column ? diagonal[row]! : columns[column]![row]!);
  const coefficients = back(upper, y, size);
  const unscaledVariances = new Float64Array(size);
  for (let k = 0; k < size; k += 1) {
    const unit = new Float64Array(size);
    unit[k] = 1;
    back(upper, unit, size).forEach((value, row) => (unscaledVariances[row]! += value * value));
  }
  const rest = length(y, size);
  return { coefficients, unscaledVariances, residualSquares: rest * rest };
}

function length(column: Float64Array, from: number): number {
  let squares = 0;
  for (let row = from; row < column.length; row += 1) squares += column[row]! * column[row]!;
  return Math.sqrt(squares);
}

/** Back substitution in an upper triangle. */
function back(upper: (row: number, column: number) => number, right: Float64Array, size: number): Float64Array {
  const solution = right.slice(0, size);
  for (let row = size - 1; row >= 0; row -= 1) {
    for (let column = row + 1; column < size; column += 1) solution[row]! -= upper(row, column) * solution[column]!;
    solution[row]! /= upper(row, row);
  }
  return solution;
}

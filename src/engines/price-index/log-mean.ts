/** Below this distance of the ratio from 1 the quotient loses digits and the series takes over. */
const NEAR = 1e-3;

/**
 * The logarithmic mean (a − b) / (ln a − ln b), a where a = b. a, b > 0; 0 when one of them is 0.
 * Near a = b by its series in x = (a − b)/(a + b): (a + b)/2 ÷ (1 + x²/3 + x⁴/5 + …), from ln(a/b) = 2 artanh x.
 */
export function logMean(a: number, b: number): number {
  if (a === b) return a;
  if (a === 0 || b === 0) return 0;
  const x = (a - b) / (a + b);
  if (Math.abs(x) > NEAR) return (a - b) / Math.log(a / b);
  const square = x * x;
  return (a + b) / 2 / (1 + square * (1 / 3 + square * (1 / 5 + square / 7)));
}

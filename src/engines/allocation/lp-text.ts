import type { MixedModel, Row, Term } from "./model.ts";

/**
 * A model as text in the LP format of CPLEX, which every solver reads. Columns are written x0, x1, … and rows r0, r1, … by their
 * place, so that no name has to be cleaned; a row with two different bounds is written as r7 and s7. Lines stay short because
 * some readers stop at 510 characters.
 */
const TERMS_PER_LINE = 10;

/** The model must have a column; a bound or factor that is no number is a RangeError. */
export function lpText({ columns, rows }: MixedModel): string {
  if (columns.length === 0) throw new RangeError("a model without columns has nothing to decide");
  const lines = ["Minimize", ` obj: ${sum(columns.map(({ cost }, column) => ({ column, factor: cost })))}`, "Subject To"];
  for (const [i, row] of rows.entries()) lines.push(...rowLines(row, i));
  lines.push("Bounds", ...columns.map(({ lower, upper }, i) => ` ${bound(lower)} <= x${i} <= ${bound(upper)}`));
  const whole = columns.flatMap(({ whole: isWhole }, i) => (isWhole ? [`x${i}`] : []));
  if (whole.length > 0) lines.push("General", ...chunks(whole).map((names) => ` ${names.join(" ")}`));
  return [...lines, "End", ""].join("\n");
}

function rowLines({ terms, lower, upper }: Row, i: number): string[] {
  const left = sum(terms);
  if (lower === upper) return [` r${i}: ${left} = ${finite(lower)}`];
  const lines: string[] = [];
  if (lower !== -Infinity) lines.push(` r${i}: ${left} >= ${finite(lower)}`);
  if (upper !== Infinity) lines.push(` ${lower === -Infinity ? "r" : "s"}${i}: ${left} <= ${finite(upper)}`);
  return lines;
}

/** Terms that cancel are left out; a sum of nothing is written with a factor of 0, as the format knows no empty one. */
function sum(terms: readonly Term[]): string {
  const written = terms.filter(({ factor }) => factor !== 0).map(({ column, factor }) => `${factor < 0 ? "-" : "+"} ${finite(Math.abs(factor))} x${column}`);
  return chunks(written.length === 0 ? ["0 x0"] : written).map((part) => part.join(" ")).join("\n  ");
}

function chunks(words: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(words.length / TERMS_PER_LINE) }, (_, i) => words.slice(i * TERMS_PER_LINE, (i + 1) * TERMS_PER_LINE));
}

const bound = (value: number): string => (value === Infinity ? "+inf" : value === -Infinity ? "-inf" : finite(value));

function finite(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`${value} cannot stand in a model`);
  return String(value);
}

import { mulDivHalfUp } from "../../engines/fees/rounding.ts";

const BASIS_POINTS = 10_000;

/** Change of a mean price in hundredths of a per cent, rounded half away from zero; null where there is nothing to compare with. */
export const changeOf = (mean: number | null, previous: number | null): number | null =>
  mean === null || previous === null || previous === 0 ? null : mulDivHalfUp(mean - previous, BASIS_POINTS, previous);

/** One price and how much was sold at it. */
export interface Level {
  readonly price: number;
  readonly quantity: number;
}

/** The lowest price at which half of the units were sold at that price or less; null without any. */
export function weightedMedian(levels: readonly Level[]): number | null {
  const total = levels.reduce((sum, level) => sum + level.quantity, 0);
  let seen = 0;
  for (const level of levels.toSorted((a, b) => a.price - b.price)) {
    seen += level.quantity;
    if (2 * seen >= total) return level.price;
  }
  return null;
}

/** What tells two lines of an item apart, for people: its grade, and that it was sold at the stalls. */
export function classOf(line: { readonly grade: string | null; readonly venue: "stall" | null }, words: { readonly ungraded: string; readonly channels: { readonly stall: string } }): string {
  if (line.venue === null) return line.grade ?? words.ungraded;
  return line.grade === null ? words.channels.stall : `${words.channels.stall} ${line.grade}`;
}
export const lineKey = (line: { readonly itemId: string; readonly grade: string | null; readonly venue: string | null }): string => `${line.itemId} ${line.grade ?? ""} ${line.venue ?? ""}`;

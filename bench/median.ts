/** The middle one; of an even number the upper of the two in the middle. At least one value. */
export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

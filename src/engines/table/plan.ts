/** What a table would do to a list: which lines are new, which change and how, which say what is known already. */
import type { Columns, List } from "./list.ts";
import type { TableRow } from "./read.ts";

export interface PlannedChange<T> {
  readonly key: string;
  readonly row: number;
  readonly before: T;
  readonly after: T;
  readonly changed: readonly (keyof T & string)[];
}

export interface Plan<T> {
  readonly creates: readonly { readonly row: number; readonly value: T }[];
  readonly changes: readonly PlannedChange<T>[];
  /** Lines that would change nothing. */
  readonly same: number;
}

export interface Planning<C extends Columns, T> {
  /** What the market holds, by `keyOf` the key's columns. */
  readonly known: ReadonlyMap<string, T>;
  /**
   * Makes the module's record of a line, naming with `row.wrong` what only the module can judge; null when it cannot. It also sees
   * lines that are not sound, so that everything wrong with them is named at once. `before` is undefined for a new line.
   */
  readonly resolve: (row: TableRow<C>, before: T | undefined) => T | null;
  /** The fields that count as a change, and how they are compared; `Object.is` where true. */
  readonly compare: { readonly [F in keyof T & string]?: true | ((a: T[F], b: T[F]) => boolean) };
  /** Judges a change that is one; to say that the line may no longer be changed. */
  readonly judge?: (row: TableRow<C>, change: PlannedChange<T>) => void;
}

export interface Planner<C extends Columns, T> {
  take(rows: readonly TableRow<C>[]): void;
  finish(): Plan<T>;
}

/** In pieces, so that nobody waits for fifty thousand lines at once. A line with a problem plans nothing. */
export function startPlan<C extends Columns, T extends object>(list: List<C>, { known, resolve, compare, judge }: Planning<C, T>): Planner<C, T> {
  const creates: { row: number; value: T }[] = [];
  const changes: PlannedChange<T>[] = [];
  const fields = Object.entries(compare) as [keyof T & string, true | ((a: unknown, b: unknown) => boolean)][];
  let same = 0;
  const one = (row: TableRow<C>): void => {
    const before = row.key === null ? undefined : known.get(row.key);
    if (row.key !== null && before === undefined && list.key.unknown === "fault") {
      row.wrong(list.key.columns[0]!, list.key.codes?.unknown ?? "unknown_key", row.key);
      return;
    }
    const after = resolve(row, before);
    if (after === null || !row.sound) return;
    if (before === undefined) {
      creates.push({ row: row.row, value: after });
      return;
    }
    const changed = fields.filter(([field, how]) => !(how === true ? Object.is(before[field], after[field]) : how(before[field], after[field]))).map(([field]) => field);
    if (changed.length === 0) {
      same += 1;
      return;
    }
    const change = { key: row.key!, row: row.row, before, after, changed };
    judge?.(row, change);
    if (row.sound) changes.push(change);
  };
  return { take: (rows) => rows.forEach(one), finish: () => ({ creates, changes, same }) };
}

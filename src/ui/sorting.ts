export interface Sorting {
  readonly key: string;
  readonly direction: "ascending" | "descending";
}

/** Chinese by the commonest reading of each sign (长寿花 stands under zh, not ch), numbers inside names by value ("2号" before "10号"). */
const COLLATOR = new Intl.Collator("zh-Hans-u-co-pinyin", { numeric: true });

/** A sorted copy; equal rows keep their order, and rows without a value stay last in both directions. */
export function sortRows<Row>(rows: readonly Row[], by: (row: Row) => number | string | null, direction: Sorting["direction"]): Row[] {
  const turn = direction === "ascending" ? 1 : -1;
  return rows
    .map((row) => ({ row, value: by(row) }))
    .toSorted((a, b) => {
      if (a.value === null || b.value === null) return a.value === b.value ? 0 : a.value === null ? 1 : -1;
      if (typeof a.value === "number" && typeof b.value === "number") return (a.value - b.value) * turn;
      return COLLATOR.compare(String(a.value), String(b.value)) * turn;
    })
    .map((entry) => entry.row);
}

import { isOdd, type Cell, type Line, type Plain } from "./cell.ts";

/** A merged cell, by rows from 1 and columns from 0, both ends included. */
export interface Merge {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/**
 * Marks the cells that merged cells cover. Lines must come in the order of their rows. Lines that stand wholly under merged
 * cells stay blank; whether a covered cell takes the value above it is for the list's description to say.
 */
export function createMergeMarker(merges: readonly Merge[], columns: number): (line: Line) => Line {
  const waiting = merges.filter((one) => one.left < columns && one.bottom >= one.top && one.right >= one.left).toSorted((a, b) => a.top - b.top);
  let next = 0;
  let open: { readonly merge: Merge; head: Plain }[] = [];
  return (line) => {
    open = open.filter(({ merge }) => merge.bottom >= line.row);
    for (let merge = waiting[next]; merge !== undefined && merge.top <= line.row; merge = waiting[(next += 1)]) {
      // Merged cells never overlap in an honest sheet, so there are no more of them side by side than columns.
      const head = merge.top === line.row ? plainOf(line.cells[merge.left]) : null;
      // An empty merged cell covers nothing that could be lost.
      if (merge.bottom >= line.row && head !== null && open.length < columns) open.push({ merge, head });
    }
    if (open.length === 0) return line;
    const cells: Cell[] = [...line.cells];
    for (const { merge, head } of open) {
      for (let column = merge.left; column <= Math.min(merge.right, columns - 1); column += 1) {
        if (line.row === merge.top && column === merge.left) continue;
        while (cells.length <= column) cells.push(null);
        cells[column] = { odd: "merged", value: column === merge.left ? head : null, text: "" };
      }
    }
    return { row: line.row, cells };
  };
}

const plainOf = (cell: Cell | undefined): Plain => (isOdd(cell) ? cell.value : (cell ?? null));

import { isOdd, isBlank, letterOf, type Line } from "./cell.ts";
import { foldTitle, tidy } from "./fold.ts";
import { titlesOf, type Columns, type List } from "./list.ts";
import { shorten, type Problem } from "./reasons.ts";

/** A heading may stand under titles and remarks; further down it is not looked for. */
export const HEADER_WITHIN = 10;

export interface Header {
  readonly row: number;
  /** Where each column of the list stands; columns the file has not are left out. */
  readonly at: ReadonlyMap<string, number>;
  /** The headings as typed, by column of the file. */
  readonly titles: ReadonlyMap<number, string>;
}

/** Which column stands where, in any order: by the first of the lines that names most columns. What is wrong with the headings comes with it. */
export function findHeader<C extends Columns>(list: List<C>, lines: readonly Line[]): { readonly header: Header | null; readonly problems: readonly Problem[] } {
  const known = new Map(Object.entries(list.columns).flatMap(([key, column]) => titlesOf(column).map((title) => [title, key] as const)));
  let best: { readonly line: Line; readonly hits: number } | undefined;
  for (const line of lines.slice(0, HEADER_WITHIN)) {
    const hits = new Set(line.cells.map((cell) => known.get(titleIn(cell))).filter((key) => key !== undefined)).size;
    if (hits > (best?.hits ?? 0)) best = { line, hits };
  }
  if (best === undefined) return { header: null, problems: [noHeader(list, lines[0]?.row ?? 1)] };
  const { line } = best;
  const at = new Map<string, number>();
  const titles = new Map<number, string>();
  const problems: Problem[] = [];
  for (const [index, cell] of line.cells.entries()) {
    if (isBlank(cell)) continue;
    const typed = tidy(String(isOdd(cell) ? cell.text : cell));
    titles.set(index, typed);
    const key = known.get(titleIn(cell));
    const wrong = (reason: string, detail: string): void => void problems.push({ row: line.row, letter: letterOf(index), column: shorten(typed), value: shorten(typed), reason, detail: shorten(detail) });
    if (key === undefined) wrong("unknown_column", leftOver(list, line, known));
    else if (at.has(key)) wrong("doubled_column", letterOf(at.get(key)!));
    else at.set(key, index);
  }
  return { header: { row: line.row, at, titles }, problems: [...problems, ...missing(list, at, line.row)] };
}

const titleIn = (cell: Line["cells"][number]): string => (typeof cell === "string" ? foldTitle(cell) : "");

const zhOf = <C extends Columns>(list: List<C>, keys: readonly string[]): string => keys.map((key) => list.columns[key]!.zh).join(" / ");
const compulsory = <C extends Columns>(list: List<C>): string[][] => [
  ...Object.entries(list.columns).filter(([, column]) => column.needed && column.shown !== true).map(([key]) => [key]), ...(list.oneOf ?? []).map((keys) => [...keys]),
];

function missing<C extends Columns>(list: List<C>, at: ReadonlyMap<string, number>, row: number): Problem[] {
  return compulsory(list).filter((keys) => !keys.some((key) => at.has(key)))
    .map((keys) => ({ row, letter: "", column: zhOf(list, keys.slice(0, 1)), value: "", reason: "missing_column", detail: shorten(zhOf(list, keys)) }));
}

function noHeader<C extends Columns>(list: List<C>, row: number): Problem {
  const asked = compulsory(list);
  const titles = (asked.length > 0 ? asked : [Object.keys(list.columns)]).map((keys) => zhOf(list, keys));
  return { row, letter: "", column: zhOf(list, (asked[0] ?? Object.keys(list.columns)).slice(0, 1)), value: "", reason: "missing_column", detail: shorten(titles.join(", ")) };
}

/** The columns nobody has named yet: one of them is likely meant by a heading that is not known. */
function leftOver<C extends Columns>(list: List<C>, line: Line, known: ReadonlyMap<string, string>): string {
  const named = new Set(line.cells.map((cell) => known.get(titleIn(cell))));
  return zhOf(list, Object.keys(list.columns).filter((key) => !named.has(key)));
}

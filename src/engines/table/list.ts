import type { OutSheet } from "./cell.ts";
import type { ListColumn, TableContext } from "./column.ts";
import { foldTitle } from "./fold.ts";

// The compiler's way of saying "a column of whatever kind" where a type is both read and written.
// oxlint-disable-next-line typescript/no-explicit-any -- a list holds columns of different kinds
export type AnyColumn = ListColumn<any>;
export type Columns = Readonly<Record<string, AnyColumn>>;
type ValueOf<C> = C extends ListColumn<infer T> ? T : never;

/** What a line gives: null where it is blank or wrong, undefined where the file has no such column. */
export type Given<C extends Columns> = { readonly [K in keyof C]: ValueOf<C[K]> | null | undefined };
/** What a line without a problem gives: a needed column always has its value. */
export type Values<C extends Columns> = { readonly [K in keyof C]: C[K]["needed"] extends true ? ValueOf<C[K]> : ValueOf<C[K]> | null | undefined };
/** What a line of the list holds when it is written. */
export type Written<C extends Columns> = { readonly [K in keyof C]?: ValueOf<C[K]> | null | undefined };

export interface ListKey<C extends Columns> {
  /** Together they name a line; two lines of one table never have the same. */
  readonly columns: readonly (keyof C & string)[];
  /** What a blank key says: a new line whose name the market gives, or a fault. */
  readonly blank: "new" | "fault";
  /** What a key says that the market does not know: a new line, or a fault. */
  readonly unknown: "new" | "fault";
  /** The list's own codes for a key that stands twice and one that is not known; `repeated_key` and `unknown_key` where left out. */
  readonly codes?: { readonly repeated?: string; readonly unknown?: string };
}

export interface List<C extends Columns = Columns> {
  /** Names the sheet and the file. */
  readonly name: { readonly zh: string; readonly en: string };
  /** In the order in which they are written. */
  readonly columns: C;
  readonly key: ListKey<C>;
  /** Of each group at least one column must be in the file: an item is named by its code or by its name. */
  readonly oneOf?: readonly (readonly (keyof C & string)[])[];
}

/** A list of a module, once for both directions. Throws where two columns answer to one heading. */
export function defineList<const C extends Columns>(list: List<C>): List<C> {
  const taken = new Map<string, string>();
  for (const [key, column] of Object.entries(list.columns)) {
    for (const title of titlesOf(column)) {
      if ((taken.get(title) ?? key) !== key) throw new Error(`"${title}" is a heading of both ${taken.get(title)} and ${key}`);
      taken.set(title, key);
    }
  }
  for (const key of list.key.columns) {
    if (list.columns[key] === undefined) throw new Error(`the key names ${key}, which is no column`);
    if (list.key.blank === "fault" && !list.columns[key].needed) throw new Error(`a key that may not be blank needs ${key} in every line`);
  }
  return list;
}

/** A list that only goes out: what it shows comes from elsewhere, and no file of it is taken back. */
export const reportOf = <const C extends Columns>(name: List["name"], columns: C): List<C> => defineList({ name, columns, key: { columns: [], blank: "new", unknown: "new" } });

/** Every heading a column answers to, folded. */
export function titlesOf({ zh, en, names = [] }: AnyColumn): string[] {
  return [zh, en, `${zh}${en}`, `${en}${zh}`, ...names].map(foldTitle);
}

/** Both languages stand above a column, so that one file serves both readers. */
export const headingOf = ({ zh, en }: AnyColumn): string => (zh === en ? zh : `${zh} ${en}`);

/** The list as a sheet; what is null or left out is a blank cell. */
export function sheetOf<C extends Columns>(list: List<C>, rows: Iterable<Written<C>>, context: TableContext): OutSheet {
  const columns = Object.entries(list.columns);
  const widths = columns.map(([, column]) => column.width).filter((width) => width !== undefined);
  return {
    name: list.name[context.language],
    head: columns.map(([, column]) => headingOf(column)),
    rows: linesOf(columns, rows, context),
    widths: widths.length === columns.length ? widths : undefined,
    hidden: columns.flatMap(([, column], at) => (column.hidden ? [at] : [])),
  };
}

function* linesOf<C extends Columns>(columns: readonly (readonly [string, AnyColumn])[], rows: Iterable<Written<C>>, context: TableContext) {
  for (const row of rows) {
    yield columns.map(([key, column]) => {
      const value = row[key];
      return value === null || value === undefined ? null : column.type.write(value, context);
    });
  }
}

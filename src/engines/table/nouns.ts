/** Lines that name an item or a person, as people write them: an item by its code or its name, a person by his name and, of two, the tail of his telephone. */
import { readWritten } from "../units/written.ts";
import { UNIT_WORDS, type Unit } from "../units/units.ts";
import type { Quantity } from "./figure-columns.ts";
import { foldAll } from "./fold.ts";
import type { Columns } from "./list.ts";
import type { TableRow } from "./read.ts";

export interface ListedItem {
  readonly id: string;
  readonly code: string;
  readonly zh: string;
  readonly unit: string;
  /** Sales units in one of each larger unit. */
  readonly packing: Readonly<Record<string, number>>;
}
export interface ListedParty {
  readonly id: string;
  readonly name: string;
  readonly phoneTail: string;
}

/** Names shown where several items share one. */
const CHOICES_SHOWN = 3;
const TAIL = /^(.*?)[@ ](\d{4})$/;

/** The item a line names in the columns `itemCode` and `item`; what is wrong with it is named there. */
export function itemOf<C extends Columns>(row: TableRow<C>, items: readonly ListedItem[]): ListedItem | null {
  const { itemCode, item } = row.values as { readonly itemCode?: string | null; readonly item?: string | null };
  if (itemCode != null) return items.find((one) => foldAll(one.code) === foldAll(itemCode)) ?? row.wrong("itemCode", "unknown_item", itemCode);
  if (item == null) return row.blank("itemCode") && row.blank("item") ? row.wrong("itemCode", "missing") : null;
  const found = items.filter((one) => foldAll(one.zh) === foldAll(item));
  if (found.length > 1) return row.wrong("item", "ambiguous_item", found.map((one) => one.code).slice(0, CHOICES_SHOWN).join(", "));
  return found[0] ?? row.wrong("item", "unknown_item", item);
}

/** The person a column names: 王桂兰, or 张伟@1234 of two. Null where it is blank too, which is then no fault. */
export function partyOf<C extends Columns>(row: TableRow<C>, column: keyof C & string, people: readonly ListedParty[]): ListedParty | null {
  const value = row.values[column] as string | null | undefined;
  if (value == null) return null;
  const said = foldAll(value);
  const tail = TAIL.exec(said);
  const found = people.filter((one) => foldAll(one.name) === said || (tail !== null && foldAll(one.name) === tail[1] && one.phoneTail === tail[2]));
  if (found.length > 1) return row.wrong(column, "ambiguous_party", handleOf(found[0]!, people));
  return found[0] ?? row.wrong(column, "unknown_party", value);
}

/** The names to look up for the people a table names. */
export const nameOf = (said: string): string => foldAll(said).replace(TAIL, "$1");

/** How a person is written so that a line finds him again among these. */
export function handleOf(one: ListedParty, among: readonly ListedParty[]): string {
  const alike = among.some((other) => other.id !== one.id && foldAll(other.name) === foldAll(one.name));
  return alike && one.phoneTail !== "" ? `${one.name}@${one.phoneTail}` : one.name;
}

/** A quantity with the unit that stands beside it, as the item's own forms take it; a number in the item's own unit stays bare. */
export function writtenOf(said: Quantity, beside: Unit | null | undefined, unit: string): string {
  const bare = said.parts.length === 1 && said.parts[0]!.unit === null;
  return bare && beside != null && beside !== unit ? `${said.written}${UNIT_WORDS[beside].zh}` : said.written;
}

/** The same in sales units; a fault is named at the column. */
export function amountOf<C extends Columns>(row: TableRow<C>, column: keyof C & string, written: string, { unit, packing }: Pick<ListedItem, "unit" | "packing">, range: { readonly least: number; readonly most: number }): number | null {
  const read = readWritten(written, unit, packing, range);
  return read.ok ? read.quantity : row.wrong(column, `bad_quantity.${read.fault}`, read.message);
}

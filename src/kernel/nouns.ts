import type { ColumnType, SelectType } from "kysely";
import type { CatalogueTables } from "./catalogue/store.ts";
import type { LotTables } from "./lots/store.ts";
import type { PartyTables } from "./parties/store.ts";

/** No value has this type, so nothing can be written where it is asked for. */
interface Unwritable {
  readonly "a kernel noun changes only through its own contract": never;
}

/** Turns a table's type into one that can be read and never written: an insert or update does not compile. */
type ReadOnly<T> = { [K in keyof T]: ColumnType<SelectType<T[K]>, Unwritable, Unwritable> };

/** The kernel nouns every module may join to. Changing them goes through their own contracts. */
export type KernelNouns = {
  [T in keyof (PartyNouns & CatalogueTables & Pick<LotTables, "kernel.lot">)]: ReadOnly<(PartyNouns & CatalogueTables & LotTables)[T]>;
};
type PartyNouns = Pick<PartyTables, "kernel.party">;

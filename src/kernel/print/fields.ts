import { z } from "zod";
import { UNITS } from "../../engines/units/units.ts";

/** A text in both languages. An empty one says that the other serves for both. */
export const bilingual = (most: number) => z.object({ zh: z.string().max(most), en: z.string().max(most) });
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

const MAX_TEXT = 300;
/** A paper is one line of a book; what is longer belongs into the book. */
const text = z.string().max(MAX_TEXT);

/** What a field of a paper can hold. Money is in minor units of the paper's currency and is never computed here. */
const VALUES = {
  text,
  words: bilingual(MAX_TEXT),
  money: z.int(),
  count: z.int(),
  /** A quantity with its unit. */
  amount: z.object({ quantity: z.int(), unit: z.enum(UNITS) }),
  day: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  /** An instant; shown in the market's own time. */
  time: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?Z$/),
  flag: z.boolean(),
  /** A path of this market: the code drawn from it opens the thing. */
  path: z.string().regex(/^\/[\x21-\x7e]*$/).max(200),
  /** A serial shipping container code of GS1: 18 digits, the last one checks the others. */
  sscc: z.string().regex(/^\d{18}$/).refine((digits) => checkDigitFits(digits), "the check digit does not fit"),
} as const;
export type FieldType = keyof typeof VALUES;
export const FIELD_TYPES = Object.keys(VALUES) as readonly FieldType[];

interface Holds {
  text: string;
  words: Bilingual;
  money: number;
  count: number;
  amount: { quantity: number; unit: (typeof UNITS)[number] };
  day: string;
  time: string;
  flag: boolean;
  path: string;
  sscc: string;
}

export interface Field<T extends FieldType = FieldType, Maybe extends boolean = boolean> extends Bilingual {
  readonly type: T;
  /** May be null; a paper then leaves it out. */
  readonly maybe: Maybe;
}
export type Fields = Readonly<Record<string, Field>>;
export interface Columns extends Bilingual {
  readonly columns: Fields;
}

/** A field that every paper of the kind has; `maybe`, one that it may have. */
export const field = <T extends FieldType>(type: T, zh: string, en: string): Field<T, false> => ({ type, zh, en, maybe: false });
export const maybe = <T extends FieldType>(type: T, zh: string, en: string): Field<T, true> => ({ type, zh, en, maybe: true });
export const table = <C extends Fields>(zh: string, en: string, columns: C) => ({ zh, en, columns });

type ValueOf<F> = F extends Field<infer T, infer M> ? (M extends true ? Holds[T] | null : Holds[T]) : never;
export type RowOf<C extends Fields> = { readonly [N in keyof C]: ValueOf<C[N]> };

export interface KindShape extends Bilingual {
  readonly fields: Fields;
  readonly tables: Readonly<Record<string, Columns>>;
}
/** What a paper of this kind says, as the module that issues it must give it. */
export type DataOf<K extends KindShape> = RowOf<K["fields"]> & { readonly [T in keyof K["tables"]]: readonly RowOf<K["tables"][T]["columns"]>[] };

/** Rows of one table; a longer paper is a list, and lists are exported. */
export const MAX_ROWS = 5_000;

function rowSchema(fields: Fields) {
  return z.object(Object.fromEntries(Object.entries(fields).map(([name, { type, maybe: may }]) => [name, may ? VALUES[type].nullable() : VALUES[type]])));
}

export function dataSchema<K extends KindShape>(kind: K): z.ZodType<DataOf<K>> {
  const tables = Object.fromEntries(Object.entries(kind.tables).map(([name, { columns }]) => [name, z.array(rowSchema(columns)).max(MAX_ROWS)]));
  return rowSchema(kind.fields).extend(tables) as unknown as z.ZodType<DataOf<K>>;
}

/** GS1 General Specifications 7.9: weights 3 and 1 from the right, the check digit makes the sum a multiple of ten. */
export function checkDigitFits(digits: string): boolean {
  const sum = [...digits].toReversed().reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0;
}

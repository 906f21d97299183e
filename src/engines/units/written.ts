/**
 * A quantity as written, in the sales unit of an item: "2车1层" is 312 pots where a layer holds 24 and a trolley 144.
 *
 * The packing is sales units per packing step, as {"box": 6, "layer": 24}. Nothing is rounded; a text that does not come to a
 * whole number between `least` and `most` is a fault with a message.
 */
import { parseQuantity, totalQuantity } from "./parse.ts";
import { conversionTable, isUnit, type Conversion, type Unit } from "./units.ts";

export type WrittenQuantity =
  | { readonly ok: true; readonly quantity: number }
  | { readonly ok: false; readonly fault: string; readonly message: string };

export interface WrittenRange {
  readonly least: number;
  readonly most: number;
}

export function readWritten(text: string, unit: string, packing: Readonly<Record<string, number>>, { least, most }: WrittenRange): WrittenQuantity {
  if (!isUnit(unit)) return { ok: false, fault: "unknown_unit", message: `the item is sold in "${unit}", which is not a unit` };
  const parsed = parseQuantity(text, unit);
  if (!parsed.ok) return { ok: false, fault: parsed.fault, message: parsed.message };
  const conversions: Conversion[] = Object.entries(packing).flatMap(([larger, count]) => (isUnit(larger) && larger !== unit ? [{ larger, smaller: unit, count }] : []));
  const table = conversionTable(conversions);
  if (!table.ok) return { ok: false, fault: table.fault.code, message: table.fault.message };
  const total = totalQuantity(table.value, parsed.parts, unit as Unit);
  if (!total.ok) return { ok: false, fault: total.fault.code, message: total.fault.message };
  if (total.value < least) return { ok: false, fault: "too_small", message: `at least ${least}` };
  if (total.value > most) return { ok: false, fault: "too_large", message: `at most ${most}` };
  return { ok: true, quantity: total.value };
}

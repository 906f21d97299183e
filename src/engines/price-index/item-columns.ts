/** The table turned round: for each item its cells in order of time. What adds up over items is computed from here. */
import type { PriceTable } from "./table.ts";

/** `from[item]` is the first cell of an item, `from[items]` the number of cells. value = price × quantity. */
export interface ItemColumns {
  readonly periods: number;
  readonly items: number;
  readonly from: Int32Array;
  readonly period: Int32Array;
  readonly price: Float64Array;
  readonly quantity: Float64Array;
  readonly value: Float64Array;
  readonly logPrice: Float64Array;
}

/** The table's cells stand in order of time, so each goes behind those its item already has. */
export function itemColumns(table: PriceTable): ItemColumns {
  const [periods, items, cells] = [table.periods.length, table.items.length, table.item.length];
  const from = new Int32Array(items + 1);
  for (let cell = 0; cell < cells; cell += 1) from[table.item[cell]! + 1]! += 1;
  for (let item = 0; item < items; item += 1) from[item + 1]! += from[item]!;
  const next = from.slice();
  const period = new Int32Array(cells);
  const [price, quantity, value, logPrice] = [new Float64Array(cells), new Float64Array(cells), new Float64Array(cells), new Float64Array(cells)];
  for (let at = 0; at < periods; at += 1) {
    for (let cell = table.from[at]!; cell < table.from[at + 1]!; cell += 1) {
      const place = next[table.item[cell]!]!++;
      const [cost, amount] = [table.price[cell]!, table.quantity[cell]!];
      period[place] = at;
      price[place] = cost;
      quantity[place] = amount;
      value[place] = cost * amount;
      logPrice[place] = Math.log(cost);
    }
  }
  return { periods, items, from, period, price, quantity, value, logPrice };
}

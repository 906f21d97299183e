import type { Item } from "./items.ts";

/** Weeks over which the hub's reference looks back. */
const REFERENCE_WEEKS = 52;

/** What spot prices everybody has seen. A week without trade leaves the last price standing. Fen a pot of grade B, fresh. */
export class Prices {
  /** Last price of each item. */
  readonly last: Int32Array;
  /** Whether the item was traded in the last week. */
  readonly traded: Uint8Array;
  private readonly items: readonly Item[];
  private readonly value: Float64Array;
  private readonly volume: Float64Array;

  constructor(items: readonly Item[]) {
    this.items = items;
    this.last = Int32Array.from(items, ({ price }) => price);
    this.traded = new Uint8Array(items.length);
    this.volume = Float64Array.from(items, ({ demand }) => demand * REFERENCE_WEEKS);
    this.value = Float64Array.from(items, ({ demand, price }) => demand * REFERENCE_WEEKS * price);
  }

  /** pots: sold at spot this week, grade and age set aside. */
  see(item: number, price: number | null, pots: number): void {
    this.traded[item] = price === null ? 0 : 1;
    if (price !== null) this.last[item] = price;
    const fade = 1 - 1 / REFERENCE_WEEKS;
    this.volume[item] = this.volume[item]! * fade + pots;
    this.value[item] = this.value[item]! * fade + pots * (price ?? 0);
  }

  /** Mean spot price weighted by volume, fading over about a year: what an order's price starts from. Fen, not whole. */
  reference(item: number): number {
    return this.volume[item]! > 0 ? this.value[item]! / this.volume[item]! : this.items[item]!.price;
  }
}

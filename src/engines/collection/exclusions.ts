/** Sales that are none for statistics: taken back, sold back and forth, or between people of one purse. */
import { toDayNumber } from "../calendar/day.ts";
import { WASH_DAYS } from "./standard.ts";

export interface OwnSale {
  readonly id: string;
  readonly businessDate: string;
  readonly itemId: string;
  readonly sellerId: string;
  readonly buyerId: string;
  readonly reversed: boolean;
}

export type SaleExclusion =
  | { readonly reason: "withdrawn" }
  /** `mirror` is the sale the other way round. */
  | { readonly reason: "wash"; readonly mirror: string }
  /** What the two have in common, such as an owner or a bank account. */
  | { readonly reason: "related_party"; readonly because: string };

/** Names what two parties have in common; null when they are strangers. */
export type Relation = (one: string, other: string) => string | null;

/**
 * Each excluded sale with its rule, the first that applies: withdrawn (the sale was taken back), related party (the same party, or
 * two with a common purse, as `related` knows), wash (the same two parties sold the same item the other way round within WASH_DAYS;
 * both ways are left out, in whatever order they happened). The order of the sales does not matter.
 */
export function excludedSales(sales: readonly OwnSale[], related: Relation): Map<string, SaleExclusion> {
  const excluded = new Map<string, SaleExclusion>();
  const byPair = Map.groupBy(sales.filter((sale) => !sale.reversed), (sale) => pairOf(sale.sellerId, sale.buyerId, sale.itemId));
  for (const sale of sales) {
    if (sale.reversed) {
      excluded.set(sale.id, { reason: "withdrawn" });
      continue;
    }
    const because = sale.sellerId === sale.buyerId ? "same_party" : related(sale.sellerId, sale.buyerId);
    if (because !== null) excluded.set(sale.id, { reason: "related_party", because });
    else {
      const mirror = mirrorOf(sale, byPair.get(pairOf(sale.buyerId, sale.sellerId, sale.itemId)) ?? []);
      if (mirror !== null) excluded.set(sale.id, { reason: "wash", mirror });
    }
  }
  return excluded;
}

const pairOf = (seller: string, buyer: string, item: string): string => `${seller} ${buyer} ${item}`;

function mirrorOf(sale: OwnSale, others: readonly OwnSale[]): string | null {
  const on = toDayNumber(sale.businessDate);
  const near = others.filter((other) => Math.abs(toDayNumber(other.businessDate) - on) <= WASH_DAYS);
  return near.map(({ id }) => id).toSorted()[0] ?? null;
}

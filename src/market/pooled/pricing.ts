import { addDays } from "../../engines/calendar/day.ts";
import { MAX_AGE_DAYS, contractPrice, publishedPoints, type ContractPrice, type PublishedPoint } from "../../engines/contract-price/contract-price.ts";
import { MAX_RECENT_DAYS, prices } from "../../knowledge/prices/contract.ts";
import { lineOf, type PooledScene } from "./course.ts";
import { itemPm, pricedAt } from "./delivery-rules.ts";
import { estimateOf, PER_MILLE, type Line, type PriceTerms } from "./rules.ts";
import type { DropRow, Order } from "./store.ts";

type Index = Extract<PriceTerms, { kind: "index" }>;
/** How a drop's price came about: everything by which it is computed again. */
export type PriceMade = { readonly kind: "fixed"; readonly price: number } | (ContractPrice & { readonly kind: "index" });

/** What the public sheet said of the reference up to a day. Open days are told as such and do not count. */
async function pointsOf({ ask }: Pick<PooledScene, "ask">, { reference }: Index, to: string): Promise<PublishedPoint[]> {
  const { points } = await ask(prices.actions.series, { itemId: reference.itemId, grade: reference.grade, venue: reference.venue, to, days: MAX_AGE_DAYS + 1 });
  const { days } = await ask(prices.actions.days, { limit: MAX_RECENT_DAYS });
  return publishedPoints(points, days);
}

async function indexOn(scene: Pick<PooledScene, "ask">, price: Index, dueOn: string): Promise<ContractPrice> {
  const on = addDays(dueOn, -price.reference.lagDays);
  return contractPrice(price, await pointsOf(scene, price, on), on, addDays(on, -MAX_AGE_DAYS));
}

/**
 * A drop's price, made once: whoever asks later finds the same figure, whatever the sheet says by then. By index it is made when
 * the stated day is past, or when goods leave; by sealed asks each promise has its own price and the drop has none.
 */
export async function pricedDrop(scene: Pick<PooledScene, "tx" | "ask">, order: Pick<Order, "terms">, drop: DropRow): Promise<DropRow> {
  const { price } = lineOf(order, drop);
  if (drop.price !== null || price.kind === "sealed") return drop;
  const made: PriceMade = price.kind === "fixed" ? { kind: "fixed", price: price.price } : { kind: "index", ...(await indexOn(scene, price, drop.due_on)) };
  return scene.tx.updateTable("pooled.drop").set({ price: made.price, price_made: JSON.stringify(made) }).where("id", "=", drop.id).returningAll().executeTakeFirstOrThrow();
}

/** What would be paid per unit by the figures that are out now; nothing is kept. Null where nobody has asked yet. */
export async function priceNow(scene: Pick<PooledScene, "ask" | "businessDate">, price: PriceTerms, dueOn: string): Promise<number | null> {
  if (price.kind === "fixed") return price.price;
  if (price.kind === "sealed") return null;
  return (await indexNow(scene, price, dueOn)).price;
}

/** The formula on what is published today, where the stated day is still to come. */
export const indexNow = (scene: Pick<PooledScene, "ask" | "businessDate">, price: Index, dueOn: string): Promise<ContractPrice> => indexOn(scene, price, dueOn < scene.businessDate ? dueOn : scene.businessDate);

/** Whether the day whose sheet a drop's price follows is past, so that the price can be made for good. */
export const priceIsDue = (price: PriceTerms, dueOn: string, today: string): boolean => price.kind === "fixed" || (price.kind === "index" && addDays(dueOn, -price.reference.lagDays) < today);
/** What a promise of a drop is worth per unit, for deposits and boards, before its price is made. */
export const worthOf = (order: Pick<Order, "terms">, drop: Pick<DropRow, "line" | "price">): number => drop.price ?? estimateOf(lineOf(order, drop));
/** A price of the ordered item as a substitute has it. */
export const insteadPrice = <P extends number | null>(line: Pick<Line, "itemId" | "substitutes">, insteadId: string | null, price: P): P => (price === null || insteadId === null ? price : pricedAt(price, PER_MILLE, itemPm(line, insteadId) ?? PER_MILLE) as P);
/** What a promise is worth per unit, whatever is known of its price by then. */
export const worthOfPromise = (order: Pick<Order, "terms">, drop: Pick<DropRow, "line" | "price">, promise: { readonly price: number | null; readonly instead_id: string | null }): number => insteadPrice(lineOf(order, drop), promise.instead_id, promise.price ?? worthOf(order, drop));

import { addDays } from "../../engines/calendar/day.ts";
import { MAX_AGE_DAYS, contractPrice, publishedPoints, type ContractPrice, type PublishedPoint } from "../../engines/contract-price/contract-price.ts";
import type { Handlers } from "../../kernel/machinery/module.ts";
import { MAX_RECENT_DAYS, prices } from "../../knowledge/prices/contract.ts";
import type { contracts } from "./contract.ts";
import { termsOf, type ContractScene } from "./course.ts";
import type { PriceTerms } from "./rules.ts";
import type { CallOff, Contract, Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof contracts, Tables>, "preview">;
type Formula = Extract<PriceTerms, { kind: "formula" }>;

/** What the public sheet said of the formula's line up to a day. Open days are told as such and do not count. */
async function pointsOf({ ask }: Pick<ContractScene, "ask">, { reference }: Formula, to: string): Promise<PublishedPoint[]> {
  const { points } = await ask(prices.actions.series, { itemId: reference.itemId, grade: reference.grade, venue: reference.venue, to, days: MAX_AGE_DAYS + 1 });
  const { days } = await ask(prices.actions.days, { limit: MAX_RECENT_DAYS });
  return publishedPoints(points, days);
}

/** The price for goods due on a day, with everything it was made of. A fixed price is its own base. */
export async function priceOn(scene: Pick<ContractScene, "ask">, price: PriceTerms, dueOn: string): Promise<ContractPrice> {
  if (price.kind === "fixed") return { price: price.price, way: "base", referenceDate: dueOn, figures: [], reference: null, linked: price.price, bound: "none" };
  const on = addDays(dueOn, -price.reference.lagDays);
  return contractPrice(price, await pointsOf(scene, price, on), on, addDays(on, -MAX_AGE_DAYS));
}

/** A call-off is priced once; what is asked later finds the same figure, whatever the sheet says by then. */
export async function pricedCall(scene: ContractScene, contract: Contract, call: CallOff): Promise<CallOff & { price: number }> {
  if (call.price !== null) return { ...call, price: call.price };
  const made = await priceOn(scene, termsOf(contract).price, call.due_on);
  const row = await scene.tx.updateTable("contracts.call_off").set({ price: made.price, price_made: JSON.stringify(made) }).where("id", "=", call.id).returningAll().executeTakeFirstOrThrow();
  return { ...row, price: made.price };
}

export const priceHandlers: Noun = {
  async preview(scene, { price, days }) {
    const { tx, businessDate } = scene;
    const market = await tx.selectFrom("kernel.market").select("currency").executeTakeFirst();
    const currency = market?.currency ?? "CNY";
    if (price.kind === "fixed") return { now: null, days: [], published: 0, currency };
    if (price.cap !== null && price.cap < price.floor) return { now: null, days: [], published: 0, currency };
    const points = await pointsOf(scene, price, businessDate);
    const shown = points.filter((point) => point.complete).slice(-days);
    const on = (date: string): ContractPrice => contractPrice(price, points, date, addDays(date, -MAX_AGE_DAYS));
    return { now: on(addDays(businessDate, -price.reference.lagDays)), days: shown.map((point) => on(point.date)), published: points.filter((point) => point.complete && !point.withheld && point.mean !== null).length, currency };
  },
};

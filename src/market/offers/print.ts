/** Orders on paper: one order, and what is packed for a buyer on a day, whoever asks seeing the lines that are his. */
import { addDays } from "../../engines/calendar/day.ts";
import { isUnit } from "../../engines/units/units.ts";
import { NOBODY, type Handlers } from "../../kernel/machinery/module.ts";
import { print, type PaperData } from "../../kernel/print/contract.ts";
import type { offers } from "./contract.ts";
import { type OffersScene } from "./lines.ts";
import { orderHandlers } from "./orders.ts";
import { en } from "./pages/words.en.ts";
import { zh } from "./pages/words.zh.ts";
import { purchaseOf, purchaseRows } from "./purchases.ts";
import { dayBegins } from "./rules.ts";
import { marketOf } from "./settings.ts";
import type { Tables } from "./store.ts";
import type { PurchaseLineView, PurchaseView } from "./views.ts";

type Noun = Pick<Handlers<typeof offers, Tables>, "printOrder" | "printPacking">;
/** A paper's text; what is longer stands in the order itself. */
const MAX_NOTE = 300;
/** Orders of one buyer on one day on one list. */
const MOST_ORDERS = 200;
const GONE: readonly PurchaseLineView["state"][] = ["cancelled", "expired"];

export const printHandlers: Noun = {
  async printOrder(scene, { orderId, ...wanted }) {
    const order = await purchaseOf(scene as OffersScene, orderId);
    if (order.no === null) return scene.refuse("not_found", { order: orderId });
    return scene.ask(print.actions.render, { ...wanted, name: order.no, paper: { kind: "order", papers: [orderData(order)] } });
  },

  async printPacking(handed, { businessDate, buyerId, ...wanted }) {
    const scene = handed as OffersScene;
    const { tx, actor, refuse } = scene;
    // A buyer's list is his own; a grower's holds his lines of that buyer; the desk's holds all.
    const buyer = buyerId ?? actor.partyId ?? NOBODY;
    const market = await marketOf(tx);
    const found = await purchaseRows(tx, actor).select(["p.id", "b.name"]).distinct().where("p.buyer_id", "=", buyer).where("p.placed_at", ">=", new Date(dayBegins(businessDate, market))).where("p.placed_at", "<", new Date(dayBegins(addDays(businessDate, 1), market)))
      .orderBy("p.id").limit(MOST_ORDERS).execute();
    if (found.length === 0) return refuse("nothing_to_pack", { day: businessDate });
    const orders = [];
    for (const { id } of found) orders.push((await orderHandlers.order(scene as never, { orderId: id })) as PurchaseView);
    const towns = new Map((await tx.selectFrom("kernel.party").select(["id", "town"]).where("id", "in", [...new Set(orders.flatMap((order) => order.items.map((line) => line.growerId)))]).execute()).map((row) => [row.id, row.town]));
    const no = `H${businessDate.replaceAll("-", "")}-${buyer.slice(-6).toUpperCase()}`;
    return scene.ask(print.actions.render, { ...wanted, name: no, paper: { kind: "packing_list", papers: [packingData(orders, { no, businessDate, buyer, towns })] } });
  },
};

const itemOf = (line: PurchaseLineView) => ({ zh: line.itemZh, en: line.itemEn });
const lotsOf = (line: PurchaseLineView): string => line.parts.map((part) => part.lotNo).join(" ").slice(0, MAX_NOTE);
const stateOf = (line: PurchaseLineView) => ({ zh: zh.lineOrderStates[line.state], en: en.lineOrderStates[line.state] });
const orNull = (value: number): number | null => (value === 0 ? null : value);
function amountOf(quantity: number, unit: string) {
  if (!isUnit(unit)) throw new Error(`No words are known for the unit ${unit}.`);
  return { quantity, unit };
}

/** Everything the order's page says; the sum is the order's own. */
export function orderData(order: PurchaseView): PaperData<"order"> {
  return {
    market: { zh: order.market.zh, en: order.market.en }, demo: order.market.demo, code: `/o/${order.no}`, currency: order.currency, no: order.no!, at: order.placedAt, buyer: order.buyer, by: order.by, state: { zh: zh.orderStates[order.state], en: en.orderStates[order.state] },
    lineCount: order.items.length, total: order.amount, cut: orNull(order.cut), note: order.note.slice(0, MAX_NOTE) || null,
    lines: order.items.map((line) => ({
      place: line.place, lotNo: lotsOf(line), item: itemOf(line), grade: line.grade, grower: line.grower, channel: { zh: zh.kinds[line.kind], en: en.kinds[line.kind] }, quantity: amountOf(line.quantity, line.unit), cut: orNull(line.cut), price: line.price, amount: line.amount, state: stateOf(line),
    })),
  };
}

interface PackingFacts {
  readonly no: string;
  readonly businessDate: string;
  readonly buyer: string;
  readonly towns: ReadonlyMap<string, string | null>;
}

/** What has to be put together: no line that was cancelled, and of one cut short what is left of it. */
function packingData(orders: readonly PurchaseView[], { no, businessDate, buyer, towns }: PackingFacts): PaperData<"packing_list"> {
  const lines = orders.flatMap((order) => order.items.filter((line) => line.quantity > 0 && !GONE.includes(line.state)).map((line) => ({ order, line })));
  const first = orders[0]!;
  return {
    market: { zh: first.market.zh, en: first.market.en }, demo: first.market.demo, code: `/orders?on=${businessDate}&buyer=${buyer}`, no, day: businessDate, buyer: first.buyer, orders: orders.length, lineCount: lines.length,
    note: orders.map((order) => order.note).filter((note) => note !== "").join(" · ").slice(0, MAX_NOTE) || null,
    lines: lines.map(({ order, line }) => ({ orderNo: order.no!, lotNo: lotsOf(line), item: itemOf(line), grade: line.grade, grower: line.grower, town: towns.get(line.growerId) ?? null, quantity: amountOf(line.quantity, line.unit), packed: "□", state: stateOf(line) })),
    sums: [...Map.groupBy(lines, ({ line }) => line.unit)].map(([unit, list]) => ({ quantity: amountOf(list.reduce((sum, { line }) => sum + line.quantity, 0), unit), lots: new Set(list.flatMap(({ line }) => line.parts.map((part) => part.lotId))).size })),
  };
}

/** The lists of offers out to Excel, with the lines their pages show to whoever asks. */
import { momentText } from "../../engines/calendar/business-date.ts";
import type { Handlers, Tx } from "../../kernel/machinery/module.ts";
import { give } from "../../kernel/sheets/exchange.ts";
import type { offers } from "./contract.ts";
import type { OffersScene } from "./lines.ts";
import { orderHandlers } from "./orders.ts";
import { overviewHandlers } from "./overview.ts";
import { purchaseOf } from "./purchases.ts";
import { requestHandlers } from "./requests.ts";
import { marketOf } from "./settings.ts";
import { CHANNELS, ORDERS, ORDER_LINES, REQUESTS, boughtLine, orderLine, requestLine } from "./sheets.ts";
import type { Tables } from "./store.ts";

type Noun = Pick<Handlers<typeof offers, Tables>, "giveOrders" | "giveOrder" | "giveRequests" | "giveChannels">;

export const outHandlers: Noun = {
  async giveOrders(scene, { language, template, ...picked }) {
    const { currency, utcOffsetMinutes } = await marketOf(scene.tx);
    const at = (iso: string | null): string | null => (iso === null ? null : momentText(Date.parse(iso), utcOffsetMinutes));
    const rows = async (limit: number) => (await orderHandlers.orders(scene as never, { ...picked, limit, offset: 0 })).orders.map((row) => orderLine(row, at(row.placedAt)));
    return give(scene, ORDERS, { language, template }, { currency, tag: scene.businessDate, rows });
  },

  async giveOrder(scene, { orderId, ...asked }) {
    const order = await purchaseOf(scene as OffersScene, orderId);
    const codes = await codesOf(scene.tx);
    return give(scene, ORDER_LINES, asked, { currency: order.currency, tag: order.no ?? scene.businessDate, rows: async () => order.items.map((row) => boughtLine(order.no, row, codes)) });
  },

  async giveRequests(scene, { language, template, ...picked }) {
    const { currency } = await marketOf(scene.tx);
    const codes = await codesOf(scene.tx);
    const rows = async (limit: number) => (await requestHandlers.requests(scene as never, { ...picked, limit, offset: 0 })).requests.map((row) => requestLine(row, codes));
    return give(scene, REQUESTS, { language, template }, { currency, tag: scene.businessDate, rows });
  },

  async giveChannels(scene, asked) {
    const { channels, currency, businessDate } = await overviewHandlers.overview(scene as never, {});
    return give(scene, CHANNELS, asked, { currency, tag: businessDate, rows: async () => channels });
  },
};

export async function codesOf(tx: Tx<Tables>): Promise<Map<string, string>> {
  const rows = await tx.selectFrom("kernel.trade_item").select(["id", "code"]).execute();
  return new Map(rows.map((row) => [row.id, row.code]));
}

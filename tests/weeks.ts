import { randomBytes } from "node:crypto";
import { addDays } from "../src/engines/calendar/day.ts";
import type { Scene } from "../src/kernel/machinery/module.ts";
import { lots } from "../src/kernel/lots/contract.ts";
import { AS_SYSTEM } from "../src/kernel/machinery/runtime.ts";
import { settlement } from "../src/market/settlement/contract.ts";
import type { TestMarket } from "./market.ts";

export interface Sold {
  readonly itemId: string;
  readonly sellerId: string;
  readonly quantity: number;
  readonly price: number;
  readonly grade?: "A" | "B";
  readonly channel?: "clock" | "stall";
}
export interface Told extends Sold {
  readonly id: string;
  readonly businessDate: string;
  readonly lotId: string;
}

type SettlementScene = Scene<never, never, (typeof settlement)["events"]>;
const uuid = (): string => { const hex = randomBytes(16).toString("hex"); return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`; };

/** Says what settlement says of a day's sales, and that the day is closed: how the sales came about is other stories' matter. */
export async function tellDay(market: TestMarket, businessDate: string, sold: readonly Sold[], { close = true } = {}): Promise<Told[]> {
  const told: Told[] = [];
  for (const sale of sold) told.push({ ...sale, id: uuid(), businessDate, lotId: await lotOf(market, sale) });
  await market.runtime.inScene(market.modules.find((module) => module.contract.module === "settlement")!, async (scene) => {
    const say = scene as unknown as SettlementScene;
    for (const sale of told) await say.emit("saleRecorded", payloadOf(sale));
    if (close) await say.emit("dayClosed", { businessDate, currency: "CNY", gross: told.reduce((sum, sale) => sum + sale.price * sale.quantity, 0), statements: 0, bills: 0, payout: 0, debit: 0 });
  });
  return told;
}

const known = new WeakMap<TestMarket, Map<string, string>>();
/** A seller's one lot of an item: the sale has to name one. */
async function lotOf(market: TestMarket, { itemId, sellerId }: Sold): Promise<string> {
  const own = known.get(market) ?? new Map<string, string>();
  known.set(market, own);
  const key = `${itemId} ${sellerId}`;
  const lotId = own.get(key) ?? (await market.runtime.call(lots.actions.create, { itemId, growerId: sellerId, declared: 10_000 }, AS_SYSTEM)).id;
  own.set(key, lotId);
  return lotId;
}

/** Says that a sale was taken back. */
export async function tellReversal(market: TestMarket, sale: Told): Promise<void> {
  await market.runtime.inScene(market.modules.find((module) => module.contract.module === "settlement")!, (scene) =>
    (scene as unknown as SettlementScene).emit("saleReversed", { reversalId: uuid(), sale: payloadOf(sale), businessDate: addDays(sale.businessDate, 1), reason: "价格录错", goods: "returned" }));
}

const BUYER = "00000000-0000-7000-8000-00000000b0e1";
const payloadOf = ({ id, businessDate, itemId, sellerId, quantity, price, lotId, grade = "A", channel = "clock" }: Told) => ({
  id, at: `${businessDate}T02:00:00.000Z`, businessDate, channel, lotId, lotNo: id.slice(0, 8), itemId, grade, growerId: sellerId, buyerId: BUYER, quantity, unit: "pot", price, gross: price * quantity, currency: "CNY", money: "market" as const, cause: "award", causeId: id,
});

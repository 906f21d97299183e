import { randomBytes } from "node:crypto";
import { addDays } from "../src/engines/calendar/day.ts";
import type { Scene } from "../src/kernel/machinery/module.ts";
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
}

type SettlementScene = Scene<never, never, (typeof settlement)["events"]>;
const uuid = (): string => { const hex = randomBytes(16).toString("hex"); return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`; };

/** Says what settlement says of a day's sales, and that the day is closed: how the sales came about is other stories' matter. */
export async function tellDay(market: TestMarket, businessDate: string, sold: readonly Sold[], { close = true } = {}): Promise<Told[]> {
  const told = sold.map((sale): Told => ({ ...sale, id: uuid(), businessDate }));
  await market.runtime.inScene(market.modules.find((module) => module.contract.module === "settlement")!, async (scene) => {
    const say = scene as unknown as SettlementScene;
    for (const sale of told) await say.emit("saleRecorded", payloadOf(sale));
    if (close) await say.emit("dayClosed", { businessDate, currency: "CNY", gross: told.reduce((sum, sale) => sum + sale.price * sale.quantity, 0), statements: 0, bills: 0, payout: 0, debit: 0 });
  });
  return told;
}

/** Says that a sale was taken back. */
export async function tellReversal(market: TestMarket, sale: Told): Promise<void> {
  await market.runtime.inScene(market.modules.find((module) => module.contract.module === "settlement")!, (scene) =>
    (scene as unknown as SettlementScene).emit("saleReversed", { reversalId: uuid(), sale: payloadOf(sale), businessDate: addDays(sale.businessDate, 1), reason: "价格录错", goods: "returned" }));
}

const BUYER = "00000000-0000-7000-8000-00000000b0e1";
const payloadOf = ({ id, businessDate, itemId, sellerId, quantity, price, grade = "A", channel = "clock" }: Told) => ({
  id, at: `${businessDate}T02:00:00.000Z`, businessDate, channel, lotId: id, lotNo: id.slice(0, 8), itemId, grade, growerId: sellerId, buyerId: BUYER, quantity, unit: "pot", price, gross: price * quantity, currency: "CNY", money: "market" as const, cause: "award", causeId: id,
});

import { ledger } from "../../kernel/ledger/contract.ts";
import { defineModule, hear, type Module } from "../../kernel/machinery/module.ts";
import { claims } from "../claims/contract.ts";
import { settlement } from "../settlement/contract.ts";
import { buyerHandlers, topUpSeats } from "./buyers.ts";
import type { ClockScene } from "./clerk.ts";
import { clock } from "./contract.ts";
import { deskHandlers } from "./desk.ts";
import { Hall } from "./hall.ts";
import { exchangeHandlers } from "./exchange.ts";
import { limitHandlers } from "./limits.ts";
import { purchaseHandlers } from "./purchases.ts";
import { queueHandlers } from "./queue.ts";
import { recordHandlers } from "./records.ts";
import { sessionHandlers } from "./sessions.ts";
import { stuckHandlers } from "./stuck.ts";
import type { Tables } from "./store.ts";

const halls = new WeakMap<Module, Hall>();

/** The clock with a hall of its own, in which this node hosts its sessions. */
export function clockModule(): Module {
  const hall = new Hall();
  const module = defineModule<typeof clock, Tables>(clock, {
    migrations: new URL("./migrations/", import.meta.url),
    handlers: {
      ...sessionHandlers(hall), ...queueHandlers(hall), ...deskHandlers(hall), ...buyerHandlers(hall), ...limitHandlers(hall), ...recordHandlers(hall), ...stuckHandlers, ...purchaseHandlers, ...exchangeHandlers(hall),
    },
    hears: [
      hear(settlement, "saleRecorded", async ({ tx }, { payload: sale }) => {
        await tx.insertInto("clock.recent_sale").values({
          sale_id: sale.id, item_id: sale.itemId, grade: sale.grade, business_date: sale.businessDate, currency: sale.currency, price: sale.price, quantity: sale.quantity,
        }).onConflict((conflict) => conflict.doNothing()).execute();
      }),
      hear(claims, "qualityChanged", async ({ tx }, { payload }) => {
        await tx.insertInto("clock.grower_quality").values({ grower_id: payload.growerId, class: payload.class })
          .onConflict((conflict) => conflict.column("grower_id").doUpdateSet({ class: payload.class })).execute();
      }),
      hear(ledger, "creditChanged", async (scene, { payload: credit }) => {
        if (credit.free > 0) await topUpSeats(scene as unknown as ClockScene, credit.partyId);
      }),
    ],
    derived: ["clock.recent_sale", "clock.grower_quality"],
  });
  hall.serve(module);
  halls.set(module, hall);
  return module;
}

/** The hall of the clock among these modules; whoever opens the market attaches it to the database and the live channel. */
export function hallOf(modules: readonly Module[]): Hall {
  for (const module of modules) {
    const hall = halls.get(module);
    if (hall !== undefined) return hall;
  }
  throw new Error("there is no clock among these modules");
}

import { defineModule, hear } from "../../kernel/machinery/module.ts";
import { intake } from "../intake/contract.ts";
import { arrivalHandlers, bookingHeard } from "./booking.ts";
import { cartHandlers } from "./cart.ts";
import { offers } from "./contract.ts";
import { outHandlers } from "./exchange.ts";
import { buyingHandlers } from "./exchange-buying.ts";
import { supplyHandlers } from "./exchange-supply.ts";
import { EXPIRE_EVERY_MS, expireAll } from "./expiry.ts";
import { groupHandlers } from "./groups.ts";
import { lineHandlers, type OffersScene } from "./lines.ts";
import { orderHandlers } from "./orders.ts";
import { overviewHandlers } from "./overview.ts";
import { printHandlers } from "./print.ts";
import { publishHandlers } from "./publish.ts";
import { requestHandlers } from "./requests.ts";
import { presaleQuantity } from "./rules.ts";
import { settingHandlers } from "./settings.ts";
import { tellStock } from "./stock.ts";
import type { Tables } from "./store.ts";

export const offersModule = defineModule<typeof offers, Tables>(offers, {
  migrations: new URL("./migrations/", import.meta.url),
  handlers: {
    ...lineHandlers, ...publishHandlers, ...groupHandlers, ...cartHandlers, ...orderHandlers, ...arrivalHandlers, ...requestHandlers, ...overviewHandlers, ...settingHandlers, ...outHandlers, ...printHandlers, ...buyingHandlers, ...supplyHandlers,
  },
  hears: [
    bookingHeard,
    /** A declared quantity that changes changes the share that may be sold before the clock. */
    hear(intake, "lotChanged", async (scene, { payload }) => {
      const { tx } = scene;
      if (!payload.changed.includes("quantity")) return;
      const presale = await tx.selectFrom("offers.line as l").innerJoin("kernel.lot as lot", "lot.id", "l.presale_lot").select(["l.id", "l.share", "l.taken", "lot.declared", "lot.status"]).where("lot.id", "=", payload.lotId).where("l.state", "=", "open").forUpdate("l").executeTakeFirst();
      if (presale === undefined || presale.status !== "declared") return;
      await tx.updateTable("offers.line").set({ quantity: Math.max(1, presale.taken, presaleQuantity(presale.declared, presale.share!)) }).where("id", "=", presale.id).execute();
      await tellStock(scene as unknown as OffersScene, [payload.lotId], [presale.id]);
    }),
  ],
  ticks: [{ everyMs: EXPIRE_EVERY_MS, run: (scene) => expireAll(scene as unknown as OffersScene) }],
});

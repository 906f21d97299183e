import { defineModule, hear } from "../../kernel/machinery/module.ts";
import { settlement } from "../settlement/contract.ts";
import { answerHandlers } from "./answers.ts";
import { claims } from "./contract.ts";
import { exchangeHandlers } from "./exchange.ts";
import { filingHandlers } from "./filing.ts";
import { judgeHandlers } from "./judge.ts";
import { listHandlers } from "./lists.ts";
import { printHandlers } from "./print.ts";
import { qualityHandlers } from "./quality.ts";
import type { Grade } from "./rules.ts";
import type { Tables } from "./store.ts";
import { termHandlers } from "./terms.ts";

export const claimsModule = defineModule<typeof claims, Tables>(claims, {
  migrations: new URL("./migrations/", import.meta.url),
  derived: ["claims.sale"],
  handlers: { ...termHandlers, ...filingHandlers, ...answerHandlers, ...judgeHandlers, ...listHandlers, ...qualityHandlers, ...exchangeHandlers, ...printHandlers },
  hears: [
    hear(settlement, "saleRecorded", async ({ tx }, { payload: sale }) => {
      await tx.insertInto("claims.sale").values({
        sale_id: sale.id, at: new Date(sale.at), business_date: sale.businessDate, channel: sale.channel, lot_id: sale.lotId, lot_no: sale.lotNo, item_id: sale.itemId, grade: sale.grade as Grade | null,
        grower_id: sale.growerId, buyer_id: sale.buyerId, quantity: sale.quantity, unit: sale.unit, price: sale.price, gross: sale.gross, currency: sale.currency,
      }).onConflict((conflict) => conflict.doNothing()).execute();
    }),
    hear(settlement, "saleReversed", async ({ tx }, { payload }) => {
      await tx.updateTable("claims.sale").set({ reversed: true }).where("sale_id", "=", payload.sale.id).execute();
    }),
  ],
});

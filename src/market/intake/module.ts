import { defineModule, hear } from "../../kernel/machinery/module.ts";
import { clock } from "../clock/contract.ts";
import { settlement } from "../settlement/contract.ts";
import { intake } from "./contract.ts";
import { cancelLot, changeLot, declareLot } from "./declare.ts";
import { grade, receive, recount, refuseLot, regrade } from "./desk.ts";
import { exportLots, importLots, lotsTemplate } from "./exchange.ts";
import { label, printLabels } from "./labels.ts";
import { arrivals, copyLast, myLots, oneLot, suggestions } from "./lists.ts";
import type { Tables } from "./store.ts";

export const intakeModule = defineModule<typeof intake, Tables>(intake, {
  migrations: new URL("./migrations/", import.meta.url),
  derived: ["intake.sale", "intake.passing"],
  handlers: {
    declareLot: (scene, input) => declareLot(scene, input),
    changeLot: (scene, { lotId, ...change }) => changeLot(scene, lotId, change),
    cancelLot: (scene, { lotId, reason }) => cancelLot(scene, lotId, reason),
    copyLast: (scene, input) => copyLast(scene, input),
    suggestions: (scene, input) => suggestions(scene, input),
    myLots: (scene, input) => myLots(scene, input),
    lot: (scene, input) => oneLot(scene, input),
    arrivals: (scene, input) => arrivals(scene, input),
    receive: (scene, { lotId, counted, reason }) => receive(scene, lotId, counted, reason),
    recount: (scene, { lotId, counted, reason }) => recount(scene, lotId, counted, reason),
    grade: (scene, { lotId, ...judgement }) => grade(scene, lotId, judgement),
    regrade: (scene, { lotId, reason, ...judgement }) => regrade(scene, lotId, judgement, reason),
    refuse: (scene, { lotId, reason }) => refuseLot(scene, lotId, reason),
    label: (scene, { lotId }) => label(scene, lotId),
    printLabels: (scene, { lotIds, ...wanted }) => printLabels(scene, lotIds, wanted),
    exportLots: (scene, input) => exportLots(scene, input),
    lotsTemplate: (scene, input) => lotsTemplate(scene, input),
    importLots: (scene, input) => importLots(scene, input),
  },
  hears: [
    hear(settlement, "saleRecorded", async ({ tx }, { payload }) => {
      await tx.insertInto("intake.sale").values({
        sale_id: payload.id, lot_id: payload.lotId, at: new Date(payload.at), business_date: payload.businessDate, channel: payload.channel,
        quantity: payload.quantity, price: payload.price, gross: payload.gross, currency: payload.currency,
      }).onConflict((conflict) => conflict.doNothing()).execute();
    }),
    hear(clock, "lotPassed", async ({ tx }, { payload, id, at }) => {
      if (payload.quantity < 1) return;
      await tx.insertInto("intake.passing").values({ event_id: id, lot_id: payload.lotId, quantity: payload.quantity, reason: payload.reason, next_channel: payload.nextChannel, at })
        .onConflict((conflict) => conflict.doNothing()).execute();
    }),
  ],
});

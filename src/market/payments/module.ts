import { defineModule, hear, type Module } from "../../kernel/machinery/module.ts";
import { settlement } from "../settlement/contract.ts";
import { answerHandlers, cashierSaid } from "./answers.ts";
import { payments } from "./contract.ts";
import { instructAll, instructHandlers, writeDownFile } from "./instruct.ts";
import { listHandlers } from "./lists.ts";
import { activeRail, NO_PAYER, type Payer, type PaymentScene } from "./payer.ts";
import type { Tables } from "./store.ts";

const LOOK_EVERY_MS = 20_000;

/** The module with the payer the market was started with. */
export function paymentsModule(payer: Payer = NO_PAYER): Module {
  return defineModule<typeof payments, Tables>(payments, {
    migrations: new URL("./migrations/", import.meta.url),
    handlers: { ...instructHandlers(payer), ...answerHandlers(payer), ...listHandlers(payer) },
    hears: [
      hear(settlement, "bankFileMade", async (scene, { payload }) => writeDownFile(scene as PaymentScene, payload)),
      hear(settlement, "paymentNoted", async (scene, { payload }) => cashierSaid(scene as PaymentScene, payload.statementId, { state: "paid", amount: payload.amount })),
      hear(settlement, "paymentFailed", async (scene, { payload }) => cashierSaid(scene as PaymentScene, payload.statementId, { state: "failed", reason: payload.reason })),
    ],
    ticks: [{
      everyMs: LOOK_EVERY_MS,
      async run(scene) {
        const rail = await activeRail(scene.tx, payer);
        return rail === null ? 0 : (await instructAll(scene as PaymentScene, rail.name, rail.simulated)).made;
      },
    }],
  });
}

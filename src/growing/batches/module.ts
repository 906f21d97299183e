import { defineModule, hear, type Scene } from "../../kernel/machinery/module.ts";
import { intake } from "../../market/intake/contract.ts";
import { capacityHandlers } from "./capacity.ts";
import { batches } from "./contract.ts";
import { exchangeHandlers } from "./exchange.ts";
import { growingHandlers } from "./growing.ts";
import { licenceHandlers } from "./licences.ts";
import { listHandlers } from "./lists.ts";
import { matchingHandlers } from "./matching.ts";
import { promiseHandlers } from "./promises.ts";
import { lockedBatch, tellShort, type BatchScene } from "./scene.ts";
import type { Tables } from "./store.ts";

/** What was declared from a batch has changed, so something else is left of it. */
async function lotChanged(scene: Scene<Tables>, lotId: string): Promise<void> {
  const tie = await scene.tx.selectFrom("batches.batch_lot").select("batch_id").where("lot_id", "=", lotId).executeTakeFirst();
  if (tie === undefined) return;
  await lockedBatch(scene as unknown as BatchScene, tie.batch_id);
  await tellShort(scene as unknown as BatchScene, tie.batch_id);
}

export const batchesModule = defineModule<typeof batches, Tables>(batches, {
  migrations: new URL("./migrations/", import.meta.url),
  handlers: { ...growingHandlers, ...listHandlers, ...capacityHandlers, ...licenceHandlers, ...matchingHandlers, ...promiseHandlers, ...exchangeHandlers },
  hears: [
    hear(intake, "lotChanged", (scene, { payload }) => lotChanged(scene, payload.lotId)),
    hear(intake, "lotCancelled", (scene, { payload }) => lotChanged(scene, payload.lotId)),
    hear(intake, "lotRefused", (scene, { payload }) => lotChanged(scene, payload.lotId)),
  ],
});

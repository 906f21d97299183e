import { defineModule, hear, type Scene } from "../../kernel/machinery/module.ts";
import { prices } from "../prices/contract.ts";
import { consumptionHandlers } from "./consumption.ts";
import { index } from "./contract.ts";
import { deskHandlers } from "./desk.ts";
import type { IndexScene } from "./fixing.ts";
import { publishReady } from "./publishing.ts";
import { readingHandlers } from "./reading.ts";
import { reviseDay } from "./revising.ts";
import type { Tables } from "./store.ts";

/** A week that ended without trade on its Sunday is found by looking, not by hearing. */
const LOOK_EVERY_MS = 15 * 60_000;
const AUTOMATIC = { reason: "automatic", by: "system" } as const;
const asIndex = (scene: Scene<Tables>): IndexScene => scene as unknown as IndexScene;

export const indexModule = defineModule<typeof index, Tables>(index, {
  migrations: new URL("./migrations/", import.meta.url),
  handlers: { ...readingHandlers, ...deskHandlers, ...consumptionHandlers },
  hears: [
    hear<Tables, typeof prices, "sheetCompleted">(prices, "sheetCompleted", async (scene, { payload: { businessDate } }) => {
      // A day that is closed after its week was published corrects it; else it makes its day, and perhaps its week, ready.
      await reviseDay(asIndex(scene), businessDate, "closed_late");
      await publishReady(asIndex(scene), scene.businessDate > businessDate ? scene.businessDate : businessDate, AUTOMATIC);
    }),
    hear<Tables, typeof prices, "sheetCorrected">(prices, "sheetCorrected", async (scene, { payload: { businessDate } }) => {
      await reviseDay(asIndex(scene), businessDate, "sale_corrected");
    }),
  ],
  ticks: [{
    everyMs: LOOK_EVERY_MS,
    async run(scene) {
      await publishReady(asIndex(scene), scene.businessDate, AUTOMATIC);
      return 0;
    },
  }],
});

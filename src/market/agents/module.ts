import { defineModule } from "../../kernel/machinery/module.ts";
import { clientHandlers } from "./clients.ts";
import { agents } from "./contract.ts";
import { exchangeHandlers } from "./exchange.ts";
import { fillHandlers } from "./fills.ts";
import { hearings } from "./heard.ts";
import { listHandlers } from "./lists.ts";
import { manifestHandlers } from "./manifest.ts";
import { moneyHandlers, rebateEnded } from "./money.ts";
import { offeredHandlers } from "./offered.ts";
import { readingHandlers } from "./reading.ts";
import type { AgentScene } from "./scene.ts";
import { sightHandlers } from "./sight.ts";
import type { Tables } from "./store.ts";
import { termHandlers } from "./terms.ts";

/** Months end rarely; a correction of an ended one is seen within this. */
const REBATE_EVERY_MS = 60_000;

export const agentsModule = defineModule<typeof agents, Tables>(agents, {
  migrations: new URL("./migrations/", import.meta.url),
  handlers: { ...clientHandlers, ...termHandlers, ...readingHandlers, ...listHandlers, ...sightHandlers, ...fillHandlers, ...offeredHandlers, ...moneyHandlers, ...manifestHandlers, ...exchangeHandlers },
  hears: hearings,
  ticks: [{ everyMs: REBATE_EVERY_MS, run: (scene) => rebateEnded(scene as unknown as AgentScene) }],
});

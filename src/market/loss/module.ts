import { defineModule } from "../../kernel/machinery/module.ts";
import { actHandlers } from "./acts.ts";
import { actingHandlers } from "./acting.ts";
import { ageingHandlers } from "./ageing.ts";
import { loss } from "./contract.ts";
import { hearings } from "./derive.ts";
import { exchangeHandlers } from "./exchange.ts";
import { rateHandlers } from "./rates.ts";
import type { Tables } from "./store.ts";
import { termHandlers } from "./terms.ts";

export const lossModule = defineModule<typeof loss, Tables>(loss, {
  migrations: new URL("./migrations/", import.meta.url),
  derived: ["loss.flow", "loss.sold"],
  handlers: { ...termHandlers, ...ageingHandlers, ...actingHandlers, ...actHandlers, ...rateHandlers, ...exchangeHandlers },
  hears: hearings,
});

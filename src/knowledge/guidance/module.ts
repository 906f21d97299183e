import { defineModule } from "../../kernel/machinery/module.ts";
import { adviceHandlers } from "./advice.ts";
import { guidance } from "./contract.ts";
import { costHandlers } from "./costs.ts";
import { estimateHandlers } from "./estimates.ts";
import { sellingHandlers } from "./selling.ts";
import type { Tables } from "./store.ts";
import { supplyHandlers } from "./supply.ts";

export const guidanceModule = defineModule<typeof guidance, Tables>(guidance, {
  migrations: new URL("./migrations/", import.meta.url),
  handlers: { ...adviceHandlers, ...costHandlers, ...supplyHandlers, ...sellingHandlers, ...estimateHandlers },
});

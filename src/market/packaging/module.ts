import { defineModule } from "../../kernel/machinery/module.ts";
import { packaging } from "./contract.ts";
import { dockHandlers } from "./dock.ts";
import { exchangeHandlers } from "./exchange.ts";
import { handOverHandlers } from "./handovers.ts";
import { kindHandlers } from "./kinds.ts";
import { listHandlers } from "./lists.ts";
import { logHandlers } from "./log.ts";
import { paperHandlers } from "./papers.ts";
import { questionHandlers } from "./questions.ts";
import type { Tables } from "./store.ts";

export const packagingModule = defineModule<typeof packaging, Tables>(packaging, {
  migrations: new URL("./migrations/", import.meta.url),
  handlers: { ...kindHandlers, ...dockHandlers, ...handOverHandlers, ...listHandlers, ...logHandlers, ...questionHandlers, ...exchangeHandlers, ...paperHandlers },
});

import { defineModule } from "../../kernel/machinery/module.ts";
import { bank } from "./contract.ts";
import { listHandlers } from "./lists.ts";
import { matchHandlers } from "./match.ts";
import type { Tables } from "./store.ts";

export const bankModule = defineModule<typeof bank, Tables>(bank, { migrations: new URL("./migrations/", import.meta.url), handlers: { ...listHandlers, ...matchHandlers } });

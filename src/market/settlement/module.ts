import { defineModule } from "../../kernel/machinery/module.ts";
import { settlement } from "./contract.ts";
import { saleHandlers } from "./sale.ts";
import type { Tables } from "./store.ts";

export const settlementModule = defineModule<typeof settlement, Tables>(settlement, {
  migrations: new URL("./migrations/", import.meta.url),
  handlers: { ...saleHandlers },
});

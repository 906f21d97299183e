import { defineModule } from "../../kernel/machinery/module.ts";
import { backHandlers } from "./back.ts";
import { billHandlers } from "./bills.ts";
import { stall } from "./contract.ts";
import { counterHandlers } from "./counter.ts";
import { creditHandlers } from "./credit.ts";
import { customerHandlers } from "./customers.ts";
import { staffHandlers } from "./staff.ts";
import { outHandlers } from "./exchange.ts";
import { goodsHandlers } from "./exchange-goods.ts";
import { peopleHandlers } from "./exchange-people.ts";
import { printHandlers } from "./print.ts";
import { purchaseHearings, stockHandlers } from "./stock.ts";
import { stallHandlers } from "./stalls.ts";
import type { Tables } from "./store.ts";
import { syncHandlers } from "./sync.ts";
import { tillHandlers } from "./till.ts";

export const stallModule = defineModule<typeof stall, Tables>(stall, {
  migrations: new URL("./migrations/", import.meta.url),
  derived: ["stall.purchase"],
  handlers: { ...stallHandlers, ...counterHandlers, ...syncHandlers, ...backHandlers, ...billHandlers, ...customerHandlers, ...creditHandlers, ...stockHandlers, ...tillHandlers, ...staffHandlers, ...outHandlers, ...printHandlers, ...peopleHandlers, ...goodsHandlers },
  hears: purchaseHearings,
});

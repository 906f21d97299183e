import { defineModule, type Handlers } from "../../kernel/machinery/module.ts";
import { besideHandlers } from "./beside.ts";
import { collection } from "./contract.ts";
import { deskHandlers } from "./desk.ts";
import { listHandlers } from "./lists.ts";
import { observationHandlers } from "./observations.ts";
import { hearings, ownHandlers } from "./own.ts";
import { pointHandlers } from "./points.ts";
import type { Tables } from "./store.ts";

const handlers: Handlers<typeof collection, Tables> = { ...listHandlers, ...deskHandlers, ...pointHandlers, ...ownHandlers, ...observationHandlers, ...besideHandlers };

export const collectionModule = defineModule<typeof collection, Tables>(collection, {
  migrations: new URL("./migrations/", import.meta.url),
  handlers,
  hears: hearings,
  derived: ["collection.own_sale"],
});

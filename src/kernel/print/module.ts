import { defineModule, type Module } from "../machinery/module.ts";
import { print } from "./contract.ts";
import type { Press } from "./press.ts";
import { printerHandlers } from "./printers.ts";
import type { Tables } from "./store.ts";
import { templateHandlers } from "./templates.ts";

/** Papers: what they say comes from the modules, how they look from templates, and they leave as PDF or as printer bytes. */
export function printModule(press: Press): Module {
  return defineModule<typeof print, Tables>(print, { handlers: { ...templateHandlers(press), ...printerHandlers } });
}

import { clockPages } from "../../market/clock/pages/entries.ts";
import type { PageEntry } from "../../ui/page.ts";

/** Every page of the market edition. A module exports its own `PageEntry[]`; only this file lists the modules. */
export const pages: readonly PageEntry[] = [...clockPages];

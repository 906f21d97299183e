import type { PageEntry } from "../../../ui/page.ts";

export const batchPages: readonly PageEntry[] = [];

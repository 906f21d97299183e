import type { PageEntry } from "../../../ui/page.ts";

export const collectionPages: readonly PageEntry[] = [];

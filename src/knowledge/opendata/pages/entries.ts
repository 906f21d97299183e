import type { PageEntry } from "../../../ui/page.ts";

const PRICES = { zh: "行情", en: "Prices" } as const;

/** What the open data puts on screen. */
export const openDataPages: readonly PageEntry[] = [
  { path: "/open", roles: "anyone", titleWords: { zh: "开放数据", en: "Open data" }, icon: "download", nav: 45, group: PRICES, load: () => import("./OpenDataPage.tsx") },
];

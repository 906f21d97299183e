import type { PageEntry } from "../../../ui/page.ts";

const PRICES = { zh: "行情", en: "Prices" } as const;
const STAFF = ["operator", "auctioneer", "grader", "cashier", "auditor"] as const;

/** What the price sheet puts on screen. */
export const pricePages: readonly PageEntry[] = [
  { path: "/prices", roles: "anyone", titleWords: { zh: "行情表", en: "Price sheet" }, icon: "chart", nav: 40, group: PRICES, load: () => import("./PricesPage.tsx") },
  { path: "/prices/staff", roles: STAFF, titleWords: { zh: "行情表（内部）", en: "Price sheet (staff)" }, icon: "chart", nav: 42, group: PRICES, load: () => import("./StaffPricesPage.tsx") },
  { path: "/prices/wall", roles: "anyone", titleWords: { zh: "行情大屏", en: "Price wall" }, icon: "wall", nav: 92, group: PRICES, stage: "wall", load: () => import("./PriceWallPage.tsx") },
];

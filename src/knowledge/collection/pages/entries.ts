import type { PageEntry } from "../../../ui/page.ts";

const PRICES = { zh: "行情", en: "Prices" } as const;
const STAFF = ["operator", "auditor", "cashier", "auctioneer"] as const;

/** What the collection of prices puts on screen. */
export const collectionPages: readonly PageEntry[] = [
  { path: "/collection/beside", roles: "anyone", titleWords: { zh: "产销地价格", en: "Origin and destination" }, icon: "chart", nav: 41, group: PRICES, load: () => import("./BesidePage.tsx") },
  { path: "/collection/enter", roles: ["collector"], first: ["collector"], titleWords: { zh: "报价", en: "Enter prices" }, icon: "plus", nav: 43, group: PRICES, stage: "field", load: () => import("./EnterPage.tsx") },
  { path: "/collection", roles: STAFF, titleWords: { zh: "价格采集", en: "Price collection" }, icon: "list", nav: 44, group: PRICES, load: () => import("./desk/DeskPage.tsx") },
  { path: "/collection/mapping", roles: STAFF, titleWords: { zh: "品名对照", en: "Item mapping" }, icon: "search", nav: 45, group: PRICES, load: () => import("./desk/MappingPage.tsx") },
  { path: "/collection/points", roles: ["operator", "auditor"], titleWords: { zh: "采集点", en: "Collection points" }, icon: "people", nav: 46, group: PRICES, load: () => import("./desk/PointsPage.tsx") },
  { path: "/collection/standard", roles: "anyone", titleWords: { zh: "采集标准", en: "Collection standard" }, icon: "info", nav: 47, group: PRICES, load: () => import("./StandardPage.tsx") },
];

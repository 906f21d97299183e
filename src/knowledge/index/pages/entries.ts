import type { PageEntry } from "../../../ui/page.ts";

const PRICES = { zh: "行情", en: "Prices" } as const;
const STAFF = ["operator", "auctioneer", "grader", "cashier", "auditor"] as const;

/** What the published index puts on screen. */
export const indexPages: readonly PageEntry[] = [
  { path: "/index", roles: "anyone", titleWords: { zh: "价格指数", en: "Price index" }, icon: "chart", nav: 41, group: PRICES, load: () => import("./IndexPage.tsx") },
  { path: "/index/desk", roles: STAFF, titleWords: { zh: "指数发布台", en: "Index desk" }, icon: "chart", nav: 43, group: PRICES, load: () => import("./IndexDeskPage.tsx") },
  { path: "/index/wall", roles: "anyone", titleWords: { zh: "指数大屏", en: "Index wall" }, icon: "wall", nav: 93, group: PRICES, stage: "wall", load: () => import("./IndexWallPage.tsx") },
  { path: "/index/:group/:frequency/:period", roles: "anyone", titleWords: { zh: "指数的来历", en: "Where a number comes from" }, icon: "chart", load: () => import("./IndexNumberPage.tsx") },
];

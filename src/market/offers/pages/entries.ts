import type { PageEntry } from "../../../ui/page.ts";

const BUY = { zh: "买花", en: "Buying" } as const;
const GROW = { zh: "卖花", en: "Selling" } as const;
const HALL = { zh: "交易", en: "Trade" } as const;
const BUYERS = ["buyer", "agent"] as const;
const DESK = ["operator", "auctioneer", "cashier", "auditor"] as const;

export const offersPages: readonly PageEntry[] = [
  { path: "/market", roles: BUYERS, titleWords: { zh: "买花", en: "Market place" }, icon: "buyer", nav: 11, group: BUY, stage: "field", load: () => import("./market/MarketPage.tsx") },
  { path: "/offers", roles: ["grower"], titleWords: { zh: "供货", en: "My supply" }, icon: "grade", nav: 3, group: GROW, stage: "field", load: () => import("./grower/OffersPage.tsx") },
  { path: "/orders", roles: [...BUYERS, "grower", ...DESK], titleWords: { zh: "订单", en: "Orders" }, icon: "list", nav: 11.5, group: HALL, stage: "field", load: () => import("./orders/OrdersPage.tsx") },
  { path: "/orders/:id", roles: [...BUYERS, "grower", ...DESK], titleWords: { zh: "订单", en: "Order" }, icon: "list", stage: "field", load: () => import("./orders/OrderPage.tsx") },
  // What the code on an order opens; signing in first if need be.
  { path: "/o/:no", roles: [...BUYERS, "grower", ...DESK], titleWords: { zh: "订单", en: "Order" }, icon: "qr", stage: "field", load: () => import("./orders/OrderPage.tsx") },
  { path: "/requests", roles: [...BUYERS, "grower", ...DESK], titleWords: { zh: "求购", en: "Requests" }, icon: "search", nav: 13, group: HALL, stage: "field", load: () => import("./requests/RequestsPage.tsx") },
  { path: "/channels", roles: DESK, titleWords: { zh: "渠道概览", en: "Channels" }, icon: "chart", nav: 21, group: HALL, load: () => import("./desk/OverviewPage.tsx") },
];

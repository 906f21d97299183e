import type { PageEntry } from "../../../ui/page.ts";

const TRADE = { zh: "交易", en: "Trade" } as const;
const HALL = { zh: "收货台", en: "Intake" } as const;
const OVERSEERS = ["operator", "auditor"] as const;
/** Who writes orders: the enterprise, the market's manager, and a co-op that is the hub. */
const WRITERS = ["buyer", "operator", "grower"] as const;
const SEERS = [...WRITERS, "auditor", "cashier", "grader"] as const;

/** What pooled orders put on screen. */
export const pooledPages: readonly PageEntry[] = [
  { path: "/pooled", roles: ["grower"], titleWords: { zh: "统购接单", en: "Pooled orders" }, icon: "people", nav: 3, group: TRADE, stage: "field", load: () => import("./grower/GrowerPage.tsx") },
  // The code on an allocation sheet, an invoice or a statement opens it; whoever is no grower goes on to the desk's view.
  { path: "/pooled/:no", roles: SEERS, titleWords: { zh: "统购订单", en: "Pooled order" }, icon: "people", stage: "field", load: () => import("./grower/OrderForGrowerPage.tsx") },
  { path: "/pooled/dock", roles: ["grader", "operator"], titleWords: { zh: "月台验收", en: "Dock grading" }, icon: "truck", nav: 7, group: HALL, stage: "field", load: () => import("./dock/DockPage.tsx") },
  { path: "/pooled/rounds", roles: ["operator", "grader", "grower"], titleWords: { zh: "收集车次", en: "Collection rounds" }, icon: "truck", nav: 7.5, group: HALL, stage: "field", load: () => import("./rounds/RoundsPage.tsx") },
  { path: "/pooled/effect", roles: ["grower", "buyer", ...OVERSEERS], titleWords: { zh: "统购成效", en: "Effect of pooled orders" }, icon: "chart", nav: 76, group: TRADE, load: () => import("./effect/EffectPage.tsx") },
  { path: "/pooled-desk", roles: OVERSEERS, titleWords: { zh: "统购看板", en: "Pooled-order board" }, icon: "people", nav: 21, group: TRADE, load: () => import("./desk/BoardPage.tsx") },
  { path: "/pooled-orders", roles: [...WRITERS, "auditor", "cashier"], titleWords: { zh: "统购订单", en: "Pooled orders" }, icon: "list", nav: 21.5, group: TRADE, load: () => import("./mine/OrdersPage.tsx") },
  { path: "/pooled-orders/new", roles: WRITERS, titleWords: { zh: "写统购订单", en: "Write a pooled order" }, icon: "plus", load: () => import("./editor/EditorPage.tsx") },
  { path: "/pooled-orders/:no", roles: SEERS, titleWords: { zh: "统购订单", en: "Pooled order" }, icon: "sheet", load: () => import("./order/OrderPage.tsx") },
  { path: "/pooled-orders/:no/edit", roles: WRITERS, titleWords: { zh: "改统购订单", en: "Change the pooled order" }, icon: "sheet", load: () => import("./editor/EditorPage.tsx") },
  { path: "/pooled-orders/:no/invoice", roles: SEERS, titleWords: { zh: "统购发票单", en: "Invoice of a pooled order" }, icon: "money", load: () => import("./order/InvoicePage.tsx") },
];

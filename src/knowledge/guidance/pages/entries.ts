import type { PageEntry } from "../../../ui/page.ts";

const GROWING = { zh: "种花", en: "Growing" } as const;
const DESK = ["operator", "auditor"] as const;

/** What guidance puts on screen. */
export const guidancePages: readonly PageEntry[] = [
  { path: "/guidance", roles: ["grower"], titleWords: { zh: "种什么", en: "What to plant" }, icon: "chart", nav: 19, group: GROWING, stage: "field", load: () => import("./CandidatesPage.tsx") },
  { path: "/guidance/ahead", roles: ["grower", ...DESK], titleWords: { zh: "今后上市", en: "Supply ahead" }, icon: "calendar", nav: 20, group: GROWING, load: () => import("./AheadPage.tsx") },
  { path: "/guidance/sell/:id", roles: ["grower"], titleWords: { zh: "怎么卖", en: "How to sell" }, icon: "money", stage: "field", load: () => import("./SellPage.tsx") },
  { path: "/guidance/:id", roles: ["grower"], titleWords: { zh: "种什么", en: "What to plant" }, icon: "chart", stage: "field", load: () => import("./CandidatePage.tsx") },
  { path: "/guidance/:id/cost", roles: ["grower"], titleWords: { zh: "我的成本", en: "My costs" }, icon: "sheet", stage: "field", load: () => import("./CostPage.tsx") },
];

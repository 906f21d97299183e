import type { PageEntry } from "../../../ui/page.ts";

const LOSS = { zh: "损耗", en: "Loss" } as const;
const SELLERS = ["grower", "merchant"] as const;
const DESK = ["operator", "grader", "auctioneer", "cashier", "auditor"] as const;

/** What loss puts on screen. */
export const lossPages: readonly PageEntry[] = [
  { path: "/loss", roles: [...SELLERS, ...DESK], titleWords: { zh: "压货与损耗", en: "Ageing stock" }, icon: "pot", nav: 23, group: LOSS, stage: "field", load: () => import("./AgeingPage.tsx") },
  { path: "/loss/rates", roles: [...SELLERS, ...DESK], titleWords: { zh: "成交率与损耗率", en: "Clearance and loss" }, icon: "chart", nav: 27, group: LOSS, load: () => import("./RatesPage.tsx") },
  { path: "/loss/log", roles: [...SELLERS, ...DESK], titleWords: { zh: "损耗记录", en: "What was lost" }, icon: "list", nav: 28, group: LOSS, load: () => import("./LogPage.tsx") },
  // The code on a donation slip opens it.
  { path: "/loss/:no", roles: [...SELLERS, ...DESK], titleWords: { zh: "损耗", en: "Loss" }, icon: "pot", stage: "field", load: () => import("./ActPage.tsx") },
];

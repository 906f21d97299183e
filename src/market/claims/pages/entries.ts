import type { PageEntry } from "../../../ui/page.ts";

const CLAIMS = { zh: "质量", en: "Quality" } as const;
const TRADERS = ["buyer", "agent", "grower"] as const;
const DESK = ["grader", "operator", "cashier", "auditor"] as const;

/** What claims put on screen. */
export const claimPages: readonly PageEntry[] = [
  { path: "/claims", roles: TRADERS, titleWords: { zh: "质量投诉", en: "Claims" }, icon: "warn", nav: 22, group: CLAIMS, stage: "field", load: () => import("./MyClaimsPage.tsx") },
  // A bill line opens it with ?sale=, the label of a box with ?lot=.
  { path: "/claims/new", roles: ["buyer", "agent"], titleWords: { zh: "提投诉", en: "Make a claim" }, icon: "camera", stage: "field", load: () => import("./ClaimFormPage.tsx") },
  { path: "/claims/:no", roles: [...TRADERS, ...DESK], titleWords: { zh: "投诉", en: "Claim" }, icon: "warn", load: () => import("./ClaimPage.tsx") },
  { path: "/claims-desk", roles: DESK, titleWords: { zh: "投诉台", en: "Claims desk" }, icon: "warn", nav: 9, group: CLAIMS, load: () => import("./DeskPage.tsx") },
  { path: "/quality", roles: "anyone", titleWords: { zh: "质量等级", en: "Quality classes" }, icon: "grade", nav: 74, group: CLAIMS, load: () => import("./QualityPage.tsx") },
];

import type { PageEntry } from "../../../ui/page.ts";

const GROWING = { zh: "种花", en: "Growing" } as const;
const DESK = ["operator", "auditor"] as const;

/** What growing batches put on screen. */
export const batchPages: readonly PageEntry[] = [
  { path: "/growing", roles: ["grower"], titleWords: { zh: "在圃", en: "On the benches" }, icon: "pot", nav: 16, group: GROWING, stage: "field", load: () => import("./BenchPage.tsx") },
  { path: "/growing/new", roles: ["grower"], titleWords: { zh: "登记在圃", en: "Enter a batch" }, icon: "plus", nav: 17, group: GROWING, stage: "field", load: () => import("./form/PlantPage.tsx") },
  { path: "/growing/desk", roles: DESK, titleWords: { zh: "全市在圃", en: "All benches" }, icon: "pot", nav: 18, group: GROWING, load: () => import("./desk/DeskPage.tsx") },
  { path: "/growing/:id", roles: ["grower", ...DESK], titleWords: { zh: "一批在圃", en: "A batch" }, icon: "pot", stage: "field", load: () => import("./BatchPage.tsx") },
];

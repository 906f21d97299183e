import type { PageEntry } from "../../../ui/page.ts";

const PACKAGING = { zh: "周转箱", en: "Packaging" } as const;
const TRADERS = ["grower", "merchant", "buyer", "agent"] as const;
const DOCK = ["operator", "grader"] as const;
const DESK = [...DOCK, "cashier", "auditor"] as const;

/** What packaging puts on screen. */
export const packagingPages: readonly PageEntry[] = [
  { path: "/packaging/mine", roles: TRADERS, titleWords: { zh: "我的周转箱", en: "My packaging" }, icon: "truck", nav: 24, group: PACKAGING, stage: "field", load: () => import("./MinePage.tsx") },
  { path: "/packaging/dock", roles: DOCK, titleWords: { zh: "收发周转箱", en: "Give and take packaging" }, icon: "truck", nav: 7, group: PACKAGING, stage: "field", load: () => import("./dock/DockPage.tsx") },
  { path: "/packaging", roles: DESK, titleWords: { zh: "周转箱", en: "Packaging pool" }, icon: "lots", nav: 26, group: PACKAGING, load: () => import("./desk/DeskPage.tsx") },
  // The code on a numbered trolley opens it.
  { path: "/packaging/t/:number", roles: [...TRADERS, ...DESK], titleWords: { zh: "编号", en: "Number" }, icon: "qr", stage: "field", load: () => import("./PiecePage.tsx") },
];

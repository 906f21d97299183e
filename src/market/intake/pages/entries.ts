import type { PageEntry } from "../../../ui/page.ts";

const GROW = { zh: "卖花", en: "Selling" } as const;
const HALL = { zh: "收货台", en: "Intake" } as const;
const DESK = ["grader", "operator"] as const;
/** The desk and those who read what came in there: the contract's `arrivals` and `lot`. */
const READERS = [...DESK, "auctioneer", "cashier", "auditor"] as const;

export const intakePages: readonly PageEntry[] = [
  { path: "/lots/new", roles: ["grower"], titleWords: { zh: "发批次", en: "Declare a lot" }, icon: "plus", nav: 1, group: GROW, stage: "field", load: () => import("./form/LotFormPage.tsx") },
  { path: "/lots", roles: ["grower"], titleWords: { zh: "批次与钱", en: "Lots and money" }, icon: "lots", nav: 2, group: GROW, stage: "field", load: () => import("./mine/MyLotsPage.tsx") },
  { path: "/lots/:id", roles: ["grower"], titleWords: { zh: "批次", en: "Lot" }, icon: "pot", stage: "field", load: () => import("./mine/LotPage.tsx") },
  { path: "/desk", roles: READERS, titleWords: { zh: "收货与分级", en: "Intake and grading" }, icon: "grade", nav: 5, group: HALL, load: () => import("./desk/DeskPage.tsx") },
  { path: "/desk/new", roles: DESK, titleWords: { zh: "代报批次", en: "Declare for a grower" }, icon: "plus", nav: 6, group: HALL, stage: "field", load: () => import("./form/LotFormPage.tsx") },
  { path: "/desk/lots/:id", roles: READERS, titleWords: { zh: "批次", en: "Lot" }, icon: "pot", load: () => import("./mine/LotPage.tsx") },
  { path: "/labels/:ids", roles: ["grower", ...DESK], titleWords: { zh: "标签", en: "Labels" }, icon: "print", load: () => import("./label/LabelPage.tsx") },
  // What the QR code on a label opens; signing in first if need be.
  { path: "/l/:no", roles: ["grower", "buyer", "agent", ...READERS], titleWords: { zh: "批次", en: "Lot" }, icon: "qr", stage: "field", load: () => import("./mine/ScanPage.tsx") },
];

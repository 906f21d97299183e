import type { PageEntry } from "../../../ui/page.ts";

const TRADE = { zh: "交易", en: "Trade" } as const;
const PARTIES = ["grower", "merchant", "buyer", "agent"] as const;
const OVERSEERS = ["operator", "auditor"] as const;

/** What contracts put on screen. */
export const contractPages: readonly PageEntry[] = [
  { path: "/contracts", roles: PARTIES, titleWords: { zh: "合同", en: "Contracts" }, icon: "sheet", nav: 12.5, group: TRADE, stage: "field", load: () => import("./MyContractsPage.tsx") },
  { path: "/contracts/new", roles: PARTIES, titleWords: { zh: "写合同", en: "Draft a contract" }, icon: "plus", stage: "field", load: () => import("./draft/DraftPage.tsx") },
  // The code on a contract's paper opens it; signing in first if need be.
  { path: "/contracts/:no", roles: [...PARTIES, ...OVERSEERS], titleWords: { zh: "合同", en: "Contract" }, icon: "sheet", stage: "field", load: () => import("./contract/ContractPage.tsx") },
  { path: "/contracts/:no/edit", roles: PARTIES, titleWords: { zh: "改草稿", en: "Change the draft" }, icon: "sheet", stage: "field", load: () => import("./draft/DraftPage.tsx") },
  { path: "/contracts-desk", roles: OVERSEERS, titleWords: { zh: "合同总览", en: "All contracts" }, icon: "sheet", nav: 22, group: TRADE, load: () => import("./desk/DeskPage.tsx") },
  { path: "/handovers", roles: ["grader", "operator"], titleWords: { zh: "合同交货", en: "Contract hand-over" }, icon: "truck", nav: 8, group: TRADE, load: () => import("./desk/HandoverPage.tsx") },
];

import type { PageEntry } from "../../../ui/page.ts";

const MONEY = { zh: "结算", en: "Settlement" } as const;
const READERS = ["cashier", "operator", "auditor"] as const;

/** Who owes whom, how far he may, and what everything costs. */
export const ledgerPages: readonly PageEntry[] = [
  { path: "/credits", roles: READERS, titleWords: { zh: "授信额度", en: "Credit limits" }, icon: "money", nav: 70, group: MONEY, load: () => import("./CreditsPage.tsx") },
  { path: "/ledger", roles: READERS, titleWords: { zh: "总账余额", en: "Ledger" }, icon: "ledger", nav: 72, group: MONEY, load: () => import("./BalancesPage.tsx") },
  { path: "/ledger/:partyId", roles: READERS, titleWords: { zh: "往来账", en: "Ledger entries" }, icon: "ledger", load: () => import("./EntriesPage.tsx") },
  { path: "/fees", roles: "anyone", titleWords: { zh: "收费标准", en: "Fees" }, icon: "sheet", nav: 74, group: MONEY, load: () => import("./FeesPage.tsx") },
];

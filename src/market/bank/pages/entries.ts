import type { PageEntry } from "../../../ui/page.ts";

const MONEY = { zh: "结算", en: "Settlement" } as const;

/** What the bank's statement puts on screen. */
export const bankPages: readonly PageEntry[] = [
  { path: "/bank", roles: ["cashier", "operator", "auditor"], titleWords: { zh: "银行对账", en: "Bank statement" }, icon: "money", nav: 12, group: MONEY, load: () => import("./BankPage.tsx") },
];

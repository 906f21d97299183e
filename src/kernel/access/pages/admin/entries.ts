import type { PageEntry } from "../../../../ui/page.ts";

const ADMINISTRATION = { zh: "管理", en: "Administration" } as const;

/** Who is in the market and what they may do. */
export const adminPages: readonly PageEntry[] = [
  { path: "/accounts", roles: ["system_admin", "security_admin", "auditor"], titleWords: { zh: "账号与岗位", en: "Accounts" }, icon: "people", nav: 82, group: ADMINISTRATION, load: () => import("./accounts/AccountsPage.tsx") },
  { path: "/parties", roles: ["operator", "auctioneer", "grader", "cashier", "auditor"], titleWords: { zh: "会员主体", en: "Parties" }, icon: "user", nav: 80, group: ADMINISTRATION, load: () => import("./parties/PartiesPage.tsx") },
];

import type { PageEntry } from "../../../ui/page.ts";

const MONEY = { zh: "结算", en: "Settlement" } as const;
const DESK = ["cashier", "operator", "auditor"] as const;

export const paymentPages: readonly PageEntry[] = [
  { path: "/payments", roles: DESK, titleWords: { zh: "付款指令", en: "Payments" }, icon: "money", nav: 14.7, group: MONEY, load: () => import("./PaymentsPage.tsx") },
  { path: "/payments/:no", roles: DESK, titleWords: { zh: "付款指令", en: "Payment" }, icon: "money", load: () => import("./PaymentPage.tsx") },
];

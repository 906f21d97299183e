import type { PageEntry } from "../../../ui/page.ts";

const MONEY = { zh: "结算", en: "Settlement" } as const;
const DESK = ["cashier", "operator", "auditor"] as const;
const SELLERS = ["grower", "merchant"] as const;
const BUYERS = ["buyer", "agent"] as const;
const HALL = ["cashier", "operator", "grader", "auctioneer"] as const;

/** What settlement puts on screen. */
export const settlementPages: readonly PageEntry[] = [
  { path: "/day", roles: DESK, titleWords: { zh: "日结", en: "Day close" }, icon: "ledger", nav: 4, group: MONEY, load: () => import("./DayPage.tsx") },
  { path: "/day/:date", roles: DESK, titleWords: { zh: "日结", en: "Day close" }, icon: "ledger", load: () => import("./DayPage.tsx") },
  { path: "/day/:date/sales", roles: DESK, titleWords: { zh: "成交列表", en: "Sales" }, icon: "list", load: () => import("./SalesPage.tsx") },
  { path: "/day/:date/bank/:fileId", roles: DESK, titleWords: { zh: "银行文件", en: "Bank file" }, icon: "money", load: () => import("./BankFilePage.tsx") },
  { path: "/reversals", roles: DESK, titleWords: { zh: "冲销", en: "Reversals" }, icon: "replay", nav: 14, group: MONEY, load: () => import("./ReversalsPage.tsx") },
  { path: "/months", roles: DESK, titleWords: { zh: "月结", en: "Month close" }, icon: "calendar", nav: 13, group: MONEY, load: () => import("./months/MonthsPage.tsx") },
  { path: "/months/:month", roles: DESK, titleWords: { zh: "月结", en: "Month close" }, icon: "calendar", load: () => import("./months/MonthPage.tsx") },
  { path: "/party-day/:date?/:partyId?", roles: [...SELLERS, ...BUYERS, ...DESK], titleWords: { zh: "一户一日", en: "Party and day" }, icon: "calendar", nav: 22, group: MONEY, load: () => import("./PartyDayPage.tsx") },
  { path: "/ageing", roles: DESK, titleWords: { zh: "账龄", en: "Ageing" }, icon: "chart", nav: 15, group: MONEY, load: () => import("./AgeingPage.tsx") },
  { path: "/corrections", roles: DESK, titleWords: { zh: "更正", en: "Corrections" }, icon: "money", nav: 14.5, group: MONEY, load: () => import("./CorrectionsPage.tsx") },
  { path: "/terms", roles: DESK, titleWords: { zh: "账期与规则", en: "Terms and rules" }, icon: "gear", nav: 74, group: MONEY, load: () => import("./TermsPage.tsx") },
  { path: "/vouchers", roles: DESK, titleWords: { zh: "收购数据", en: "Purchase data" }, icon: "sheet", nav: 15, group: MONEY, load: () => import("./vouchers/VouchersPage.tsx") },
  { path: "/vouchers/:buyerId", roles: DESK, titleWords: { zh: "收购数据", en: "Purchase data" }, icon: "sheet", load: () => import("./vouchers/VoucherBuyerPage.tsx") },
  { path: "/declaration", roles: ["grower"], titleWords: { zh: "自产声明", en: "Own production" }, icon: "shield", nav: 21, group: MONEY, stage: "field", load: () => import("./vouchers/DeclarationPage.tsx") },
  { path: "/slips", roles: HALL, titleWords: { zh: "配货单", en: "Distribution slips" }, icon: "truck", nav: 16, group: MONEY, load: () => import("./SlipsPage.tsx") },
  { path: "/slips/:date/:buyerId?", roles: [...BUYERS, ...HALL], titleWords: { zh: "配货单", en: "Distribution slip" }, icon: "truck", load: () => import("./SlipPage.tsx") },
  { path: "/statements", roles: SELLERS, titleWords: { zh: "我的结算单", en: "My statements" }, icon: "money", nav: 3, group: MONEY, stage: "field", load: () => import("./MyStatementsPage.tsx") },
  { path: "/bills", roles: BUYERS, titleWords: { zh: "我的账单", en: "My bills" }, icon: "money", nav: 20, group: MONEY, load: () => import("./MyBillsPage.tsx") },
  // What the QR code on a statement or bill opens; signing in first if need be.
  { path: "/papers/:no", roles: [...SELLERS, ...BUYERS, ...DESK], titleWords: { zh: "单据", en: "Paper" }, icon: "sheet", load: () => import("./PaperPage.tsx") },
  { path: "/fees/try", roles: "anyone", titleWords: { zh: "费用试算", en: "Try the fees" }, icon: "filter", nav: 76, group: MONEY, load: () => import("./FeeTrialPage.tsx") },
];

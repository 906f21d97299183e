import type { PageEntry } from "../../../ui/page.ts";

const GROUP = { zh: "档口", en: "Stall" } as const;
const KEEPERS = ["merchant", "grower"] as const;
const DESK = ["operator", "cashier", "auditor"] as const;
/** A merchant writes bills all day; a grower without a stall has other things first. */
const MINE = ["merchant"] as const;
const FIRST = 40;

/** What a stall keeper has in his hand, and the list of stalls for the market. */
export const stallPages: readonly PageEntry[] = [
  { path: "/stall", roles: KEEPERS, titleWords: { zh: "开单", en: "Write bills" }, icon: "buyer", nav: FIRST, first: MINE, group: GROUP, stage: "field", load: () => import("./counter/CounterPage.tsx") },
  { path: "/stall/bills", roles: KEEPERS, titleWords: { zh: "单子", en: "Bills" }, icon: "list", nav: FIRST + 1, first: MINE, group: GROUP, stage: "field", load: () => import("./bills/BillsPage.tsx") },
  { path: "/stall/bills/:id", roles: [...KEEPERS, ...DESK], titleWords: { zh: "单子", en: "Bill" }, icon: "sheet", stage: "field", load: () => import("./bills/BillPage.tsx") },
  { path: "/stall/slips/:id", roles: KEEPERS, titleWords: { zh: "小票", en: "Slip" }, icon: "print", stage: "field", load: () => import("./bills/SlipPage.tsx") },
  { path: "/stall/customers", roles: KEEPERS, titleWords: { zh: "赊账本", en: "Credit book" }, icon: "people", nav: FIRST + 2, first: MINE, group: GROUP, stage: "field", load: () => import("./customers/CustomersPage.tsx") },
  { path: "/stall/customers/:id", roles: KEEPERS, titleWords: { zh: "客户对账", en: "Customer" }, icon: "user", stage: "field", load: () => import("./customers/CustomerPage.tsx") },
  { path: "/stall/goods", roles: KEEPERS, titleWords: { zh: "货", en: "Goods" }, icon: "pot", nav: FIRST + 3, group: GROUP, stage: "field", load: () => import("./goods/GoodsPage.tsx") },
  { path: "/stall/till", roles: KEEPERS, titleWords: { zh: "结账", en: "Close the day" }, icon: "money", nav: FIRST + 4, group: GROUP, stage: "field", load: () => import("./till/TillPage.tsx") },
  { path: "/stall/helpers", roles: KEEPERS, titleWords: { zh: "帮手", en: "Helpers" }, icon: "key", nav: FIRST + 5, group: GROUP, stage: "field", load: () => import("./hall/HelpersPage.tsx") },
  { path: "/stalls", roles: DESK, titleWords: { zh: "档口列表", en: "Stalls" }, icon: "wall", nav: 70, group: GROUP, load: () => import("./hall/StallsPage.tsx") },
];

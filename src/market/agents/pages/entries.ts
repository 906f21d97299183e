import type { PageEntry } from "../../../ui/page.ts";

const AGENT = { zh: "代拍", en: "For clients" } as const;
const BUY = { zh: "买花", en: "Buying" } as const;

/** What agents put on screen. */
export const agentPages: readonly PageEntry[] = [
  { path: "/agent", roles: ["agent"], titleWords: { zh: "代拍台", en: "Agent's desk" }, icon: "list", nav: 3, group: AGENT, load: () => import("./DeskPage.tsx") },
  { path: "/agent/new", roles: ["agent"], titleWords: { zh: "录采购单", en: "Take a list" }, icon: "plus", nav: 4, group: AGENT, load: () => import("./NewListPage.tsx") },
  { path: "/agent/clients", roles: ["agent"], titleWords: { zh: "我的客户", en: "My clients" }, icon: "people", nav: 5, group: AGENT, load: () => import("./ClientsPage.tsx") },
  { path: "/agent/clients/:id", roles: ["agent"], titleWords: { zh: "客户", en: "Client" }, icon: "user", load: () => import("./StatementPage.tsx") },
  { path: "/agent/lists/:no", roles: ["agent"], titleWords: { zh: "采购单", en: "List" }, icon: "list", load: () => import("./WorkPage.tsx") },
  // A client's own; the link an agent sends him opens them after signing in.
  { path: "/my-lists", roles: ["buyer", "agent"], titleWords: { zh: "我的代拍单", en: "My lists" }, icon: "list", nav: 24, group: BUY, stage: "field", load: () => import("./MyListsPage.tsx") },
  { path: "/my-lists/new", roles: ["buyer", "agent"], titleWords: { zh: "托人代拍", en: "Give a list" }, icon: "plus", stage: "field", load: () => import("./NewListPage.tsx") },
  { path: "/my-lists/statement/:id", roles: ["buyer", "agent"], titleWords: { zh: "代拍对账", en: "Statement" }, icon: "money", stage: "field", load: () => import("./StatementPage.tsx") },
  { path: "/my-lists/manifest/:id", roles: ["buyer", "agent"], titleWords: { zh: "代拍清单", en: "Manifest" }, icon: "truck", load: () => import("./ManifestPage.tsx") },
  { path: "/my-lists/seen/:secret", roles: "anyone", titleWords: { zh: "代拍进度", en: "Your lists" }, icon: "list", stage: "field", load: () => import("./SeenPage.tsx") },
  { path: "/my-lists/:no", roles: ["buyer", "agent"], titleWords: { zh: "采购单", en: "List" }, icon: "list", stage: "field", load: () => import("./WorkPage.tsx") },
];

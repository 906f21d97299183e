import type { PageEntry } from "../../../ui/page.ts";

const ADMINISTRATION = { zh: "管理", en: "Administration" } as const;

/** The front door; and two pages that speak of all modules, as only the app may: the trail and the table of rights. */
export const homePages: readonly PageEntry[] = [
  { path: "/", roles: "anyone", titleWords: { zh: "首页", en: "Home" }, icon: "home", nav: 1, load: () => import("./HomePage.tsx") },
  { path: "/audit", roles: ["auditor", "security_admin"], titleWords: { zh: "审计留痕", en: "Audit trail" }, icon: "search", nav: 84, group: ADMINISTRATION, load: () => import("./audit/AuditPage.tsx") },
  { path: "/permissions", roles: "anyone", titleWords: { zh: "权限表", en: "Permissions" }, icon: "shield", nav: 86, group: ADMINISTRATION, load: () => import("./permissions/PermissionsPage.tsx") },
];
